/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-claims.h"

G_BEGIN_DECLS

char *parafa_claim_text_explain (const ParafaClaim *claim);
char *parafa_claim_text_make_value (const ParafaClaim *claim);
gboolean parafa_claim_text_is_known (const char *name);

G_END_DECLS
