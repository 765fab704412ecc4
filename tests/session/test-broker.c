/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-broker.h"
#include "session-test.h"

#include <glib/gstdio.h>
#include <string.h>

#define ERROR_PREFIX "ro.parafa.Parafa.Tokens1.Error."
#define PRACTICE_HOLDER "Anița Brădișor"
#define DAY (G_GINT64_CONSTANT (86400))

/* The token service on a real bus, with a real keyring, a real practice server and callers that are processes of their
 * own. The person is played by on_ask(); the dialog has its own test. */
static ParafaTestKeyring *keyring;
static char *program;  /* broker-caller */
static char *program2; /* the same under another name: another program */
static ParafaSession *session;
static ParafaAccount *account;
static ParafaBroker *broker;
static gboolean has_display = TRUE;
static GPtrArray *questions; /* put and not taken away yet */

static ParafaSession *
on_get_session (gpointer user_data)
{
  return session;
}

static void
on_withdrawn (ParafaConsentQuestion *question, gpointer user_data)
{
  g_assert_true (g_ptr_array_remove (questions, question));
}

static gboolean
on_ask (ParafaConsentQuestion *question, gpointer user_data)
{
  g_assert_cmpuint (questions->len, ==, 0);
  if (!has_display)
    return FALSE;
  g_signal_connect (question, "withdrawn", G_CALLBACK (on_withdrawn), NULL);
  g_ptr_array_add (questions, g_object_ref (question));
  return TRUE;
}

static gboolean
has_question (gpointer data)
{
  return questions->len == 1;
}

/* Waits for a question, looks whose it is, and answers it */
static void
answer (ParafaConsentAnswer said)
{
  g_autoptr (ParafaConsentQuestion) question = NULL;

  parafa_test_wait_until (has_question, NULL, PARAFA_TEST_LIMIT_MS);
  question = g_ptr_array_steal_index (questions, 0);
  g_assert_true (parafa_consent_question_get_profile (question) ==
                 parafa_account_get_profile (account));
  parafa_consent_question_answer (question, said);
}

static void
start_broker (void)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GError) error = NULL;

  broker = parafa_broker_new (on_get_session, on_ask, NULL);
  parafa_broker_export (broker, bus, &error);
  g_assert_no_error (error);
}

static gboolean
is_saved (gpointer data)
{
  return !parafa_consents_is_saving (data);
}

/* As after a new start of the program: what is remembered is in the file */
static void
restart_broker (void)
{
  parafa_test_wait_until (is_saved, parafa_broker_get_consents (broker), PARAFA_TEST_LIMIT_MS);
  parafa_broker_unexport (broker);
  g_assert_finalize_object (broker);
  start_broker ();
}

/* A broker that remembers nothing */
static void
forget (void)
{
  g_autofree char *path =
      g_build_filename (g_getenv ("XDG_STATE_HOME"), "parafa", "programs.ini", NULL);

  parafa_test_wait_until (is_saved, parafa_broker_get_consents (broker), PARAFA_TEST_LIMIT_MS);
  parafa_broker_unexport (broker);
  g_assert_finalize_object (broker);
  g_remove (path);
  start_broker ();
}

typedef struct
{
  GSubprocess *process;    /* (owned) */
  GDataInputStream *lines; /* (owned) */
  ParafaTestResult *said;  /* (owned) */
} Caller;

static Caller *
call (const char *which, const char *profile, const char *option)
{
  Caller *self = g_new0 (Caller, 1);
  g_autoptr (GError) error = NULL;

  self->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                    &error, which, profile, option, NULL);
  g_assert_no_error (error);
  self->lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  self->said = parafa_test_result_new ();
  g_data_input_stream_read_line_async (self->lines, G_PRIORITY_DEFAULT, NULL,
                                       parafa_test_result_callback, self->said);
  return self;
}

