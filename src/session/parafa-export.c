/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-export.h"
#include "parafa-account-private.h"
#include "parafa-secret-builder.h"
#include "parafa-session-error.h"

#include <string.h>

#define LOGIN_HOST "logincert.anaf.ro"
#define API_HOST "api.anaf.ro"

/* In single quotes, where a shell reads nothing but the next one */
static void
append_env (ParafaSecretBuilder *builder, const char *name, const char *value, gsize length)
{
  parafa_secret_builder_append (builder, name, -1);
  parafa_secret_builder_append (builder, "='", -1);
  for (gsize i = 0; i < length; i++)
    {
      if (value[i] == '\'')
        parafa_secret_builder_append (builder, "'\\''", -1);
      else if (value[i] != '\n' && value[i] != '\r')
        parafa_secret_builder_append (builder, value + i, 1);
    }
  parafa_secret_builder_append (builder, "'\n", -1);
}

static void
append_env_text (ParafaSecretBuilder *builder, const char *name, const char *value)
{
  if (value != NULL && *value != '\0')
    append_env (builder, name, value, strlen (value));
}

static void
append_env_secret (ParafaSecretBuilder *builder, const char *name, ParafaSecret *secret)
{
  if (secret != NULL)
    append_env (builder, name, parafa_secret_get (secret), parafa_secret_get_length (secret));
}

/* What is written: NULL for what the person did not ask for */
typedef struct
{
  ParafaProfile *profile;
  ParafaSecret *client_secret; /* (unowned) (nullable), as the next two */
  ParafaSecret *access;
  ParafaSecret *refresh;
  gint64 ends_at_s;
  gint64 obtained_at_s;
} Contents;

static void
write_env (ParafaSecretBuilder *builder, const Contents *contents)
{
  append_env_text (builder, "ANAF_CLIENT_ID", parafa_profile_get_client_id (contents->profile));
  append_env_secret (builder, "ANAF_CLIENT_SECRET", contents->client_secret);
  append_env_text (builder, "ANAF_REDIRECT_URI",
                   parafa_profile_get_redirect_uri (contents->profile));
  append_env_secret (builder, "ANAF_ACCESS_TOKEN", contents->access);
  append_env_secret (builder, "ANAF_REFRESH_TOKEN", contents->refresh);
  if (contents->access != NULL && contents->ends_at_s >= 0)
    {
      g_autofree char *end = g_strdup_printf ("%" G_GINT64_FORMAT, contents->ends_at_s);

      append_env_text (builder, "ANAF_ACCESS_TOKEN_EXPIRES_AT", end);
    }
}

static void
append_machine (ParafaSecretBuilder *builder,
                const char *host,
                const char *login,
                ParafaSecret *password)
{
  if (password == NULL || login == NULL || *login == '\0')
    return;
  parafa_secret_builder_append (builder, "machine ", -1);
  parafa_secret_builder_append (builder, host, -1);
  parafa_secret_builder_append (builder, "\n  login ", -1);
  parafa_secret_builder_append (builder, login, -1);
  parafa_secret_builder_append (builder, "\n  password ", -1);
  parafa_secret_builder_append_secret (builder, password);
  parafa_secret_builder_append (builder, "\n", -1);
}

/* curl sends the first by itself to the token endpoint, which takes it. The second is for programs
 * that read the file: a token goes into a Bearer header, which no netrc client makes of it. */
static void
write_netrc (ParafaSecretBuilder *builder, const Contents *contents)
{
  append_machine (builder, LOGIN_HOST, parafa_profile_get_client_id (contents->profile),
                  contents->client_secret);
  append_machine (builder, API_HOST, "bearer", contents->access);
}

static void
append_member (ParafaSecretBuilder *builder,
               gboolean *first,
               const char *name,
               const char *value,
               gsize length)
{
  parafa_secret_builder_append (builder, *first ? "{\n  " : ",\n  ", -1);
  *first = FALSE;
  parafa_secret_builder_append_json_string (builder, name, -1);
  parafa_secret_builder_append (builder, ": ", -1);
  parafa_secret_builder_append_json_string (builder, value, (gssize) length);
}

