/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-vault-libsecret-file.h"

#include "parafa-vault.h"

#include <malloc.h>
#include <string.h>

#define STACK_BYTES (32 * 1024)

/* The desktop has answered a moment ago, see parafa_vault_portal_open_async(). libsecret before 0.21.4 can miss
 * an answer that comes fast, and waits for ever then: it is asked once more, with more time */
static const guint open_limits_ms[] = { 1000, 10000, 30000 };

/* A call under way. Both the caller and libsecret hold it, since the caller may give up */
typedef struct
{
  GMainContext *context; /* (owned) */
  GAsyncResult *result;  /* (owned) (nullable) */
} Call;

static void
call_clear (gpointer data)
{
  Call *call = data;

  g_clear_object (&call->result);
  g_clear_pointer (&call->context, g_main_context_unref);
}

/* A context of its own: nothing else delays what libsecret waits for */
static Call *
call_begin (void)
{
  Call *call = g_rc_box_new0 (Call);

  call->context = g_main_context_new ();
  g_main_context_push_thread_default (call->context);
  return call;
}

static void
call_end (Call *call)
{
  g_main_context_pop_thread_default (call->context);
  g_rc_box_release_full (call, call_clear);
}

static void
call_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Call *call = user_data;

  call->result = g_object_ref (result);
  g_rc_box_release_full (call, call_clear);
}

static GAsyncResult *
call_wait (Call *call)
{
  while (call->result == NULL)
    g_main_context_iteration (call->context, TRUE);
  return call->result;
}

static gboolean
on_limit (gpointer user_data)
{
  gboolean *late = user_data;

  *late = TRUE;
  return G_SOURCE_REMOVE;
}

/* NULL when it takes too long */
static GAsyncResult *
call_wait_for (Call *call, guint limit_ms)
{
  gboolean late = FALSE;
  g_autoptr (GSource) limit = g_timeout_source_new (limit_ms);

  g_source_set_callback (limit, on_limit, &late, NULL);
  g_source_attach (limit, call->context);
  while (call->result == NULL && !late)
    g_main_context_iteration (call->context, TRUE);
  g_source_destroy (limit);
  return call->result;
}

static GType
look_up_type (void)
{
  GIOExtensionPoint *point = g_io_extension_point_lookup (SECRET_BACKEND_EXTENSION_POINT_NAME);
  GIOExtension *extension =
      point != NULL ? g_io_extension_point_get_extension_by_name (point, "file") : NULL;

  return extension != NULL ? g_io_extension_get_type (extension) : G_TYPE_INVALID;
}

/* The type is libsecret's secret; it makes it known when it is first asked for any back end, also by
 * somebody who has given up already. The one that it would hand out is one for the whole program, and
 * goes on with what it once read. */
static GType
get_type (void)
{
  if (look_up_type () == G_TYPE_INVALID)
    {
      g_autoptr (GCancellable) cancelled = g_cancellable_new ();
      Call *call = call_begin ();

      g_cancellable_cancel (cancelled);
      secret_backend_get (SECRET_BACKEND_NONE, cancelled, call_ready, g_rc_box_acquire (call));
      call_wait (call);
      call_end (call);
    }
  return look_up_type ();
}

static GError *
translate (const GError *foreign, ParafaVaultError code, const char *what)
{
  return g_error_new (PARAFA_VAULT_ERROR, code, "%s: %s", what, foreign->message);
}

