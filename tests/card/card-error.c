/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-dial.h"
#include "parafa-pin-question.h"
#include "parafa-relay-error.h"

#include <gnutls/x509.h>

/* Each code has a name on the private connection, and comes back as itself */
static void
test_names (void)
{
  for (int code = PARAFA_CARD_ERROR_FAILED; code <= PARAFA_CARD_ERROR_PIN_NOT_SET; code++)
    {
      g_autoptr (GError) error = g_error_new_literal (PARAFA_CARD_ERROR, code, "reason");
      g_autofree char *name = g_dbus_error_encode_gerror (error);
      g_autoptr (GError) back = g_dbus_error_new_for_dbus_error (name, "reason");

      g_assert_true (g_str_has_prefix (name, "ro.parafa.Card1.Error."));
      g_assert_error (back, PARAFA_CARD_ERROR, code);
    }
}

static void
test_verification (void)
{
  const guint invalid = GNUTLS_CERT_INVALID;

  g_assert_cmpint (parafa_relay_error_from_verification (invalid | GNUTLS_CERT_SIGNER_NOT_FOUND),
                   ==, PARAFA_CARD_ERROR_UNTRUSTED);
  g_assert_cmpint (parafa_relay_error_from_verification (invalid | GNUTLS_CERT_EXPIRED), ==,
                   PARAFA_CARD_ERROR_SERVER_EXPIRED);
  g_assert_cmpint (parafa_relay_error_from_verification (invalid | GNUTLS_CERT_NOT_ACTIVATED), ==,
                   PARAFA_CARD_ERROR_SERVER_EXPIRED);
  g_assert_cmpint (parafa_relay_error_from_verification (invalid | GNUTLS_CERT_UNEXPECTED_OWNER),
                   ==, PARAFA_CARD_ERROR_WRONG_HOST);
  g_assert_cmpint (parafa_relay_error_from_verification (invalid | GNUTLS_CERT_EXPIRED |
                                                         GNUTLS_CERT_UNEXPECTED_OWNER),
                   ==, PARAFA_CARD_ERROR_SERVER_EXPIRED);
  g_assert_cmpint (parafa_relay_error_from_verification (invalid | GNUTLS_CERT_EXPIRED |
                                                         GNUTLS_CERT_SIGNER_NOT_FOUND),
                   ==, PARAFA_CARD_ERROR_UNTRUSTED);
  g_assert_cmpint (parafa_relay_error_from_verification (invalid | GNUTLS_CERT_PURPOSE_MISMATCH),
                   ==, PARAFA_CARD_ERROR_UNTRUSTED);
  g_assert_cmpint (parafa_relay_error_from_verification (invalid), ==, PARAFA_CARD_ERROR_UNTRUSTED);
}

static void
test_alerts (void)
{
  static const guint about_certificate[] = { 42, 43, 44, 45, 46, 48, 49, 116 };
  static const guint others[] = { 10, 20, 47, 50, 51, 70, 71, 80, 90, 112, 120 };

  for (guint i = 0; i < G_N_ELEMENTS (about_certificate); i++)
    g_assert_cmpint (parafa_relay_error_from_alert (about_certificate[i], FALSE), ==,
                     PARAFA_CARD_ERROR_CERTIFICATE_REFUSED);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_cmpint (parafa_relay_error_from_alert (others[i], TRUE), ==, PARAFA_CARD_ERROR_TLS);
  /* says everything and nothing: it depends */
  g_assert_cmpint (parafa_relay_error_from_alert (40, TRUE), ==,
                   PARAFA_CARD_ERROR_CERTIFICATE_REFUSED);
  g_assert_cmpint (parafa_relay_error_from_alert (40, FALSE), ==, PARAFA_CARD_ERROR_TLS);
}

