/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-pin-question.h"
#include "parafa-relay-gate.h"
#include "parafa-relay.h"

#include <gnutls/gnutls.h>

G_BEGIN_DECLS

typedef struct
{
  char *name; /* (owned): without port, lower case */
  guint16 port;
  char *text; /* (owned): "host:port" */
  gboolean login;
} ParafaRelayHost;

/* One login's relay. Everything but @failure, @workers and @stopped stays as it is from its start on,
 * so that worker threads read it without a lock. */
struct _ParafaRelay
{
  GPtrArray *hosts;                                    /* (owned) (element-type ParafaRelayHost) */
  ParafaIdentity *identity;                            /* (owned) (nullable) */
  ParafaSecret *password;                              /* (owned) */
  ParafaSecret *proxy_line;                            /* (owned): how the view shows it */
  char *certificate_pem;                               /* (owned) */
  gnutls_certificate_credentials_t server_credentials; /* (owned): toward the view */
  gnutls_certificate_credentials_t client_credentials; /* (owned): toward servers */
  char *proxy_uri;                                     /* (owned) (nullable) */
  guint network_timeout_ms;
  ParafaRelayEvents events;
  ParafaPinQuestions *questions; /* (owned) */
  ParafaRelayGate *gate;         /* (owned) (nullable) */
  GCancellable *cancellable;     /* (owned): stops every worker */
  GMutex lock;                   /* guards the rest */
  GCond idle;
  guint workers;
  gboolean stopped;
  GError *failure; /* (owned) (nullable): why the key cannot be used, for every connection */
};

void parafa_relay_report (ParafaRelay *self, const GError *error, const char *host);
void parafa_relay_set_failure (ParafaRelay *self, const GError *error);
GError *parafa_relay_dup_failure (ParafaRelay *self);

G_END_DECLS
