/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-login-flow.h"
#include "parafa-login-flow-private.h"
#include "parafa-login-listing.h"
#include "parafa-login-machine.h"
#include "parafa-login-preparation.h"
#include "parafa-login-problem.h"
#include "parafa-redact.h"

#include <string.h>

/* PIN, approval on a phone and a form take minutes; an unlocked key is not left lying about longer
 * than this */
#define PATIENCE_MS (10 * 60 * 1000)
#define CALLBACK_ERROR_PREFIX "callback: error "

struct _ParafaLoginFlow
{
  GObject parent_instance;
  ParafaSession *session; /* (owned) */
  ParafaAccount *account; /* (owned) */
  ParafaLoginMachine machine;
  ParafaLoginMachine shown; /* what the last notifications told */
  char *detail;             /* (owned) (nullable) */
  guint patience_ms;
  guint patience_id;

  ParafaCard *card;               /* (owned) (nullable) */
  GCancellable *cancellable;      /* (owned) (nullable): of the step that runs */
  GListStore *certificates;       /* (owned) (element-type ParafaCertificate) */
  GStrv driver_problems;          /* (owned) (nullable) */
  ParafaCertificate *certificate; /* (owned) (nullable): the chosen one */
  ParafaPinState pin_state;

  /* for the one action they were given for */
  char *file;             /* (owned) (nullable) */
  ParafaSecret *password; /* (owned) (nullable) */
  ParafaSecret *pin;      /* (owned) (nullable) */
  ParafaSecret *code;     /* (owned) (nullable) */
  ParafaTokenPair *pair;  /* (owned) (nullable) */

  ParafaLoginPreparation *preparation; /* (owned) (nullable) */
};

typedef enum
{
  PROP_STEP = 1,
  PROP_BUSY,
  PROP_PROBLEM,
  PROP_CERTIFICATE,
  N_PROPERTIES
} ParafaLoginFlowProperty;

static GParamSpec *properties[N_PROPERTIES];

enum
{
  SIGNAL_OPEN_PAGE,
  SIGNAL_CLOSE_PAGE,
  SIGNAL_UPSTREAM,
  SIGNAL_PIN_QUESTION,
  SIGNAL_DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ParafaLoginFlow, parafa_login_flow, G_TYPE_OBJECT)

/* A question that was put in one state; its answer counts in that state only */
typedef struct
{
  ParafaLoginFlow *flow; /* (owned) */
  guint serial;
} Question;

static void handle (ParafaLoginFlow *self,
                    ParafaLoginEvent event,
                    ParafaLoginProblem problem,
                    const char *detail);

static Question *
question_new (ParafaLoginFlow *self)
{
  Question *question = g_new0 (Question, 1);

  question->flow = g_object_ref (self);
  question->serial = self->machine.serial;
  return question;
}

static void
question_free (Question *question)
{
  g_object_unref (question->flow);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static gboolean
is_late (const Question *question)
{
  return question->serial != question->flow->machine.serial;
}

static void
handle_good (ParafaLoginFlow *self, ParafaLoginEvent event)
{
  handle (self, event, PARAFA_LOGIN_PROBLEM_NONE, NULL);
}

static void
handle_error (ParafaLoginFlow *self, ParafaLoginEvent event, const GError *error)
{
  handle (self, event, parafa_login_problem_from_error (error), error->message);
}

static void
set_certificate (ParafaLoginFlow *self, ParafaCertificate *certificate)
{
  if (g_set_object (&self->certificate, certificate))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CERTIFICATE]);
}

/* -- the card process -- */

static void
on_relay_failed (ParafaCard *card, GError *error, const char *host, ParafaLoginFlow *self)
{
  g_autofree char *detail = g_strdup_printf ("%s: %s", host, error->message);

  handle (self, PARAFA_LOGIN_EVENT_RELAY_FAILED, parafa_login_problem_from_error (error), detail);
}

static void
on_upstream (ParafaCard *card, ParafaUpstream *upstream, ParafaLoginFlow *self)
{
  g_signal_emit (self, signals[SIGNAL_UPSTREAM], 0, upstream);
}

static void
on_pin_question (ParafaCard *card, guint id, guint flags, const char *token, ParafaLoginFlow *self)
{
  if (self->machine.state == PARAFA_LOGIN_STATE_SHOWING)
    g_signal_emit (self, signals[SIGNAL_PIN_QUESTION], 0, id, flags, token);
  else
    parafa_card_answer_question (card, id, NULL);
}

static void
on_card_ended (ParafaCard *card, GError *error, ParafaLoginFlow *self)
{
  handle (self, PARAFA_LOGIN_EVENT_CARD_ENDED, PARAFA_LOGIN_PROBLEM_CARD_PROCESS,
          error != NULL ? error->message : NULL);
}

