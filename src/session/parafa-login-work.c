/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-login-work.h"
#include "parafa-certificate-keep.h"
#include "parafa-hold.h"
#include "parafa-login-flow-private.h"
#include "parafa-login-look.h"
#include "parafa-login-problem.h"
#include "parafa-login-question.h"

static void run_postponed (ParafaLoginFlow *self);

/**
 * parafa_login_work_handle_error:
 * @self: a login
 * @event: what failed
 * @error: why
 */
void
parafa_login_work_handle_error (ParafaLoginFlow *self, ParafaLoginEvent event, const GError *error)
{
  parafa_login_flow_handle (self, event, parafa_login_problem_from_error (error), error->message);
}

/* -- the card process -- */

static void
on_relay_failed (ParafaCard *card, GError *error, const char *host, ParafaLoginFlow *self)
{
  g_autofree char *detail = g_strdup_printf ("%s: %s", host, error->message);

  parafa_login_flow_handle (self, PARAFA_LOGIN_EVENT_RELAY_FAILED,
                            parafa_login_problem_from_error (error), detail);
}

static void
on_upstream (ParafaCard *card, ParafaUpstream *upstream, ParafaLoginFlow *self)
{
  g_autofree char *address = g_strconcat ("https://", upstream->host, NULL);
  g_autofree char *words =
      g_strdup_printf ("%s, %s, server certificate by %s%s", upstream->protocol, upstream->cipher,
                       upstream->issuer,
                       upstream->certificate_sent ? ", client certificate sent" : "");

  parafa_http_note (parafa_session_get_http (self->session), "CONNECT", address, g_get_real_time (),
                    words);
  g_signal_emit_by_name (self, "upstream", upstream);
}

static void
on_pin_question (ParafaCard *card, guint id, guint flags, const char *token, ParafaLoginFlow *self)
{
  if (self->machine.state == PARAFA_LOGIN_STATE_SHOWING)
    g_signal_emit_by_name (self, "pin-question", id, flags, token);
  else
    parafa_card_answer_question (card, id, NULL);
}

static void
on_card_ended (ParafaCard *card, GError *error, ParafaLoginFlow *self)
{
  parafa_login_flow_handle (self, PARAFA_LOGIN_EVENT_CARD_ENDED, PARAFA_LOGIN_PROBLEM_CARD_PROCESS,
                            error != NULL ? error->message : NULL);
}

/* Several drivers may tell of one change */
static void
on_tokens_changed (ParafaCard *card, ParafaLoginFlow *self)
{
  parafa_login_flow_handle_good (self, PARAFA_LOGIN_EVENT_TOKENS_CHANGED);
}

/* Also when it is back already: its session is not */
static void
on_token_gone (ParafaCard *card, const char *label, ParafaLoginFlow *self)
{
  parafa_login_flow_handle_good (self, PARAFA_LOGIN_EVENT_TOKEN_MISSED);
}

void
parafa_login_work_ensure_card (ParafaLoginFlow *self)
{
  if (self->card != NULL)
    return;
  self->card = parafa_card_new ();
  g_signal_connect (self->card, "relay-failed", G_CALLBACK (on_relay_failed), self);
  g_signal_connect (self->card, "upstream", G_CALLBACK (on_upstream), self);
  g_signal_connect (self->card, "pin-question", G_CALLBACK (on_pin_question), self);
  g_signal_connect (self->card, "ended", G_CALLBACK (on_card_ended), self);
  g_signal_connect (self->card, "tokens-changed", G_CALLBACK (on_tokens_changed), self);
  g_signal_connect (self->card, "token-gone", G_CALLBACK (on_token_gone), self);
}

/**
 * parafa_login_work_watch:
 * @self: a login
 *
 * Has readers watched while that makes a difference, and only then.
 */
void
parafa_login_work_watch (ParafaLoginFlow *self)
{
  if (self->card != NULL && self->machine.state != PARAFA_LOGIN_STATE_LISTING)
    parafa_card_set_watching (self->card, parafa_login_machine_needs_watching (&self->machine));
}

