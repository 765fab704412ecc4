/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-checkup-line.h"

G_BEGIN_DECLS

/* line: (nullable): NULL for a step that did not end */
char *parafa_doctor_text_make_line (ParafaCheckupStep step,
                                    const ParafaCheckupLine *line,
                                    gboolean colours);
char *parafa_doctor_text_make_heading (const char *text, gboolean colours);

G_END_DECLS