static char *
get_said (Caller *self)
{
  g_autoptr (GError) error = NULL;
  char *line = g_data_input_stream_read_line_finish (self->lines,
                                                     parafa_test_result_wait (self->said,
                                                                              PARAFA_TEST_LIMIT_MS),
                                                     NULL, &error);

  g_assert_no_error (error);
  return line;
}

static void
leave (Caller *self)
{
  g_autoptr (GError) error = NULL;

  g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);
  g_subprocess_wait (self->process, NULL, &error);
  g_assert_no_error (error);
  g_clear_pointer (&self->said, parafa_test_result_free);
  g_clear_object (&self->lines);
  g_clear_object (&self->process);
  g_free (self);
}

static void
assert_token (Caller *self)
{
  g_autofree char *said = get_said (self);
  g_autoptr (ParafaTokenPair) pair = session_test_stored_pair (account);
  g_autofree char *expected =
      g_strdup_printf ("%s %" G_GINT64_FORMAT,
                       parafa_secret_get (parafa_token_pair_get_access (pair)),
                       parafa_token_pair_get_access_expires_at (pair));

  g_assert_true (g_str_equal (said, expected));
}

static void
assert_error (Caller *self, const char *name)
{
  g_autofree char *said = get_said (self);

  g_assert_true (g_str_has_prefix (said, ERROR_PREFIX));
  g_assert_cmpstr (said + strlen (ERROR_PREFIX), ==, name);
}

static void
gets_token (const char *which)
{
  Caller *caller = call (which, "Practice", NULL);

  assert_token (caller);
  leave (caller);
}

static void
gets_error (const char *which, const char *profile, const char *option, const char *name)
{
  Caller *caller = call (which, profile, option);

  assert_error (caller, name);
  leave (caller);
}

static void
test_denied (void)
{
  Caller *caller = call (program, "Practice", NULL);
  GListModel *uses;

  answer (PARAFA_CONSENT_DENY);
  assert_error (caller, "Denied");
  leave (caller);
  /* no second question for a while, also under another connection; another program is asked about */
  gets_error (program, "Practice", NULL, "Denied");
  g_assert_cmpuint (questions->len, ==, 0);
  caller = call (program2, "", NULL);
  answer (PARAFA_CONSENT_DENY);
  assert_error (caller, "Denied");
  leave (caller);
  uses = parafa_consents_get_uses (parafa_broker_get_consents (broker));
  g_assert_cmpuint (g_list_model_get_n_items (uses), ==, 2);
  forget ();
}

static void
test_this_time (void)
{
  Caller *caller =
      call (program, parafa_profile_get_id (parafa_account_get_profile (account)), NULL);

  answer (PARAFA_CONSENT_THIS_TIME);
  assert_token (caller);
  leave (caller);
  /* gone and come back: asked about again */
  caller = call (program, "practice", NULL);
  answer (PARAFA_CONSENT_THIS_TIME);
  assert_token (caller);
  leave (caller);
  g_assert_cmpuint (g_list_model_get_n_items (
                        parafa_consents_get_list (parafa_broker_get_consents (broker))),
                    ==, 0);
  forget ();
}

static void
test_remembered_and_revoked (void)
{
  Caller *caller = call (program, "Practice", NULL);
  GListModel *list;
  g_autoptr (ParafaConsent) consent = NULL;

  answer (PARAFA_CONSENT_ALWAYS);
  assert_token (caller);
  leave (caller);
  gets_token (program);
  restart_broker ();
  gets_token (program);
  gets_error (program2, "Practice", "no-question", "ConsentNeeded");

  list = parafa_consents_get_list (parafa_broker_get_consents (broker));
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 1);
  consent = g_list_model_get_item (list, 0);
  g_assert_cmpuint (parafa_consent_get_n_uses (consent), ==, 3);
  g_assert_cmpstr (parafa_caller_get_program (parafa_consent_get_caller (consent)), ==, program);
  parafa_broker_revoke (broker, consent);
  gets_error (program, "Practice", "no-question", "ConsentNeeded");
  forget ();
}

