/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-account-access.h"
#include "parafa-account-private.h"
#include "parafa-session-error.h"
#include "parafa-token-calls.h"

/* TestOauth with the token held → 401, and tokens are renewed by themselves: another token, once →
 * TestOauth with that one */

typedef struct
{
  char *name;           /* (owned) */
  ParafaSecret *sent;   /* (owned): the access token that was tried */
  ParafaHello *refusal; /* (owned) (nullable): what the first one was answered */
} HelloData;

static void
hello_data_free (HelloData *data)
{
  g_free (data->name);
  g_clear_pointer (&data->sent, parafa_secret_unref);
  g_clear_pointer (&data->refusal, parafa_hello_unref);
  g_free (data);
}

static void hello_answered (GObject *source, GAsyncResult *result, gpointer user_data);
static void hello_replaced (GObject *source, GAsyncResult *result, gpointer user_data);

static void
call_hello (GTask *task)
{
  g_autoptr (GTask) owned = task;
  ParafaAccount *self = g_task_get_source_object (task);
  HelloData *data = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  g_clear_pointer (&data->sent, parafa_secret_unref);
  data->sent = parafa_secret_ref (parafa_token_pair_get_access (self->pair));
  parafa_token_calls_hello_async (self->session, self->profile, self->pair, data->name, cancellable,
                                  hello_answered, g_steal_pointer (&owned));
}

/* Who renews by hand sees the refusal and decides */
static gboolean
may_try_another (ParafaAccount *self, const HelloData *data, ParafaHello *hello)
{
  return parafa_hello_get_outcome (hello) == PARAFA_HELLO_UNAUTHORIZED && data->refusal == NULL &&
         self->session != NULL && !self->retired &&
         parafa_session_get_automatic_renewal (self->session) && self->pair != NULL &&
         parafa_token_pair_get_refresh (self->pair) != NULL;
}

static void
hello_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  ParafaAccount *self = g_task_get_source_object (task);
  HelloData *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaHello) hello =
      parafa_token_calls_hello_finish (PARAFA_SESSION (source), result, &error);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (hello == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (may_try_another (self, data, hello))
    {
      data->refusal = g_steal_pointer (&hello);
      parafa_account_replace_access_async (self, data->sent, cancellable, hello_replaced,
                                           g_steal_pointer (&task));
    }
  else
    g_task_return_pointer (task, g_steal_pointer (&hello), (GDestroyNotify) parafa_hello_unref);
}

/* Without another token the refusal is the answer */
static void
hello_replaced (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  ParafaAccount *self = PARAFA_ACCOUNT (source);
  HelloData *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaSecret) access = parafa_account_replace_access_finish (self, result, &error);

  if (parafa_account_fail_when_retired (self, task))
    return;
  if (access != NULL && self->pair != NULL)
    call_hello (g_steal_pointer (&task));
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, parafa_hello_ref (data->refusal),
                           (GDestroyNotify) parafa_hello_unref);
}

/**
 * parafa_account_hello_async:
 * @self: an account
 * @name: what TestOauth is to greet
 * @cancellable: (nullable): ends the call
 * @callback: called when done
 * @user_data: for @callback
 *
 * Calls TestOauth with the access token as it is. Where tokens are renewed by themselves
 * (parafa_session_set_automatic_renewal()), one that is refused with 401 is renewed, and the call made
 * once more; otherwise, or when that fails, the server's refusal is the answer. Fails with
 * %PARAFA_SESSION_ERROR_NO_PAIR without a token, %PARAFA_HTTP_ERROR without an answer.
 */
void
parafa_account_hello_async (ParafaAccount *self,
                            const char *name,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  HelloData *data = NULL;

  g_return_if_fail (PARAFA_IS_ACCOUNT (self));
  g_return_if_fail (name != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_account_hello_async);
  if (parafa_account_fail_when_retired (self, task))
    return;
  if (self->pair == NULL)
    {
      g_task_return_new_error (task, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_NO_PAIR,
                               "there is no token");
      return;
    }
  data = g_new0 (HelloData, 1);
  data->name = g_strdup (name);
  g_task_set_task_data (task, data, (GDestroyNotify) hello_data_free);
  call_hello (g_steal_pointer (&task));
}

/**
 * parafa_account_hello_finish:
 * @self: an account
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full): TestOauth's answer
 */
ParafaHello *
parafa_account_hello_finish (ParafaAccount *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
