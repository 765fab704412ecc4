/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-profile-private.h"
#include "parafa-profile-record.h"

static void
count (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  guint *n = user_data;

  (*n)++;
}

static void
test_new (void)
{
  g_autoptr (ParafaProfile) one = parafa_profile_new ("Firma Alfa", PARAFA_ENVIRONMENT_ANAF);
  g_autoptr (ParafaProfile) two = parafa_profile_new ("", PARAFA_ENVIRONMENT_PRACTICE);

  g_assert_true (g_uuid_string_is_valid (parafa_profile_get_id (one)));
  g_assert_cmpstr (parafa_profile_get_id (one), !=, parafa_profile_get_id (two));
  g_assert_cmpstr (parafa_profile_get_name (one), ==, "Firma Alfa");
  g_assert_cmpint (parafa_profile_get_environment (one), ==, PARAFA_ENVIRONMENT_ANAF);
  g_assert_cmpint (parafa_profile_get_environment (two), ==, PARAFA_ENVIRONMENT_PRACTICE);
  g_assert_cmpstr (parafa_profile_get_client_id (one), ==, "");
  g_assert_cmpstr (parafa_profile_get_redirect_uri (one), ==, "");
  g_assert_null (parafa_profile_get_holder (one));
  g_assert_null (parafa_profile_get_certificate_serial (one));
  g_assert_null (parafa_profile_get_certificate_issuer (one));
  g_assert_cmpint (parafa_profile_get_certificate_ends_at (one), ==, -1);
}

/* Each property tells once when it changes and not when it does not */
static void
test_notify (void)
{
  static const struct
  {
    const char *property;
    void (*set) (ParafaProfile *profile, const char *text);
    const char *(*get) (ParafaProfile *profile);
  } cases[] = {
    { "notify::name", parafa_profile_set_name, parafa_profile_get_name },
    { "notify::client-id", parafa_profile_set_client_id, parafa_profile_get_client_id },
    { "notify::redirect-uri", parafa_profile_set_redirect_uri, parafa_profile_get_redirect_uri },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ParafaProfile *profile = parafa_profile_new ("a", PARAFA_ENVIRONMENT_ANAF);
      guint n = 0;

      g_signal_connect (profile, cases[i].property, G_CALLBACK (count), &n);
      cases[i].set (profile, "b");
      cases[i].set (profile, "b");
      g_assert_cmpuint (n, ==, 1);
      g_assert_cmpstr (cases[i].get (profile), ==, "b");
      cases[i].set (profile, NULL);
      g_assert_cmpuint (n, ==, 2);
      g_assert_cmpstr (cases[i].get (profile), ==, "");
      g_assert_finalize_object (profile);
    }
}

static void
test_certificate (void)
{
  ParafaProfile *profile = parafa_profile_new ("a", PARAFA_ENVIRONMENT_ANAF);
  g_autofree char *holder = NULL;
  g_autofree char *serial = NULL;
  g_autofree char *issuer = NULL;
  gint64 ends_at_s = 0;
  guint n = 0;

  g_signal_connect (profile, "notify", G_CALLBACK (count), &n);
  parafa_profile_set_certificate (profile, "Ion Pădurar", "CA Exemplu", "5c:00:9e", 1800000000);
  g_assert_cmpuint (n, ==, 4);
  parafa_profile_set_certificate (profile, "Ion Pădurar", "CA Exemplu", "5c:00:9e", 1800000000);
  g_assert_cmpuint (n, ==, 4);
  g_object_get (profile, "holder", &holder, "certificate-serial", &serial, "certificate-issuer",
                &issuer, "certificate-ends-at", &ends_at_s, NULL);
  g_assert_cmpstr (holder, ==, "Ion Pădurar");
  g_assert_cmpstr (serial, ==, "5c:00:9e");
  g_assert_cmpstr (issuer, ==, "CA Exemplu");
  g_assert_cmpint (ends_at_s, ==, 1800000000);
  parafa_profile_set_certificate_file (profile, "/a.p12");
  parafa_profile_set_certificate_file (profile, "/a.p12");
  g_assert_cmpuint (n, ==, 5);
  g_assert_cmpstr (parafa_profile_get_certificate_file (profile), ==, "/a.p12");
  parafa_profile_set_certificate (profile, NULL, NULL, NULL, -5);
  g_assert_cmpint (parafa_profile_get_certificate_ends_at (profile), ==, -1);
  g_assert_null (parafa_profile_get_holder (profile));
  g_assert_finalize_object (profile);
}

