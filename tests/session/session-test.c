/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "session-test.h"
#include "parafa-paths.h"
#include "relay-client.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* -- certificates and tokens -- */

static void
run (const char *const *argv)
{
  g_autofree char *said = NULL;

  if (parafa_test_run (argv, NULL, NULL, &said) != 0)
    g_error ("%s: %s", argv[0], said);
}

char *
session_test_issued_path (const char *name, const char *suffix)
{
  g_autofree char *dir = parafa_paths_get_state_dir ("practice");
  g_autofree char *file = g_strconcat (name, suffix, NULL);

  return g_build_filename (dir, "issued", file, NULL);
}

void
session_test_issue (const char *name, const char *holder, const char *key, const char *kind)
{
  g_autofree char *program = parafa_paths_find (PARAFA_PROGRAM_SIMULATOR);
  g_autofree char *dir = parafa_paths_get_state_dir ("practice");
  const char *argv[] = { program, "--state-dir", dir, "--issue", name, "--holder",
                         holder,  "--key",       key, "--kind",  kind, NULL };

  run (argv);
}

static char *
find_script (void)
{
  return g_build_filename (g_getenv ("G_TEST_SRCDIR"), "support", "soft-token", NULL);
}

void
session_test_add_token (const char *token, const char *pin)
{
  g_autofree char *script = find_script ();
  g_autofree char *dir = g_build_filename (g_getenv ("HOME"), "token", NULL);
  g_autofree char *config = g_build_filename (dir, "softhsm2.conf", NULL);
  const char *argv[] = { script, "init", dir, token, pin, NULL };

  g_setenv ("SOFTHSM2_CONF", config, TRUE);
  run (argv);
}

void
session_test_make_token (const char *pin)
{
  session_test_add_token (SESSION_TEST_TOKEN, pin);
}

/* With the intermediate, since the server knows the root only */
void
session_test_put (const char *name, const char *id)
{
  session_test_put_on (SESSION_TEST_TOKEN, SESSION_TEST_PIN, name, id);
}

void
session_test_put_on (const char *token, const char *pin, const char *name, const char *id)
{
  g_autofree char *script = find_script ();
  g_autofree char *dir = g_path_get_dirname (g_getenv ("SOFTHSM2_CONF"));
  g_autofree char *cert = session_test_issued_path (name, ".pem");
  g_autofree char *chain = session_test_issued_path (name, "-chain.pem");
  g_autofree char *key = session_test_issued_path (name, ".key");
  g_autofree char *issuer = session_test_issued_path (name, "-issuer.pem");
  g_autofree char *text = NULL;
  const char *argv[] = { script, "put", dir, token, pin, name, cert, key, id, issuer, NULL };

  g_assert_true (g_file_get_contents (chain, &text, NULL, NULL));
  g_assert_true (
      g_file_set_contents (issuer, strstr (text + 1, "-----BEGIN CERTIFICATE-----"), -1, NULL));
  run (argv);
}

/* -- session and account -- */

ParafaSession *
session_test_open (ParafaClock *clock, GError **error)
{
  ParafaSession *session = parafa_session_new (NULL, clock);
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_session_open_async (session, NULL, parafa_test_result_callback, result);
  parafa_session_open_finish (session, parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                              error);
  return session;
}

ParafaAccount *
session_test_practise (ParafaSession *session, GError **error)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_session_practise_async (session, NULL, parafa_test_result_callback, result);
  return parafa_session_practise_finish (session,
                                         parafa_test_result_wait (result, 2 * PARAFA_TEST_LIMIT_MS),
                                         error);
}

ParafaAccount *
session_test_add (ParafaSession *session,
                  ParafaProfile *profile,
                  const char *client_secret,
                  GError **error)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (ParafaSecret) secret = parafa_secret_new (client_secret, -1);

  parafa_session_add_async (session, profile, secret, NULL, parafa_test_result_callback, result);
  return parafa_session_add_finish (session, parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                    error);
}

gboolean
session_test_remove (ParafaSession *session, ParafaAccount *account, GError **error)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_session_remove_async (session, account, NULL, parafa_test_result_callback, result);
  return parafa_session_remove_finish (session,
                                       parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                       error);
}

gboolean
session_test_save_profiles (ParafaSession *session, GError **error)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_session_save_profiles_async (session, NULL, parafa_test_result_callback, result);
  return parafa_session_save_profiles_finish (session,
                                              parafa_test_result_wait (result,
                                                                       PARAFA_TEST_LIMIT_MS),
                                              error);
}

