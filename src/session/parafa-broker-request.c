/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-broker-error.h"
#include "parafa-broker-private.h"
#include "parafa-hold.h"
#include "parafa-profile-choice.h"
#include "parafa-token-supply.h"
#include "parafa-vault-state.h"

#include <gio/gunixfdlist.h>
#include <unistd.h>

/* Counted: every step that is under way holds one */
struct _ParafaBrokerRequest
{
  ParafaBroker *broker;              /* (owned) */
  GDBusMethodInvocation *invocation; /* (owned) (nullable): NULL once it was answered */
  char *sender;                      /* (owned) */
  gboolean is_list;
  char *wanted; /* (owned) (nullable) */
  gboolean interactive;
  gboolean begun;                  /* counted among the sender's */
  gboolean opened;                 /* the profiles were read for this request */
  ParafaCaller *caller;            /* (owned) (nullable) */
  ParafaAccount *account;          /* (owned) (nullable) */
  ParafaConsentQuestion *question; /* (owned) (nullable): while the person is asked */
  GCancellable *cancellable;       /* (owned): when the sender is gone */
  gulong gone_id;
};

/* Steps: who → how often → what was allowed → profiles → (list) or which profile → may it → token → answer */
static void identified (GObject *source, GAsyncResult *result, gpointer user_data);
static void consents_loaded (GObject *source, GAsyncResult *result, gpointer user_data);
static void choose_profile (ParafaBrokerRequest *self);
static void session_opened (GObject *source, GAsyncResult *result, gpointer user_data);
static void check_consent (ParafaBrokerRequest *self);
static void put_next_question (ParafaBroker *broker);
static void supply (ParafaBrokerRequest *self);
static void keyring_seen (GObject *source, GAsyncResult *result, gpointer user_data);
static void supplied (GObject *source, GAsyncResult *result, gpointer user_data);

static ParafaBrokerRequest *
acquire (ParafaBrokerRequest *self)
{
  return g_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  ParafaBrokerRequest *self = data;

  g_clear_object (&self->broker);
  g_clear_object (&self->invocation);
  g_clear_pointer (&self->caller, parafa_caller_unref);
  g_clear_object (&self->account);
  g_clear_object (&self->question);
  g_clear_object (&self->cancellable);
  g_free (self->sender);
  g_free (self->wanted);
}

static void
release (ParafaBrokerRequest *self)
{
  g_rc_box_release_full (self, clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaBrokerRequest, release)

static const char *
get_profile_id (ParafaBrokerRequest *self)
{
  return parafa_profile_get_id (parafa_account_get_profile (self->account));
}

/* After the answer nothing is owed to anybody */
static GDBusMethodInvocation *
take_invocation (ParafaBrokerRequest *self)
{
  ParafaBrokerPeers *peers = parafa_broker_get_peers (self->broker);

  g_clear_signal_handler (&self->gone_id, peers);
  if (self->begun)
    parafa_broker_peers_end (peers, self->sender);
  self->begun = FALSE;
  parafa_release_program ();
  return g_steal_pointer (&self->invocation);
}

static void
answer_error (ParafaBrokerRequest *self, const GError *error)
{
  if (self->invocation == NULL)
    return;
  g_info ("broker: no token is given: %s", error->message);
  g_dbus_method_invocation_return_gerror (take_invocation (self), error);
}

static void
answer_code (ParafaBrokerRequest *self, ParafaBrokerError code, const char *message)
{
  g_autoptr (GError) error = g_error_new_literal (PARAFA_BROKER_ERROR, code, message);

  answer_error (self, error);
}

static void
on_gone (ParafaBrokerPeers *peers, const char *name, ParafaBrokerRequest *self)
{
  g_autoptr (ParafaBrokerRequest) held = NULL;

  if (!g_str_equal (name, self->sender))
    return;
  held = acquire (self);
  g_cancellable_cancel (self->cancellable);
  if (self->question != NULL)
    parafa_consent_question_withdraw (self->question);
  answer_code (self, PARAFA_BROKER_ERROR_FAILED, "the caller is gone");
}

static void
start (ParafaBroker *broker,
       GDBusMethodInvocation *invocation,
       gboolean is_list,
       const char *wanted,
       gboolean interactive)
{
  g_autoptr (ParafaBrokerRequest) self = g_rc_box_new0 (ParafaBrokerRequest);
  ParafaBrokerPeers *peers = parafa_broker_get_peers (broker);
  GDBusConnection *bus = g_dbus_method_invocation_get_connection (invocation);

  parafa_hold_program ();
  self->broker = g_object_ref (broker);
  self->invocation = invocation;
  self->sender = g_strdup (g_dbus_method_invocation_get_sender (invocation));
  self->is_list = is_list;
  self->wanted = g_strdup (wanted);
  self->interactive = interactive;
  self->cancellable = g_cancellable_new ();
  self->begun = parafa_broker_peers_begin (peers, bus, self->sender);
  if (!self->begun)
    {
      answer_code (self, PARAFA_BROKER_ERROR_TOO_MANY_REQUESTS, "too many requests at once");
      return;
    }
  self->gone_id = g_signal_connect (peers, "gone", G_CALLBACK (on_gone), self);
  parafa_caller_identify_async (bus, self->sender, self->cancellable, identified, acquire (self));
}

static void
identified (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaBrokerRequest) self = user_data;
  ParafaBrokerPeers *peers = parafa_broker_get_peers (self->broker);
  g_autoptr (GError) error = NULL;

  self->caller = parafa_caller_identify_finish (result, &error);
  if (self->invocation == NULL)
    return;
  if (self->caller == NULL)
    answer_code (self,
                 g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED)
                     ? PARAFA_BROKER_ERROR_NOT_YOURS
                     : PARAFA_BROKER_ERROR_FAILED,
                 error->message);
  else if (!parafa_broker_peers_count (peers, self->caller, g_get_monotonic_time ()))
    answer_code (self, PARAFA_BROKER_ERROR_TOO_MANY_REQUESTS, "too many requests in a minute");
  else
    parafa_consents_load_async (parafa_broker_get_consents (self->broker), self->cancellable,
                                consents_loaded, acquire (self));
}

