/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "parafa-account.h"
#include "parafa-reminder-plan.h"

G_BEGIN_DECLS

/* Reminders in words: the profile and a date, nothing secret */
char *parafa_reminder_text_make_title (const ParafaReminderEnd *end, gint64 now_s);
char *parafa_reminder_text_make_body (const ParafaReminderEnd *end);
GNotification *parafa_reminder_text_make_notification (const ParafaReminderEnd *end, gint64 now_s);
GNotification *parafa_reminder_text_make_renewed (ParafaAccount *account);
GNotification *parafa_reminder_text_make_not_renewed (ParafaProfile *profile, const GError *error);
char *parafa_reminder_text_make_id (const ParafaReminderEnd *end);

G_END_DECLS
