/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-card-private.h"

#include <gio/gunixfdlist.h>

G_BEGIN_DECLS

/* One call in flight. Its steps: start the process if need be → @send → the reply's own function */
typedef struct
{
  void (*send) (GTask *task, ParafaBusCard *proxy);
  ParafaCardProcess *process;     /* (owned) */
  ParafaCertificate *certificate; /* (owned) (nullable) */
  ParafaSecret *secret;           /* (owned) (nullable) */
  char *path;                     /* (owned) (nullable) */
  GStrv login_hosts;              /* (owned) (nullable) */
  GStrv tunnel_hosts;             /* (owned) (nullable) */
  GBytes *trust_pem;              /* (owned) (nullable) */
  char *proxy_uri;                /* (owned) (nullable) */
  ParafaPinState state;           /* result of unlocking and of reading the state */
} ParafaCardCall;

ParafaCardCall *parafa_card_call_new (void (*send) (GTask *task, ParafaBusCard *proxy));
GTask *parafa_card_call_new_task (ParafaCard *self,
                                  ParafaCardCall *call,
                                  gpointer tag,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
void parafa_card_call_run (GTask *taken);
void parafa_card_call_return_error (GTask *task, GError *taken);
GUnixFDList *parafa_card_call_new_pipe_list (const ParafaSecret *secret, GError **error);
GVariant *parafa_card_call_new_bytes (GBytes *bytes);

G_END_DECLS
