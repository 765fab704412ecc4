/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The troubles that tokens, PINs and TLS are known to make, each produced with the real card process,
 * relay, practice server and keyring, and what the person reads about it. One row each, so that it can be
 * seen what is covered. In Romanian the same rows check that the sentences are there. */

#include "session-shim.h"
#include "session-test.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#include "parafa-config.h"
#include "parafa-error-text-private.h"
#include "parafa-pin-text.h"

#define HOLDER "Daria Stânceanu"
#define EC_HOLDER "Matei Văleanu"
#define EC_384_HOLDER "Ilinca Mogoșan"
#define SIGNER "Semnatar Două Pinuri"
#define FLAGS "TEST_PKCS11_MORE_FLAGS"

/* How far a login goes */
typedef enum
{
  AT_PIN,     /* to the question: what stands above the entry */
  AFTER_PIN,  /* one PIN is sent: what the token answered */
  TO_PROBLEM, /* to a problem */
  TO_END,     /* to the end: it works */
} Reach;

typedef struct
{
  const char *trouble;  /* as it is known */
  const char *variable; /* (nullable): of the driver, and its value */
  const char *value;
  int wrong_tries;   /* typed before, elsewhere; -1: the token does not count */
  const char *style; /* (nullable): how the gate asks for the certificate */
  const char *holder;
  const char *pin;
  Reach reach;
  ParafaLoginProblem problem;
  const char *sentence; /* a part of what is read, English */
} Trouble;

