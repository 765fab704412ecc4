/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Logins that do not end well, and those that do at the second try: each known failure reaches the
 * person as its own problem, with nothing stored and nothing sent twice. */

#include "parafa-test-login.h"
#include "parafa-test.h"

#include <signal.h>
#include <stdlib.h>

#define HOLDER "Daria Stânceanu"
/* Ending a login that waits for a server must not wait for it too */
#define QUICK_US (10 * G_USEC_PER_SEC)

typedef struct
{
  const char *command; /* what the practice server is told */
  ParafaLoginProblem problem;
} Case;

/* The practice server fails in one way; afterwards, with it mended, the same login goes on */
static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (ParafaTestLogin) login = parafa_test_login_new (NULL);

  parafa_test_login_tell (login, c->command);
  parafa_test_login_begin (login, HOLDER);
  parafa_test_login_wait_problem (login, c->problem);
  parafa_test_login_assert_nothing_stored (login);
  g_assert_cmpint (parafa_test_login_count (login, "exchanges"), <=, 1);
}

#define AT(place, how) "{\"do\":\"fail\",\"at\":\"" place "\",\"how\":\"" how "\"}"
#define SERVER(which) "{\"do\":\"set\",\"server_certificate\":\"" which "\"}"

static const struct
{
  const char *path;
  Case c;
} cases[] = {
  { "denied", { AT ("authorize", "access_denied"), PARAFA_LOGIN_PROBLEM_DENIED } },
  { "wrong-state", { AT ("authorize", "wrong_state"), PARAFA_LOGIN_PROBLEM_STATE } },
  { "other-host", { AT ("authorize", "other_host"), PARAFA_LOGIN_PROBLEM_HOST_REFUSED } },
  { "page/no-certificate",
    { AT ("policy", "no_certificate_page"), PARAFA_LOGIN_PROBLEM_PAGE_NO_CERTIFICATE } },
  { "page/session-finished",
    { AT ("policy", "session_finished"), PARAFA_LOGIN_PROBLEM_PAGE_SESSION_FINISHED } },
  { "page/maintenance",
    { AT ("authorize", "maintenance"), PARAFA_LOGIN_PROBLEM_PAGE_MAINTENANCE } },
  { "server/untrusted", { SERVER ("untrusted"), PARAFA_LOGIN_PROBLEM_UNTRUSTED } },
  { "server/expired", { SERVER ("expired"), PARAFA_LOGIN_PROBLEM_SERVER_EXPIRED } },
  { "server/other-name", { SERVER ("other_host"), PARAFA_LOGIN_PROBLEM_WRONG_HOST } },
  { "server/refuses-certificate",
    { AT ("handshake", "certificate_refused"), PARAFA_LOGIN_PROBLEM_CERTIFICATE_REFUSED } },
  { "token/later", { AT ("token", "500"), PARAFA_LOGIN_PROBLEM_EXCHANGE_LATER } },
  { "token/settings", { AT ("token", "invalid_client"), PARAFA_LOGIN_PROBLEM_SETTINGS } },
  { "token/expired", { AT ("token", "invalid_grant"), PARAFA_LOGIN_PROBLEM_CODE_EXPIRED } },
};

/* What can be told of a server that is not believed: no page, no certificate presented */
static void
test_untrusted_sees_nothing (void)
{
  g_autoptr (ParafaTestLogin) login = parafa_test_login_new (NULL);

  parafa_test_login_tell (login, SERVER ("untrusted"));
  parafa_test_login_begin (login, HOLDER);
  parafa_test_login_wait_problem (login, PARAFA_LOGIN_PROBLEM_UNTRUSTED);
  g_assert_cmpint (parafa_test_login_count (login, "client_certificates"), ==, 0);
  g_assert_cmpint (parafa_test_login_count (login, "authorize"), ==, 0);
}

