/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean parafa_cif_is_well_formed (const char *cif);
gboolean parafa_cif_has_valid_check_digit (const char *cif);
char *parafa_cif_normalise (const char *text);

G_END_DECLS
