/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "parafa-companies.h"
#include "parafa-filing-draft.h"

G_BEGIN_DECLS

/* What is to be filed, before it is. Signals: "closed": back to the list; "send": the person wants it sent, and is to
 * be asked. */
#define PARAFA_TYPE_DECLARATION_VIEW (parafa_declaration_view_get_type ())
G_DECLARE_FINAL_TYPE (
    ParafaDeclarationView, parafa_declaration_view, PARAFA, DECLARATION_VIEW, AdwBin)

void parafa_declaration_view_set_companies (ParafaDeclarationView *self,
                                            ParafaCompanies *companies);
void parafa_declaration_view_show (ParafaDeclarationView *self,
                                   GPtrArray *drafts,
                                   ParafaFilingSystem system);
void parafa_declaration_view_read_again (ParafaDeclarationView *self);
void parafa_declaration_view_set_narrow (ParafaDeclarationView *self, gboolean narrow);
GPtrArray *parafa_declaration_view_dup_ready (ParafaDeclarationView *self);
gboolean parafa_declaration_view_can_send (ParafaDeclarationView *self);

G_END_DECLS
