/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-token-text.h"

#include <glib/gi18n.h>

#include "parafa-date-text.h"

static ParafaStateWords
get_token_state (const ParafaTokenFacts *facts)
{
  switch (facts->token)
    {
    case PARAFA_TOKEN_VALID:
      return (ParafaStateWords){ PARAFA_PILL_SUCCESS, "object-select-symbolic",
                                 C_ ("state", "Valid") };
    case PARAFA_TOKEN_EXPIRES_SOON:
      return (ParafaStateWords){ PARAFA_PILL_WARNING, "alarm-symbolic", _ ("Expires soon") };
    case PARAFA_TOKEN_EXPIRED:
      return (ParafaStateWords){ PARAFA_PILL_ERROR, "dialog-error-symbolic",
                                 C_ ("state", "Expired") };
    case PARAFA_TOKEN_NOT_YET_VALID:
      return (ParafaStateWords){ PARAFA_PILL_WARNING, "alarm-symbolic", _ ("Not valid yet") };
    case PARAFA_TOKEN_UNKNOWN:
    default:
      return (ParafaStateWords){ PARAFA_PILL_PLAIN, "dialog-question-symbolic", _ ("End unknown") };
    }
}

/**
 * parafa_token_text_get_state:
 * @facts: the facts
 *
 * Returns: icon, word and colour of the account's state
 */
ParafaStateWords
parafa_token_text_get_state (const ParafaTokenFacts *facts)
{
  if (facts->busy)
    return (ParafaStateWords){ PARAFA_PILL_ACCENT, "view-refresh-symbolic", _ ("Renewing") };
  switch (facts->account)
    {
    case PARAFA_ACCOUNT_LOADING:
      return (ParafaStateWords){ PARAFA_PILL_PLAIN, "view-refresh-symbolic", _ ("Reading") };
    case PARAFA_ACCOUNT_EMPTY:
      return (ParafaStateWords){ PARAFA_PILL_PLAIN, "action-unavailable-symbolic",
                                 _ ("Not logged in") };
    case PARAFA_ACCOUNT_KEYRING_LOCKED:
      return (ParafaStateWords){ PARAFA_PILL_WARNING, "changes-prevent-symbolic",
                                 _ ("Keyring locked") };
    case PARAFA_ACCOUNT_KEYRING_ABSENT:
      return (ParafaStateWords){ PARAFA_PILL_ERROR, "dialog-error-symbolic", _ ("No keyring") };
    case PARAFA_ACCOUNT_KEYRING_FAILED:
      return (ParafaStateWords){ PARAFA_PILL_ERROR, "dialog-error-symbolic", _ ("Keyring failed") };
    case PARAFA_ACCOUNT_READY:
    default:
      return get_token_state (facts);
    }
}

/**
 * parafa_token_text_get_certificate_state:
 * @facts: the facts
 *
 * Returns: icon, word and colour of the certificate's days
 */
ParafaStateWords
parafa_token_text_get_certificate_state (const ParafaTokenFacts *facts)
{
  if (facts->times.certificate_ends_at_s <= facts->now_s)
    return (ParafaStateWords){ PARAFA_PILL_ERROR, "dialog-error-symbolic",
                               C_ ("state", "Expired") };
  if (facts->certificate_days_left <= PARAFA_CERTIFICATE_SOON_DAYS)
    return (ParafaStateWords){ PARAFA_PILL_WARNING, "alarm-symbolic", _ ("Expires soon") };
  return (ParafaStateWords){ PARAFA_PILL_SUCCESS, "object-select-symbolic", C_ ("state", "Valid") };
}

static char *
make_expired_sentence (const ParafaTokenFacts *facts)
{
  if (facts->days_left == 0)
    {
      g_autofree char *time = parafa_date_text_time (facts->times.access_ends_at_s);

      /* Translators: %s is hour and minute */
      return g_strdup_printf (_ ("Access to ANAF expired today at %s"), time);
    }
  return g_strdup_printf (ngettext ("Access to ANAF expired %d day ago",
                                    "Access to ANAF expired %d days ago",
                                    (gulong) -facts->days_left),
                          -facts->days_left);
}

