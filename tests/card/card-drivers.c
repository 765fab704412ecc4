/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Drivers beside each other: whatever one does, the others are listed */

#include "test-drivers.h"

#include "parafa-config.h"

#include <glib/gstdio.h>
#include <string.h>

static TestDrivers *drivers;
static TestCert *certs[3];

/* Calls that a listing makes, from loading on */
static const char *const calls[] = {
  "load",           "C_GetFunctionList",   "C_Initialize",
  "C_GetInfo",      "C_GetSlotList",       "C_GetSlotInfo",
  "C_GetTokenInfo", "C_OpenSession",       "C_FindObjectsInit",
  "C_FindObjects",  "C_GetAttributeValue", "C_FindObjectsFinal",
  "C_CloseSession",
};

static void
add_at_each_call (const char *variable)
{
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autofree char *name = g_strdup_printf ("bad-%s", calls[i]);
      g_autofree char *settings = g_strdup_printf ("%s=%s", variable, calls[i]);

      g_free (test_drivers_add (drivers, name, "store", settings, NULL));
    }
}

static void
assert_problem (ParafaCardListing *listing, const char *name, ParafaDriverProblem problem)
{
  ParafaDriverReport *report = test_drivers_find_report (listing, name);
  const char *message = parafa_driver_report_get_findings (report)->message;
  g_autofree char *start = g_strdup_printf ("%s.so: ", name);

  g_test_message ("%s: %s", name, message);
  g_assert_cmpint (parafa_driver_report_get_problem (report), ==, problem);
  g_assert_true (problem == PARAFA_DRIVER_PROBLEM_NONE || g_str_has_prefix (message, start));
}

static void
assert_good (ParafaCardListing *listing)
{
  GPtrArray *certificates = parafa_card_listing_get_certificates (listing);

  assert_problem (listing, "good", PARAFA_DRIVER_PROBLEM_NONE);
  g_assert_cmpuint (certificates->len, >=, 1);
  g_assert_cmpstr (parafa_certificate_get_place (certificates->pdata[0])->driver, ==, "good.so");
}

static void
test_hang (void)
{
  ParafaCard *card = test_drivers_new_card (drivers);
  g_autoptr (ParafaCardListing) listing = NULL;
  g_autoptr (ParafaCardListing) again = NULL;
  gint64 start_us;

  test_drivers_clear (drivers);
  add_at_each_call ("TEST_PKCS11_HANG_AT");
  g_free (test_drivers_add (drivers, "good", "store", NULL, NULL));
  parafa_card_set_list_timeout (card, 12000);
  listing = test_drivers_list (card);
  assert_good (listing);
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autofree char *name = g_strdup_printf ("bad-%s", calls[i]);

      assert_problem (listing, name, PARAFA_DRIVER_PROBLEM_HANGS);
    }
  /* each was ended, and only the good one is left */
  test_drivers_wait_for_processes (1);

  /* who hung once has less time the next time */
  start_us = g_get_monotonic_time ();
  again = test_drivers_list (card);
  g_assert_cmpint (g_get_monotonic_time () - start_us, <, 10 * G_USEC_PER_SEC);
  assert_good (again);
  test_drivers_end_card (card);
}

static void
test_crash (void)
{
  ParafaCard *card = test_drivers_new_card (drivers);
  g_autoptr (ParafaCardListing) listing = NULL;

  test_drivers_clear (drivers);
  add_at_each_call ("TEST_PKCS11_ABORT_AT");
  g_free (test_drivers_add (drivers, "good", "store", NULL, NULL));
  listing = test_drivers_list (card);
  assert_good (listing);
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autofree char *name = g_strdup_printf ("bad-%s", calls[i]);

      assert_problem (listing, name, PARAFA_DRIVER_PROBLEM_CRASHES);
    }
  test_drivers_end_card (card);
}