gboolean
session_test_load (ParafaAccount *account, GError **error)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_account_load_async (account, NULL, parafa_test_result_callback, result);
  return parafa_account_load_finish (account,
                                     parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS), error);
}

gboolean
session_test_keep (ParafaAccount *account, ParafaTokenPair *pair, GError **error)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_account_keep_async (account, pair, NULL, parafa_test_result_callback, result);
  return parafa_account_keep_finish (account,
                                     parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS), error);
}

gboolean
session_test_save (ParafaAccount *account, GError **error)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_account_save_async (account, NULL, parafa_test_result_callback, result);
  return parafa_account_save_finish (account,
                                     parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS), error);
}

gboolean
session_test_refresh (ParafaAccount *account, GError **error)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_account_refresh_async (account, NULL, parafa_test_result_callback, result);
  return parafa_account_refresh_finish (account,
                                        parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                        error);
}

int
session_test_revoke (ParafaAccount *account, GError **error)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_account_revoke_async (account, NULL, parafa_test_result_callback, result);
  return parafa_account_revoke_finish (account,
                                       parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                       error);
}

gboolean
session_test_forget (ParafaAccount *account, GError **error)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_account_forget_async (account, NULL, parafa_test_result_callback, result);
  return parafa_account_forget_finish (account,
                                       parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                       error);
}

ParafaSecret *
session_test_get_access (ParafaAccount *account, ParafaAccessFlags flags, GError **error)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_account_get_access_async (account, flags, NULL, parafa_test_result_callback, result);
  return parafa_account_get_access_finish (account,
                                           parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                           error);
}

ParafaSecret *
session_test_replace_access (ParafaAccount *account, ParafaSecret *refused, GError **error)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_account_replace_access_async (account, refused, NULL, parafa_test_result_callback, result);
  return parafa_account_replace_access_finish (account,
                                               parafa_test_result_wait (result,
                                                                        PARAFA_TEST_LIMIT_MS),
                                               error);
}

ParafaHello *
session_test_hello (ParafaAccount *account, const char *name, GError **error)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_account_hello_async (account, name, NULL, parafa_test_result_callback, result);
  return parafa_account_hello_finish (account,
                                      parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                      error);
}

static gboolean
is_loaded (gpointer data)
{
  return parafa_account_get_state (PARAFA_ACCOUNT (data)) != PARAFA_ACCOUNT_LOADING;
}

void
session_test_wait_loaded (ParafaAccount *account)
{
  parafa_test_wait_until (is_loaded, account, PARAFA_TEST_LIMIT_MS);
}

ParafaTokenPair *
session_test_stored_pair (ParafaAccount *account)
{
  g_autoptr (ParafaVault) vault = parafa_vault_new ();
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GError) error = NULL;
  ParafaTokenPair *pair = NULL;

  parafa_vault_load_pair_async (vault, parafa_profile_get_id (parafa_account_get_profile (account)),
                                NULL, parafa_test_result_callback, result);
  pair =
      parafa_vault_load_pair_finish (vault, parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                     &error);
  g_assert_no_error (error);
  return pair;
}

/* An opaque pair that says when it ends */
ParafaTokenPair *
session_test_pair (const char *mark, gint64 obtained_at_s, gint64 expires_in_s)
{
  g_autofree char *access_text = g_strconcat ("access-", mark, NULL);
  g_autofree char *refresh_text = g_strconcat ("refresh-", mark, NULL);
  g_autoptr (ParafaSecret) access = parafa_secret_new (access_text, -1);
  g_autoptr (ParafaSecret) refresh = parafa_secret_new (refresh_text, -1);

  return parafa_token_pair_new (access, refresh, expires_in_s, obtained_at_s, obtained_at_s);
}

static JsonObject *
command (ParafaSession *session, const char *line)
{
  ParafaPractice *practice = parafa_session_get_practice (session);
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (ParafaSecret) answer = NULL;
  g_autoptr (GError) error = NULL;

  parafa_practice_command_async (practice, line, NULL, parafa_test_result_callback, result);
  answer = parafa_practice_command_finish (practice,
                                           parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                           &error);
  g_assert_no_error (error);
  g_assert_true (json_parser_load_from_data (parser, parafa_secret_get (answer), -1, NULL));
  return json_object_ref (json_node_get_object (json_parser_get_root (parser)));
}

void
session_test_command (ParafaSession *session, const char *line)
{
  g_autoptr (JsonObject) answer = command (session, line);

  g_assert_true (json_object_get_boolean_member (answer, "ok"));
}

