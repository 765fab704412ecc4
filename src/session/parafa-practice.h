/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include "parafa-endpoints.h"
#include "parafa-secret.h"

G_BEGIN_DECLS

/* Runs parafa-simulator as a child and knows what it said at its start */
#define PARAFA_TYPE_PRACTICE (parafa_practice_get_type ())
G_DECLARE_FINAL_TYPE (ParafaPractice, parafa_practice, PARAFA, PRACTICE, GObject)
/* state_dir: where the server keeps its CA and the practice certificate */
ParafaPractice *parafa_practice_new (const char *state_dir);
void parafa_practice_start_async (ParafaPractice *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean parafa_practice_start_finish (ParafaPractice *self, GAsyncResult *result, GError **error);
gboolean parafa_practice_is_running (ParafaPractice *self);
ParafaEndpoints *parafa_practice_get_endpoints (ParafaPractice *self);   /* (nullable) */
const char *parafa_practice_get_certificate_file (ParafaPractice *self); /* PKCS#12 */
ParafaSecret *parafa_practice_get_certificate_password (ParafaPractice *self);
const char *parafa_practice_get_client_id (ParafaPractice *self);
ParafaSecret *parafa_practice_get_client_secret (ParafaPractice *self);
const char *parafa_practice_get_redirect_uri (ParafaPractice *self);
void parafa_practice_stop (ParafaPractice *self);

G_END_DECLS
