/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-account-private.h"
#include "parafa-hold.h"
#include "parafa-renewal-note.h"
#include "parafa-renewal.h"
#include "parafa-session-error.h"
#include "parafa-token-calls.h"

/* A refresh takes seconds; one that hangs is given up by its own program before this */
#define LOCK_LIMIT_MS (2 * 60 * 1000)

/* The queue of refreshes of one account: lock → what the keyring holds now → note on the disk →
 * request → keep (store and read back) → note away. When the server says that the refresh token is
 * dead: what the keyring holds by now. */
static void refresh_locked (GObject *source, GAsyncResult *result, gpointer user_data);
static void refresh_looked_up (GObject *source, GAsyncResult *result, gpointer user_data);
static void refresh_noted (GObject *source, GAsyncResult *result, gpointer user_data);
static void refresh_answered (GObject *source, GAsyncResult *result, gpointer user_data);
static void refresh_kept (GObject *source, GAsyncResult *result, gpointer user_data);
static void refresh_refused (GObject *source, GAsyncResult *result, gpointer user_data);

static gint64
get_now (ParafaAccount *self)
{
  return parafa_clock_get_now (self->clock);
}

static const char *
get_id (ParafaAccount *self)
{
  return parafa_profile_get_id (self->profile);
}

static void
note_failure (ParafaAccount *self, const GError *error)
{
  g_clear_error (&self->refresh_error);
  if (error == NULL)
    {
      self->n_failures = 0;
      self->retry_at_s = -1;
      return;
    }
  self->refresh_error = g_error_copy (error);
  self->n_failures++;
  self->retry_at_s = parafa_renewal_get_retry_at (error, self->n_failures, get_now (self));
}

static void
end_refresh (ParafaAccount *self, const GError *error)
{
  g_autoptr (GPtrArray) refreshers = parafa_account_take_waiting (&self->refreshers);

  g_clear_pointer (&self->refreshed, parafa_token_pair_unref);
  g_clear_pointer (&self->refresh_lock, parafa_refresh_lock_free);
  self->lost_at_s = -1;
  note_failure (self, error);
  parafa_account_set_refreshing (self, FALSE);
  parafa_account_tell_changed (self);
  parafa_account_return_to_all (refreshers, error);
  parafa_release_program ();
}

static void
start_refresh (ParafaAccount *self)
{
  /* the answer may be the only place where the next refresh token is: no end of the program before */
  parafa_hold_program ();
  self->refreshed = parafa_token_pair_ref (self->pair);
  parafa_account_set_refreshing (self, TRUE);
  parafa_refresh_lock_take_async (get_id (self), LOCK_LIMIT_MS, refresh_locked,
                                  g_object_ref (self));
}

static gboolean
end_refresh_when_gone (ParafaAccount *self)
{
  g_autoptr (GError) error = NULL;

  if (self->session != NULL && !self->retired)
    return FALSE;
  error = g_error_new_literal (PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_REMOVED,
                               "the account was removed");
  end_refresh (self, error);
  return TRUE;
}

static void
refresh_locked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaAccount) self = PARAFA_ACCOUNT (user_data);
  g_autoptr (GError) error = NULL;

  self->refresh_lock = parafa_refresh_lock_take_finish (result, &error);
  if (self->refresh_lock == NULL)
    {
      end_refresh (self, error);
      return;
    }
  parafa_vault_load_pair_async (self->vault, get_id (self), NULL, refresh_looked_up,
                                g_object_ref (self));
}

/* What the keyring holds and this program neither loaded nor stored came from another one, and is
 * the newest: it was stored after what is held here was. Dates say nothing where the clock was set
 * back in between. */
static gboolean
adopt_stored (ParafaAccount *self, ParafaTokenPair *stored)
{
  if (stored == NULL || self->unsaved || self->storing ||
      parafa_secret_equal (parafa_token_pair_get_access (stored),
                           parafa_token_pair_get_access (self->refreshed)))
    return FALSE;
  g_debug ("account: another program renewed");
  parafa_account_set_pair (self, stored);
  g_clear_pointer (&self->refreshed, parafa_token_pair_unref);
  self->refreshed = parafa_token_pair_ref (stored);
  return TRUE;
}

/* Not cancellable once begun: the server may already have changed the tokens, and the answer is
 * then the only place where they are */
