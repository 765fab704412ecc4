/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-login-flow.h"
#include "parafa-login-flow-private.h"
#include "parafa-login-problem.h"
#include "parafa-login-work.h"
#include "parafa-redact.h"

#include <string.h>

/* PIN, approval on a phone and a form take minutes; an unlocked key is not left lying about longer
 * than this */
#define PATIENCE_MS (10 * 60 * 1000)
#define CALLBACK_ERROR_PREFIX "callback: error "

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

/**
 * parafa_login_flow_set_certificate:
 * @self: a login
 * @certificate: the chosen one
 */
void
parafa_login_flow_set_certificate (ParafaLoginFlow *self, ParafaCertificate *certificate)
{
  if (g_set_object (&self->certificate, certificate))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CERTIFICATE]);
}

static gboolean
on_patience_ended (gpointer user_data)
{
  ParafaLoginFlow *self = PARAFA_LOGIN_FLOW (user_data);

  self->patience_id = 0;
  parafa_login_flow_handle (self, PARAFA_LOGIN_EVENT_PATIENCE_ENDED, PARAFA_LOGIN_PROBLEM_NONE,
                            NULL);
  return G_SOURCE_REMOVE;
}

/* Runs while the key is usable and nothing but the person or the server can go on; a keyring that
 * asks for its password waits for the person, too */
