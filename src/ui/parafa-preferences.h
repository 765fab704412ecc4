/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PARAFA_TYPE_PREFERENCES (parafa_preferences_get_type ())
G_DECLARE_FINAL_TYPE (
    ParafaPreferences, parafa_preferences, PARAFA, PREFERENCES, AdwPreferencesWindow)

void parafa_preferences_present (GtkWindow *parent);

G_END_DECLS