static void
tell_end (GObject *source, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;

  if (!parafa_card_end_finish (PARAFA_CARD (source), result, &error))
    g_info ("login-flow: the card process did not end well: %s", error->message);
}

static void
card_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaLoginQuestion) question = user_data;
  ParafaLoginFlow *self = question->flow;

  tell_end (source, result);
  parafa_release_program ();
  self->n_ending--;
  if (self->n_ending == 0)
    run_postponed (self);
}

static void
dropped_card_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  tell_end (source, result);
  parafa_release_program ();
}

static ParafaCard *
take_card (ParafaLoginFlow *self)
{
  ParafaCard *card = g_steal_pointer (&self->card);

  if (card != NULL)
    g_signal_handlers_disconnect_by_data (card, self);
  return card;
}

/**
 * parafa_login_work_end_card:
 * @self: a login
 *
 * Has the card process log out and end. The next one begins when this one is gone: two processes
 * at one token, one of them logging out, confuse drivers.
 */
void
parafa_login_work_end_card (ParafaLoginFlow *self)
{
  g_autoptr (ParafaCard) card = take_card (self);

  if (card == NULL)
    return;
  self->n_ending++;
  parafa_hold_program ();
  parafa_card_end_async (card, NULL, card_ended, parafa_login_question_new (self));
}

/**
 * parafa_login_work_drop_card:
 * @self: a login that is being disposed of
 *
 * The same for a login that has no next.
 */
void
parafa_login_work_drop_card (ParafaLoginFlow *self)
{
  g_autoptr (ParafaCard) card = take_card (self);

  if (card == NULL)
    return;
  parafa_hold_program ();
  parafa_card_end_async (card, NULL, dropped_card_ended, NULL);
}

/**
 * parafa_login_work_postpone:
 * @self: a login
 * @action: what is to be done
 *
 * Returns: %TRUE when it has to wait until a card process has ended; it is done then
 */
gboolean
parafa_login_work_postpone (ParafaLoginFlow *self, ParafaLoginActions action)
{
  self->postponed = self->n_ending > 0 ? action : PARAFA_LOGIN_DO_NOTHING;
  self->postponed_serial = self->machine.serial;
  return self->n_ending > 0;
}

/* -- check -- */

static void
pin_state_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaLoginQuestion) question = user_data;
  ParafaLoginFlow *self = question->flow;
  g_autoptr (GError) error = NULL;
  ParafaPinState state = { 0, -1 };
  gboolean good = parafa_card_read_pin_state_finish (PARAFA_CARD (source), result, &state, &error);

  if (parafa_login_question_is_late (question))
    return;
  if (!good)
    {
      parafa_login_work_handle_error (self, PARAFA_LOGIN_EVENT_CHECK_FAILED, error);
      return;
    }
  self->pin_state = state;
  if ((state.flags & PARAFA_PIN_NOT_NEEDED) != 0)
    parafa_login_flow_handle_good (self, PARAFA_LOGIN_EVENT_PIN_NOT_NEEDED);
  else
    parafa_login_flow_handle (self, PARAFA_LOGIN_EVENT_PIN_NEEDED,
                              (state.flags & PARAFA_PIN_LOCKED) != 0
                                  ? PARAFA_LOGIN_PROBLEM_PIN_LOCKED
                                  : PARAFA_LOGIN_PROBLEM_NONE,
                              NULL);
}

static void
do_check (ParafaLoginFlow *self)
{
  parafa_card_read_pin_state_async (self->card, self->certificate, self->cancellable,
                                    pin_state_read, parafa_login_question_new (self));
}

/* -- file -- */

/* A file that is there and cannot be read is another thing than one that is not there */
static void
opened_file_looked_for (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaLoginQuestion) question = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info G_GNUC_UNUSED =
      g_file_query_info_finish (G_FILE (source), result, &error);

  if (!parafa_login_question_is_late (question))
    parafa_login_flow_handle (question->flow, PARAFA_LOGIN_EVENT_FILE_FAILED,
                              g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)
                                  ? PARAFA_LOGIN_PROBLEM_FILE_GONE
                                  : PARAFA_LOGIN_PROBLEM_FILE,
                              NULL);
}

