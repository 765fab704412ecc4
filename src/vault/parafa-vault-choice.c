/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-vault-choice.h"

#include "parafa-vault.h"

#include <string.h>

#define SANDBOX_INFO "/.flatpak-info"
#define SERVICE "org.freedesktop.secrets"
#define NOT_YET -1

static int chosen = NOT_YET; /* ParafaVaultChoice */

/* Flatpak's rules name one bus name, or end in ".*" and hold for it and all below */
static gboolean
is_named_by (const char *rule)
{
  gsize stem = strlen (rule) >= 2 && g_str_has_suffix (rule, ".*") ? strlen (rule) - 2 : 0;

  if (stem == 0)
    return g_str_equal (rule, SERVICE);
  return strncmp (SERVICE, rule, stem) == 0 && (SERVICE[stem] == '.' || SERVICE[stem] == '\0');
}

static gboolean
allows_all (GKeyFile *info)
{
  g_auto (GStrv) sockets = g_key_file_get_string_list (info, "Context", "sockets", NULL, NULL);

  return sockets != NULL && g_strv_contains ((const char *const *) sockets, "session-bus");
}

/* What names the service exactly counts before what names it with others */
static gboolean
allows_service (GKeyFile *info)
{
  g_auto (GStrv) rules = g_key_file_get_keys (info, "Session Bus Policy", NULL, NULL);
  gboolean allowed = FALSE;

  for (gsize i = 0; rules != NULL && rules[i] != NULL; i++)
    {
      g_autofree char *policy = NULL;
      gboolean talk;

      if (!is_named_by (rules[i]))
        continue;
      policy = g_key_file_get_string (info, "Session Bus Policy", rules[i], NULL);
      talk = g_strcmp0 (policy, "talk") == 0 || g_strcmp0 (policy, "own") == 0;
      if (g_str_equal (rules[i], SERVICE))
        return talk;
      allowed = allowed || talk;
    }
  return allowed;
}

/**
 * parafa_vault_choice_read:
 * @path: what Flatpak writes into every sandbox, flatpak-metadata(5)
 *
 * Reads what the sandbox lets the program talk to. A file that is not there means that there is no
 * sandbox; one that cannot be read means that nothing more than usual is allowed.
 *
 * Returns: where items are kept
 */
ParafaVaultChoice
parafa_vault_choice_read (const char *path)
{
  g_autoptr (GKeyFile) info = g_key_file_new ();

  g_return_val_if_fail (path != NULL, PARAFA_VAULT_CHOICE_SERVICE);

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return PARAFA_VAULT_CHOICE_SERVICE;
  if (!g_key_file_load_from_file (info, path, G_KEY_FILE_NONE, NULL))
    return PARAFA_VAULT_CHOICE_PORTAL;
  return allows_all (info) || allows_service (info) ? PARAFA_VAULT_CHOICE_SERVICE
                                                    : PARAFA_VAULT_CHOICE_PORTAL;
}

/**
 * parafa_vault_choice_get:
 *
 * Chooses once, since what a sandbox allows does not change while it runs.
 *
 * Returns: where this program keeps its items
 */
ParafaVaultChoice
parafa_vault_choice_get (void)
{
  if (g_atomic_int_get (&chosen) == NOT_YET)
    g_atomic_int_set (&chosen, (int) parafa_vault_choice_read (SANDBOX_INFO));
  return (ParafaVaultChoice) g_atomic_int_get (&chosen);
}

/**
 * parafa_vault_choice_set:
 * @choice: where items are kept
 *
 * For tests, before the first vault is used.
 */
void
parafa_vault_choice_set (ParafaVaultChoice choice)
{
  g_atomic_int_set (&chosen, (int) choice);
}

/**
 * parafa_vault_uses_portal:
 *
 * Says which remedy fits a keyring that is not there.
 *
 * Returns: whether items are kept in the application's own file, with a key from the Secret portal
 */
gboolean
parafa_vault_uses_portal (void)
{
  return parafa_vault_choice_get () == PARAFA_VAULT_CHOICE_PORTAL;
}
