/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include "parafa-secret.h"

G_BEGIN_DECLS

/* What lies in a store: a secret, and how the store finds it again */
typedef struct
{
  ParafaSecret *secret;   /* (owned) */
  GHashTable *attributes; /* (owned) (nullable): all of them */
  GObject *handle;        /* (owned) (nullable): the store's own */
} ParafaVaultItem;

ParafaVaultItem *
parafa_vault_item_new (ParafaSecret *secret, GHashTable *attributes, GObject *handle);
void parafa_vault_item_free (ParafaVaultItem *item);
void parafa_vault_items_free (GList *items);

/* Where the vault keeps its items. Every call of a store is made after its open() succeeded, and one at a
 * time. Results are tasks of the store; errors are of PARAFA_VAULT_ERROR, or the store's own, which the
 * vault translates. */
#define PARAFA_TYPE_VAULT_STORE (parafa_vault_store_get_type ())
G_DECLARE_INTERFACE (ParafaVaultStore, parafa_vault_store, PARAFA, VAULT_STORE, GObject)

struct _ParafaVaultStoreInterface
{
  GTypeInterface parent_iface;

  void (*open_async) (ParafaVaultStore *self,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
  /* whether what open() found still holds; otherwise it is opened again before the next thing is done */
  gboolean (*is_current) (ParafaVaultStore *self);
  void (*set_prompts) (ParafaVaultStore *self, gboolean prompts);
  /* (element-type ParafaVaultItem): every item that has these attributes, newest first */
  void (*find_async) (ParafaVaultStore *self,
                      GHashTable *attributes,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
  /* in place of the one with the same attributes, which is there until the new one is */
  void (*put_async) (ParafaVaultStore *self,
                     GHashTable *attributes,
                     const char *label,
                     ParafaSecret *secret,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data);
  void (*drop_async) (ParafaVaultStore *self,
                      ParafaVaultItem *item,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
};

/* the one this program uses, see parafa_vault_choice_get() */
ParafaVaultStore *parafa_vault_store_new (void);
gboolean parafa_vault_store_is_current (ParafaVaultStore *self);
void parafa_vault_store_set_prompts (ParafaVaultStore *self, gboolean prompts);
void parafa_vault_store_open_async (ParafaVaultStore *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
void parafa_vault_store_find_async (ParafaVaultStore *self,
                                    GHashTable *attributes,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean parafa_vault_store_find_finish (GAsyncResult *result, GList **items, GError **error);
void parafa_vault_store_put_async (ParafaVaultStore *self,
                                   GHashTable *attributes,
                                   const char *label,
                                   ParafaSecret *secret,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
void parafa_vault_store_drop_async (ParafaVaultStore *self,
                                    ParafaVaultItem *item,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
/* ends open, put and drop */
gboolean parafa_vault_store_finish (GAsyncResult *result, GError **error);

G_END_DECLS
