/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Who told p11-kit of a driver */
typedef enum
{
  PARAFA_DRIVER_ORIGIN_PACKAGE, /* the package it came with (/usr/share/p11-kit/modules) */
  PARAFA_DRIVER_ORIGIN_ADMIN,   /* who looks after this computer (/etc/pkcs11/modules) */
  PARAFA_DRIVER_ORIGIN_USER,    /* the person, by hand or with another program */
  PARAFA_DRIVER_ORIGIN_PARAFA,  /* the person, with Parafa: a file that ParafaDriverStore wrote */
  PARAFA_DRIVER_ORIGIN_FILE,    /* nobody: a file that is being probed */
} ParafaDriverOrigin;

/* What p11-kit's configuration says of one driver. Strings are owned by the driver */
typedef struct
{
  const char *name;           /* p11-kit's: the name of its .module file without the ending */
  const char *file;           /* (nullable): absolute path of the library; NULL for a remote one */
  const char *remote;         /* (nullable): `remote:` */
  const char *server_address; /* (nullable): `server-address:` */
  const char *config_file;    /* (nullable): the .module file that counts most */
  ParafaDriverOrigin origin;  /* of the library's path: an override leaves it as it is */
  int priority;
  gboolean enabled;    /* for Parafa; a driver that is not enabled is never loaded */
  gboolean overridden; /* Parafa's own file changes what another one says */
  const char *same_as; /* (nullable): name of another driver with the same library, used instead */
  gboolean for_trust;  /* the system's list of authorities: no tokens, never loaded for them */
} ParafaDriverSettings;

/* One PKCS#11 driver (module). Immutable; any thread */
#define PARAFA_TYPE_DRIVER (parafa_driver_get_type ())
G_DECLARE_FINAL_TYPE (ParafaDriver, parafa_driver, PARAFA, DRIVER, GObject)

ParafaDriver *parafa_driver_new (const ParafaDriverSettings *settings);
ParafaDriver *parafa_driver_new_for_file (const char *path);
const ParafaDriverSettings *parafa_driver_get_settings (ParafaDriver *self);
const char *parafa_driver_get_name (ParafaDriver *self);
/* "libeToken.so", or the name of a remote one: what errors and problems call it */
const char *parafa_driver_get_file_name (ParafaDriver *self);
/* enabled, not for trust, and no double */
gboolean parafa_driver_is_for_tokens (ParafaDriver *self);
gboolean parafa_driver_equal (ParafaDriver *self, ParafaDriver *other);

G_END_DECLS
