/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-distribution.h"

#include <string.h>

#define N_FAMILIES (PARAFA_DISTRIBUTION_ARCH + 1)

/* Where os-release lies, in the order of os-release(5); inside a Flatpak the computer's own comes first */
static const char *const os_release_paths[] = { "run/host/os-release", "run/host/etc/os-release",
                                                "etc/os-release", "usr/lib/os-release" };

/* The words of ID and ID_LIKE that tell a family */
static const struct
{
  const char *word;
  ParafaDistributionFamily family;
} family_words[] = {
  { "debian", PARAFA_DISTRIBUTION_DEBIAN }, { "ubuntu", PARAFA_DISTRIBUTION_DEBIAN },
  { "fedora", PARAFA_DISTRIBUTION_FEDORA }, { "rhel", PARAFA_DISTRIBUTION_FEDORA },
  { "centos", PARAFA_DISTRIBUTION_FEDORA }, { "suse", PARAFA_DISTRIBUTION_SUSE },
  { "opensuse", PARAFA_DISTRIBUTION_SUSE }, { "sles", PARAFA_DISTRIBUTION_SUSE },
  { "arch", PARAFA_DISTRIBUTION_ARCH },
};

/* Commands that are the same everywhere */
static const char *const common[PARAFA_N_NEEDS] = {
  [PARAFA_NEED_START_SERVICE] = "sudo systemctl enable --now pcscd.socket",
  [PARAFA_NEED_RESTART_SERVICE] = "sudo systemctl restart pcscd.service",
  [PARAFA_NEED_RELEASE_READER] =
      "echo disable-ccid >> ~/.gnupg/scdaemon.conf; gpgconf --kill scdaemon",
  [PARAFA_NEED_NAMESPACES] = "sudo sysctl -w kernel.unprivileged_userns_clone=1",
  [PARAFA_NEED_APPARMOR] = "sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0",
  [PARAFA_NEED_CLOCK] = "sudo timedatectl set-ntp true",
  [PARAFA_NEED_SERVE_DRIVER] =
      "flatpak override --user --filesystem=xdg-run/parafa-tokens ro.parafa.Parafa",
  [PARAFA_NEED_ALLOW_KEYRING] =
      "flatpak override --user --talk-name=org.freedesktop.secrets ro.parafa.Parafa",
};

/* Packages by the names of each family */
static const char *const packages[PARAFA_N_NEEDS][N_FAMILIES] = {
  [PARAFA_NEED_CARD_SERVICE] = { [PARAFA_DISTRIBUTION_DEBIAN] = "pcscd libccid",
                                 [PARAFA_DISTRIBUTION_FEDORA] = "pcsc-lite pcsc-lite-ccid",
                                 [PARAFA_DISTRIBUTION_SUSE] = "pcsc-lite pcsc-ccid",
                                 [PARAFA_DISTRIBUTION_ARCH] = "pcsclite ccid" },
  [PARAFA_NEED_READER_DRIVER] = { [PARAFA_DISTRIBUTION_DEBIAN] = "libccid",
                                  [PARAFA_DISTRIBUTION_FEDORA] = "pcsc-lite-ccid",
                                  [PARAFA_DISTRIBUTION_SUSE] = "pcsc-ccid",
                                  [PARAFA_DISTRIBUTION_ARCH] = "ccid" },
  [PARAFA_NEED_OPENSC] = { [PARAFA_DISTRIBUTION_DEBIAN] = "opensc-pkcs11",
                           [PARAFA_DISTRIBUTION_FEDORA] = "opensc",
                           [PARAFA_DISTRIBUTION_SUSE] = "opensc",
                           [PARAFA_DISTRIBUTION_ARCH] = "opensc" },
  [PARAFA_NEED_KEYRING] = { [PARAFA_DISTRIBUTION_DEBIAN] = "gnome-keyring",
                            [PARAFA_DISTRIBUTION_FEDORA] = "gnome-keyring",
                            [PARAFA_DISTRIBUTION_SUSE] = "gnome-keyring",
                            [PARAFA_DISTRIBUTION_ARCH] = "gnome-keyring" },
  [PARAFA_NEED_SANDBOX] = { [PARAFA_DISTRIBUTION_DEBIAN] = "bubblewrap",
                            [PARAFA_DISTRIBUTION_FEDORA] = "bubblewrap",
                            [PARAFA_DISTRIBUTION_SUSE] = "bubblewrap",
                            [PARAFA_DISTRIBUTION_ARCH] = "bubblewrap" },
};

static const char *const installers[N_FAMILIES] = {
  [PARAFA_DISTRIBUTION_DEBIAN] = "sudo apt install",
  [PARAFA_DISTRIBUTION_FEDORA] = "sudo dnf install",
  [PARAFA_DISTRIBUTION_SUSE] = "sudo zypper install",
  [PARAFA_DISTRIBUTION_ARCH] = "sudo pacman -S",
};

/* What has to be started once after it was installed; the others start by themselves */
static const char *const after_install[N_FAMILIES] = {
  [PARAFA_DISTRIBUTION_FEDORA] = " && sudo systemctl enable --now pcscd.socket",
  [PARAFA_DISTRIBUTION_SUSE] = " && sudo systemctl enable --now pcscd.socket",
  [PARAFA_DISTRIBUTION_ARCH] = " && sudo systemctl enable --now pcscd.socket",
};

