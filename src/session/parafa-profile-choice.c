/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-profile-choice.h"
#include "parafa-session-error.h"

typedef gboolean (*Matches) (ParafaProfile *profile, const char *wanted);

static gboolean
has_id (ParafaProfile *profile, const char *wanted)
{
  return g_str_equal (parafa_profile_get_id (profile), wanted);
}

static gboolean
has_name (ParafaProfile *profile, const char *wanted)
{
  return g_str_equal (parafa_profile_get_name (profile), wanted);
}

static gboolean
has_name_in_any_case (ParafaProfile *profile, const char *wanted)
{
  g_autofree char *name = g_utf8_casefold (parafa_profile_get_name (profile), -1);
  g_autofree char *folded = g_utf8_casefold (wanted, -1);

  return g_str_equal (name, folded);
}

static gboolean
is_any (ParafaProfile *profile, const char *wanted)
{
  return TRUE;
}

static guint
count_matches (GListModel *accounts, Matches matches, const char *wanted, ParafaAccount **found)
{
  guint n_found = 0;

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr (ParafaAccount) account = g_list_model_get_item (accounts, i);

      if (!matches (parafa_account_get_profile (account), wanted))
        continue;
      n_found++;
      g_set_object (found, account);
    }
  return n_found;
}

/**
 * parafa_profile_choice_find:
 * @accounts: a list of #ParafaAccount
 * @wanted: (nullable): a profile's id, or its name; %NULL or empty for the only one there is
 * @error: return location
 *
 * Finds the profile a program or a person names. An id comes before a name, a name as it is written
 * before one in other capitals; what fits two profiles is no choice.
 *
 * Fails with %PARAFA_SESSION_ERROR_NO_PROFILE.
 *
 * Returns: (transfer full): the account
 */
ParafaAccount *
parafa_profile_choice_find (GListModel *accounts, const char *wanted, GError **error)
{
  static const Matches named[] = { has_id, has_name, has_name_in_any_case };
  static const Matches unnamed[] = { is_any };
  gboolean is_named = wanted != NULL && *wanted != '\0';
  const Matches *steps = is_named ? named : unnamed;
  guint n_steps = is_named ? G_N_ELEMENTS (named) : G_N_ELEMENTS (unnamed);
  guint n_found = 0;

  g_return_val_if_fail (G_IS_LIST_MODEL (accounts), NULL);

  for (guint i = 0; i < n_steps && n_found == 0; i++)
    {
      g_autoptr (ParafaAccount) found = NULL;

      if (is_named && !g_utf8_validate (wanted, -1, NULL))
        break;
      n_found = count_matches (accounts, steps[i], wanted, &found);
      if (n_found == 1)
        return g_steal_pointer (&found);
    }
  g_set_error_literal (error, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_NO_PROFILE,
                       n_found > 1 ? "more than one profile fits" : "no profile fits");
  return NULL;
}
