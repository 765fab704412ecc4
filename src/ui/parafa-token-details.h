/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "parafa-token-pair.h"

G_BEGIN_DECLS

#define PARAFA_TYPE_TOKEN_DETAILS (parafa_token_details_get_type ())
G_DECLARE_FINAL_TYPE (
    ParafaTokenDetails, parafa_token_details, PARAFA, TOKEN_DETAILS, AdwExpanderRow)

void parafa_token_details_set_pair (ParafaTokenDetails *self, ParafaTokenPair *pair);
void parafa_token_details_set_narrow (ParafaTokenDetails *self, gboolean narrow);
void parafa_token_details_show_view (ParafaTokenDetails *self, const char *view);

G_END_DECLS
