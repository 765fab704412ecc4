/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-import.h"

G_BEGIN_DECLS

const char *parafa_import_text_get_title (const GError *error);
char *parafa_import_text_make_problem (const GError *error, const ParafaImportPlace *place);
char *parafa_import_text_make_token (const ParafaImportFound *found, gint64 now_s);
char *parafa_import_text_mask (ParafaSecret *secret);

G_END_DECLS
