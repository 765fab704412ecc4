/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The PIN: one try for one press, none where it is known to fail. C_Login is counted in the driver. */

#include "test-card.h"

#include <glib/gstdio.h>

static TestWorld *world;

typedef struct
{
  TestCard *card;
  ParafaCertificate *certificate;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  test_world_reset (world);
  self->card = test_card_new ();
  self->certificate = test_card_find (self->card, world->rsa);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_object (&self->certificate);
  test_card_free (self->card);
}

static void
assert_unlock_fails (Fixture *self, const char *pin, ParafaCardError code, ParafaPinState *state)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (test_card_unlock (self->card, self->certificate, pin, state, &error));
  g_assert_error (error, PARAFA_CARD_ERROR, (int) code);
  if (pin != NULL && *pin != '\0')
    g_assert_null (strstr (error->message, pin));
}

static void
test_right_pin (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  ParafaPinState state;

  g_assert_true (test_card_unlock (self->card, self->certificate, TEST_PIN, &state, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (state.flags, ==, 0);
  g_assert_cmpint (state.tries_left, ==, -1);
  test_card_end (self->card);
  g_assert_cmpuint (test_world_count (world, "C_Login 6 0x0"), ==, 1);
  g_assert_cmpuint (test_world_count (world, "C_Login"), ==, 1);
  g_assert_cmpuint (test_world_count (world, "C_Logout 0x0"), ==, 1);
}

static void
test_wrong_then_right (Fixture *self, gconstpointer data)
{
  ParafaPinState state;

  assert_unlock_fails (self, "000000", PARAFA_CARD_ERROR_PIN_WRONG, &state);
  g_assert_cmpuint (state.flags, ==, PARAFA_PIN_COUNT_LOW);
  g_assert_cmpint (state.tries_left, ==, -1);
  assert_unlock_fails (self, "111111", PARAFA_CARD_ERROR_PIN_WRONG, &state);
  g_assert_cmpuint (state.flags, ==, PARAFA_PIN_COUNT_LOW | PARAFA_PIN_FINAL_TRY);
  g_assert_cmpint (state.tries_left, ==, 1);
  g_assert_true (test_card_unlock (self->card, self->certificate, TEST_PIN, &state, NULL));
  g_assert_cmpuint (test_world_count (world, "C_Login"), ==, 3);
}

static void
test_third_wrong_locks (Fixture *self, gconstpointer data)
{
  ParafaPinState state;

  assert_unlock_fails (self, "000000", PARAFA_CARD_ERROR_PIN_WRONG, &state);
  assert_unlock_fails (self, "111111", PARAFA_CARD_ERROR_PIN_WRONG, &state);
  assert_unlock_fails (self, "222222", PARAFA_CARD_ERROR_PIN_LOCKED, &state);
  g_assert_cmpuint (state.flags & PARAFA_PIN_LOCKED, !=, 0);
  g_assert_cmpint (state.tries_left, ==, 0);
  /* and then nothing reaches the token any more, not even the right one */
  assert_unlock_fails (self, TEST_PIN, PARAFA_CARD_ERROR_PIN_LOCKED, &state);
  g_assert_cmpint (state.tries_left, ==, 0);
  g_assert_cmpuint (test_world_count (world, "C_Login"), ==, 3);
}

static void
test_length_costs_no_try (Fixture *self, gconstpointer data)
{
  g_autofree char *endless = g_strnfill (300, '7');
  ParafaPinState state;

  assert_unlock_fails (self, "", PARAFA_CARD_ERROR_PIN_LENGTH, &state);
  assert_unlock_fails (self, "123", PARAFA_CARD_ERROR_PIN_LENGTH, &state);
  assert_unlock_fails (self, endless, PARAFA_CARD_ERROR_PIN_LENGTH, &state);
  assert_unlock_fails (self, NULL, PARAFA_CARD_ERROR_PIN_NEEDED, &state);
  g_assert_cmpuint (test_world_count (world, "C_Login"), ==, 0);
}

static void
test_read_state (Fixture *self, gconstpointer data)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GError) error = NULL;
  ParafaPinState state;

  g_file_set_contents (world->tries_file, "2", -1, &error);
  g_assert_no_error (error);
  parafa_card_read_pin_state_async (self->card->card, self->certificate, NULL,
                                    parafa_test_result_callback, result);
  g_assert_true (
      parafa_card_read_pin_state_finish (self->card->card,
                                         parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                         &state, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (state.flags, ==, PARAFA_PIN_COUNT_LOW | PARAFA_PIN_FINAL_TRY);
  g_assert_cmpint (state.tries_left, ==, 1);
  g_assert_cmpuint (test_world_count (world, "C_Login"), ==, 0);
}

static void
test_pulled_out (Fixture *self, gconstpointer data)
{
  ParafaPinState state;
  g_autoptr (GError) error = NULL;

  g_file_set_contents (world->gone_file, "", -1, &error);
  g_assert_no_error (error);
  assert_unlock_fails (self, TEST_PIN, PARAFA_CARD_ERROR_TOKEN_GONE, &state);
  g_assert_cmpuint (test_world_count (world, "C_Login"), ==, 0);
  /* put back, it works again */
  g_remove (world->gone_file);
  g_assert_true (test_card_unlock (self->card, self->certificate, TEST_PIN, &state, &error));
}

/* The answers of C_Login that a person has to be told apart */
static void
test_answers (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *rv;
    ParafaCardError code;
  } answers[] = {
    { "0xa0", PARAFA_CARD_ERROR_PIN_WRONG },  { "0xa1", PARAFA_CARD_ERROR_PIN_LENGTH },
    { "0xa2", PARAFA_CARD_ERROR_PIN_LENGTH }, { "0xa3", PARAFA_CARD_ERROR_PIN_EXPIRED },
    { "0xa4", PARAFA_CARD_ERROR_PIN_LOCKED }, { "0x32", PARAFA_CARD_ERROR_TOKEN_GONE },
    { "0xe0", PARAFA_CARD_ERROR_TOKEN_GONE }, { "0x50", PARAFA_CARD_ERROR_CANCELLED },
    { "0x5", PARAFA_CARD_ERROR_FAILED },      { "0x102", PARAFA_CARD_ERROR_PIN_NOT_SET },
  };
  ParafaPinState state;

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      /* the driver lives in the process, which reads its environment at its start */
      test_card_end (self->card);
      g_setenv ("TEST_PKCS11_LOGIN_RV", answers[i].rv, TRUE);
      assert_unlock_fails (self, TEST_PIN, answers[i].code, &state);
    }
  g_assert_cmpuint (test_world_count (world, "C_Login"), ==, G_N_ELEMENTS (answers));
}