static void
test_sockets (void)
{
  static const struct
  {
    int io;
    ParafaCardError card;
  } codes[] = {
    { G_IO_ERROR_TIMED_OUT, PARAFA_CARD_ERROR_NET_TIMEOUT },
    { G_IO_ERROR_CANCELLED, PARAFA_CARD_ERROR_CANCELLED },
    { G_IO_ERROR_CONNECTION_REFUSED, PARAFA_CARD_ERROR_UNREACHABLE },
    { G_IO_ERROR_HOST_UNREACHABLE, PARAFA_CARD_ERROR_UNREACHABLE },
    { G_IO_ERROR_PROXY_FAILED, PARAFA_CARD_ERROR_UNREACHABLE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr (GError) io = g_error_new_literal (G_IO_ERROR, codes[i].io, "x");
      g_autoptr (GError) card = parafa_relay_error_from_socket (io);

      g_assert_error (card, PARAFA_CARD_ERROR, (int) codes[i].card);
    }
}

static void
test_key_codes (void)
{
  g_assert_true (parafa_relay_error_is_of_key (GNUTLS_E_PKCS11_DEVICE_ERROR));
  g_assert_true (parafa_relay_error_is_of_key (GNUTLS_E_PKCS11_PIN_ERROR));
  g_assert_true (parafa_relay_error_is_of_key (GNUTLS_E_PK_SIGN_FAILED));
  g_assert_false (parafa_relay_error_is_of_key (GNUTLS_E_PULL_ERROR));
  g_assert_false (parafa_relay_error_is_of_key (GNUTLS_E_FATAL_ALERT_RECEIVED));
}

static void
test_loopback_names (void)
{
  g_assert_true (parafa_dial_is_loopback_name ("localhost"));
  g_assert_true (parafa_dial_is_loopback_name ("LOCALHOST"));
  g_assert_true (parafa_dial_is_loopback_name ("a.localhost"));
  g_assert_true (parafa_dial_is_loopback_name ("a.b.LocalHost"));
  g_assert_false (parafa_dial_is_loopback_name (""));
  g_assert_false (parafa_dial_is_loopback_name (".localhost"));
  g_assert_false (parafa_dial_is_loopback_name ("notlocalhost"));
  g_assert_false (parafa_dial_is_loopback_name ("localhost.example.test"));
  g_assert_false (parafa_dial_is_loopback_name ("a.localhost."));
  g_assert_false (parafa_dial_is_loopback_name ("127.0.0.1"));
}

/* --- questions --- */

static void
test_question_answered_once (void)
{
  g_autoptr (ParafaPinQuestions) questions = parafa_pin_questions_new (60000);
  g_autoptr (ParafaSecret) first = parafa_secret_new ("1111", -1);
  g_autoptr (ParafaSecret) second = parafa_secret_new ("2222", -1);
  g_autoptr (ParafaSecret) answer = NULL;
  guint id = parafa_pin_questions_open (questions);

  g_assert_cmpuint (id, !=, 0);
  parafa_pin_questions_answer (questions, id + 1, second);
  parafa_pin_questions_answer (questions, id, first);
  parafa_pin_questions_answer (questions, id, second);
  answer = parafa_pin_questions_wait (questions, id);
  g_assert_cmpstr (parafa_secret_get (answer), ==, "1111");
  /* late answers do not wait for the next question */
  parafa_pin_questions_answer (questions, id, second);
  g_assert_cmpuint (parafa_pin_questions_open (questions), !=, id);
}

static void
test_question_cancelled (void)
{
  g_autoptr (ParafaPinQuestions) questions = parafa_pin_questions_new (60000);
  guint id = parafa_pin_questions_open (questions);

  parafa_pin_questions_answer (questions, id, NULL);
  g_assert_null (parafa_pin_questions_wait (questions, id));
}

static void
test_question_left_open (void)
{
  g_autoptr (ParafaPinQuestions) questions = parafa_pin_questions_new (50);
  g_autoptr (ParafaSecret) late = parafa_secret_new ("1111", -1);
  guint id = parafa_pin_questions_open (questions);

  g_assert_null (parafa_pin_questions_wait (questions, id));
  parafa_pin_questions_answer (questions, id, late);
  g_assert_null (parafa_pin_questions_wait (questions, parafa_pin_questions_open (questions)));
}

static gpointer
stop (gpointer data)
{
  parafa_pin_questions_stop (data);
  return NULL;
}

static void
test_question_stopped (void)
{
  g_autoptr (ParafaPinQuestions) questions = parafa_pin_questions_new (600000);
  g_autoptr (ParafaSecret) pin = parafa_secret_new ("1111", -1);
  guint id = parafa_pin_questions_open (questions);
  GThread *thread = g_thread_new ("stop", stop, questions);

  g_assert_null (parafa_pin_questions_wait (questions, id));
  g_thread_join (thread);
  id = parafa_pin_questions_open (questions);
  parafa_pin_questions_answer (questions, id, pin);
  g_assert_null (parafa_pin_questions_wait (questions, id));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/card/error/names", test_names);
  g_test_add_func ("/card/error/verification", test_verification);
  g_test_add_func ("/card/error/alerts", test_alerts);
  g_test_add_func ("/card/error/sockets", test_sockets);
  g_test_add_func ("/card/error/key-codes", test_key_codes);
  g_test_add_func ("/card/dial/loopback-names", test_loopback_names);
  g_test_add_func ("/card/question/answered-once", test_question_answered_once);
  g_test_add_func ("/card/question/cancelled", test_question_cancelled);
  g_test_add_func ("/card/question/left-open", test_question_left_open);
  g_test_add_func ("/card/question/stopped", test_question_stopped);
  return g_test_run ();
}
