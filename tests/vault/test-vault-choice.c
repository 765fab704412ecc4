/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-test.h"
#include "parafa-vault-choice.h"

#include <glib/gstdio.h>

#define APPLICATION "[Application]\nname=ro.parafa.Parafa\n\n[Context]\nshared=network;ipc;\n"

static ParafaVaultChoice
read_text (const char *text)
{
  g_autofree char *dir = g_dir_make_tmp ("parafa-choice-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "info", NULL);
  ParafaVaultChoice choice;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  choice = parafa_vault_choice_read (path);
  parafa_test_remove_tree (dir);
  return choice;
}

static void
test_no_sandbox (void)
{
  g_assert_cmpint (parafa_vault_choice_read ("/nonexistent/flatpak-info"), ==,
                   PARAFA_VAULT_CHOICE_SERVICE);
}

static void
test_sandbox (void)
{
  static const char *const texts[] = {
    APPLICATION,
    "",
    "no key file",
    APPLICATION "[Session Bus Policy]\norg.a11y.Bus=talk\n",
    APPLICATION "[Session Bus Policy]\norg.freedesktop.secrets=none\n",
    APPLICATION "[Session Bus Policy]\norg.freedesktop.secrets=see\n",
    APPLICATION "[Session Bus Policy]\norg.freedesktop.secretsome=talk\n",
    APPLICATION "[Session Bus Policy]\norg.freedesktop=talk\n",
    APPLICATION "[Session Bus Policy]\norg.free.*=talk\n",
    APPLICATION "[Session Bus Policy]\n.*=talk\n",
    APPLICATION "[Session Bus Policy]\norg.freedesktop.*=talk\norg.freedesktop.secrets=none\n",
    APPLICATION "[System Bus Policy]\norg.freedesktop.secrets=talk\n",
    APPLICATION "sockets=wayland;system-bus;\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_test_message ("%s", texts[i]);
      g_assert_cmpint (read_text (texts[i]), ==, PARAFA_VAULT_CHOICE_PORTAL);
    }
}

/* what a person may have allowed, flatpak-override(1) */
static void
test_override (void)
{
  static const char *const texts[] = {
    APPLICATION "[Session Bus Policy]\norg.freedesktop.secrets=talk\n",
    APPLICATION "[Session Bus Policy]\norg.freedesktop.secrets=own\n",
    APPLICATION "[Session Bus Policy]\norg.freedesktop.*=talk\n",
    APPLICATION "[Session Bus Policy]\norg.freedesktop.secrets.*=talk\n",
    APPLICATION "sockets=wayland;session-bus;\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_test_message ("%s", texts[i]);
      g_assert_cmpint (read_text (texts[i]), ==, PARAFA_VAULT_CHOICE_SERVICE);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/vault/choice/no-sandbox", test_no_sandbox);
  g_test_add_func ("/vault/choice/sandbox", test_sandbox);
  g_test_add_func ("/vault/choice/override", test_override);
  return g_test_run ();
}