static void
test_fail (void)
{
  static const struct
  {
    const char *call;
    ParafaDriverProblem problem;
  } rows[] = {
    { "C_Initialize", PARAFA_DRIVER_PROBLEM_DOES_NOT_START },
    { "C_GetInfo", PARAFA_DRIVER_PROBLEM_NONE },
    { "C_GetSlotList", PARAFA_DRIVER_PROBLEM_CANNOT_LIST },
    { "C_GetSlotInfo", PARAFA_DRIVER_PROBLEM_NONE },
    { "C_GetTokenInfo", PARAFA_DRIVER_PROBLEM_UNREADABLE_TOKEN },
    { "C_OpenSession", PARAFA_DRIVER_PROBLEM_UNREADABLE_TOKEN },
    { "C_FindObjectsInit", PARAFA_DRIVER_PROBLEM_UNREADABLE_TOKEN },
    { "C_FindObjects", PARAFA_DRIVER_PROBLEM_UNREADABLE_TOKEN },
    { "C_GetAttributeValue", PARAFA_DRIVER_PROBLEM_UNREADABLE_TOKEN },
  };
  ParafaCard *card = test_drivers_new_card (drivers);
  g_autoptr (ParafaCardListing) listing = NULL;

  test_drivers_clear (drivers);
  add_at_each_call ("TEST_PKCS11_FAIL_AT");
  listing = test_drivers_list (card);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *name = g_strdup_printf ("bad-%s", rows[i].call);
      ParafaDriverReport *report = test_drivers_find_report (listing, name);

      g_test_message ("%s", name);
      g_assert_cmpint (parafa_driver_report_get_problem (report), ==, rows[i].problem);
    }
  test_drivers_end_card (card);
}

/* Nothing but the bad one: its name is what the person needs to hear */
static void
test_only_bad (void)
{
  ParafaCard *card = test_drivers_new_card (drivers);
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GError) error = NULL;

  test_drivers_clear (drivers);
  g_free (test_drivers_add (drivers, "lonely", "store", "TEST_PKCS11_ABORT_AT=load", NULL));
  g_free (test_drivers_add (drivers, "empty", "empty", NULL, NULL));
  parafa_card_list_async (card, NULL, parafa_test_result_callback, result);
  g_assert_null (parafa_card_list_finish (card,
                                          parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                          NULL, &error));
  g_assert_error (error, PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_PROCESS);
  g_assert_cmpstr (error->message, ==, "lonely.so: took its process down");
  parafa_test_result_reset (result);
  test_drivers_end_card (card);
}

static void
test_lies (void)
{
  ParafaCard *card = test_drivers_new_card (drivers);
  g_autoptr (ParafaCardListing) listing = NULL;
  GPtrArray *tokens;
  gboolean found = FALSE;

  test_drivers_clear (drivers);
  g_free (test_drivers_add (drivers, "flags", "empty", "TEST_PKCS11_LIE=flags", NULL));
  g_free (test_drivers_add (drivers, "numbers", "store", "TEST_PKCS11_LIE=numbers", NULL));
  g_free (test_drivers_add (drivers, "texts", "store", "TEST_PKCS11_LIE=texts", NULL));
  listing = test_drivers_list (card);
  /* each is still alive, and what it said is in bounds */
  g_assert_cmpuint (test_drivers_count_processes (), ==, 3);
  tokens = parafa_card_listing_get_tokens (listing);
  for (guint i = 0; i < tokens->len; i++)
    {
      const ParafaCardTokenInfo *info = parafa_card_token_get_info (tokens->pdata[i]);

      g_assert_true (g_utf8_validate (info->label, -1, NULL));
      g_assert_true (g_utf8_validate (info->serial, -1, NULL));
      found = found ||
              g_str_equal (parafa_driver_get_name (parafa_card_token_get_driver (tokens->pdata[i])),
                           "flags");
    }
  g_assert_true (found);
  test_drivers_end_card (card);
}

/* --- tokens --- */