static void
ensure_card (ParafaLoginFlow *self)
{
  if (self->card != NULL)
    return;
  self->card = parafa_card_new ();
  g_signal_connect (self->card, "relay-failed", G_CALLBACK (on_relay_failed), self);
  g_signal_connect (self->card, "upstream", G_CALLBACK (on_upstream), self);
  g_signal_connect (self->card, "pin-question", G_CALLBACK (on_pin_question), self);
  g_signal_connect (self->card, "ended", G_CALLBACK (on_card_ended), self);
}

static void
card_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!parafa_card_end_finish (PARAFA_CARD (source), result, &error))
    g_info ("login-flow: the card process did not end well: %s", error->message);
}

/* The process logs the token out and ends while the login goes on with another, or with none */
static void
end_card (ParafaLoginFlow *self)
{
  g_autoptr (ParafaCard) card = g_steal_pointer (&self->card);

  if (card == NULL)
    return;
  g_signal_handlers_disconnect_by_data (card, self);
  parafa_card_end_async (card, NULL, card_ended, NULL);
}

/* -- list -- */

static void
listing_made (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  ParafaLoginFlow *self = question->flow;
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaLoginListing) listing =
      parafa_login_listing_make_finish (PARAFA_SESSION (source), result, &error);

  if (is_late (question))
    return;
  if (listing == NULL)
    {
      handle_error (self, PARAFA_LOGIN_EVENT_LIST_FAILED, error);
      return;
    }
  if (listing->card_lost)
    end_card (self);
  g_clear_pointer (&self->driver_problems, g_strfreev);
  self->driver_problems = g_steal_pointer (&listing->problems);
  g_list_store_splice (self->certificates, 0,
                       g_list_model_get_n_items (G_LIST_MODEL (self->certificates)),
                       listing->certificates->pdata, listing->certificates->len);
  handle (self, PARAFA_LOGIN_EVENT_LISTED,
          listing->certificates->len > 0 ? PARAFA_LOGIN_PROBLEM_NONE
                                         : PARAFA_LOGIN_PROBLEM_NO_CERTIFICATES,
          self->driver_problems != NULL ? self->driver_problems[0] : NULL);
}

static void
do_list (ParafaLoginFlow *self)
{
  ensure_card (self);
  parafa_login_listing_make_async (self->session, parafa_account_get_profile (self->account),
                                   self->card, self->cancellable, listing_made,
                                   question_new (self));
}

/* -- check -- */

static void
pin_state_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  ParafaLoginFlow *self = question->flow;
  g_autoptr (GError) error = NULL;
  ParafaPinState state = { 0, -1 };
  gboolean good = parafa_card_read_pin_state_finish (PARAFA_CARD (source), result, &state, &error);

  if (is_late (question))
    return;
  if (!good)
    {
      handle_error (self, PARAFA_LOGIN_EVENT_CHECK_FAILED, error);
      return;
    }
  self->pin_state = state;
  if ((state.flags & PARAFA_PIN_NOT_NEEDED) != 0)
    handle_good (self, PARAFA_LOGIN_EVENT_PIN_NOT_NEEDED);
  else
    handle (self, PARAFA_LOGIN_EVENT_PIN_NEEDED,
            (state.flags & PARAFA_PIN_LOCKED) != 0 ? PARAFA_LOGIN_PROBLEM_PIN_LOCKED
                                                   : PARAFA_LOGIN_PROBLEM_NONE,
            NULL);
}

static void
do_check (ParafaLoginFlow *self)
{
  parafa_card_read_pin_state_async (self->card, self->certificate, self->cancellable,
                                    pin_state_read, question_new (self));
}

/* -- file -- */

static void
file_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  ParafaLoginFlow *self = question->flow;
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaCertificate) certificate =
      parafa_card_open_file_finish (PARAFA_CARD (source), result, &error);

  if (is_late (question))
    return;
  if (certificate == NULL)
    {
      handle_error (self, PARAFA_LOGIN_EVENT_FILE_FAILED, error);
      return;
    }
  set_certificate (self, certificate);
  handle_good (self, PARAFA_LOGIN_EVENT_FILE_OPENED);
}

static void
do_open_file (ParafaLoginFlow *self)
{
  g_autofree char *file = g_steal_pointer (&self->file);
  g_autoptr (ParafaSecret) password = g_steal_pointer (&self->password);

  ensure_card (self);
  parafa_card_open_file_async (self->card, file, password, self->cancellable, file_opened,
                               question_new (self));
}

/* -- unlock: one PIN, one try -- */

