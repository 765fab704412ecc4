/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-reminder-ends.h"
#include "parafa-paths.h"
#include "parafa-profile-store.h"

static GPtrArray *
ends_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) parafa_reminder_end_free);
}

static void
add (GPtrArray *ends,
     ParafaProfile *profile,
     ParafaReminderKind kind,
     gboolean renewable,
     gint64 ends_at_s)
{
  if (ends_at_s > 0)
    g_ptr_array_add (ends, parafa_reminder_end_new (parafa_profile_get_id (profile),
                                                    parafa_profile_get_name (profile), kind,
                                                    renewable, ends_at_s));
}

/* What the keyring does not tell today is as it was told last */
static void
add_known (GPtrArray *ends, ParafaProfile *profile, GPtrArray *known)
{
  for (guint i = 0; known != NULL && i < known->len; i++)
    {
      const ParafaReminderEnd *end = g_ptr_array_index (known, i);

      if ((end->kind == PARAFA_REMINDER_ACCESS || end->kind == PARAFA_REMINDER_RENEWAL) &&
          g_str_equal (end->profile_id, parafa_profile_get_id (profile)))
        add (ends, profile, end->kind, end->renewable, end->ends_at_s);
    }
}

/* Practice has no ends that matter */
static gboolean
is_real (ParafaProfile *profile)
{
  return parafa_profile_get_environment (profile) == PARAFA_ENVIRONMENT_ANAF;
}

static void
add_pair (GPtrArray *ends, ParafaProfile *profile, ParafaTokenPair *pair)
{
  gboolean renewable = parafa_token_pair_get_refresh (pair) != NULL;

  add (ends, profile, PARAFA_REMINDER_ACCESS, renewable,
       parafa_token_pair_get_access_expires_at (pair));
  if (renewable)
    add (ends, profile, PARAFA_REMINDER_RENEWAL, FALSE,
         parafa_token_pair_get_refresh_expires_at (pair));
}

static void
add_certificate (GPtrArray *ends, ParafaProfile *profile)
{
  add (ends, profile, PARAFA_REMINDER_CERTIFICATE, FALSE,
       parafa_profile_get_certificate_ends_at (profile));
}

/**
 * parafa_reminder_ends_from_accounts:
 * @accounts: (element-type ParafaAccount): the accounts
 * @known: (nullable) (element-type ParafaReminderEnd): what was known before
 *
 * Gathers what ends when. An account whose pair cannot be read at the moment is as it was.
 *
 * Returns: (transfer full) (element-type ParafaReminderEnd): the ends
 */
GPtrArray *
parafa_reminder_ends_from_accounts (GListModel *accounts, GPtrArray *known)
{
  GPtrArray *ends = ends_new ();

  g_return_val_if_fail (G_IS_LIST_MODEL (accounts), ends);

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr (ParafaAccount) account = g_list_model_get_item (accounts, i);
      ParafaProfile *profile = parafa_account_get_profile (account);
      ParafaTokenPair *pair = parafa_account_get_pair (account);

      if (!is_real (profile))
        continue;
      add_certificate (ends, profile);
      if (pair != NULL)
        add_pair (ends, profile, pair);
      else if (parafa_account_get_state (account) != PARAFA_ACCOUNT_EMPTY)
        add_known (ends, profile, known);
    }
  return ends;
}

/* -- without accounts: the profiles' file, then each pair; nothing is renewed, nobody is asked -- */

typedef struct
{
  ParafaVault *vault;  /* (owned) */
  GPtrArray *profiles; /* (owned) (nullable) */
  GPtrArray *known;    /* (owned) */
  GPtrArray *ends;     /* (owned) */
  guint next;
} CheckData;

static void
check_data_free (CheckData *data)
{
  g_clear_object (&data->vault);
  g_clear_pointer (&data->profiles, g_ptr_array_unref);
  g_ptr_array_unref (data->known);
  g_clear_pointer (&data->ends, g_ptr_array_unref);
  g_free (data);
}

static void profiles_read (GObject *source, GAsyncResult *result, gpointer user_data);
static void load_next (GTask *taken);
static void pair_loaded (GObject *source, GAsyncResult *result, gpointer user_data);

static void
profiles_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  CheckData *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  data->profiles = parafa_profile_store_read_finish (PARAFA_PROFILE_STORE (source), result, &error);
  if (data->profiles == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    load_next (g_steal_pointer (&task));
}

static void
load_next (GTask *taken)
{
  g_autoptr (GTask) task = taken;
  CheckData *data = g_task_get_task_data (task);

  while (data->next < data->profiles->len &&
         !is_real (g_ptr_array_index (data->profiles, data->next)))
    data->next++;
  if (data->next < data->profiles->len)
    parafa_vault_load_pair_async (data->vault,
                                  parafa_profile_get_id (
                                      g_ptr_array_index (data->profiles, data->next)),
                                  g_task_get_cancellable (task), pair_loaded, g_object_ref (task));
  else
    g_task_return_pointer (task, g_steal_pointer (&data->ends), (GDestroyNotify) g_ptr_array_unref);
}

static void
pair_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  CheckData *data = g_task_get_task_data (task);
  ParafaProfile *profile = g_ptr_array_index (data->profiles, data->next++);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaTokenPair) pair =
      parafa_vault_load_pair_finish (PARAFA_VAULT (source), result, &error);

  add_certificate (data->ends, profile);
  if (pair != NULL)
    add_pair (data->ends, profile, pair);
  else if (error != NULL)
    add_known (data->ends, profile, data->known);
  if (!g_task_return_error_if_cancelled (task))
    load_next (g_steal_pointer (&task));
}

/**
 * parafa_reminder_ends_check_async:
 * @config_dir: (nullable): where profiles.ini lies; %NULL for the person's own
 * @known: (element-type ParafaReminderEnd): what was known before
 * @cancellable: (nullable): to give up
 * @callback: called when done
 * @user_data: for @callback
 *
 * Looks what ends when while no window is open: another program may have renewed meanwhile. The
 * keyring is never asked for its password: what it does not tell is as it was. Nothing is renewed.
 *
 * Fails with %PARAFA_SESSION_ERROR when the profiles cannot be read.
 */
void
parafa_reminder_ends_check_async (const char *config_dir,
                                  GPtrArray *known,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autofree char *own_dir = NULL;
  g_autoptr (ParafaProfileStore) store = NULL;
  CheckData *data;
  GTask *task;

  g_return_if_fail (known != NULL);

  if (config_dir == NULL)
    own_dir = parafa_paths_get_config_dir ();
  store = parafa_profile_store_new (config_dir != NULL ? config_dir : own_dir);
  data = g_new0 (CheckData, 1);
  data->vault = parafa_vault_new ();
  parafa_vault_set_prompts (data->vault, FALSE);
  data->known = g_ptr_array_ref (known);
  data->ends = ends_new ();
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_reminder_ends_check_async);
  g_task_set_task_data (task, data, (GDestroyNotify) check_data_free);
  parafa_profile_store_read_async (store, cancellable, profiles_read, task);
}

/**
 * parafa_reminder_ends_check_finish:
 * @result: what the callback was given
 * @error: where to put the reason
 *
 * Returns: (transfer full) (nullable) (element-type ParafaReminderEnd): the ends
 */
GPtrArray *
parafa_reminder_ends_check_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
