/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Which package manager a command has to be written for */
typedef enum
{
  PARAFA_DISTRIBUTION_OTHER,
  PARAFA_DISTRIBUTION_DEBIAN, /* Debian, Ubuntu and what is made of them */
  PARAFA_DISTRIBUTION_FEDORA, /* Fedora, RHEL and what is made of them */
  PARAFA_DISTRIBUTION_SUSE,
  PARAFA_DISTRIBUTION_ARCH,
} ParafaDistributionFamily;

/* What has to be installed, started or changed outside the program */
typedef enum
{
  PARAFA_NEED_NOTHING,
  PARAFA_NEED_CARD_SERVICE,    /* pcscd and the driver for USB readers */
  PARAFA_NEED_START_SERVICE,   /* installed, not started */
  PARAFA_NEED_RESTART_SERVICE, /* runs, does not answer */
  PARAFA_NEED_READER_DRIVER,   /* the service's driver for USB readers */
  PARAFA_NEED_RELEASE_READER,  /* GnuPG holds it */
  PARAFA_NEED_OPENSC,
  PARAFA_NEED_KEYRING,
  PARAFA_NEED_SANDBOX,    /* bubblewrap */
  PARAFA_NEED_NAMESPACES, /* the kernel's switch for unprivileged ones */
  PARAFA_NEED_APPARMOR,   /* AppArmor's switch for unprivileged ones */
  PARAFA_NEED_CLOCK,
  PARAFA_NEED_SERVE_DRIVER,  /* Flatpak: a driver of the host, served by p11-kit */
  PARAFA_NEED_ALLOW_KEYRING, /* Flatpak: the Secret Service instead of a Secret portal */
  PARAFA_N_NEEDS
} ParafaNeed;

typedef struct
{
  ParafaDistributionFamily family; /* of the computer, also inside a Flatpak */
  gboolean flatpak;
  char
      *name; /* (owned): as it calls itself, such as "Debian GNU/Linux 12 (bookworm)"; "" unknown */
} ParafaDistribution;

ParafaDistribution *parafa_distribution_read (const char *root);
ParafaDistribution *parafa_distribution_new (const char *os_release, gboolean flatpak);
void parafa_distribution_free (ParafaDistribution *self);
ParafaDistribution *parafa_distribution_copy (const ParafaDistribution *self);
const char *parafa_distribution_get_command (const ParafaDistribution *self, ParafaNeed need);
const char *parafa_distribution_get_hint (ParafaNeed need);
char *parafa_distribution_make_install (const ParafaDistribution *self, const char *package);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaDistribution, parafa_distribution_free)

G_END_DECLS
