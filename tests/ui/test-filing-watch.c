/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "filing-test.h"
#include "parafa-filing-watch.h"
#include "parafa-hold.h"
#include "test-notifications.h"

#include <string.h>

/* With no window: real archive, real practice server, a private bus with a stand-in for the desktop's notifications */

typedef struct
{
  FilingTest filing;
  ParafaFilingWatch *watch;
} Fixture;

/* Both stay until the end: what GLib shows notifications with outlives its connection badly, and the bus ends with us */
static GTestDBus *bus;
static GApplication *application;
static GPtrArray *shown; /* (element-type ParafaTestNotification) */

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_ptr_array_set_size (shown, 0);
  filing_test_set_up (&fixture->filing, NULL);
  fixture->watch = parafa_filing_watch_new (application, NULL, NULL);
  parafa_filing_watch_adopt (fixture->watch, fixture->filing.filings);
  parafa_filing_watch_set_window (fixture->watch, TRUE);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  parafa_filing_watch_stop (fixture->watch);
  g_clear_object (&fixture->watch);
  g_assert_false (parafa_program_is_held ());
  filing_test_tear_down (&fixture->filing, NULL);
}

static gboolean
is_released (gpointer watch)
{
  return !parafa_filing_watch_is_holding (watch);
}

static gboolean
is_said (gpointer text)
{
  return parafa_test_notifications_find (shown, text) != NULL;
}

static void
wait_released (Fixture *fixture)
{
  parafa_test_wait_until (is_released, fixture->watch, PARAFA_TEST_LIMIT_MS);
}

/* The window closes while two are in process: the program stays until both are through, which is said, and no longer */
static void
test_until_through (Fixture *fixture, gconstpointer data)
{
  FilingTest *filing = &fixture->filing;
  g_autoptr (ParafaFilingRecord) good = filing_test_submit (filing, 1, NULL);
  g_autoptr (ParafaFilingRecord) bad = filing_test_submit (filing, 2, NULL);

  sim_server_do (filing->server, "{\"do\":\"etransport\",\"processing_s\":4}");
  parafa_filing_sender_start (parafa_filings_get_sender (filing->filings));
  filing_test_wait_state (filing, good->id, PARAFA_FILING_PROCESSING);
  filing_test_wait_state (filing, bad->id, PARAFA_FILING_PROCESSING);
  parafa_filings_start (filing->filings);
  parafa_filing_watch_set_window (fixture->watch, FALSE);
  g_assert_true (parafa_filing_watch_is_holding (fixture->watch));
  g_assert_true (parafa_program_is_held ());
  g_assert_cmpuint (shown->len, ==, 0);
  filing_test_wait_state (filing, good->id, PARAFA_FILING_OK);
  filing_test_wait_state (filing, bad->id, PARAFA_FILING_OK);
  wait_released (fixture);
  g_assert_false (parafa_program_is_held ());
  parafa_test_wait_until (is_said, (gpointer) "2 UITs are valid now", PARAFA_TEST_LIMIT_MS);
}

/* What is refused has a notification of its own */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  FilingTest *filing = &fixture->filing;
  g_autoptr (ParafaFilingRecord) record = filing_test_submit (filing, 1, NULL);

  sim_server_fail (filing->server, "state", "nok");
  parafa_filings_start (filing->filings);
  parafa_filing_watch_set_window (fixture->watch, FALSE);
  filing_test_wait_state (filing, record->id, PARAFA_FILING_NOK);
  wait_released (fixture);
  parafa_test_wait_until (is_said, (gpointer) ":", PARAFA_TEST_LIMIT_MS);
  g_assert_cmpuint (shown->len, ==, 1);
}

/* Nothing is open, or only what a person has to settle: the program does not stay */
static void
test_nothing_open (Fixture *fixture, gconstpointer data)
{
  FilingTest *filing = &fixture->filing;
  g_autoptr (ParafaFilingRecord) record = filing_test_submit (filing, 1, NULL);
  g_autoptr (ParafaFilingRecord) unsure = NULL;
  ParafaFilingChange *change = parafa_filing_change_new (0, PARAFA_FILING_UNKNOWN, 0);

  change->problem = g_strdup ("unsure");
  unsure = archive_test_change (filing->archive, record->id, change, NULL);
  g_assert_nonnull (unsure);
  parafa_filing_watch_set_window (fixture->watch, FALSE);
  wait_released (fixture);
  g_assert_cmpint (filing_test_count (filing, "uploads"), ==, 0);
}

/* What waits keeps the program only while it can be sent: without a window nobody can log in */
static void
test_stopped (Fixture *fixture, gconstpointer data)
{
  FilingTest *filing = &fixture->filing;
  g_autoptr (ParafaFilingRecord) record = filing_test_submit (filing, 1, NULL);

  filing_test_access_set_token (filing->access, NULL);
  parafa_filings_start (filing->filings);
  parafa_filing_watch_set_window (fixture->watch, FALSE);
  wait_released (fixture);
  filing_test_wait_state (filing, record->id, PARAFA_FILING_QUEUED);
}

/* The window comes back before all is through */
static void
test_back (Fixture *fixture, gconstpointer data)
{
  FilingTest *filing = &fixture->filing;
  g_autoptr (ParafaFilingRecord) record = filing_test_submit (filing, 1, NULL);

  sim_server_do (filing->server, "{\"do\":\"etransport\",\"processing_s\":60}");
  parafa_filings_start (filing->filings);
  filing_test_wait_state (filing, record->id, PARAFA_FILING_PROCESSING);
  parafa_filing_watch_set_window (fixture->watch, FALSE);
  g_assert_true (parafa_program_is_held ());
  parafa_filing_watch_set_window (fixture->watch, TRUE);
  g_assert_false (parafa_program_is_held ());
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*run) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/filing-watch/until-through", test_until_through },
    { "/filing-watch/refused", test_refused },
    { "/filing-watch/nothing-open", test_nothing_open },
    { "/filing-watch/stopped", test_stopped },
    { "/filing-watch/back", test_back },
  };
  g_autoptr (GError) error = NULL;
  int result;

  g_setenv ("GNOTIFICATION_BACKEND", "freedesktop", TRUE);
  g_test_init (&argc, &argv, NULL);
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  application = g_application_new ("ro.parafa.Watch", G_APPLICATION_DEFAULT_FLAGS);
  g_application_set_default (application);
  g_assert_true (g_application_register (application, NULL, &error));
  g_assert_no_error (error);
  shown = parafa_test_notifications_serve (g_application_get_dbus_connection (application));
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].run, tear_down);
  result = filing_test_run ();
  g_ptr_array_unref (shown);
  return result;
}