static void
test_reader_with_keys (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  ParafaPinState state;

  test_card_end (self->card);
  g_setenv ("TEST_PKCS11_PAD", "1", TRUE);
  g_setenv ("TEST_PKCS11_PAD_PIN", TEST_PIN, TRUE);
  g_assert_true (test_card_unlock (self->card, self->certificate, NULL, &state, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (state.flags, ==, PARAFA_PIN_PAD);
  /* GnuTLS logs in by itself to such readers, and is told "already" */
  g_assert_cmpuint (test_world_count (world, "C_Login 0 0x0"), ==, 1);
  g_assert_cmpuint (test_world_count (world, "C_Login 0 0x100"), ==, 1);
  g_assert_cmpuint (test_world_count (world, "C_Login"), ==, 2);
}

/* A token that is logged in takes any PIN: the second unlock must not pass with a wrong one */
static void
test_unlock_again_checks_again (Fixture *self, gconstpointer data)
{
  ParafaPinState state;

  g_assert_true (test_card_unlock (self->card, self->certificate, TEST_PIN, &state, NULL));
  assert_unlock_fails (self, "000000", PARAFA_CARD_ERROR_PIN_WRONG, &state);
  g_assert_cmpuint (test_world_count (world, "C_Login"), ==, 2);
  g_assert_cmpuint (test_world_count (world, "C_Logout 0x0"), ==, 1);
}

static void
test_key_missing (Fixture *self, gconstpointer data)
{
  const TestCertSpec spec = { .purpose = TEST_PERSON, .name = "Fără Cheie" };
  g_autoptr (TestCert) cert = test_cert_new (&spec, world->sub);
  g_autoptr (ParafaCertificate) certificate = NULL;
  g_autoptr (GError) error = NULL;
  ParafaPinState state;

  test_card_end (self->card);
  test_world_put (world, TEST_TOKEN, "Fără", cert, "77", FALSE);
  certificate = test_card_find (self->card, cert);
  g_assert_false (test_card_unlock (self->card, certificate, TEST_PIN, &state, &error));
  g_assert_error (error, PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_KEY_MISSING);
  test_card_end (self->card);
  /* the login is not left open behind a failure */
  g_assert_cmpuint (test_world_count (world, "C_Logout 0x0"), ==, 1);
}

/* A certificate under the id of another one's key */
static void
test_key_of_another (Fixture *self, gconstpointer data)
{
  const TestCertSpec spec = { .purpose = TEST_PERSON, .name = "Altă Cheie" };
  g_autoptr (TestCert) cert = test_cert_new (&spec, world->sub);
  g_autoptr (ParafaCertificate) certificate = NULL;
  g_autoptr (GError) error = NULL;
  ParafaPinState state;

  test_card_end (self->card);
  test_world_put (world, TEST_TOKEN, "Altă", cert, "01", FALSE);
  certificate = test_card_find (self->card, cert);
  g_assert_false (test_card_unlock (self->card, certificate, TEST_PIN, &state, &error));
  g_assert_error (error, PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_KEY_MISSING);
}

static void
test_file_needs_no_pin (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaCertificate) certificate =
      test_card_open (self->card, world->rsa_p12, TEST_P12_PASSWORD, &error);
  ParafaPinState state;

  g_assert_no_error (error);
  g_assert_cmpstr (parafa_certificate_get_holder (certificate), ==, "Ion Țuțuianu");
  g_assert_cmpstr (parafa_certificate_get_place (certificate)->file, ==, world->rsa_p12);
  g_assert_null (parafa_certificate_get_place (certificate)->uri);
  g_assert_true (test_card_unlock (self->card, certificate, NULL, &state, &error));
  g_assert_cmpuint (state.flags, ==, PARAFA_PIN_NOT_NEEDED);
}

static void
assert_open_fails (Fixture *self, const char *path, const char *password, ParafaCardError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (test_card_open (self->card, path, password, &error));
  g_assert_error (error, PARAFA_CARD_ERROR, (int) code);
}

static void
test_files_that_fail (Fixture *self, gconstpointer data)
{
  g_autofree char *absent = g_build_filename (world->dir, "absent.p12", NULL);
  g_autofree char *empty = parafa_test_write_file (world->dir, "empty.p12", "");
  g_autofree char *text = parafa_test_write_file (world->dir, "text.p12", "no PKCS#12");

  assert_open_fails (self, world->rsa_p12, "wrong", PARAFA_CARD_ERROR_FILE_PASSWORD);
  assert_open_fails (self, world->rsa_p12, "", PARAFA_CARD_ERROR_FILE_PASSWORD);
  assert_open_fails (self, world->rsa_p12, NULL, PARAFA_CARD_ERROR_FILE_PASSWORD);
  assert_open_fails (self, absent, "x", PARAFA_CARD_ERROR_FILE);
  assert_open_fails (self, empty, "x", PARAFA_CARD_ERROR_FILE);
  assert_open_fails (self, text, "x", PARAFA_CARD_ERROR_FILE);
  assert_open_fails (self, world->rsa_p12 != NULL ? world->dir : "", "x", PARAFA_CARD_ERROR_FILE);
}

static void
test_files_of_openssl (Fixture *self, gconstpointer data)
{
  static const char *const kinds[] = { "-descert", "-legacy", "-nomac" };
  g_autofree char *cert = test_cert_write (world->ec, world->dir, "o");
  g_autofree char *key = test_cert_write_key (world->ec, world->dir, "o");
  g_autofree char *file = g_build_filename (world->dir, "openssl.p12", NULL);
  g_autofree char *preloaded = g_strdup (g_getenv ("LD_PRELOAD"));

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (ParafaCertificate) certificate = NULL;
      const char *const arguments[] = { "openssl", "pkcs12", "-export", "-inkey", key,
                                        "-in",     cert,     "-out",    file,     "-passout",
                                        "pass:",   kinds[i], NULL };

      g_unsetenv ("LD_PRELOAD");
      test_world_run (arguments);
      g_setenv ("LD_PRELOAD", preloaded, TRUE);
      certificate = test_card_open (self->card, file, "", &error);
      g_assert_no_error (error);
      g_assert_cmpstr (parafa_certificate_get_holder (certificate), ==, "Maria Ionescu");
    }
}

