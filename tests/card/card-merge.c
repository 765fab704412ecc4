/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The same token through several drivers, put together from what their processes answered */

#include "parafa-card-merge.h"
#include "test-pki.h"

#include <string.h>

static ParafaDriverList *known;
static TestCert *certs[3];

/* One token of an answer: the certificates are digits, numbers in certs */
typedef struct
{
  const char *label;
  const char *serial;
  const char *certificates;
} Token;

static ParafaDriverAnswer *
new_answer (const char *file, int priority, const Token *tokens, guint n_tokens)
{
  g_autofree char *name = g_path_get_basename (file);
  ParafaDriverSettings settings = { .name = name,
                                    .file = file,
                                    .priority = priority,
                                    .enabled = TRUE };
  ParafaDriverAnswer *answer = g_new0 (ParafaDriverAnswer, 1);
  GVariantBuilder rows, certificates;

  g_variant_builder_init (&rows, G_VARIANT_TYPE ("a(sssssuuitu)"));
  g_variant_builder_init (&certificates, G_VARIANT_TYPE ("a(aysu)"));
  for (guint i = 0; i < n_tokens; i++)
    {
      g_variant_builder_add (&rows, "(sssssuuitu)", tokens[i].label, tokens[i].serial, "model",
                             "maker", "reader 0", PARAFA_CARD_TOKEN_INITIALISED,
                             PARAFA_PIN_COUNT_LOW, -1, (guint64) 7,
                             (guint) strlen (tokens[i].certificates));
      for (const char *c = tokens[i].certificates; *c != '\0'; c++)
        {
          g_autoptr (GBytes) der = test_cert_to_der (certs[*c - '0']);
          g_autofree char *uri = g_strdup_printf ("pkcs11:token=%s;id=%%0%c", name, *c);

          g_variant_builder_add (&certificates, "(@aysu)",
                                 g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, der, TRUE),
                                 uri, i);
        }
    }
  answer->driver = parafa_driver_new (&settings);
  answer->time_ms = 5;
  answer->answer = g_variant_ref_sink (
      g_variant_new ("((usssssu)a(sssssuuitu)a(aysu)as)", PARAFA_DRIVER_PROBLEM_NONE, "", "",
                     "Library", "Maker", "1.2", 3, &rows, &certificates, NULL));
  return answer;
}

static ParafaDriverAnswer *
new_failure (const char *file, ParafaDriverProblem problem)
{
  ParafaDriverAnswer *answer = g_new0 (ParafaDriverAnswer, 1);

  answer->driver = parafa_driver_new_for_file (file);
  answer->problem = problem;
  answer->message = g_strdup_printf ("%s: failed", parafa_driver_get_file_name (answer->driver));
  return answer;
}

/* "driver(alternatives):certificates", one per token, and each certificate's driver */
static void
assert_merged (GPtrArray *answers, const char *expected)
{
  g_autoptr (ParafaCardListing) listing = parafa_card_merge (answers, known, 0);
  g_autoptr (GString) text = g_string_new (NULL);
  GPtrArray *tokens = parafa_card_listing_get_tokens (listing);
  GPtrArray *certificates = parafa_card_listing_get_certificates (listing);

  for (guint i = 0; i < tokens->len; i++)
    {
      GPtrArray *others = parafa_card_token_get_alternatives (tokens->pdata[i]);

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                              parafa_driver_get_file_name (
                                  parafa_card_token_get_driver (tokens->pdata[i])));
      for (guint k = 0; k < others->len; k++)
        g_string_append_printf (text, "(%s)", parafa_driver_get_file_name (others->pdata[k]));
    }
  g_string_append_printf (text, " %u", certificates->len);
  g_assert_cmpstr (text->str, ==, expected);
  for (guint i = 0; i < certificates->len; i++)
    {
      ParafaDriver *driver = parafa_card_get_driver_of (certificates->pdata[i]);
      const ParafaCertificatePlace *place = parafa_certificate_get_place (certificates->pdata[i]);

      g_assert_cmpstr (place->driver, ==, parafa_driver_get_file_name (driver));
      g_assert_nonnull (strstr (place->uri, place->driver));
      g_assert_cmpstr (place->manufacturer, ==, "maker");
    }
  g_ptr_array_unref (answers);
}

static GPtrArray *
new_answers (ParafaDriverAnswer *a, ParafaDriverAnswer *b, ParafaDriverAnswer *c)
{
  ParafaDriverAnswer *const all[] = { a, b, c };
  GPtrArray *answers = g_ptr_array_new_with_free_func ((GDestroyNotify) parafa_driver_answer_free);

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (all[i] != NULL)
      g_ptr_array_add (answers, all[i]);
  return answers;
}

