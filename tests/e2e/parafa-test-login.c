/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-test-login.h"
#include "parafa-paths.h"
#include "parafa-practice.h"
#include "parafa-test.h"

#include <gmodule.h>
#include <json-glib/json-glib.h>
#include <string.h>

static const ParafaLoginModule *module;

/* -- once: module, certificates, token -- */

static void
run (const char *const *argv)
{
  g_autofree char *said = NULL;

  if (parafa_test_run (argv, NULL, NULL, &said) != 0)
    g_error ("%s: %s", argv[0], said);
}

static char *
issued_path (const char *name, const char *suffix)
{
  g_autofree char *dir = parafa_paths_get_state_dir ("practice");
  g_autofree char *file = g_strconcat (name, suffix, NULL);

  return g_build_filename (dir, "issued", file, NULL);
}

/* The second certificate of the chain, which the token holds too: the server knows the root only */
static char *
write_issuer (const char *name)
{
  g_autofree char *chain = issued_path (name, "-chain.pem");
  char *issuer = issued_path (name, "-issuer.pem");
  g_autofree char *text = NULL;
  const char *second;

  g_assert_true (g_file_get_contents (chain, &text, NULL, NULL));
  second = strstr (text + 1, "-----BEGIN CERTIFICATE-----");
  g_assert_nonnull (second);
  g_assert_true (g_file_set_contents (issuer, second, -1, NULL));
  return issuer;
}

static void
issue (const char *name, const char *holder, const char *key)
{
  g_autofree char *program = parafa_paths_find (PARAFA_PROGRAM_SIMULATOR);
  g_autofree char *dir = parafa_paths_get_state_dir ("practice");
  const char *argv[] = { program,    "--state-dir", dir,     "--issue", name,
                         "--holder", holder,        "--key", key,       NULL };

  run (argv);
}

static void
put (const char *name, const char *id)
{
  g_autofree char *script =
      g_build_filename (g_getenv ("G_TEST_SRCDIR"), "support", "soft-token", NULL);
  g_autofree char *cert = issued_path (name, ".pem");
  g_autofree char *key = issued_path (name, ".key");
  g_autofree char *issuer = write_issuer (name);
  g_autofree char *dir = g_path_get_dirname (g_getenv ("SOFTHSM2_CONF"));
  const char *argv[] = { script, "put",  dir, PARAFA_TEST_TOKEN, PARAFA_TEST_PIN, name, cert, key,
                         id,     issuer, NULL };

  run (argv);
}

static void
make_token (void)
{
  g_autofree char *script =
      g_build_filename (g_getenv ("G_TEST_SRCDIR"), "support", "soft-token", NULL);
  g_autofree char *dir = g_build_filename (g_get_home_dir (), "token", NULL);
  g_autofree char *config = g_build_filename (dir, "softhsm2.conf", NULL);
  const char *argv[] = { script, "init", dir, PARAFA_TEST_TOKEN, PARAFA_TEST_PIN, NULL };

  g_setenv ("SOFTHSM2_CONF", config, TRUE);
  run (argv);
  issue ("rsa", "Daria Stânceanu", "rsa");
  issue ("ec", "Matei Văleanu", "ec");
  put ("rsa", "01");
  put ("ec", "02");
}

static void
open_module (void)
{
  g_autofree char *path = parafa_paths_find (PARAFA_PROGRAM_LOGIN_MODULE);
  GModule *opened = g_module_open (path, G_MODULE_BIND_LOCAL);
  ParafaLoginModuleGet get = NULL;

  if (opened == NULL)
    g_error ("%s", g_module_error ());
  g_assert_true (g_module_symbol (opened, "parafa_login_module_get", (gpointer *) &get));
  module = get ();
}

/**
 * parafa_test_login_prepare:
 *
 * Makes a token with an RSA and an EC certificate of the practice CA and opens the module. Once, in
 * an environment of with-keyring and with-view.
 */