static void
handle_file_error (ParafaLoginFlow *self, const GError *error)
{
  g_autoptr (GFile) file = NULL;

  if (!g_error_matches (error, PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_FILE))
    {
      parafa_login_work_handle_error (self, PARAFA_LOGIN_EVENT_FILE_FAILED, error);
      return;
    }
  file = g_file_new_for_path (self->opened_file);
  g_file_query_info_async (file, G_FILE_ATTRIBUTE_STANDARD_TYPE, G_FILE_QUERY_INFO_NONE,
                           G_PRIORITY_DEFAULT, self->cancellable, opened_file_looked_for,
                           parafa_login_question_new (self));
}

static void
file_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaLoginQuestion) question = user_data;
  ParafaLoginFlow *self = question->flow;
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaCertificate) certificate =
      parafa_card_open_file_finish (PARAFA_CARD (source), result, &error);

  if (parafa_login_question_is_late (question))
    return;
  if (certificate == NULL)
    {
      handle_file_error (self, error);
      return;
    }
  parafa_login_flow_set_certificate (self, certificate);
  parafa_login_flow_handle_good (self, PARAFA_LOGIN_EVENT_FILE_OPENED);
}

static void
do_open_file (ParafaLoginFlow *self)
{
  g_autofree char *file = NULL;
  g_autoptr (ParafaSecret) password = NULL;

  if (parafa_login_work_postpone (self, PARAFA_LOGIN_DO_OPEN_FILE))
    return;
  file = g_steal_pointer (&self->file);
  password = g_steal_pointer (&self->password);
  parafa_login_work_ensure_card (self);
  parafa_card_open_file_async (self->card, file, password, self->cancellable, file_opened,
                               parafa_login_question_new (self));
  g_free (self->opened_file);
  self->opened_file = g_steal_pointer (&file);
}

/* -- unlock: one PIN, one try -- */

static void
unlocked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaLoginQuestion) question = user_data;
  ParafaLoginFlow *self = question->flow;
  g_autoptr (GError) error = NULL;
  ParafaPinState state = self->pin_state;
  gboolean good = parafa_card_unlock_finish (PARAFA_CARD (source), result, &state, &error);

  if (parafa_login_question_is_late (question))
    return;
  if (good || error->domain == PARAFA_CARD_ERROR)
    self->pin_state = state;
  if (good)
    parafa_login_flow_handle_good (self, PARAFA_LOGIN_EVENT_UNLOCKED);
  else
    parafa_login_work_handle_error (self, PARAFA_LOGIN_EVENT_UNLOCK_FAILED, error);
}

/* Not cancellable: a PIN that was sent is with the token; who goes back ends the card process */
static void
do_unlock (ParafaLoginFlow *self)
{
  g_autoptr (ParafaSecret) pin = g_steal_pointer (&self->pin);

  parafa_card_unlock_async (self->card, self->certificate, pin, NULL, unlocked,
                            parafa_login_question_new (self));
}

/* -- prepare -- */

static void
prepared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaLoginQuestion) question = user_data;
  ParafaLoginFlow *self = question->flow;
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaLoginPreparation) preparation =
      parafa_login_preparation_make_finish (PARAFA_SESSION (source), result, &error);

  if (parafa_login_question_is_late (question))
    return;
  if (preparation == NULL)
    {
      parafa_login_work_handle_error (self, PARAFA_LOGIN_EVENT_PREPARE_FAILED, error);
      return;
    }
  self->preparation = g_steal_pointer (&preparation);
  if (self->card != NULL && self->certificate != NULL)
    parafa_certificate_keep_collect (self->card, self->certificate);
  parafa_login_flow_handle_good (self, PARAFA_LOGIN_EVENT_PREPARED);
}

static void
do_prepare (ParafaLoginFlow *self)
{
  g_clear_pointer (&self->preparation, parafa_login_preparation_free);
  parafa_login_preparation_make_async (self->session, parafa_account_get_profile (self->account),
                                       self->card, self->certificate, self->cancellable, prepared,
                                       parafa_login_question_new (self));
}