static void
unlocked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  ParafaLoginFlow *self = question->flow;
  g_autoptr (GError) error = NULL;
  ParafaPinState state = self->pin_state;
  gboolean good = parafa_card_unlock_finish (PARAFA_CARD (source), result, &state, &error);

  if (is_late (question))
    return;
  if (good || error->domain == PARAFA_CARD_ERROR)
    self->pin_state = state;
  if (good)
    handle_good (self, PARAFA_LOGIN_EVENT_UNLOCKED);
  else
    handle_error (self, PARAFA_LOGIN_EVENT_UNLOCK_FAILED, error);
}

/* Not cancellable: a PIN that was sent is with the token; who goes back ends the card process */
static void
do_unlock (ParafaLoginFlow *self)
{
  g_autoptr (ParafaSecret) pin = g_steal_pointer (&self->pin);

  parafa_card_unlock_async (self->card, self->certificate, pin, NULL, unlocked,
                            question_new (self));
}

/* -- prepare -- */

static void
prepared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  ParafaLoginFlow *self = question->flow;
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaLoginPreparation) preparation =
      parafa_login_preparation_make_finish (PARAFA_SESSION (source), result, &error);

  if (is_late (question))
    return;
  if (preparation == NULL)
    {
      handle_error (self, PARAFA_LOGIN_EVENT_PREPARE_FAILED, error);
      return;
    }
  self->preparation = g_steal_pointer (&preparation);
  handle_good (self, PARAFA_LOGIN_EVENT_PREPARED);
}

static void
do_prepare (ParafaLoginFlow *self)
{
  g_clear_pointer (&self->preparation, parafa_login_preparation_free);
  parafa_login_preparation_make_async (self->session, parafa_account_get_profile (self->account),
                                       self->card, self->certificate, self->cancellable, prepared,
                                       question_new (self));
}

/* -- exchange and store -- */

static void
exchanged (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  ParafaLoginFlow *self = question->flow;
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaTokenPair) pair =
      parafa_oauth_exchange_finish (PARAFA_OAUTH (source), result, &error);

  if (is_late (question))
    return;
  if (pair == NULL)
    {
      handle (self, PARAFA_LOGIN_EVENT_EXCHANGE_FAILED, parafa_login_problem_from_exchange (error),
              error->message);
      return;
    }
  self->pair = g_steal_pointer (&pair);
  handle_good (self, PARAFA_LOGIN_EVENT_EXCHANGED);
}

static void
do_exchange (ParafaLoginFlow *self)
{
  g_autoptr (ParafaSecret) code = g_steal_pointer (&self->code);
  g_autoptr (ParafaLoginPreparation) preparation = g_steal_pointer (&self->preparation);
  g_autoptr (ParafaOauth) oauth =
      parafa_oauth_new (parafa_session_get_http (self->session), preparation->endpoints);

  parafa_oauth_exchange_async (oauth,
                               parafa_profile_get_client_id (
                                   parafa_account_get_profile (self->account)),
                               preparation->client_secret, code,
                               parafa_authorize_request_get_redirect_uri (preparation->request),
                               self->cancellable, exchanged, question_new (self));
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
  parafa_profile_set_certificate (parafa_account_get_profile (self->account),
                                  parafa_certificate_get_holder (self->certificate),
                                  parafa_certificate_get_issuer (self->certificate),
                                  parafa_certificate_get_serial (self->certificate),
                                  parafa_certificate_get_not_after (self->certificate));
  parafa_session_save_profiles_async (self->session, NULL, profiles_saved, NULL);
}

static void
end_store (Question *question, gboolean good, const GError *error)
{
  if (is_late (question))
    return;
  if (good)
    handle_good (question->flow, PARAFA_LOGIN_EVENT_STORED);
  else
    handle_error (question->flow, PARAFA_LOGIN_EVENT_STORE_FAILED, error);
}

static void
pair_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  g_autoptr (GError) error = NULL;
  gboolean good = parafa_account_keep_finish (PARAFA_ACCOUNT (source), result, &error);

  end_store (question, good, error);
}

static void
do_store (ParafaLoginFlow *self)
{
  g_autoptr (ParafaTokenPair) pair = g_steal_pointer (&self->pair);

  parafa_account_keep_async (self->account, pair, NULL, pair_kept, question_new (self));
  remember_certificate (self);
}

static void
pair_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  g_autoptr (GError) error = NULL;
  gboolean good = parafa_account_save_finish (PARAFA_ACCOUNT (source), result, &error);

  end_store (question, good, error);
}

static void
do_save (ParafaLoginFlow *self)
{
  parafa_account_save_async (self->account, NULL, pair_saved, question_new (self));
}

/* -- the machine's wishes -- */

typedef struct
{
  ParafaLoginActions action;
  void (*run) (ParafaLoginFlow *self);
} ActionRun;