static GError *
translate_open (const GError *foreign)
{
  ParafaVaultError code = PARAFA_VAULT_ERROR_FAILED;

  if (g_error_matches (foreign, SECRET_ERROR, SECRET_ERROR_INVALID_FILE_FORMAT))
    code = PARAFA_VAULT_ERROR_DAMAGED;
  else if (g_error_matches (foreign, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    code = PARAFA_VAULT_ERROR_LOCKED;
  return translate (foreign, code, "The keyring's file was not opened");
}

/* NULL without an error when it takes too long */
static SecretBackend *
try_to_open (GType type, guint limit_ms, GError **error)
{
  Call *call = call_begin ();
  g_autoptr (GError) foreign = NULL;
  GObject *backend = NULL;
  GAsyncResult *result;

  g_async_initable_new_async (type, G_PRIORITY_DEFAULT, NULL, call_ready, g_rc_box_acquire (call),
                              "flags", SECRET_SERVICE_NONE, NULL);
  result = call_wait_for (call, limit_ms);
  if (result != NULL)
    {
      g_autoptr (GObject) source = g_async_result_get_source_object (result);

      backend = g_async_initable_new_finish (G_ASYNC_INITABLE (source), result, &foreign);
    }
  if (foreign != NULL)
    g_propagate_error (error, translate_open (foreign));
  call_end (call);
  return backend != NULL ? SECRET_BACKEND (backend) : NULL;
}

/**
 * parafa_vault_libsecret_file_open:
 * @error: location for an error
 *
 * Reads the file as it is now, with the key that the Secret portal gives. Each opening is one of its own:
 * libsecret (up to 0.20.5 never, then within one second) does not see what another program wrote.
 *
 * Returns: (transfer full): the back end
 */
SecretBackend *
parafa_vault_libsecret_file_open (GError **error)
{
  GType type = get_type ();

  if (type == G_TYPE_INVALID)
    {
      g_set_error_literal (error, PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_FAILED,
                           "This libsecret was built without its file back end");
      return NULL;
    }
  for (guint i = 0; i < G_N_ELEMENTS (open_limits_ms); i++)
    {
      g_autoptr (GError) failed = NULL;
      SecretBackend *backend = try_to_open (type, open_limits_ms[i], &failed);

      if (backend != NULL)
        return backend;
      if (failed != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failed));
          return NULL;
        }
      g_info ("vault: libsecret missed the portal's answer");
    }
  g_set_error_literal (error, PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_FAILED,
                       "The Secret portal did not answer in time");
  return NULL;
}

/* libsecret composes an item in ordinary memory before it encrypts it, and frees that as it is. While it
 * does, freed memory is overwritten. */
static void
wipe_freed_memory (gboolean wipe)
{
#ifdef M_PERTURB
  mallopt (M_PERTURB, wipe ? 0xff : 0);
#endif
}

/* What the calls before used of the stack: the cipher leaves a block there */
static G_GNUC_NO_INLINE void
wipe_stack (void)
{
  guint8 used[STACK_BYTES];

  explicit_bzero (used, sizeof used);
}

static ParafaVaultItem *
read_item (SecretRetrievable *found, GError **error)
{
  Call *call = call_begin ();
  g_autoptr (GError) foreign = NULL;
  g_autoptr (SecretValue) value = NULL;
  g_autoptr (GHashTable) attributes = secret_retrievable_get_attributes (found);
  g_autoptr (ParafaSecret) secret = NULL;
  const char *text = NULL;
  gsize length = 0;

  secret_retrievable_retrieve_secret (found, NULL, call_ready, g_rc_box_acquire (call));
  value = secret_retrievable_retrieve_secret_finish (found, call_wait (call), &foreign);
  call_end (call);
  if (value == NULL)
    {
      g_set_error (error, PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_DAMAGED, "An item has no secret");
      return NULL;
    }
  text = secret_value_get (value, &length);
  secret = parafa_secret_new (text != NULL ? text : "", (gssize) length);
  return parafa_vault_item_new (secret, attributes, NULL);
}

/**
 * parafa_vault_libsecret_file_find:
 * @backend: a back end
 * @attributes: (element-type utf8 utf8): what to look for
 * @items: (out) (element-type ParafaVaultItem): what was found
 * @error: location for an error
 *
 * Decrypts every item with these attributes. One whose check sum is not its own is
 * %PARAFA_VAULT_ERROR_DAMAGED.
 *
 * Returns: whether it could be looked
 */
