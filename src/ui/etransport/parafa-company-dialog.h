/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "parafa-companies.h"

G_BEGIN_DECLS

/* @cif: (nullable): what was added or named; NULL when nothing was */
typedef void (*ParafaCompanyDialogFunc) (const char *cif, gpointer user_data);

/* a new company, or another name for @cif */
void parafa_company_dialog_present (GtkWindow *parent,
                                    ParafaCompanies *companies,
                                    const char *cif,
                                    ParafaCompanyDialogFunc func,
                                    gpointer user_data);

G_END_DECLS
