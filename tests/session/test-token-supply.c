/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-http.h"
#include "parafa-profile-choice.h"
#include "parafa-session-error.h"
#include "parafa-token-answer.h"
#include "parafa-token-supply.h"
#include "parafa-vault.h"

/* What an error means to whoever wanted a token. The supply itself is tested by the programs that use it:
 * tests/cli/test-token.c and test-broker.c. */
static void
test_problems (void)
{
  const struct
  {
    GQuark domain;
    int code;
    ParafaSupplyProblem problem;
  } cases[] = {
    { PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_NO_PROFILE, PARAFA_SUPPLY_NO_PROFILE },
    { PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_REMOVED, PARAFA_SUPPLY_NO_PROFILE },
    { PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_NO_PAIR, PARAFA_SUPPLY_NEVER_LOGGED_IN },
    { PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_EXPIRED, PARAFA_SUPPLY_LOGIN_NEEDED },
    { PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_ANSWER_LOST, PARAFA_SUPPLY_LOGIN_NEEDED },
    { PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_CLIENT_SECRET, PARAFA_SUPPLY_SERVER },
    { PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_PRACTICE, PARAFA_SUPPLY_OFFLINE },
    { PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_BUSY, PARAFA_SUPPLY_BUSY },
    { PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_DAMAGED, PARAFA_SUPPLY_OTHER },
    { PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_LOCKED, PARAFA_SUPPLY_KEYRING_LOCKED },
    { PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_ABSENT, PARAFA_SUPPLY_KEYRING_FAILED },
    { PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_DAMAGED, PARAFA_SUPPLY_KEYRING_FAILED },
    { PARAFA_HTTP_ERROR, PARAFA_HTTP_ERROR_OFFLINE, PARAFA_SUPPLY_OFFLINE },
    { PARAFA_HTTP_ERROR, PARAFA_HTTP_ERROR_RESET, PARAFA_SUPPLY_OFFLINE },
    { PARAFA_TOKEN_ERROR, PARAFA_TOKEN_ERROR_LOGIN_AGAIN, PARAFA_SUPPLY_LOGIN_NEEDED },
    { PARAFA_TOKEN_ERROR, PARAFA_TOKEN_ERROR_LATER, PARAFA_SUPPLY_SERVER },
    { PARAFA_TOKEN_ERROR, PARAFA_TOKEN_ERROR_SETTINGS, PARAFA_SUPPLY_SERVER },
    { G_IO_ERROR, G_IO_ERROR_CANCELLED, PARAFA_SUPPLY_OTHER },
  };

  g_assert_cmpint (parafa_supply_problem_from_error (NULL), ==, PARAFA_SUPPLY_GOOD);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = g_error_new_literal (cases[i].domain, cases[i].code, "case");

      g_assert_cmpint (parafa_supply_problem_from_error (error), ==, cases[i].problem);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/token-supply/problems", test_problems);
  return g_test_run ();
}