static char *
make_valid_sentence (const ParafaTokenFacts *facts, gboolean narrow)
{
  gulong days = (gulong) MAX (facts->days_left, 1);

  if (parafa_clock_face_count_days (facts->now_s, facts->times.access_ends_at_s) == 0)
    {
      g_autofree char *time = parafa_date_text_time (facts->times.access_ends_at_s);

      /* Translators: %s is hour and minute */
      return g_strdup_printf (_ ("You can use ANAF until %s today"), time);
    }
  if (narrow)
    return g_strdup_printf (ngettext ("Access for %d more day", "Access for %d more days", days),
                            (int) days);
  return g_strdup_printf (ngettext ("You can use ANAF for %d more day",
                                    "You can use ANAF for %d more days", days),
                          (int) days);
}

/**
 * parafa_token_text_make_sentence:
 * @facts: facts with a token
 * @narrow: whether there is little room
 *
 * Returns: (transfer full): one sentence that answers "may I work?"
 */
char *
parafa_token_text_make_sentence (const ParafaTokenFacts *facts, gboolean narrow)
{
  switch (facts->token)
    {
    case PARAFA_TOKEN_EXPIRED:
      return make_expired_sentence (facts);
    case PARAFA_TOKEN_NOT_YET_VALID:
      return g_strdup (_ ("ANAF has issued the access, but it does not count yet"));
    case PARAFA_TOKEN_UNKNOWN:
      return g_strdup (_ ("The token does not say how long it is valid"));
    case PARAFA_TOKEN_VALID:
    case PARAFA_TOKEN_EXPIRES_SOON:
    default:
      return make_valid_sentence (facts, narrow);
    }
}

/**
 * parafa_token_text_make_next:
 * @facts: facts with a token
 *
 * Returns: (transfer full): one line with what comes next, Pango markup
 */
char *
parafa_token_text_make_next (const ParafaTokenFacts *facts)
{
  g_autofree char *date = NULL;

  if (facts->busy)
    return g_strdup (_ ("Parafa is asking ANAF for the next 90 days."));
  if (facts->token == PARAFA_TOKEN_NOT_YET_VALID)
    return g_strdup (_ ("Check the clock of this computer: it is probably slow."));
  if (!facts->renewable)
    return facts->token == PARAFA_TOKEN_EXPIRED
               ? g_strdup (_ ("Log in again, with the USB token and its PIN."))
               : g_strdup (_ ("It cannot be renewed: afterwards log in again, with the USB token "
                              "and its PIN."));
  if (facts->token == PARAFA_TOKEN_EXPIRED)
    return g_strdup (_ ("You can renew it now, <b>without USB token or PIN</b>."));
  if (facts->token != PARAFA_TOKEN_VALID)
    return g_strdup (_ ("Renew it now, <b>without USB token or PIN</b>."));
  if (facts->renews_at_s >= 0)
    {
      date = parafa_date_text_long (facts->renews_at_s);
      /* Translators: %s is a date */
      return g_strdup_printf (_ ("Parafa renews it on <b>%s</b>, without USB token or PIN."), date);
    }
  date = parafa_date_text_long (facts->times.access_ends_at_s - G_GINT64_CONSTANT (14) * 86400);
  /* Translators: %s is a date, 14 days before the end of the access */
  return g_strdup_printf (_ ("Renew it after <b>%s</b>, without USB token or PIN."), date);
}

/**
 * parafa_token_text_make_row:
 * @facts: the facts
 *
 * Returns: (transfer full): the state in a few words, for the list of profiles
 */
char *
parafa_token_text_make_row (const ParafaTokenFacts *facts)
{
  ParafaStateWords state = parafa_token_text_get_state (facts);
  g_autofree char *days = NULL;

  if (!parafa_token_facts_has_token (facts) || facts->busy || facts->times.access_ends_at_s < 0)
    return g_strdup (state.word);
  if (facts->token == PARAFA_TOKEN_EXPIRED && facts->days_left < 0)
    return g_strdup_printf (ngettext ("Expired %d day ago", "Expired %d days ago",
                                      (gulong) -facts->days_left),
                            -facts->days_left);
  if (facts->token == PARAFA_TOKEN_EXPIRED)
    return g_strdup (state.word);
  days = parafa_date_text_days (MAX (facts->days_left, 0));
  /* Translators: state of the access, then the days left, as in "Valid · 63 days" */
  return g_strdup_printf (C_ ("state and days", "%s · %s"), state.word, days);
}

