/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-filing-record.h"
#include "parafa-filing-sender.h"
#include "parafa-filing-table.h"

G_BEGIN_DECLS

void parafa_filing_text_print (const ParafaFilingRecord *record);
/* when ANAF was asked, and when it is worth asking it again */
void parafa_filing_text_print_pause (const ParafaFilingRecord *record);
void parafa_filing_text_print_json_error (int status, const char *said);
void parafa_filing_text_print_json_file (const char *path);
gboolean parafa_filing_text_print_table (GPtrArray *records, ParafaFilingTableFormat format);
const char *parafa_filing_text_describe_state (const ParafaFilingRecord *record);
const char *parafa_filing_text_describe_stop (ParafaFilingStop stop);
const char *parafa_filing_text_describe_system (gint64 system);

G_END_DECLS
