/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-driver-report.h"

G_BEGIN_DECLS

/* Looking at a driver's file before p11-kit does, which tells one failure from the other by a
 * sentence only. Any thread; loading runs the library's own code */
ParafaDriverProblem parafa_library_file_judge (const guint8 *head, gsize length);
ParafaDriverProblem parafa_library_file_load (const char *path, char **message, char **detail);
char *parafa_library_file_dup_missing (const char *linker_message, const char *path);

G_END_DECLS
