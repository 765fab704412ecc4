/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "parafa-companies.h"
#include "parafa-filings.h"

G_BEGIN_DECLS

/* What was filed with e-Transport, and the way to file more: win.page::etransport */
#define PARAFA_TYPE_FILINGS_PAGE (parafa_filings_page_get_type ())
G_DECLARE_FINAL_TYPE (ParafaFilingsPage, parafa_filings_page, PARAFA, FILINGS_PAGE, GtkWidget)

/* the profile and what it files, instead of an account's; for tests and other owners of tokens */
void parafa_filings_page_set_filings (ParafaFilingsPage *self,
                                      ParafaFilings *filings,
                                      const char *profile,
                                      gboolean practice,
                                      ParafaClock *clock);
void parafa_filings_page_open_files (ParafaFilingsPage *self, const char *const *paths);
void parafa_filings_page_search (ParafaFilingsPage *self, const char *words);
/* what is shown, or the rows selected, into a file: what the menu does once a place was chosen */
void parafa_filings_page_export (ParafaFilingsPage *self, gboolean json, GFile *file);
ParafaCompanies *parafa_filings_page_get_companies (ParafaFilingsPage *self);
gboolean parafa_filings_page_is_narrow (ParafaFilingsPage *self);
const char *parafa_filings_page_get_state (ParafaFilingsPage *self);

G_END_DECLS