static void
refresh_looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaAccount) self = PARAFA_ACCOUNT (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaTokenPair) stored =
      parafa_vault_load_pair_finish (PARAFA_VAULT (source), result, &error);

  if (end_refresh_when_gone (self))
    return;
  if (error != NULL)
    end_refresh (self, error); /* what could not be stored afterwards is not asked for */
  else if (self->pair != self->refreshed)
    end_refresh (self, NULL); /* a login was finished meanwhile */
  else if (adopt_stored (self, stored) && !parafa_renewal_is_due (stored, get_now (self)))
    end_refresh (self, NULL);
  else if (parafa_token_pair_get_refresh (self->pair) == NULL)
    {
      error = g_error_new_literal (PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_NO_PAIR,
                                   "there is no refresh token");
      end_refresh (self, error);
    }
  else
    parafa_renewal_note_begin_async (get_id (self), parafa_token_pair_get_obtained_at (self->pair),
                                     get_now (self), refresh_noted, g_object_ref (self));
}

static void
refresh_noted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaAccount) self = PARAFA_ACCOUNT (user_data);

  self->lost_at_s = parafa_renewal_note_begin_finish (result);
  if (end_refresh_when_gone (self))
    return;
  parafa_token_calls_refresh_async (self->session, self->profile, self->refreshed, refresh_answered,
                                    g_object_ref (self));
}

/* -- the note goes, then the refresh ends -- */

typedef struct
{
  ParafaAccount *account; /* (owned) */
  GError *error;          /* (owned) (nullable): what the refresh ends with */
} Ending;

static void
note_cleared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Ending *ending = user_data;

  parafa_renewal_note_clear_finish (result);
  end_refresh (ending->account, ending->error);
  g_object_unref (ending->account);
  g_clear_error (&ending->error);
  g_free (ending);
}

static void
clear_note_and_end (ParafaAccount *self, const GError *error)
{
  Ending *ending = g_new0 (Ending, 1);

  ending->account = g_object_ref (self);
  ending->error = error != NULL ? g_error_copy (error) : NULL;
  parafa_renewal_note_clear_async (get_id (self), note_cleared, ending);
}

/* A lost answer stays noted until a pair comes: any later refusal may be its doing */
static void
fail_refresh (ParafaAccount *self, const GError *error)
{
  if (self->lost_at_s < 0 && parafa_renewal_is_outcome_known (error))
    clear_note_and_end (self, error);
  else
    end_refresh (self, error);
}

static void
refresh_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaAccount) self = PARAFA_ACCOUNT (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaTokenPair) pair =
      parafa_token_calls_refresh_finish (PARAFA_SESSION (source), result, &error);

  if (self->pair != self->refreshed && !self->retired)
    clear_note_and_end (self, NULL); /* a login was finished meanwhile: its pair is the newer one */
  else if (pair != NULL)
    parafa_account_keep_async (self, pair, NULL, refresh_kept, NULL);
  else if (g_error_matches (error, PARAFA_TOKEN_ERROR, PARAFA_TOKEN_ERROR_LOGIN_AGAIN) &&
           !self->retired)
    parafa_vault_load_pair_async (self->vault, get_id (self), NULL, refresh_refused,
                                  g_object_ref (self));
  else
    fail_refresh (self, error);
}

static void
refresh_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ParafaAccount *self = PARAFA_ACCOUNT (source);
  g_autoptr (GError) error = NULL;

  /* held and not stored: should the program end now, the note says what happened */
  if (parafa_account_keep_finish (self, result, &error))
    clear_note_and_end (self, NULL);
  else
    end_refresh (self, error);
}

/* The refresh token is dead. Another program, one that shares no lock with this one, may have spent
 * it and stored what it got; or an answer was lost on its way, and no program has it. */
static void
refresh_refused (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaAccount) self = PARAFA_ACCOUNT (user_data);
  g_autoptr (ParafaTokenPair) stored =
      parafa_vault_load_pair_finish (PARAFA_VAULT (source), result, NULL);
  g_autoptr (GError) error = NULL;

  if (end_refresh_when_gone (self))
    return;
  if (self->pair != self->refreshed || adopt_stored (self, stored))
    {
      clear_note_and_end (self, NULL);
      return;
    }
  if (self->lost_at_s >= 0)
    error =
        g_error_new (PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_ANSWER_LOST,
                     "the refresh token is spent: the answer to the refresh of %" G_GINT64_FORMAT
                     " never came",
                     self->lost_at_s);
  else
    error = g_error_new_literal (PARAFA_TOKEN_ERROR, PARAFA_TOKEN_ERROR_LOGIN_AGAIN,
                                 "the server does not take the refresh token any more");
  fail_refresh (self, error);
}

