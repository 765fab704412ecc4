/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-date-text.h"

#include <glib/gi18n.h>

/* Month and weekday names come from our own translations: a machine may show Romanian texts (LANGUAGE=ro) without
 * having the Romanian locale that strftime would need. */
static const char *const MONTHS[] = {
  NC_ ("month in a date", "January"),   NC_ ("month in a date", "February"),
  NC_ ("month in a date", "March"),     NC_ ("month in a date", "April"),
  NC_ ("month in a date", "May"),       NC_ ("month in a date", "June"),
  NC_ ("month in a date", "July"),      NC_ ("month in a date", "August"),
  NC_ ("month in a date", "September"), NC_ ("month in a date", "October"),
  NC_ ("month in a date", "November"),  NC_ ("month in a date", "December"),
};

static const char *const SHORT_MONTHS[] = {
  NC_ ("short month", "Jan"), NC_ ("short month", "Feb"), NC_ ("short month", "Mar"),
  NC_ ("short month", "Apr"), NC_ ("short month", "May"), NC_ ("short month", "Jun"),
  NC_ ("short month", "Jul"), NC_ ("short month", "Aug"), NC_ ("short month", "Sep"),
  NC_ ("short month", "Oct"), NC_ ("short month", "Nov"), NC_ ("short month", "Dec"),
};

/* In a sentence, where some languages put a full stop after what is shortened */
static const char *const MONTHS_IN_SHORT_DATES[] = {
  NC_ ("month in a short date", "Jan"), NC_ ("month in a short date", "Feb"),
  NC_ ("month in a short date", "Mar"), NC_ ("month in a short date", "Apr"),
  NC_ ("month in a short date", "May"), NC_ ("month in a short date", "Jun"),
  NC_ ("month in a short date", "Jul"), NC_ ("month in a short date", "Aug"),
  NC_ ("month in a short date", "Sep"), NC_ ("month in a short date", "Oct"),
  NC_ ("month in a short date", "Nov"), NC_ ("month in a short date", "Dec"),
};

static const char *const WEEKDAYS[] = {
  N_ ("Monday"), N_ ("Tuesday"),  N_ ("Wednesday"), N_ ("Thursday"),
  N_ ("Friday"), N_ ("Saturday"), N_ ("Sunday"),
};

static GDateTime *
to_local (gint64 time_s)
{
  GDateTime *time = g_date_time_new_from_unix_local (time_s);

  return time != NULL ? time : g_date_time_new_from_unix_utc (0);
}

/**
 * parafa_date_text_long:
 * @time_s: Unix seconds
 *
 * Returns: (transfer full): the local date in words, "26 January 2027"
 */
char *
parafa_date_text_long (gint64 time_s)
{
  g_autoptr (GDateTime) time = to_local (time_s);
  const char *month =
      g_dpgettext2 (NULL, "month in a date", MONTHS[g_date_time_get_month (time) - 1]);

  /* Translators: a date in words: day, month, year */
  return g_strdup_printf (C_ ("date", "%d %s %d"), g_date_time_get_day_of_month (time), month,
                          g_date_time_get_year (time));
}

/**
 * parafa_date_text_short:
 * @time_s: Unix seconds
 *
 * Returns: (transfer full): the local date with a short month, "26 Jan 2027"
 */
char *
parafa_date_text_short (gint64 time_s)
{
  g_autoptr (GDateTime) time = to_local (time_s);

  /* Translators: a short date: day, abbreviated month, year */
  return g_strdup_printf (C_ ("short date", "%d %s %d"), g_date_time_get_day_of_month (time),
                          parafa_date_text_get_month_in_short_date (g_date_time_get_month (time)),
                          g_date_time_get_year (time));
}

/**
 * parafa_date_text_weekday_and_time:
 * @time_s: Unix seconds
 *
 * Returns: (transfer full): "Tuesday, 10:14"
 */
char *
parafa_date_text_weekday_and_time (gint64 time_s)
{
  g_autoptr (GDateTime) time = to_local (time_s);

  /* Translators: a weekday, then hour and minute, as in "Tuesday, 10:14" */
  return g_strdup_printf (C_ ("weekday and time", "%s, %02d:%02d"),
                          _ (WEEKDAYS[g_date_time_get_day_of_week (time) - 1]),
                          g_date_time_get_hour (time), g_date_time_get_minute (time));
}

/**
 * parafa_date_text_time:
 * @time_s: Unix seconds
 *
 * Returns: (transfer full): hour and minute, "10:14"
 */
char *
parafa_date_text_time (gint64 time_s)
{
  g_autoptr (GDateTime) time = to_local (time_s);

  return g_date_time_format (time, "%H:%M");
}

/**
 * parafa_date_text_iso:
 * @time_s: Unix seconds
 *
 * Returns: (transfer full): the local time with its zone, for programmers: "2027-01-26 10:14:07 +02:00"
 */
char *
parafa_date_text_iso (gint64 time_s)
{
  g_autoptr (GDateTime) time = to_local (time_s);

  return g_date_time_format (time, "%Y-%m-%d %H:%M:%S %:z");
}

/**
 * parafa_date_text_days:
 * @days: a number of days, not negative
 *
 * Returns: (transfer full): "63 days"
 */
char *
parafa_date_text_days (int days)
{
  return g_strdup_printf (ngettext ("%d day", "%d days", (gulong) days), days);
}

/**
 * parafa_date_text_duration:
 * @duration_us: microseconds
 *
 * Returns: (transfer full): "84 ms" below a second, else "1.8 s" with the decimal mark of the language
 */
char *
parafa_date_text_duration (gint64 duration_us)
{
  gint64 tenths = (duration_us + 50000) / 100000;

  if (duration_us < 999500)
    /* Translators: milliseconds */
    return g_strdup_printf (_ ("%d ms"), (int) ((duration_us + 500) / 1000));
  /* Translators: seconds and tenths of a second, as in "1.8 s"; use your decimal mark */
  return g_strdup_printf (_ ("%d.%d s"), (int) (tenths / 10), (int) (tenths % 10));
}

/**
 * parafa_date_text_get_month_in_short_date:
 * @month: 1 to 12
 *
 * Returns: (transfer none): its abbreviation inside a date, translated
 */
const char *
parafa_date_text_get_month_in_short_date (int month)
{
  g_return_val_if_fail (month >= 1 && month <= 12, "");

  return g_dpgettext2 (NULL, "month in a short date", MONTHS_IN_SHORT_DATES[month - 1]);
}

/**
 * parafa_date_text_get_month_abbreviation:
 * @month: 1 to 12
 *
 * Returns: the short name of the month
 */
const char *
parafa_date_text_get_month_abbreviation (int month)
{
  g_return_val_if_fail (month >= 1 && month <= 12, "");

  return g_dpgettext2 (NULL, "short month", SHORT_MONTHS[month - 1]);
}