/* Pressed twice: one try */
static void
test_two_at_once (Fixture *self, gconstpointer data)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (ParafaSecret) pin = parafa_secret_new (TEST_PIN, -1);
  ParafaPinState state;

  parafa_card_unlock_async (self->card->card, self->certificate, pin, NULL,
                            parafa_test_result_callback, result);
  assert_unlock_fails (self, "000000", PARAFA_CARD_ERROR_FAILED, &state);
  g_assert_true (parafa_card_unlock_finish (self->card->card,
                                            parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                            &state, NULL));
  g_assert_cmpuint (test_world_count (world, "C_Login"), ==, 1);
}

/* Cancelled while the token thinks: its login must not outlive the process' last words */
static void
test_end_while_unlocking (Fixture *self, gconstpointer data)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (ParafaSecret) pin = parafa_secret_new (TEST_PIN, -1);
  g_autoptr (GError) error = NULL;

  test_card_end (self->card);
  g_setenv ("TEST_PKCS11_SLOW_MS", "700", TRUE);
  g_clear_object (&self->certificate);
  self->certificate = test_card_find (self->card, world->rsa);
  parafa_card_unlock_async (self->card->card, self->certificate, pin, NULL,
                            parafa_test_result_callback, result);
  g_assert_false (parafa_test_poll_until (parafa_test_is_set, &self->card->question_token, 200));
  test_card_end (self->card);
  parafa_card_unlock_finish (self->card->card,
                             parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS), NULL, &error);
  g_assert_cmpuint (test_world_count (world, "C_Login 6 0x0"), ==, 1);
  g_assert_cmpuint (test_world_count (world, "C_Logout 0x0"), ==, 1);
}

#define ADD(path, function)                                                                        \
  g_test_add ("/card/unlock/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  world = test_world_new ();
  ADD ("right", test_right_pin);
  ADD ("wrong-then-right", test_wrong_then_right);
  ADD ("third-wrong-locks", test_third_wrong_locks);
  ADD ("length-costs-no-try", test_length_costs_no_try);
  ADD ("read-state", test_read_state);
  ADD ("pulled-out", test_pulled_out);
  ADD ("answers", test_answers);
  ADD ("reader-with-keys", test_reader_with_keys);
  ADD ("again-checks-again", test_unlock_again_checks_again);
  ADD ("end-meanwhile", test_end_while_unlocking);
  ADD ("two-at-once", test_two_at_once);
  ADD ("key-missing", test_key_missing);
  ADD ("key-of-another", test_key_of_another);
  ADD ("file-needs-no-pin", test_file_needs_no_pin);
  ADD ("files-that-fail", test_files_that_fail);
  ADD ("files-of-openssl", test_files_of_openssl);
  status = g_test_run ();
  test_world_free (world);
  return status;
}
