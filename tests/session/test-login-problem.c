/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-login-problem.h"

typedef struct
{
  int code;
  ParafaLoginProblem problem;
} Row;

static const Row card_rows[] = {
  { PARAFA_CARD_ERROR_FAILED, PARAFA_LOGIN_PROBLEM_CARD_PROCESS },
  { PARAFA_CARD_ERROR_PROCESS, PARAFA_LOGIN_PROBLEM_CARD_PROCESS },
  { PARAFA_CARD_ERROR_TIMEOUT, PARAFA_LOGIN_PROBLEM_CARD_TIMEOUT },
  { PARAFA_CARD_ERROR_TOKEN_GONE, PARAFA_LOGIN_PROBLEM_TOKEN_GONE },
  { PARAFA_CARD_ERROR_KEY_MISSING, PARAFA_LOGIN_PROBLEM_KEY_MISSING },
  { PARAFA_CARD_ERROR_PIN_WRONG, PARAFA_LOGIN_PROBLEM_PIN_WRONG },
  { PARAFA_CARD_ERROR_PIN_LOCKED, PARAFA_LOGIN_PROBLEM_PIN_LOCKED },
  { PARAFA_CARD_ERROR_PIN_NEEDED, PARAFA_LOGIN_PROBLEM_TOKEN_GONE },
  { PARAFA_CARD_ERROR_PIN_LENGTH, PARAFA_LOGIN_PROBLEM_PIN_LENGTH },
  { PARAFA_CARD_ERROR_FILE, PARAFA_LOGIN_PROBLEM_FILE },
  { PARAFA_CARD_ERROR_FILE_PASSWORD, PARAFA_LOGIN_PROBLEM_FILE_PASSWORD },
  { PARAFA_CARD_ERROR_CANCELLED, PARAFA_LOGIN_PROBLEM_QUESTION_LEFT_OPEN },
  { PARAFA_CARD_ERROR_SIGN, PARAFA_LOGIN_PROBLEM_SIGN },
  { PARAFA_CARD_ERROR_HOST_REFUSED, PARAFA_LOGIN_PROBLEM_HOST_REFUSED },
  { PARAFA_CARD_ERROR_UNREACHABLE, PARAFA_LOGIN_PROBLEM_UNREACHABLE },
  { PARAFA_CARD_ERROR_NET_TIMEOUT, PARAFA_LOGIN_PROBLEM_TIMEOUT },
  { PARAFA_CARD_ERROR_UNTRUSTED, PARAFA_LOGIN_PROBLEM_UNTRUSTED },
  { PARAFA_CARD_ERROR_SERVER_EXPIRED, PARAFA_LOGIN_PROBLEM_SERVER_EXPIRED },
  { PARAFA_CARD_ERROR_WRONG_HOST, PARAFA_LOGIN_PROBLEM_WRONG_HOST },
  { PARAFA_CARD_ERROR_TLS, PARAFA_LOGIN_PROBLEM_TLS },
  { PARAFA_CARD_ERROR_CERTIFICATE_REFUSED, PARAFA_LOGIN_PROBLEM_CERTIFICATE_REFUSED },
  { PARAFA_CARD_ERROR_NO_PSS, PARAFA_LOGIN_PROBLEM_NO_PSS },
};

static const Row vault_rows[] = {
  { PARAFA_VAULT_ERROR_LOCKED, PARAFA_LOGIN_PROBLEM_KEYRING_LOCKED },
  { PARAFA_VAULT_ERROR_ABSENT, PARAFA_LOGIN_PROBLEM_KEYRING_ABSENT },
  { PARAFA_VAULT_ERROR_DAMAGED, PARAFA_LOGIN_PROBLEM_KEYRING_FAILED },
  { PARAFA_VAULT_ERROR_FAILED, PARAFA_LOGIN_PROBLEM_KEYRING_FAILED },
};

static const Row authorize_rows[] = {
  { PARAFA_AUTHORIZE_ERROR_ADDRESS, PARAFA_LOGIN_PROBLEM_SETUP },
  { PARAFA_AUTHORIZE_ERROR_NOT_CALLBACK, PARAFA_LOGIN_PROBLEM_SETUP },
  { PARAFA_AUTHORIZE_ERROR_STATE, PARAFA_LOGIN_PROBLEM_STATE },
  { PARAFA_AUTHORIZE_ERROR_DENIED, PARAFA_LOGIN_PROBLEM_DENIED },
  { PARAFA_AUTHORIZE_ERROR_SERVER, PARAFA_LOGIN_PROBLEM_CALLBACK_ERROR },
  { PARAFA_AUTHORIZE_ERROR_NO_CODE, PARAFA_LOGIN_PROBLEM_CALLBACK_ERROR },
};

