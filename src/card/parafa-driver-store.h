/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-driver-config.h"

G_BEGIN_DECLS

#define PARAFA_DRIVER_STORE_ERROR (parafa_driver_store_error_quark ())
GQuark parafa_driver_store_error_quark (void);

typedef enum
{
  PARAFA_DRIVER_STORE_ERROR_REFUSED, /* the administrator lets nobody add modules (user-config: none) */
  PARAFA_DRIVER_STORE_ERROR_FOREIGN, /* a file of that name was written by hand or by another program */
  PARAFA_DRIVER_STORE_ERROR_KNOWN, /* that library is registered already */
  PARAFA_DRIVER_STORE_ERROR_PATH,  /* not an absolute path, or one that p11-kit cannot read */
  PARAFA_DRIVER_STORE_ERROR_WRITE, /* the file cannot be written or removed */
} ParafaDriverStoreError;

/* The person's own p11-kit module files, as far as Parafa wrote them. A disabled driver of a package
 * or of the administrator gets an override of the same name in the person's folder, which p11-kit
 * reads first: `disable-in:` Parafa's programs, so that other programs still have it. */
#define PARAFA_TYPE_DRIVER_STORE (parafa_driver_store_get_type ())
G_DECLARE_FINAL_TYPE (ParafaDriverStore, parafa_driver_store, PARAFA, DRIVER_STORE, GObject)

ParafaDriverStore *parafa_driver_store_new (const ParafaDriverFolders *folders);
/* (element-type ParafaDriver): as parafa_driver_config_read(), in a thread */
void parafa_driver_store_list_async (ParafaDriverStore *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GPtrArray *
parafa_driver_store_list_finish (ParafaDriverStore *self, GAsyncResult *result, GError **error);
/* probe it first: parafa_card_probe_driver_async(). Result: p11-kit's name for it */
void parafa_driver_store_add_async (ParafaDriverStore *self,
                                    const char *path,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
char *
parafa_driver_store_add_finish (ParafaDriverStore *self, GAsyncResult *result, GError **error);
/* only of origin PARAFA */
void parafa_driver_store_remove_async (ParafaDriverStore *self,
                                       ParafaDriver *driver,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
void parafa_driver_store_set_enabled_async (ParafaDriverStore *self,
                                            ParafaDriver *driver,
                                            gboolean enabled,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
/* higher is asked first; p11-kit's default is 0 */
void parafa_driver_store_set_priority_async (ParafaDriverStore *self,
                                             ParafaDriver *driver,
                                             int priority,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data);
/* of remove, set_enabled and set_priority */
gboolean
parafa_driver_store_change_finish (ParafaDriverStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
