/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "parafa-reminder-plan.h"

G_BEGIN_DECLS

const char *parafa_reminder_settings_get_key (ParafaReminderKind kind);
const char *parafa_reminder_settings_get_days_key (ParafaReminderKind kind);
gboolean parafa_reminder_settings_has_day (GSettings *settings, ParafaReminderKind kind, int days);
void parafa_reminder_settings_set_day (GSettings *settings,
                                       ParafaReminderKind kind,
                                       int days,
                                       gboolean wanted);
void parafa_reminder_settings_read_wishes (GSettings *settings, ParafaReminderWishes *wishes);
GPtrArray *parafa_reminder_settings_read_ends (GSettings *settings);
void parafa_reminder_settings_write_ends (GSettings *settings, GPtrArray *ends);
void parafa_reminder_settings_add_confirmations (GSettings *settings, GPtrArray *ends);
void parafa_reminder_settings_write_confirmations (GSettings *settings, GVariant *ends);

G_END_DECLS
