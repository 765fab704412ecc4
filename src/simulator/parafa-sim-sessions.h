/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  PARAFA_SIM_LOGIN_STARTED,        /* sent to /my.policy */
  PARAFA_SIM_LOGIN_NONCE,          /* good certificate, sent to /my.policy_nonce */
  PARAFA_SIM_LOGIN_GOOD,           /* logged in: the cookies alone are the proof */
  PARAFA_SIM_LOGIN_NO_CERTIFICATE, /* over: none was presented */
  PARAFA_SIM_LOGIN_ENDED,          /* over */
} ParafaSimLoginStage;

/* One session of the gateway */
typedef struct
{
  char *id;            /* (owned): cookie MRHSession */
  char *stamp;         /* (owned): cookie F5_ST */
  char *target;        /* (owned): the address that was asked for */
  char *redirect_uri;  /* (owned) (nullable): its callback, when it was a good authorize request */
  char *state;         /* (owned) (nullable): its state */
  char *nonce;         /* (owned) (nullable) */
  char *issuer;        /* (owned) (nullable): of the certificate */
  char *serial;        /* (owned) (nullable): of the certificate */
  gint64 started_at_s; /* Unix seconds: when the chain started, or when the certificate was good */
  ParafaSimLoginStage stage;
} ParafaSimLogin;

/* One authorization code */
typedef struct
{
  char *client_id;    /* (owned) */
  char *redirect_uri; /* (owned) */
  char *issuer;       /* (owned) */
  char *serial;       /* (owned) */
  char *login;        /* (owned): names the login for the tokens */
  gint64 issued_at_s;
  gboolean used;
} ParafaSimCode;

/* The gateway's sessions and codes, in memory; a bounded number of each, the oldest go first */
typedef struct _ParafaSimSessions ParafaSimSessions;

ParafaSimSessions *parafa_sim_sessions_new (void);
void parafa_sim_sessions_free (ParafaSimSessions *self);
ParafaSimLogin *
parafa_sim_sessions_start (ParafaSimSessions *self, const char *target, gint64 now_s);
ParafaSimLogin *parafa_sim_sessions_find (ParafaSimSessions *self, const char *id);
gboolean parafa_sim_login_is_fresh (const ParafaSimLogin *self,
                                    const char *stamp,
                                    const char *last,
                                    gint64 now_s);
void parafa_sim_login_accept (ParafaSimLogin *self,
                              const char *issuer,
                              const char *serial,
                              gint64 now_s);
gboolean parafa_sim_login_take_nonce (ParafaSimLogin *self, const char *nonce);
char *parafa_sim_sessions_new_code (ParafaSimSessions *self,
                                    const ParafaSimLogin *login,
                                    const char *client_id,
                                    const char *redirect_uri,
                                    gint64 now_s);
ParafaSimCode *parafa_sim_sessions_find_code (ParafaSimSessions *self, const char *code);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaSimSessions, parafa_sim_sessions_free)

#define PARAFA_SIM_CODE_LIFETIME_S 60
#define PARAFA_SIM_CHAIN_LIFETIME_S 60  /* of the redirect chain before the login */
#define PARAFA_SIM_LOGIN_LIFETIME_S 900 /* of the cookies after the login */

G_END_DECLS
