/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-sim-store.h"

#include "parafa-sim-folder.h"
#include "parafa-sim-token-maker.h"

#include <openssl/crypto.h>
#include <string.h>

#define CLIENTS_FILE "clients.ini"
#define GRANTS_FILE "refresh-tokens.ini"
#define SALT_BYTES 16
#define HASH_BYTES 32
#define HASH_ROUNDS 4096 /* the secrets are 256 random bits, so this is not what protects them */
#define MAX_GRANTS 5000

struct _ParafaSimStore
{
  char *dir; /* (owned) */
};

/* One of the two files, read under the folder's lock */
typedef struct
{
  GKeyFile *data; /* (owned) */
  char *path;     /* (owned) */
  int lock;
} OpenFile;

/**
 * parafa_sim_grant_new:
 * @client_id: the application
 * @issuer: short name of the certificate's authority
 * @serial: the certificate's serial
 * @login: names the login
 * @issued_at_s: Unix seconds
 *
 * Returns: (transfer full): what is known of a refresh token
 */
ParafaSimGrant *
parafa_sim_grant_new (const char *client_id,
                      const char *issuer,
                      const char *serial,
                      const char *login,
                      gint64 issued_at_s)
{
  ParafaSimGrant *self = g_new0 (ParafaSimGrant, 1);

  self->client_id = g_strdup (client_id);
  self->issuer = g_strdup (issuer);
  self->serial = g_strdup (serial);
  self->login = g_strdup (login);
  self->issued_at_s = issued_at_s;
  return self;
}

/**
 * parafa_sim_grant_free:
 * @self: (nullable) (transfer full): a grant
 *
 * Frees it.
 */
void
parafa_sim_grant_free (ParafaSimGrant *self)
{
  if (self == NULL)
    return;
  g_free (self->client_id);
  g_free (self->issuer);
  g_free (self->serial);
  g_free (self->login);
  g_free (self);
}

/**
 * parafa_sim_store_new:
 * @dir: the state folder
 *
 * Returns: (transfer full): the store of that folder
 */
ParafaSimStore *
parafa_sim_store_new (const char *dir)
{
  ParafaSimStore *self = g_new0 (ParafaSimStore, 1);

  self->dir = g_strdup (dir);
  return self;
}

/**
 * parafa_sim_store_free:
 * @self: (nullable) (transfer full): a store
 *
 * Frees it; its files stay.
 */
void
parafa_sim_store_free (ParafaSimStore *self)
{
  if (self == NULL)
    return;
  g_free (self->dir);
  g_free (self);
}

static void
open_file_clear (OpenFile *self)
{
  g_clear_pointer (&self->data, g_key_file_unref);
  g_clear_pointer (&self->path, g_free);
  if (self->lock >= 0)
    parafa_sim_folder_unlock (self->lock);
  self->lock = -1;
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OpenFile, open_file_clear)

#define OPEN_FILE_INIT                                                                             \
  {                                                                                                \
    NULL, NULL, -1                                                                                 \
  }

/* An absent or damaged file is an empty one: nothing in it is worth more than practice. One that
 * cannot be read is neither, and must not look like an application that is not registered. */
static gboolean
open_file (OpenFile *self, const ParafaSimStore *store, const char *name, GError **error)
{
  g_autoptr (GError) problem = NULL;

  self->lock = parafa_sim_folder_lock (store->dir, &problem);
  if (self->lock >= 0)
    {
      self->path = g_build_filename (store->dir, name, NULL);
      self->data = g_key_file_new ();
      if (g_key_file_load_from_file (self->data, self->path, G_KEY_FILE_NONE, &problem) ||
          g_error_matches (problem, G_FILE_ERROR, G_FILE_ERROR_NOENT) ||
          problem->domain == G_KEY_FILE_ERROR)
        return TRUE;
    }
  g_warning ("store: cannot read %s: %s", name, problem->message);
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

static gboolean
save_file (OpenFile *self, GError **error)
{
  gsize length;
  g_autofree char *text = g_key_file_to_data (self->data, &length, NULL);

  return parafa_sim_folder_write (self->path, text, length, error);
}

static char *
hash_secret (const char *secret, const char *salt)
{
  guint8 hash[HASH_BYTES];

  if (PKCS5_PBKDF2_HMAC (secret, (int) strlen (secret), (const guint8 *) salt, (int) strlen (salt),
                         HASH_ROUNDS, EVP_sha256 (), sizeof hash, hash) != 1)
    g_error ("store: cannot hash");
  return parafa_sim_base64url (hash, sizeof hash);
}

static char *
hash_token (const char *token)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, token, -1);
}

