/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-secret.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The lines spoken with the practice server over its standard input and output.
 * Signal "failed" (): nothing can be said over it any more. */
#define PARAFA_TYPE_PRACTICE_CHANNEL (parafa_practice_channel_get_type ())
G_DECLARE_FINAL_TYPE (
    ParafaPracticeChannel, parafa_practice_channel, PARAFA, PRACTICE_CHANNEL, GObject)
ParafaPracticeChannel *parafa_practice_channel_new (GInputStream *input, GOutputStream *output);
/* the line that comes by itself when the server is ready */
void parafa_practice_channel_read_async (ParafaPracticeChannel *self,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
JsonObject *parafa_practice_channel_read_finish (ParafaPracticeChannel *self,
                                                 GAsyncResult *result,
                                                 GError **error);
void parafa_practice_channel_command_async (ParafaPracticeChannel *self,
                                            const char *command,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
ParafaSecret *parafa_practice_channel_command_finish (ParafaPracticeChannel *self,
                                                      GAsyncResult *result,
                                                      GError **error);
void parafa_practice_channel_close (ParafaPracticeChannel *self);
JsonObject *parafa_practice_channel_parse (const char *line, GError **error);
GError *parafa_practice_error (const char *what, const GError *cause);

G_END_DECLS
