/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-consent-file.h"

#include <string.h>

/* programs.ini: who may have tokens, and who had one. No token, and nothing it is made of. */

#define HEADER_GROUP "Parafa"
#define HEADER_VERSION 1
#define CONSENT_GROUP "consent "
#define USE_GROUP "use "

static const char *const kind_names[] = {
  [PARAFA_CALLER_UNKNOWN] = "unknown",
  [PARAFA_CALLER_FLATPAK] = "flatpak",
  [PARAFA_CALLER_PROGRAM] = "program",
  [PARAFA_CALLER_SCRIPT] = "script",
};
static const char *const event_names[] = {
  [PARAFA_TOKEN_USE_GIVEN] = "given",
  [PARAFA_TOKEN_USE_DENIED] = "denied",
  [PARAFA_TOKEN_USE_FAILED] = "failed",
};

static gboolean
find_name (const char *const *names, guint n_names, const char *name, guint *found)
{
  for (guint i = 0; name != NULL && i < n_names; i++)
    if (g_str_equal (names[i], name))
      {
        *found = i;
        return TRUE;
      }
  return FALSE;
}

static void
write_caller (GKeyFile *file, const char *group, ParafaCaller *caller, const char *profile_id)
{
  g_key_file_set_string (file, group, "kind", kind_names[parafa_caller_get_kind (caller)]);
  g_key_file_set_string (file, group, "program", parafa_caller_get_program (caller));
  if (parafa_caller_get_script (caller) != NULL)
    g_key_file_set_string (file, group, "script", parafa_caller_get_script (caller));
  g_key_file_set_string (file, group, "profile", profile_id);
}

static ParafaCaller *
read_caller (GKeyFile *file, const char *group, char **profile_id)
{
  g_autofree char *kind = g_key_file_get_string (file, group, "kind", NULL);
  g_autofree char *program = g_key_file_get_string (file, group, "program", NULL);
  g_autofree char *script = g_key_file_get_string (file, group, "script", NULL);
  g_autofree char *profile = g_key_file_get_string (file, group, "profile", NULL);
  guint number = 0;

  if (!find_name (kind_names, G_N_ELEMENTS (kind_names), kind, &number) || program == NULL ||
      profile == NULL)
    return NULL;
  *profile_id = g_steal_pointer (&profile);
  return parafa_caller_new ((ParafaCallerKind) number, program, script);
}

static gint64
read_time (GKeyFile *file, const char *group, const char *key)
{
  g_autoptr (GError) error = NULL;
  gint64 time_s = g_key_file_get_int64 (file, group, key, &error);

  return error == NULL && time_s >= 0 ? time_s : -1;
}

static void
read_consent (GKeyFile *file, const char *group, GListStore *consents)
{
  g_autofree char *profile_id = NULL;
  g_autoptr (ParafaCaller) caller = read_caller (file, group, &profile_id);
  g_autoptr (ParafaConsent) consent = NULL;
  int n_uses = g_key_file_get_integer (file, group, "uses", NULL);

  if (caller == NULL || !parafa_caller_is_lasting (caller))
    return;
  consent = parafa_consent_new (caller, profile_id, read_time (file, group, "granted-at"));
  parafa_consent_restore_uses (consent, read_time (file, group, "used-at"),
                               (guint) MAX (n_uses, 0));
  g_list_store_append (consents, consent);
}

static void
read_use (GKeyFile *file, const char *group, GListStore *uses)
{
  g_autofree char *profile_id = NULL;
  g_autoptr (ParafaCaller) caller = read_caller (file, group, &profile_id);
  g_autofree char *event = g_key_file_get_string (file, group, "event", NULL);
  g_autoptr (ParafaTokenUse) use = NULL;
  guint number = 0;

  if (caller == NULL || !find_name (event_names, G_N_ELEMENTS (event_names), event, &number))
    return;
  use = parafa_token_use_new ((ParafaTokenUseEvent) number, caller, profile_id,
                              read_time (file, group, "at"));
  g_list_store_append (uses, use);
}

/**
 * parafa_consent_file_write:
 * @consents: a list of #ParafaConsent
 * @uses: a list of #ParafaTokenUse
 *
 * Returns: (transfer full): the text of programs.ini
 */
char *
parafa_consent_file_write (GListModel *consents, GListModel *uses)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  g_key_file_set_integer (file, HEADER_GROUP, "version", HEADER_VERSION);
  for (guint i = 0; i < g_list_model_get_n_items (consents); i++)
    {
      g_autoptr (ParafaConsent) consent = g_list_model_get_item (consents, i);
      g_autofree char *group = g_strdup_printf (CONSENT_GROUP "%u", i + 1);

      write_caller (file, group, parafa_consent_get_caller (consent),
                    parafa_consent_get_profile_id (consent));
      g_key_file_set_int64 (file, group, "granted-at", parafa_consent_get_granted_at (consent));
      g_key_file_set_int64 (file, group, "used-at", parafa_consent_get_used_at (consent));
      g_key_file_set_integer (file, group, "uses", (int) parafa_consent_get_n_uses (consent));
    }
  for (guint i = 0; i < g_list_model_get_n_items (uses); i++)
    {
      g_autoptr (ParafaTokenUse) use = g_list_model_get_item (uses, i);
      g_autofree char *group = g_strdup_printf (USE_GROUP "%u", i + 1);

      g_key_file_set_int64 (file, group, "at", parafa_token_use_get_at (use));
      g_key_file_set_string (file, group, "event", event_names[parafa_token_use_get_event (use)]);
      write_caller (file, group, parafa_token_use_get_caller (use),
                    parafa_token_use_get_profile_id (use));
    }
  return g_key_file_to_data (file, NULL, NULL);
}

/**
 * parafa_consent_file_read:
 * @text: what lies in programs.ini
 * @length: its length in bytes
 * @consents: where #ParafaConsent go
 * @uses: where #ParafaTokenUse go
 *
 * Reads what can be read. What cannot is a consent less: the person is asked again.
 */
void
parafa_consent_file_read (const char *text, gsize length, GListStore *consents, GListStore *uses)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_auto (GStrv) groups = NULL;

  if (!g_key_file_load_from_data (file, text, length, G_KEY_FILE_NONE, NULL))
    {
      g_info ("consent: programs.ini cannot be read; every program is asked about again");
      return;
    }
  groups = g_key_file_get_groups (file, NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    {
      if (g_str_has_prefix (groups[i], CONSENT_GROUP))
        read_consent (file, groups[i], consents);
      else if (g_str_has_prefix (groups[i], USE_GROUP))
        read_use (file, groups[i], uses);
    }
}