/* Waits for the card process: while it holds the token, a browser may not get it */
static void
do_arrange (ParafaLoginFlow *self)
{
  if (parafa_login_work_postpone (self, PARAFA_LOGIN_DO_ARRANGE))
    return;
  g_clear_pointer (&self->preparation, parafa_login_preparation_free);
  parafa_login_preparation_make_async (self->session, parafa_account_get_profile (self->account),
                                       NULL, NULL, self->cancellable, prepared,
                                       parafa_login_question_new (self));
}

/* -- exchange and store -- */

static void do_store (ParafaLoginFlow *self);

/* The code is spent and the server has handed out its pair: cancelled or not, it is kept */
static void
take_pair (ParafaLoginQuestion *question, ParafaTokenPair *pair)
{
  ParafaLoginFlow *self = question->flow;

  self->pair = parafa_token_pair_ref (pair);
  if (parafa_login_question_is_late (question))
    do_store (self);
  else
    parafa_login_flow_handle_good (self, PARAFA_LOGIN_EVENT_EXCHANGED);
}

static void
exchanged (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaLoginQuestion) question = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaTokenPair) pair =
      parafa_oauth_exchange_finish (PARAFA_OAUTH (source), result, &error);

  if (pair != NULL)
    take_pair (question, pair);
  else if (!parafa_login_question_is_late (question))
    parafa_login_flow_handle (question->flow, PARAFA_LOGIN_EVENT_EXCHANGE_FAILED,
                              parafa_login_problem_from_exchange (error), error->message);
  parafa_release_program ();
}

/* Not cancellable, like a refresh: once the code is sent, the answer may be the only copy */

static void
do_exchange (ParafaLoginFlow *self)
{
  g_autoptr (ParafaSecret) code = g_steal_pointer (&self->code);
  g_autoptr (ParafaLoginPreparation) preparation = g_steal_pointer (&self->preparation);
  g_autoptr (ParafaOauth) oauth =
      parafa_oauth_new (parafa_session_get_http (self->session), preparation->endpoints);

  parafa_oauth_set_clock (oauth, parafa_session_get_clock (self->session));
  parafa_hold_program ();
  parafa_oauth_exchange_async (oauth,
                               parafa_profile_get_client_id (
                                   parafa_account_get_profile (self->account)),
                               preparation->client_secret, code,
                               parafa_authorize_request_get_redirect_uri (preparation->request),
                               NULL, exchanged, parafa_login_question_new (self));
}

/* What the file remembers is a convenience: a login does not fail for it */
static void
profiles_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!parafa_session_save_profiles_finish (PARAFA_SESSION (source), result, &error))
    g_info ("login-flow: the certificate is not remembered: %s", error->message);
}

static void
remember_certificate (ParafaLoginFlow *self)
{
  ParafaProfile *profile = parafa_account_get_profile (self->account);
  ParafaPractice *practice = parafa_session_get_practice (self->session);
  const char *file = NULL;

  /* which one the system's browser showed nobody knows */
  if (self->certificate == NULL)
    return;
  file = parafa_certificate_get_place (self->certificate)->file;
  /* the practice certificate is always on offer */
  if (g_strcmp0 (file, parafa_practice_get_certificate_file (practice)) == 0)
    file = NULL;
  parafa_profile_set_certificate_file (profile, file);
  parafa_profile_set_certificate (profile, parafa_certificate_get_holder (self->certificate),
                                  parafa_certificate_get_issuer (self->certificate),
                                  parafa_certificate_get_serial (self->certificate),
                                  parafa_certificate_get_not_after (self->certificate));
  parafa_profile_set_refused (parafa_account_get_profile (self->account), NULL, NULL, -1);
  parafa_session_save_profiles_async (self->session, NULL, profiles_saved, NULL);
  parafa_certificate_keep_write (parafa_account_get_profile (self->account), self->certificate);
}