static void
test_no_display (void)
{
  has_display = FALSE;
  gets_error (program, "Practice", NULL, "NoDisplay");
  gets_error (program2, "Practice", "no-question", "ConsentNeeded");
  has_display = TRUE;
}

/* One question at a time; the answer to the first also serves a second call of the same program */
static void
test_others_wait (void)
{
  Caller *first = call (program, "Practice", NULL);
  Caller *second;
  Caller *third;

  parafa_test_wait_until (has_question, NULL, PARAFA_TEST_LIMIT_MS);
  second = call (program2, "Practice", NULL);
  third = call (program, "Practice", NULL);
  g_assert_false (parafa_test_poll_until ((ParafaTestCondition) parafa_test_result_is_ready,
                                          second->said, 300));
  answer (PARAFA_CONSENT_ALWAYS);
  assert_token (first);
  answer (PARAFA_CONSENT_DENY);
  assert_error (second, "Denied");
  assert_token (third);
  g_assert_cmpuint (questions->len, ==, 0);
  leave (first);
  leave (second);
  leave (third);
  forget ();
}

static gboolean
is_withdrawn (gpointer question)
{
  return !g_ptr_array_find (questions, question, NULL);
}

/* Nobody waits any more: the question goes away, and the next one comes only then (see on_ask()) */
static void
test_caller_vanishes (void)
{
  Caller *first = call (program, "Practice", NULL);
  Caller *second;
  g_autoptr (ParafaConsentQuestion) asked = NULL;

  parafa_test_wait_until (has_question, NULL, PARAFA_TEST_LIMIT_MS);
  asked = g_object_ref (g_ptr_array_index (questions, 0));
  second = call (program2, "Practice", NULL);
  /* long enough to stand in the queue */
  g_assert_false (parafa_test_poll_until ((ParafaTestCondition) parafa_test_result_is_ready,
                                          second->said, 300));
  g_subprocess_force_exit (first->process);
  parafa_test_wait_until (is_withdrawn, asked, PARAFA_TEST_LIMIT_MS);
  answer (PARAFA_CONSENT_THIS_TIME);
  assert_token (second);
  leave (second);
  g_subprocess_wait (first->process, NULL, NULL);
  g_free (get_said (first));
  leave (first);
}

static void
test_profiles (void)
{
  g_autoptr (ParafaProfile) profile = parafa_profile_new ("Firma Alfa", PARAFA_ENVIRONMENT_ANAF);
  g_autoptr (GError) error = NULL;
  Caller *caller;
  ParafaAccount *added;
  ParafaAccount *practice = account;

  gets_error (program, "nobody", NULL, "NoSuchProfile");
  added = session_test_add (session, profile, "client-secret", &error);
  g_assert_no_error (error);
  gets_error (program, "", NULL, "NoSuchProfile");
  caller = call (program, "Firma Alfa", NULL);
  account = added;
  answer (PARAFA_CONSENT_THIS_TIME);
  assert_error (caller, "NeverLoggedIn");
  account = practice;
  leave (caller);
  session_test_remove (session, added, &error);
  g_assert_no_error (error);
}

static void
test_list (void)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  GDBusConnection *bus = parafa_test_keyring_get_bus (keyring);
  g_autoptr (GVariant) listed = NULL;
  g_autoptr (GVariant) details = NULL;
  g_autoptr (GError) error = NULL;
  const char *id;
  const char *name;
  const char *environment = NULL;
  gboolean allowed = TRUE;

  g_dbus_connection_call (bus, "ro.parafa.Parafa", PARAFA_BROKER_PATH, "ro.parafa.Parafa.Tokens1",
                          "ListProfiles", NULL, G_VARIANT_TYPE ("(a(ssa{sv}))"),
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, parafa_test_result_callback, result);
  listed =
      g_dbus_connection_call_finish (bus, parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                     &error);
  g_assert_no_error (error);
  {
    g_autoptr (GVariant) list = g_variant_get_child_value (listed, 0);

    g_assert_cmpuint (g_variant_n_children (list), ==, 1);
    g_variant_get_child (list, 0, "(&s&s@a{sv})", &id, &name, &details);
  }
  g_assert_cmpstr (id, ==, parafa_profile_get_id (parafa_account_get_profile (account)));
  g_assert_cmpstr (name, ==, "Practice");
  g_assert_true (g_variant_lookup (details, "environment", "&s", &environment));
  g_assert_cmpstr (environment, ==, "practice");
  g_assert_true (g_variant_lookup (details, "allowed", "b", &allowed));
  g_assert_false (allowed);
}

