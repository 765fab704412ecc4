/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-certificate-lines.h"
#include "parafa-certificate-words.h"
#include "test-openssl.h"
#include "ui-fixture.h"

/* A certificate in words, without a page */

typedef struct
{
  char *dir;
  ParafaCertificate *certificate;
  ParafaCertificateDetails *details;
  ParafaCertificateChain *chain;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const TestOpensslSpec *spec = data;
  g_autoptr (GBytes) der = NULL;

  fixture->dir = test_openssl_make_dir ();
  der = test_openssl_make (fixture->dir, spec);
  fixture->certificate = parafa_certificate_new (der, NULL, NULL);
  fixture->details = parafa_certificate_details_new (der, NULL);
  fixture->chain = parafa_certificate_chain_new (fixture->certificate, NULL);
  ui_fixture_set_language ("en");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  test_openssl_remove_dir (fixture->dir);
  parafa_certificate_chain_free (fixture->chain);
  parafa_certificate_details_free (fixture->details);
  g_object_unref (fixture->certificate);
}

static gint64
get_now (const Fixture *fixture)
{
  return parafa_certificate_get_not_before (fixture->certificate) + 255 * DAY;
}

static gboolean
has (const Fixture *fixture, ParafaCertificatePart part, const char *label, const char *value)
{
  g_autoptr (GPtrArray) lines =
      parafa_certificate_lines_make (part, fixture->certificate, fixture->details, fixture->chain,
                                     get_now (fixture));

  for (guint i = 0; i < lines->len; i++)
    {
      const ParafaCertificateLine *line = g_ptr_array_index (lines, i);

      if (g_strcmp0 (line->label, label) == 0 && g_str_equal (line->value, value))
        return TRUE;
      g_assert_true (g_utf8_validate (line->value, -1, NULL));
    }
  return FALSE;
}

static const TestOpensslSpec QUALIFIED = { .names = TEST_OPENSSL_NAMES,
                                           .extensions = TEST_OPENSSL_QUALIFIED,
                                           .days = 365 };
static const TestOpensslSpec BARE = { .names = "CN=Ion",
                                      .extensions = "basicConstraints=CA:FALSE",
                                      .days = 365 };
static const TestOpensslSpec SIGNING = { .names = "CN=Ion",
                                         .extensions = "keyUsage=nonRepudiation",
                                         .days = 365 };
static const TestOpensslSpec AUTHORITY = { .names = "CN=Sigiliu",
                                           .extensions = "basicConstraints=critical,CA:TRUE",
                                           .days = 365 };

static void
test_fields (Fixture *fixture, gconstpointer data)
{
  g_assert_true (has (fixture, PARAFA_CERTIFICATE_PART_HOLDER, "Surname", "Țârlea"));
  g_assert_true (
      has (fixture, PARAFA_CERTIFICATE_PART_HOLDER, "Organisation", "Cabinet Salcia S.R.L."));
  g_assert_true (has (fixture, PARAFA_CERTIFICATE_PART_HOLDER, "E-mail", "stefanita@exemplu.test"));
  g_assert_true (has (fixture, PARAFA_CERTIFICATE_PART_ISSUER, "Serial number, as ANAF writes it",
                      "5c:00:9e:41:7a:d2:9c:4f:1a"));
  g_assert_true (has (fixture, PARAFA_CERTIFICATE_PART_KEY, "Public key", "EC P-256"));
  g_assert_true (has (fixture, PARAFA_CERTIFICATE_PART_KEY, "Signed with", "ECDSA-SHA256"));
  g_assert_true (
      has (fixture, PARAFA_CERTIFICATE_PART_PROGRAMMERS, "qcStatement", "0.4.0.1862.1.6"));
  g_assert_true (
      has (fixture, PARAFA_CERTIFICATE_PART_PROGRAMMERS, "extension", "2.5.29.15, critical, 4 B"));
}

static void
test_facts (Fixture *fixture, gconstpointer data)
{
  g_assert_true (
      has (fixture, PARAFA_CERTIFICATE_PART_USES, NULL, "Proving who you are: this opens ANAF"));
  g_assert_true (
      has (fixture, PARAFA_CERTIFICATE_PART_USES, NULL, "Logging in to Windows with a smart card"));
  g_assert_true (has (fixture, PARAFA_CERTIFICATE_PART_QUALIFIED, NULL, "Qualified under EU law"));
  g_assert_true (has (fixture, PARAFA_CERTIFICATE_PART_QUALIFIED, NULL,
                      "The key lies in a qualified device that does not let it out"));
  g_assert_true (has (fixture, PARAFA_CERTIFICATE_PART_QUALIFIED, NULL,
                      "For the signature of a person · For the seal of an organisation"));
  g_assert_true (
      has (fixture, PARAFA_CERTIFICATE_PART_QUALIFIED, NULL, "For transactions up to 5000 EUR"));
  g_assert_true (has (fixture, PARAFA_CERTIFICATE_PART_QUALIFIED, NULL,
                      "The issuer keeps its papers for 10 years after the end"));
  g_assert_true (has (fixture, PARAFA_CERTIFICATE_PART_QUALIFIED, NULL,
                      "A statement Parafa has no words for"));
  g_assert_true (has (fixture, PARAFA_CERTIFICATE_PART_POLICIES,
                      "Qualified certificate of a person, key in a qualified device (QCP-n-qscd)",
                      "0.4.0.194112.1.2"));
  g_assert_true (has (fixture, PARAFA_CERTIFICATE_PART_POLICIES, "Policy of the issuer",
                      "1.3.6.1.4.1.25017.3.1.3"));
  g_assert_true (
      has (fixture, PARAFA_CERTIFICATE_PART_POLICIES, "Notice", "Certificat calificat ș"));
}

