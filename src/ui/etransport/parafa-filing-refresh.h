/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "parafa-filings.h"

G_BEGIN_DECLS

/* @trouble: (nullable): what went wrong, for people */
typedef void (*ParafaFilingRefreshFunc) (const char *trouble, gpointer user_data);

/* asks ANAF's list for every company that was filed for; for one the person names when there is none yet */
void parafa_filing_refresh (GtkWindow *parent,
                            ParafaFilings *filings,
                            const char *profile,
                            ParafaFilingSystem system,
                            GCancellable *cancellable,
                            ParafaFilingRefreshFunc func,
                            gpointer user_data);

G_END_DECLS
