/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-account-access.h"
#include "parafa-account-private.h"
#include "parafa-renewal.h"
#include "parafa-session-error.h"

/* A token that ends while the request is on its way is of no use */
#define MARGIN_S 60

typedef struct
{
  ParafaAccessFlags flags;
  ParafaSecret *refused; /* (owned) (nullable): what the server did not take */
  gboolean refreshed;
} AccessData;

static void
access_data_free (AccessData *data)
{
  g_clear_pointer (&data->refused, parafa_secret_unref);
  g_free (data);
}

/* An access token: the pair out of the keyring, unless it is held → refresh, when due → hand out */
static void access_loaded (GObject *source, GAsyncResult *result, gpointer user_data);
static void access_refreshed (GObject *source, GAsyncResult *result, gpointer user_data);

static gboolean
is_expired (ParafaAccount *self)
{
  gint64 end_s = parafa_token_pair_get_access_expires_at (self->pair);

  return end_s >= 0 && parafa_clock_get_now (self->clock) + MARGIN_S >= end_s;
}

static gboolean
is_refused (ParafaAccount *self, const AccessData *data)
{
  return data->refused != NULL &&
         parafa_secret_equal (parafa_token_pair_get_access (self->pair), data->refused);
}

static void
hand_out (GTask *task)
{
  ParafaAccount *self = g_task_get_source_object (task);

  g_task_return_pointer (task, parafa_secret_ref (parafa_token_pair_get_access (self->pair)),
                         (GDestroyNotify) parafa_secret_unref);
}

static void
fail_expired (GTask *task, const AccessData *data)
{
  ParafaAccount *self = g_task_get_source_object (task);

  if ((data->flags & PARAFA_ACCESS_NO_REFRESH) != 0)
    g_task_return_new_error (task, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_EXPIRED,
                             "the access token has ended and was not to be refreshed");
  else if (parafa_token_pair_get_refresh (self->pair) == NULL)
    g_task_return_new_error (task, PARAFA_TOKEN_ERROR, PARAFA_TOKEN_ERROR_LOGIN_AGAIN,
                             "the access token has ended and there is no refresh token");
  else
    g_task_return_new_error (task, PARAFA_TOKEN_ERROR, PARAFA_TOKEN_ERROR_LATER,
                             "the fresh access token is of no use either");
}

/* Whether the automatic renewal is due and did not fail a moment ago */
static gboolean
is_due (ParafaAccount *self)
{
  gint64 now_s = parafa_clock_get_now (self->clock);

  return parafa_session_get_automatic_renewal (self->session) && !self->unsaved &&
         now_s >= self->retry_at_s && parafa_renewal_is_due (self->pair, now_s);
}

static void
decide (GTask *task)
{
  g_autoptr (GTask) owned = task;
  ParafaAccount *self = g_task_get_source_object (task);
  AccessData *data = g_task_get_task_data (task);
  gboolean useless = is_expired (self) || is_refused (self, data);
  gboolean may_refresh = !data->refreshed && (data->flags & PARAFA_ACCESS_NO_REFRESH) == 0 &&
                         parafa_token_pair_get_refresh (self->pair) != NULL;

  if (may_refresh && (useless || is_due (self)))
    {
      data->refreshed = TRUE;
      parafa_account_refresh_async (self, NULL, access_refreshed, g_steal_pointer (&owned));
      return;
    }
  if (useless)
    fail_expired (task, data);
  else
    hand_out (task);
}

static void
access_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  ParafaAccount *self = PARAFA_ACCOUNT (source);
  g_autoptr (GError) error = NULL;
  gboolean loaded = parafa_account_load_finish (self, result, &error);

  if (parafa_account_fail_when_retired (self, task))
    return;
  if (self->pair != NULL)
    decide (g_steal_pointer (&task));
  else if (!loaded)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_new_error (task, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_NO_PAIR,
                             "there is no token");
}

