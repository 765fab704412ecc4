/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "parafa-filings.h"

G_BEGIN_DECLS

/* The one bar above the list: what is unsure, why nothing is sent, what could not be asked, how many wait */
#define PARAFA_TYPE_FILING_NOTICE (parafa_filing_notice_get_type ())
G_DECLARE_FINAL_TYPE (ParafaFilingNotice, parafa_filing_notice, PARAFA, FILING_NOTICE, AdwBin)

void parafa_filing_notice_set_filings (ParafaFilingNotice *self,
                                       ParafaFilings *filings,
                                       const char *profile,
                                       ParafaFilingSystem system);
void parafa_filing_notice_set_trouble (ParafaFilingNotice *self, const char *trouble);
void parafa_filing_notice_set_damage (ParafaFilingNotice *self, const char *damage);
void parafa_filing_notice_set_narrow (ParafaFilingNotice *self, gboolean narrow);
const char *parafa_filing_notice_get_text (ParafaFilingNotice *self);

G_END_DECLS
