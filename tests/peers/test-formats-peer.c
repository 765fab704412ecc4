/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-json.h"
#include "parafa-jwt-inspection.h"
#include "parafa-token-verification.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

/* Formats against programs written by others: tokens made by jose, archives checked by har-validator */

static char *
run (const char *const *arguments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process =
      g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  char *output = NULL;

  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));
  return output;
}

static char *
find_script (const char *name)
{
  return g_build_filename (g_getenv ("PARAFA_PEERS"), "formats", name, NULL);
}

static char *
get_member (const char *line, const char *name)
{
  ParafaJsonValue root;
  ParafaJsonValue value;

  parafa_json_get_root (line, strlen (line), &root);
  g_assert_true (parafa_json_find (&root, name, &value));
  return parafa_json_value_dup_text (&value);
}

static ParafaVerificationOutcome
check (const char *token, const char *key)
{
  g_autoptr (ParafaSecret) secret = parafa_secret_new (token, -1);
  g_autoptr (ParafaTokenVerification) verification =
      parafa_token_verification_new (secret, key, strlen (key));

  return parafa_token_verification_get_outcome (verification);
}

static void
check_token (const char *line)
{
  static const char *const keys[] = { "jwk", "pem", "set" };
  g_autofree char *token = get_member (line, "token");
  g_autofree char *algorithm = get_member (line, "alg");
  g_autoptr (ParafaSecret) secret = parafa_secret_new (token, -1);
  g_autoptr (ParafaJwtInspection) inspection = parafa_jwt_inspection_new (secret);

  g_test_message ("%s", algorithm);
  g_assert_null (parafa_jwt_inspection_get_problem (inspection));
  g_assert_cmpstr (json_object_get_string_member (parafa_jwt_get_claims (
                                                      parafa_jwt_inspection_get_jwt (inspection)),
                                                  "note"),
                   ==, "ță „ghilimele” 𝄞");
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *key = get_member (line, keys[i]);
      g_autofree char *changed = g_strdup (token);
      char *claims = strchr (changed, '.') + 9;

      g_assert_cmpint (check (token, key), ==, PARAFA_VERIFICATION_GOOD);
      *claims = *claims == 'A' ? 'B' : 'A';
      g_assert_cmpint (check (changed, key), ==, PARAFA_VERIFICATION_BAD);
    }
}

static void
test_tokens (void)
{
  g_autofree char *script = find_script ("tokens.mjs");
  const char *const arguments[] = { "node", script, NULL };
  g_autofree char *output = run (arguments);
  g_auto (GStrv) lines = g_strsplit (output, "\n", -1);
  guint n_tokens = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      {
        check_token (lines[i]);
        n_tokens++;
      }
  g_assert_cmpuint (n_tokens, ==, 11);
}

/* Every token against the key of every other: good for none */
static void
test_other_keys (void)
{
  g_autofree char *script = find_script ("tokens.mjs");
  const char *const arguments[] = { "node", script, NULL };
  g_autofree char *output = run (arguments);
  g_auto (GStrv) lines = g_strsplit (output, "\n", -1);

  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_autofree char *token = get_member (lines[i], "token");

      for (guint j = 0; lines[j] != NULL && *lines[j] != '\0'; j++)
        {
          g_autofree char *key = get_member (lines[j], "pem");

          g_assert_cmpint (check (token, key) == PARAFA_VERIFICATION_GOOD, ==, i == j);
        }
    }
}

static void
test_archive (void)
{
  g_autofree char *script = find_script ("har.mjs");
  g_autofree char *dir = g_dir_make_tmp ("parafa-har-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (dir, "log.har", NULL);
  const char *const writing[] = { PARAFA_TEST_HTTP_LOG, "-p", "/http/log/har", NULL };
  const char *const checking[] = { "node", script, file, NULL };
  g_autofree char *written = NULL;
  g_autofree char *checked = NULL;

  g_setenv ("PARAFA_HAR_FILE", file, TRUE);
  written = run (writing);
  checked = run (checking);
  g_assert_cmpstr (checked, ==, "7 entries\n");
  g_assert_cmpint (g_remove (file), ==, 0);
  g_assert_cmpint (g_rmdir (dir), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/peers/formats/tokens", test_tokens);
  g_test_add_func ("/peers/formats/other-keys", test_other_keys);
  g_test_add_func ("/peers/formats/archive", test_archive);
  return g_test_run ();
}