static const Trouble troubles[] = {
  /* tries: what the token says, before the PIN is typed */
  { "count low", NULL, NULL, 1, NULL, HOLDER, NULL, AT_PIN, 0,
    "A wrong PIN was typed at least once" },
  { "final try", NULL, NULL, 2, NULL, HOLDER, NULL, AT_PIN, 0, "This is the last try" },
  { "locked", NULL, NULL, 3, NULL, HOLDER, NULL, TO_PROBLEM, PARAFA_LOGIN_PROBLEM_PIN_LOCKED,
    "Find the PUK" },
  { "locked by this PIN", NULL, NULL, 2, NULL, HOLDER, "000000", TO_PROBLEM,
    PARAFA_LOGIN_PROBLEM_PIN_LOCKED, "Unlock the token with the PUK in the program" },
  { "wrong, tries left unknown", NULL, NULL, 0, NULL, HOLDER, "000000", AFTER_PIN,
    PARAFA_LOGIN_PROBLEM_PIN_WRONG, "The token does not say how many tries are left." },
  { "wrong, the next is the last", NULL, NULL, 1, NULL, HOLDER, "000000", AFTER_PIN,
    PARAFA_LOGIN_PROBLEM_PIN_WRONG, "The PIN was wrong. This is the last try" },
  /* a driver that sets no flags: no count is invented */
  { "flags are hints", "TEST_PKCS11_LOGIN_RV", "0xa0", -1, NULL, HOLDER, "000000", AFTER_PIN,
    PARAFA_LOGIN_PROBLEM_PIN_WRONG, "The PIN was wrong" },
  { "locked, without a flag", "TEST_PKCS11_LOGIN_RV", "0xa4", -1, NULL, HOLDER, "000000",
    TO_PROBLEM, PARAFA_LOGIN_PROBLEM_PIN_LOCKED, "Too many wrong PINs were typed" },
  { "PIN to be changed", FLAGS, "0x80000", 0, NULL, HOLDER, NULL, AT_PIN, 0,
    "The PIN has to be changed" },
  { "PIN expired", "TEST_PKCS11_LOGIN_RV", "0xa3", 0, NULL, HOLDER, SESSION_TEST_PIN, TO_PROBLEM,
    PARAFA_LOGIN_PROBLEM_PIN_EXPIRED, "Change the PIN in the program" },
  { "PIN not set, flag", "TEST_PKCS11_LESS_FLAGS", "0x8", 0, NULL, HOLDER, NULL, AT_PIN, 0,
    "The token says that it has no PIN yet" },
  { "PIN not set, answer", "TEST_PKCS11_LOGIN_RV", "0x102", 0, NULL, HOLDER, SESSION_TEST_PIN,
    TO_PROBLEM, PARAFA_LOGIN_PROBLEM_PIN_NOT_SET, "Set a PIN in the program" },
  { "PIN refused for its form", "TEST_PKCS11_LOGIN_RV", "0xa2", 0, NULL, HOLDER, SESSION_TEST_PIN,
    AFTER_PIN, PARAFA_LOGIN_PROBLEM_PIN_LENGTH, "The PIN is too short or too long for this token" },
  /* readers with keys of their own */
  { "PIN pad", "TEST_PKCS11_PAD", "1", 0, NULL, HOLDER, NULL, AT_PIN, 0,
    "Your reader has keys of its own" },
  { "PIN pad, cancelled there", "TEST_PKCS11_PAD", "1", 0, NULL, HOLDER, "", AFTER_PIN,
    PARAFA_LOGIN_PROBLEM_QUESTION_LEFT_OPEN, "Nothing was typed on the reader" },
  /* two PINs on one device */
  { "second PIN for signatures", "TEST_PKCS11_ONE_DEVICE", "1", 0, NULL, SIGNER, NULL, AT_PIN, 0,
    "This key wants the token’s PIN for signatures" },
  { "first PIN of two", "TEST_PKCS11_ONE_DEVICE", "1", 0, NULL, HOLDER, NULL, AT_PIN, 0,
    "not the one for signatures" },
  /* the key */
  { "token without RSA-PSS, server with both", "TEST_PKCS11_NO_PSS", "1", 0, "renegotiate", HOLDER,
    SESSION_TEST_PIN, TO_END, 0, NULL },
  { "token without RSA-PSS, server with TLS 1.3 only", "TEST_PKCS11_NO_PSS", "1", 0, "first-1.3",
    HOLDER, SESSION_TEST_PIN, TO_PROBLEM, PARAFA_LOGIN_PROBLEM_NO_PSS,
    "a newer kind of signature (RSA-PSS)" },
  { "token signs only with the maker’s driver", "TEST_PKCS11_SIGN_RV", "0x6", 0, "renegotiate",
    HOLDER, SESSION_TEST_PIN, TO_PROBLEM, PARAFA_LOGIN_PROBLEM_SIGN,
    "use its own driver instead of OpenSC" },
  { "EC key, P-256", NULL, NULL, 0, "first-1.3", EC_HOLDER, SESSION_TEST_PIN, TO_END, 0, NULL },
  { "EC key, P-384", NULL, NULL, 0, "renegotiate", EC_384_HOLDER, SESSION_TEST_PIN, TO_END, 0,
    NULL },
  /* pulled out */
  { "pulled out at the PIN", "TEST_PKCS11_GONE_AT", "C_Login", 0, NULL, HOLDER, SESSION_TEST_PIN,
    TO_PROBLEM, PARAFA_LOGIN_PROBLEM_TOKEN_GONE, "Put the token in again" },
  { "pulled out during the signature", "TEST_PKCS11_GONE_AT", "C_Sign", 0, "renegotiate", HOLDER,
    SESSION_TEST_PIN, TO_PROBLEM, PARAFA_LOGIN_PROBLEM_TOKEN_GONE,
    "and the login goes on with the PIN" },
  /* the driver */
  { "driver crashes at the PIN", "TEST_PKCS11_ABORT_AT", "C_Login", 0, NULL, HOLDER,
    SESSION_TEST_PIN, TO_PROBLEM, PARAFA_LOGIN_PROBLEM_CARD_PROCESS,
    "Parafa never tries a PIN a second time." },
  { "another program holds the reader", "TEST_PKCS11_LOGIN_RV", "0x30", 0, NULL, HOLDER,
    SESSION_TEST_PIN, TO_PROBLEM, PARAFA_LOGIN_PROBLEM_CARD_PROCESS,
    "Take the token out, put it in again and try once more" },
};

