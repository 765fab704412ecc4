/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-distribution.h"
#include "parafa-test.h"

#include <glib/gstdio.h>

static void
test_families (void)
{
  static const struct
  {
    const char *os_release;
    ParafaDistributionFamily family;
    const char *name;
  } cases[] = {
    { "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nID=debian\n", PARAFA_DISTRIBUTION_DEBIAN,
      "Debian GNU/Linux 12 (bookworm)" },
    { "ID=ubuntu\nID_LIKE=debian\n", PARAFA_DISTRIBUTION_DEBIAN, "ubuntu" },
    { "ID='pop'\nID_LIKE='ubuntu debian'\nPRETTY_NAME='Pop!_OS'\n", PARAFA_DISTRIBUTION_DEBIAN,
      "Pop!_OS" },
    { "ID=fedora\n", PARAFA_DISTRIBUTION_FEDORA, "fedora" },
    { "ID=\"almalinux\"\nID_LIKE=\"rhel centos fedora\"\n", PARAFA_DISTRIBUTION_FEDORA,
      "almalinux" },
    { "ID=\"opensuse-leap\"\n", PARAFA_DISTRIBUTION_SUSE, "opensuse-leap" },
    { "  ID=arch  \n", PARAFA_DISTRIBUTION_ARCH, "arch" },
    { "ID=endeavouros\nID_LIKE=arch\n", PARAFA_DISTRIBUTION_ARCH, "endeavouros" },
    /* not the beginning of another word, nor another key */
    { "ID=debianish\nVARIANT_ID=fedora\n", PARAFA_DISTRIBUTION_OTHER, "debianish" },
    { "", PARAFA_DISTRIBUTION_OTHER, "" },
    { "ID\n=\n\"\nID=\"\n", PARAFA_DISTRIBUTION_OTHER, "\"" },
    { NULL, PARAFA_DISTRIBUTION_OTHER, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ParafaDistribution) self = parafa_distribution_new (cases[i].os_release, FALSE);
      g_autoptr (ParafaDistribution) copy = parafa_distribution_copy (self);

      g_assert_cmpint (self->family, ==, cases[i].family);
      g_assert_cmpstr (self->name, ==, cases[i].name);
      g_assert_cmpstr (copy->name, ==, cases[i].name);
    }
}

static void
put_file (const ParafaTestDir *root, const char *folder, const char *name, const char *text)
{
  g_autofree char *dir = g_build_filename (root, folder, NULL);
  g_autofree char *path = g_build_filename (dir, name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (dir, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
test_read (void)
{
  g_autoptr (ParafaTestDir) root = parafa_test_dir_new ();
  g_autoptr (ParafaDistribution) nothing = parafa_distribution_read (root);
  g_autoptr (ParafaDistribution) plain = NULL;
  g_autoptr (ParafaDistribution) runtime = NULL;
  g_autoptr (ParafaDistribution) host = NULL;

  g_assert_cmpint (nothing->family, ==, PARAFA_DISTRIBUTION_OTHER);
  g_assert_false (nothing->flatpak);
  put_file (root, "usr/lib", "os-release", "ID=fedora\n");
  plain = parafa_distribution_read (root);
  g_assert_cmpint (plain->family, ==, PARAFA_DISTRIBUTION_FEDORA);
  /* what a Flatpak's runtime says is not about the computer */
  put_file (root, ".", ".flatpak-info", "");
  runtime = parafa_distribution_read (root);
  g_assert_true (runtime->flatpak);
  g_assert_cmpint (runtime->family, ==, PARAFA_DISTRIBUTION_OTHER);
  put_file (root, "run/host", "os-release", "ID=arch\n");
  host = parafa_distribution_read (root);
  g_assert_true (host->flatpak);
  g_assert_cmpint (host->family, ==, PARAFA_DISTRIBUTION_ARCH);
}

/* Each need has a command for each family, or names of packages */
static void
test_commands (void)
{
  static const char *const os_releases[] = { "ID=debian\n", "ID=fedora\n", "ID=opensuse\n",
                                             "ID=arch\n" };

  for (guint i = 0; i < G_N_ELEMENTS (os_releases); i++)
    {
      g_autoptr (ParafaDistribution) self = parafa_distribution_new (os_releases[i], FALSE);

      for (guint need = PARAFA_NEED_NOTHING + 1; need < PARAFA_N_NEEDS; need++)
        g_assert_nonnull (parafa_distribution_get_command (self, (ParafaNeed) need));
      g_assert_null (parafa_distribution_get_command (self, PARAFA_NEED_NOTHING));
    }
  {
    g_autoptr (ParafaDistribution) other = parafa_distribution_new (NULL, FALSE);

    g_assert_null (parafa_distribution_get_command (other, PARAFA_NEED_OPENSC));
    g_assert_null (parafa_distribution_make_install (other, "opensc"));
    g_assert_cmpstr (parafa_distribution_get_hint (PARAFA_NEED_OPENSC), ==, "opensc");
    g_assert_cmpstr (parafa_distribution_get_command (other, PARAFA_NEED_CLOCK), ==,
                     "sudo timedatectl set-ntp true");
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/distribution/families", test_families);
  g_test_add_func ("/session/distribution/read", test_read);
  g_test_add_func ("/session/distribution/commands", test_commands);
  return g_test_run ();
}
