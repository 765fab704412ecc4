/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *parafa_date_text_long (gint64 time_s);
char *parafa_date_text_short (gint64 time_s);
char *parafa_date_text_weekday_and_time (gint64 time_s);
char *parafa_date_text_time (gint64 time_s);
char *parafa_date_text_iso (gint64 time_s);
char *parafa_date_text_days (int days);
char *parafa_date_text_duration (gint64 duration_us);
const char *parafa_date_text_get_month_in_short_date (int month);
const char *parafa_date_text_get_month_abbreviation (int month);

G_END_DECLS
