/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "parafa-panel.h"

G_BEGIN_DECLS

/* One panel of the table */
typedef struct
{
  const char *name;     /* argument of win.page or win.tool */
  const char *title;    /* untranslated, with mnemonic for a page */
  const char *subtitle; /* (nullable): untranslated; tools only */
  const char *icon;     /* pages only */
  GType (*get_type) (void);
} ParafaPanelKind;

void parafa_panels_fill (AdwViewStack *pages);
ParafaPanel *parafa_panels_get (AdwViewStack *pages, const char *name, gboolean *made);
const ParafaPanelKind *parafa_panels_find_tool (const char *name);
void parafa_panels_fill_menu (GMenu *section);

G_END_DECLS
