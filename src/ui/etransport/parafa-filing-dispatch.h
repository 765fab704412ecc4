/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "parafa-companies.h"
#include "parafa-filings.h"

G_BEGIN_DECLS

/* @n_queued: how many wait now; @error: (nullable): of the archive */
typedef void (*ParafaFilingDispatchFunc) (guint n_queued, const GError *error, gpointer user_data);

/* asks once, naming company, system and what it is; then puts the drafts in the queue */
void parafa_filing_dispatch_ask (GtkWindow *parent,
                                 ParafaFilings *filings,
                                 ParafaCompanies *companies,
                                 const char *profile,
                                 ParafaFilingSystem system,
                                 GPtrArray *drafts,
                                 ParafaFilingDispatchFunc func,
                                 gpointer user_data);

G_END_DECLS