gint64
session_test_count (ParafaSession *session, const char *name)
{
  g_autoptr (JsonObject) answer = command (session, "{\"do\":\"counts\"}");

  g_assert_true (json_object_has_member (answer, name));
  return json_object_get_int_member (answer, name);
}

ParafaTokenPair *
session_test_new_grant (ParafaSession *session, ParafaAccount *account)
{
  ParafaProfile *profile = parafa_account_get_profile (account);
  g_autofree char *line = g_strdup_printf ("{\"do\":\"grant\",\"client_id\":\"%s\"}",
                                           parafa_profile_get_client_id (profile));
  g_autoptr (JsonObject) answer = command (session, line);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  ParafaTokenPair *pair;

  g_assert_true (json_object_get_boolean_member (answer, "ok"));
  json_node_set_object (node, answer);
  text = json_to_string (node, FALSE);
  pair =
      parafa_token_answer_read (200, text, strlen (text), NULL,
                                parafa_clock_get_now (parafa_session_get_clock (session)), &error);
  g_assert_no_error (error);
  return pair;
}

void
session_test_grant (ParafaSession *session, ParafaAccount *account)
{
  g_autoptr (ParafaTokenPair) pair = session_test_new_grant (session, account);
  g_autoptr (GError) error = NULL;

  session_test_keep (account, pair, &error);
  g_assert_no_error (error);
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

/* Nothing may hold the session when its calls are answered */
void
session_test_release (ParafaSession *session)
{
  gpointer weak = session;

  g_object_add_weak_pointer (G_OBJECT (session), &weak);
  g_object_unref (session);
  parafa_test_wait_until (is_gone, &weak, PARAFA_TEST_LIMIT_MS);
}

/* -- the login -- */

static void
walk_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SessionTestLogin *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RelayClientEnd) end = relay_client_walk_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (end == NULL)
    {
      parafa_login_flow_view_failed (self->flow, PARAFA_LOGIN_PROBLEM_VIEW, error->message);
      return;
    }
  if (end->callback != NULL)
    {
      g_clear_pointer (&self->callback, parafa_secret_unref);
      self->callback = parafa_secret_ref (end->callback);
      if (!self->keep_callback)
        parafa_login_flow_callback_caught (self->flow, end->callback);
      return;
    }
  g_free (self->text);
  self->text = g_strdup (end->text);
  parafa_login_flow_page_shown (self->flow, end->address, end->text);
}

static void
on_open_page (ParafaLoginFlow *flow, SessionTestLogin *self)
{
  g_assert_cmpint (parafa_login_flow_get_step (flow), ==, PARAFA_LOGIN_PAGE);
  g_assert_null (self->browser);
  g_assert_nonnull (parafa_login_flow_get_hosts (flow)[0]);
  self->n_opened++;
  self->browser = g_cancellable_new ();
  relay_client_walk_async (parafa_login_flow_get_relay (flow),
                           parafa_login_flow_get_page_uri (flow),
                           parafa_login_flow_get_redirect_uri (flow), self->browser, walk_ended,
                           self);
}

static void
on_close_page (ParafaLoginFlow *flow, SessionTestLogin *self)
{
  g_assert_nonnull (self->browser);
  self->n_closed++;
  g_cancellable_cancel (self->browser);
  g_clear_object (&self->browser);
}

static void
on_upstream (ParafaLoginFlow *flow, ParafaUpstream *upstream, SessionTestLogin *self)
{
  if (upstream->certificate_sent)
    self->n_upstream_with_certificate++;
}

static void
on_done (ParafaLoginFlow *flow, ParafaAccount *account, SessionTestLogin *self)
{
  g_assert_true (account == self->account);
  self->n_done++;
}

SessionTestLogin *
session_test_login_new (ParafaSession *session, ParafaAccount *account)
{
  SessionTestLogin *self = g_new0 (SessionTestLogin, 1);

  self->session = g_object_ref (session);
  self->account = g_object_ref (account);
  self->flow = parafa_login_flow_new (session, account);
  /* one profile for many logins: each chooses */
  parafa_login_flow_stay (self->flow);
  g_signal_connect (self->flow, "open-page", G_CALLBACK (on_open_page), self);
  g_signal_connect (self->flow, "close-page", G_CALLBACK (on_close_page), self);
  g_signal_connect (self->flow, "upstream", G_CALLBACK (on_upstream), self);
  g_signal_connect (self->flow, "done", G_CALLBACK (on_done), self);
  return self;
}

