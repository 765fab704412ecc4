/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "parafa-readable.h"

G_BEGIN_DECLS

/* A declaration as a person reads it, findings beside the values they are about */
GtkWidget *parafa_declaration_page_new (ParafaReadable *readable, GHashTable *places);
GtkWidget *parafa_declaration_page_make_callout (const ParafaFinding *finding);
/* below the words of a callout: a button that mends it */
void parafa_declaration_page_add_fix (GtkWidget *callout,
                                      const ParafaFinding *finding,
                                      const char *value);
const char *parafa_declaration_page_get_icon (ParafaFindingSeverity severity);
const char *parafa_declaration_page_get_css_class (ParafaFindingSeverity severity);

G_END_DECLS