static ParafaProfile *
make_full (void)
{
  ParafaProfile *profile =
      parafa_profile_new ("Țesătoria „Ș” [x]=; #1\\", PARAFA_ENVIRONMENT_PRACTICE);

  parafa_profile_set_client_id (profile, "0123456789abcdef");
  parafa_profile_set_redirect_uri (profile, "https://localhost:8443/a?b=c");
  parafa_profile_set_certificate (profile, " Ana-Maria\nPopa ", "CA", "01:02", 0);
  /* no UTF-8: file names are bytes */
  parafa_profile_set_certificate_file (profile, "/home/ana/certificat \xe3;=%41.p12");
  return profile;
}

/* Whatever a person types comes back from the file as it was */
static void
test_record_round_trip (void)
{
  g_autoptr (ParafaProfile) profile = make_full ();
  g_autoptr (ParafaProfileRecord) record = parafa_profile_record_new (profile);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GKeyFile) again = g_key_file_new ();
  g_autofree char *text = NULL;
  g_autoptr (ParafaProfileRecord) read = NULL;
  g_autoptr (ParafaProfile) profile_read = NULL;
  g_autoptr (ParafaProfileRecord) third = NULL;

  parafa_profile_record_write (record, file);
  text = g_key_file_to_data (file, NULL, NULL);
  g_assert_true (g_key_file_load_from_data (again, text, (gsize) -1, G_KEY_FILE_NONE, NULL));
  read = parafa_profile_record_new_from_group (again, record->id);
  g_assert_nonnull (read);
  g_assert_true (parafa_profile_record_equal (record, read));
  profile_read = parafa_profile_record_to_profile (read);
  third = parafa_profile_record_new (profile_read);
  g_assert_true (parafa_profile_record_equal (record, third));
  g_assert_cmpint (third->ends_at_s, ==, 0);
}

static void
test_record_is_tolerant (void)
{
  static const char text[] = "[8f14e45f-ceea-467f-a9ac-1b2c3d4e5f60]\n"
                             "[9f14e45f-ceea-467f-a9ac-1b2c3d4e5f60]\nenvironment=future\nname=x\n"
                             "[7f14e45f-ceea-467f-a9ac-1b2c3d4e5f60]\ncertificate-ends-at=soon\n"
                             "name=y\nenvironment=practice\n"
                             "[not a uuid]\nname=z\n";
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (ParafaProfileRecord) bare = NULL;
  g_autoptr (ParafaProfileRecord) odd = NULL;

  g_assert_true (g_key_file_load_from_data (file, text, (gsize) -1, G_KEY_FILE_NONE, NULL));
  bare = parafa_profile_record_new_from_group (file, "8f14e45f-ceea-467f-a9ac-1b2c3d4e5f60");
  g_assert_cmpstr (bare->name, ==, "");
  g_assert_cmpstr (bare->client_id, ==, "");
  g_assert_cmpint (bare->environment, ==, PARAFA_ENVIRONMENT_ANAF);
  g_assert_cmpint (bare->ends_at_s, ==, -1);
  g_assert_null (
      parafa_profile_record_new_from_group (file, "9f14e45f-ceea-467f-a9ac-1b2c3d4e5f60"));
  odd = parafa_profile_record_new_from_group (file, "7f14e45f-ceea-467f-a9ac-1b2c3d4e5f60");
  g_assert_cmpint (odd->ends_at_s, ==, -1);
  g_assert_cmpint (odd->environment, ==, PARAFA_ENVIRONMENT_PRACTICE);
  g_assert_null (parafa_profile_record_new_from_group (file, "not a uuid"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session/profile/new", test_new);
  g_test_add_func ("/session/profile/notify", test_notify);
  g_test_add_func ("/session/profile/certificate", test_certificate);
  g_test_add_func ("/session/profile/record-round-trip", test_record_round_trip);
  g_test_add_func ("/session/profile/record-is-tolerant", test_record_is_tolerant);

  return g_test_run ();
}