static char *
make_when (gint64 ends_at_s, gint64 now_s, gboolean narrow)
{
  g_autofree char *date = narrow || ends_at_s <= now_s ? parafa_date_text_short (ends_at_s)
                                                       : parafa_date_text_long (ends_at_s);

  if (ends_at_s <= now_s)
    /* Translators: %s is a date */
    return g_strdup_printf (_ ("expired on %s"), date);
  /* Translators: %s is a date */
  return g_strdup_printf (_ ("until %s"), date);
}

/**
 * parafa_token_text_make_access_when:
 * @facts: facts with a token
 * @narrow: whether there is little room
 *
 * Returns: (transfer full): until when there is access
 */
char *
parafa_token_text_make_access_when (const ParafaTokenFacts *facts, gboolean narrow)
{
  if (facts->times.access_ends_at_s < 0)
    return g_strdup (_ ("end unknown"));
  return make_when (facts->times.access_ends_at_s, facts->now_s, narrow);
}

/**
 * parafa_token_text_make_renewal_when:
 * @facts: facts with a token
 * @narrow: whether there is little room
 *
 * Returns: (transfer full): until when the access can be renewed
 */
char *
parafa_token_text_make_renewal_when (const ParafaTokenFacts *facts, gboolean narrow)
{
  if (facts->times.renewal_ends_at_s < 0)
    return g_strdup (_ ("not possible"));
  return make_when (facts->times.renewal_ends_at_s, facts->now_s, narrow);
}

/**
 * parafa_token_text_make_access_note:
 * @facts: facts with a token
 *
 * Returns: (transfer full): the small print beside the access clock
 */
char *
parafa_token_text_make_access_note (const ParafaTokenFacts *facts)
{
  g_autofree char *when = NULL;

  if (facts->times.access_ends_at_s < 0)
    return g_strdup (_ ("Ask ANAF on the Checks page whether it still works."));
  when = parafa_date_text_weekday_and_time (facts->times.access_ends_at_s);
  if (facts->token == PARAFA_TOKEN_EXPIRED)
    /* Translators: %s is weekday and time */
    return g_strdup_printf (_ ("%s. Until it is renewed, ANAF refuses this token."), when);
  /* Translators: %s is weekday and time */
  return g_strdup_printf (_ ("%s. The services below work until then."), when);
}

/**
 * parafa_token_text_make_renewal_note:
 * @facts: facts with a token
 *
 * Returns: (transfer full): the small print beside the renewal clock
 */
char *
parafa_token_text_make_renewal_note (const ParafaTokenFacts *facts)
{
  g_autofree char *when = NULL;

  if (facts->times.renewal_ends_at_s < 0)
    return g_strdup (_ ("ANAF gave no refresh token with this login."));
  when = parafa_date_text_weekday_and_time (facts->times.renewal_ends_at_s);
  if (!facts->renewable)
    /* Translators: %s is weekday and time */
    return g_strdup_printf (_ ("%s. Now only a new login helps."), when);
  /* Translators: %s is weekday and time */
  return g_strdup_printf (_ ("%s. Then log in again, with USB token and PIN."), when);
}

static char *
make_clock_label (const char *what, gint64 ends_at_s, int days_left, int days_whole, gint64 now_s)
{
  g_autofree char *date = parafa_date_text_long (MAX (ends_at_s, 0));

  if (ends_at_s <= now_s)
    /* Translators: spoken label of a clock: what ended, and when */
    return g_strdup_printf (_ ("%s: ended on %s"), what, date);
  /* Translators: spoken label of a clock: what, days left, days it lasts, date of the end */
  return g_strdup_printf (ngettext ("%s: %d day left of %d, until %s",
                                    "%s: %d days left of %d, until %s",
                                    (gulong) MAX (days_left, 0)),
                          what, MAX (days_left, 0), days_whole, date);
}

/**
 * parafa_token_text_make_access_label:
 * @facts: facts with a token
 *
 * Returns: (transfer full): what a screen reader says for the access clock
 */
char *
parafa_token_text_make_access_label (const ParafaTokenFacts *facts)
{
  if (facts->times.access_ends_at_s < 0)
    return g_strdup (_ ("Access: the token does not say when it ends"));
  return make_clock_label (_ ("Access"), facts->times.access_ends_at_s, facts->days_left,
                           (int) (facts->access_lifetime_s / 86400), facts->now_s);
}

