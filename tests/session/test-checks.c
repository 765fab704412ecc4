/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "session-test.h"
#include "parafa-card.h"
#include "parafa-company-right.h"
#include "parafa-latency.h"
#include "parafa-serial-search.h"

#include <string.h>

/* Clock, speed and companies, with the practice server; the search for a certificate, with a soft token */

#define HOLDER "Daria Stânceanu"

static ParafaTestKeyring *keyring;

typedef struct
{
  ParafaClock *clock;     /* (owned) */
  ParafaSession *session; /* (owned) */
  ParafaAccount *account; /* (unowned) */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ParafaAccount) account = NULL;
  g_autoptr (GError) error = NULL;

  fixture->clock = parafa_clock_new_system ();
  fixture->session = session_test_open (fixture->clock, &error);
  g_assert_no_error (error);
  account = session_test_practise (fixture->session, &error);
  g_assert_no_error (error);
  fixture->account = account;
  session_test_wait_loaded (account);
  session_test_grant (fixture->session, account);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  session_test_remove (fixture->session, fixture->account, &error);
  g_assert_no_error (error);
  session_test_release (fixture->session);
  parafa_clock_unref (fixture->clock);
}

static void
test_clock (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaHello) hello = session_test_hello (fixture->account, "Ana", &error);
  g_autoptr (ParafaHello) later = NULL;
  gint64 ahead_s;

  g_assert_no_error (error);
  g_assert_true (parafa_hello_get_clock_difference (hello, &ahead_s));
  /* a second of rounding, and a slow machine */
  g_assert_cmpint (ABS (ahead_s), <=, 10);
  session_test_command (fixture->session, "{\"do\":\"set\",\"clock_offset_s\":600}");
  later = session_test_hello (fixture->account, "Ana", &error);
  g_assert_no_error (error);
  g_assert_true (parafa_hello_get_clock_difference (later, &ahead_s));
  g_assert_cmpint (ABS (ahead_s - 600), <=, 10);
  session_test_command (fixture->session, "{\"do\":\"set\",\"clock_offset_s\":0}");
}

static gboolean
is_over (gpointer data)
{
  return !parafa_latency_is_running (data);
}

static guint
count_calls (ParafaLatency *latency)
{
  guint n_calls;

  parafa_latency_get_durations_us (latency, &n_calls);
  return n_calls;
}

static gboolean
has_two_calls (gpointer data)
{
  return count_calls (data) >= 2;
}

static void
test_latency (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ParafaLatency) latency = parafa_latency_new (fixture->account, 1);
  gint64 before = session_test_count (fixture->session, "hellos");
  const gint64 *durations_us;
  guint n_calls;

  parafa_latency_start (latency);
  parafa_test_wait_until (is_over, latency, PARAFA_TEST_LIMIT_MS);
  durations_us = parafa_latency_get_durations_us (latency, &n_calls);
  g_assert_cmpuint (n_calls, ==, PARAFA_LATENCY_CALLS);
  for (guint i = 0; i < n_calls; i++)
    g_assert_cmpint (durations_us[i], >, 0);
  g_assert_null (parafa_latency_get_error (latency));
  g_assert_cmpint (session_test_count (fixture->session, "hellos") - before, ==, 10);
}

static void
test_latency_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ParafaLatency) latency = parafa_latency_new (fixture->account, 50);
  guint n_calls;

  parafa_latency_start (latency);
  parafa_test_wait_until (has_two_calls, latency, PARAFA_TEST_LIMIT_MS);
  parafa_latency_cancel (latency);
  g_assert_false (parafa_latency_is_running (latency));
  n_calls = count_calls (latency);
  g_assert_cmpuint (n_calls, <, PARAFA_LATENCY_CALLS);
  g_assert_null (parafa_latency_get_error (latency));
}

/* The first refusal ends it: the others would count against the limit */
static void
test_latency_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ParafaLatency) latency = parafa_latency_new (fixture->account, 1);
  const gint64 *durations_us;
  guint n_calls;

  session_test_command (fixture->session,
                        "{\"do\":\"fail\",\"at\":\"hello\",\"how\":\"429\",\"times\":1}");
  parafa_latency_start (latency);
  parafa_test_wait_until (is_over, latency, PARAFA_TEST_LIMIT_MS);
  durations_us = parafa_latency_get_durations_us (latency, &n_calls);
  g_assert_cmpuint (n_calls, ==, 1);
  g_assert_cmpint (durations_us[0], ==, -1);
}

static ParafaCompanyRight
ask (Fixture *fixture, const char *cif)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GError) error = NULL;
  ParafaCompanyRight right = PARAFA_COMPANY_UNKNOWN;

  parafa_company_right_ask_async (fixture->session, fixture->account, cif, NULL,
                                  parafa_test_result_callback, result);
  parafa_company_right_ask_finish (fixture->session,
                                   parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS), &right,
                                   &error);
  g_assert_no_error (error);
  return right;
}

