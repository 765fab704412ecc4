/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A name, what it means, its value, and a button that copies the value. Also used for headers. */
#define PARAFA_TYPE_CLAIM_ROW (parafa_claim_row_get_type ())
G_DECLARE_FINAL_TYPE (ParafaClaimRow, parafa_claim_row, PARAFA, CLAIM_ROW, GtkListBoxRow)

GtkWidget *
parafa_claim_row_new (const char *name, const char *meaning, const char *value, const char *copied);
void parafa_claim_row_set_narrow (ParafaClaimRow *self, gboolean narrow);
const char *parafa_claim_row_get_name (ParafaClaimRow *self);
const char *parafa_claim_row_get_value (ParafaClaimRow *self);

G_END_DECLS