#define ANSWER(file, priority, ...)                                                                \
  new_answer (file, priority, (const Token[]){ __VA_ARGS__ },                                      \
              sizeof ((const Token[]){ __VA_ARGS__ }) / sizeof (Token))

#define OPENSC "/x/opensc-pkcs11.so"
#define VENDOR "/x/libeToken.so"
#define OTHER "/x/libother.so"

static void
test_vendor_first (void)
{
  assert_merged (new_answers (ANSWER (OPENSC, 0, { "A (User PIN)", "12ab", "0" }),
                              ANSWER (VENDOR, 0, { "A", "12AB", "0" }), NULL),
                 "libeToken.so(opensc-pkcs11.so) 1");
  /* one that nobody knows was installed for some token */
  assert_merged (new_answers (ANSWER (OPENSC, 0, { "A", "12", "0" }),
                              ANSWER (OTHER, 0, { "A", "12", "0" }),
                              ANSWER (VENDOR, 0, { "A", "12", "0" })),
                 "libeToken.so(libother.so)(opensc-pkcs11.so) 1");
  /* the order that was set */
  assert_merged (new_answers (ANSWER (OPENSC, 1, { "A", "12", "0" }),
                              ANSWER (VENDOR, 0, { "A", "12", "0" }), NULL),
                 "opensc-pkcs11.so(libeToken.so) 1");
  /* else p11-kit's */
  assert_merged (new_answers (ANSWER (OTHER, 0, { "A", "12", "0" }),
                              ANSWER ("/x/libanother.so", 0, { "A", "12", "0" }), NULL),
                 "libother.so(libanother.so) 1");
}

static void
test_working_first (void)
{
  /* the vendor's driver sees the token and reads nothing */
  assert_merged (new_answers (ANSWER (VENDOR, 5, { "A", "12", "" }),
                              ANSWER (OPENSC, 0, { "A", "12", "01" }), NULL),
                 "opensc-pkcs11.so(libeToken.so) 2");
  /* what only the other one reads is not lost */
  assert_merged (new_answers (ANSWER (OPENSC, 0, { "A", "12", "012" }),
                              ANSWER (VENDOR, 0, { "A", "12", "0" }), NULL),
                 "libeToken.so(opensc-pkcs11.so) 3");
}

static void
test_different_tokens (void)
{
  assert_merged (new_answers (ANSWER (OPENSC, 0, { "A", "12", "0" }, { "B", "13", "1" }),
                              ANSWER (VENDOR, 0, { "B", "13", "1" }), NULL),
                 "opensc-pkcs11.so libeToken.so(opensc-pkcs11.so) 2");
  /* a serial number of noughts is none */
  assert_merged (new_answers (ANSWER (OPENSC, 0, { "A", "0000", "0" }),
                              ANSWER (VENDOR, 0, { "A", "0000", "1" }), NULL),
                 "opensc-pkcs11.so libeToken.so 2");
  /* nor are tokens of two makers one because they have the same */
  assert_merged (new_answers (ANSWER (OPENSC, 0, { "A", "12", "0" }),
                              ANSWER (VENDOR, 0, { "B", "12", "1" }), NULL),
                 "opensc-pkcs11.so libeToken.so 2");
}

/* Serial numbers that each driver writes in its own way: the certificate tells */
static void
test_by_certificate (void)
{
  assert_merged (new_answers (ANSWER (OPENSC, 0, { "A", "00112233", "01" }),
                              ANSWER (VENDOR, 0, { "A", "33221100", "0" }), NULL),
                 "libeToken.so(opensc-pkcs11.so) 2");
}

/* A copy of a certificate on a second token is there twice, through whichever driver */
static void
test_copies (void)
{
  assert_merged (new_answers (ANSWER (OPENSC, 0, { "A", "1", "0" }, { "B", "2", "0" }),
                              ANSWER (VENDOR, 0, { "B", "2", "0" }, { "A", "1", "0" }), NULL),
                 "libeToken.so(opensc-pkcs11.so) libeToken.so(opensc-pkcs11.so) 2");
  assert_merged (new_answers (ANSWER (OPENSC, 0, { "A", "1", "0" }, { "A", "2", "0" }), NULL, NULL),
                 "opensc-pkcs11.so opensc-pkcs11.so 2");
}

