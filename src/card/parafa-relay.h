/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-card.h"
#include "parafa-identity.h"

G_BEGIN_DECLS

/* What a relay tells; called on any thread */
typedef struct
{
  void (*failed) (const GError *error, const char *host, gpointer user_data);
  void (*upstream) (const ParafaUpstream *upstream, gpointer user_data);
  void (*question) (guint id, ParafaPinFlags flags, const char *token, gpointer user_data);
  gpointer user_data;
} ParafaRelayEvents;

/* What a relay is started with; strings are copied */
typedef struct
{
  ParafaIdentity *identity; /* (nullable) */
  const char *const *login_hosts;
  const char *const *tunnel_hosts;
  GBytes *trust_pem;     /* (nullable) */
  const char *proxy_uri; /* (nullable) */
  guint question_timeout_ms;
  guint network_timeout_ms;
} ParafaRelayOptions;

typedef struct _ParafaRelay ParafaRelay;

ParafaRelay *parafa_relay_new (const ParafaRelayOptions *options,
                               const ParafaRelayEvents *events,
                               GError **error);
guint16 parafa_relay_get_port (ParafaRelay *self);
const char *parafa_relay_get_password (ParafaRelay *self);
const char *parafa_relay_get_certificate_pem (ParafaRelay *self);
void parafa_relay_answer (ParafaRelay *self, guint id, ParafaSecret *pin);
void parafa_relay_close (ParafaRelay *self);
void parafa_relay_free (ParafaRelay *self);

G_END_DECLS