static ParafaSession *session;
static ParafaAccount *account;

static gboolean
is_romanian (void)
{
  return g_strcmp0 (g_getenv ("LANGUAGE"), "ro") == 0;
}

/* Everything the sheet shows at this moment about the PIN or the problem */
static char *
read_words (SessionTestLogin *login, Reach reach)
{
  ParafaLoginProblem problem = parafa_login_flow_get_problem (login->flow);
  ParafaPinState state = parafa_login_flow_get_pin_state (login->flow);
  ParafaCertificate *certificate = parafa_login_flow_get_certificate (login->flow);
  ParafaPinKind kind =
      parafa_pin_kind_guess (certificate, parafa_login_flow_get_certificates (login->flow));
  g_auto (ParafaPinNotice) notice = { NULL };
  g_autofree char *words = NULL;
  g_autofree char *remedies = NULL;
  const ParafaErrorText *text = NULL;

  if (reach == TO_PROBLEM)
    {
      text = parafa_error_text_for_step (problem, parafa_login_flow_get_step (login->flow));
      remedies = g_strjoinv ("\n", (char **) text->remedies);
      return g_strjoin ("\n", text->title, text->text, remedies, NULL);
    }
  parafa_pin_text_get_notice (PARAFA_PIN_QUESTION_UNLOCK, state,
                              problem == PARAFA_LOGIN_PROBLEM_PIN_WRONG ? PARAFA_PIN_ANSWER_WRONG
                              : problem == PARAFA_LOGIN_PROBLEM_PIN_LENGTH
                                  ? PARAFA_PIN_ANSWER_LENGTH
                              : problem == PARAFA_LOGIN_PROBLEM_QUESTION_LEFT_OPEN
                                  ? PARAFA_PIN_ANSWER_CANCELLED
                                  : PARAFA_PIN_ANSWER_NONE,
                              &notice);
  words = parafa_pin_text_words (PARAFA_PIN_QUESTION_UNLOCK, kind, state.flags, certificate);
  return g_strjoin ("\n", notice.title != NULL ? notice.title : "",
                    notice.text != NULL ? notice.text : "", words, NULL);
}

static void
assert_said (SessionTestLogin *login, const Trouble *trouble)
{
  g_autofree char *words = read_words (login, trouble->reach);

  g_test_message ("%s", words);
  if (trouble->sentence == NULL)
    return;
  if (is_romanian ())
    {
      g_assert_null (strstr (words, trouble->sentence));
      g_assert_null (strchr (words, '%'));
    }
  else
    g_assert_nonnull (strstr (words, trouble->sentence));
}

static void
type (SessionTestLogin *login, const Trouble *trouble)
{
  /* on a reader with keys of its own nothing is typed here */
  if (*trouble->pin == '\0')
    parafa_login_flow_unlock (login->flow, NULL);
  else
    session_test_login_type (login, trouble->pin);
}

static void
prepare (const Trouble *trouble)
{
  g_autofree char *line = g_strdup_printf ("{\"do\":\"set\",\"tls_style\":\"%s\"}",
                                           trouble->style != NULL ? trouble->style : "renegotiate");

  session_shim_reset ();
  session_test_command (session, line);
  if (trouble->variable != NULL)
    session_shim_set (trouble->variable, trouble->value);
  if (trouble->wrong_tries > 0)
    session_shim_set_wrong_tries ((guint) trouble->wrong_tries);
  /* a reader on which "cancel" is pressed */
  if (trouble->pin != NULL && *trouble->pin == '\0')
    session_shim_set ("TEST_PKCS11_LOGIN_RV", "0x50");
}