static const Row session_rows[] = {
  { PARAFA_SESSION_ERROR_PRACTICE, PARAFA_LOGIN_PROBLEM_SETUP },
  { PARAFA_SESSION_ERROR_CLIENT_SECRET, PARAFA_LOGIN_PROBLEM_CLIENT_SECRET },
};

static const Row token_rows[] = {
  { PARAFA_TOKEN_ERROR_LOGIN_AGAIN, PARAFA_LOGIN_PROBLEM_CODE_EXPIRED },
  { PARAFA_TOKEN_ERROR_SETTINGS, PARAFA_LOGIN_PROBLEM_SETTINGS },
  { PARAFA_TOKEN_ERROR_LATER, PARAFA_LOGIN_PROBLEM_EXCHANGE_LATER },
  { PARAFA_TOKEN_ERROR_INVALID, PARAFA_LOGIN_PROBLEM_EXCHANGE_LATER },
};

static const Row http_rows[] = {
  { PARAFA_HTTP_ERROR_FAILED, PARAFA_LOGIN_PROBLEM_EXCHANGE_LATER },
  { PARAFA_HTTP_ERROR_OFFLINE, PARAFA_LOGIN_PROBLEM_EXCHANGE_LATER },
  { PARAFA_HTTP_ERROR_TIMEOUT, PARAFA_LOGIN_PROBLEM_EXCHANGE_LATER },
  { PARAFA_HTTP_ERROR_TLS, PARAFA_LOGIN_PROBLEM_TLS },
  { PARAFA_HTTP_ERROR_RESET, PARAFA_LOGIN_PROBLEM_EXCHANGE_LATER },
  { PARAFA_HTTP_ERROR_TOO_LARGE, PARAFA_LOGIN_PROBLEM_EXCHANGE_LATER },
};

static void
check (GQuark domain,
       const Row *rows,
       gsize n_rows,
       ParafaLoginProblem (*get) (const GError *error))
{
  for (gsize i = 0; i < n_rows; i++)
    {
      g_autoptr (GError) error = g_error_new_literal (domain, rows[i].code, "x");

      g_test_message ("code %d", rows[i].code);
      g_assert_cmpint (get (error), ==, rows[i].problem);
    }
}

#define CHECK(domain, rows, get) check (domain, rows, G_N_ELEMENTS (rows), get)

static void
test_errors (void)
{
  g_assert_cmpuint (G_N_ELEMENTS (card_rows), ==, PARAFA_CARD_ERROR_NO_PSS + 1);
  CHECK (PARAFA_CARD_ERROR, card_rows, parafa_login_problem_from_error);
  CHECK (PARAFA_VAULT_ERROR, vault_rows, parafa_login_problem_from_error);
  CHECK (PARAFA_AUTHORIZE_ERROR, authorize_rows, parafa_login_problem_from_error);
  CHECK (PARAFA_SESSION_ERROR, session_rows, parafa_login_problem_from_error);
}

static void
test_exchange (void)
{
  CHECK (PARAFA_TOKEN_ERROR, token_rows, parafa_login_problem_from_exchange);
  CHECK (PARAFA_HTTP_ERROR, http_rows, parafa_login_problem_from_exchange);
}

static void
test_pages (void)
{
  g_assert_cmpint (parafa_login_problem_from_page (PARAFA_PAGE_UNKNOWN), ==,
                   PARAFA_LOGIN_PROBLEM_NONE);
  g_assert_cmpint (parafa_login_problem_from_page (PARAFA_PAGE_NO_CERTIFICATE), ==,
                   PARAFA_LOGIN_PROBLEM_PAGE_NO_CERTIFICATE);
  g_assert_cmpint (parafa_login_problem_from_page (PARAFA_PAGE_SESSION_FINISHED), ==,
                   PARAFA_LOGIN_PROBLEM_PAGE_SESSION_FINISHED);
  g_assert_cmpint (parafa_login_problem_from_page (PARAFA_PAGE_BLOCKED), ==,
                   PARAFA_LOGIN_PROBLEM_PAGE_BLOCKED);
  g_assert_cmpint (parafa_login_problem_from_page (PARAFA_PAGE_MAINTENANCE), ==,
                   PARAFA_LOGIN_PROBLEM_PAGE_MAINTENANCE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session/login-problem/errors", test_errors);
  g_test_add_func ("/session/login-problem/exchange", test_exchange);
  g_test_add_func ("/session/login-problem/pages", test_pages);

  return g_test_run ();
}