static void
append_secret_member (ParafaSecretBuilder *builder,
                      gboolean *first,
                      const char *name,
                      ParafaSecret *secret)
{
  if (secret != NULL)
    append_member (builder, first, name, parafa_secret_get (secret),
                   parafa_secret_get_length (secret));
}

static void
append_number_member (ParafaSecretBuilder *builder, const char *name, gint64 number)
{
  g_autofree char *text = g_strdup_printf (",\n  \"%s\": %" G_GINT64_FORMAT, name, number);

  parafa_secret_builder_append (builder, text, -1);
}

static void
write_json (ParafaSecretBuilder *builder, const Contents *contents)
{
  const char *id = parafa_profile_get_client_id (contents->profile);
  const char *uri = parafa_profile_get_redirect_uri (contents->profile);
  gboolean first = TRUE;

  append_member (builder, &first, "name", parafa_profile_get_name (contents->profile),
                 strlen (parafa_profile_get_name (contents->profile)));
  if (id != NULL && *id != '\0')
    append_member (builder, &first, "client_id", id, strlen (id));
  append_secret_member (builder, &first, "client_secret", contents->client_secret);
  if (uri != NULL && *uri != '\0')
    append_member (builder, &first, "redirect_uri", uri, strlen (uri));
  append_secret_member (builder, &first, "access_token", contents->access);
  append_secret_member (builder, &first, "refresh_token", contents->refresh);
  if (contents->access != NULL)
    {
      append_member (builder, &first, "token_type", "Bearer", 6);
      if (contents->obtained_at_s >= 0 && contents->ends_at_s > contents->obtained_at_s)
        append_number_member (builder, "expires_in", contents->ends_at_s - contents->obtained_at_s);
      if (contents->obtained_at_s >= 0)
        append_number_member (builder, "obtained_at", contents->obtained_at_s);
    }
  parafa_secret_builder_append (builder, "\n}\n", -1);
}

/**
 * parafa_export_make:
 * @format: how it is written
 * @parts: what of it
 * @profile: the profile
 * @client_secret: (nullable): its client secret
 * @pair: (nullable): its tokens
 *
 * Writes an application and its tokens for other programs. parafa_import_read() reads the first and
 * the last format back.
 *
 * Returns: (transfer full): the text
 */
ParafaSecret *
parafa_export_make (ParafaExportFormat format,
                    ParafaExportParts parts,
                    ParafaProfile *profile,
                    ParafaSecret *client_secret,
                    ParafaTokenPair *pair)
{
  g_autoptr (ParafaSecretBuilder) builder = parafa_secret_builder_new ();
  Contents contents = { .profile = profile, .ends_at_s = -1, .obtained_at_s = -1 };

  g_return_val_if_fail (PARAFA_IS_PROFILE (profile), NULL);

  if ((parts & PARAFA_EXPORT_CLIENT_SECRET) != 0)
    contents.client_secret = client_secret;
  if (pair != NULL && (parts & PARAFA_EXPORT_ACCESS) != 0)
    {
      contents.access = parafa_token_pair_get_access (pair);
      contents.ends_at_s = parafa_token_pair_get_access_expires_at (pair);
      contents.obtained_at_s = parafa_token_pair_get_obtained_at (pair);
    }
  if (pair != NULL && (parts & PARAFA_EXPORT_REFRESH) != 0)
    contents.refresh = parafa_token_pair_get_refresh (pair);
  if (format == PARAFA_EXPORT_ENV)
    write_env (builder, &contents);
  else if (format == PARAFA_EXPORT_NETRC)
    write_netrc (builder, &contents);
  else
    write_json (builder, &contents);
  return parafa_secret_builder_end (builder);
}