void
parafa_test_login_prepare (void)
{
  /* was read at the start: a warning is fatal here, not in WebKit's processes, which have their own */
  g_unsetenv ("G_DEBUG");
  parafa_test_pardon_libraries ();
  gtk_init ();
  open_module ();
  make_token ();
}

/* -- the web view, as the login sheet wires it -- */

static void
on_callback (GtkWidget *view, ParafaSecret *uri, ParafaTestLogin *self)
{
  self->n_callbacks++;
  parafa_login_flow_callback_caught (self->flow, uri);
}

static void
on_page_shown (GtkWidget *view, const char *address, const char *text, ParafaTestLogin *self)
{
  g_free (self->page_text);
  self->page_text = g_strdup (text);
  parafa_login_flow_page_shown (self->flow, address, text);
}

static void
on_refused (GtkWidget *view, const char *host, ParafaTestLogin *self)
{
  g_free (self->refused);
  self->refused = g_strdup (host);
  parafa_login_flow_view_failed (self->flow, PARAFA_LOGIN_PROBLEM_HOST_REFUSED, host);
}

static void
on_failed (GtkWidget *view, int failure, const char *detail, ParafaTestLogin *self)
{
  parafa_login_flow_view_failed (self->flow, PARAFA_LOGIN_PROBLEM_VIEW, detail);
}

static void
on_close_page (ParafaLoginFlow *flow, ParafaTestLogin *self)
{
  if (self->view == NULL)
    return;
  module->view_close (self->view);
  gtk_window_set_child (GTK_WINDOW (self->window), NULL);
  g_clear_object (&self->view);
}

static void
on_open_page (ParafaLoginFlow *flow, ParafaTestLogin *self)
{
  const ParafaRelayAddress *relay = parafa_login_flow_get_relay (flow);
  ParafaLoginViewSettings settings = {
    .relay_port = relay->port,
    .relay_password = relay->password,
    .relay_certificate_pem = relay->certificate_pem,
    .hosts = parafa_login_flow_get_hosts (flow),
    .redirect_uri = parafa_login_flow_get_redirect_uri (flow),
  };

  g_assert_null (self->view);
  self->n_pages++;
  self->view = g_object_ref_sink (module->view_new (&settings));
  g_signal_connect (self->view, "callback", G_CALLBACK (on_callback), self);
  g_signal_connect (self->view, "page-shown", G_CALLBACK (on_page_shown), self);
  g_signal_connect (self->view, "refused", G_CALLBACK (on_refused), self);
  g_signal_connect (self->view, "failed", G_CALLBACK (on_failed), self);
  gtk_window_set_child (GTK_WINDOW (self->window), self->view);
  gtk_window_present (GTK_WINDOW (self->window));
  module->view_load (self->view, parafa_login_flow_get_page_uri (flow));
}

static void
on_done (ParafaLoginFlow *flow, ParafaAccount *account, ParafaTestLogin *self)
{
  g_assert_true (account == self->account);
  self->n_done++;
}

/* -- session and account -- */

static void
open_session (ParafaTestLogin *self)
{
  g_autoptr (ParafaClock) clock = parafa_clock_new_system ();
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GError) error = NULL;

  self->session = parafa_session_new (NULL, clock);
  parafa_session_practise_async (self->session, NULL, parafa_test_result_callback, result);
  self->account =
      parafa_session_practise_finish (self->session,
                                      parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS * 2),
                                      &error);
  g_assert_no_error (error);
}

static JsonObject *
parse (const char *text)
{
  g_autoptr (JsonParser) parser = json_parser_new ();

  g_assert_true (json_parser_load_from_data (parser, text, -1, NULL));
  return json_object_ref (json_node_get_object (json_parser_get_root (parser)));
}