static const ParafaCardTokenInfo *
find_token (ParafaCardListing *listing, const char *label)
{
  GPtrArray *tokens = parafa_card_listing_get_tokens (listing);

  for (guint i = 0; i < tokens->len; i++)
    if (g_str_equal (parafa_card_token_get_info (tokens->pdata[i])->label, label))
      return parafa_card_token_get_info (tokens->pdata[i]);
  g_error ("no token %s", label);
}

static void
test_tokens (void)
{
  const TestCert *const two[] = { certs[1], certs[2], NULL };
  ParafaCard *card = test_drivers_new_card (drivers);
  g_autoptr (ParafaCardListing) listing = NULL;
  const ParafaCardTokenInfo *info;
  const ParafaDriverFindings *findings;

  test_drivers_clear (drivers);
  test_drivers_add_token (drivers, "several", "Cheie  ștampilă ț", TEST_DRIVER_PIN, two);
  test_drivers_add_token (drivers, "several", "fără PIN", NULL, NULL);
  g_free (test_drivers_add (drivers, "several", "several", NULL, NULL));
  listing = test_drivers_list (card);
  findings = parafa_driver_report_get_findings (test_drivers_find_report (listing, "several"));
  g_assert_cmpint (findings->problem, ==, PARAFA_DRIVER_PROBLEM_NONE);
  g_assert_cmpstr (findings->manufacturer, ==, "SoftHSM");
  g_assert_cmpstr (findings->description, ==, "Implementation of PKCS11");
  g_assert_nonnull (findings->version);
  /* SoftHSM offers a token of its own to be set up */
  g_assert_cmpuint (findings->n_slots, ==, 3);
  g_assert_cmpuint (findings->n_tokens, ==, 3);
  g_assert_cmpuint (findings->n_certificates, ==, 2);

  info = find_token (listing, "Cheie  ștampilă ț");
  g_assert_cmpuint (strlen (info->serial), ==, 16);
  g_assert_cmpstr (info->model, ==, "SoftHSM v2");
  g_assert_cmpstr (info->manufacturer, ==, "SoftHSM project");
  g_assert_true (g_str_has_prefix (info->reader, "SoftHSM slot ID"));
  g_assert_true ((info->flags & PARAFA_CARD_TOKEN_INITIALISED) != 0);
  g_assert_true ((info->flags & PARAFA_CARD_TOKEN_PIN_SET) != 0);
  g_assert_true ((info->flags & PARAFA_CARD_TOKEN_REMOVABLE) != 0);
  g_assert_cmpuint (info->n_certificates, ==, 2);
  g_assert_cmpint (info->pin.flags, ==, 0);

  info = find_token (listing, "fără PIN");
  g_assert_true ((info->flags & PARAFA_CARD_TOKEN_INITIALISED) != 0);
  g_assert_true ((info->flags & PARAFA_CARD_TOKEN_PIN_SET) == 0);
  g_assert_true ((info->pin.flags & PARAFA_PIN_NOT_INITIALISED) != 0);
  info = find_token (listing, "");
  g_assert_true ((info->flags & PARAFA_CARD_TOKEN_INITIALISED) == 0);
  test_drivers_end_card (card);
}

static void
test_pin_flags (void)
{
  g_autofree char *tries = parafa_test_write_file (drivers->dir, "tries", "3");
  g_autofree char *settings = g_strdup_printf ("TEST_PKCS11_TRIES=%s\nTEST_PKCS11_PAD=1", tries);
  ParafaCard *card = test_drivers_new_card (drivers);
  g_autoptr (ParafaCardListing) locked = NULL;
  g_autoptr (ParafaCardListing) final = NULL;
  const ParafaCardTokenInfo *info;

  test_drivers_clear (drivers);
  g_free (test_drivers_add (drivers, "tries", "store", settings, NULL));
  locked = test_drivers_list (card);
  info = find_token (locked, "Magazin");
  g_assert_true ((info->pin.flags & PARAFA_PIN_LOCKED) != 0);
  g_assert_true ((info->pin.flags & PARAFA_PIN_PAD) != 0);
  g_assert_cmpint (info->pin.tries_left, ==, 0);
  g_assert_true (g_file_set_contents (tries, "2", -1, NULL));
  final = test_drivers_list (card);
  info = find_token (final, "Magazin");
  g_assert_true ((info->pin.flags & PARAFA_PIN_FINAL_TRY) != 0);
  g_assert_true ((info->pin.flags & PARAFA_PIN_COUNT_LOW) != 0);
  g_assert_cmpint (info->pin.tries_left, ==, 1);
  test_drivers_end_card (card);
}

