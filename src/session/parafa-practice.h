/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include "parafa-endpoints.h"
#include "parafa-secret.h"

G_BEGIN_DECLS

/* The callback address of every practice application: caught by the view, never asked for */
#define PARAFA_PRACTICE_REDIRECT_URI "https://localhost:8443/parafa"

/* Runs parafa-simulator as a child and knows what it said at its start.
 * Property "running" (gboolean, notify): FALSE also when it ended by itself.
 * Errors: PARAFA_SESSION_ERROR_PRACTICE, G_IO_ERROR_CANCELLED */
#define PARAFA_TYPE_PRACTICE (parafa_practice_get_type ())
G_DECLARE_FINAL_TYPE (ParafaPractice, parafa_practice, PARAFA, PRACTICE, GObject)
/* state_dir: where the server keeps its CA and the practice certificate */
ParafaPractice *parafa_practice_new (const char *state_dir);
void parafa_practice_start_async (ParafaPractice *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean parafa_practice_start_finish (ParafaPractice *self, GAsyncResult *result, GError **error);
/* TRUE when the state folder was empty before the last start: no application is registered there */
gboolean parafa_practice_is_new (ParafaPractice *self);
gboolean parafa_practice_is_running (ParafaPractice *self);
ParafaEndpoints *parafa_practice_get_endpoints (ParafaPractice *self);   /* (nullable) */
const char *parafa_practice_get_certificate_file (ParafaPractice *self); /* PKCS#12 */
ParafaSecret *parafa_practice_get_certificate_password (ParafaPractice *self);
/* registers an application; its id and secret are then told by the two getters below */
void parafa_practice_register_async (ParafaPractice *self,
                                     const char *name,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean
parafa_practice_register_finish (ParafaPractice *self, GAsyncResult *result, GError **error);
/* one line of JSON to the server's control channel, one line back; "ok":false is an error */
void parafa_practice_command_async (ParafaPractice *self,
                                    const char *command,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
ParafaSecret *
parafa_practice_command_finish (ParafaPractice *self, GAsyncResult *result, GError **error);
/* (nullable) until parafa_practice_register_async() */
const char *parafa_practice_get_client_id (ParafaPractice *self);
ParafaSecret *parafa_practice_get_client_secret (ParafaPractice *self);
const char *parafa_practice_get_redirect_uri (ParafaPractice *self);
void parafa_practice_stop (ParafaPractice *self);

G_END_DECLS
