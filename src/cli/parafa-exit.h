/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a script can tell from `parafa`'s exit status; documented in --help, so never renumbered */
typedef enum
{
  PARAFA_EXIT_DONE = 0,
  PARAFA_EXIT_PROBLEM = 1, /* what was asked about is not in order */
  PARAFA_EXIT_USAGE = 2,   /* wrong arguments, or a file that cannot be read */
} ParafaExit;

G_END_DECLS