static void
test_trouble (gconstpointer data)
{
  const Trouble *trouble = data;
  g_autoptr (SessionTestLogin) login = NULL;
  guint n_logins = 0;

  prepare (trouble);
  login = session_test_login_new (session, account);
  session_test_login_start (login);
  session_test_login_choose (login, trouble->holder);
  session_test_login_wait_idle (login);
  if (trouble->pin != NULL)
    type (login, trouble);
  if (trouble->reach == TO_END)
    session_test_login_wait_step (login, PARAFA_LOGIN_DONE);
  else
    {
      session_test_login_wait_problem (login, trouble->problem);
      session_test_login_wait_idle (login);
    }
  assert_said (login, trouble);
  /* what happened, happened once: no PIN goes to the token that nobody typed */
  n_logins = session_shim_count ("C_Login");
  g_assert_cmpuint (n_logins, <=, trouble->pin != NULL ? 1 : 0);
}

/* A key in the second slot is opened with that slot's PIN, and the first one's is not touched */
static void
test_second_pin_goes_to_its_slot (void)
{
  g_autoptr (SessionTestLogin) login = NULL;

  session_shim_reset ();
  session_shim_set ("TEST_PKCS11_ONE_DEVICE", "1");
  login = session_test_login_new (session, account);
  session_test_login_start (login);
  session_test_login_choose (login, SIGNER);
  session_test_login_wait_step (login, PARAFA_LOGIN_PIN);
  session_test_login_type (login, "77665544");
  session_test_login_wait_step (login, PARAFA_LOGIN_DONE);
  g_assert_cmpuint (session_shim_count ("C_Login 8 0x0"), ==, 1);
  g_assert_cmpuint (session_shim_count ("C_Login"), ==, 1);
}

/* What cannot be produced here, and why; so that the list is whole */
static void
test_not_produced (void)
{
  const char *const others[] = {
    "wrong PIN padding of some cards: needs the card (OpenSC#3488)",
    "readers held by gpg-agent: above as CKR_DEVICE_ERROR; the check-up names the cause",
    "pcscd absent: shown as no certificate, with the service named",
    "a driver that hangs while listing: card-list, ui of the check-up",
  };
  const ParafaErrorText *text =
      parafa_error_text_for_problem (PARAFA_LOGIN_PROBLEM_NO_CERTIFICATES);

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    g_test_message ("%s", others[i]);
  g_assert_nonnull (strstr (text->remedies[2], "pcscd"));
}

static void
put_with_two_pins (void)
{
  session_test_add_token ("Card (PIN2)", "77665544");
  session_test_put_on ("Card (PIN2)", "77665544", "signer", "04");
}

int
main (int argc, char **argv)
{
  ParafaTestKeyring *keyring = NULL;
  g_autoptr (ParafaClock) clock = parafa_clock_new_system ();
  g_autoptr (GError) error = NULL;
  int status = 0;

  parafa_test_set_locale ();
  bindtextdomain (GETTEXT_PACKAGE, PARAFA_BUILDDIR "/po");
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  keyring = parafa_test_keyring_new (PARAFA_TEST_KEYRING_UNLOCKED);
  g_test_init (&argc, &argv, NULL);
  session_test_make_token (SESSION_TEST_PIN);
  session_test_issue ("rsa", HOLDER, "rsa", "authentication");
  session_test_issue ("ec", EC_HOLDER, "ec", "authentication");
  session_test_issue ("ec384", EC_384_HOLDER, "ec384", "authentication");
  session_test_issue ("signer", SIGNER, "ec", "authentication");
  session_test_put ("rsa", "01");
  session_test_put ("ec", "02");
  session_test_put ("ec384", "03");
  put_with_two_pins ();
  session_shim_prepare ();
  session = session_test_open (clock, &error);
  g_assert_no_error (error);
  account = session_test_practise (session, &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (troubles); i++)
    {
      g_autofree char *path = g_strconcat ("/ui/login-troubles/", troubles[i].trouble, NULL);

      g_test_add_data_func (path, &troubles[i], test_trouble);
    }
  g_test_add_func ("/ui/login-troubles/second PIN goes to its slot",
                   test_second_pin_goes_to_its_slot);
  g_test_add_func ("/ui/login-troubles/not produced", test_not_produced);
  status = g_test_run ();
  session_test_release (session);
  g_assert_finalize_object (account);
  parafa_test_keyring_free (keyring);
  return status;
}