typedef struct
{
  guint n_tokens;
  guint n_profiles;
  GString *text;
} Heard;

static void
on_signal (GDBusConnection *bus,
           const char *sender,
           const char *path,
           const char *interface,
           const char *signal_name,
           GVariant *parameters,
           gpointer user_data)
{
  Heard *heard = user_data;
  g_autofree char *text = g_variant_print (parameters, FALSE);

  heard->n_tokens += g_str_equal (signal_name, "TokenChanged");
  heard->n_profiles += g_str_equal (signal_name, "ProfileChanged");
  g_string_append (heard->text, text);
}

static gboolean
heard_all (gpointer data)
{
  Heard *heard = data;

  return heard->n_tokens >= 2 && heard->n_profiles >= 1;
}

/* Signals are sent over another connection: the bus knows who listens once it has answered */
static guint
subscribe (GDBusConnection *bus, Heard *heard)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer G_GNUC_UNUSED = NULL;
  guint id =
      g_dbus_connection_signal_subscribe (bus, NULL, "ro.parafa.Parafa.Tokens1", NULL, NULL, NULL,
                                          G_DBUS_SIGNAL_FLAGS_NONE, on_signal, heard, NULL);

  answer = g_dbus_connection_call_sync (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                        "org.freedesktop.DBus", "GetId", NULL, NULL,
                                        G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
  return id;
}

/* An ended access is renewed for the caller, and the bus hears that, not what, it is */
static void
test_refresh_due (void)
{
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;
  GDBusConnection *bus = parafa_test_keyring_get_bus (keyring);
  g_autoptr (ParafaTokenPair) good = session_test_stored_pair (account);
  g_autoptr (ParafaSecret) access = parafa_secret_new ("ended-access-token", -1);
  g_autoptr (ParafaTokenPair) ended =
      parafa_token_pair_new (access, parafa_token_pair_get_refresh (good), 90 * DAY,
                             now_s - 91 * DAY, now_s - 91 * DAY);
  Heard heard = { 0, 0, g_string_new (NULL) };
  gint64 n_refreshes = session_test_count (session, "refreshes");
  g_autoptr (GError) error = NULL;
  Caller *caller;
  guint id = subscribe (bus, &heard);

  parafa_broker_get_session (broker);
  session_test_keep (account, ended, &error);
  g_assert_no_error (error);
  caller = call (program, "Practice", NULL);
  answer (PARAFA_CONSENT_THIS_TIME);
  assert_token (caller);
  leave (caller);
  g_assert_cmpint (session_test_count (session, "refreshes"), ==, n_refreshes + 1);
  parafa_profile_set_name (parafa_account_get_profile (account), "Practică");
  parafa_profile_set_name (parafa_account_get_profile (account), "Practice");
  parafa_test_wait_until (heard_all, &heard, PARAFA_TEST_LIMIT_MS);
  g_assert_null (strstr (heard.text->str, "ended-access-token"));
  g_assert_null (strstr (heard.text->str, parafa_secret_get (parafa_token_pair_get_access (
                                              parafa_account_get_pair (account)))));
  g_dbus_connection_signal_unsubscribe (bus, id);
  g_string_free (heard.text, TRUE);
}

