/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "parafa-filings.h"
#include "parafa-slip.h"

G_BEGIN_DECLS

/* @file: (nullable): where it was saved; NULL when it was not. @note: what was saved */
typedef void (*ParafaFilingSavingFunc) (GFile *file, const char *note, gpointer user_data);

/* From a button to a saved file: make it, then as parafa_saving_bytes() does */
void parafa_filing_saving_download (GtkWidget *widget,
                                    ParafaFilings *filings,
                                    ParafaFilingRecord *record,
                                    GCancellable *cancellable,
                                    ParafaFilingSavingFunc func,
                                    gpointer user_data);
void parafa_filing_saving_slip (GtkWidget *widget,
                                const ParafaSlip *slip,
                                const char *name,
                                ParafaSlipPaper paper,
                                ParafaFilingSavingFunc func,
                                gpointer user_data);

G_END_DECLS