static void
test_reports (void)
{
  g_autoptr (GPtrArray) answers =
      new_answers (new_failure ("/x/hangs.so", PARAFA_DRIVER_PROBLEM_HANGS),
                   ANSWER (OPENSC, 0, { "Ș ț", "12", "01" }),
                   new_failure ("/x/dies.so", PARAFA_DRIVER_PROBLEM_CRASHES));
  g_autoptr (ParafaCardListing) listing = parafa_card_merge (answers, known, 0);
  GPtrArray *reports = parafa_card_listing_get_reports (listing);
  const char *const *problems = parafa_card_listing_get_problems (listing);
  const ParafaDriverFindings *findings = parafa_driver_report_get_findings (reports->pdata[1]);
  GPtrArray *certificates = parafa_card_listing_get_certificates (listing);
  ParafaCardToken *token = parafa_card_listing_find_token (listing, certificates->pdata[0]);
  const ParafaCardTokenInfo *info = parafa_card_token_get_info (token);

  g_assert_cmpuint (reports->len, ==, 3);
  g_assert_cmpint (parafa_driver_report_get_problem (reports->pdata[0]), ==,
                   PARAFA_DRIVER_PROBLEM_HANGS);
  g_assert_false (parafa_driver_report_works (reports->pdata[0]));
  g_assert_true (parafa_driver_report_works (reports->pdata[1]));
  g_assert_cmpstr (findings->description, ==, "Library");
  g_assert_cmpstr (findings->manufacturer, ==, "Maker");
  g_assert_cmpstr (findings->version, ==, "1.2");
  g_assert_null (findings->message);
  g_assert_null (findings->detail);
  g_assert_cmpuint (findings->n_slots, ==, 3);
  g_assert_cmpuint (findings->n_tokens, ==, 1);
  g_assert_cmpuint (findings->n_certificates, ==, 2);
  g_assert_cmpuint (findings->time_ms, ==, 5);
  g_assert_cmpuint (g_strv_length ((char **) problems), ==, 2);
  g_assert_cmpstr (problems[0], ==, "hangs.so: failed");
  g_assert_cmpstr (problems[1], ==, "dies.so: failed");
  g_assert_cmpstr (info->label, ==, "Ș ț");
  g_assert_cmpstr (info->reader, ==, "reader 0");
  g_assert_cmpuint (info->slot, ==, 7);
  g_assert_cmpuint (info->n_certificates, ==, 2);
  g_assert_true (info->pin.flags == PARAFA_PIN_COUNT_LOW);
}

/* An answer is a driver's word: numbers in it that fit nothing do no harm */
static void
test_lies (void)
{
  g_autoptr (GPtrArray) answers = new_answers (ANSWER (OPENSC, 0, { "A", "12", "" }), NULL, NULL);
  ParafaDriverAnswer *answer = answers->pdata[0];
  g_autoptr (ParafaCardListing) listing = NULL;

  g_variant_unref (answer->answer);
  answer->answer = g_variant_ref_sink (g_variant_new_parsed (
      "((uint32 999, 'x', '', '', '', '', uint32 4000000000),"
      " [('', '', '', '', '', uint32 4294967295, uint32 4294967295, -7, "
      "   uint64 18446744073709551615, uint32 7)],"
      " [([byte 0x30], 'pkcs11:', uint32 0), ([byte 0x30], '', uint32 99)], ['', 'y'])"));
  listing = parafa_card_merge (answers, known, 0);
  g_assert_cmpuint (parafa_card_listing_get_tokens (listing)->len, ==, 1);
  g_assert_cmpuint (parafa_card_listing_get_certificates (listing)->len, ==, 0);
  g_assert_cmpint (parafa_driver_report_get_problem (
                       parafa_card_listing_get_reports (listing)->pdata[0]),
                   ==, PARAFA_DRIVER_PROBLEM_PROCESS);
}

int
main (int argc, char **argv)
{
  static const char list[] = "[opensc]\ntitle=O\nrank=generic\nfiles=opensc-pkcs11.so\n"
                             "[safenet]\ntitle=S\nrank=vendor\nfiles=libeToken.so*\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (list, strlen (list));
  int status;

  g_test_init (&argc, &argv, NULL);
  known = parafa_driver_list_new (bytes, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (certs); i++)
    {
      g_autofree char *name = g_strdup_printf ("Persoana %u", i);
      const TestCertSpec spec = { .purpose = TEST_PERSON, .name = name };

      certs[i] = test_cert_new (&spec, NULL);
    }
  g_test_add_func ("/card/merge/vendor-first", test_vendor_first);
  g_test_add_func ("/card/merge/working-first", test_working_first);
  g_test_add_func ("/card/merge/different-tokens", test_different_tokens);
  g_test_add_func ("/card/merge/by-certificate", test_by_certificate);
  g_test_add_func ("/card/merge/copies", test_copies);
  g_test_add_func ("/card/merge/reports", test_reports);
  g_test_add_func ("/card/merge/lies", test_lies);
  status = g_test_run ();
  for (guint i = 0; i < G_N_ELEMENTS (certs); i++)
    test_cert_free (certs[i]);
  parafa_driver_list_unref (known);
  return status;
}
