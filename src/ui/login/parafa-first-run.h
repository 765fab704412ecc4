/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The page without any profile: what is ready, what is missing, the two ways on. Its buttons
 * activate "win.add-profile" and "win.practise". */
#define PARAFA_TYPE_FIRST_RUN (parafa_first_run_get_type ())
G_DECLARE_FINAL_TYPE (ParafaFirstRun, parafa_first_run, PARAFA, FIRST_RUN, AdwBin)
GtkWidget *parafa_first_run_new (void);

G_END_DECLS
