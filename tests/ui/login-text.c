/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "login-fakes.h"

#include "parafa-application-check.h"
#include "parafa-certificate-text.h"
#include "parafa-login-words.h"
#include "parafa-web-page.h"

/* The words of the login that need no window: certificates, checks of what is typed, steps */

#define NBSP "\xc2\xa0"

static ParafaCertificate *
make (const char *holder, guint serial, int begins_in_days, int ends_in_days, const char *usage)
{
  return fake_certificate_new (holder, "SigiliuCert CA G3", serial,
                               FAKE_NOW + begins_in_days * FAKE_DAY,
                               FAKE_NOW + ends_in_days * FAKE_DAY, usage, "BALTEANU R.");
}

static void
test_validity (void)
{
  g_autoptr (ParafaCertificate) usable = make ("Ana Codru", 0x10e1079e, -21, 700, NULL);
  g_autoptr (ParafaCertificate) expired = make ("Ana Codru", 2, -700, -12, NULL);
  g_autoptr (ParafaCertificate) early = make ("Ana Codru", 3, 5, 700, NULL);
  g_autoptr (ParafaCertificate) signing = make ("Ana Codru", 4, -1, 700, "critical,nonRepudiation");
  g_autofree char *usable_words = parafa_certificate_text_validity (usable, FAKE_NOW);
  g_autofree char *expired_words = parafa_certificate_text_validity (expired, FAKE_NOW);
  g_autofree char *early_words = parafa_certificate_text_validity (early, FAKE_NOW);
  g_autofree char *signing_words = parafa_certificate_text_validity (signing, FAKE_NOW);

  g_assert_cmpstr (usable_words, ==,
                   "Issued on 3" NBSP "November" NBSP "2026, valid until 24" NBSP "October" NBSP
                   "2028");
  g_assert_cmpstr (expired_words, ==,
                   "Expired on 12" NBSP "November" NBSP "2026; it cannot be used any more");
  g_assert_cmpstr (early_words, ==, "Can be used from 29" NBSP "November" NBSP "2026 on");
  g_assert_cmpstr (signing_words, ==, "Only for signatures; it does not open ANAF");
}

static void
test_origin_and_place (void)
{
  g_autoptr (ParafaCertificate) certificate = make ("Ana Codru", 0x34e1079e, -1, 700, NULL);
  g_autofree char *origin = parafa_certificate_text_origin (certificate);
  g_autofree char *place = parafa_certificate_text_place (certificate);

  g_assert_cmpstr (origin, ==, "SigiliuCert CA G3 · serial …e1:07:9e");
  g_assert_cmpstr (place, ==, "Token “BALTEANU R.”");
}

static void
test_renewed_pair (void)
{
  g_autoptr (GListStore) list = g_list_store_new (PARAFA_TYPE_CERTIFICATE);
  g_autoptr (ParafaCertificate) fresh = make ("Ana Codru", 1, -21, 700, NULL);
  g_autoptr (ParafaCertificate) old = make ("Ana Codru", 2, -700, -12, NULL);
  g_autoptr (ParafaCertificate) signing = make ("Ana Codru", 3, -1, 700, "critical,nonRepudiation");
  g_autoptr (ParafaCertificate) other = make ("Ion Salcie", 4, -1, 700, NULL);
  g_autofree char *title = NULL;
  GListModel *model = G_LIST_MODEL (list);

  g_list_store_append (list, fresh);
  g_list_store_append (list, signing);
  g_list_store_append (list, other);
  /* one for signatures does not make the other an old one */
  g_assert_cmpint (parafa_certificate_text_get_age (fresh, model, FAKE_NOW), ==,
                   PARAFA_CERTIFICATE_ONLY);
  g_list_store_append (list, old);
  g_assert_cmpint (parafa_certificate_text_get_age (fresh, model, FAKE_NOW), ==,
                   PARAFA_CERTIFICATE_NEW);
  g_assert_cmpint (parafa_certificate_text_get_age (old, model, FAKE_NOW), ==,
                   PARAFA_CERTIFICATE_OLD);
  g_assert_cmpint (parafa_certificate_text_get_age (signing, model, FAKE_NOW), ==,
                   PARAFA_CERTIFICATE_ONLY);
  g_assert_cmpint (parafa_certificate_text_get_age (other, model, FAKE_NOW), ==,
                   PARAFA_CERTIFICATE_ONLY);
  title = parafa_certificate_text_title (fresh, PARAFA_CERTIFICATE_NEW);
  g_assert_cmpstr (title, ==, "Ana Codru · the new one");
}