/* -- without being asked -- */

static gboolean
may_renew_by_itself (ParafaAccount *self)
{
  if (self->session == NULL || self->retired || self->refreshing || self->unsaved ||
      self->pair == NULL || !parafa_session_get_automatic_renewal (self->session))
    return FALSE;
  /* no practice server is started for it */
  return parafa_profile_get_environment (self->profile) != PARAFA_ENVIRONMENT_PRACTICE ||
         parafa_practice_is_running (parafa_session_get_practice (self->session));
}

/* When the timer is to ring for the automatic renewal: Unix seconds, G_MAXINT64 for never */
gint64
parafa_account_get_renewal_at (ParafaAccount *self)
{
  gint64 due_at_s = -1;

  if (may_renew_by_itself (self))
    due_at_s = parafa_renewal_get_due_at (self->pair);
  return due_at_s < 0 ? G_MAXINT64 : MAX (due_at_s, self->retry_at_s);
}

/* The timer rang, or the setting changed */
void
parafa_account_renew_when_due (ParafaAccount *self)
{
  if (parafa_account_get_renewal_at (self) <= get_now (self))
    start_refresh (self);
}

/**
 * parafa_account_get_renewal_due_at:
 * @self: an account
 *
 * Tells the day the pair is renewed by itself, if the session does that: see
 * parafa_session_set_automatic_renewal().
 *
 * Returns: Unix seconds, or -1 when it is not going to be
 */
gint64
parafa_account_get_renewal_due_at (ParafaAccount *self)
{
  g_return_val_if_fail (PARAFA_IS_ACCOUNT (self), -1);

  if (self->session == NULL || self->pair == NULL ||
      !parafa_session_get_automatic_renewal (self->session))
    return -1;
  return parafa_renewal_get_due_at (self->pair);
}

/**
 * parafa_account_get_refresh_error:
 * @self: an account
 *
 * Tells why the last refresh failed, whoever started it. It stays until one succeeds.
 *
 * Returns: (transfer none) (nullable): the error of parafa_account_refresh_finish()
 */
const GError *
parafa_account_get_refresh_error (ParafaAccount *self)
{
  g_return_val_if_fail (PARAFA_IS_ACCOUNT (self), NULL);

  return self->refresh_error;
}

/**
 * parafa_account_refresh_async:
 * @self: an account
 * @cancellable: (nullable): ends the caller's wait; the refresh itself goes on
 * @callback: called when done
 * @user_data: for @callback
 *
 * Gets a fresh pair with the refresh token. One refresh at a time: whoever calls while one runs
 * shares its result, and where another program of the person's refreshed meanwhile, its pair is
 * taken from the keyring. The former pair stays in the keyring until the new one has replaced it, and no
 * failure removes a token.
 *
 * Fails with %PARAFA_SESSION_ERROR_NO_PAIR without a refresh token, with
 * %PARAFA_SESSION_ERROR_CLIENT_SECRET when the keyring has none, with %PARAFA_SESSION_ERROR_BUSY
 * when another program refreshes and does not end, with %PARAFA_SESSION_ERROR_ANSWER_LOST when the
 * server refuses the refresh token after an answer that never came, else with what the steps said:
 * %PARAFA_TOKEN_ERROR, %PARAFA_HTTP_ERROR, %PARAFA_VAULT_ERROR (then look at "unsaved").
 */
void
parafa_account_refresh_async (ParafaAccount *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (PARAFA_IS_ACCOUNT (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_account_refresh_async);
  if (parafa_account_fail_when_retired (self, task))
    return;
  if (self->pair == NULL || parafa_token_pair_get_refresh (self->pair) == NULL)
    {
      g_task_return_new_error (task, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_NO_PAIR,
                               "there is no refresh token");
      return;
    }
  g_ptr_array_add (self->refreshers, g_steal_pointer (&task));
  if (!self->refreshing)
    start_refresh (self);
}

/**
 * parafa_account_refresh_finish:
 * @self: an account
 * @result: the result
 * @error: return location
 *
 * Returns: %TRUE when a fresh pair is held and stored
 */
gboolean
parafa_account_refresh_finish (ParafaAccount *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