static void
test_blocked (void)
{
  g_autoptr (ParafaTestLogin) login = parafa_test_login_new (NULL);

  parafa_test_login_tell (login, AT ("authorize", "blocked"));
  parafa_test_login_begin (login, HOLDER);
  parafa_test_login_wait_problem (login, PARAFA_LOGIN_PROBLEM_PAGE_BLOCKED);
  /* the number the person has to name to ANAF */
  g_assert_nonnull (parafa_login_flow_get_detail (login->flow));
  g_assert_cmpuint (strtoull (parafa_login_flow_get_detail (login->flow), NULL, 10), >, 0);
  parafa_test_login_assert_nothing_stored (login);
}

/* One try, one answer: the right PIN after a wrong one goes on with the same login */
static void
test_wrong_pin (void)
{
  g_autoptr (ParafaTestLogin) login = parafa_test_login_new (NULL);

  parafa_test_login_start (login);
  parafa_test_login_choose (login, HOLDER);
  parafa_test_login_type (login, "000000");
  parafa_test_login_wait_problem (login, PARAFA_LOGIN_PROBLEM_PIN_WRONG);
  g_assert_cmpint (parafa_login_flow_get_step (login->flow), ==, PARAFA_LOGIN_PIN);
  g_assert_cmpint (parafa_login_flow_get_pin_state (login->flow).flags & PARAFA_PIN_COUNT_LOW, !=,
                   0);
  g_assert_cmpint (parafa_test_login_count (login, "handshakes"), ==, 0);
  parafa_test_login_type (login, PARAFA_TEST_PIN);
  parafa_test_login_assert_done (login);
}

static void
test_pin_cancelled (void)
{
  g_autoptr (ParafaTestLogin) login = parafa_test_login_new (NULL);

  parafa_test_login_start (login);
  parafa_test_login_choose (login, HOLDER);
  parafa_test_login_wait_step (login, PARAFA_LOGIN_PIN);
  parafa_login_flow_cancel (login->flow);
  parafa_test_login_assert_nothing_stored (login);
  g_assert_cmpint (parafa_test_login_count (login, "handshakes"), ==, 0);
  g_assert_cmpuint (login->n_pages, ==, 0);
}

/* Back from the PIN, and the other certificate */
static void
test_back_and_other (void)
{
  g_autoptr (ParafaTestLogin) login = parafa_test_login_new (NULL);
  g_autofree char *holder = NULL;

  parafa_test_login_start (login);
  parafa_test_login_choose (login, HOLDER);
  parafa_login_flow_back (login->flow);
  parafa_test_login_wait_idle (login);
  parafa_test_login_wait_step (login, PARAFA_LOGIN_CERTIFICATE);
  parafa_test_login_choose (login, "Matei Văleanu");
  parafa_test_login_type (login, PARAFA_TEST_PIN);
  parafa_test_login_assert_done (login);
  holder = parafa_test_login_last_client (login, "holder");
  g_assert_cmpstr (holder, ==, "Matei Văleanu");
}

static void
test_file_password (void)
{
  g_autoptr (ParafaTestLogin) login = parafa_test_login_new (NULL);

  parafa_test_login_start (login);
  parafa_test_login_open_file (login, "rsa", "not the password");
  parafa_test_login_wait_problem (login, PARAFA_LOGIN_PROBLEM_FILE_PASSWORD);
  parafa_test_login_open_file (login, "rsa", "practica");
  parafa_test_login_assert_done (login);
}

/* The page failed, the server is mended, and Try Again needs no PIN */
static void
test_retry (void)
{
  g_autoptr (ParafaTestLogin) login = parafa_test_login_new (NULL);

  parafa_test_login_tell (login, AT ("authorize", "maintenance"));
  parafa_test_login_begin (login, HOLDER);
  parafa_test_login_wait_problem (login, PARAFA_LOGIN_PROBLEM_PAGE_MAINTENANCE);
  parafa_test_login_tell (login, "{\"do\":\"clear\"}");
  parafa_login_flow_retry (login->flow);
  parafa_test_login_assert_done (login);
  g_assert_cmpuint (login->n_pages, ==, 2);
}

static gboolean
is_authorizing (gpointer data)
{
  return parafa_test_login_count (data, "handshakes") > 0;
}

