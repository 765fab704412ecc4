/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-profiles-text.h"
#include "parafa-terminal-output.h"

#include "parafa-config.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

/* How the terminal program lists the profiles: for programs, for people, for completion. Nothing secret. */

#define N_COLUMNS 6

typedef struct
{
  const char *id; /* what programs read; never changed */
  const char *text;
} StateWord;

static const StateWord token_words[] = {
  [PARAFA_TOKEN_VALID] = { "valid", N_ ("valid") },
  [PARAFA_TOKEN_EXPIRES_SOON] = { "expires-soon", N_ ("expires soon") },
  [PARAFA_TOKEN_EXPIRED] = { "expired", N_ ("expired") },
  [PARAFA_TOKEN_NOT_YET_VALID] = { "not-yet-valid", N_ ("not yet valid") },
  [PARAFA_TOKEN_UNKNOWN] = { "unknown", N_ ("end not known") },
};

static const StateWord account_words[] = {
  [PARAFA_ACCOUNT_LOADING] = { "loading", N_ ("loading") },
  [PARAFA_ACCOUNT_EMPTY] = { "never-logged-in", N_ ("never logged in") },
  [PARAFA_ACCOUNT_READY] = { "valid", N_ ("valid") },
  [PARAFA_ACCOUNT_KEYRING_LOCKED] = { "keyring-locked", N_ ("keyring locked") },
  [PARAFA_ACCOUNT_KEYRING_ABSENT] = { "keyring-absent", N_ ("no keyring") },
  [PARAFA_ACCOUNT_KEYRING_FAILED] = { "keyring-failed", N_ ("keyring failed") },
};

static const StateWord *
get_word (ParafaAccount *account)
{
  if (parafa_account_get_state (account) == PARAFA_ACCOUNT_READY)
    return &token_words[parafa_account_get_token_state (account)];
  return &account_words[parafa_account_get_state (account)];
}

static gint64
get_access_end (ParafaAccount *account)
{
  ParafaTokenPair *pair = parafa_account_get_pair (account);

  return pair != NULL ? parafa_token_pair_get_access_expires_at (pair) : -1;
}

static gint64
get_refresh_end (ParafaAccount *account)
{
  ParafaTokenPair *pair = parafa_account_get_pair (account);

  return pair != NULL ? parafa_token_pair_get_refresh_expires_at (pair) : -1;
}

static void
add_text (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

static void
add_time (JsonBuilder *builder, const char *name, gint64 time_s)
{
  json_builder_set_member_name (builder, name);
  if (time_s >= 0)
    json_builder_add_int_value (builder, time_s);
  else
    json_builder_add_null_value (builder);
}

static void
add_account (JsonBuilder *builder, ParafaAccount *account)
{
  ParafaProfile *profile = parafa_account_get_profile (account);
  gboolean practice = parafa_profile_get_environment (profile) == PARAFA_ENVIRONMENT_PRACTICE;

  json_builder_begin_object (builder);
  add_text (builder, "id", parafa_profile_get_id (profile));
  add_text (builder, "name", parafa_profile_get_name (profile));
  add_text (builder, "environment", practice ? "practice" : "anaf");
  add_text (builder, "state", get_word (account)->id);
  add_time (builder, "access_expires_at", get_access_end (account));
  add_time (builder, "refresh_expires_at", get_refresh_end (account));
  add_time (builder, "certificate_expires_at", parafa_profile_get_certificate_ends_at (profile));
  json_builder_end_object (builder);
}

/**
 * parafa_profiles_text_json:
 * @accounts: a list of #ParafaAccount
 *
 * Returns: (transfer full): an array with one object a profile, and a line feed
 */
char *
parafa_profiles_text_json (GListModel *accounts)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_array (builder);
  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr (ParafaAccount) account = g_list_model_get_item (accounts, i);

      add_account (builder, account);
    }
  json_builder_end_array (builder);
  root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);
  text = json_generator_to_data (generator, NULL);
  return g_strconcat (text, "\n", NULL);
}

static char *
describe_day (gint64 time_s)
{
  g_autoptr (GTimeZone) bucharest = g_time_zone_new_identifier ("Europe/Bucharest");
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time_s);
  g_autoptr (GDateTime) local = NULL;

  if (time_s < 0 || utc == NULL)
    return g_strdup ("–");
  local = bucharest != NULL ? g_date_time_to_timezone (utc, bucharest) : g_date_time_ref (utc);
  return g_date_time_format (local, "%d.%m.%Y");
}

static GStrv
describe_account (ParafaAccount *account)
{
  ParafaProfile *profile = parafa_account_get_profile (account);
  GStrv row = g_new0 (char *, N_COLUMNS + 1);
  guint n = 0;

  row[n++] = parafa_terminal_output_make_printable (parafa_profile_get_name (profile));
  row[n++] = g_strdup (parafa_profile_get_environment (profile) == PARAFA_ENVIRONMENT_PRACTICE
                           ? _ ("practice")
                           : "ANAF");
  row[n++] = g_strdup (_ (get_word (account)->text));
  row[n++] = describe_day (get_access_end (account));
  row[n++] = describe_day (get_refresh_end (account));
  row[n++] = describe_day (parafa_profile_get_certificate_ends_at (profile));
  return row;
}

static GStrv
describe_head (void)
{
  const char *const head[N_COLUMNS + 1] = {
    /* Translators: heads of columns; “until” is a date */
    _ ("Profile"),       _ ("Environment"),       _ ("State"), _ ("Access until"),
    _ ("Renewal until"), _ ("Certificate until"), NULL,
  };

  return g_strdupv ((char **) head);
}

/**
 * parafa_profiles_text_table:
 * @accounts: a list of #ParafaAccount
 *
 * Returns: (transfer full): lines for people, in their language; empty without profiles
 */
char *
parafa_profiles_text_table (GListModel *accounts)
{
  guint n_rows = g_list_model_get_n_items (accounts);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  glong widths[N_COLUMNS] = { 0 };
  GString *out = g_string_new (NULL);

  g_ptr_array_add (rows, describe_head ());
  for (guint i = 0; i < n_rows; i++)
    {
      g_autoptr (ParafaAccount) account = g_list_model_get_item (accounts, i);

      g_ptr_array_add (rows, describe_account (account));
    }
  for (guint i = 0; i < rows->len; i++)
    for (guint n = 0; n < N_COLUMNS; n++)
      widths[n] = MAX (widths[n], g_utf8_strlen (((GStrv) rows->pdata[i])[n], -1));
  for (guint i = 0; n_rows > 0 && i < rows->len; i++)
    {
      for (guint n = 0; n < N_COLUMNS; n++)
        parafa_terminal_output_append_column (out, ((GStrv) rows->pdata[i])[n],
                                              n + 1 < N_COLUMNS ? widths[n] : 0);
      g_string_append_c (out, '\n');
    }
  return g_string_free (out, FALSE);
}

/**
 * parafa_profiles_text_names:
 * @accounts: a list of #ParafaAccount
 *
 * Returns: (transfer full): one name a line, without those that are not fit for a line
 */
char *
parafa_profiles_text_names (GListModel *accounts)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr (ParafaAccount) account = g_list_model_get_item (accounts, i);
      const char *name = parafa_profile_get_name (parafa_account_get_profile (account));
      g_autofree char *printable = parafa_terminal_output_make_printable (name);

      if (g_str_equal (name, printable))
        g_string_append_printf (out, "%s\n", name);
    }
  return g_string_free (out, FALSE);
}
