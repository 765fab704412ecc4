/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Tokens put in and pulled out, and the quiet while nobody watches */

#include "test-card.h"
#include "test-drivers.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* "Within two seconds", and what a loaded machine under a sanitizer may add */
#define NOTICED_MS 8000

static TestDrivers *drivers;
static char *gone;
static char *trace;

typedef struct
{
  ParafaCard *card;
  guint n_changes;
  guint n_gone;
  char *label; /* (owned) (nullable) */
} Watch;

static void
on_changed (ParafaCard *card, Watch *watch)
{
  watch->n_changes++;
}

static void
on_gone (ParafaCard *card, const char *label, Watch *watch)
{
  watch->n_gone++;
  g_free (watch->label);
  watch->label = g_strdup (label);
}

static gboolean
has_changed (gpointer data)
{
  return ((Watch *) data)->n_changes > 0;
}

static gboolean
has_gone (gpointer data)
{
  return ((Watch *) data)->n_gone > 0;
}

static gboolean
never (gpointer data)
{
  return FALSE;
}

static void
let_pass (guint ms)
{
  parafa_test_poll_until (never, NULL, ms);
}

static void
connect (Watch *watch, ParafaCard *card)
{
  watch->card = card;
  g_signal_connect (card, "tokens-changed", G_CALLBACK (on_changed), watch);
  g_signal_connect (card, "token-gone", G_CALLBACK (on_gone), watch);
}

/* A driver whose token is there unless the file is */
static void
set_up (Watch *watch, const char *more)
{
  g_autofree char *settings = g_strdup_printf ("TEST_PKCS11_GONE=%s\nTEST_PKCS11_TRACE=%s\n%s",
                                               gone, trace, more != NULL ? more : "");

  g_remove (gone);
  g_remove (trace);
  test_drivers_clear (drivers);
  g_free (test_drivers_add (drivers, "watched", "store", settings, NULL));
  connect (watch, test_drivers_new_card (drivers));
}

static void
tear_down (Watch *watch)
{
  g_signal_handlers_disconnect_by_data (watch->card, watch);
  test_drivers_end_card (watch->card);
  g_free (watch->label);
}

static void
pull_out (void)
{
  g_assert_true (g_file_set_contents (gone, "", 0, NULL));
}

static guint
count_calls (const char *call)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n = 0;

  if (!g_file_get_contents (trace, &text, NULL, NULL))
    return 0;
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    n += g_str_has_prefix (lines[i], call) ? 1 : 0;
  return n;
}

static void
wait_for_change (Watch *watch)
{
  gint64 start_us = g_get_monotonic_time ();

  watch->n_changes = 0;
  parafa_test_wait_until (has_changed, watch, NOTICED_MS);
  g_test_message ("noticed after %d ms", (int) ((g_get_monotonic_time () - start_us) / 1000));
}

static void
test_out_and_in (gconstpointer settings)
{
  Watch watch = { 0 };
  g_autoptr (ParafaCardListing) listing = NULL;
  g_autoptr (ParafaCardListing) after = NULL;

  set_up (&watch, settings);
  listing = test_drivers_list (watch.card);
  /* SoftHSM's free token is there, too */
  g_assert_cmpuint (parafa_card_listing_get_tokens (listing)->len, ==, 2);
  parafa_card_set_watching (watch.card, TRUE);
  pull_out ();
  wait_for_change (&watch);
  after = test_drivers_list (watch.card);
  g_assert_cmpuint (parafa_card_listing_get_tokens (after)->len, ==, 0);
  g_assert_cmpint (g_remove (gone), ==, 0);
  wait_for_change (&watch);
  /* told once, and of nothing else: no token was unlocked */
  watch.n_changes = 0;
  let_pass (1500);
  g_assert_cmpuint (watch.n_changes, ==, 0);
  g_assert_cmpuint (watch.n_gone, ==, 0);
  tear_down (&watch);
}

/* Without a listing before: the processes are started for it */
static void
test_first (void)
{
  Watch watch = { 0 };

  set_up (&watch, NULL);
  g_assert_false (parafa_card_get_watching (watch.card));
  parafa_card_set_watching (watch.card, TRUE);
  g_assert_true (parafa_card_get_watching (watch.card));
  for (guint i = 0; i < 600 && count_calls ("C_WaitForSlotEvent") == 0; i++)
    let_pass (100);
  pull_out ();
  wait_for_change (&watch);
  tear_down (&watch);
}