/* the same certificate on two drivers is not a renewed pair */
static void
test_seen_twice (void)
{
  g_autoptr (GListStore) list = g_list_store_new (PARAFA_TYPE_CERTIFICATE);
  g_autoptr (ParafaCertificate) one = make ("Ana Codru", 7, -21, 700, NULL);
  g_autoptr (ParafaCertificate) again = make ("Ana Codru", 7, -21, 700, NULL);

  g_list_store_append (list, one);
  g_list_store_append (list, again);
  g_assert_cmpint (parafa_certificate_text_get_age (one, G_LIST_MODEL (list), FAKE_NOW), ==,
                   PARAFA_CERTIFICATE_ONLY);
}

#define HEX48 "0123456789abcdef0123456789abcdef0123456789abcdef"
#define HEX64 HEX48 "0123456789abcdef"

static void
test_client_id (void)
{
  const struct
  {
    const char *text;
    ParafaCheck check;
  } cases[] = {
    { "", PARAFA_CHECK_EMPTY },           { HEX48, PARAFA_CHECK_GOOD },
    { HEX64, PARAFA_CHECK_DOUBTFUL },     { "abc", PARAFA_CHECK_DOUBTFUL },
    { HEX48 "0", PARAFA_CHECK_DOUBTFUL }, { "has blank", PARAFA_CHECK_WRONG },
    { "diacritică", PARAFA_CHECK_WRONG }, { "line\nend", PARAFA_CHECK_WRONG },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *words = NULL;

      g_assert_cmpint (parafa_application_check_client_id (cases[i].text, &words), ==,
                       cases[i].check);
      /* whoever is stopped or doubted is told why */
      if (cases[i].check >= PARAFA_CHECK_DOUBTFUL)
        g_assert_cmpstr (words, !=, "");
      else
        g_assert_cmpstr (words, ==, "");
    }
}

static void
test_client_secret (void)
{
  const struct
  {
    const char *text;
    ParafaCheck check;
  } cases[] = {
    { "", PARAFA_CHECK_EMPTY },          { " \n", PARAFA_CHECK_EMPTY },
    { HEX64, PARAFA_CHECK_GOOD },        { "  " HEX64 "\n", PARAFA_CHECK_GOOD },
    { HEX48, PARAFA_CHECK_DOUBTFUL },    { "short", PARAFA_CHECK_DOUBTFUL },
    { "has blank", PARAFA_CHECK_WRONG }, { "șapte", PARAFA_CHECK_WRONG },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *words = NULL;

      g_assert_cmpint (parafa_application_check_client_secret (cases[i].text, &words), ==,
                       cases[i].check);
    }
}

static void
test_callback (void)
{
  const struct
  {
    const char *text;
    ParafaCheck check;
  } cases[] = {
    { "", PARAFA_CHECK_EMPTY },
    { "https://localhost:47631/callback", PARAFA_CHECK_GOOD },
    { "https://oauth.pstmn.io/v1/callback", PARAFA_CHECK_GOOD },
    { "http://localhost/callback", PARAFA_CHECK_WRONG },
    { "HTTP://localhost/callback", PARAFA_CHECK_WRONG },
    { "localhost", PARAFA_CHECK_WRONG },
    { "https://", PARAFA_CHECK_WRONG },
    { "https://localhost/a#b", PARAFA_CHECK_WRONG },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *words = NULL;

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (parafa_application_check_callback (cases[i].text, &words), ==,
                       cases[i].check);
      if (cases[i].check == PARAFA_CHECK_WRONG)
        g_assert_cmpstr (words, !=, "");
    }
}

static void
test_name (void)
{
  g_autofree char *long_name = g_strnfill (61, 'a');
  const char *words = NULL;

  g_assert_cmpint (parafa_application_check_name ("  ", &words), ==, PARAFA_CHECK_EMPTY);
  g_assert_cmpint (parafa_application_check_name ("Morile Albastre", &words), ==,
                   PARAFA_CHECK_GOOD);
  g_assert_cmpint (parafa_application_check_name (long_name, &words), ==, PARAFA_CHECK_WRONG);
}

static void
test_strip (void)
{
  const char *text = " \tab c\r\n";
  gsize length = 0;

  g_assert_true (parafa_application_strip (text, &length) == text + 2);
  g_assert_cmpuint (length, ==, 4);
  parafa_application_strip ("\n", &length);
  g_assert_cmpuint (length, ==, 0);
}