/**
 * parafa_token_text_make_renewal_label:
 * @facts: facts with a token
 *
 * Returns: (transfer full): what a screen reader says for the renewal clock
 */
char *
parafa_token_text_make_renewal_label (const ParafaTokenFacts *facts)
{
  if (facts->times.renewal_ends_at_s < 0)
    return g_strdup (_ ("Renewal: not possible, ANAF gave no refresh token"));
  return make_clock_label (_ ("Renewal"), facts->times.renewal_ends_at_s, facts->renewal_days_left,
                           (int) (facts->renewal_lifetime_s / 86400), facts->now_s);
}

/**
 * parafa_token_text_make_timeline_label:
 * @facts: facts with a token
 *
 * Returns: (transfer full): what a screen reader says for the timeline: one sentence for each lane
 */
char *
parafa_token_text_make_timeline_label (const ParafaTokenFacts *facts)
{
  g_autofree char *access = parafa_token_text_make_access_label (facts);
  g_autofree char *renewal = parafa_token_text_make_renewal_label (facts);
  g_autofree char *certificate = NULL;

  if (facts->times.certificate_ends_at_s < 0)
    certificate = g_strdup (_ ("Certificate: end unknown"));
  else
    {
      g_autofree char *date = parafa_date_text_long (facts->times.certificate_ends_at_s);

      /* Translators: %s is a date */
      certificate = g_strdup_printf (_ ("Certificate: valid until %s"), date);
    }
  /* Translators: three sentences, one for each lane of the timeline */
  return g_strdup_printf (C_ ("timeline", "%s. %s. %s."), access, renewal, certificate);
}

/**
 * parafa_token_text_make_certificate_title:
 * @facts: the facts
 *
 * Returns: (transfer full): until when the certificate is valid
 */
char *
parafa_token_text_make_certificate_title (const ParafaTokenFacts *facts)
{
  g_autofree char *date = NULL;

  if (facts->times.certificate_ends_at_s < 0)
    return g_strdup (_ ("Certificate used for the login"));
  date = parafa_date_text_long (facts->times.certificate_ends_at_s);
  if (facts->times.certificate_ends_at_s <= facts->now_s)
    /* Translators: %s is a date */
    return g_strdup_printf (_ ("The certificate expired on %s"), date);
  /* Translators: %s is a date */
  return g_strdup_printf (_ ("The certificate expires on %s"), date);
}

/* The end of a serial number is what tells two certificates of one person apart */
static char *
shorten_serial (const char *serial)
{
  gsize length = strlen (serial);

  return length > 11 ? g_strdup_printf ("…%s", serial + length - 8) : g_strdup (serial);
}

/**
 * parafa_token_text_make_certificate_note:
 * @facts: the facts
 *
 * Returns: (transfer full): who issued the certificate, its serial number, and whether it ends too early
 */
char *
parafa_token_text_make_certificate_note (const ParafaTokenFacts *facts)
{
  g_autoptr (GString) note = g_string_new (facts->issuer);

  if (facts->serial != NULL)
    {
      g_autofree char *serial = shorten_serial (facts->serial);
      /* Translators: %s is the end of a certificate's serial number */
      g_autofree char *part = g_strdup_printf (_ ("serial %s"), serial);

      g_string_append_printf (note, "%s%s", note->len > 0 ? " · " : "", part);
    }
  if (facts->times.certificate_ends_at_s > 0 &&
      facts->times.certificate_ends_at_s < facts->times.renewal_ends_at_s)
    g_string_append_printf (note, "%s%s", note->len > 0 ? " · " : "",
                            _ ("before the renewal year ends"));
  return g_string_free (g_steal_pointer (&note), FALSE);
}

/**
 * parafa_token_text_get_service_name:
 * @service: a service as the token names it
 *
 * Returns: (nullable): its name as people know it; %NULL for one that says nothing more than another one
 */
const char *
parafa_token_text_get_service_name (const char *service)
{
  if (g_strcmp0 (service, "HELLO") == 0)
    return "TestOauth";
  if (g_strcmp0 (service, "EFACTURA") == 0)
    return "e-Factura";
  if (g_strcmp0 (service, "ETRANSPORT") == 0)
    return "e-Transport";
  /* SRV_… stands for the same service called by a program */
  if (g_str_has_prefix (service, "SRV_"))
    return NULL;
  return service;
}
