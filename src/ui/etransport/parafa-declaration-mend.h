/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "parafa-filing-draft.h"

G_BEGIN_DECLS

/* @path: (nullable): where the corrected copy of @draft is; NULL when there is none */
typedef void (*ParafaDeclarationMendFunc) (ParafaFilingDraft *draft,
                                           const char *path,
                                           gpointer user_data);

/* shows what would change, asks where to, and saves a corrected copy; the file itself is left alone */
void parafa_declaration_mend (GtkWidget *widget,
                              ParafaFilingDraft *draft,
                              guint line,
                              guint column,
                              ParafaDeclarationMendFunc func,
                              gpointer user_data);

G_END_DECLS
