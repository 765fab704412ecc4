/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-checkup-facts.h"

G_BEGIN_DECLS

/* One function for each step; the facts it needs are there */
ParafaCheckupLine *parafa_checkup_judge_service (const ParafaCheckupFacts *facts);
ParafaCheckupLine *parafa_checkup_judge_reader (const ParafaCheckupFacts *facts);
ParafaCheckupLine *parafa_checkup_judge_token (const ParafaCheckupFacts *facts);
ParafaCheckupLine *parafa_checkup_judge_driver (const ParafaCheckupFacts *facts);
ParafaCheckupLine *parafa_checkup_judge_certificate (const ParafaCheckupFacts *facts);
ParafaCheckupLine *parafa_checkup_judge_dates (const ParafaCheckupFacts *facts);
ParafaCheckupLine *parafa_checkup_judge_usage (const ParafaCheckupFacts *facts);
ParafaCheckupLine *parafa_checkup_judge_chain (const ParafaCheckupFacts *facts);
ParafaCheckupLine *parafa_checkup_judge_pin (const ParafaCheckupFacts *facts);
ParafaCheckupLine *parafa_checkup_judge_keyring (const ParafaCheckupFacts *facts);
ParafaCheckupLine *parafa_checkup_judge_sandbox (const ParafaCheckupFacts *facts);
ParafaCheckupLine *parafa_checkup_judge_network (const ParafaCheckupFacts *facts);
ParafaCheckupLine *parafa_checkup_judge_clock (const ParafaCheckupFacts *facts);
ParafaCheckupLine *parafa_checkup_judge_enrolment (const ParafaCheckupFacts *facts);

/* a line without values, or with them */
ParafaCheckupLine *parafa_checkup_say (const ParafaCheckupFacts *facts,
                                       ParafaCheckupFinding finding,
                                       const char *value1,
                                       const char *value2);
gboolean parafa_checkup_has_token (const ParafaCheckupFacts *facts);
/* format: from g_dngettext(), with %u once */
char *parafa_checkup_format_count (const char *format, guint n);
char *parafa_checkup_format_date (gint64 at_s);

G_END_DECLS
