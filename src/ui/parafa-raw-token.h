/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "parafa-jwt-inspection.h"
#include "parafa-secret.h"

G_BEGIN_DECLS

/* How long a revealed token stays, in seconds */
#define PARAFA_RAW_TOKEN_SECONDS 20

#define PARAFA_TYPE_RAW_TOKEN (parafa_raw_token_get_type ())
G_DECLARE_FINAL_TYPE (ParafaRawToken, parafa_raw_token, PARAFA, RAW_TOKEN, GtkWidget)

void parafa_raw_token_set_inspection (ParafaRawToken *self,
                                      ParafaJwtInspection *inspection,
                                      gboolean open);
void parafa_raw_token_set_plain (ParafaRawToken *self);
GtkToggleButton *parafa_raw_token_get_reveal (ParafaRawToken *self);
char *parafa_raw_token_dup_selection (ParafaRawToken *self);
void parafa_raw_token_set_token (ParafaRawToken *self, ParafaSecret *token);
void parafa_raw_token_reveal_for (ParafaRawToken *self, guint time_ms);
void parafa_raw_token_mask (ParafaRawToken *self);
gboolean parafa_raw_token_is_revealed (ParafaRawToken *self);
char *parafa_raw_token_dup_text (ParafaRawToken *self);

G_END_DECLS