static void
test_nothing_said (Fixture *fixture, gconstpointer data)
{
  g_assert_true (has (fixture, PARAFA_CERTIFICATE_PART_USES, NULL, "Any use of its key"));
  g_assert_true (
      has (fixture, PARAFA_CERTIFICATE_PART_QUALIFIED, NULL, "Not qualified under EU law"));
}

static void
assert_sentence (Fixture *fixture, gint64 now_s, ParafaPillKind kind, const char *expected)
{
  g_autofree char *sentence = parafa_certificate_lines_make_sentence (fixture->certificate, now_s);

  g_assert_cmpstr (sentence, ==, expected);
  g_assert_cmpint (parafa_certificate_lines_get_state (fixture->certificate, now_s).kind, ==, kind);
}

static void
test_sentences (Fixture *fixture, gconstpointer data)
{
  gint64 from_s = parafa_certificate_get_not_before (fixture->certificate);
  gint64 until_s = parafa_certificate_get_not_after (fixture->certificate);

  assert_sentence (fixture, until_s - 200 * DAY, PARAFA_PILL_SUCCESS,
                   "This certificate opens ANAF for 200 more days");
  assert_sentence (fixture, until_s - 110 * DAY, PARAFA_PILL_WARNING,
                   "This certificate opens ANAF for 110 more days");
  assert_sentence (fixture, until_s - DAY, PARAFA_PILL_WARNING,
                   "This certificate opens ANAF for 1 more day");
  assert_sentence (fixture, until_s - 1, PARAFA_PILL_WARNING,
                   "Today is the last day of this certificate");
  assert_sentence (fixture, until_s + 1, PARAFA_PILL_ERROR, "This certificate has expired");
  assert_sentence (fixture, from_s - 1, PARAFA_PILL_WARNING, "This certificate cannot be used yet");
}

static void
test_only_signs (Fixture *fixture, gconstpointer data)
{
  assert_sentence (fixture, get_now (fixture), PARAFA_PILL_PLAIN,
                   "This certificate signs documents; it does not open ANAF");
}

static void
test_authority (Fixture *fixture, gconstpointer data)
{
  assert_sentence (fixture, get_now (fixture), PARAFA_PILL_PLAIN,
                   "This is the certificate of an issuer, not of a person");
}

/* Words for every purpose, use, policy and attribute, and none of them English in Romanian */
static void
test_romanian (Fixture *fixture, gconstpointer data)
{
  ui_fixture_set_language ("ro");
  g_assert_true (has (fixture, PARAFA_CERTIFICATE_PART_USES, NULL,
                      "Dovedește cine sunteți: deschide accesul la ANAF"));
  g_assert_true (
      has (fixture, PARAFA_CERTIFICATE_PART_QUALIFIED, NULL, "Calificat conform dreptului UE"));
  g_assert_true (has (fixture, PARAFA_CERTIFICATE_PART_QUALIFIED, NULL,
                      "Emitentul îi păstrează actele 10 ani după expirare"));
  ui_fixture_set_language ("en");
}

static void
test_odd_limits (void)
{
  static char *none[] = { NULL };
  ParafaQcStatement limit = { PARAFA_QC_LIMIT, NULL, none, 5, 200 };
  g_autofree char *note = NULL;
  g_autofree char *huge = parafa_certificate_words_make_statement (&limit, &note);
  g_autofree char *unknown = NULL;

  g_assert_cmpstr (huge, ==, "For transactions up to a limit");
  limit.exponent = 0;
  unknown = parafa_certificate_words_make_statement (&limit, &note);
  g_assert_cmpstr (unknown, ==, "For transactions up to 5 ?");
}

int
main (int argc, char *argv[])
{
  ui_fixture_init (&argc, &argv);
#define ADD(name, spec, test)                                                                      \
  g_test_add ("/ui/certificate-lines/" name, Fixture, &spec, set_up, test, tear_down)
  ADD ("fields", QUALIFIED, test_fields);
  ADD ("facts", QUALIFIED, test_facts);
  ADD ("nothing-said", BARE, test_nothing_said);
  ADD ("sentences", QUALIFIED, test_sentences);
  ADD ("only-signs", SIGNING, test_only_signs);
  ADD ("authority", AUTHORITY, test_authority);
  ADD ("romanian", QUALIFIED, test_romanian);
#undef ADD
  g_test_add_func ("/ui/certificate-lines/odd-limits", test_odd_limits);
  return g_test_run ();
}
