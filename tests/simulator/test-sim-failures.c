/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-sim-failures.h"

static void
test_order_and_take (void)
{
  ParafaSimFailures failures = { 0 };
  const char *reason = NULL;

  g_assert_true (parafa_sim_failures_order (&failures, "token", "500", 2, &reason));
  g_assert_true (parafa_sim_failures_order (&failures, "hello", "hang", -1, &reason));
  g_assert_cmpint (parafa_sim_failures_peek (&failures, PARAFA_SIM_AT_TOKEN), ==,
                   PARAFA_SIM_HOW_500);
  g_assert_cmpint (parafa_sim_failures_take (&failures, PARAFA_SIM_AT_TOKEN), ==,
                   PARAFA_SIM_HOW_500);
  g_assert_cmpint (parafa_sim_failures_take (&failures, PARAFA_SIM_AT_TOKEN), ==,
                   PARAFA_SIM_HOW_500);
  g_assert_cmpint (parafa_sim_failures_take (&failures, PARAFA_SIM_AT_TOKEN), ==,
                   PARAFA_SIM_HOW_NONE);
  g_assert_cmpint (parafa_sim_failures_take (&failures, PARAFA_SIM_AT_AUTHORIZE), ==,
                   PARAFA_SIM_HOW_NONE);
  for (int i = 0; i < 10; i++)
    g_assert_cmpint (parafa_sim_failures_take (&failures, PARAFA_SIM_AT_HELLO), ==,
                     PARAFA_SIM_HOW_HANG);
  parafa_sim_failures_clear (&failures);
  g_assert_cmpint (parafa_sim_failures_take (&failures, PARAFA_SIM_AT_HELLO), ==,
                   PARAFA_SIM_HOW_NONE);
}

static void
test_replaced (void)
{
  ParafaSimFailures failures = { 0 };
  const char *reason = NULL;

  g_assert_true (parafa_sim_failures_order (&failures, "token", "500", -1, &reason));
  g_assert_true (parafa_sim_failures_order (&failures, "token", "429", 1, &reason));
  g_assert_cmpint (parafa_sim_failures_take (&failures, PARAFA_SIM_AT_TOKEN), ==,
                   PARAFA_SIM_HOW_429);
  g_assert_cmpint (parafa_sim_failures_take (&failures, PARAFA_SIM_AT_TOKEN), ==,
                   PARAFA_SIM_HOW_NONE);
}

static void
test_refused (void)
{
  static const struct
  {
    const char *at;
    const char *how;
    gint64 times;
  } cases[] = {
    { "nowhere", "500", 1 },         { "token", "nohow", 1 },
    { "token", "500", 0 },           { "token", "500", -2 },
    { "hello", "invalid_grant", 1 }, { "handshake", "500", 1 },
    { "token", "wrong_state", 1 },   { "token", "no_certificate_page", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ParafaSimFailures failures = { 0 };
      const char *reason = NULL;

      g_assert_false (parafa_sim_failures_order (&failures, cases[i].at, cases[i].how,
                                                 cases[i].times, &reason));
      g_assert_nonnull (reason);
      for (int place = 0; place < PARAFA_SIM_N_PLACES; place++)
        g_assert_cmpint (parafa_sim_failures_peek (&failures, (ParafaSimPlace) place), ==,
                         PARAFA_SIM_HOW_NONE);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/simulator/failures/order-and-take", test_order_and_take);
  g_test_add_func ("/simulator/failures/replaced", test_replaced);
  g_test_add_func ("/simulator/failures/refused", test_refused);

  return g_test_run ();
}
