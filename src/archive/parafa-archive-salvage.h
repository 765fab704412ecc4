/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-archive-database.h"

G_BEGIN_DECLS

/* Copies what can be read of a damaged file into a new one beside it; the damaged one is only read */
gboolean
parafa_archive_salvage (const char *damaged, const char *target, gint64 *n_rows, GError **error);

G_END_DECLS
