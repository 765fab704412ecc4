/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-expiry.h"

#define DAY_S (G_GINT64_CONSTANT (86400))

/**
 * parafa_expiry_get_days_left:
 * @expires_at_s: the moment from which on it is expired, Unix seconds; negative when unknown
 * @now_s: now, Unix seconds
 *
 * Counts whole days of 24 hours, rounded down, so that nobody is promised a day they do not have;
 * but 0 means expired and nothing else: the last 24 hours count as 1.
 *
 * Returns: days, 0 when expired, -1 when unknown
 */
int
parafa_expiry_get_days_left (gint64 expires_at_s, gint64 now_s)
{
  gint64 days = 0;

  if (expires_at_s < 0)
    return -1;
  if (now_s >= expires_at_s)
    return 0;
  days = (expires_at_s - now_s) / DAY_S;
  return (int) CLAMP (days, 1, G_MAXINT);
}

/**
 * parafa_expiry_get_next_change:
 * @expires_at_s: when it expires, Unix seconds; negative when unknown
 * @now_s: now, Unix seconds
 *
 * Finds when parafa_expiry_get_days_left() will next say something else. The 14 days at which a
 * token "expires soon" are such a moment too, being whole days before the end.
 *
 * Returns: Unix seconds, later than @now_s; %G_MAXINT64 when it never will
 */
gint64
parafa_expiry_get_next_change (gint64 expires_at_s, gint64 now_s)
{
  gint64 left_s = 0;

  if (expires_at_s < 0 || now_s >= expires_at_s)
    return G_MAXINT64;
  left_s = expires_at_s - now_s;
  if (left_s < 2 * DAY_S)
    return expires_at_s;
  /* one second past the whole day: at exactly n days, n is still right */
  return now_s + left_s % DAY_S + 1;
}

/**
 * parafa_expiry_get_next_midnight:
 * @now_s: now, Unix seconds
 * @zone: the person's time zone
 *
 * Returns: the start of the next day in @zone, Unix seconds, later than @now_s
 */
gint64
parafa_expiry_get_next_midnight (gint64 now_s, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now_s);
  g_autoptr (GDateTime) now = NULL;
  g_autoptr (GDateTime) next = NULL;
  g_autoptr (GDateTime) midnight = NULL;

  g_return_val_if_fail (zone != NULL, now_s + DAY_S);

  if (utc != NULL)
    now = g_date_time_to_timezone (utc, zone);
  if (now != NULL)
    next = g_date_time_add_days (now, 1);
  if (next != NULL)
    midnight = g_date_time_new (zone, g_date_time_get_year (next), g_date_time_get_month (next),
                                g_date_time_get_day_of_month (next), 0, 0, 0.0);
  if (midnight == NULL || g_date_time_to_unix (midnight) <= now_s)
    return now_s + DAY_S;
  return g_date_time_to_unix (midnight);
}
