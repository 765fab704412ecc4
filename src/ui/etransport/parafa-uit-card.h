/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "parafa-filing-validity.h"

G_BEGIN_DECLS

/* A UIT: waiting, or large and to be copied, with the clock of its days and who has to confirm. Its window needs the
 * action win.toast. */
#define PARAFA_TYPE_UIT_CARD (parafa_uit_card_get_type ())
G_DECLARE_FINAL_TYPE (ParafaUitCard, parafa_uit_card, PARAFA, UIT_CARD, AdwBin)

void parafa_uit_card_set (ParafaUitCard *self,
                          const ParafaFilingRecord *record,
                          const ParafaFilingFate *fate,
                          gint64 now_s);
void parafa_uit_card_set_large (ParafaUitCard *self, gboolean large);
gboolean parafa_uit_card_copy (ParafaUitCard *self);

/* whether a driver needs it now: it counts, and the transport has not arrived */
gboolean parafa_uit_card_is_in_use (ParafaUitCard *self);

G_END_DECLS