/* The value of NAME=value, without quotes. Escapes are left: no ID has any, and a name with one is only shown. */
static char *
read_value (const char *os_release, const char *name)
{
  g_auto (GStrv) lines = g_strsplit (os_release, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      gsize length = strlen (name);
      char *value = NULL;

      g_strstrip (lines[i]);
      if (strncmp (lines[i], name, length) != 0 || lines[i][length] != '=')
        continue;
      value = lines[i] + length + 1;
      length = strlen (value);
      if (length >= 2 && (value[0] == '"' || value[0] == '\'') && value[length - 1] == value[0])
        {
          value[length - 1] = '\0';
          value++;
        }
      return g_utf8_make_valid (value, -1);
    }
  return NULL;
}

static ParafaDistributionFamily
find_family (const char *ids)
{
  g_auto (GStrv) words = ids != NULL ? g_strsplit_set (ids, " -", -1) : NULL;

  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    for (guint k = 0; k < G_N_ELEMENTS (family_words); k++)
      if (g_ascii_strcasecmp (words[i], family_words[k].word) == 0)
        return family_words[k].family;
  return PARAFA_DISTRIBUTION_OTHER;
}

/**
 * parafa_distribution_new:
 * @os_release: (nullable): what stands in os-release(5)
 * @flatpak: whether the program runs in a Flatpak
 *
 * Returns: (transfer full): what is known of the computer; a family that no command is known for is
 *   %PARAFA_DISTRIBUTION_OTHER
 */
ParafaDistribution *
parafa_distribution_new (const char *os_release, gboolean flatpak)
{
  ParafaDistribution *self = g_new0 (ParafaDistribution, 1);
  g_autofree char *id = os_release != NULL ? read_value (os_release, "ID") : NULL;
  g_autofree char *like = os_release != NULL ? read_value (os_release, "ID_LIKE") : NULL;

  self->flatpak = flatpak;
  self->family = find_family (id);
  if (self->family == PARAFA_DISTRIBUTION_OTHER)
    self->family = find_family (like);
  self->name = os_release != NULL ? read_value (os_release, "PRETTY_NAME") : NULL;
  if (self->name == NULL)
    self->name = id != NULL ? g_steal_pointer (&id) : g_strdup ("");
  return self;
}

/**
 * parafa_distribution_read:
 * @root: (nullable): the folder that stands for `/`; %NULL for the computer itself
 *
 * Reads which distribution this is. Blocks for two small files: call it on a worker thread, or
 * where nothing waits.
 *
 * Returns: (transfer full): what is known of the computer
 */
ParafaDistribution *
parafa_distribution_read (const char *root)
{
  g_autofree char *info = g_build_filename (root != NULL ? root : "/", ".flatpak-info", NULL);
  gboolean flatpak = g_file_test (info, G_FILE_TEST_EXISTS);
  g_autofree char *text = NULL;

  for (guint i = flatpak ? 0 : 2; i < G_N_ELEMENTS (os_release_paths) && text == NULL; i++)
    {
      g_autofree char *path =
          g_build_filename (root != NULL ? root : "/", os_release_paths[i], NULL);

      /* the runtime of a Flatpak is no computer that anything could be installed on */
      if (flatpak && i >= 2)
        break;
      if (!g_file_get_contents (path, &text, NULL, NULL))
        text = NULL;
    }
  return parafa_distribution_new (text, flatpak);
}

/**
 * parafa_distribution_copy:
 * @self: a distribution
 *
 * Returns: (transfer full): the same again
 */
ParafaDistribution *
parafa_distribution_copy (const ParafaDistribution *self)
{
  ParafaDistribution *copy = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new0 (ParafaDistribution, 1);
  *copy = *self;
  copy->name = g_strdup (self->name);
  return copy;
}

/**
 * parafa_distribution_free:
 * @self: (nullable) (transfer full): a distribution
 */
void
parafa_distribution_free (ParafaDistribution *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self);
}

/**
 * parafa_distribution_make_install:
 * @self: a distribution
 * @package: names of packages, as this family calls them, separated by blanks
 *
 * Returns: (transfer full) (nullable): the command that installs them; %NULL where none is known
 */
char *
parafa_distribution_make_install (const ParafaDistribution *self, const char *package)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (package != NULL, NULL);

  if (installers[self->family] == NULL)
    return NULL;
  return g_strdup_printf ("%s %s", installers[self->family], package);
}

/**
 * parafa_distribution_get_command:
 * @self: a distribution
 * @need: what has to be done
 *
 * Returns: (transfer none) (nullable): the exact command, for the computer also inside a Flatpak;
 *   %NULL where none is known
 */
const char *
parafa_distribution_get_command (const ParafaDistribution *self, ParafaNeed need)
{
  const char *package;
  g_autofree char *install = NULL;
  g_autofree char *command = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail ((guint) need < PARAFA_N_NEEDS, NULL);

  if (common[need] != NULL)
    return common[need];
  package = packages[need][self->family];
  if (package == NULL)
    return NULL;
  install = parafa_distribution_make_install (self, package);
  command = g_strconcat (install,
                         need == PARAFA_NEED_CARD_SERVICE && after_install[self->family] != NULL
                             ? after_install[self->family]
                             : "",
                         NULL);
  /* a handful of them at most, and each is asked for again */
  return g_intern_string (command);
}

/**
 * parafa_distribution_get_hint:
 * @need: what has to be done
 *
 * Returns: (transfer none) (nullable): the names that the packages for it go by in most places; %NULL
 *   when it is not about packages
 */
const char *
parafa_distribution_get_hint (ParafaNeed need)
{
  g_return_val_if_fail ((guint) need < PARAFA_N_NEEDS, NULL);

  return packages[need][PARAFA_DISTRIBUTION_ARCH];
}