/* In this order: the code goes out first, and a card process ends before another is begun */
static const ActionRun action_runs[] = {
  { PARAFA_LOGIN_DO_EXCHANGE, do_exchange },   { PARAFA_LOGIN_DO_END_CARD, end_card },
  { PARAFA_LOGIN_DO_LIST, do_list },           { PARAFA_LOGIN_DO_CHECK, do_check },
  { PARAFA_LOGIN_DO_OPEN_FILE, do_open_file }, { PARAFA_LOGIN_DO_UNLOCK, do_unlock },
  { PARAFA_LOGIN_DO_PREPARE, do_prepare },     { PARAFA_LOGIN_DO_STORE, do_store },
  { PARAFA_LOGIN_DO_SAVE, do_save },
};

static gboolean
on_patience_ended (gpointer user_data)
{
  ParafaLoginFlow *self = PARAFA_LOGIN_FLOW (user_data);

  self->patience_id = 0;
  handle (self, PARAFA_LOGIN_EVENT_PATIENCE_ENDED, PARAFA_LOGIN_PROBLEM_NONE, NULL);
  return G_SOURCE_REMOVE;
}

/* Runs while the key is usable and nothing but the person or the server can go on */
static void
arm_patience (ParafaLoginFlow *self)
{
  g_clear_handle_id (&self->patience_id, g_source_remove);
  if (self->machine.state == PARAFA_LOGIN_STATE_SHOWING ||
      (self->machine.state == PARAFA_LOGIN_STATE_STOPPED && self->machine.unlocked))
    self->patience_id = g_timeout_add (self->patience_ms, on_patience_ended, self);
}

/* The step that ran before is over: its answer would be late */
static void
begin_step (ParafaLoginFlow *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
}

static void
notify_changes (ParafaLoginFlow *self)
{
  ParafaLoginMachine before = self->shown;
  GObject *object = G_OBJECT (self);

  self->shown = self->machine;
  g_object_freeze_notify (object);
  if (before.step != self->machine.step)
    g_object_notify_by_pspec (object, properties[PROP_STEP]);
  if (before.problem != self->machine.problem)
    g_object_notify_by_pspec (object, properties[PROP_PROBLEM]);
  if (parafa_login_machine_is_busy (&before) != parafa_login_machine_is_busy (&self->machine))
    g_object_notify_by_pspec (object, properties[PROP_BUSY]);
  g_object_thaw_notify (object);
}

static void
set_detail (ParafaLoginFlow *self, const char *detail)
{
  g_clear_pointer (&self->detail, g_free);
  if (detail != NULL && self->machine.problem != PARAFA_LOGIN_PROBLEM_NONE)
    self->detail = parafa_redact_text (detail);
}

static void
forget_secrets (ParafaLoginFlow *self)
{
  g_clear_pointer (&self->file, g_free);
  g_clear_pointer (&self->password, parafa_secret_unref);
  g_clear_pointer (&self->pin, parafa_secret_unref);
  g_clear_pointer (&self->code, parafa_secret_unref);
}

/* Work is begun first, signals come last: their handlers may call back into the flow */
static void
handle (ParafaLoginFlow *flow,
        ParafaLoginEvent event,
        ParafaLoginProblem problem,
        const char *detail)
{
  g_autoptr (ParafaLoginFlow) self = g_object_ref (flow);
  ParafaLoginMachine before = self->machine;
  ParafaLoginActions actions = parafa_login_machine_handle (&self->machine, event, problem);
  guint serial = self->machine.serial;

  if (serial != before.serial || self->machine.problem != before.problem)
    set_detail (self, self->machine.problem == problem ? detail : self->detail);
  if (serial != before.serial)
    {
      begin_step (self);
      arm_patience (self);
    }
  for (guint i = 0; i < G_N_ELEMENTS (action_runs); i++)
    {
      if ((actions & action_runs[i].action) != 0)
        action_runs[i].run (self);
    }
  forget_secrets (self);
  if ((actions & PARAFA_LOGIN_DO_CLOSE_PAGE) != 0)
    g_clear_pointer (&self->preparation, parafa_login_preparation_free);
  notify_changes (self);

  if ((actions & PARAFA_LOGIN_DO_CLOSE_PAGE) != 0)
    g_signal_emit (self, signals[SIGNAL_CLOSE_PAGE], 0);
  if ((actions & PARAFA_LOGIN_DO_OPEN_PAGE) != 0 && self->machine.serial == serial)
    g_signal_emit (self, signals[SIGNAL_OPEN_PAGE], 0);
  if ((actions & PARAFA_LOGIN_DO_TELL_DONE) != 0 && self->machine.serial == serial)
    g_signal_emit (self, signals[SIGNAL_DONE], 0, self->account);
}