static gboolean
unlock (ParafaCard *card, ParafaCertificate *certificate, const char *pin, GError **error)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (ParafaSecret) secret = parafa_secret_new (pin, -1);

  parafa_card_unlock_async (card, certificate, secret, NULL, parafa_test_result_callback, result);
  return parafa_card_unlock_finish (card, parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                    NULL, error);
}

/* Two tokens of one label, told apart by their serial numbers: each PIN opens its own. Their keys
 * are missing, which only a token that is logged in can say */
static void
test_same_label (void)
{
  const TestCert *const a[] = { certs[0], NULL };
  const TestCert *const b[] = { certs[1], NULL };
  ParafaCard *card = test_drivers_new_card (drivers);
  g_autoptr (ParafaCardListing) listing = NULL;
  GPtrArray *certificates;

  test_drivers_clear (drivers);
  test_drivers_add_token (drivers, "twins", "Geamăn", "111111", a);
  test_drivers_add_token (drivers, "twins", "Geamăn", "222222", b);
  g_free (test_drivers_add (drivers, "twins", "twins", NULL, NULL));
  listing = test_drivers_list (card);
  certificates = parafa_card_listing_get_certificates (listing);
  g_assert_cmpuint (certificates->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GBytes) der = test_cert_to_der (certs[0]);
      gboolean is_a = g_bytes_equal (parafa_certificate_get_der (certificates->pdata[i]), der);
      g_autoptr (GError) wrong = NULL;
      g_autoptr (GError) right = NULL;

      g_assert_false (unlock (card, certificates->pdata[i], is_a ? "222222" : "111111", &wrong));
      g_assert_error (wrong, PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_PIN_WRONG);
      g_assert_false (unlock (card, certificates->pdata[i], is_a ? "111111" : "222222", &right));
      g_assert_error (right, PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_KEY_MISSING);
    }
  test_drivers_end_card (card);
}

/* The same tokens through two drivers; the better one is used, the other is remembered and ended */
static void
test_two_drivers (void)
{
  g_autofree char *trace = g_build_filename (drivers->dir, "second-trace", NULL);
  g_autofree char *settings = g_strdup_printf ("TEST_PKCS11_TRACE=%s", trace);
  ParafaCard *card = test_drivers_new_card (drivers);
  g_autoptr (ParafaCardListing) listing = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  GPtrArray *certificates;
  ParafaCardToken *token;

  test_drivers_clear (drivers);
  g_free (test_drivers_add (drivers, "opensc-pkcs11", "store", NULL, NULL));
  g_free (test_drivers_add (drivers, "libeToken", "store", settings, NULL));
  listing = test_drivers_list (card);
  g_assert_cmpuint (test_drivers_count_processes (), ==, 2);
  certificates = parafa_card_listing_get_certificates (listing);
  g_assert_cmpuint (certificates->len, ==, 1);
  g_assert_cmpstr (parafa_certificate_get_place (certificates->pdata[0])->driver, ==,
                   "libeToken.so");
  token = parafa_card_listing_find_token (listing, certificates->pdata[0]);
  g_assert_cmpuint (parafa_card_token_get_alternatives (token)->len, ==, 1);
  g_assert_cmpstr (parafa_driver_get_name (parafa_card_token_get_alternatives (token)->pdata[0]),
                   ==, "opensc-pkcs11");
  g_assert_false (unlock (card, certificates->pdata[0], "000000", &error));
  g_assert_error (error, PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_PIN_WRONG);
  g_assert_true (g_file_get_contents (trace, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "C_Login 6 0xa0"));
  test_drivers_wait_for_processes (1);
  test_drivers_end_card (card);
}

