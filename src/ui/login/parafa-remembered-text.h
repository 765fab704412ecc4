/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-login-remembered.h"

G_BEGIN_DECLS

/* (transfer full) (nullable): what is said above the certificates; NULL for nothing */
char *parafa_remembered_text_title (ParafaLoginRemembered remembered, ParafaProfile *profile);
char *parafa_remembered_text_words (ParafaLoginRemembered remembered,
                                    ParafaProfile *profile,
                                    gboolean goes_on);

G_END_DECLS
