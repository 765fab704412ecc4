/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "parafa-companies.h"

G_BEGIN_DECLS

/* A button that says which companies are looked at, with a searched list to choose them from */
#define PARAFA_TYPE_COMPANY_CHOOSER (parafa_company_chooser_get_type ())
G_DECLARE_FINAL_TYPE (ParafaCompanyChooser, parafa_company_chooser, PARAFA, COMPANY_CHOOSER, AdwBin)
void parafa_company_chooser_set_companies (ParafaCompanyChooser *self, ParafaCompanies *companies);
const char *parafa_company_chooser_get_label (ParafaCompanyChooser *self);
void parafa_company_chooser_popup (ParafaCompanyChooser *self);

G_END_DECLS
