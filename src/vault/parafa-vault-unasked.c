/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-vault-unasked.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

#define NOTE "parafa-keyring-waits"
#define HOLDS_S (15 * 60)

/* Of a sandbox's runtime folder only this part is one for all its instances */
static char *
get_path (void)
{
  const char *id = g_getenv ("FLATPAK_ID");

  if (id != NULL && *id != '\0')
    return g_build_filename (g_get_user_runtime_dir (), "app", id, NOTE, NULL);
  return g_build_filename (g_get_user_runtime_dir (), NOTE, NULL);
}

/**
 * parafa_vault_unasked_note:
 *
 * Notes that a keyring was tried without a person having asked, and that it waits for one. It is a mere
 * hint: one that cannot be written costs another prompt.
 */
void
parafa_vault_unasked_note (void)
{
  g_autofree char *path = get_path ();
  g_autoptr (GError) error = NULL;

  if (!g_file_set_contents_full (path, "", 0, G_FILE_SET_CONTENTS_NONE, 0600, &error))
    g_info ("vault: %s", error->message);
}

/**
 * parafa_vault_unasked_is_noted:
 *
 * Returns: whether parafa_vault_unasked_note() was called within the last quarter of an hour
 */
gboolean
parafa_vault_unasked_is_noted (void)
{
  g_autofree char *path = get_path ();
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;
  GStatBuf info;

  return g_stat (path, &info) == 0 && info.st_mtime <= now_s && now_s - info.st_mtime < HOLDS_S;
}

/**
 * parafa_vault_unasked_forget:
 *
 * The keyring is open.
 */
void
parafa_vault_unasked_forget (void)
{
  g_autofree char *path = get_path ();

  g_unlink (path);
}