static void
test_too_many_at_once (void)
{
  GDBusConnection *bus = parafa_test_keyring_get_bus (keyring);
  ParafaTestResult *results[9];
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      results[i] = parafa_test_result_new ();
      g_dbus_connection_call (bus, "ro.parafa.Parafa", PARAFA_BROKER_PATH,
                              "ro.parafa.Parafa.Tokens1", "GetAccessToken",
                              g_variant_new_parsed ("('Practice', @a{sv} {})"), NULL,
                              G_DBUS_CALL_FLAGS_NONE, 300000, NULL, parafa_test_result_callback,
                              results[i]);
    }
  g_assert_null (
      g_dbus_connection_call_finish (bus,
                                     parafa_test_result_wait (results[8], PARAFA_TEST_LIMIT_MS),
                                     &error));
  name = g_dbus_error_get_remote_error (error);
  g_assert_cmpstr (name, ==, ERROR_PREFIX "TooManyRequests");
  answer (PARAFA_CONSENT_DENY);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      if (i < 8)
        g_assert_null (
            g_dbus_connection_call_finish (bus,
                                           parafa_test_result_wait (results[i],
                                                                    PARAFA_TEST_LIMIT_MS),
                                           NULL));
      parafa_test_result_free (results[i]);
    }
  g_assert_cmpuint (questions->len, ==, 0);
}

static void
test_keyring_locked (void)
{
  Caller *caller = NULL;

  parafa_test_keyring_lock (keyring);
  caller = call (program, "Practice", NULL);
  answer (PARAFA_CONSENT_THIS_TIME);
  /* the pair is held since the login: a locked keyring hinders nobody */
  {
    g_autofree char *said = get_said (caller);

    g_assert_true (g_str_has_prefix (said, parafa_secret_get (parafa_token_pair_get_access (
                                               parafa_account_get_pair (account)))));
  }
  leave (caller);
  parafa_test_keyring_kill_service (keyring);
  parafa_test_keyring_start_service (keyring);
}

static void
log_in (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SessionTestLogin) login = NULL;

  account = session_test_practise (session, &error);
  g_assert_no_error (error);
  login = session_test_login_new (session, account);
  session_test_login_start (login);
  session_test_login_choose (login, PRACTICE_HOLDER);
  session_test_login_wait_step (login, PARAFA_LOGIN_DONE);
}

static char *
copy_program (const char *from, const char *name)
{
  g_autoptr (GFile) source = g_file_new_for_path (from);
  char *path = g_build_filename (parafa_test_keyring_get_dir (keyring), name, NULL);
  g_autoptr (GFile) target = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_file_copy (source, target, G_FILE_COPY_NONE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_chmod (path, 0700), ==, 0);
  return path;
}

static void
own_name (const char *name)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) owned G_GNUC_UNUSED =
      g_dbus_connection_call_sync (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                   "org.freedesktop.DBus", "RequestName",
                                   g_variant_new ("(su)", name, 0), NULL, G_DBUS_CALL_FLAGS_NONE,
                                   -1, NULL, &error);

  g_assert_no_error (error);
}

/* In the worker thread of the connection */
static GDBusMessage *
count_prompts (GDBusConnection *bus, GDBusMessage *message, gboolean incoming, gpointer user_data)
{
  if (incoming && g_strcmp0 (g_dbus_message_get_interface (message),
                             "org.gnome.keyring.internal.Prompter") == 0)
    g_atomic_int_inc ((int *) user_data);
  return message;
}

/* A session that opens loads its pairs: this waits until that has failed */
static void
load_in_vain (void)
{
  g_autoptr (ParafaAccount) opened = g_list_model_get_item (G_LIST_MODEL (session), 0);
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GError) error = NULL;

  parafa_account_load_async (opened, NULL, parafa_test_result_callback, result);
  g_assert_false (
      parafa_account_load_finish (opened, parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                  &error));
  g_assert_error (error, PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_LOCKED);
}