static gboolean
is_id (const char *text)
{
  return *text != '\0' && strlen (text) <= 64 && strspn (text, "0123456789abcdef") == strlen (text);
}

/**
 * parafa_sim_store_register:
 * @self: the store
 * @name: the application's name
 * @redirect_uris: (array zero-terminated=1): its callbacks, at least one, each https
 * @client_id: (out) (transfer full): 48 hex digits
 * @client_secret: (out) (transfer full): 64 hex digits; wipe it after use, it is not kept
 * @error: return location for a %PARAFA_SIM_ERROR
 *
 * Registers an application. ANAF's portal refuses callbacks that are not https, and so does this.
 *
 * Returns: whether it is registered
 */
gboolean
parafa_sim_store_register (ParafaSimStore *self,
                           const char *name,
                           const char *const *redirect_uris,
                           char **client_id,
                           char **client_secret,
                           GError **error)
{
  g_auto (OpenFile) file = OPEN_FILE_INIT;
  g_autofree char *id = NULL;
  g_autofree char *secret = NULL;
  g_autofree char *salt = NULL;
  g_autofree char *hash = NULL;

  for (guint i = 0; redirect_uris[i] != NULL; i++)
    {
      if (!g_str_has_prefix (redirect_uris[i], "https://") ||
          !g_uri_is_valid (redirect_uris[i], G_URI_FLAGS_NONE, NULL))
        {
          g_set_error_literal (error, PARAFA_SIM_ERROR, PARAFA_SIM_ERROR_ARGUMENT,
                               "a callback is not an https address");
          return FALSE;
        }
    }
  if (!open_file (&file, self, CLIENTS_FILE, error))
    return FALSE;

  id = parafa_sim_random_hex (24);
  secret = parafa_sim_random_hex (32);
  salt = parafa_sim_random_hex (SALT_BYTES);
  hash = hash_secret (secret, salt);
  g_key_file_set_string (file.data, id, "name", name);
  g_key_file_set_string_list (file.data, id, "redirect-uris", redirect_uris,
                              g_strv_length ((char **) redirect_uris));
  g_key_file_set_string (file.data, id, "salt", salt);
  g_key_file_set_string (file.data, id, "hash", hash);
  if (!save_file (&file, error))
    return FALSE;
  *client_id = g_steal_pointer (&id);
  *client_secret = g_steal_pointer (&secret);
  return TRUE;
}

/**
 * parafa_sim_store_has_client:
 * @self: the store
 * @client_id: an id
 *
 * Returns: whether such an application is registered
 */
gboolean
parafa_sim_store_has_client (ParafaSimStore *self, const char *client_id)
{
  g_auto (OpenFile) file = OPEN_FILE_INIT;

  return is_id (client_id) && open_file (&file, self, CLIENTS_FILE, NULL) &&
         g_key_file_has_group (file.data, client_id);
}

/**
 * parafa_sim_store_has_redirect:
 * @self: the store
 * @client_id: an id
 * @redirect_uri: a callback
 *
 * Returns: whether the application registered exactly this callback
 */