static gboolean
is_allowed (ParafaBrokerRequest *self, const char *profile_id)
{
  return parafa_consents_find (parafa_broker_get_consents (self->broker), self->caller,
                               profile_id) != NULL ||
         parafa_broker_peers_is_allowed (parafa_broker_get_peers (self->broker), self->sender,
                                         profile_id);
}

static void
open_session (ParafaBrokerRequest *self)
{
  self->opened = TRUE;
  parafa_session_open_async (parafa_broker_get_session (self->broker), self->cancellable,
                             session_opened, acquire (self));
}

static void
answer_list (ParafaBrokerRequest *self)
{
  GListModel *accounts = G_LIST_MODEL (parafa_broker_get_session (self->broker));
  g_auto (GVariantBuilder) list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(ssa{sv})"));

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr (ParafaAccount) account = g_list_model_get_item (accounts, i);
      ParafaProfile *profile = parafa_account_get_profile (account);
      const char *id = parafa_profile_get_id (profile);
      gboolean practice = parafa_profile_get_environment (profile) == PARAFA_ENVIRONMENT_PRACTICE;
      GVariantDict details;

      g_variant_dict_init (&details, NULL);
      g_variant_dict_insert (&details, "environment", "s", practice ? "practice" : "anaf");
      g_variant_dict_insert (&details, "allowed", "b", is_allowed (self, id));
      g_variant_builder_add (&list, "(ss@a{sv})", id, parafa_profile_get_name (profile),
                             g_variant_dict_end (&details));
    }
  g_dbus_method_invocation_return_value (take_invocation (self),
                                         g_variant_new ("(a(ssa{sv}))", &list));
}

static void
consents_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaBrokerRequest) self = user_data;

  if (self->invocation == NULL)
    return;
  if (self->is_list)
    open_session (self);
  else
    choose_profile (self);
}

/* The profiles are read again before one is said not to be there: another program may have added it */
static void
choose_profile (ParafaBrokerRequest *self)
{
  ParafaSession *session = parafa_broker_get_session (self->broker);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) told = NULL;

  self->account = parafa_profile_choice_find (G_LIST_MODEL (session), self->wanted, &error);
  if (self->account != NULL)
    {
      check_consent (self);
      return;
    }
  if (!self->opened)
    {
      open_session (self);
      return;
    }
  told = parafa_broker_error_from_supply (error);
  answer_error (self, told);
}

static void
session_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaBrokerRequest) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean opened = parafa_session_open_finish (PARAFA_SESSION (source), result, &error);

  if (self->invocation == NULL)
    return;
  if (!opened)
    answer_code (self, PARAFA_BROKER_ERROR_FAILED, error->message);
  else if (self->is_list)
    answer_list (self);
  else
    choose_profile (self);
}

