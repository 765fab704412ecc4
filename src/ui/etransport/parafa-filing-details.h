/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "parafa-companies.h"
#include "parafa-filings.h"

G_BEGIN_DECLS

/* One filing: UIT, what it is, what happened. Signal "closed": the person wants the list. */
#define PARAFA_TYPE_FILING_DETAILS (parafa_filing_details_get_type ())
G_DECLARE_FINAL_TYPE (ParafaFilingDetails, parafa_filing_details, PARAFA, FILING_DETAILS, AdwBin)

void parafa_filing_details_show (ParafaFilingDetails *self,
                                 ParafaFilings *filings,
                                 ParafaFilingRecord *record,
                                 gint64 now_s);
void parafa_filing_details_set_companies (ParafaFilingDetails *self, ParafaCompanies *companies);
void parafa_filing_details_set_narrow (ParafaFilingDetails *self, gboolean narrow);

G_END_DECLS
