/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "parafa-account.h"
#include "parafa-clock.h"
#include "parafa-token-facts.h"

G_BEGIN_DECLS

/* A profile in the list: its clock, its name, its state in words */
#define PARAFA_TYPE_PROFILE_ROW (parafa_profile_row_get_type ())
G_DECLARE_FINAL_TYPE (ParafaProfileRow, parafa_profile_row, PARAFA, PROFILE_ROW, GtkListBoxRow)

GtkWidget *parafa_profile_row_new (ParafaAccount *account, ParafaClock *clock);
void parafa_profile_row_show (ParafaProfileRow *self, const ParafaTokenFacts *facts);
ParafaAccount *parafa_profile_row_get_account (ParafaProfileRow *self);
const char *parafa_profile_row_get_state (ParafaProfileRow *self);

G_END_DECLS
