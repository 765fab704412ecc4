/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-driver.h"

G_BEGIN_DECLS

/* Where p11-kit's configuration lies: pkcs11.conf(5) */
typedef struct
{
  char *package_folder; /* (owned): modules that packages brought */
  char *admin_folder;   /* (owned): modules that the administrator added */
  char *user_folder;    /* (owned): the person's modules */
  char *admin_settings; /* (owned): pkcs11.conf of the administrator */
  char *user_settings;  /* (owned): pkcs11.conf of the person */
  char *library_folder; /* (owned): where a relative `module:` lies */
} ParafaDriverFolders;

ParafaDriverFolders *parafa_driver_folders_new (void);
/* the same layout under one folder, for tests: package/, admin/, user/, admin.conf, user.conf, lib/ */
ParafaDriverFolders *parafa_driver_folders_new_under (const char *folder);
ParafaDriverFolders *parafa_driver_folders_copy (const ParafaDriverFolders *folders);
void parafa_driver_folders_free (ParafaDriverFolders *folders);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaDriverFolders, parafa_driver_folders_free)

/* Blocks (small files): not on the main thread. (element-type ParafaDriver), in p11-kit's order,
 * those that are not enabled and those for trust among them */
GPtrArray *parafa_driver_config_read (const ParafaDriverFolders *folders);
/* whether the administrator lets p11-kit read a person's modules at all (`user-config:`) */
gboolean parafa_driver_config_allows_user (const ParafaDriverFolders *folders);
/* pure */
gboolean parafa_driver_config_names_us (const char *list);
gboolean parafa_driver_config_is_our_name (const char *program);

G_END_DECLS
