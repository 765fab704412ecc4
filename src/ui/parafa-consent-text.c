/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-consent-text.h"

#include <gio/gdesktopappinfo.h>
#include <glib/gi18n.h>

#include "parafa-date-text.h"
#include "parafa-token-facts.h"

/* What is said about a program that asks for tokens: in the question, and on the page of programs. */

static char *
find_application_name (const char *id)
{
  g_autofree char *desktop_id = g_strconcat (id, ".desktop", NULL);
  g_autoptr (GDesktopAppInfo) info = g_desktop_app_info_new (desktop_id);

  return info != NULL ? g_strdup (g_app_info_get_name (G_APP_INFO (info))) : g_strdup (id);
}

/**
 * parafa_consent_text_name:
 * @caller: a program
 *
 * Returns: (transfer full): a short name for it
 */
char *
parafa_consent_text_name (ParafaCaller *caller)
{
  const char *program = parafa_caller_get_program (caller);
  const char *script = parafa_caller_get_script (caller);

  if (parafa_caller_get_kind (caller) == PARAFA_CALLER_FLATPAK)
    return find_application_name (program);
  if (*program == '\0')
    return g_strdup (_ ("Unknown Program"));
  return g_path_get_basename (script != NULL ? script : program);
}

/**
 * parafa_consent_text_origin:
 * @caller: a program
 *
 * Returns: (transfer full): where it comes from, in full
 */
char *
parafa_consent_text_origin (ParafaCaller *caller)
{
  const char *program = parafa_caller_get_program (caller);

  switch (parafa_caller_get_kind (caller))
    {
    case PARAFA_CALLER_FLATPAK:
      /* Translators: %s is an application's id as org.example.App */
      return g_strdup_printf (_ ("Flatpak application %s"), program);
    case PARAFA_CALLER_SCRIPT:
      if (parafa_caller_get_script (caller) != NULL)
        /* Translators: the first %s is a script's path, the second that of the program that runs it */
        return g_strdup_printf (_ ("%s, run by %s"), parafa_caller_get_script (caller), program);
      return g_strdup (program);
    case PARAFA_CALLER_UNKNOWN:
    case PARAFA_CALLER_PROGRAM:
    default:
      return g_strdup (*program != '\0' ? program : _ ("Nothing is known about it"));
    }
}

static const char *
describe_unknown (ParafaCaller *caller)
{
  if (*parafa_caller_get_program (caller) == '\0')
    return _ ("Parafa cannot see which program this is.");
  return _ ("It speaks for whoever started it, or its file was replaced: who is behind it cannot "
            "be told.");
}

/**
 * parafa_consent_text_certainty:
 * @caller: a program
 *
 * Returns: (transfer full): how sure that is, in one or two sentences
 */
char *
parafa_consent_text_certainty (ParafaCaller *caller)
{
  const char *how;

  switch (parafa_caller_get_kind (caller))
    {
    case PARAFA_CALLER_FLATPAK:
      return g_strdup (_ ("Flatpak vouches for the name; the application cannot change it."));
    case PARAFA_CALLER_PROGRAM:
      how = _ ("This is the file it runs.");
      break;
    case PARAFA_CALLER_SCRIPT:
      if (parafa_caller_get_script (caller) == NULL)
        return g_strdup (_ ("It runs commands it was given, and will not be known again."));
      how = _ ("It says that it runs this script, which cannot be checked.");
      break;
    case PARAFA_CALLER_UNKNOWN:
    default:
      return g_strdup (describe_unknown (caller));
    }
  if (!parafa_caller_is_changeable (caller))
    return g_strdup (how);
  return g_strconcat (how, " ", _ ("Your other programs could put something else in its place."),
                      NULL);
}

/**
 * parafa_consent_text_profile:
 * @profile: (nullable): a profile, or %NULL for one that was removed
 *
 * Returns: (transfer full): its name as people see it
 */
char *
parafa_consent_text_profile (ParafaProfile *profile)
{
  if (profile == NULL)
    return g_strdup (_ ("removed profile"));
  return g_strdup (parafa_token_facts_get_profile_name (profile));
}

static char *
describe_moment (gint64 time_s)
{
  g_autofree char *day = parafa_date_text_short (time_s);
  g_autofree char *time = parafa_date_text_time (time_s);

  /* Translators: a date and a time of day */
  return g_strdup_printf (_ ("%s, %s"), day, time);
}

/**
 * parafa_consent_text_consent:
 * @consent: a consent
 * @profile: (nullable): its profile; %NULL when it was removed
 *
 * Returns: (transfer full): for which profile, and when it was used
 */
char *
parafa_consent_text_consent (ParafaConsent *consent, ParafaProfile *profile)
{
  g_autofree char *name = parafa_consent_text_profile (profile);
  gulong n_uses = parafa_consent_get_n_uses (consent);
  g_autofree char *moment = NULL;

  if (parafa_consent_get_used_at (consent) < 0)
    /* Translators: %s is a profile */
    return g_strdup_printf (_ ("%s · never used"), name);
  moment = describe_moment (parafa_consent_get_used_at (consent));
  if (n_uses == 1)
    /* Translators: a profile, when a program took its token */
    return g_strdup_printf (_ ("%s · used once, on %s"), name, moment);
  /* Translators: a profile, how often a program took its token, when it last did */
  return g_strdup_printf (ngettext ("%s · used %lu time, last on %s",
                                    "%s · used %lu times, last on %s", n_uses),
                          name, n_uses, moment);
}

/**
 * parafa_consent_text_use:
 * @use: a line of the log
 * @profile: (nullable): its profile; %NULL when it was removed
 *
 * Returns: (transfer full): when, and for which profile
 */
char *
parafa_consent_text_use (ParafaTokenUse *use, ParafaProfile *profile)
{
  g_autofree char *name = parafa_consent_text_profile (profile);
  g_autofree char *moment = describe_moment (parafa_token_use_get_at (use));

  return g_strdup_printf ("%s · %s", moment, name);
}

/**
 * parafa_consent_text_event:
 * @event: what happened
 *
 * Returns: icon and word for it
 */
ParafaUseWord
parafa_consent_text_event (ParafaTokenUseEvent event)
{
  switch (event)
    {
    case PARAFA_TOKEN_USE_GIVEN:
      return (ParafaUseWord){ PARAFA_PILL_SUCCESS, "object-select-symbolic",
                              C_ ("token", "Given") };
    case PARAFA_TOKEN_USE_DENIED:
      return (ParafaUseWord){ PARAFA_PILL_PLAIN, "action-unavailable-symbolic",
                              C_ ("token", "Refused by you") };
    case PARAFA_TOKEN_USE_FAILED:
    default:
      return (ParafaUseWord){ PARAFA_PILL_WARNING, "dialog-warning-symbolic",
                              C_ ("token", "No token to give") };
    }
}
