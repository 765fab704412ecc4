/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "parafa-companies.h"
#include "parafa-filings.h"

G_BEGIN_DECLS

/* @trouble: (nullable): what went wrong, for people; @n_asked: companies; @n_entries: of ANAF's list, in all */
typedef void (*ParafaFilingRefreshFunc) (const char *trouble,
                                         guint n_asked,
                                         guint n_entries,
                                         gpointer user_data);

/* asks ANAF's list for the companies chosen, or for all of them; for one the person adds when there is none yet */
void parafa_filing_refresh (GtkWindow *parent,
                            ParafaFilings *filings,
                            const char *profile,
                            ParafaFilingSystem system,
                            ParafaCompanies *companies,
                            guint days,
                            GCancellable *cancellable,
                            ParafaFilingRefreshFunc func,
                            gpointer user_data);

char *parafa_filing_refresh_describe_answer (const ParafaEtransportAnswer *answer);

G_END_DECLS
