/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-etransport-record.h"
#include "parafa-filing-record.h"

G_BEGIN_DECLS

typedef enum
{
  PARAFA_FILING_MATCH_FOUND,  /* the list has it */
  PARAFA_FILING_MATCH_ABSENT, /* the list does not have it */
  PARAFA_FILING_MATCH_UNSURE, /* the list cannot tell */
} ParafaFilingMatchResult;

typedef struct
{
  ParafaFilingMatchResult result;
  const ParafaEtransportRecord *record; /* (nullable) (unowned): with FOUND */
  const char *index;                    /* (nullable) (unowned): with FOUND, what the upload gave */
} ParafaFilingMatch;

/* Pure: which of the filings in doubt the list has */
GArray *parafa_filing_match (GPtrArray *filings, GPtrArray *records, GHashTable *known);
gboolean parafa_filing_match_looks_alike (const ParafaFilingRecord *filing,
                                          const ParafaEtransportRecord *record);
gboolean parafa_filing_match_may_be (const ParafaFilingRecord *filing,
                                     const ParafaEtransportRecord *record);

G_END_DECLS