/* Its files gone between two steps */
static void
test_unlinked (void)
{
  const TestCert *const one[] = { certs[2], NULL };
  g_autofree char *folder = g_build_filename (drivers->dir, "vanishing", "tokens", NULL);
  ParafaCard *card = test_drivers_new_card (drivers);
  g_autoptr (ParafaCardListing) listing = NULL;
  g_autoptr (ParafaCardListing) after = NULL;
  g_autoptr (GError) error = NULL;

  test_drivers_clear (drivers);
  test_drivers_add_token (drivers, "vanishing", "Dispare", TEST_DRIVER_PIN, one);
  g_free (test_drivers_add (drivers, "vanishing", "vanishing", NULL, NULL));
  g_free (test_drivers_add (drivers, "good", "store", NULL, NULL));
  listing = test_drivers_list (card);
  g_assert_cmpuint (parafa_card_listing_get_certificates (listing)->len, ==, 2);
  g_assert_true (parafa_test_remove_tree (folder));
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  /* the one of the good driver is what is left; the other says why */
  after = test_drivers_list (card);
  assert_good (after);
  g_assert_cmpuint (parafa_card_listing_get_certificates (after)->len, ==, 1);
  for (guint i = 0; i < 2; i++)
    {
      GPtrArray *before = parafa_card_listing_get_certificates (listing);

      if (g_str_equal (parafa_certificate_get_place (before->pdata[i])->driver, "good.so"))
        continue;
      g_assert_false (unlock (card, before->pdata[i], TEST_DRIVER_PIN, &error));
      g_test_message ("%s", error->message);
      g_assert_true (error->domain == PARAFA_CARD_ERROR);
      g_assert_cmpint (error->code, !=, PARAFA_CARD_ERROR_PIN_WRONG);
    }
  test_drivers_end_card (card);
}

/* Served by another program: p11-kit's own server */
static void
test_served (void)
{
  g_autofree char *conf = test_drivers_get_store (drivers, "store");
  g_autofree char *socket = g_build_filename (drivers->dir, "socket", NULL);
  g_autofree char *module =
      g_build_filename (drivers->folders->package_folder, "served.module", NULL);
  g_autofree char *text = g_strdup_printf ("module: " PARAFA_P11_LIBRARY_FOLDER
                                           "/p11-kit-client.so\nserver-address: unix:path=%s\n",
                                           socket);
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_autoptr (GSubprocess) server = NULL;
  g_autoptr (GError) error = NULL;
  ParafaCard *card = test_drivers_new_card (drivers);
  g_autoptr (ParafaCardListing) listing = NULL;
  GPtrArray *certificates;

  test_drivers_clear (drivers);
  g_assert_true (g_file_set_contents (module, text, -1, NULL));
  g_subprocess_launcher_setenv (launcher, "SOFTHSM2_CONF", conf, TRUE);
  server = g_subprocess_launcher_spawn (launcher, &error, "p11-kit", "server", "--foreground",
                                        "--name", socket, "--provider", drivers->softhsm,
                                        "pkcs11:token=Magazin", NULL);
  g_assert_no_error (error);
  parafa_test_wait_until (parafa_test_file_exists, socket, PARAFA_TEST_LIMIT_MS);
  listing = test_drivers_list (card);
  certificates = parafa_card_listing_get_certificates (listing);
  g_assert_cmpuint (certificates->len, ==, 1);
  g_assert_cmpstr (parafa_certificate_get_place (certificates->pdata[0])->driver, ==, "served");
  g_subprocess_force_exit (server);
  g_subprocess_wait (server, NULL, NULL);
  test_drivers_end_card (card);
}

