/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-filing-record.h"

G_BEGIN_DECLS

typedef enum
{
  PARAFA_FILING_TABLE_CSV, /* RFC 4180, UTF-8 with a byte order mark; days 2026-11-25, times 2026-11-25 09:13:08 of
                               this computer's zone, decimals with a point; no cell is a formula */
  PARAFA_FILING_TABLE_JSON, /* as `parafa etransport list --json`: numbers as the archive has them */
} ParafaFilingTableFormat;

/* Filings for other programs: begin, add each, end. Pure. */
void parafa_filing_table_begin (GString *text, ParafaFilingTableFormat format);
void parafa_filing_table_add (GString *text,
                              ParafaFilingTableFormat format,
                              const ParafaFilingRecord *record,
                              gboolean is_first);
void parafa_filing_table_end (GString *text, ParafaFilingTableFormat format);

G_END_DECLS
