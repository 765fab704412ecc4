/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-certificate.h"
#include "test-pki.h"

#include <string.h>

#define DAY_S (G_GINT64_CONSTANT (86400))

/* Subject in BMPString: SN=Ţuţuianu, GN=Ștefan, CN=Bîrn, serialNumber=200206129; EC P-384;
 * made with OpenSSL (string_mask=pkix), 2026-11-24 to 2036-11-21; its key was thrown away */
static const char bmp_certificate[] =
    "MIICSDCCAc2gAwIBAgIUSZUlIcO8qog99LnO5uKB+TNM2NswCgYIKoZIzj0EAwIwZjELMAkGA1UEBhMCUk8xGTAXBg"
    "NVBAQeEAFiAHUBYwB1AGkAYQBuAHUxFTATBgNVBCoeDAIYAHQAZQBmAGEAbjERMA8GA1UEAx4IAEIA7gByAG4xEjAQ"
    "BgNVBAUTCTIwMDIwNjEyOTAeFw0yNjExMjQwOTA5MjJaFw0zNjExMjEwOTA5MjJaMGYxCzAJBgNVBAYTAlJPMRkwFw"
    "YDVQQEHhABYgB1AWMAdQBpAGEAbgB1MRUwEwYDVQQqHgwCGAB0AGUAZgBhAG4xETAPBgNVBAMeCABCAO4AcgBuMRIw"
    "EAYDVQQFEwkyMDAyMDYxMjkwdjAQBgcqhkjOPQIBBgUrgQQAIgNiAASrBw3AHkvU5HMwvO+Br3d2zGX+f8HrwyYfU1"
    "kU3QYbI813YE4GjZAtLQOJfbNgCetAjGP46ZDdgC7rwfNxyfrLW1MrYxufWzt3p/rDpPwHpOfvsbE2C1LIoBSJpcHE"
    "rYqjPDA6MAwGA1UdEwEB/wQCMAAwCwYDVR0PBAQDAgeAMB0GA1UdDgQWBBR5f8p2lgwq9HaZqf5eH30nOT/ReTAKBg"
    "gqhkjOPQQDAgNpADBmAjEA2XlJsoreEqqxThIWL/NIbETsZDwNfqhBr/Gfy5EE3Ew1O38tDLjZwzgavMyP7p73AjEA"
    "4C9/9TLPxjyi7iwlJQqRQZhQkSf7QsgCAbAfDLXzm4uJblvyF44WTHyI0RNlB/Kn";

static TestCert *authority;

static gint64
get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static ParafaCertificate *
new_person (const TestCertSpec *spec)
{
  g_autoptr (TestCert) cert = test_cert_new (spec, authority);
  g_autoptr (GBytes) der = test_cert_to_der (cert);
  g_autoptr (GError) error = NULL;
  ParafaCertificate *certificate = parafa_certificate_new (der, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (parafa_certificate_get_der (certificate), der));
  return certificate;
}

static void
test_fields (void)
{
  const TestCertSpec spec = { .key = TEST_KEY_RSA,
                              .purpose = TEST_PERSON,
                              .name = "IONIȚĂ MARIA-ȘTEFANIA",
                              .given = "Maria-Ștefania",
                              .surname = "Ioniță" };
  g_autoptr (ParafaCertificate) certificate = new_person (&spec);
  const char *serial = parafa_certificate_get_serial (certificate);

  g_assert_cmpstr (parafa_certificate_get_holder (certificate), ==, "Maria-Ștefania Ioniță");
  g_assert_cmpstr (parafa_certificate_get_issuer (certificate), ==, "Autoritate de probă");
  g_assert_cmpstr (parafa_certificate_get_key_type (certificate), ==, "RSA 2048");
  g_assert_true (parafa_certificate_is_qualified (certificate));
  g_assert_cmpuint (strlen (serial), ==, 12 * 3 - 1);
  for (guint i = 0; serial[i] != '\0'; i++)
    g_assert_true (i % 3 == 2 ? serial[i] == ':'
                              : g_ascii_isxdigit (serial[i]) && !g_ascii_isupper (serial[i]));
  g_assert_cmpuint (strlen (parafa_certificate_get_fingerprint (certificate)), ==, 32 * 3 - 1);
  g_assert_cmpint (parafa_certificate_get_not_after (certificate) -
                       parafa_certificate_get_not_before (certificate),
                   ==, 330 * DAY_S);
}

