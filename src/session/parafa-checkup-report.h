/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-checkup.h"

G_BEGIN_DECLS

char *parafa_checkup_report_make_text (ParafaCheckup *checkup);
char *parafa_checkup_report_make_json (ParafaCheckup *checkup);
/* Whose computer it is */
typedef struct
{
  const char *folder;    /* (nullable) */
  const char *full_name; /* (nullable) */
  const char *account;   /* (nullable) */
} ParafaCheckupPerson;

char *parafa_checkup_report_redact (const char *text);
char *parafa_checkup_report_redact_for (const char *text, const ParafaCheckupPerson *person);
char *parafa_checkup_report_make_summary (ParafaCheckup *checkup);

G_END_DECLS
