/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-card-process.h"
#include "parafa-card.h"

G_BEGIN_DECLS

struct _ParafaCard
{
  GObject parent_instance;

  GHashTable *processes;      /* (owned): key of the driver → ParafaCardProcess; "" opens files */
  ParafaCardProcess *process; /* (unowned) (nullable): the one that was chosen */
  ParafaDriverFolders *folders; /* (owned) (nullable): NULL for p11-kit's */
  guint list_timeout_ms;
  guint question_timeout_ms;
  guint network_timeout_ms;
  GHashTable *unwatched; /* (owned): keys of drivers that ended while they were watched */
  GSource *change;       /* (owned) (nullable): tells of changes, of several drivers at once */
  guint generation;      /* counts the ends */
  gboolean watching;
};

ParafaCardProcess *parafa_card_ensure_process (ParafaCard *self, ParafaDriver *driver);
void parafa_card_choose_process (ParafaCard *self, ParafaCardProcess *process, gboolean alone);
void parafa_card_forget_process (ParafaCard *self, ParafaCardProcess *process);
char *parafa_card_dup_key (ParafaDriver *driver);
void parafa_card_watch_process (ParafaCard *self, ParafaCardProcess *process);
void parafa_card_watched_process_ended (ParafaCard *self, ParafaCardProcess *process);
void parafa_card_tell_change (ParafaCard *self);
void parafa_card_listen_to (ParafaCard *self, ParafaBusCard *proxy);
void parafa_card_read_drivers_async (ParafaCard *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GPtrArray *parafa_card_read_drivers_finish (GAsyncResult *result, GError **error);
void parafa_card_set_driver_of (ParafaCertificate *certificate, ParafaDriver *driver);
ParafaDriver *parafa_card_get_driver_of (ParafaCertificate *certificate);

G_END_DECLS
