/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-login-remembered.h"

#include "test-pki.h"

#define DAY_S G_GINT64_CONSTANT (86400)

/* What lies on the tokens beside the certificate of the last login, or instead of it */
typedef enum
{
  SAME = 1 << 0,
  SAME_EXPIRED = 1 << 1,
  NEWER = 1 << 2,
  NEWEST = 1 << 3,
  OTHER_PERSON = 1 << 4,
  SIGNATURE = 1 << 5,
  SAME_NUMBER = 1 << 6, /* of another issuer */
} There;

static const struct
{
  guint there;
  ParafaLoginRemembered remembered;
  There offered; /* 0: none */
} rows[] = {
  { 0, PARAFA_LOGIN_REMEMBERED_MISSED, 0 },
  { SAME, PARAFA_LOGIN_REMEMBERED_FOUND, SAME },
  { SAME | OTHER_PERSON, PARAFA_LOGIN_REMEMBERED_FOUND, SAME },
  { SAME | SIGNATURE, PARAFA_LOGIN_REMEMBERED_FOUND, SAME },
  { SAME | NEWER, PARAFA_LOGIN_REMEMBERED_BOTH, SAME },
  { NEWER, PARAFA_LOGIN_REMEMBERED_RENEWED, NEWER },
  { NEWER | NEWEST, PARAFA_LOGIN_REMEMBERED_RENEWED, NEWEST },
  { SAME_EXPIRED, PARAFA_LOGIN_REMEMBERED_NONE, 0 },
  { SAME_EXPIRED | NEWER, PARAFA_LOGIN_REMEMBERED_RENEWED, NEWER },
  { OTHER_PERSON, PARAFA_LOGIN_REMEMBERED_MISSED, 0 },
  { SIGNATURE, PARAFA_LOGIN_REMEMBERED_MISSED, 0 },
  { SAME_NUMBER, PARAFA_LOGIN_REMEMBERED_MISSED, 0 },
};

static TestCert *authority;

static ParafaCertificate *
make (const char *name, gint64 to_days, guint usage)
{
  const TestCertSpec spec = { .purpose = TEST_PERSON,
                              .name = name,
                              .from_days = -400,
                              .to_days = to_days,
                              .key_usage = usage };
  g_autoptr (TestCert) cert = test_cert_new (&spec, authority);
  g_autoptr (GBytes) der = test_cert_to_der (cert);
  g_autoptr (GError) error = NULL;
  ParafaCertificate *certificate = parafa_certificate_new (der, NULL, &error);

  g_assert_no_error (error);
  return certificate;
}

static void
test_rows (void)
{
  const TestCertSpec ca = { .purpose = TEST_AUTHORITY, .name = "SigiliuCert CA G3" };
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;
  ParafaCertificate *certificates[7] = { NULL };

  authority = test_cert_new (&ca, NULL);
  certificates[0] = make ("Ion Salcie", 10, 0);
  certificates[1] = make ("Ion Salcie", -1, 0);
  certificates[2] = make ("Ion Salcie", 300, 0);
  certificates[3] = make ("Ion Salcie", 700, 0);
  certificates[4] = make ("Ana Salcie", 700, 0);
  certificates[5] = make ("Ion Salcie", 700, GNUTLS_KEY_NON_REPUDIATION);
  certificates[6] = make ("Ana Salcie", 300, 0);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (ParafaProfile) profile = parafa_profile_new ("x", PARAFA_ENVIRONMENT_ANAF);
      g_autoptr (GListStore) list = g_list_store_new (PARAFA_TYPE_CERTIFICATE);
      ParafaCertificate *same = certificates[(rows[i].there & SAME_EXPIRED) != 0 ? 1 : 0];
      ParafaCertificate *offered = NULL;
      gboolean stranger = (rows[i].there & SAME_NUMBER) != 0;

      g_test_message ("row %u", (guint) i);
      parafa_profile_set_certificate (profile, "Ion Salcie",
                                      stranger ? "Alt emitent"
                                               : parafa_certificate_get_issuer (same),
                                      parafa_certificate_get_serial (stranger ? certificates[6]
                                                                              : same),
                                      parafa_certificate_get_not_after (same));
      for (guint bit = 0; bit < G_N_ELEMENTS (certificates); bit++)
        if ((rows[i].there & (1u << bit)) != 0)
          g_list_store_append (list, certificates[bit]);
      g_assert_cmpint (parafa_login_remembered_find (profile, G_LIST_MODEL (list), now_s, &offered),
                       ==, rows[i].remembered);
      g_assert_true (offered == (rows[i].offered == 0
                                     ? NULL
                                     : certificates[g_bit_nth_lsf ((gulong) rows[i].offered, -1)]));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (certificates); i++)
    g_object_unref (certificates[i]);
  test_cert_free (authority);
}

static void
test_first_login (void)
{
  g_autoptr (ParafaProfile) profile = parafa_profile_new ("x", PARAFA_ENVIRONMENT_ANAF);
  g_autoptr (GListStore) list = g_list_store_new (PARAFA_TYPE_CERTIFICATE);

  g_assert_cmpint (parafa_login_remembered_find (profile, G_LIST_MODEL (list), 0, NULL), ==,
                   PARAFA_LOGIN_REMEMBERED_NONE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/login-remembered/rows", test_rows);
  g_test_add_func ("/session/login-remembered/first-login", test_first_login);
  return g_test_run ();
}