/* -- the object -- */

static void
parafa_login_flow_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  ParafaLoginFlow *self = PARAFA_LOGIN_FLOW (object);

  switch ((ParafaLoginFlowProperty) prop_id)
    {
    case PROP_STEP:
      g_value_set_int (value, (int) self->machine.step);
      break;
    case PROP_BUSY:
      g_value_set_boolean (value, parafa_login_machine_is_busy (&self->machine));
      break;
    case PROP_PROBLEM:
      g_value_set_int (value, (int) self->machine.problem);
      break;
    case PROP_CERTIFICATE:
      g_value_set_object (value, self->certificate);
      break;
    case N_PROPERTIES:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parafa_login_flow_dispose (GObject *object)
{
  ParafaLoginFlow *self = PARAFA_LOGIN_FLOW (object);

  g_clear_handle_id (&self->patience_id, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  end_card (self);
  forget_secrets (self);
  g_clear_pointer (&self->preparation, parafa_login_preparation_free);

  G_OBJECT_CLASS (parafa_login_flow_parent_class)->dispose (object);
}

static void
parafa_login_flow_finalize (GObject *object)
{
  ParafaLoginFlow *self = PARAFA_LOGIN_FLOW (object);

  g_clear_pointer (&self->pair, parafa_token_pair_unref);
  g_clear_pointer (&self->driver_problems, g_strfreev);
  g_clear_pointer (&self->detail, g_free);
  g_clear_object (&self->certificate);
  g_clear_object (&self->certificates);
  g_clear_object (&self->account);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (parafa_login_flow_parent_class)->finalize (object);
}

static guint
new_signal (const char *name, guint n_params, ...)
{
  va_list types;
  guint id = 0;

  va_start (types, n_params);
  id = g_signal_new_valist (name, PARAFA_TYPE_LOGIN_FLOW, G_SIGNAL_RUN_LAST, NULL, NULL, NULL, NULL,
                            G_TYPE_NONE, n_params, types);
  va_end (types);
  return id;
}

static void
parafa_login_flow_class_init (ParafaLoginFlowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = parafa_login_flow_dispose;
  object_class->finalize = parafa_login_flow_finalize;
  object_class->get_property = parafa_login_flow_get_property;

  properties[PROP_STEP] = g_param_spec_int ("step", NULL, NULL, PARAFA_LOGIN_CERTIFICATE,
                                            PARAFA_LOGIN_DONE, 0, readable);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, readable);
  properties[PROP_PROBLEM] = g_param_spec_int ("problem", NULL, NULL, PARAFA_LOGIN_PROBLEM_NONE,
                                               PARAFA_LOGIN_PROBLEM_SETUP, 0, readable);
  properties[PROP_CERTIFICATE] =
      g_param_spec_object ("certificate", NULL, NULL, PARAFA_TYPE_CERTIFICATE, readable);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[SIGNAL_OPEN_PAGE] = new_signal ("open-page", 0);
  signals[SIGNAL_CLOSE_PAGE] = new_signal ("close-page", 0);
  signals[SIGNAL_UPSTREAM] = new_signal ("upstream", 1, PARAFA_TYPE_UPSTREAM);
  signals[SIGNAL_PIN_QUESTION] =
      new_signal ("pin-question", 3, G_TYPE_UINT, G_TYPE_UINT, G_TYPE_STRING);
  signals[SIGNAL_DONE] = new_signal ("done", 1, PARAFA_TYPE_ACCOUNT);
}

static void
parafa_login_flow_init (ParafaLoginFlow *self)
{
  parafa_login_machine_init (&self->machine);
  self->shown = self->machine;
  self->certificates = g_list_store_new (PARAFA_TYPE_CERTIFICATE);
  self->cancellable = g_cancellable_new ();
  self->pin_state = (ParafaPinState){ 0, -1 };
  self->patience_ms = PATIENCE_MS;
}

/**
 * parafa_login_flow_new:
 * @session: the session
 * @account: whose login it is
 *
 * Returns: (transfer full): a login that did not begin
 */
ParafaLoginFlow *
parafa_login_flow_new (ParafaSession *session, ParafaAccount *account)
{
  ParafaLoginFlow *self = NULL;

  g_return_val_if_fail (PARAFA_IS_SESSION (session), NULL);
  g_return_val_if_fail (PARAFA_IS_ACCOUNT (account), NULL);

  self = g_object_new (PARAFA_TYPE_LOGIN_FLOW, NULL);
  self->session = g_object_ref (session);
  self->account = g_object_ref (account);
  return self;
}

/**
 * parafa_login_flow_set_patience:
 * @self: a login
 * @patience_ms: milliseconds
 *
 * Sets how long an unlocked key waits for a page or a person; ten minutes unless set.
 */
void
parafa_login_flow_set_patience (ParafaLoginFlow *self, guint patience_ms)
{
  g_return_if_fail (PARAFA_IS_LOGIN_FLOW (self));

  self->patience_ms = patience_ms;
}

/**
 * parafa_login_flow_get_account:
 * @self: a login
 *
 * Returns: (transfer none): whose login it is
 */
ParafaAccount *
parafa_login_flow_get_account (ParafaLoginFlow *self)
{
  g_return_val_if_fail (PARAFA_IS_LOGIN_FLOW (self), NULL);

  return self->account;
}

/**
 * parafa_login_flow_get_step:
 * @self: a login
 *
 * Returns: where it is; with a problem, where that happened
 */
ParafaLoginStep
parafa_login_flow_get_step (ParafaLoginFlow *self)
{
  g_return_val_if_fail (PARAFA_IS_LOGIN_FLOW (self), PARAFA_LOGIN_CERTIFICATE);

  return self->machine.step;
}

/**
 * parafa_login_flow_is_busy:
 * @self: a login
 *
 * Returns: %TRUE while the program works and the person waits
 */
gboolean
parafa_login_flow_is_busy (ParafaLoginFlow *self)
{
  g_return_val_if_fail (PARAFA_IS_LOGIN_FLOW (self), FALSE);

  return parafa_login_machine_is_busy (&self->machine);
}

/**
 * parafa_login_flow_get_problem:
 * @self: a login
 *
 * Returns: what went wrong at this step, or %PARAFA_LOGIN_PROBLEM_NONE
 */
ParafaLoginProblem
parafa_login_flow_get_problem (ParafaLoginFlow *self)
{
  g_return_val_if_fail (PARAFA_IS_LOGIN_FLOW (self), PARAFA_LOGIN_PROBLEM_NONE);

  return self->machine.problem;
}

/**
 * parafa_login_flow_get_detail:
 * @self: a login
 *
 * Returns: (transfer none) (nullable): more on the problem, for developers, redacted; the support
 *   id of a blocking page, the error code of a callback
 */
const char *
parafa_login_flow_get_detail (ParafaLoginFlow *self)
{
  g_return_val_if_fail (PARAFA_IS_LOGIN_FLOW (self), NULL);

  return self->detail;
}

/**
 * parafa_login_flow_get_certificates:
 * @self: a login
 *
 * Returns: (transfer none): a list of #ParafaCertificate, the one of the last login first, then the
 *   usable ones
 */
GListModel *
parafa_login_flow_get_certificates (ParafaLoginFlow *self)
{
  g_return_val_if_fail (PARAFA_IS_LOGIN_FLOW (self), NULL);

  return G_LIST_MODEL (self->certificates);
}

/**
 * parafa_login_flow_get_certificate:
 * @self: a login
 *
 * Returns: (transfer none) (nullable): the chosen certificate
 */
ParafaCertificate *
parafa_login_flow_get_certificate (ParafaLoginFlow *self)
{
  g_return_val_if_fail (PARAFA_IS_LOGIN_FLOW (self), NULL);

  return self->certificate;
}

/**
 * parafa_login_flow_get_pin_state:
 * @self: a login
 *
 * Returns: what the chosen token said last about its PIN
 */
ParafaPinState
parafa_login_flow_get_pin_state (ParafaLoginFlow *self)
{
  g_return_val_if_fail (PARAFA_IS_LOGIN_FLOW (self), ((ParafaPinState){ 0, -1 }));

  return self->pin_state;
}

/**
 * parafa_login_flow_get_driver_problems:
 * @self: a login
 *
 * Returns: (transfer none) (nullable): a sentence for developers for each driver that failed while
 *   listing
 */
const char *const *
parafa_login_flow_get_driver_problems (ParafaLoginFlow *self)
{
  g_return_val_if_fail (PARAFA_IS_LOGIN_FLOW (self), NULL);

  return (const char *const *) self->driver_problems;
}

/**
 * parafa_login_flow_start:
 * @self: a login
 *
 * Starts the card process and lists certificates; called again while the person chooses, it lists
 * again.
 */
void
parafa_login_flow_start (ParafaLoginFlow *self)
{
  g_return_if_fail (PARAFA_IS_LOGIN_FLOW (self));

  handle_good (self, PARAFA_LOGIN_EVENT_START);
}

/**
 * parafa_login_flow_choose:
 * @self: a login
 * @certificate: one of parafa_login_flow_get_certificates()
 *
 * Reads the token's PIN state and goes to %PARAFA_LOGIN_PIN, or on to the page when no PIN is
 * needed. The practice certificate is opened with its public password.
 */
void
parafa_login_flow_choose (ParafaLoginFlow *self, ParafaCertificate *certificate)
{
  ParafaPractice *practice = NULL;
  const char *file = NULL;

  g_return_if_fail (PARAFA_IS_LOGIN_FLOW (self));
  g_return_if_fail (PARAFA_IS_CERTIFICATE (certificate));

  if (self->machine.state != PARAFA_LOGIN_STATE_CHOOSING)
    return;
  file = parafa_certificate_get_place (certificate)->file;
  self->pin_state = (ParafaPinState){ 0, -1 };
  set_certificate (self, certificate);
  if (file == NULL)
    {
      ensure_card (self);
      handle_good (self, PARAFA_LOGIN_EVENT_CHOSEN);
      return;
    }
  practice = parafa_session_get_practice (self->session);
  self->file = g_strdup (file);
  if (g_strcmp0 (file, parafa_practice_get_certificate_file (practice)) == 0)
    self->password = parafa_secret_ref (parafa_practice_get_certificate_password (practice));
  else
    self->password = parafa_secret_new ("", 0);
  handle_good (self, PARAFA_LOGIN_EVENT_FILE);
}

/**
 * parafa_login_flow_back:
 * @self: a login
 *
 * Goes back to the choice of certificate. Once a PIN went to the token, the card process ends
 * first, so that the token is logged out, and the certificates are listed again.
 */
void
parafa_login_flow_back (ParafaLoginFlow *self)
{
  g_return_if_fail (PARAFA_IS_LOGIN_FLOW (self));

  handle_good (self, PARAFA_LOGIN_EVENT_BACK);
}

/**
 * parafa_login_flow_open_file:
 * @self: a login
 * @path: a PKCS#12 file
 * @password: its password
 *
 * Opens the file once; it becomes the chosen certificate, and the page follows.
 */
void
parafa_login_flow_open_file (ParafaLoginFlow *self, const char *path, ParafaSecret *password)
{
  g_return_if_fail (PARAFA_IS_LOGIN_FLOW (self));
  g_return_if_fail (path != NULL);
  g_return_if_fail (password != NULL);

  forget_secrets (self);
  self->file = g_strdup (path);
  self->password = parafa_secret_ref (password);
  handle_good (self, PARAFA_LOGIN_EVENT_FILE);
}

/**
 * parafa_login_flow_unlock:
 * @self: a login at %PARAFA_LOGIN_PIN
 * @pin: (nullable): the PIN; %NULL where it is typed on the reader
 *
 * One try with one PIN. An empty one never goes to the token.
 */
void
parafa_login_flow_unlock (ParafaLoginFlow *self, ParafaSecret *pin)
{
  gboolean on_reader = FALSE;

  g_return_if_fail (PARAFA_IS_LOGIN_FLOW (self));

  on_reader = (self->pin_state.flags & PARAFA_PIN_PAD) != 0;
  if (!on_reader && (pin == NULL || parafa_secret_get_length (pin) == 0))
    {
      handle_good (self, PARAFA_LOGIN_EVENT_PIN_EMPTY);
      return;
    }
  forget_secrets (self);
  self->pin = on_reader ? NULL : parafa_secret_ref (pin);
  handle_good (self, PARAFA_LOGIN_EVENT_PIN);
}

/**
 * parafa_login_flow_answer_question:
 * @self: a login
 * @id: the question's number, from "pin-question"
 * @pin: (nullable): the PIN; %NULL cancels
 *
 * Answers a key that asks for its PIN again.
 */
void
parafa_login_flow_answer_question (ParafaLoginFlow *self, guint id, ParafaSecret *pin)
{
  g_return_if_fail (PARAFA_IS_LOGIN_FLOW (self));

  if (self->card != NULL)
    parafa_card_answer_question (self->card, id, pin);
}

/**
 * parafa_login_flow_get_relay:
 * @self: a login
 *
 * Returns: (transfer none) (nullable): where the relay listens, while a page is open
 */
const ParafaRelayAddress *
parafa_login_flow_get_relay (ParafaLoginFlow *self)
{
  g_return_val_if_fail (PARAFA_IS_LOGIN_FLOW (self), NULL);

  return self->preparation != NULL ? self->preparation->relay : NULL;
}

/**
 * parafa_login_flow_get_page_uri:
 * @self: a login
 *
 * Returns: (transfer none) (nullable): the first page, while a page is open
 */
const char *
parafa_login_flow_get_page_uri (ParafaLoginFlow *self)
{
  g_return_val_if_fail (PARAFA_IS_LOGIN_FLOW (self), NULL);

  if (self->preparation == NULL)
    return NULL;
  return parafa_authorize_request_get_uri (self->preparation->request);
}

/**
 * parafa_login_flow_get_redirect_uri:
 * @self: a login
 *
 * Returns: (transfer none) (nullable): the callback to be caught, while a page is open
 */
const char *
parafa_login_flow_get_redirect_uri (ParafaLoginFlow *self)
{
  g_return_val_if_fail (PARAFA_IS_LOGIN_FLOW (self), NULL);

  if (self->preparation == NULL)
    return NULL;
  return parafa_authorize_request_get_redirect_uri (self->preparation->request);
}

/**
 * parafa_login_flow_get_hosts:
 * @self: a login
 *
 * Returns: (transfer none) (nullable): the hosts the view may show, "host:port", while a page is
 *   open
 */
const char *const *
parafa_login_flow_get_hosts (ParafaLoginFlow *self)
{
  g_return_val_if_fail (PARAFA_IS_LOGIN_FLOW (self), NULL);

  if (self->preparation == NULL)
    return NULL;
  return parafa_endpoints_get_login_hosts (self->preparation->endpoints);
}

/**
 * parafa_login_flow_callback_caught:
 * @self: a login
 * @uri: the callback's whole address
 *
 * Checks the state and sends the code off before it returns. A second callback counts for nothing.
 */
void
parafa_login_flow_callback_caught (ParafaLoginFlow *self, ParafaSecret *uri)
{
  g_autoptr (GError) error = NULL;
  const char *detail = NULL;

  g_return_if_fail (PARAFA_IS_LOGIN_FLOW (self));
  g_return_if_fail (uri != NULL);

  if (self->machine.state != PARAFA_LOGIN_STATE_SHOWING)
    return;
  forget_secrets (self);
  self->code = parafa_authorize_request_read_callback (self->preparation->request, uri, &error);
  if (self->code != NULL)
    {
      handle_good (self, PARAFA_LOGIN_EVENT_CALLBACK);
      return;
    }
  detail = error->message;
  if (g_str_has_prefix (detail, CALLBACK_ERROR_PREFIX))
    detail += strlen (CALLBACK_ERROR_PREFIX);
  handle (self, PARAFA_LOGIN_EVENT_CALLBACK_REFUSED, parafa_login_problem_from_error (error),
          detail);
}

/**
 * parafa_login_flow_page_shown:
 * @self: a login
 * @address: (nullable): the page's address
 * @text: (nullable): what it says
 *
 * Looks whether the page is a known failure. Every other page is for the person.
 */
void
parafa_login_flow_page_shown (ParafaLoginFlow *self, const char *address, const char *text)
{
  g_autofree char *support_id = NULL;
  ParafaKnownPage page = PARAFA_PAGE_UNKNOWN;

  g_return_if_fail (PARAFA_IS_LOGIN_FLOW (self));

  if (self->machine.state != PARAFA_LOGIN_STATE_SHOWING)
    return;
  page = parafa_known_page_recognise (address, text, &support_id);
  arm_patience (self);
  handle (self, PARAFA_LOGIN_EVENT_PAGE_SHOWN, parafa_login_problem_from_page (page), support_id);
}

/**
 * parafa_login_flow_view_failed:
 * @self: a login
 * @problem: what the view met
 * @detail: (nullable): for developers
 *
 * Where the relay knows why, its problem is the one shown.
 */
void
parafa_login_flow_view_failed (ParafaLoginFlow *self,
                               ParafaLoginProblem problem,
                               const char *detail)
{
  g_return_if_fail (PARAFA_IS_LOGIN_FLOW (self));
  g_return_if_fail (problem != PARAFA_LOGIN_PROBLEM_NONE);

  handle (self, PARAFA_LOGIN_EVENT_VIEW_FAILED, problem, detail);
}

/**
 * parafa_login_flow_retry:
 * @self: a login with a problem
 *
 * Once more with what is still good: a new request and a new page while the key is unlocked, the
 * held pair offered to the keyring again, else from the start. A PIN is never tried again.
 */
void
parafa_login_flow_retry (ParafaLoginFlow *self)
{
  g_return_if_fail (PARAFA_IS_LOGIN_FLOW (self));

  handle_good (self, PARAFA_LOGIN_EVENT_RETRY);
}

/**
 * parafa_login_flow_cancel:
 * @self: a login
 *
 * Ends everything: view, relay, token log-out, card process. Safe at any step and twice; what comes
 * late counts for nothing. A pair that was already received is kept by the account.
 */
void
parafa_login_flow_cancel (ParafaLoginFlow *self)
{
  g_return_if_fail (PARAFA_IS_LOGIN_FLOW (self));

  handle_good (self, PARAFA_LOGIN_EVENT_CANCEL);
  g_clear_pointer (&self->preparation, parafa_login_preparation_free);
}
