/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-token-format.h"

#include <string.h>

static void
test_names (void)
{
  static const char *const wrong[] = { "", "RAW", "yaml", "raw " };
  ParafaTokenFormat format = PARAFA_TOKEN_FORMAT_RAW;

  g_assert_true (parafa_token_format_from_name ("curl", &format));
  g_assert_cmpint (format, ==, PARAFA_TOKEN_FORMAT_CURL);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (parafa_token_format_from_name (wrong[i], &format));
  g_assert_cmpint (format, ==, PARAFA_TOKEN_FORMAT_CURL);
}

static char *
write_text (ParafaTokenFormat format, const char *token)
{
  g_autoptr (ParafaProfile) profile = parafa_profile_new ("Firma „A\"”", PARAFA_ENVIRONMENT_ANAF);
  g_autoptr (ParafaSecret) access = parafa_secret_new (token, -1);
  g_autoptr (ParafaSecret) text = parafa_token_format_write (format, access, -1, profile);

  return text != NULL ? g_strdup (parafa_secret_get (text)) : NULL;
}

static void
test_texts (void)
{
  g_autofree char *raw = write_text (PARAFA_TOKEN_FORMAT_RAW, "a.b-c_d");
  g_autofree char *header = write_text (PARAFA_TOKEN_FORMAT_HEADER, "a.b-c_d");
  g_autofree char *env = write_text (PARAFA_TOKEN_FORMAT_ENV, "a.b-c_d");
  g_autofree char *curl = write_text (PARAFA_TOKEN_FORMAT_CURL, "a.b-c_d");
  g_autofree char *json = write_text (PARAFA_TOKEN_FORMAT_JSON, "a.b-c_d");

  g_assert_cmpstr (raw, ==, "a.b-c_d\n");
  g_assert_cmpstr (header, ==, "Authorization: Bearer a.b-c_d\n");
  g_assert_cmpstr (env, ==, "ANAF_ACCESS_TOKEN='a.b-c_d'\n");
  g_assert_cmpstr (curl, ==, "header = \"Authorization: Bearer a.b-c_d\"\n");
  g_assert_nonnull (strstr (json, "\"expires_at\": null"));
  g_assert_nonnull (strstr (json, "\"name\": \"Firma „A\\\"”\""));
  g_assert_nonnull (strstr (json, "\"environment\": \"anaf\""));
}

/* What would end the line, the quotes or the header it stands in is no token */
static void
test_hostile (void)
{
  static const char *const hostile[] = { "",     "a b",        "a\nb", "a'b",  "a\"b",
                                         "a\\b", "a\rHost: x", "ă",    "a\x7f" };

  for (guint i = 0; i < G_N_ELEMENTS (hostile); i++)
    for (guint n = 0; n <= PARAFA_TOKEN_FORMAT_CURL; n++)
      g_assert_null (write_text ((ParafaTokenFormat) n, hostile[i]));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/token-format/names", test_names);
  g_test_add_func ("/cli/token-format/texts", test_texts);
  g_test_add_func ("/cli/token-format/hostile", test_hostile);
  return g_test_run ();
}
