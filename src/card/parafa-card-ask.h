/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-card-private.h"

G_BEGIN_DECLS

/* What one driver's process answered when it was asked to list, or why it did not */
typedef struct
{
  ParafaDriver *driver;        /* (owned) */
  GVariant *answer;            /* (owned) (nullable): of List */
  ParafaDriverProblem problem; /* without an answer */
  char *message;               /* (owned) (nullable): begins with the driver's file name */
  guint time_ms;
} ParafaDriverAnswer;

void parafa_driver_answer_free (ParafaDriverAnswer *answer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaDriverAnswer, parafa_driver_answer_free)

void parafa_card_ask_async (ParafaCard *self,
                            ParafaCardProcess *process,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
ParafaDriverAnswer *parafa_card_ask_finish (ParafaCard *self, GAsyncResult *result, GError **error);

G_END_DECLS
