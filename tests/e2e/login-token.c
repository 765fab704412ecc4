/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Logins with a token that misbehaves as hardware does: pulled out, locked, without RSA-PSS, asking
 * again. Counted at the driver: one typed PIN is one try, and none is ever repeated. */

#include "parafa-test-login.h"
#include "parafa-test.h"

#include <glib/gstdio.h>
#include <string.h>

#define HOLDER "Daria Stânceanu"

static char *trace_file;
static char *gone_file;
static char *tries_file;

/* A login with a driver of its own behaviour; the card process inherits it */
static ParafaTestLogin *
new_login (const char *variable, const char *value)
{
  g_unsetenv ("TEST_PKCS11_GONE_AT");
  g_unsetenv ("TEST_PKCS11_NO_PSS");
  g_remove (trace_file);
  g_remove (gone_file);
  g_remove (tries_file);
  if (variable != NULL)
    g_setenv (variable, value, TRUE);
  return parafa_test_login_new (NULL);
}

static guint
count_calls (const char *name)
{
  g_autofree char *trace = NULL;
  g_autofree char *start = g_strconcat (name, " ", NULL);
  g_auto (GStrv) lines = NULL;
  guint n = 0;

  if (!g_file_get_contents (trace_file, &trace, NULL, NULL))
    return 0;
  lines = g_strsplit (trace, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    n += g_str_has_prefix (lines[i], start) ? 1 : 0;
  return n;
}

static void
test_one_try (void)
{
  g_autoptr (ParafaTestLogin) login = new_login (NULL, NULL);

  parafa_test_login_begin (login, HOLDER);
  parafa_test_login_assert_done (login);
  g_assert_cmpuint (count_calls ("C_Login"), ==, 1);
}

static void
test_cancel_touches_nothing (void)
{
  g_autoptr (ParafaTestLogin) login = new_login (NULL, NULL);

  parafa_test_login_start (login);
  parafa_test_login_choose (login, HOLDER);
  parafa_login_flow_cancel (login->flow);
  g_assert_cmpuint (count_calls ("C_Login"), ==, 0);
}

static void
test_three_wrong_lock (void)
{
  g_autoptr (ParafaTestLogin) login = new_login (NULL, NULL);

  parafa_test_login_start (login);
  parafa_test_login_choose (login, HOLDER);
  for (guint i = 0; i < 2; i++)
    {
      parafa_test_login_type (login, "000000");
      parafa_test_login_wait_problem (login, PARAFA_LOGIN_PROBLEM_PIN_WRONG);
      parafa_test_login_wait_idle (login);
    }
  parafa_test_login_type (login, "000000");
  parafa_test_login_wait_idle (login);
  parafa_test_login_wait_problem (login, PARAFA_LOGIN_PROBLEM_PIN_LOCKED);
  g_assert_cmpuint (count_calls ("C_Login"), ==, 3);
  parafa_test_login_assert_nothing_stored (login);
}

/* Pulled out between the choice and the PIN */
static void
test_gone_before_pin (void)
{
  g_autoptr (ParafaTestLogin) login = new_login (NULL, NULL);

  parafa_test_login_start (login);
  parafa_test_login_choose (login, HOLDER);
  g_assert_true (g_file_set_contents (gone_file, "", 0, NULL));
  parafa_test_login_type (login, PARAFA_TEST_PIN);
  parafa_test_login_wait_problem (login, PARAFA_LOGIN_PROBLEM_TOKEN_GONE);
  g_assert_cmpint (parafa_test_login_count (login, "handshakes"), ==, 0);
  parafa_test_login_assert_nothing_stored (login);
}

/* Pulled out while the server waits for the signature: one clear problem, no hang, no second try */
static void
test_gone_at_signature (void)
{
  g_autoptr (ParafaTestLogin) login = new_login ("TEST_PKCS11_GONE_AT", "C_Sign");

  parafa_test_login_begin (login, HOLDER);
  parafa_test_login_wait_problem (login, PARAFA_LOGIN_PROBLEM_TOKEN_GONE);
  g_assert_cmpuint (count_calls ("C_Login"), ==, 1);
  parafa_test_login_assert_nothing_stored (login);
}

/* An older token that cannot sign as TLS 1.3 wants: the gateway's renegotiation needs it not */
static void
test_without_pss (void)
{
  g_autoptr (ParafaTestLogin) login = new_login ("TEST_PKCS11_NO_PSS", "1");

  parafa_test_login_begin (login, HOLDER);
  parafa_test_login_assert_done (login);
}

int
main (int argc, char **argv)
{
  g_autofree char *library = g_strdup (g_getenv ("TEST_PKCS11_LIBRARY"));

  g_test_init (&argc, &argv, NULL);
  parafa_test_login_prepare ();
  trace_file = g_build_filename (g_get_home_dir (), "trace", NULL);
  gone_file = g_build_filename (g_get_home_dir (), "gone", NULL);
  tries_file = g_build_filename (g_get_home_dir (), "tries", NULL);
  g_setenv ("TEST_PKCS11_TRACE", trace_file, TRUE);
  g_setenv ("TEST_PKCS11_GONE", gone_file, TRUE);
  g_setenv ("TEST_PKCS11_TRIES", tries_file, TRUE);
  g_assert_nonnull (library);
  g_setenv ("LD_PRELOAD", library, TRUE);
  g_test_add_func ("/e2e/token/one-try", test_one_try);
  g_test_add_func ("/e2e/token/cancel-touches-nothing", test_cancel_touches_nothing);
  g_test_add_func ("/e2e/token/three-wrong-lock", test_three_wrong_lock);
  g_test_add_func ("/e2e/token/gone-before-pin", test_gone_before_pin);
  g_test_add_func ("/e2e/token/gone-at-signature", test_gone_at_signature);
  g_test_add_func ("/e2e/token/without-pss", test_without_pss);
  return g_test_run ();
}
