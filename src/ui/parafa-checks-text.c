/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-checks-text.h"

#include <glib/gi18n.h>
#include <stdlib.h>

#include "parafa-date-text.h"

/* ANAF counts a token from five minutes before it was issued, so a clock may be late by so much */
#define CLOCK_GOOD_S 60

/**
 * parafa_checks_text_right:
 * @right: what e-Transport said of a company
 *
 * Returns: what to say of it, and what to do
 */
ParafaChecksText
parafa_checks_text_right (ParafaCompanyRight right)
{
  switch (right)
    {
    case PARAFA_COMPANY_REACHED:
      return (ParafaChecksText){ { PARAFA_PILL_SUCCESS, "object-select-symbolic", "e-Transport" },
                                 _ ("The token works for this company.") };
    case PARAFA_COMPANY_NO_RIGHT:
      return (
          ParafaChecksText){ { PARAFA_PILL_ERROR, "dialog-error-symbolic", _ ("No right") },
                             _ ("In SPV, the company has to give this certificate the right. The "
                                "number itself may also be wrong.") };
    case PARAFA_COMPANY_NO_COMPANY:
      return (
          ParafaChecksText){ { PARAFA_PILL_ERROR, "dialog-error-symbolic", _ ("No right") },
                             _ ("The certificate has the right for no company at all: enrol it in "
                                "SPV first.") };
    case PARAFA_COMPANY_NOT_ENROLLED:
      return (
          ParafaChecksText){ { PARAFA_PILL_ERROR, "dialog-error-symbolic", _ ("Not enrolled") },
                             _ ("In the ANAF portal, tick e-Transport for the application, then "
                                "log in again.") };
    case PARAFA_COMPANY_UNAUTHORIZED:
      return (ParafaChecksText){ { PARAFA_PILL_ERROR, "dialog-error-symbolic",
                                   C_ ("state", "Rejected") },
                                 _ ("ANAF does not accept the token: renew it, or log in again.") };
    case PARAFA_COMPANY_LIMITED:
      return (ParafaChecksText){ { PARAFA_PILL_WARNING, "alarm-symbolic", _ ("Too many calls") },
                                 _ ("ANAF asks for a pause. Wait a minute, then ask again.") };
    case PARAFA_COMPANY_UNKNOWN:
    default:
      return (ParafaChecksText){ { PARAFA_PILL_PLAIN, "dialog-question-symbolic", _ ("Unknown") },
                                 _ ("ANAF’s answer does not say. Ask again later.") };
    }
}

/**
 * parafa_checks_text_clock_is_good:
 * @ahead_s: how far the server's clock is ahead, in seconds
 *
 * Returns: whether nobody has to mind
 */
gboolean
parafa_checks_text_clock_is_good (gint64 ahead_s)
{
  return ABS (ahead_s) <= CLOCK_GOOD_S;
}

/**
 * parafa_checks_text_clock:
 * @ahead_s: how far the server's clock is ahead, in seconds
 *
 * Returns: (transfer full): how this computer's clock compares
 */
char *
parafa_checks_text_clock (gint64 ahead_s)
{
  int seconds = (int) MIN (ABS (ahead_s), G_MAXINT);

  /* the server tells whole seconds, and the answer takes its time */
  if (seconds <= 1)
    return g_strdup (_ ("The same as ANAF’s, to the second"));
  if (ahead_s > 0)
    return g_strdup_printf (ngettext ("%d second behind ANAF’s", "%d seconds behind ANAF’s",
                                      (gulong) seconds),
                            seconds);
  return g_strdup_printf (ngettext ("%d second ahead of ANAF’s", "%d seconds ahead of ANAF’s",
                                    (gulong) seconds),
                          seconds);
}

static int
compare (const void *a, const void *b)
{
  gint64 first = *(const gint64 *) a;
  gint64 second = *(const gint64 *) b;

  return first < second ? -1 : first > second;
}

/**
 * parafa_checks_text_latency:
 * @durations_us: (array length=n_calls): how long each call took, -1 for a refused one
 * @n_calls: how many
 *
 * Returns: (transfer full): the quickest, the middle and the slowest; a sentence that also stands for the picture
 */
char *
parafa_checks_text_latency (const gint64 *durations_us, guint n_calls)
{
  gint64 sorted[64];
  guint n = 0;
  g_autofree char *quickest = NULL;
  g_autofree char *middle = NULL;
  g_autofree char *slowest = NULL;
  g_autofree char *calls = NULL;

  for (guint i = 0; i < n_calls && n < G_N_ELEMENTS (sorted); i++)
    if (durations_us[i] >= 0)
      sorted[n++] = durations_us[i];
  if (n == 0)
    return g_strdup (_ ("No call was answered"));
  qsort (sorted, n, sizeof sorted[0], compare);
  quickest = parafa_date_text_duration (sorted[0]);
  middle = parafa_date_text_duration (sorted[n / 2]);
  slowest = parafa_date_text_duration (sorted[n - 1]);
  calls = g_strdup_printf (ngettext ("%d call", "%d calls", n), (int) n);
  /* Translators: "10 calls", then three durations as "84 ms" */
  return g_strdup_printf (_ ("%s: from %s to %s, usually %s"), calls, quickest, slowest, middle);
}