/* A renewal ahead of time that failed is no reason to withhold a token that is still good */
static void
access_refreshed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  ParafaAccount *self = PARAFA_ACCOUNT (source);
  AccessData *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gboolean refreshed = parafa_account_refresh_finish (self, result, &error);

  if (parafa_account_fail_when_retired (self, task))
    return;
  /* a fresh pair the keyring did not take is held and usable */
  if (refreshed || (!is_expired (self) && !is_refused (self, data)))
    decide (g_steal_pointer (&task));
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
start (GTask *task)
{
  g_autoptr (GTask) owned = task;
  ParafaAccount *self = g_task_get_source_object (task);

  if (parafa_account_fail_when_retired (self, task))
    return;
  /* one that is held and no longer of use may have been renewed by another program: the refresh
   * looks into the keyring itself, but without one to ask only loading does */
  if (self->pair == NULL || is_expired (self))
    parafa_account_load_async (self, NULL, access_loaded, g_steal_pointer (&owned));
  else
    decide (g_steal_pointer (&owned));
}

/**
 * parafa_account_get_access_async:
 * @self: an account
 * @flags: what may be done for it
 * @cancellable: (nullable): ends the wait; a refresh that was begun goes on
 * @callback: called when done
 * @user_data: for @callback
 *
 * Gets an access token that is valid now, out of memory, else out of the keyring. One that has
 * ended, or ends within a minute, is refreshed first; one whose automatic renewal is due
 * (parafa_session_set_automatic_renewal()) too, and when that fails the token is handed out as it
 * is. All who ask share one refresh.
 *
 * Fails with:
 * %PARAFA_SESSION_ERROR_NO_PAIR: nobody logged in yet;
 * %PARAFA_SESSION_ERROR_EXPIRED: ended, and %PARAFA_ACCESS_NO_REFRESH;
 * %PARAFA_TOKEN_ERROR_LOGIN_AGAIN, %PARAFA_SESSION_ERROR_ANSWER_LOST: only a login with the
 * certificate helps;
 * %PARAFA_TOKEN_ERROR_SETTINGS, %PARAFA_SESSION_ERROR_CLIENT_SECRET: the application's data;
 * %PARAFA_TOKEN_ERROR_LATER, %PARAFA_HTTP_ERROR, %PARAFA_SESSION_ERROR_BUSY,
 * %PARAFA_SESSION_ERROR_PRACTICE: nothing is wrong with the token, try later;
 * %PARAFA_VAULT_ERROR_LOCKED, %PARAFA_VAULT_ERROR_ABSENT, %PARAFA_VAULT_ERROR_DAMAGED,
 * %PARAFA_VAULT_ERROR_FAILED: the keyring;
 * %PARAFA_SESSION_ERROR_REMOVED, %G_IO_ERROR_CANCELLED.
 */
void
parafa_account_get_access_async (ParafaAccount *self,
                                 ParafaAccessFlags flags,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  AccessData *data = NULL;
  GTask *task = NULL;

  g_return_if_fail (PARAFA_IS_ACCOUNT (self));

  data = g_new0 (AccessData, 1);
  data->flags = flags;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_account_get_access_async);
  g_task_set_task_data (task, data, (GDestroyNotify) access_data_free);
  start (task);
}

/**
 * parafa_account_get_access_finish:
 * @self: an account
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full): an access token
 */
ParafaSecret *
parafa_account_get_access_finish (ParafaAccount *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, parafa_account_get_access_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * parafa_account_replace_access_async:
 * @self: an account
 * @refused: the access token a server answered 401 to
 * @cancellable: (nullable): ends the wait; a refresh that was begun goes on
 * @callback: called when done
 * @user_data: for @callback
 *
 * Gets another access token in place of one that was refused: the one held by now, when somebody
 * refreshed since, else one that is asked for. Call it once for a request, and show the server's
 * answer when the second token is refused as well. Errors: as parafa_account_get_access_async().
 */
void
parafa_account_replace_access_async (ParafaAccount *self,
                                     ParafaSecret *refused,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  AccessData *data = NULL;
  GTask *task = NULL;

  g_return_if_fail (PARAFA_IS_ACCOUNT (self));
  g_return_if_fail (refused != NULL);

  data = g_new0 (AccessData, 1);
  data->refused = parafa_secret_ref (refused);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_account_replace_access_async);
  g_task_set_task_data (task, data, (GDestroyNotify) access_data_free);
  start (task);
}

/**
 * parafa_account_replace_access_finish:
 * @self: an account
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full): an access token other than the one refused
 */
ParafaSecret *
parafa_account_replace_access_finish (ParafaAccount *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, parafa_account_replace_access_async),
                        NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
