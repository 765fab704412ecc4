/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-export.h"
#include "parafa-import.h"
#include "parafa-test-token.h"
#include "parafa-test.h"

#include <string.h>

#define NOW (G_GINT64_CONSTANT (1795500000))
#define ALL (PARAFA_EXPORT_ACCESS | PARAFA_EXPORT_REFRESH | PARAFA_EXPORT_CLIENT_SECRET)

static ParafaSecret *
make (ParafaExportFormat format, ParafaExportParts parts)
{
  g_autofree char *token = parafa_test_token_build_at (NOW, 7776000);
  g_autoptr (ParafaSecret) access = parafa_secret_new (token, -1);
  g_autoptr (ParafaSecret) refresh = parafa_secret_new ("ref'resh\"1", -1);
  g_autoptr (ParafaSecret) secret = parafa_secret_new ("the-client-secret", -1);
  g_autoptr (ParafaTokenPair) pair = parafa_token_pair_new (access, refresh, 7776000, NOW, NOW);
  g_autoptr (ParafaProfile) profile = parafa_profile_new ("Firma Alfa", PARAFA_ENVIRONMENT_ANAF);

  parafa_profile_set_client_id (profile, "0a0b0c");
  parafa_profile_set_redirect_uri (profile, "https://localhost:1/a");
  return parafa_export_make (format, parts, profile, secret, pair);
}

/* What the shell makes of it is what was written */
static void
test_env_in_a_shell (void)
{
  g_autoptr (ParafaSecret) text = make (PARAFA_EXPORT_ENV, ALL);
  g_autofree char *script = g_strconcat (parafa_secret_get (text),
                                         "printf '%s|%s|%s|%s' \"$ANAF_CLIENT_ID\" "
                                         "\"$ANAF_CLIENT_SECRET\" \"$ANAF_REFRESH_TOKEN\" "
                                         "\"$ANAF_ACCESS_TOKEN_EXPIRES_AT\"",
                                         NULL);
  const char *argv[] = { "sh", "-c", script, NULL };
  g_autofree char *out = NULL;

  g_assert_cmpint (parafa_test_run (argv, NULL, &out, NULL), ==, 0);
  g_assert_cmpstr (out, ==, "0a0b0c|the-client-secret|ref'resh\"1|1803276000");
}

static void
test_only_what_was_asked (void)
{
  for (int format = 0; format < PARAFA_EXPORT_N_FORMATS; format++)
    {
      g_autoptr (ParafaSecret) access = make (format, PARAFA_EXPORT_ACCESS);
      g_autoptr (ParafaSecret) secret = make (format, PARAFA_EXPORT_CLIENT_SECRET);

      g_assert_null (strstr (parafa_secret_get (access), "the-client-secret"));
      g_assert_null (strstr (parafa_secret_get (access), "resh"));
      g_assert_nonnull (strstr (parafa_secret_get (access), "ewo"));
      g_assert_nonnull (strstr (parafa_secret_get (secret), "the-client-secret"));
      g_assert_null (strstr (parafa_secret_get (secret), "ewo"));
    }
}

static void
test_read_back (void)
{
  static const ParafaExportFormat formats[] = { PARAFA_EXPORT_ENV, PARAFA_EXPORT_JSON };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (ParafaSecret) text =
          make (formats[i], PARAFA_EXPORT_ACCESS | PARAFA_EXPORT_CLIENT_SECRET);
      ParafaImportPlace place;
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) found = parafa_import_read (text, &place, &error);
      const ParafaImportFound *one = NULL;

      g_assert_no_error (error);
      g_assert_cmpuint (found->len, ==, 1);
      one = g_ptr_array_index (found, 0);
      g_assert_cmpstr (one->client_id, ==, "0a0b0c");
      g_assert_cmpstr (parafa_secret_get (one->client_secret), ==, "the-client-secret");
      g_assert_cmpstr (one->redirect_uri, ==, "https://localhost:1/a");
      g_assert_nonnull (one->access);
    }
}

static void
test_netrc (void)
{
  g_autoptr (ParafaSecret) text = make (PARAFA_EXPORT_NETRC, ALL);

  g_assert_true (g_str_has_prefix (parafa_secret_get (text),
                                   "machine logincert.anaf.ro\n  login 0a0b0c\n  password "
                                   "the-client-secret\nmachine api.anaf.ro\n  login bearer\n  "
                                   "password ewo"));
}

static void
test_file_names (void)
{
  static const char *const names[][2] = {
    { "Firma Alfa", "firma-alfa.env" },
    { "Țepeș & Fiii S.R.L.", "tepes-fiii-s-r-l.env" },
    { "../../etc/passwd", "etc-passwd.env" },
    { "日本", "parafa.env" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (ParafaProfile) profile = parafa_profile_new (names[i][0], PARAFA_ENVIRONMENT_ANAF);
      g_autofree char *name = parafa_export_make_file_name (PARAFA_EXPORT_ENV, profile);

      if (i < 3)
        g_assert_cmpstr (name, ==, names[i][1]);
      else
        g_assert_true (g_str_has_suffix (name, ".env"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/export/env-in-a-shell", test_env_in_a_shell);
  g_test_add_func ("/session/export/only-what-was-asked", test_only_what_was_asked);
  g_test_add_func ("/session/export/read-back", test_read_back);
  g_test_add_func ("/session/export/netrc", test_netrc);
  g_test_add_func ("/session/export/file-names", test_file_names);
  return g_test_run ();
}
