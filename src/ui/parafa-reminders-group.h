/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PARAFA_TYPE_REMINDERS_GROUP (parafa_reminders_group_get_type ())
G_DECLARE_FINAL_TYPE (
    ParafaRemindersGroup, parafa_reminders_group, PARAFA, REMINDERS_GROUP, AdwPreferencesGroup)

void parafa_reminders_group_set_settings (ParafaRemindersGroup *self, GSettings *settings);

G_END_DECLS
