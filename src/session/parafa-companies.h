/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-archive.h"

G_BEGIN_DECLS

/* A company a profile files for. Properties (notify): "name" (nullable), "chosen" (writable). */
#define PARAFA_TYPE_COMPANY (parafa_company_get_type ())
G_DECLARE_FINAL_TYPE (ParafaCompany, parafa_company, PARAFA, COMPANY, GObject)
const char *parafa_company_get_cif (ParafaCompany *self);
const char *parafa_company_get_name (ParafaCompany *self); /* (nullable) */
gint64 parafa_company_get_n_filings (ParafaCompany *self);
gboolean parafa_company_is_chosen (ParafaCompany *self);
void parafa_company_set_chosen (ParafaCompany *self, gboolean chosen);
gboolean parafa_company_can_be_removed (ParafaCompany *self);
gboolean parafa_company_matches (ParafaCompany *self, const char *words);

/* The companies of one profile: those a person added, and those something was filed for. A name a person gave counts
 * before one that was learned. Pure: where it is kept is somebody else's business.
 * Signals: "changed" (what a person gave is other now: to be kept), "chosen" (other companies are chosen). */
#define PARAFA_TYPE_COMPANIES (parafa_companies_get_type ())
G_DECLARE_FINAL_TYPE (ParafaCompanies, parafa_companies, PARAFA, COMPANIES, GObject)
ParafaCompanies *parafa_companies_new (void);
GListModel *parafa_companies_get_model (ParafaCompanies *self);

#define PARAFA_COMPANIES_KEPT_TYPE "a(sss)" /* profile, CIF, name */
void parafa_companies_turn_to (ParafaCompanies *self,
                               const char *profile,
                               GVariant *kept,
                               const char *const *chosen);
GVariant *parafa_companies_keep (ParafaCompanies *self, GVariant *kept);
void parafa_companies_learn (ParafaCompanies *self, GPtrArray *companies);

void parafa_companies_put (ParafaCompanies *self, const char *cif, const char *name);
void parafa_companies_remove (ParafaCompanies *self, const char *cif);
void parafa_companies_choose (ParafaCompanies *self, const char *const *cifs);
GStrv parafa_companies_get_chosen (ParafaCompanies *self); /* NULL: all */
ParafaCompany *parafa_companies_find (ParafaCompanies *self, const char *cif);
const char *parafa_companies_get_name (ParafaCompanies *self, const char *cif); /* (nullable) */

G_END_DECLS
