/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-http.h"
#include "parafa-renewal-note.h"
#include "parafa-renewal.h"
#include "parafa-session-error.h"
#include "parafa-test.h"
#include "parafa-token-answer.h"
#include "parafa-vault.h"

#define NOW (G_GINT64_CONSTANT (1795500000))
#define DAY (G_GINT64_CONSTANT (86400))
#define ID "8f14e45f-ceea-467f-a9ac-1b2c3d4e5f61"

static ParafaTokenPair *
make_pair (const char *refresh_text, gint64 lifetime_s, gint64 obtained_at_s)
{
  g_autoptr (ParafaSecret) access = parafa_secret_new ("access", -1);
  g_autoptr (ParafaSecret) refresh =
      refresh_text != NULL ? parafa_secret_new (refresh_text, -1) : NULL;

  return parafa_token_pair_new (access, refresh, lifetime_s, obtained_at_s, obtained_at_s);
}

static void
test_due (void)
{
  static const struct
  {
    const char *refresh;
    gint64 lifetime_s;
    gint64 obtained_at_s;
    gint64 due_at_s;
  } rows[] = {
    { "r", 90 * DAY, NOW, NOW + 76 * DAY },
    { "r", 28 * DAY, NOW, NOW + 14 * DAY },
    { "r", 20 * DAY, NOW, NOW + 10 * DAY },
    { "r", 60, NOW, NOW + 30 },
    { NULL, 90 * DAY, NOW, -1 },
    { "r", -1, NOW, -1 },
    { "r", 90 * DAY, -1, -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (ParafaTokenPair) pair =
          make_pair (rows[i].refresh, rows[i].lifetime_s, rows[i].obtained_at_s);

      g_test_message ("row %u", i);
      g_assert_cmpint (parafa_renewal_get_due_at (pair), ==, rows[i].due_at_s);
      g_assert_false (parafa_renewal_is_due (pair, NOW));
      if (rows[i].due_at_s < 0)
        g_assert_false (parafa_renewal_is_due (pair, NOW + 1000 * DAY));
      else
        {
          g_assert_false (parafa_renewal_is_due (pair, rows[i].due_at_s - 1));
          g_assert_true (parafa_renewal_is_due (pair, rows[i].due_at_s));
        }
    }
}

static void
test_retry (void)
{
  g_autoptr (GError) offline = g_error_new (PARAFA_HTTP_ERROR, PARAFA_HTTP_ERROR_OFFLINE, "o");
  g_autoptr (GError) later = g_error_new (PARAFA_TOKEN_ERROR, PARAFA_TOKEN_ERROR_LATER, "l");
  g_autoptr (GError) dead = g_error_new (PARAFA_TOKEN_ERROR, PARAFA_TOKEN_ERROR_LOGIN_AGAIN, "d");
  static const int hours[] = { 1, 2, 4, 8, 16, 24, 24, 24 };

  for (guint i = 0; i < G_N_ELEMENTS (hours); i++)
    {
      g_assert_cmpint (parafa_renewal_get_retry_at (offline, i + 1, NOW), ==,
                       NOW + hours[i] * 3600);
      g_assert_cmpint (parafa_renewal_get_retry_at (later, i + 1, NOW), ==, NOW + hours[i] * 3600);
      g_assert_cmpint (parafa_renewal_get_retry_at (dead, i + 1, NOW), ==, NOW + DAY);
    }
  g_assert_cmpint (parafa_renewal_get_retry_at (offline, G_MAXUINT, NOW), ==, NOW + DAY);
  g_assert_cmpint (parafa_renewal_get_retry_at (offline, 0, NOW), ==, NOW + 3600);
}

/* Only what certainly gave no pair lets the note go */
static void
test_outcome (void)
{
  static const struct
  {
    gboolean http;
    int code;
    gboolean known;
  } rows[] = {
    { TRUE, PARAFA_HTTP_ERROR_OFFLINE, TRUE },       { TRUE, PARAFA_HTTP_ERROR_TLS, TRUE },
    { TRUE, PARAFA_HTTP_ERROR_RESET, FALSE },        { TRUE, PARAFA_HTTP_ERROR_TIMEOUT, FALSE },
    { TRUE, PARAFA_HTTP_ERROR_FAILED, FALSE },       { TRUE, PARAFA_HTTP_ERROR_TOO_LARGE, FALSE },
    { FALSE, PARAFA_TOKEN_ERROR_LOGIN_AGAIN, TRUE }, { FALSE, PARAFA_TOKEN_ERROR_SETTINGS, TRUE },
    { FALSE, PARAFA_TOKEN_ERROR_LATER, FALSE },      { FALSE, PARAFA_TOKEN_ERROR_INVALID, FALSE },
  };
  g_autoptr (GError) locked = g_error_new (PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_LOCKED, "l");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error =
          g_error_new (rows[i].http ? PARAFA_HTTP_ERROR : PARAFA_TOKEN_ERROR, rows[i].code, "x");

      g_test_message ("row %u", i);
      g_assert_cmpint (parafa_renewal_is_outcome_known (error), ==, rows[i].known);
    }
  g_assert_true (parafa_renewal_is_outcome_known (locked));
}

static gint64
begin (gint64 obtained_at_s, gint64 now_s)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_renewal_note_begin_async (ID, obtained_at_s, now_s, parafa_test_result_callback, result);
  return parafa_renewal_note_begin_finish (parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS));
}

static void
clear (void)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_renewal_note_clear_async (ID, parafa_test_result_callback, result);
  parafa_renewal_note_clear_finish (parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS));
}

/* What is left over says when the answer was lost, for this pair only */
static void
test_note (void)
{
  g_assert_cmpint (begin (NOW, NOW + 5), ==, -1);
  g_assert_cmpint (begin (NOW, NOW + 9), ==, NOW + 5);
  g_assert_cmpint (begin (NOW, NOW + 20), ==, NOW + 5);
  g_assert_cmpint (begin (NOW + 1, NOW + 30), ==, -1);
  g_assert_cmpint (begin (NOW + 1, NOW + 40), ==, NOW + 30);
  clear ();
  g_assert_cmpint (begin (NOW + 1, NOW + 50), ==, -1);
  clear ();
  clear ();
}

static void
test_damaged_note (void)
{
  static const char *const texts[] = { "",
                                       "\n",
                                       "1795500000",
                                       "x y",
                                       "1795500000 -5",
                                       "1795500000 5 6",
                                       "99999999999999999999999999 99999999999999999999999999" };
  g_autofree char *folder = g_build_filename (g_get_user_state_dir (), "parafa", "renewals", NULL);
  g_autofree char *path = g_build_filename (folder, ID, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_test_message ("text %u", i);
      g_assert_true (g_file_set_contents (path, texts[i], -1, NULL));
      g_assert_cmpint (begin (NOW, NOW + 5), ==, -1);
      g_assert_cmpint (begin (NOW, NOW + 6), ==, NOW + 5);
      clear ();
      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();

  g_setenv ("XDG_STATE_HOME", dir, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/renewal/due", test_due);
  g_test_add_func ("/session/renewal/retry", test_retry);
  g_test_add_func ("/session/renewal/outcome", test_outcome);
  g_test_add_func ("/session/renewal/note", test_note);
  g_test_add_func ("/session/renewal/damaged-note", test_damaged_note);
  return g_test_run ();
}