/* Another application at the practice server, with a callback of its own */
static void
use_redirect (ParafaTestLogin *self, const char *redirect_uri)
{
  g_autofree char *line =
      g_strdup_printf ("{\"do\":\"register\",\"name\":\"Test\",\"redirect_uri\":\"%s\"}",
                       redirect_uri);
  g_autofree char *answer = parafa_test_login_command (self, line);
  g_autoptr (JsonObject) object = parse (answer);
  g_autoptr (ParafaProfile) profile = parafa_profile_new ("Test", PARAFA_ENVIRONMENT_PRACTICE);
  g_autoptr (ParafaSecret) secret =
      parafa_secret_new (json_object_get_string_member (object, "client_secret"), -1);
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GError) error = NULL;

  parafa_profile_set_client_id (profile, json_object_get_string_member (object, "client_id"));
  parafa_profile_set_redirect_uri (profile, redirect_uri);
  g_clear_object (&self->account);
  parafa_session_add_async (self->session, profile, secret, NULL, parafa_test_result_callback,
                            result);
  self->account =
      parafa_session_add_finish (self->session,
                                 parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS), &error);
  g_assert_no_error (error);
}

static gboolean
on_visit (GSocketService *service,
          GSocketConnection *connection,
          GObject *source,
          ParafaTestLogin *self)
{
  self->n_visits++;
  return TRUE;
}

/**
 * parafa_test_login_new:
 * @redirect_uri: (nullable): the registered callback; %NULL for the practice application's own
 *
 * Returns: (transfer full): a login that has not begun
 */
ParafaTestLogin *
parafa_test_login_new (const char *redirect_uri)
{
  ParafaTestLogin *self = g_new0 (ParafaTestLogin, 1);

  self->visited = g_socket_service_new ();
  g_assert_true (g_socket_listener_add_inet_port (G_SOCKET_LISTENER (self->visited),
                                                  PARAFA_TEST_LOCALHOST_PORT, NULL, NULL));
  g_signal_connect (self->visited, "incoming", G_CALLBACK (on_visit), self);
  self->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->window), 800, 600);
  open_session (self);
  if (redirect_uri != NULL)
    use_redirect (self, redirect_uri);
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

/**
 * parafa_test_login_free:
 * @self: (transfer full): a login
 *
 * Ends it. Whatever happened, no view, no visit to the callback and no card process may be left.
 */
void
parafa_test_login_free (ParafaTestLogin *self)
{
  if (self->flow != NULL)
    {
      parafa_login_flow_cancel (self->flow);
      g_signal_handlers_disconnect_by_data (self->flow, self);
    }
  g_assert_null (self->view);
  parafa_test_wait_until (card_process_is_gone, NULL, PARAFA_TEST_LIMIT_MS);
  g_assert_cmpuint (self->n_visits, ==, 0);
  g_clear_object (&self->flow);
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_socket_service_stop (self->visited);
  g_socket_listener_close (G_SOCKET_LISTENER (self->visited));
  g_clear_object (&self->visited);
  g_clear_object (&self->account);
  g_clear_object (&self->session);
  g_free (self->refused);
  g_free (self->page_text);
  g_free (self);
}

/**
 * parafa_test_login_command:
 * @self: a login
 * @line: a JSON object
 *
 * Tells the practice server something; a refusal ends the test.
 *
 * Returns: (transfer full): its answer
 */
char *
parafa_test_login_command (ParafaTestLogin *self, const char *line)
{
  ParafaPractice *practice = parafa_session_get_practice (self->session);
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (ParafaSecret) answer = NULL;
  g_autoptr (GError) error = NULL;

  parafa_practice_command_async (practice, line, NULL, parafa_test_result_callback, result);
  answer = parafa_practice_command_finish (practice,
                                           parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                           &error);
  g_assert_no_error (error);
  return g_strdup (parafa_secret_get (answer));
}

/* The same, where the answer is of no interest */
void
parafa_test_login_tell (ParafaTestLogin *self, const char *line)
{
  g_free (parafa_test_login_command (self, line));
}

gint64
parafa_test_login_count (ParafaTestLogin *self, const char *name)
{
  g_autofree char *answer = parafa_test_login_command (self, "{\"do\":\"counts\"}");
  g_autoptr (JsonObject) object = parse (answer);

  g_assert_true (json_object_has_member (object, name));
  return json_object_get_int_member (object, name);
}