gboolean
parafa_sim_store_has_redirect (ParafaSimStore *self,
                               const char *client_id,
                               const char *redirect_uri)
{
  g_auto (OpenFile) file = OPEN_FILE_INIT;
  g_auto (GStrv) uris = NULL;

  if (!is_id (client_id) || !open_file (&file, self, CLIENTS_FILE, NULL))
    return FALSE;
  uris = g_key_file_get_string_list (file.data, client_id, "redirect-uris", NULL, NULL);
  return uris != NULL && g_strv_contains ((const char *const *) uris, redirect_uri);
}

/**
 * parafa_sim_store_check_secret:
 * @self: the store
 * @client_id: an id
 * @secret: what was sent as its secret
 *
 * Compares hashes, in a time that tells nothing.
 *
 * Returns: whether the application is registered and this is its secret
 */
gboolean
parafa_sim_store_check_secret (ParafaSimStore *self, const char *client_id, const char *secret)
{
  g_auto (OpenFile) file = OPEN_FILE_INIT;
  g_autofree char *salt = NULL;
  g_autofree char *wanted = NULL;
  g_autofree char *hash = NULL;

  if (!is_id (client_id) || !open_file (&file, self, CLIENTS_FILE, NULL))
    return FALSE;
  salt = g_key_file_get_string (file.data, client_id, "salt", NULL);
  wanted = g_key_file_get_string (file.data, client_id, "hash", NULL);
  hash = hash_secret (secret, salt != NULL ? salt : "");
  return wanted != NULL && strlen (wanted) == strlen (hash) &&
         CRYPTO_memcmp (wanted, hash, strlen (hash)) == 0;
}

static gint64
issued_at (GKeyFile *data, const char *group)
{
  return g_key_file_get_int64 (data, group, "issued-at", NULL);
}

/* The oldest go first, so that the file does not grow for ever */
static void
prune_grants (GKeyFile *data)
{
  gsize count;
  g_auto (GStrv) groups = g_key_file_get_groups (data, &count);

  for (gsize i = 0; i + MAX_GRANTS < count; i++)
    g_key_file_remove_group (data, groups[i], NULL);
}

static void
put_grant (GKeyFile *data, const char *token, const ParafaSimGrant *grant)
{
  g_autofree char *hash = hash_token (token);

  g_key_file_set_string (data, hash, "client-id", grant->client_id);
  g_key_file_set_string (data, hash, "issuer", grant->issuer);
  g_key_file_set_string (data, hash, "serial", grant->serial);
  g_key_file_set_string (data, hash, "login", grant->login);
  g_key_file_set_int64 (data, hash, "issued-at", grant->issued_at_s);
  if (grant->opaque)
    g_key_file_set_boolean (data, hash, "opaque", TRUE);
  if (grant->ends_at_s > 0)
    g_key_file_set_int64 (data, hash, "ends-at", grant->ends_at_s);
  prune_grants (data);
}

/**
 * parafa_sim_store_add_grant:
 * @self: the store
 * @token: a refresh token, or an opaque access token; only its hash is kept
 * @grant: what it is good for
 * @error: return location for an error
 *
 * Returns: whether it is written
 */
gboolean
parafa_sim_store_add_grant (ParafaSimStore *self,
                            const char *token,
                            const ParafaSimGrant *grant,
                            GError **error)
{
  g_auto (OpenFile) file = OPEN_FILE_INIT;

  if (!open_file (&file, self, GRANTS_FILE, error))
    return FALSE;
  put_grant (file.data, token, grant);
  return save_file (&file, error);
}

/**
 * parafa_sim_store_count_use:
 * @self: the store
 * @token: an opaque refresh token
 * @error: return location for an error
 *
 * Counts one refresh more.
 *
 * Returns: whether it is written
 */
gboolean
parafa_sim_store_count_use (ParafaSimStore *self, const char *token, GError **error)
{
  g_auto (OpenFile) file = OPEN_FILE_INIT;
  g_autofree char *hash = hash_token (token);

  if (!open_file (&file, self, GRANTS_FILE, error))
    return FALSE;
  g_key_file_set_int64 (file.data, hash, "uses",
                        g_key_file_get_int64 (file.data, hash, "uses", NULL) + 1);
  return save_file (&file, error);
}