static void
test_fingerprint (void)
{
  g_autofree guchar *der = NULL;
  gsize size;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (ParafaCertificate) certificate = NULL;
  g_autofree char *plain = NULL;
  g_autoptr (GString) joined = g_string_new (NULL);

  der = g_base64_decode (bmp_certificate, &size);
  bytes = g_bytes_new (der, size);
  certificate = parafa_certificate_new (bytes, NULL, NULL);
  plain = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  for (guint i = 0; plain[i] != '\0'; i++)
    {
      if (i > 0 && i % 2 == 0)
        g_string_append_c (joined, ':');
      g_string_append_c (joined, g_ascii_toupper (plain[i]));
    }
  g_assert_cmpstr (parafa_certificate_get_fingerprint (certificate), ==, joined->str);
}

static void
test_wide_letters (void)
{
  gsize size;
  g_autofree guchar *der = g_base64_decode (bmp_certificate, &size);
  g_autoptr (GBytes) bytes = g_bytes_new (der, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaCertificate) certificate = parafa_certificate_new (bytes, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (parafa_certificate_get_holder (certificate), ==, "Ștefan Ţuţuianu");
  g_assert_cmpstr (parafa_certificate_get_issuer (certificate), ==, "Bîrn");
  g_assert_cmpstr (parafa_certificate_get_key_type (certificate), ==, "EC P-384");
  g_assert_cmpstr (parafa_certificate_get_serial (certificate), ==,
                   "49:95:25:21:c3:bc:aa:88:3d:f4:b9:ce:e6:e2:81:f9:33:4c:d8:db");
  g_assert_false (parafa_certificate_is_qualified (certificate));
  g_assert_cmpint (parafa_certificate_get_not_before (certificate), ==, 1795511362);
}

static void
test_names_without_parts (void)
{
  const TestCertSpec company = { .purpose = TEST_PERSON, .name = "Firmă de Probă SRL" };
  const TestCertSpec half = { .purpose = TEST_PERSON, .name = "Popa Ion", .given = "Ion" };
  g_autoptr (ParafaCertificate) a = new_person (&company);
  g_autoptr (ParafaCertificate) b = new_person (&half);

  g_assert_cmpstr (parafa_certificate_get_holder (a), ==, "Firmă de Probă SRL");
  g_assert_cmpstr (parafa_certificate_get_holder (b), ==, "Popa Ion");
}

static void
test_place (void)
{
  const TestCertSpec spec = { .purpose = TEST_PERSON, .name = "Ion" };
  g_autoptr (TestCert) cert = test_cert_new (&spec, authority);
  g_autoptr (GBytes) der = test_cert_to_der (cert);
  char uri[] = "pkcs11:serial=1";
  ParafaCertificatePlace place = { .uri = uri, .token_label = "Cheie", .driver = "lib.so" };
  g_autoptr (ParafaCertificate) certificate = parafa_certificate_new (der, &place, NULL);
  const ParafaCertificatePlace *kept = parafa_certificate_get_place (certificate);

  uri[0] = 'x';
  g_assert_cmpstr (kept->uri, ==, "pkcs11:serial=1");
  g_assert_cmpstr (kept->token_label, ==, "Cheie");
  g_assert_cmpstr (kept->driver, ==, "lib.so");
  g_assert_null (kept->file);
  g_assert_null (kept->token_serial);
}

static void
assert_state (const TestCertSpec *spec, ParafaCertificateState state)
{
  g_autoptr (ParafaCertificate) certificate = new_person (spec);

  g_assert_cmpint (parafa_certificate_get_state (certificate, get_now ()), ==, state);
}

static void
test_states (void)
{
  TestCertSpec spec = { .purpose = TEST_PERSON, .name = "Ion" };

  assert_state (&spec, PARAFA_CERTIFICATE_USABLE);
  spec.from_days = -400;
  spec.to_days = -1;
  assert_state (&spec, PARAFA_CERTIFICATE_EXPIRED);
  spec.from_days = 1;
  spec.to_days = 300;
  assert_state (&spec, PARAFA_CERTIFICATE_NOT_YET_VALID);

  spec = (TestCertSpec){ .purpose = TEST_PERSON, .name = "Ion" };
  spec.key_usage = GNUTLS_KEY_DIGITAL_SIGNATURE;
  assert_state (&spec, PARAFA_CERTIFICATE_USABLE);
  spec.key_usage = GNUTLS_KEY_NON_REPUDIATION;
  assert_state (&spec, PARAFA_CERTIFICATE_NOT_FOR_AUTHENTICATION);
  /* what it never can do weighs more than that it is old */
  spec.from_days = -400;
  spec.to_days = -1;
  assert_state (&spec, PARAFA_CERTIFICATE_NOT_FOR_AUTHENTICATION);

  spec = (TestCertSpec){ .purpose = TEST_SERVER, .name = "server", .host = "a.test" };
  assert_state (&spec, PARAFA_CERTIFICATE_NOT_FOR_AUTHENTICATION);
  spec = (TestCertSpec){ .purpose = TEST_AUTHORITY, .name = "ca" };
  assert_state (&spec, PARAFA_CERTIFICATE_AUTHORITY);
}

static void
test_ends_of_validity (void)
{
  const TestCertSpec spec = { .purpose = TEST_PERSON, .name = "Ion" };
  g_autoptr (ParafaCertificate) certificate = new_person (&spec);
  gint64 first = parafa_certificate_get_not_before (certificate);
  gint64 last = parafa_certificate_get_not_after (certificate);

  g_assert_cmpint (parafa_certificate_get_state (certificate, first - 1), ==,
                   PARAFA_CERTIFICATE_NOT_YET_VALID);
  g_assert_cmpint (parafa_certificate_get_state (certificate, first), ==,
                   PARAFA_CERTIFICATE_USABLE);
  g_assert_cmpint (parafa_certificate_get_state (certificate, last), ==, PARAFA_CERTIFICATE_USABLE);
  g_assert_cmpint (parafa_certificate_get_state (certificate, last + 1), ==,
                   PARAFA_CERTIFICATE_EXPIRED);
}

static void
test_not_qualified (void)
{
  const TestCertSpec spec = { .purpose = TEST_PERSON, .name = "Ion", .not_qualified = TRUE };
  g_autoptr (ParafaCertificate) certificate = new_person (&spec);

  g_assert_false (parafa_certificate_is_qualified (certificate));
  g_assert_cmpint (parafa_certificate_get_state (certificate, get_now ()), ==,
                   PARAFA_CERTIFICATE_USABLE);
  g_assert_cmpstr (parafa_certificate_get_key_type (certificate), ==, "EC P-256");
}

static void
test_order (void)
{
  const TestCertSpec specs[] = {
    { .purpose = TEST_PERSON, .name = "renewed", .from_days = -10, .to_days = 700 },
    { .purpose = TEST_PERSON, .name = "old", .from_days = -600, .to_days = 30 },
    { .purpose = TEST_PERSON, .name = "expired", .from_days = -900, .to_days = -30 },
    { .purpose = TEST_PERSON, .name = "future", .from_days = 30, .to_days = 900 },
    { .purpose = TEST_PERSON, .name = "signing", .key_usage = GNUTLS_KEY_NON_REPUDIATION },
    { .purpose = TEST_AUTHORITY, .name = "authority" },
  };
  static const guint mixed[] = { 4, 2, 5, 1, 3, 0 };
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < G_N_ELEMENTS (mixed); i++)
    g_ptr_array_add (list, new_person (&specs[mixed[i]]));
  parafa_certificate_sort (list, get_now ());
  for (guint i = 0; i < list->len; i++)
    g_assert_cmpstr (parafa_certificate_get_holder (list->pdata[i]), ==, specs[i].name);
  for (guint i = 0; i < list->len; i++)
    for (guint j = 0; j < list->len; j++)
      {
        int forth = parafa_certificate_compare (list->pdata[i], list->pdata[j], get_now ());
        int back = parafa_certificate_compare (list->pdata[j], list->pdata[i], get_now ());

        g_assert_cmpint ((forth > 0) - (forth < 0), ==, (back < 0) - (back > 0));
        g_assert_cmpint ((forth > 0) - (forth < 0), ==, (i > j) - (i < j));
      }
}

