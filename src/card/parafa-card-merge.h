/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-card-ask.h"
#include "parafa-driver-list.h"

G_BEGIN_DECLS

/* Makes one listing of what the drivers answered. Pure */
ParafaCardListing *parafa_card_merge (GPtrArray *answers, ParafaDriverList *known, gint64 now_s);
ParafaDriverReport *parafa_card_merge_report (const ParafaDriverAnswer *answer);
gboolean
parafa_card_merge_is_better (ParafaDriver *driver, ParafaDriver *other, ParafaDriverList *known);

G_END_DECLS