static gboolean
card_process_is_gone (gpointer data)
{
  const char *argv[] = { "ps", "-e", "-o", "ppid=,comm=", NULL };
  g_autofree char *out = NULL;
  g_autofree char *mine = g_strdup_printf ("%d parafa-card", (int) getpid ());

  g_assert_cmpint (parafa_test_run (argv, NULL, &out, NULL), ==, 0);
  return strstr (out, mine) == NULL;
}

/* Whatever happened: no page open, no card process left, the flow held by nobody */
void
session_test_login_free (SessionTestLogin *self)
{
  parafa_login_flow_cancel (self->flow);
  parafa_login_flow_cancel (self->flow);
  g_assert_null (self->browser);
  g_assert_cmpuint (self->n_opened, ==, self->n_closed);
  parafa_test_wait_until (card_process_is_gone, NULL, PARAFA_TEST_LIMIT_MS);
  g_object_add_weak_pointer (G_OBJECT (self->flow), (gpointer *) &self->flow);
  g_object_unref (self->flow);
  parafa_test_wait_until (is_gone, &self->flow, PARAFA_TEST_LIMIT_MS);
  g_clear_object (&self->account);
  g_clear_object (&self->session);
  g_clear_pointer (&self->callback, parafa_secret_unref);
  g_free (self->text);
  g_free (self);
}

static gboolean
is_idle (gpointer data)
{
  return !parafa_login_flow_is_busy (((SessionTestLogin *) data)->flow);
}

void
session_test_login_wait_idle (SessionTestLogin *self)
{
  parafa_test_wait_until (is_idle, self, 2 * PARAFA_TEST_LIMIT_MS);
}

typedef struct
{
  ParafaLoginFlow *flow;
  int wanted;
} Wanted;

static gboolean
has_step_or_problem (gpointer data)
{
  Wanted *wanted = data;

  return (int) parafa_login_flow_get_step (wanted->flow) == wanted->wanted ||
         parafa_login_flow_get_problem (wanted->flow) != PARAFA_LOGIN_PROBLEM_NONE;
}

void
session_test_login_wait_step (SessionTestLogin *self, ParafaLoginStep step)
{
  Wanted wanted = { self->flow, (int) step };

  parafa_test_wait_until (has_step_or_problem, &wanted, 2 * PARAFA_TEST_LIMIT_MS);
  if ((int) parafa_login_flow_get_step (self->flow) != (int) step)
    g_test_message ("detail: %s", parafa_login_flow_get_detail (self->flow));
  g_assert_cmpint (parafa_login_flow_get_problem (self->flow), ==, PARAFA_LOGIN_PROBLEM_NONE);
  g_assert_cmpint (parafa_login_flow_get_step (self->flow), ==, step);
}

static gboolean
has_problem (gpointer data)
{
  Wanted *wanted = data;

  return (int) parafa_login_flow_get_problem (wanted->flow) == wanted->wanted;
}

void
session_test_login_wait_problem (SessionTestLogin *self, ParafaLoginProblem problem)
{
  Wanted wanted = { self->flow, (int) problem };

  if (!parafa_test_poll_until (has_problem, &wanted, 2 * PARAFA_TEST_LIMIT_MS))
    g_test_message ("problem %d, detail: %s", parafa_login_flow_get_problem (self->flow),
                    parafa_login_flow_get_detail (self->flow));
  g_assert_cmpint (parafa_login_flow_get_problem (self->flow), ==, problem);
}

void
session_test_login_start (SessionTestLogin *self)
{
  parafa_login_flow_start (self->flow);
  g_assert_true (parafa_login_flow_is_busy (self->flow));
  session_test_login_wait_idle (self);
}

ParafaCertificate *
session_test_login_find (SessionTestLogin *self, const char *holder)
{
  GListModel *certificates = parafa_login_flow_get_certificates (self->flow);

  for (guint i = 0; i < g_list_model_get_n_items (certificates); i++)
    {
      g_autoptr (ParafaCertificate) certificate = g_list_model_get_item (certificates, i);

      if (g_strcmp0 (parafa_certificate_get_holder (certificate), holder) == 0)
        return certificate;
    }
  g_error ("no certificate of %s among %u; problem %d, %s", holder,
           g_list_model_get_n_items (certificates), parafa_login_flow_get_problem (self->flow),
           parafa_login_flow_get_detail (self->flow));
}

void
session_test_login_choose (SessionTestLogin *self, const char *holder)
{
  parafa_login_flow_choose (self->flow, session_test_login_find (self, holder));
}

void
session_test_login_type (SessionTestLogin *self, const char *pin)
{
  g_autoptr (ParafaSecret) secret = parafa_secret_new (pin, -1);

  parafa_login_flow_unlock (self->flow, secret);
}