/* OpenSC is looked at beside SoftHSM, without a reader on this machine: it works and has nothing, or, in newer versions,
 * says that it does not start */
static void
test_opensc (void)
{
  g_autoptr (ParafaDriverFolders) folders = parafa_driver_folders_new ();
  g_autoptr (GPtrArray) known = parafa_driver_config_read (folders);
  g_autofree char *module =
      g_build_filename (drivers->folders->package_folder, "opensc.module", NULL);
  g_autofree char *text = NULL;
  ParafaCard *card = test_drivers_new_card (drivers);
  g_autoptr (ParafaCardListing) listing = NULL;
  const ParafaDriverFindings *findings;

  for (guint i = 0; i < known->len; i++)
    if (g_str_equal (parafa_driver_get_file_name (known->pdata[i]), "opensc-pkcs11.so"))
      text = g_strdup_printf ("module: %s\n", parafa_driver_get_settings (known->pdata[i])->file);
  g_assert_nonnull (text);
  test_drivers_clear (drivers);
  g_assert_true (g_file_set_contents (module, text, -1, NULL));
  g_free (test_drivers_add (drivers, "good", "store", NULL, NULL));
  listing = test_drivers_list (card);
  assert_good (listing);
  findings = parafa_driver_report_get_findings (test_drivers_find_report (listing, "opensc"));
  if (findings->problem == PARAFA_DRIVER_PROBLEM_NONE)
    g_assert_true (g_str_has_prefix (findings->description, "OpenSC"));
  else
    g_assert_cmpint (findings->problem, ==, PARAFA_DRIVER_PROBLEM_DOES_NOT_START);
  test_drivers_end_card (card);
}

/* A card that is let go of in the middle does not wait for anybody */
static void
test_let_go (void)
{
  ParafaCard *card = test_drivers_new_card (drivers);
  gint64 start_us;

  test_drivers_clear (drivers);
  g_free (test_drivers_add (drivers, "hangs", "store", "TEST_PKCS11_HANG_AT=load", NULL));
  parafa_card_set_list_timeout (card, 1000);
  g_object_unref (test_drivers_list (card));
  start_us = g_get_monotonic_time ();
  test_drivers_end_card (card);
  g_assert_cmpint (g_get_monotonic_time () - start_us, <, 3 * G_USEC_PER_SEC);
  test_drivers_wait_for_processes (0);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  drivers = test_drivers_new ();
  for (guint i = 0; i < G_N_ELEMENTS (certs); i++)
    {
      g_autofree char *name = g_strdup_printf ("Persoana %u", i);
      const TestCertSpec spec = { .purpose = TEST_PERSON, .name = name };

      certs[i] = test_cert_new (&spec, NULL);
    }
  {
    const TestCert *const one[] = { certs[0], NULL };

    test_drivers_add_token (drivers, "store", "Magazin", TEST_DRIVER_PIN, one);
  }
  g_test_add_func ("/card/drivers/hang", test_hang);
  g_test_add_func ("/card/drivers/crash", test_crash);
  g_test_add_func ("/card/drivers/fail", test_fail);
  g_test_add_func ("/card/drivers/only-bad", test_only_bad);
  g_test_add_func ("/card/drivers/lies", test_lies);
  g_test_add_func ("/card/drivers/tokens", test_tokens);
  g_test_add_func ("/card/drivers/pin-flags", test_pin_flags);
  g_test_add_func ("/card/drivers/same-label", test_same_label);
  g_test_add_func ("/card/drivers/two-drivers", test_two_drivers);
  g_test_add_func ("/card/drivers/unlinked", test_unlinked);
  g_test_add_func ("/card/drivers/served", test_served);
  g_test_add_func ("/card/drivers/opensc", test_opensc);
  g_test_add_func ("/card/drivers/let-go", test_let_go);
  status = g_test_run ();
  for (guint i = 0; i < G_N_ELEMENTS (certs); i++)
    test_cert_free (certs[i]);
  test_drivers_free (drivers);
  return status;
}
