/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-broker-peers.h"

#define SECOND G_USEC_PER_SEC

/* What needs no bus: how often a program may ask, and for how long a no holds */
static void
test_rate (void)
{
  g_autoptr (ParafaBrokerPeers) peers = parafa_broker_peers_new ();
  g_autoptr (ParafaCaller) caller = parafa_caller_new (PARAFA_CALLER_PROGRAM, "/usr/bin/a", NULL);
  g_autoptr (ParafaCaller) other = parafa_caller_new (PARAFA_CALLER_PROGRAM, "/usr/bin/b", NULL);

  for (guint i = 0; i < 60; i++)
    g_assert_true (parafa_broker_peers_count (peers, caller, i * SECOND / 2));
  g_assert_false (parafa_broker_peers_count (peers, caller, 59 * SECOND));
  g_assert_true (parafa_broker_peers_count (peers, other, 59 * SECOND));
  g_assert_true (parafa_broker_peers_count (peers, caller, 60 * SECOND));
}

/* However many names there are, they take no more room */
static void
test_rate_of_many (void)
{
  g_autoptr (ParafaBrokerPeers) peers = parafa_broker_peers_new ();

  for (guint i = 0; i < 2000; i++)
    {
      g_autofree char *path = g_strdup_printf ("/usr/bin/p%u", i);
      g_autoptr (ParafaCaller) caller = parafa_caller_new (PARAFA_CALLER_PROGRAM, path, NULL);

      g_assert_true (parafa_broker_peers_count (peers, caller, SECOND));
      parafa_broker_peers_deny (peers, caller, "profile", SECOND);
      g_assert_true (parafa_broker_peers_is_denied (peers, caller, "profile", SECOND));
    }
}

static void
test_denied (void)
{
  g_autoptr (ParafaBrokerPeers) peers = parafa_broker_peers_new ();
  g_autoptr (ParafaCaller) caller = parafa_caller_new (PARAFA_CALLER_PROGRAM, "/usr/bin/a", NULL);
  g_autoptr (ParafaCaller) other =
      parafa_caller_new (PARAFA_CALLER_FLATPAK, "org.fictiv.Erp", NULL);

  g_assert_false (parafa_broker_peers_is_denied (peers, caller, "one", 0));
  parafa_broker_peers_deny (peers, caller, "one", 0);
  g_assert_true (parafa_broker_peers_is_denied (peers, caller, "one", 59 * SECOND));
  g_assert_false (parafa_broker_peers_is_denied (peers, caller, "two", 59 * SECOND));
  g_assert_false (parafa_broker_peers_is_denied (peers, other, "one", 59 * SECOND));
  g_assert_false (parafa_broker_peers_is_denied (peers, caller, "one", 60 * SECOND));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/broker-peers/rate", test_rate);
  g_test_add_func ("/session/broker-peers/rate-of-many", test_rate_of_many);
  g_test_add_func ("/session/broker-peers/denied", test_denied);
  return g_test_run ();
}