/**
 * parafa_sim_store_find_grant:
 * @self: the store
 * @token: what was sent as a refresh token, or as an opaque access token
 *
 * Returns: (transfer full) (nullable): what it is good for; %NULL when it was never given out
 */
ParafaSimGrant *
parafa_sim_store_find_grant (ParafaSimStore *self, const char *token)
{
  g_auto (OpenFile) file = OPEN_FILE_INIT;
  g_autofree char *hash = hash_token (token);
  ParafaSimGrant *grant;

  if (!open_file (&file, self, GRANTS_FILE, NULL) || !g_key_file_has_group (file.data, hash))
    return NULL;
  grant = g_new0 (ParafaSimGrant, 1);
  grant->client_id = g_key_file_get_string (file.data, hash, "client-id", NULL);
  grant->issuer = g_key_file_get_string (file.data, hash, "issuer", NULL);
  grant->serial = g_key_file_get_string (file.data, hash, "serial", NULL);
  grant->login = g_key_file_get_string (file.data, hash, "login", NULL);
  grant->issued_at_s = issued_at (file.data, hash);
  grant->dead = g_key_file_get_boolean (file.data, hash, "dead", NULL);
  grant->opaque = g_key_file_get_boolean (file.data, hash, "opaque", NULL);
  grant->uses = g_key_file_get_int64 (file.data, hash, "uses", NULL);
  grant->ends_at_s = g_key_file_get_int64 (file.data, hash, "ends-at", NULL);
  if (grant->client_id == NULL || grant->issuer == NULL || grant->serial == NULL ||
      grant->login == NULL)
    g_clear_pointer (&grant, parafa_sim_grant_free);
  return grant;
}

/**
 * parafa_sim_store_replace_grant:
 * @self: the store
 * @old_token: a refresh token
 * @token: the one that takes its place
 * @grant: what the new one is good for
 * @error: return location for an error
 *
 * Rotation: the old token dies and the new one lives, in one write. A token that died in between,
 * because another server shares the folder, is not rotated a second time.
 *
 * Returns: whether it is written
 */
gboolean
parafa_sim_store_replace_grant (ParafaSimStore *self,
                                const char *old_token,
                                const char *token,
                                const ParafaSimGrant *grant,
                                GError **error)
{
  g_auto (OpenFile) file = OPEN_FILE_INIT;
  g_autofree char *old_hash = hash_token (old_token);

  if (!open_file (&file, self, GRANTS_FILE, error))
    return FALSE;
  if (g_key_file_get_boolean (file.data, old_hash, "dead", NULL))
    {
      g_set_error_literal (error, PARAFA_SIM_ERROR, PARAFA_SIM_ERROR_ARGUMENT,
                           "the refresh token is dead");
      return FALSE;
    }
  if (g_key_file_has_group (file.data, old_hash))
    g_key_file_set_boolean (file.data, old_hash, "dead", TRUE);
  put_grant (file.data, token, grant);
  return save_file (&file, error);
}

/**
 * parafa_sim_store_kill_login:
 * @self: the store
 * @login: names a login
 * @error: return location for an error
 *
 * Kills all refresh tokens of a login whose code was used twice (RFC 6749 §4.1.2).
 *
 * Returns: whether it is written
 */
gboolean
parafa_sim_store_kill_login (ParafaSimStore *self, const char *login, GError **error)
{
  g_auto (OpenFile) file = OPEN_FILE_INIT;
  g_auto (GStrv) groups = NULL;

  if (!open_file (&file, self, GRANTS_FILE, error))
    return FALSE;
  groups = g_key_file_get_groups (file.data, NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    {
      g_autofree char *other = g_key_file_get_string (file.data, groups[i], "login", NULL);

      if (g_strcmp0 (other, login) == 0)
        g_key_file_set_boolean (file.data, groups[i], "dead", TRUE);
    }
  return save_file (&file, error);
}
