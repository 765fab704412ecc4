/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "parafa-panel.h"

G_BEGIN_DECLS

/* The tools under their own header bar with a way back. */
#define PARAFA_TYPE_TOOLS (parafa_tools_get_type ())
G_DECLARE_FINAL_TYPE (ParafaTools, parafa_tools, PARAFA, TOOLS, AdwBin)

void parafa_tools_set_account (ParafaTools *self, ParafaSession *session, ParafaAccount *account);
gboolean parafa_tools_show (ParafaTools *self, const char *target);
ParafaPanel *parafa_tools_get_shown (ParafaTools *self); /* (nullable) (transfer none) */

G_END_DECLS