gboolean
parafa_vault_libsecret_file_find (SecretBackend *backend,
                                  GHashTable *attributes,
                                  GList **items,
                                  GError **error)
{
  SecretBackendInterface *iface = SECRET_BACKEND_GET_IFACE (backend);
  Call *call = call_begin ();
  g_autoptr (GError) foreign = NULL;
  g_autolist (GObject) found = NULL;
  GList *read = NULL;

  iface->search (backend, NULL, attributes, SECRET_SEARCH_ALL, NULL, call_ready,
                 g_rc_box_acquire (call));
  found = iface->search_finish (backend, call_wait (call), &foreign);
  call_end (call);
  if (foreign != NULL)
    {
      g_propagate_error (error,
                         translate (foreign, PARAFA_VAULT_ERROR_DAMAGED, "An item does not open"));
      return FALSE;
    }
  for (GList *l = found; l != NULL; l = l->next)
    {
      ParafaVaultItem *item = read_item (SECRET_RETRIEVABLE (l->data), error);

      if (item == NULL)
        {
          parafa_vault_items_free (read);
          return FALSE;
        }
      read = g_list_prepend (read, item);
    }
  wipe_stack ();
  *items = g_list_reverse (read);
  return TRUE;
}

/**
 * parafa_vault_libsecret_file_put:
 * @backend: a back end that was opened with the lock held
 * @attributes: (element-type utf8 utf8): all of the item's
 * @label: what a person may see
 * @secret: what is kept
 * @error: location for an error
 *
 * Writes the file with the item in place of the one with the same attributes: beside, synced, then
 * renamed, so that either the whole old or the whole new one is there.
 *
 * Returns: whether it is written
 */
gboolean
parafa_vault_libsecret_file_put (SecretBackend *backend,
                                 GHashTable *attributes,
                                 const char *label,
                                 ParafaSecret *secret,
                                 GError **error)
{
  SecretBackendInterface *iface = SECRET_BACKEND_GET_IFACE (backend);
  g_autoptr (SecretValue) value =
      secret_value_new (parafa_secret_get (secret), (gssize) parafa_secret_get_length (secret),
                        "text/plain");
  g_autoptr (GError) foreign = NULL;
  Call *call = call_begin ();
  gboolean written;

  wipe_freed_memory (TRUE);
  iface->store (backend, NULL, attributes, SECRET_COLLECTION_DEFAULT, label, value, NULL,
                call_ready, g_rc_box_acquire (call));
  wipe_freed_memory (FALSE);
  wipe_stack ();
  written = iface->store_finish (backend, call_wait (call), &foreign);
  call_end (call);
  if (!written)
    g_propagate_error (error, translate (foreign, PARAFA_VAULT_ERROR_FAILED,
                                         "The keyring's file was not written"));
  return written;
}

/**
 * parafa_vault_libsecret_file_drop:
 * @backend: a back end that was opened with the lock held
 * @attributes: (element-type utf8 utf8): all of the item's
 * @error: location for an error
 *
 * Writes the file without the item. One that is not there is no error.
 *
 * Returns: whether it is gone
 */
gboolean
parafa_vault_libsecret_file_drop (SecretBackend *backend, GHashTable *attributes, GError **error)
{
  SecretBackendInterface *iface = SECRET_BACKEND_GET_IFACE (backend);
  g_autoptr (GError) foreign = NULL;
  Call *call = call_begin ();

  iface->clear (backend, NULL, attributes, NULL, call_ready, g_rc_box_acquire (call));
  iface->clear_finish (backend, call_wait (call), &foreign);
  call_end (call);
  if (foreign == NULL)
    return TRUE;
  g_propagate_error (error, translate (foreign, PARAFA_VAULT_ERROR_FAILED,
                                       "The keyring's file was not written"));
  return FALSE;
}