/**
 * parafa_export_make_file_name:
 * @format: how it is written
 * @profile: the profile
 *
 * Returns: (transfer full): a name for the file, of letters, digits and hyphens
 */
char *
parafa_export_make_file_name (ParafaExportFormat format, ParafaProfile *profile)
{
  static const char *const ends[] = { ".env", ".netrc", ".json" };
  g_autofree char *ascii = NULL;
  g_autoptr (GString) name = g_string_new (NULL);

  g_return_val_if_fail (PARAFA_IS_PROFILE (profile), NULL);
  g_return_val_if_fail (format < PARAFA_EXPORT_N_FORMATS, NULL);

  ascii = g_str_to_ascii (parafa_profile_get_name (profile), "ro");
  for (const char *c = ascii; *c != '\0' && name->len < 40; c++)
    {
      if (g_ascii_isalnum (*c))
        g_string_append_c (name, g_ascii_tolower (*c));
      else if (name->len > 0 && name->str[name->len - 1] != '-')
        g_string_append_c (name, '-');
    }
  while (name->len > 0 && name->str[name->len - 1] == '-')
    g_string_truncate (name, name->len - 1);
  return g_strconcat (name->len > 0 ? name->str : "parafa", ends[format], NULL);
}

/* -- client secret out of the keyring, then the file -- */

typedef struct
{
  ParafaExportFormat format;
  ParafaExportParts parts;
  GFile *file;        /* (owned) */
  ParafaSecret *text; /* (owned) (nullable) */
} WriteData;

static void
write_data_free (WriteData *data)
{
  g_clear_object (&data->file);
  g_clear_pointer (&data->text, parafa_secret_unref);
  g_free (data);
}

/* From locked memory into the file, without a copy in between: a new one of mode 0600 takes the
 * place of an older one */
static void
write_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  WriteData *data = task_data;
  g_autoptr (GError) error = NULL;

  if (g_file_replace_contents (data->file, parafa_secret_get (data->text),
                               parafa_secret_get_length (data->text), NULL, FALSE,
                               G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION, NULL,
                               NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_FILE,
                             "the export was not written: %s", error->message);
}

static void
write_secret_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  ParafaAccount *self = g_task_get_source_object (task);
  WriteData *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaSecret) secret =
      parafa_vault_load_client_secret_finish (PARAFA_VAULT (source), result, &error);

  if (error != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  data->text = parafa_export_make (data->format, data->parts, self->profile, secret, self->pair);
  g_task_run_in_thread (task, write_in_thread);
}

/**
 * parafa_export_write_async:
 * @account: an account
 * @format: how it is written
 * @parts: what of it; what is not there is left out
 * @file: where; one that is there is replaced
 * @cancellable: (nullable): ends the wait
 * @callback: called when done
 * @user_data: for @callback
 *
 * Writes an account's data to a file of mode 0600. Fails with %PARAFA_VAULT_ERROR and
 * %PARAFA_SESSION_ERROR_FILE: then the file is as it was.
 */
void
parafa_export_write_async (ParafaAccount *account,
                           ParafaExportFormat format,
                           ParafaExportParts parts,
                           GFile *file,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  WriteData *data = NULL;

  g_return_if_fail (PARAFA_IS_ACCOUNT (account));
  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (format < PARAFA_EXPORT_N_FORMATS);

  data = g_new0 (WriteData, 1);
  data->format = format;
  data->parts = parts;
  data->file = g_object_ref (file);
  task = g_task_new (account, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_export_write_async);
  g_task_set_task_data (task, data, (GDestroyNotify) write_data_free);
  parafa_vault_load_client_secret_async (account->vault, parafa_profile_get_id (account->profile),
                                         NULL, write_secret_loaded, g_steal_pointer (&task));
}

/**
 * parafa_export_write_finish:
 * @account: the account
 * @result: the result
 * @error: return location
 *
 * Returns: %TRUE when the file is written
 */
gboolean
parafa_export_write_finish (ParafaAccount *account, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, account), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