static void
test_steps (void)
{
  ParafaLoginMoment moment = { .step = PARAFA_LOGIN_PIN, .certificate = "Ana Codru" };

  g_assert_cmpint (parafa_login_words_get_state (&moment, PARAFA_LOGIN_CERTIFICATE), ==,
                   PARAFA_STEP_DONE);
  g_assert_cmpint (parafa_login_words_get_state (&moment, PARAFA_LOGIN_PIN), ==,
                   PARAFA_STEP_CURRENT);
  g_assert_cmpint (parafa_login_words_get_state (&moment, PARAFA_LOGIN_TOKEN), ==,
                   PARAFA_STEP_TO_COME);
  moment.busy = TRUE;
  g_assert_cmpint (parafa_login_words_get_state (&moment, PARAFA_LOGIN_PIN), ==, PARAFA_STEP_BUSY);
  moment.failed = TRUE;
  g_assert_cmpint (parafa_login_words_get_state (&moment, PARAFA_LOGIN_PIN), ==,
                   PARAFA_STEP_PROBLEM);
}

/* done steps keep their answer */
static void
test_answers (void)
{
  ParafaLoginMoment moment = { .step = PARAFA_LOGIN_TOKEN, .certificate = "Ana Codru" };

  g_assert_cmpstr (parafa_login_words_get_answer (&moment, PARAFA_LOGIN_CERTIFICATE), ==,
                   "Ana Codru");
  g_assert_cmpstr (parafa_login_words_get_answer (&moment, PARAFA_LOGIN_PIN), ==,
                   "The token is unlocked");
  moment.pin_not_needed = TRUE;
  g_assert_cmpstr (parafa_login_words_get_answer (&moment, PARAFA_LOGIN_PIN), ==, "Not needed");
  moment.from_file = TRUE;
  g_assert_cmpstr (parafa_login_words_get_answer (&moment, PARAFA_LOGIN_PIN), ==,
                   "The file is open");
}

static void
test_each_moment_has_words (void)
{
  for (int step = PARAFA_LOGIN_CERTIFICATE; step <= PARAFA_LOGIN_TOKEN; step++)
    for (int bits = 0; bits < 4; bits++)
      {
        ParafaLoginMoment moment = { .step = step,
                                     .busy = (bits & 1) != 0,
                                     .failed = (bits & 2) != 0 };

        g_assert_cmpstr (parafa_login_words_get_waiting_title (&moment), !=, "");
        g_assert_cmpstr (parafa_login_words_get_waiting_text (&moment), !=, "");
        g_assert_cmpstr (parafa_login_words_get_waiting_hint (&moment), !=, "");
        for (int other = PARAFA_LOGIN_CERTIFICATE; other <= PARAFA_LOGIN_TOKEN; other++)
          g_assert_cmpstr (parafa_login_words_get_answer (&moment, other), !=, "");
      }
}

static void
test_host_in_address (void)
{
  const struct
  {
    const char *address;
    const char *host;
  } cases[] = {
    { "https://logincert.example:8443/vdesk/hangup.php3", "logincert.example" },
    { "https://https.example/", "https.example" },
    { "https://user@evil.example/logincert.example", "evil.example" },
    { "about:blank", "" },
    { "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *host = NULL;
      guint start = 9;
      guint end = 9;

      parafa_web_page_find_host (cases[i].address, &start, &end);
      host = g_strndup (cases[i].address + start, end - start);
      g_assert_cmpstr (host, ==, cases[i].host);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/login-text/validity", test_validity);
  g_test_add_func ("/ui/login-text/origin-and-place", test_origin_and_place);
  g_test_add_func ("/ui/login-text/renewed-pair", test_renewed_pair);
  g_test_add_func ("/ui/login-text/seen-twice", test_seen_twice);
  g_test_add_func ("/ui/login-text/client-id", test_client_id);
  g_test_add_func ("/ui/login-text/client-secret", test_client_secret);
  g_test_add_func ("/ui/login-text/callback", test_callback);
  g_test_add_func ("/ui/login-text/name", test_name);
  g_test_add_func ("/ui/login-text/strip", test_strip);
  g_test_add_func ("/ui/login-text/steps", test_steps);
  g_test_add_func ("/ui/login-text/answers", test_answers);
  g_test_add_func ("/ui/login-text/each-moment-has-words", test_each_moment_has_words);
  g_test_add_func ("/ui/login-text/host-in-address", test_host_in_address);
  return g_test_run ();
}
