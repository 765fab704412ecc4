/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-companies.h"
#include "parafa-declaration.h"
#include "parafa-filing-fate.h"
#include "parafa-filings.h"
#include "parafa-pill.h"

G_BEGIN_DECLS

/* What is said of a filing. Pure: no widgets. */
typedef struct
{
  ParafaPillKind kind;
  const char *icon;
  const char *word; /* translated */
} ParafaFilingWord;

ParafaFilingWord parafa_filing_words_get_state (const ParafaFilingRecord *record, gint64 now_s);
const char *parafa_filing_words_get_reason (const ParafaFilingRecord *record, gint64 now_s);
/* the same with what later filings and ANAF's list did to its UIT */
ParafaFilingWord parafa_filing_words_get_fate (const ParafaFilingRecord *record,
                                               const ParafaFilingFate *fate,
                                               gint64 now_s);
const char *parafa_filing_words_get_fate_reason (const ParafaFilingRecord *record,
                                                 const ParafaFilingFate *fate,
                                                 gint64 now_s);
const char *parafa_filing_words_describe_confirmation (gint64 confirmation);
const char *parafa_filing_words_get_uit (const ParafaFilingRecord *record);
const char *parafa_filing_words_get_partner (const ParafaFilingRecord *record);
const char *parafa_filing_words_describe_kind (gint64 kind);
char *parafa_filing_words_describe_operation (const char *code);
char *parafa_filing_words_describe_settled (const ParafaFilingRecord *record, gint64 now_s);
const char *parafa_filing_words_describe_system (gint64 system);
const char *parafa_filing_words_name_system (gint64 system);
char *parafa_filing_words_name_company (ParafaCompanies *companies, const char *cif);
const char *parafa_filing_words_describe_stop (ParafaFilingStop stop);
char *parafa_filing_words_describe_salvage (ParafaArchive *archive);
const char *parafa_filing_words_describe_archive (const GError *error);
const char *parafa_filing_words_describe_answer (const ParafaFilingAnswer *answer);
char *parafa_filing_words_group_uit (const char *uit);
char *parafa_filing_words_format_date (const char *date);
char *parafa_filing_words_format_long_date (const char *date);
char *parafa_filing_words_format_weight (gint64 hundredths);
char *parafa_filing_words_describe_finding (const ParafaFinding *finding);
char *parafa_filing_words_make_place (const ParafaFinding *finding);

G_END_DECLS