char *
parafa_test_login_last_client (ParafaTestLogin *self, const char *name)
{
  g_autofree char *answer = parafa_test_login_command (self, "{\"do\":\"last_client\"}");
  g_autoptr (JsonObject) object = parse (answer);

  g_assert_true (json_object_has_member (object, name));
  return g_strdup (json_object_get_string_member (object, name));
}

/* -- steps -- */

static gboolean
is_idle (gpointer data)
{
  ParafaTestLogin *self = data;

  return !parafa_login_flow_is_busy (self->flow);
}

void
parafa_test_login_wait_idle (ParafaTestLogin *self)
{
  parafa_test_wait_until (is_idle, self, PARAFA_TEST_LIMIT_MS * 2);
}

static gboolean
is_settled (gpointer data)
{
  ParafaTestLogin *self = data;

  return parafa_login_flow_get_problem (self->flow) != PARAFA_LOGIN_PROBLEM_NONE ||
         self->n_done > 0;
}

void
parafa_test_login_wait_problem (ParafaTestLogin *self, ParafaLoginProblem problem)
{
  parafa_test_wait_until (is_settled, self, PARAFA_TEST_LIMIT_MS * 2);
  if (parafa_login_flow_get_problem (self->flow) != problem)
    g_test_message ("detail: %s", parafa_login_flow_get_detail (self->flow));
  g_assert_cmpint (parafa_login_flow_get_problem (self->flow), ==, problem);
}

typedef struct
{
  ParafaTestLogin *login;
  ParafaLoginStep step;
} WantedStep;

static gboolean
is_at_step (gpointer data)
{
  WantedStep *wanted = data;

  return parafa_login_flow_get_step (wanted->login->flow) == wanted->step ||
         parafa_login_flow_get_problem (wanted->login->flow) != PARAFA_LOGIN_PROBLEM_NONE;
}

void
parafa_test_login_wait_step (ParafaTestLogin *self, ParafaLoginStep step)
{
  WantedStep wanted = { self, step };

  parafa_test_wait_until (is_at_step, &wanted, PARAFA_TEST_LIMIT_MS * 2);
  if (parafa_login_flow_get_problem (self->flow) != PARAFA_LOGIN_PROBLEM_NONE)
    g_test_message ("detail: %s", parafa_login_flow_get_detail (self->flow));
  g_assert_cmpint (parafa_login_flow_get_problem (self->flow), ==, PARAFA_LOGIN_PROBLEM_NONE);
  g_assert_cmpint (parafa_login_flow_get_step (self->flow), ==, step);
}

/**
 * parafa_test_login_start:
 * @self: a login
 *
 * Begins the login and waits for the list of certificates.
 */
void
parafa_test_login_start (ParafaTestLogin *self)
{
  self->flow = parafa_login_flow_new (self->session, self->account);
  if (!self->goes_on)
    parafa_login_flow_stay (self->flow);
  g_signal_connect (self->flow, "open-page", G_CALLBACK (on_open_page), self);
  g_signal_connect (self->flow, "close-page", G_CALLBACK (on_close_page), self);
  g_signal_connect (self->flow, "done", G_CALLBACK (on_done), self);
  parafa_login_flow_start (self->flow);
  parafa_test_login_wait_idle (self);
}

/**
 * parafa_test_login_find:
 * @self: a login with a list
 * @holder: a holder on the token
 *
 * Returns: (transfer none): that certificate on the token
 */
ParafaCertificate *
parafa_test_login_find (ParafaTestLogin *self, const char *holder)
{
  GListModel *list = parafa_login_flow_get_certificates (self->flow);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (ParafaCertificate) item = g_list_model_get_item (list, i);

      if (g_strcmp0 (parafa_certificate_get_place (item)->token_label, PARAFA_TEST_TOKEN) == 0 &&
          g_strcmp0 (parafa_certificate_get_holder (item), holder) == 0)
        return item;
    }
  g_error ("no certificate of %s among %u", holder, g_list_model_get_n_items (list));
}

