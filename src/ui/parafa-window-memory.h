/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "parafa-account.h"

G_BEGIN_DECLS

/* What the window remembers between two starts. settings: (nullable): without a schema nothing is remembered */
void parafa_window_memory_save (GSettings *settings,
                                GtkWindow *window,
                                AdwViewStack *pages,
                                ParafaAccount *account);
void parafa_window_memory_restore_size (GSettings *settings, GtkWindow *window);
void parafa_window_memory_restore_page (GSettings *settings, AdwViewStack *pages);
char *parafa_window_memory_dup_profile (GSettings *settings);

G_END_DECLS
