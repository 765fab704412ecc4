/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-pin-kind.h"

#include "test-pki.h"

typedef struct
{
  const char *label;       /* of the chosen certificate's slot */
  const char *serial;      /* of its device */
  const char *other_label; /* (nullable): of another slot */
  const char *other_serial;
  gboolean other_signs; /* what lies there is for signatures only */
  ParafaPinKind kind;
} Row;

static const Row rows[] = {
  /* one slot: one PIN, whatever the issuer is called */
  { "certSIGN", "01", NULL, NULL, FALSE, PARAFA_PIN_KIND_ONLY },
  { "DigiSign eToken", "01", NULL, NULL, FALSE, PARAFA_PIN_KIND_ONLY },
  { "POPESCU ION", "01", NULL, NULL, FALSE, PARAFA_PIN_KIND_ONLY },
  { "POPESCU ION (User PIN)", "01", NULL, NULL, FALSE, PARAFA_PIN_KIND_ONLY },
  /* the slot says what it is */
  { "POPESCU ION (Digital Signature PIN)", "01", NULL, NULL, FALSE, PARAFA_PIN_KIND_SIGNATURE },
  { "Card (QSCD)", "01", NULL, NULL, FALSE, PARAFA_PIN_KIND_SIGNATURE },
  { "Semnătură calificată", "01", NULL, NULL, FALSE, PARAFA_PIN_KIND_SIGNATURE },
  { "Card (PIN2)", "01", "Card (PIN1)", "01", FALSE, PARAFA_PIN_KIND_SIGNATURE },
  { "Card (PIN1)", "01", "Card (PIN2)", "01", FALSE, PARAFA_PIN_KIND_LOGIN },
  { "POPESCU ION (User PIN)", "01", "POPESCU ION (Digital Signature PIN)", "01", FALSE,
    PARAFA_PIN_KIND_LOGIN },
  { "Card (Authentication)", "01", "Card", "01", FALSE, PARAFA_PIN_KIND_LOGIN },
  /* the certificates say what the slots are */
  { "slot A", "01", "slot B", "01", TRUE, PARAFA_PIN_KIND_LOGIN },
  { "slot A", "01", "slot B", "01", FALSE, PARAFA_PIN_KIND_ONLY },
  { "slot A", "01", "slot A", "01", TRUE, PARAFA_PIN_KIND_ONLY },
  /* another device beside it says nothing, nor does one without a number */
  { "slot A", "01", "slot B", "02", TRUE, PARAFA_PIN_KIND_ONLY },
  { "slot A", "", "slot B", "", TRUE, PARAFA_PIN_KIND_ONLY },
};

static ParafaCertificate *
make (const TestCert *cert, const char *label, const char *serial)
{
  const ParafaCertificatePlace place = { "pkcs11:x", NULL,    label,      serial,
                                         "model",    "maker", "driver.so" };
  g_autoptr (GBytes) der = test_cert_to_der (cert);
  g_autoptr (GError) error = NULL;
  ParafaCertificate *certificate = parafa_certificate_new (der, &place, &error);

  g_assert_no_error (error);
  return certificate;
}

static void
test_table (void)
{
  const TestCertSpec person = { .purpose = TEST_PERSON, .name = "Ion Salcie" };
  const TestCertSpec signer = { .purpose = TEST_PERSON,
                                .name = "Ion Salcie",
                                .key_usage = GNUTLS_KEY_NON_REPUDIATION };
  g_autoptr (TestCert) login = test_cert_new (&person, NULL);
  g_autoptr (TestCert) other = test_cert_new (&person, NULL);
  g_autoptr (TestCert) signature = test_cert_new (&signer, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GListStore) list = g_list_store_new (PARAFA_TYPE_CERTIFICATE);
      g_autoptr (ParafaCertificate) certificate = make (login, rows[i].label, rows[i].serial);

      g_test_message ("%s beside %s", rows[i].label, rows[i].other_label);
      g_list_store_append (list, certificate);
      if (rows[i].other_label != NULL)
        {
          g_autoptr (ParafaCertificate) beside = make (rows[i].other_signs ? signature : other,
                                                       rows[i].other_label, rows[i].other_serial);

          g_list_store_append (list, beside);
        }
      g_assert_cmpint (parafa_pin_kind_guess (certificate, G_LIST_MODEL (list)), ==, rows[i].kind);
    }
}

static void
test_file_has_none (void)
{
  const TestCertSpec person = { .purpose = TEST_PERSON, .name = "Ion Salcie" };
  const ParafaCertificatePlace place = { NULL, "/x.p12" };
  g_autoptr (TestCert) cert = test_cert_new (&person, NULL);
  g_autoptr (GBytes) der = test_cert_to_der (cert);
  g_autoptr (ParafaCertificate) certificate = parafa_certificate_new (der, &place, NULL);
  g_autoptr (GListStore) list = g_list_store_new (PARAFA_TYPE_CERTIFICATE);

  g_assert_cmpint (parafa_pin_kind_guess (certificate, G_LIST_MODEL (list)), ==,
                   PARAFA_PIN_KIND_ONLY);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/certificate/pin-kind/table", test_table);
  g_test_add_func ("/certificate/pin-kind/file-has-none", test_file_has_none);
  return g_test_run ();
}