static void
end_store (ParafaLoginQuestion *question, gboolean good, const GError *error)
{
  if (parafa_login_question_is_late (question))
    return;
  if (good)
    parafa_login_flow_handle_good (question->flow, PARAFA_LOGIN_EVENT_STORED);
  else
    parafa_login_work_handle_error (question->flow, PARAFA_LOGIN_EVENT_STORE_FAILED, error);
}

static void
pair_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaLoginQuestion) question = user_data;
  g_autoptr (GError) error = NULL;
  gboolean good = parafa_account_keep_finish (PARAFA_ACCOUNT (source), result, &error);

  end_store (question, good, error);
}

static void
do_store (ParafaLoginFlow *self)
{
  g_autoptr (ParafaTokenPair) pair = g_steal_pointer (&self->pair);

  parafa_account_keep_async (self->account, pair, NULL, pair_kept,
                             parafa_login_question_new (self));
  remember_certificate (self);
}

static void
pair_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaLoginQuestion) question = user_data;
  g_autoptr (GError) error = NULL;
  gboolean good = parafa_account_save_finish (PARAFA_ACCOUNT (source), result, &error);

  end_store (question, good, error);
}

static void
do_save (ParafaLoginFlow *self)
{
  parafa_account_save_async (self->account, NULL, pair_saved, parafa_login_question_new (self));
}

typedef struct
{
  ParafaLoginActions action;
  void (*run) (ParafaLoginFlow *self);
} ActionRun;

/* In this order: the code goes out first, and a card process ends before another is begun */
static const ActionRun action_runs[] = {
  { PARAFA_LOGIN_DO_EXCHANGE, do_exchange },
  { PARAFA_LOGIN_DO_END_CARD, parafa_login_work_end_card },
  { PARAFA_LOGIN_DO_LIST, parafa_login_look_list },
  { PARAFA_LOGIN_DO_LIST_AGAIN, parafa_login_look_list_again },
  { PARAFA_LOGIN_DO_LOOK_FOR_TOKEN, parafa_login_look_for_token },
  { PARAFA_LOGIN_DO_CHECK, do_check },
  { PARAFA_LOGIN_DO_OPEN_FILE, do_open_file },
  { PARAFA_LOGIN_DO_UNLOCK, do_unlock },
  { PARAFA_LOGIN_DO_PREPARE, do_prepare },
  { PARAFA_LOGIN_DO_ARRANGE, do_arrange },
  { PARAFA_LOGIN_DO_STORE, do_store },
  { PARAFA_LOGIN_DO_SAVE, do_save },
};

static void
run_postponed (ParafaLoginFlow *self)
{
  ParafaLoginActions actions = self->postponed;

  self->postponed = PARAFA_LOGIN_DO_NOTHING;
  if (self->postponed_serial == self->machine.serial)
    parafa_login_work_run (self, actions);
}

/**
 * parafa_login_work_run:
 * @self: a login
 * @actions: what its machine wants done
 *
 * Begins the work; what comes of it is told by parafa_login_flow_handle(), never before this
 * returns. Signals are not among it.
 */
void
parafa_login_work_run (ParafaLoginFlow *self, ParafaLoginActions actions)
{
  for (guint i = 0; i < G_N_ELEMENTS (action_runs); i++)
    {
      if ((actions & action_runs[i].action) != 0)
        action_runs[i].run (self);
    }
}

/**
 * parafa_login_work_remember_refusal:
 * @self: a login
 *
 * Remembers in the profile that the server did not take the chosen certificate, for the check-up.
 */
void
parafa_login_work_remember_refusal (ParafaLoginFlow *self)
{
  g_return_if_fail (PARAFA_IS_LOGIN_FLOW (self));

  if (self->certificate == NULL)
    return;
  parafa_profile_set_refused (parafa_account_get_profile (self->account),
                              parafa_certificate_get_issuer (self->certificate),
                              parafa_certificate_get_serial (self->certificate),
                              parafa_clock_get_now (parafa_session_get_clock (self->session)));
  parafa_session_save_profiles_async (self->session, NULL, profiles_saved, NULL);
}