static void
check_consent (ParafaBrokerRequest *self)
{
  ParafaBrokerPeers *peers = parafa_broker_get_peers (self->broker);
  GQueue *questions = parafa_broker_get_questions (self->broker);

  if (is_allowed (self, get_profile_id (self)))
    {
      supply (self);
      return;
    }
  if (parafa_broker_peers_is_denied (peers, self->caller, get_profile_id (self),
                                     g_get_monotonic_time ()))
    {
      answer_code (self, PARAFA_BROKER_ERROR_DENIED, "the person said no a moment ago");
      return;
    }
  if (!self->interactive)
    {
      answer_code (self, PARAFA_BROKER_ERROR_CONSENT_NEEDED,
                   "the person has not allowed this program");
      return;
    }
  g_queue_push_tail (questions, acquire (self));
  if (g_queue_get_length (questions) == 1)
    put_next_question (self->broker);
}

/* -- one question at a time; those behind it may be settled by its answer -- */

/* The request that was asked about leaves the queue, and the next one is looked at afresh */
static void
question_done (ParafaBrokerRequest *self)
{
  GQueue *questions = parafa_broker_get_questions (self->broker);

  if (g_queue_remove (questions, self))
    release (self);
  put_next_question (self->broker);
}

static void
on_answered (ParafaConsentQuestion *question, int answer, ParafaBrokerRequest *self)
{
  g_autoptr (ParafaBrokerRequest) held G_GNUC_UNUSED = acquire (self);
  ParafaConsents *consents = parafa_broker_get_consents (self->broker);
  ParafaBrokerPeers *peers = parafa_broker_get_peers (self->broker);
  const char *id = get_profile_id (self);

  g_clear_object (&self->question);
  switch ((ParafaConsentAnswer) answer)
    {
    case PARAFA_CONSENT_ALWAYS:
      parafa_consents_allow (consents, self->caller, id);
      break;
    case PARAFA_CONSENT_THIS_TIME:
      parafa_broker_peers_allow (peers, self->sender, id);
      break;
    case PARAFA_CONSENT_DENY:
    default:
      parafa_broker_peers_deny (peers, self->caller, id, g_get_monotonic_time ());
      parafa_consents_note (consents, PARAFA_TOKEN_USE_DENIED, self->caller, id);
      answer_code (self, PARAFA_BROKER_ERROR_DENIED, "the person said no");
    }
  if (self->invocation != NULL)
    supply (self);
  question_done (self);
}

static void
on_withdrawn (ParafaConsentQuestion *question, ParafaBrokerRequest *self)
{
  g_autoptr (ParafaBrokerRequest) held G_GNUC_UNUSED = acquire (self);

  g_clear_object (&self->question);
  question_done (self);
}

static gboolean
needs_no_question (ParafaBrokerRequest *self)
{
  if (self->invocation == NULL)
    return TRUE;
  if (is_allowed (self, get_profile_id (self)))
    {
      supply (self);
      return TRUE;
    }
  if (!parafa_broker_peers_is_denied (parafa_broker_get_peers (self->broker), self->caller,
                                      get_profile_id (self), g_get_monotonic_time ()))
    return FALSE;
  answer_code (self, PARAFA_BROKER_ERROR_DENIED, "the person said no a moment ago");
  return TRUE;
}

static gboolean
put_question (ParafaBrokerRequest *self)
{
  g_autoptr (ParafaConsentQuestion) question =
      parafa_consent_question_new (self->caller, parafa_account_get_profile (self->account));

  self->question = g_object_ref (question);
  /* After those who show it: the next question is put from here, and this one has to be off the screen by then */
  g_signal_connect_after (question, "answered", G_CALLBACK (on_answered), self);
  g_signal_connect_after (question, "withdrawn", G_CALLBACK (on_withdrawn), self);
  if (parafa_broker_ask (self->broker, question))
    return TRUE;
  g_signal_handlers_disconnect_by_data (question, self);
  g_clear_object (&self->question);
  answer_code (self, PARAFA_BROKER_ERROR_NO_DISPLAY, "there is no display to ask the person on");
  return FALSE;
}

static void
put_next_question (ParafaBroker *broker)
{
  GQueue *questions = parafa_broker_get_questions (broker);

  while (!g_queue_is_empty (questions))
    {
      ParafaBrokerRequest *first = g_queue_peek_head (questions);

      if (!needs_no_question (first) && put_question (first))
        return;
      if (g_queue_remove (questions, first))
        release (first);
    }
}

/* -- the token -- */

static void
start_supply (ParafaBrokerRequest *self)
{
  parafa_token_supply_async (self->account, TRUE, self->cancellable, supplied, acquire (self));
}

