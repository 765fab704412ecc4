/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-card-dbus.h"
#include "parafa-driver.h"

G_BEGIN_DECLS

/* Descriptors of the child, and where the application finds it on the private connection */
#define PARAFA_CARD_SOCKET_FD 3
#define PARAFA_CARD_NOTE_FD 4
#define PARAFA_CARD_NOTE_BYTES 256
#define PARAFA_CARD_OBJECT_PATH "/ro/parafa/Card"

/* Signals: "ended" (): the process is gone, or was given up */
#define PARAFA_TYPE_CARD_PROCESS (parafa_card_process_get_type ())
G_DECLARE_FINAL_TYPE (ParafaCardProcess, parafa_card_process, PARAFA, CARD_PROCESS, GObject)

ParafaCardProcess *parafa_card_process_new (ParafaDriver *driver);
ParafaDriver *parafa_card_process_get_driver (ParafaCardProcess *self);
void parafa_card_process_start_async (ParafaCardProcess *self,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
ParafaBusCard *
parafa_card_process_start_finish (ParafaCardProcess *self, GAsyncResult *result, GError **error);
gboolean parafa_card_process_is_usable (ParafaCardProcess *self);
void parafa_card_process_notice_failure (ParafaCardProcess *self, const GError *error);
void parafa_card_process_set_watching (ParafaCardProcess *self, gboolean watching);
gboolean parafa_card_process_is_watching (ParafaCardProcess *self);
char *parafa_card_process_dup_driver (ParafaCardProcess *self);
gboolean parafa_card_process_was_killed (ParafaCardProcess *self);
void parafa_card_process_kill (ParafaCardProcess *self);
void parafa_card_process_end_async (ParafaCardProcess *self,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean
parafa_card_process_end_finish (ParafaCardProcess *self, GAsyncResult *result, GError **error);

G_END_DECLS
