/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <openssl/ssl.h>
#include "sim-server.h"

G_BEGIN_DECLS

typedef enum
{
  SIM_END_REPLY,     /* the whole of it */
  SIM_END_HALF,      /* the connection ended in the middle */
  SIM_END_CLOSED,    /* it ended before anything came */
  SIM_END_RESET,     /* the same, by a reset */
  SIM_END_SILENCE,   /* nothing came in the time the client waits */
  SIM_END_ALERT,     /* the server sent a TLS alert */
  SIM_END_UNTRUSTED, /* the server's certificate is not good */
  SIM_END_NO_TLS,    /* what the server sent is not TLS */
} SimEnd;

/* A client on OpenSSL: another implementation than the product's, the same as the server's */
typedef struct
{
  SSL_CTX *context;    /* (owned) */
  GHashTable *cookies; /* (owned) */
  char *host;          /* (owned): what the server must prove to be */
  guint wait_ms;       /* for each read */
} SimClient;

typedef struct
{
  SimEnd end;
  int alert;          /* its number, with SIM_END_ALERT */
  long verify_result; /* with SIM_END_UNTRUSTED */
  guint status;
  char *head;            /* (owned) (nullable) */
  char *body;            /* (owned) (nullable) */
  gboolean close_notify; /* how the connection ended, when the server was to close it */
} SimAnswer;

typedef struct
{
  SSL *session; /* (owned) (nullable) */
  int fd;
  SimAnswer failure; /* why there is no session */
} SimConnection;

SimClient *sim_client_new (SimServer *server, const char *dir, const char *certificate);
SimClient *sim_client_new_with_leaf (SimServer *server, const char *dir, const char *certificate);
void sim_client_free (SimClient *self);
int sim_client_dial (guint16 port, guint wait_ms);
SimConnection *sim_client_connect (SimClient *self, guint16 port);
void sim_connection_free (SimConnection *self);
void sim_connection_send (SimConnection *self, const char *text);
SimAnswer *sim_connection_read (SimConnection *self);
SimAnswer *sim_connection_get (SimClient *self, SimConnection *connection, const char *target);
SimAnswer *sim_client_get (SimClient *self, guint16 port, const char *target);
SimAnswer *sim_client_ask (SimClient *self, guint16 port, const char *text);
void sim_answer_free (SimAnswer *self);
char *sim_answer_get_header (const SimAnswer *self, const char *name);
char *sim_answer_get_json (const SimAnswer *self, const char *member);

/* the login */
char *sim_authorize_target (SimServer *server);
SimAnswer *sim_client_walk (SimClient *self, SimServer *server, char **callback);
char *sim_client_find_callback (SimClient *self, SimServer *server);
SimAnswer *sim_client_exchange (SimClient *self, SimServer *server, const char *callback);
SimAnswer *sim_client_refresh (SimClient *self, SimServer *server, const char *token);
SimAnswer *sim_client_hello (SimClient *self, SimServer *server, const char *token);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimClient, sim_client_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimConnection, sim_connection_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimAnswer, sim_answer_free)

G_END_DECLS