void
parafa_test_login_choose (ParafaTestLogin *self, const char *holder)
{
  parafa_login_flow_choose (self->flow, parafa_test_login_find (self, holder));
  parafa_test_login_wait_idle (self);
}

void
parafa_test_login_type (ParafaTestLogin *self, const char *pin)
{
  g_autoptr (ParafaSecret) secret = parafa_secret_new (pin, -1);

  parafa_login_flow_unlock (self->flow, secret);
}

void
parafa_test_login_open_file (ParafaTestLogin *self, const char *name, const char *password)
{
  g_autofree char *path = issued_path (name, ".p12");
  g_autoptr (ParafaSecret) secret = parafa_secret_new (password, -1);

  parafa_login_flow_open_file (self->flow, path, secret);
}

void
parafa_test_login_begin (ParafaTestLogin *self, const char *holder)
{
  parafa_test_login_start (self);
  parafa_test_login_choose (self, holder);
  parafa_test_login_wait_step (self, PARAFA_LOGIN_PIN);
  parafa_test_login_type (self, PARAFA_TEST_PIN);
}

/* -- outcomes -- */

static ParafaTokenPair *
load_pair (ParafaTestLogin *self)
{
  ParafaVault *vault = parafa_session_get_vault (self->session);
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GError) error = NULL;
  ParafaTokenPair *pair;

  parafa_vault_load_pair_async (vault,
                                parafa_profile_get_id (parafa_account_get_profile (self->account)),
                                NULL, parafa_test_result_callback, result);
  pair =
      parafa_vault_load_pair_finish (vault, parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                     &error);
  g_assert_no_error (error);
  return pair;
}

/**
 * parafa_test_login_assert_done:
 * @self: a login
 *
 * Waits for its end; then the pair in the keyring is the account's, TestOauth greets with it, one
 * code was exchanged once, and the callback was caught once and never visited.
 */
void
parafa_test_login_assert_done (ParafaTestLogin *self)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (ParafaTokenPair) pair = NULL;
  g_autoptr (ParafaHello) hello = NULL;
  g_autoptr (GError) error = NULL;

  parafa_test_login_wait_step (self, PARAFA_LOGIN_DONE);
  g_assert_cmpuint (self->n_done, ==, 1);
  g_assert_cmpuint (self->n_callbacks, ==, 1);
  g_assert_null (self->view);
  pair = load_pair (self);
  g_assert_nonnull (pair);
  g_assert_true (
      parafa_secret_equal (parafa_token_pair_get_access (pair),
                           parafa_token_pair_get_access (parafa_account_get_pair (self->account))));
  g_assert_true (parafa_secret_equal (parafa_token_pair_get_refresh (pair),
                                      parafa_token_pair_get_refresh (
                                          parafa_account_get_pair (self->account))));
  parafa_account_hello_async (self->account, "Daria", NULL, parafa_test_result_callback, result);
  hello =
      parafa_account_hello_finish (self->account,
                                   parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS), &error);
  g_assert_no_error (error);
  g_assert_cmpint (parafa_hello_get_outcome (hello), ==, PARAFA_HELLO_GREETED);
  g_assert_cmpint (parafa_test_login_count (self, "codes"), ==, 1);
  g_assert_cmpint (parafa_test_login_count (self, "exchanges"), ==, 1);
  g_assert_cmpint (parafa_test_login_count (self, "hellos"), ==, 1);
  g_assert_cmpint (parafa_test_login_count (self, "proxy_passwords"), ==, 0);
  g_assert_cmpuint (self->n_visits, ==, 0);
}

void
parafa_test_login_assert_nothing_stored (ParafaTestLogin *self)
{
  g_autoptr (ParafaTokenPair) pair = load_pair (self);

  g_assert_null (pair);
  g_assert_null (parafa_account_get_pair (self->account));
  g_assert_cmpuint (self->n_done, ==, 0);
  g_assert_cmpint (parafa_test_login_count (self, "hellos"), ==, 0);
}