static void
arm_patience (ParafaLoginFlow *self)
{
  g_clear_handle_id (&self->patience_id, g_source_remove);
  if (self->machine.state == PARAFA_LOGIN_STATE_PREPARING ||
      self->machine.state == PARAFA_LOGIN_STATE_SHOWING ||
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
  char *redacted = NULL;

  /* before the old one goes: it may be the same */
  if (detail != NULL && self->machine.problem != PARAFA_LOGIN_PROBLEM_NONE)
    redacted = parafa_redact_text (detail);
  g_free (self->detail);
  self->detail = redacted;
}

static void
forget_secrets (ParafaLoginFlow *self)
{
  g_clear_pointer (&self->file, g_free);
  g_clear_pointer (&self->password, parafa_secret_unref);
  g_clear_pointer (&self->pin, parafa_secret_unref);
  g_clear_pointer (&self->code, parafa_secret_unref);
}

/**
 * parafa_login_flow_handle:
 * @flow: a login
 * @event: what happened
 * @problem: the problem that comes with it, or %PARAFA_LOGIN_PROBLEM_NONE
 * @detail: (nullable): more on it, not redacted yet
 *
 * Lets the machine decide and does what it wants. Work is begun first, signals come last: their
 * handlers may call back into the flow.
 */
void
parafa_login_flow_handle (ParafaLoginFlow *flow,
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
  if (self->machine.problem != before.problem &&
      parafa_login_problem_is_refusal (self->machine.problem))
    parafa_login_work_remember_refusal (self);
  if (serial != before.serial)
    {
      begin_step (self);
      arm_patience (self);
    }
  parafa_login_work_run (self, actions);
  if (self->postponed == PARAFA_LOGIN_DO_NOTHING || self->postponed_serial != serial)
    forget_secrets (self);
  if ((actions & PARAFA_LOGIN_DO_CLOSE_PAGE) != 0)
    g_clear_pointer (&self->preparation, parafa_login_preparation_free);
  parafa_login_work_watch (self);
  notify_changes (self);

  if ((actions & PARAFA_LOGIN_DO_CLOSE_PAGE) != 0)
    g_signal_emit (self, signals[SIGNAL_CLOSE_PAGE], 0);
  if ((actions & PARAFA_LOGIN_DO_OPEN_PAGE) != 0 && self->machine.serial == serial)
    g_signal_emit (self, signals[SIGNAL_OPEN_PAGE], 0);
  if ((actions & PARAFA_LOGIN_DO_TELL_DONE) != 0 && self->machine.serial == serial)
    g_signal_emit (self, signals[SIGNAL_DONE], 0, self->account);
}

/**
 * parafa_login_flow_handle_good:
 * @self: a login
 * @event: what happened, without a problem
 */
void
parafa_login_flow_handle_good (ParafaLoginFlow *self, ParafaLoginEvent event)
{
  parafa_login_flow_handle (self, event, PARAFA_LOGIN_PROBLEM_NONE, NULL);
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
  parafa_login_work_drop_card (self);
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
  g_clear_pointer (&self->opened_file, g_free);
  g_clear_object (&self->offered);
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
  self->goes_on = TRUE;
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
 * parafa_login_flow_stay:
 * @self: a login
 *
 * To be called when the person begins to choose: from then on the remembered certificate is not
 * taken by itself when its token is put in.
 */
void
parafa_login_flow_stay (ParafaLoginFlow *self)
{
  g_return_if_fail (PARAFA_IS_LOGIN_FLOW (self));

  self->goes_on = FALSE;
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

  parafa_login_flow_handle_good (self, PARAFA_LOGIN_EVENT_START);
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
  self->goes_on = FALSE;
  file = parafa_certificate_get_place (certificate)->file;
  self->pin_state = (ParafaPinState){ 0, -1 };
  parafa_login_flow_set_certificate (self, certificate);
  if (file == NULL)
    {
      parafa_login_work_ensure_card (self);
      parafa_login_flow_handle_good (self, PARAFA_LOGIN_EVENT_CHOSEN);
      return;
    }
  practice = parafa_session_get_practice (self->session);
  self->file = g_strdup (file);
  if (g_strcmp0 (file, parafa_practice_get_certificate_file (practice)) == 0)
    self->password = parafa_secret_ref (parafa_practice_get_certificate_password (practice));
  else
    self->password = parafa_secret_new ("", 0);
  parafa_login_flow_handle_good (self, PARAFA_LOGIN_EVENT_FILE);
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

  self->goes_on = FALSE;
  /* the tokens were not looked at yet */
  if (self->machine.state == PARAFA_LOGIN_STATE_CHOOSING &&
      self->remembered == PARAFA_LOGIN_REMEMBERED_FILE)
    parafa_login_flow_start (self);
  else
    parafa_login_flow_handle_good (self, PARAFA_LOGIN_EVENT_BACK);
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

  self->goes_on = FALSE;
  forget_secrets (self);
  self->file = g_strdup (path);
  self->password = parafa_secret_ref (password);
  parafa_login_flow_handle_good (self, PARAFA_LOGIN_EVENT_FILE);
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
      parafa_login_flow_handle_good (self, PARAFA_LOGIN_EVENT_PIN_EMPTY);
      return;
    }
  forget_secrets (self);
  self->pin = on_reader ? NULL : parafa_secret_ref (pin);
  parafa_login_flow_handle_good (self, PARAFA_LOGIN_EVENT_PIN);
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

static void
read_callback (ParafaLoginFlow *self, ParafaSecret *uri)
{
  g_autoptr (GError) error = NULL;
  const char *detail = NULL;

  forget_secrets (self);
  self->code = parafa_authorize_request_read_callback (self->preparation->request, uri, &error);
  if (self->code != NULL)
    {
      parafa_login_flow_handle_good (self, PARAFA_LOGIN_EVENT_CALLBACK);
      return;
    }
  detail = error->message;
  if (g_str_has_prefix (detail, CALLBACK_ERROR_PREFIX))
    detail += strlen (CALLBACK_ERROR_PREFIX);
  parafa_login_flow_handle (self, PARAFA_LOGIN_EVENT_CALLBACK_REFUSED,
                            parafa_login_problem_from_error (error), detail);
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
  g_return_if_fail (PARAFA_IS_LOGIN_FLOW (self));
  g_return_if_fail (uri != NULL);

  if (self->machine.state == PARAFA_LOGIN_STATE_SHOWING)
    read_callback (self, uri);
}

/**
 * parafa_login_flow_paste:
 * @self: a login
 *
 * Goes on with the system's browser instead of the view: for machines on which none can be shown.
 * The card process ends first, so that the browser can have the token.
 */
void
parafa_login_flow_paste (ParafaLoginFlow *self)
{
  g_return_if_fail (PARAFA_IS_LOGIN_FLOW (self));

  parafa_login_flow_handle_good (self, PARAFA_LOGIN_EVENT_PASTE);
  if (self->machine.pasting)
    parafa_login_flow_set_certificate (self, NULL);
}

/**
 * parafa_login_flow_callback_pasted:
 * @self: a login that is pasting
 * @text: what the person pasted
 *
 * Like parafa_login_flow_callback_caught(). Another address than the callback's, or that of another
 * login, is told and can be followed by the right one.
 */
void
parafa_login_flow_callback_pasted (ParafaLoginFlow *self, ParafaSecret *text)
{
  g_autoptr (ParafaSecret) uri = NULL;
  const char *begin = NULL;
  gsize length = 0;

  g_return_if_fail (PARAFA_IS_LOGIN_FLOW (self));
  g_return_if_fail (text != NULL);

  if (self->machine.state != PARAFA_LOGIN_STATE_PASTING)
    return;
  begin = parafa_secret_get (text);
  while (g_ascii_isspace (*begin))
    begin++;
  length = strlen (begin);
  while (length > 0 && g_ascii_isspace (begin[length - 1]))
    length--;
  uri = parafa_secret_new (begin, (gssize) length);
  read_callback (self, uri);
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
  parafa_login_flow_handle (self, PARAFA_LOGIN_EVENT_PAGE_SHOWN,
                            parafa_login_problem_from_page (page), support_id);
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

  parafa_login_flow_handle (self, PARAFA_LOGIN_EVENT_VIEW_FAILED, problem, detail);
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

  parafa_login_flow_handle_good (self, PARAFA_LOGIN_EVENT_RETRY);
}

/**
 * parafa_login_flow_cancel:
 * @self: a login
 *
 * Ends everything: view, relay, token log-out, card process. Safe at any step and twice; what comes
 * late counts for nothing, but for a pair: once its code was sent, the account keeps what comes.
 */
void
parafa_login_flow_cancel (ParafaLoginFlow *self)
{
  g_return_if_fail (PARAFA_IS_LOGIN_FLOW (self));

  parafa_login_flow_handle_good (self, PARAFA_LOGIN_EVENT_CANCEL);
  g_clear_pointer (&self->preparation, parafa_login_preparation_free);
}