static void
test_companies (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *how;
    ParafaCompanyRight right;
  } failures[] = {
    { "401", PARAFA_COMPANY_UNAUTHORIZED }, { "403", PARAFA_COMPANY_NOT_ENROLLED },
    { "429", PARAFA_COMPANY_LIMITED },      { "500", PARAFA_COMPANY_UNKNOWN },
    { "html200", PARAFA_COMPANY_UNKNOWN },
  };

  session_test_command (fixture->session, "{\"do\":\"etransport\",\"rights\":[\"92140375\"]}");
  g_assert_cmpint (ask (fixture, "92140375"), ==, PARAFA_COMPANY_REACHED);
  g_assert_cmpint (ask (fixture, "93627183"), ==, PARAFA_COMPANY_NO_RIGHT);
  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      g_autofree char *line =
          g_strdup_printf ("{\"do\":\"fail\",\"at\":\"list\",\"how\":\"%s\",\"times\":1}",
                           failures[i].how);

      session_test_command (fixture->session, line);
      g_assert_cmpint (ask (fixture, "92140375"), ==, failures[i].right);
    }
  session_test_command (fixture->session, "{\"do\":\"etransport\",\"rights\":[]}");
  g_assert_cmpint (ask (fixture, "92140375"), ==, PARAFA_COMPANY_NO_COMPANY);
}

/* Where tokens are renewed by themselves the question is asked once more, with another one */
static void
test_companies_renewed (Fixture *fixture, gconstpointer data)
{
  gint64 before = session_test_count (fixture->session, "refreshes");

  parafa_session_set_automatic_renewal (fixture->session, TRUE);
  session_test_command (fixture->session, "{\"do\":\"etransport\",\"rights\":[\"92140375\"]}");
  session_test_command (fixture->session,
                        "{\"do\":\"fail\",\"at\":\"list\",\"how\":\"401\",\"times\":1}");
  g_assert_cmpint (ask (fixture, "92140375"), ==, PARAFA_COMPANY_REACHED);
  g_assert_cmpint (session_test_count (fixture->session, "refreshes"), ==, before + 1);
  session_test_command (fixture->session,
                        "{\"do\":\"fail\",\"at\":\"list\",\"how\":\"401\",\"times\":2}");
  g_assert_cmpint (ask (fixture, "92140375"), ==, PARAFA_COMPANY_UNAUTHORIZED);
  g_assert_cmpint (session_test_count (fixture->session, "refreshes"), ==, before + 2);
}

static ParafaSerialSearch *
search (const char *serial)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GError) error = NULL;
  ParafaSerialSearch *found;

  parafa_serial_search_async (serial, NULL, parafa_test_result_callback, result);
  found =
      parafa_serial_search_finish (parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS), &error);
  g_assert_no_error (error);
  return found;
}

static char *
list_serial (void)
{
  g_autoptr (ParafaCard) card = parafa_card_new ();
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (ParafaTestResult) end = parafa_test_result_new ();
  g_autoptr (GPtrArray) certificates = NULL;
  g_autoptr (GError) error = NULL;

  parafa_card_list_async (card, NULL, parafa_test_result_callback, result);
  certificates =
      parafa_card_list_finish (card, parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS), NULL,
                               &error);
  g_assert_no_error (error);
  g_assert_cmpuint (certificates->len, ==, 1);
  parafa_card_end_async (card, NULL, parafa_test_result_callback, end);
  parafa_card_end_finish (card, parafa_test_result_wait (end, PARAFA_TEST_LIMIT_MS), NULL);
  return g_strdup (parafa_certificate_get_serial (certificates->pdata[0]));
}

/* Any way of writing the serial number finds the certificate */
static void
test_serial (void)
{
  g_autofree char *serial = list_serial ();
  g_auto (GStrv) pairs = g_strsplit (serial, ":", -1);
  g_autofree char *bare = g_strjoinv ("", pairs);
  g_autofree char *upper = g_ascii_strup (serial, -1);
  g_autoptr (ParafaSerialSearch) none = search ("01:02:03");
  g_autoptr (ParafaSerialSearch) found = search (serial);
  g_autoptr (ParafaSerialSearch) found_bare = search (bare);
  g_autoptr (ParafaSerialSearch) found_upper = search (upper);

  g_assert_null (none->found);
  g_assert_cmpuint (none->n_certificates, ==, 1);
  g_assert_cmpstr (parafa_certificate_get_holder (found->found), ==, HOLDER);
  g_assert_nonnull (found_bare->found);
  g_assert_nonnull (found_upper->found);
}

int
main (int argc, char **argv)
{
  int status = 0;

  keyring = parafa_test_keyring_new (PARAFA_TEST_KEYRING_UNLOCKED);
  g_test_init (&argc, &argv, NULL);
  session_test_make_token (SESSION_TEST_PIN);
  session_test_issue ("rsa", HOLDER, "rsa", "authentication");
  session_test_put ("rsa", "01");
#define ADD(name, function)                                                                        \
  g_test_add ("/session/checks/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("clock", test_clock);
  ADD ("latency", test_latency);
  ADD ("latency-cancel", test_latency_cancel);
  ADD ("latency-refused", test_latency_refused);
  ADD ("companies", test_companies);
  ADD ("companies-renewed", test_companies_renewed);
  g_test_add_func ("/session/checks/serial", test_serial);
  status = g_test_run ();
  parafa_test_keyring_free (keyring);
  return status;
}