/* A driver that tells of events is believed, and its token left in peace */
static void
test_events_spare_token (void)
{
  Watch watch = { 0 };
  guint n_infos, n_looks;

  set_up (&watch, "TEST_PKCS11_EVENTS=1");
  g_object_unref (test_drivers_list (watch.card));
  parafa_card_set_watching (watch.card, TRUE);
  pull_out ();
  wait_for_change (&watch);
  g_remove (gone);
  wait_for_change (&watch);
  n_infos = count_calls ("C_GetTokenInfo");
  n_looks = count_calls ("C_WaitForSlotEvent");
  let_pass (2200);
  g_assert_cmpuint (count_calls ("C_GetTokenInfo"), ==, n_infos);
  g_assert_cmpuint (count_calls ("C_WaitForSlotEvent"), >, n_looks);
  tear_down (&watch);
}

/* A pool's thread that has nothing to do ends some seconds later, which is no work of ours */
static gboolean
is_of_pool (const char *tasks, const char *task)
{
  g_autofree char *path = g_build_filename (tasks, task, "comm", NULL);
  g_autofree char *name = NULL;

  return !g_file_get_contents (path, &name, NULL, NULL) || g_str_has_prefix (name, "pool");
}

/* How often the threads of our card processes were woken */
static guint64
count_wakes (void)
{
  g_autoptr (GDir) proc = g_dir_open ("/proc", 0, NULL);
  const char *name;
  guint64 n = 0;

  while ((name = g_dir_read_name (proc)) != NULL)
    {
      g_autofree char *comm = g_strdup_printf ("/proc/%s/comm", name);
      g_autofree char *status = g_strdup_printf ("/proc/%s/status", name);
      g_autofree char *tasks = g_strdup_printf ("/proc/%s/task", name);
      g_autofree char *parent = g_strdup_printf ("\nPPid:\t%d\n", getpid ());
      g_autofree char *text = NULL;
      g_autoptr (GDir) dir = NULL;
      const char *task;

      if (!g_ascii_isdigit (*name) || !g_file_get_contents (comm, &text, NULL, NULL) ||
          strcmp (text, "parafa-card\n") != 0)
        continue;
      g_clear_pointer (&text, g_free);
      if (!g_file_get_contents (status, &text, NULL, NULL) || strstr (text, parent) == NULL)
        continue;
      dir = g_dir_open (tasks, 0, NULL);
      while (dir != NULL && (task = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *path = g_build_filename (tasks, task, "status", NULL);
          g_autofree char *own = NULL;
          const char *line;

          if (is_of_pool (tasks, task) || !g_file_get_contents (path, &own, NULL, NULL))
            continue;
          line = strstr (own, "\nvoluntary_ctxt_switches:");
          n += g_ascii_strtoull (strchr (line, ':') + 1, NULL, 10);
        }
    }
  return n;
}

static void
test_quiet (void)
{
  Watch watch = { 0 };
  guint64 wakes;
  guint n_looks;

  set_up (&watch, NULL);
  let_pass (300);
  g_assert_cmpuint (test_drivers_count_processes (), ==, 0);
  g_object_unref (test_drivers_list (watch.card));
  parafa_card_set_watching (watch.card, TRUE);
  for (guint i = 0; i < 600 && count_calls ("C_WaitForSlotEvent") == 0; i++)
    let_pass (100);
  parafa_card_set_watching (watch.card, FALSE);
  /* a look may be under way */
  let_pass (1500);
  n_looks = count_calls ("C_WaitForSlotEvent");
  wakes = count_wakes ();
  let_pass (3000);
  g_assert_cmpuint (count_wakes (), ==, wakes);
  g_assert_cmpuint (count_calls ("C_WaitForSlotEvent"), ==, n_looks);
  pull_out ();
  let_pass (1500);
  g_assert_cmpuint (watch.n_changes, ==, 0);
  tear_down (&watch);
}

/* One that falls over when it is asked for events takes nobody along, and is not asked again */
static void
test_crash (void)
{
  Watch watch = { 0 };
  g_autoptr (ParafaCardListing) listing = NULL;

  set_up (&watch, "TEST_PKCS11_ABORT_AT=C_WaitForSlotEvent");
  g_free (test_drivers_add (drivers, "good", "store", NULL, NULL));
  g_object_unref (test_drivers_list (watch.card));
  parafa_card_set_watching (watch.card, TRUE);
  wait_for_change (&watch);
  listing = test_drivers_list (watch.card);
  g_assert_cmpint (parafa_driver_report_get_problem (test_drivers_find_report (listing, "watched")),
                   ==, PARAFA_DRIVER_PROBLEM_NONE);
  watch.n_changes = 0;
  let_pass (2200);
  g_assert_cmpuint (watch.n_changes, ==, 0);
  g_assert_cmpuint (test_drivers_count_processes (), ==, 2);
  tear_down (&watch);
}

static void
test_hang (void)
{
  Watch watch = { 0 };
  g_autoptr (ParafaCardListing) listing = NULL;

  set_up (&watch, "TEST_PKCS11_HANG_AT=C_WaitForSlotEvent");
  g_free (test_drivers_add (drivers, "good", "store", NULL, NULL));
  g_object_unref (test_drivers_list (watch.card));
  parafa_card_set_watching (watch.card, TRUE);
  let_pass (1500);
  parafa_card_set_list_timeout (watch.card, 4000);
  listing = test_drivers_list (watch.card);
  g_assert_cmpint (parafa_driver_report_get_problem (test_drivers_find_report (listing, "watched")),
                   ==, PARAFA_DRIVER_PROBLEM_HANGS);
  g_assert_cmpint (parafa_driver_report_get_problem (test_drivers_find_report (listing, "good")),
                   ==, PARAFA_DRIVER_PROBLEM_NONE);
  tear_down (&watch);
}

/* --- in the middle of a login --- */

static void
test_gone_after_unlock (TestWorld *world)
{
  g_autoptr (TestCard) card = NULL;
  g_autoptr (ParafaCertificate) certificate = NULL;
  g_autoptr (GError) error = NULL;
  Watch watch = { 0 };
  ParafaPinState state;

  test_world_reset (world);
  card = test_card_new ();
  connect (&watch, card->card);
  certificate = test_card_find (card, world->rsa);
  parafa_card_set_watching (card->card, TRUE);
  g_assert_true (test_card_unlock (card, certificate, TEST_PIN, &state, &error));
  g_assert_true (g_file_set_contents (world->gone_file, "", 0, NULL));
  parafa_test_wait_until (has_gone, &watch, NOTICED_MS);
  g_assert_cmpuint (watch.n_gone, ==, 1);
  g_assert_cmpstr (watch.label, ==, TEST_TOKEN);
  g_assert_cmpuint (card->ends->len, ==, 0);
  /* while it is out, it is not there */
  g_assert_false (test_card_unlock (card, certificate, TEST_PIN, &state, &error));
  g_assert_error (error, PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_TOKEN_GONE);
  g_clear_error (&error);
  g_remove (world->gone_file);
  wait_for_change (&watch);
  g_assert_true (test_card_unlock (card, certificate, TEST_PIN, &state, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (watch.n_gone, ==, 1);
  g_assert_cmpuint (test_world_count (world, "C_Login"), ==, 2);
  g_signal_handlers_disconnect_by_data (card->card, &watch);
  g_free (watch.label);
}

/* A login that takes three seconds is not disturbed once */
static void
test_not_during_login (TestWorld *world)
{
  g_autoptr (TestCard) card = NULL;
  g_autoptr (ParafaCertificate) certificate = NULL;
  g_autoptr (GError) error = NULL;
  ParafaPinState state;
  guint n_looks;

  test_world_reset (world);
  g_setenv ("TEST_PKCS11_SLOW_MS", "3500", TRUE);
  card = test_card_new ();
  certificate = test_card_find (card, world->rsa);
  parafa_card_set_watching (card->card, TRUE);
  for (guint i = 0; i < 600 && test_world_count (world, "C_WaitForSlotEvent") == 0; i++)
    let_pass (50);
  n_looks = test_world_count (world, "C_WaitForSlotEvent");
  g_assert_true (test_card_unlock (card, certificate, TEST_PIN, &state, &error));
  g_assert_no_error (error);
  /* one may have come right before it, or right after */
  g_assert_cmpuint (test_world_count (world, "C_WaitForSlotEvent"), <=, n_looks + 1);
}

static void
test_in_login (gconstpointer function)
{
  TestWorld *world = test_world_new ();
  void (*test) (TestWorld *) = (void (*) (TestWorld *)) function;

  test (world);
  test_world_free (world);
  g_unsetenv ("LD_PRELOAD");
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  drivers = test_drivers_new ();
  gone = g_build_filename (drivers->dir, "gone", NULL);
  trace = g_build_filename (drivers->dir, "trace", NULL);
  test_drivers_add_token (drivers, "store", "Magazin", TEST_DRIVER_PIN, NULL);
  g_test_add_data_func ("/card/watch/noticed/out-and-in", "", test_out_and_in);
  g_test_add_data_func ("/card/watch/noticed/out-and-in-events", "TEST_PKCS11_EVENTS=1",
                        test_out_and_in);
  g_test_add_func ("/card/watch/noticed/first", test_first);
  g_test_add_func ("/card/watch/quiet/events-spare-token", test_events_spare_token);
  g_test_add_func ("/card/watch/quiet/nobody-watches", test_quiet);
  g_test_add_func ("/card/watch/awkward/crash", test_crash);
  g_test_add_func ("/card/watch/awkward/hang", test_hang);
  g_test_add_data_func ("/card/watch/noticed/gone-after-unlock", test_gone_after_unlock,
                        test_in_login);
  g_test_add_data_func ("/card/watch/quiet/not-during-login", test_not_during_login, test_in_login);
  status = g_test_run ();
  g_free (gone);
  g_free (trace);
  test_drivers_free (drivers);
  return status;
}
