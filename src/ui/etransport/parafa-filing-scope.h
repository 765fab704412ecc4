/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "parafa-archive.h"

G_BEGIN_DECLS

/* A button that says which days and which operations are listed, and how far back ANAF's list is asked for.
 * Signal "changed": other filings are to be listed. */
#define PARAFA_TYPE_FILING_SCOPE (parafa_filing_scope_get_type ())
G_DECLARE_FINAL_TYPE (ParafaFilingScope, parafa_filing_scope, PARAFA, FILING_SCOPE, AdwBin)
void parafa_filing_scope_apply (ParafaFilingScope *self, ParafaFilingFilter *filter, gint64 now_s);
gboolean parafa_filing_scope_is_set (ParafaFilingScope *self);
void parafa_filing_scope_clear (ParafaFilingScope *self);
guint parafa_filing_scope_get_days (ParafaFilingScope *self);
void parafa_filing_scope_set_days (ParafaFilingScope *self, guint days);
void parafa_filing_scope_show_last (ParafaFilingScope *self, guint days);
void parafa_filing_scope_show_days (ParafaFilingScope *self, const char *from, const char *until);
void parafa_filing_scope_show_kind (ParafaFilingScope *self, guint position);
const char *parafa_filing_scope_get_label (ParafaFilingScope *self);
void parafa_filing_scope_popup (ParafaFilingScope *self);
char *parafa_filing_scope_read_day (const char *text);

G_END_DECLS
