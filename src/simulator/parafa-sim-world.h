/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-clock.h"
#include "parafa-sim-failures.h"
#include "parafa-sim-filings.h"
#include "parafa-sim-sessions.h"
#include "parafa-sim-store.h"
#include "parafa-sim-token-maker.h"

G_BEGIN_DECLS

typedef enum
{
  PARAFA_SIM_TLS_RENEGOTIATE,    /* TLS 1.2, the certificate is asked for by renegotiation */
  PARAFA_SIM_TLS_FIRST_1_2,      /* TLS 1.2, asked for in the first handshake */
  PARAFA_SIM_TLS_FIRST_1_3,      /* TLS 1.3, asked for in the first handshake */
  PARAFA_SIM_TLS_POST_HANDSHAKE, /* TLS 1.3, asked for after the handshake */
  PARAFA_SIM_N_TLS_STYLES,
} ParafaSimTlsStyle;

typedef enum
{
  PARAFA_SIM_PORT_LOGIN, /* gateway and OAuth */
  PARAFA_SIM_PORT_API,   /* TestOauth */
} ParafaSimPort;

typedef enum
{
  PARAFA_SIM_SWITCH_AS_STYLE, /* what belongs to the TLS style */
  PARAFA_SIM_SWITCH_OFF,
  PARAFA_SIM_SWITCH_ON,
} ParafaSimSwitch;

/* Which certificate the server shows on the login port */
typedef enum
{
  PARAFA_SIM_SERVER_GOOD,
  PARAFA_SIM_SERVER_EXPIRED,
  PARAFA_SIM_SERVER_OTHER_HOST,
  PARAFA_SIM_SERVER_UNTRUSTED,
  PARAFA_SIM_N_SERVER_CERTIFICATES,
} ParafaSimServerCertificate;

typedef struct
{
  ParafaSimTlsStyle tls_style;
  ParafaSimServerCertificate server_certificate;
  ParafaSimSwitch keep_alive;
  ParafaSimSwitch close_notify;
  gint64 delay_ms; /* before each reply */
  gint64 clock_offset_s;
  gint64 access_lifetime_s;
  ParafaSimLayout layout;
  gboolean rotation; /* a refresh kills the refresh token it used */
  gboolean opaque;   /* tokens as until 2024: they say nothing, and live by rules of their own */
  gboolean revokes;  /* the tokens of today may be revoked too, not only opaque ones */
} ParafaSimSettings;

typedef struct
{
  gint64 authorize;           /* requests to authorize */
  gint64 codes;               /* codes given out */
  gint64 exchanges;           /* requests to exchange a code, good or not */
  gint64 refreshes;           /* requests to refresh, good or not */
  gint64 hellos;              /* requests to TestOauth, good or not */
  gint64 revocations;         /* requests to revoke a token, good or not */
  gint64 handshakes;          /* connections that finished their first handshake */
  gint64 client_certificates; /* certificates presented at /my.policy */
  gint64 handed_out;          /* answers with a token */
  gint64 proxy_passwords;     /* requests with a password that was for a proxy */
  gint64 held;                /* connections that were left hanging */
} ParafaSimCounts;

/* What a client presented */
typedef struct
{
  gboolean present;
  gboolean good;       /* under the practice root, in time, for authentication */
  const char *problem; /* (nullable): why it is not */
  char *holder;        /* (owned) (nullable): common name */
  char *issuer;        /* (owned) (nullable): short name of the authority */
  char *serial;        /* (owned) (nullable): lower-case hex pairs with colons */
  char *signature;     /* (owned) (nullable): "rsassaPss SHA256" */
  const char *tls;     /* "TLSv1.2" */
  int chain;           /* certificates sent */
} ParafaSimPeer;

/* All that changes, behind one lock. Fields: with the lock held only. */
typedef struct
{
  GMutex lock;
  ParafaSimSettings settings;
  ParafaSimFailures failures;
  guint n_releases; /* how often what hangs was told to end */
  ParafaSimCounts counts;
  ParafaSimPeer last_client;
  ParafaClock *clock;          /* (owned): without the offset */
  ParafaSimSessions *sessions; /* (owned) */
  ParafaSimStore *store;       /* (owned) */
  char *dir;                   /* (owned): the state folder */
  ParafaSimFilings *filings;   /* (owned): e-Transport */
  EVP_PKEY *signing_key;       /* (owned) */
  guint login_port;
  guint api_port;
} ParafaSimWorld;

ParafaSimWorld *parafa_sim_world_new (const char *dir, ParafaClock *clock, GError **error);
void parafa_sim_world_free (ParafaSimWorld *self);
gint64 parafa_sim_world_get_now (const ParafaSimWorld *self);
ParafaSimSettings parafa_sim_world_get_settings (ParafaSimWorld *self);
ParafaSimHow parafa_sim_world_take_failure (ParafaSimWorld *self, ParafaSimPlace place);
guint parafa_sim_world_hold (ParafaSimWorld *self);
gboolean parafa_sim_world_is_held (ParafaSimWorld *self, guint since);
void parafa_sim_world_count_handshake (ParafaSimWorld *self);
void parafa_sim_world_note_client (ParafaSimWorld *self, const ParafaSimPeer *peer);
gboolean parafa_sim_tls_style_from_text (const char *text, ParafaSimTlsStyle *style);
void parafa_sim_peer_clear (ParafaSimPeer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaSimWorld, parafa_sim_world_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ParafaSimPeer, parafa_sim_peer_clear)

G_END_DECLS