static void
begin_hanging (ParafaTestLogin *login)
{
  parafa_test_login_tell (login, AT ("authorize", "hang"));
  parafa_test_login_begin (login, HOLDER);
  parafa_test_login_wait_step (login, PARAFA_LOGIN_PAGE);
  parafa_test_wait_until (is_authorizing, login, PARAFA_TEST_LIMIT_MS);
}

static void
test_cancel_while_server_hangs (void)
{
  g_autoptr (ParafaTestLogin) login = parafa_test_login_new (NULL);
  gint64 before_us;

  begin_hanging (login);
  before_us = g_get_monotonic_time ();
  parafa_login_flow_cancel (login->flow);
  g_assert_null (login->view);
  g_assert_cmpint (g_get_monotonic_time () - before_us, <, QUICK_US);
  parafa_test_login_assert_nothing_stored (login);
}

static void
kill_web_process (void)
{
  const char *argv[] = {
    "sh", "-c",
    "for p in $(ps -e -o pid=,comm= | awk '$2 ~ /^WebKitWebProces/ { print $1 }'); do "
    "root=$p; while [ \"$root\" -gt 1 ] && [ \"$root\" != \"$0\" ]; do "
    "root=$(ps -o ppid= -p \"$root\" | tr -d ' '); root=${root:-0}; done; "
    "[ \"$root\" = \"$0\" ] && kill -9 \"$p\"; done; :",
    NULL, NULL
  };
  g_autofree char *mine = g_strdup_printf ("%d", (int) getpid ());

  argv[3] = mine;
  g_assert_cmpint (parafa_test_run (argv, NULL, NULL, NULL), ==, 0);
}

static void
test_web_process_killed (void)
{
  g_autoptr (ParafaTestLogin) login = parafa_test_login_new (NULL);

  begin_hanging (login);
  kill_web_process ();
  parafa_test_login_wait_problem (login, PARAFA_LOGIN_PROBLEM_VIEW);
  parafa_test_login_assert_nothing_stored (login);
  parafa_test_login_tell (login, "{\"do\":\"clear\"}");
  parafa_login_flow_retry (login->flow);
  parafa_test_login_assert_done (login);
}

static void
kill_card_process (void)
{
  const char *argv[] = {
    "sh", "-c",
    "kill -9 $(ps -e -o pid=,ppid=,comm= | awk -v me=\"$0\" '$2 == me && $3 == \"parafa-card\" "
    "{ print $1 }')",
    NULL, NULL
  };
  g_autofree char *mine = g_strdup_printf ("%d", (int) getpid ());

  argv[3] = mine;
  g_assert_cmpint (parafa_test_run (argv, NULL, NULL, NULL), ==, 0);
}

/* A driver that takes the card process down does not take the program down */
static void
test_card_process_killed (void)
{
  g_autoptr (ParafaTestLogin) login = parafa_test_login_new (NULL);

  begin_hanging (login);
  kill_card_process ();
  parafa_test_login_wait_problem (login, PARAFA_LOGIN_PROBLEM_CARD_PROCESS);
  parafa_test_login_assert_nothing_stored (login);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  parafa_test_login_prepare ();
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/e2e/failures/", cases[i].path, NULL);

      g_test_add_data_func (path, &cases[i].c, test_case);
    }
  g_test_add_func ("/e2e/failures/server/untrusted-sees-nothing", test_untrusted_sees_nothing);
  g_test_add_func ("/e2e/failures/page/blocked", test_blocked);
  g_test_add_func ("/e2e/failures/wrong-pin", test_wrong_pin);
  g_test_add_func ("/e2e/failures/pin-cancelled", test_pin_cancelled);
  g_test_add_func ("/e2e/failures/back-and-other", test_back_and_other);
  g_test_add_func ("/e2e/failures/file-password", test_file_password);
  g_test_add_func ("/e2e/failures/retry", test_retry);
  g_test_add_func ("/e2e/failures/cancel-while-server-hangs", test_cancel_while_server_hangs);
  g_test_add_func ("/e2e/failures/web-process-killed", test_web_process_killed);
  g_test_add_func ("/e2e/failures/card-process-killed", test_card_process_killed);
  return g_test_run ();
}
