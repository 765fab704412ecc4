/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-token-supply.h"
#include "parafa-account-access.h"
#include "parafa-http.h"
#include "parafa-session-error.h"
#include "parafa-token-answer.h"

typedef struct
{
  ParafaAccount *account; /* (owned) */
  gboolean refresh;
  gint64 expires_at_s;
  GError *late; /* (owned) (nullable) */
} SupplyData;

static void
supply_data_free (gpointer pointer)
{
  SupplyData *data = pointer;

  g_clear_object (&data->account);
  g_clear_error (&data->late);
  g_free (data);
}

/* The steps: load, renew when due, hand out */
static void loaded (GObject *source, GAsyncResult *result, gpointer user_data);
static void renewed (GObject *source, GAsyncResult *result, gpointer user_data);
static void got (GObject *source, GAsyncResult *result, gpointer user_data);

static void
get_access (GTask *task)
{
  SupplyData *data = g_task_get_task_data (task);

  parafa_account_get_access_async (data->account,
                                   data->refresh ? PARAFA_ACCESS_DEFAULT : PARAFA_ACCESS_NO_REFRESH,
                                   g_task_get_cancellable (task), got, g_object_ref (task));
}

/* Two weeks before the end; one that has ended is renewed by parafa_account_get_access_async() */
static gboolean
is_due (ParafaAccount *account)
{
  ParafaTokenPair *pair = parafa_account_get_pair (account);

  return pair != NULL && parafa_token_pair_get_refresh (pair) != NULL &&
         parafa_account_get_token_state (account) == PARAFA_TOKEN_EXPIRES_SOON;
}

static void
loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  ParafaAccount *account = PARAFA_ACCOUNT (source);
  SupplyData *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!parafa_account_load_finish (account, result, &error) &&
      parafa_account_get_pair (account) == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (data->refresh && is_due (account))
    parafa_account_refresh_async (account, g_task_get_cancellable (task), renewed,
                                  g_object_ref (task));
  else
    get_access (task);
}

static void
renewed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  SupplyData *data = g_task_get_task_data (task);

  parafa_account_refresh_finish (PARAFA_ACCOUNT (source), result, &data->late);
  get_access (task);
}

static void
got (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  ParafaAccount *account = PARAFA_ACCOUNT (source);
  SupplyData *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  ParafaSecret *access = parafa_account_get_access_finish (account, result, &error);
  ParafaTokenPair *pair = parafa_account_get_pair (account);

  if (access == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  data->expires_at_s = pair != NULL ? parafa_token_pair_get_access_expires_at (pair) : -1;
  if (data->late == NULL && parafa_account_is_unsaved (account))
    data->late = g_error_new_literal (PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_FAILED,
                                      "the keyring did not take the renewed token");
  g_task_return_pointer (task, access, (GDestroyNotify) parafa_secret_unref);
}

/**
 * parafa_token_supply_async:
 * @account: an account
 * @refresh: whether a renewal that is due is made: 14 days before the end, and after it
 * @cancellable: (nullable): ends the wait; a refresh that runs goes on
 * @callback: called when done
 * @user_data: for @callback
 *
 * Finds a valid access token for a program of the person's. The keyring is asked anew, since another
 * program may have renewed the pair. A renewal ahead of time that fails is no reason to withhold the
 * token.
 *
 * Fails as parafa_account_load_async() and parafa_account_get_access_async() do;
 * parafa_supply_problem_from_error() sorts the errors.
 */
void
parafa_token_supply_async (ParafaAccount *account,
                           gboolean refresh,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  SupplyData *data;

  g_return_if_fail (PARAFA_IS_ACCOUNT (account));

  data = g_new0 (SupplyData, 1);
  data->account = g_object_ref (account);
  data->refresh = refresh;
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_token_supply_async);
  g_task_set_task_data (task, data, supply_data_free);
  parafa_account_load_async (account, cancellable, loaded, g_steal_pointer (&task));
}

/**
 * parafa_token_supply_finish:
 * @result: the result
 * @expires_at_s: (out) (optional): when the token ends, Unix seconds; -1 when unknown
 * @late: (out) (optional) (nullable): why a renewal that is due was not made, or not kept in the
 *   keyring; the token is good all the same
 * @error: return location
 *
 * Returns: (transfer full): an access token that is valid
 */
ParafaSecret *
parafa_token_supply_finish (GAsyncResult *result,
                            gint64 *expires_at_s,
                            GError **late,
                            GError **error)
{
  ParafaSecret *access;
  SupplyData *data;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  access = g_task_propagate_pointer (G_TASK (result), error);
  data = g_task_get_task_data (G_TASK (result));
  if (expires_at_s != NULL)
    *expires_at_s = access != NULL ? data->expires_at_s : -1;
  if (late != NULL)
    *late = access != NULL && data->late != NULL ? g_error_copy (data->late) : NULL;
  return access;
}

static ParafaSupplyProblem
from_session_error (int code)
{
  switch ((ParafaSessionError) code)
    {
    case PARAFA_SESSION_ERROR_NO_PAIR:
      return PARAFA_SUPPLY_NEVER_LOGGED_IN;
    case PARAFA_SESSION_ERROR_EXPIRED:
    case PARAFA_SESSION_ERROR_ANSWER_LOST:
      return PARAFA_SUPPLY_LOGIN_NEEDED;
    case PARAFA_SESSION_ERROR_NO_PROFILE:
    case PARAFA_SESSION_ERROR_ISSUER:
    case PARAFA_SESSION_ERROR_REMOVED:
      return PARAFA_SUPPLY_NO_PROFILE;
    case PARAFA_SESSION_ERROR_CLIENT_SECRET:
      return PARAFA_SUPPLY_SERVER;
    case PARAFA_SESSION_ERROR_PRACTICE:
      return PARAFA_SUPPLY_OFFLINE;
    case PARAFA_SESSION_ERROR_BUSY:
      return PARAFA_SUPPLY_BUSY;
    case PARAFA_SESSION_ERROR_DAMAGED:
    case PARAFA_SESSION_ERROR_FILE:
    case PARAFA_SESSION_ERROR_DAY_LIMIT:
    default:
      return PARAFA_SUPPLY_OTHER;
    }
}

/**
 * parafa_supply_problem_from_error:
 * @error: (nullable): an error of parafa_token_supply_async() or parafa_profile_choice_find()
 *
 * Returns: what it means to whoever wanted a token; %PARAFA_SUPPLY_GOOD for %NULL
 */
ParafaSupplyProblem
parafa_supply_problem_from_error (const GError *error)
{
  if (error == NULL)
    return PARAFA_SUPPLY_GOOD;
  if (error->domain == PARAFA_SESSION_ERROR)
    return from_session_error (error->code);
  if (error->domain == PARAFA_VAULT_ERROR)
    return error->code == PARAFA_VAULT_ERROR_LOCKED ? PARAFA_SUPPLY_KEYRING_LOCKED
                                                    : PARAFA_SUPPLY_KEYRING_FAILED;
  if (error->domain == PARAFA_HTTP_ERROR)
    return PARAFA_SUPPLY_OFFLINE;
  if (error->domain == PARAFA_TOKEN_ERROR)
    return error->code == PARAFA_TOKEN_ERROR_LOGIN_AGAIN ? PARAFA_SUPPLY_LOGIN_NEEDED
                                                         : PARAFA_SUPPLY_SERVER;
  return PARAFA_SUPPLY_OTHER;
}