/* Whether the keyring may ask is one for all that go on: a window or another request may have let it. So who said that
 * nobody shall be asked does not reach a locked one. */
static void
supply (ParafaBrokerRequest *self)
{
  if (!self->interactive)
    {
      parafa_vault_state_ask_async (self->cancellable, keyring_seen, acquire (self));
      return;
    }
  parafa_vault_set_prompts (parafa_session_get_vault (parafa_broker_get_session (self->broker)),
                            TRUE);
  start_supply (self);
}

/* The token leaves through a pipe: a message would be copied through the daemon, and shown to whoever watches the bus */
static void
answer_token (ParafaBrokerRequest *self, ParafaSecret *access, gint64 expires_at_s)
{
  g_autoptr (GUnixFDList) descriptors = g_unix_fd_list_new ();
  g_autoptr (GError) error = NULL;
  int fd = parafa_secret_to_pipe (access, &error);
  int index = fd >= 0 ? g_unix_fd_list_append (descriptors, fd, &error) : -1;

  if (fd >= 0)
    close (fd);
  if (index < 0)
    {
      answer_code (self, PARAFA_BROKER_ERROR_FAILED, error->message);
      return;
    }
  parafa_consents_note (parafa_broker_get_consents (self->broker), PARAFA_TOKEN_USE_GIVEN,
                        self->caller, get_profile_id (self));
  g_dbus_method_invocation_return_value_with_unix_fd_list (take_invocation (self),
                                                           g_variant_new ("(hx)", index,
                                                                          expires_at_s),
                                                           descriptors);
}

/* What is held and still good needs no keyring */
static void
supply_held (ParafaBrokerRequest *self)
{
  ParafaTokenPair *pair = parafa_account_get_pair (self->account);
  ParafaTokenState state = parafa_account_get_token_state (self->account);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) told = NULL;

  if (pair != NULL && (state == PARAFA_TOKEN_VALID || state == PARAFA_TOKEN_EXPIRES_SOON))
    {
      answer_token (self, parafa_token_pair_get_access (pair),
                    parafa_token_pair_get_access_expires_at (pair));
      return;
    }
  error = g_error_new_literal (PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_LOCKED,
                               "the keyring is locked, and the person is not to be asked");
  parafa_consents_note (parafa_broker_get_consents (self->broker), PARAFA_TOKEN_USE_FAILED,
                        self->caller, get_profile_id (self));
  told = parafa_broker_error_from_supply (error);
  answer_error (self, told);
}

static void
keyring_seen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaBrokerRequest) self = user_data;
  ParafaVaultState state = PARAFA_VAULT_STATE_FAILED;

  parafa_vault_state_ask_finish (result, &state, NULL, NULL);
  if (self->invocation == NULL)
    return;
  if (state == PARAFA_VAULT_STATE_LOCKED)
    supply_held (self);
  else
    start_supply (self);
}

static void
supplied (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaBrokerRequest) self = user_data;
  gint64 expires_at_s = -1;
  g_autoptr (GError) late = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) told = NULL;
  g_autoptr (ParafaSecret) access =
      parafa_token_supply_finish (result, &expires_at_s, &late, &error);

  if (late != NULL)
    g_info ("broker: a renewal that is due was not made: %s", late->message);
  if (self->invocation == NULL)
    return;
  if (access != NULL)
    {
      answer_token (self, access, expires_at_s);
      return;
    }
  parafa_consents_note (parafa_broker_get_consents (self->broker), PARAFA_TOKEN_USE_FAILED,
                        self->caller, get_profile_id (self));
  told = parafa_broker_error_from_supply (error);
  answer_error (self, told);
}

/**
 * parafa_broker_request_get_token:
 * @broker: a broker
 * @invocation: (transfer full): a call of GetAccessToken
 * @profile: its first argument
 * @options: its second
 *
 * Answers the call, after asking the person when need be.
 */
void
parafa_broker_request_get_token (ParafaBroker *broker,
                                 GDBusMethodInvocation *invocation,
                                 const char *profile,
                                 GVariant *options)
{
  gboolean interactive = TRUE;

  g_variant_lookup (options, "interactive", "b", &interactive);
  start (broker, invocation, FALSE, profile, interactive);
}

/**
 * parafa_broker_request_list:
 * @broker: a broker
 * @invocation: (transfer full): a call of ListProfiles
 *
 * Answers the call.
 */
void
parafa_broker_request_list (ParafaBroker *broker, GDBusMethodInvocation *invocation)
{
  start (broker, invocation, TRUE, NULL, FALSE);
}
