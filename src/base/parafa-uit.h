/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean parafa_uit_is_well_formed (const char *uit);
gboolean parafa_uit_has_valid_check_digits (const char *uit);
char *parafa_uit_dup_grouped (const char *uit);

G_END_DECLS
