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

  ParafaCardProcess *process; /* (owned) (nullable): the one at work */
  guint list_timeout_ms;
  guint question_timeout_ms;
  guint network_timeout_ms;
};

ParafaCardProcess *parafa_card_ensure_process (ParafaCard *self);
ParafaCardProcess *parafa_card_take_process (ParafaCard *self);
void parafa_card_listen_to (ParafaCard *self, ParafaBusCard *proxy);

G_END_DECLS
