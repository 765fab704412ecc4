/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-profile.h"
#include "parafa-token-pair.h"

G_BEGIN_DECLS

char *parafa_revoke_letter_make (ParafaProfile *profile, ParafaTokenPair *pair);

G_END_DECLS