/* As in a program that has just begun: no pair is held */
static void
open_silently (ParafaClock *clock)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GError) error = NULL;

  session = parafa_session_new (NULL, clock);
  parafa_vault_set_prompts (parafa_session_get_vault (session), FALSE);
  parafa_session_open_async (session, NULL, parafa_test_result_callback, result);
  parafa_session_open_finish (session, parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                              &error);
  g_assert_no_error (error);
  load_in_vain ();
  restart_broker ();
}

/* Who says that nobody is to be asked opens no question of the keyring's either, though a window may */
static void
test_keyring_asks_nobody (void)
{
  static int n_prompts;
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (ParafaClock) clock = parafa_clock_new_system ();
  ParafaSession *former = session;
  Caller *caller = call (program, "Practice", NULL);

  own_name ("org.gnome.keyring.SystemPrompter");
  g_dbus_connection_add_filter (bus, count_prompts, &n_prompts, NULL);
  answer (PARAFA_CONSENT_ALWAYS);
  assert_token (caller);
  leave (caller);
  parafa_test_keyring_lock (keyring);
  caller = call (program, "Practice", "no-question");
  {
    g_autofree char *said = get_said (caller);

    g_assert_true (g_str_has_prefix (said, parafa_secret_get (parafa_token_pair_get_access (
                                               parafa_account_get_pair (account)))));
  }
  leave (caller);

  open_silently (clock);
  g_assert_cmpint (g_atomic_int_get (&n_prompts), ==, 0);
  parafa_vault_set_prompts (parafa_session_get_vault (session), TRUE);
  gets_error (program, "Practice", "no-question", "KeyringLocked");
  g_assert_cmpint (g_atomic_int_get (&n_prompts), ==, 0);
  gets_error (program, "Practice", NULL, "KeyringLocked");
  g_assert_cmpint (g_atomic_int_get (&n_prompts), >, 0);

  g_clear_object (&session);
  session = former;
  parafa_test_keyring_kill_service (keyring);
  parafa_test_keyring_start_service (keyring);
  forget ();
}

static void
add_tests (void)
{
  g_test_add_func ("/session/broker/denied", test_denied);
  g_test_add_func ("/session/broker/this-time", test_this_time);
  g_test_add_func ("/session/broker/remembered-and-revoked", test_remembered_and_revoked);
  g_test_add_func ("/session/broker/no-display", test_no_display);
  g_test_add_func ("/session/broker/others-wait", test_others_wait);
  g_test_add_func ("/session/broker/caller-vanishes", test_caller_vanishes);
  g_test_add_func ("/session/broker/profiles", test_profiles);
  g_test_add_func ("/session/broker/list", test_list);
  g_test_add_func ("/session/broker/refresh-due", test_refresh_due);
  g_test_add_func ("/session/broker/too-many-at-once", test_too_many_at_once);
  g_test_add_func ("/session/broker/keyring-locked", test_keyring_locked);
  g_test_add_func ("/session/broker/keyring-asks-nobody", test_keyring_asks_nobody);
}

int
main (int argc, char **argv)
{
  g_autoptr (ParafaClock) clock = parafa_clock_new_system ();
  g_autoptr (GError) error = NULL;
  int status;

  keyring = parafa_test_keyring_new (PARAFA_TEST_KEYRING_UNLOCKED);
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  program = copy_program (argv[1], "erp");
  program2 = copy_program (argv[1], "spreadsheet");
  questions = g_ptr_array_new_with_free_func (g_object_unref);
  session = session_test_open (clock, &error);
  g_assert_no_error (error);
  log_in ();
  own_name ("ro.parafa.Parafa");
  start_broker ();
  add_tests ();
  status = g_test_run ();

  parafa_test_wait_until (is_saved, parafa_broker_get_consents (broker), PARAFA_TEST_LIMIT_MS);
  parafa_broker_unexport (broker);
  g_assert_finalize_object (broker);
  g_ptr_array_unref (questions);
  g_clear_object (&account);
  session_test_release (session);
  g_free (program);
  g_free (program2);
  parafa_test_keyring_free (keyring);
  return status;
}