static void
test_same_holder (void)
{
  const TestCertSpec old = { .purpose = TEST_PERSON, .name = "Ana Pop", .person_id = "1" };
  const TestCertSpec new = { .purpose = TEST_PERSON, .name = "ANA POP", .person_id = "1" };
  const TestCertSpec namesake = { .purpose = TEST_PERSON, .name = "Ana Pop", .person_id = "2" };
  const TestCertSpec without = { .purpose = TEST_PERSON, .name = "Ana Pop" };
  g_autoptr (ParafaCertificate) a = new_person (&old);
  g_autoptr (ParafaCertificate) b = new_person (&new);
  g_autoptr (ParafaCertificate) c = new_person (&namesake);
  g_autoptr (ParafaCertificate) d = new_person (&without);

  g_assert_true (parafa_certificate_has_same_holder (a, a));
  g_assert_true (parafa_certificate_has_same_holder (a, b));
  g_assert_false (parafa_certificate_has_same_holder (a, c));
  g_assert_true (parafa_certificate_has_same_holder (a, d));
  g_assert_false (parafa_certificate_has_same_holder (b, d));
}

static void
test_no_certificate (void)
{
  const TestCertSpec spec = { .purpose = TEST_PERSON, .name = "Ion" };
  g_autoptr (TestCert) cert = test_cert_new (&spec, authority);
  g_autoptr (GBytes) der = test_cert_to_der (cert);

  /* every beginning of a certificate, nothing at all among them */
  for (gsize length = 0; length < g_bytes_get_size (der); length += 7)
    {
      g_autoptr (GBytes) cut = g_bytes_new (g_bytes_get_data (der, NULL), length);
      g_autoptr (GError) error = NULL;

      g_assert_null (parafa_certificate_new (cut, NULL, &error));
      g_assert_error (error, PARAFA_CERTIFICATE_ERROR, PARAFA_CERTIFICATE_ERROR_INVALID);
    }
}

int
main (int argc, char **argv)
{
  const TestCertSpec spec = { .purpose = TEST_AUTHORITY, .name = "Autoritate de probă" };
  int status;

  g_test_init (&argc, &argv, NULL);
  authority = test_cert_new (&spec, NULL);
  g_test_add_func ("/certificate/certificate/fields", test_fields);
  g_test_add_func ("/certificate/certificate/fingerprint", test_fingerprint);
  g_test_add_func ("/certificate/certificate/wide-letters", test_wide_letters);
  g_test_add_func ("/certificate/certificate/names-without-parts", test_names_without_parts);
  g_test_add_func ("/certificate/certificate/place", test_place);
  g_test_add_func ("/certificate/certificate/states", test_states);
  g_test_add_func ("/certificate/certificate/ends-of-validity", test_ends_of_validity);
  g_test_add_func ("/certificate/certificate/not-qualified", test_not_qualified);
  g_test_add_func ("/certificate/certificate/order", test_order);
  g_test_add_func ("/certificate/certificate/same-holder", test_same_holder);
  g_test_add_func ("/certificate/certificate/no-certificate", test_no_certificate);
  status = g_test_run ();
  test_cert_free (authority);
  return status;
}
