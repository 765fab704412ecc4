/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-import.h"
#include "parafa-test-token.h"

#include <string.h>

#define NOW (G_GINT64_CONSTANT (1795500000))
#define ID_A "0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a"
#define ID_B "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b"
#define SECRET_A "5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a"
#define SECRET_B "5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b"
#define CALLBACK "https://localhost:47631/callback"

static GPtrArray *
read_text (const char *text, ParafaImportPlace *place, GError **error)
{
  g_autoptr (ParafaSecret) secret = parafa_secret_new (text, -1);

  return parafa_import_read (secret, place, error);
}

static GPtrArray *
read_good (const char *text, guint n_expected)
{
  ParafaImportPlace place;
  g_autoptr (GError) error = NULL;
  GPtrArray *found = read_text (text, &place, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, n_expected);
  return found;
}

static void
assert_secret (ParafaSecret *secret, const char *expected)
{
  g_assert_cmpstr (secret != NULL ? parafa_secret_get (secret) : NULL, ==, expected);
}

static void
assert_application (GPtrArray *found, guint index, const char *id, const char *secret)
{
  const ParafaImportFound *one = g_ptr_array_index (found, index);

  g_assert_cmpstr (one->client_id, ==, id);
  assert_secret (one->client_secret, secret);
}

static void
test_environment_file (void)
{
  g_autofree char *token = parafa_test_token_build_at (NOW, 7776000);
  g_autofree char *text = g_strdup_printf ("# ANAF\r\n"
                                           "export ANAF_CLIENT_ID=" ID_A "\r\n"
                                           "ANAF_CLIENT_SECRET=\"" SECRET_A "\" # the secret\r\n"
                                           "ANAF_REDIRECT_URI='" CALLBACK "'\r\n"
                                           "DEBUG=1\r\nCSRF_TOKEN=zzz\r\n"
                                           "ACCESS_TOKEN=Bearer %s\r\n"
                                           "REFRESH_TOKEN=abc.def\r\n"
                                           "EXPIRES_IN=7776000\r\n",
                                           token);
  g_autoptr (GPtrArray) found = read_good (text, 1);
  const ParafaImportFound *one = g_ptr_array_index (found, 0);
  g_autoptr (ParafaTokenPair) pair = parafa_import_found_make_pair (one, NOW + 1000);

  assert_application (found, 0, ID_A, SECRET_A);
  g_assert_cmpstr (one->name, ==, "ANAF");
  g_assert_cmpstr (one->redirect_uri, ==, CALLBACK);
  assert_secret (one->access, token);
  assert_secret (one->refresh, "abc.def");
  g_assert_cmpint (parafa_token_pair_get_obtained_at (pair), ==, NOW);
  g_assert_cmpint (parafa_token_pair_get_first_login_at (pair), ==, -1);
  g_assert_cmpint (parafa_token_pair_get_access_expires_at (pair), ==, NOW + 7776000);
}

static void
test_two_applications_in_one_file (void)
{
  g_autoptr (GPtrArray) found =
      read_good ("ALFA_CLIENT_ID=" ID_A "\nALFA_CLIENT_SECRET=" SECRET_A "\nBETA_CLIENT_ID=" ID_B
                 "\nBETA_CLIENT_SECRET=" SECRET_B "\n",
                 2);

  assert_application (found, 0, ID_A, SECRET_A);
  assert_application (found, 1, ID_B, SECRET_B);
  g_assert_cmpstr (((ParafaImportFound *) found->pdata[1])->name, ==, "BETA");
}

static void
test_token_answer (void)
{
  g_autoptr (GPtrArray) found =
      read_good ("{\"access_token\":\"0123456789abcdef\",\"expires_in\":7776000,"
                 "\"refresh_token\":\"R\\/1\",\"scope\":\"issuer\",\"token_type\":\"Bearer\"}",
                 1);
  const ParafaImportFound *one = g_ptr_array_index (found, 0);
  g_autoptr (ParafaTokenPair) pair = parafa_import_found_make_pair (one, NOW);

  assert_secret (one->access, "0123456789abcdef");
  assert_secret (one->refresh, "R/1");
  g_assert_true (parafa_token_pair_is_opaque (pair));
  g_assert_cmpint (parafa_token_pair_get_access_expires_at (pair), ==, NOW + 7776000);
}

static void
test_postman_environment (void)
{
  g_autoptr (GPtrArray) found =
      read_good ("{\"id\":\"1\",\"name\":\"ANAF test\",\"values\":["
                 "{\"key\":\"client_id\",\"value\":\"" ID_A
                 "\",\"type\":\"default\",\"enabled\":true},"
                 "{\"key\":\"client_secret\",\"value\":\"" SECRET_A
                 "\",\"type\":\"secret\",\"enabled\":true},"
                 "{\"key\":\"access_token\",\"value\":\"old\",\"enabled\":false},"
                 "{\"key\":\"access_token\",\"value\":\"new\",\"enabled\":true},"
                 "{\"key\":\"base_url\",\"value\":\"https://api.localhost\"}],"
                 "\"_postman_variable_scope\":\"environment\"}",
                 1);
  const ParafaImportFound *one = g_ptr_array_index (found, 0);

  assert_application (found, 0, ID_A, SECRET_A);
  assert_secret (one->access, "new");
  g_assert_cmpstr (one->name, ==, "ANAF test");
}

/* v2.1: lists of key and value; what the folder has in {{…}} stands in the variables */
static void
test_postman_collection (void)
{
  g_autoptr (GPtrArray) found = read_good (
      "{\"info\":{\"name\":\"e-Factura\",\"schema\":"
      "\"https://schema.getpostman.com/json/collection/v2.1.0/collection.json\"},"
      "\"item\":[{\"name\":\"Alfa\",\"item\":[{\"name\":\"lista\",\"request\":{\"auth\":{"
      "\"type\":\"oauth2\",\"oauth2\":["
      "{\"key\":\"clientSecret\",\"value\":\"{{alfa_secret}}\",\"type\":\"string\"},"
      "{\"key\":\"clientId\",\"value\":\"" ID_A "\",\"type\":\"string\"},"
      "{\"key\":\"redirect_uri\",\"value\":\"" CALLBACK "\"},"
      "{\"key\":\"accessTokenUrl\",\"value\":\"https://logincert.localhost/token\"},"
      "{\"key\":\"addTokenTo\",\"value\":\"header\"},{\"key\":\"tokenName\",\"value\":\"x\"}]},"
      "\"method\":\"GET\",\"url\":\"https://api.localhost\"}}]},"
      "{\"name\":\"Beta\",\"auth\":{\"type\":\"oauth2\",\"oauth2\":["
      "{\"key\":\"clientId\",\"value\":\"" ID_B "\"},"
      "{\"key\":\"clientSecret\",\"value\":\"{{unknown}}\"}]},\"item\":[]}],"
      "\"variable\":[{\"key\":\"alfa_secret\",\"value\":\"" SECRET_A "\"}]}",
      2);
  const ParafaImportFound *alfa = g_ptr_array_index (found, 0);

  assert_application (found, 0, ID_A, SECRET_A);
  assert_application (found, 1, ID_B, NULL);
  g_assert_cmpstr (alfa->redirect_uri, ==, CALLBACK);
  g_assert_null (alfa->access);
}

/* v2.0: the same as members of an object */
static void
test_postman_collection_2_0 (void)
{
  g_autoptr (GPtrArray) found = read_good ("{\"info\":{\"name\":\"Old\"},\"item\":[],\"auth\":{"
                                           "\"type\":\"oauth2\",\"oauth2\":{"
                                           "\"clientId\":\"" ID_A "\",\"clientSecret\":\"" SECRET_A
                                           "\",\"accessToken\":\"A1\"}}}",
                                           1);

  assert_application (found, 0, ID_A, SECRET_A);
  assert_secret (((ParafaImportFound *) found->pdata[0])->access, "A1");
}

/* As copied from ANAF's page, in a mail, from a terminal */
static void
test_pasted (void)
{
  g_autofree char *token = parafa_test_token_build_at (NOW, 7776000);
  g_autofree char *curl = g_strdup_printf ("curl 'https://api.localhost/hello' \\\n"
                                           "  -H 'Authorization: Bearer %s' \\\n  -H 'A: b'\n",
                                           token);
  g_autofree char *broken = g_strdup_printf ("%.60s\n%s\n", token, token + 60);
  g_autoptr (GPtrArray) named =
      read_good ("Client ID: " ID_A "\nClient Secret:\n" SECRET_A "\nCallback URL " CALLBACK, 1);
  g_autoptr (GPtrArray) below = read_good ("Client ID\n" ID_A "\n\nClient Secret\n" SECRET_A, 1);
  g_autoptr (GPtrArray) bare = read_good (ID_A "\n" SECRET_A, 1);
  g_autoptr (GPtrArray) lone = read_good (token, 1);
  g_autoptr (GPtrArray) command = read_good (curl, 1);
  g_autoptr (GPtrArray) lines = read_good (broken, 1);

  assert_application (named, 0, ID_A, SECRET_A);
  assert_application (below, 0, ID_A, SECRET_A);
  assert_application (bare, 0, ID_A, SECRET_A);
  assert_secret (((ParafaImportFound *) lone->pdata[0])->access, token);
  assert_secret (((ParafaImportFound *) command->pdata[0])->access, token);
  assert_secret (((ParafaImportFound *) lines->pdata[0])->access, token);
}

static void
test_placeholders (void)
{
  ParafaImportPlace place;
  g_autoptr (GError) error = NULL;

  g_assert_null (read_text ("CLIENT_ID=<client id>\nCLIENT_SECRET=your-secret\nACCESS_TOKEN=\n"
                            "REFRESH_TOKEN={{refresh}}\n",
                            &place, &error));
  g_assert_error (error, PARAFA_IMPORT_ERROR, PARAFA_IMPORT_ERROR_NOTHING);
}

/* A token that was cut off while it was copied: which part, and where */
static void
test_half_tokens (void)
{
  g_autofree char *token = parafa_test_token_build_at (NOW, 7776000);
  const char *first = strchr (token, '.');
  const char *second = strchr (first + 1, '.');
  const struct
  {
    gsize length;
    guint part;
  } rows[] = {
    { (gsize) (first - token) / 2, 1 },
    { (gsize) (first - token), 1 },
    { (gsize) (first - token) + 20, 2 },
    { (gsize) (second - token), 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *half = g_strndup (token, rows[i].length);
      g_autofree char *text = g_strdup_printf ("CLIENT_ID=" ID_A "\nACCESS_TOKEN=%s\n", half);
      ParafaImportPlace place;
      g_autoptr (GError) error = NULL;

      g_test_message ("row %u: %" G_GSIZE_FORMAT " characters", i, rows[i].length);
      g_assert_null (read_text (text, &place, &error));
      g_assert_error (error, PARAFA_IMPORT_ERROR, PARAFA_IMPORT_ERROR_HALF_TOKEN);
      g_assert_cmpuint (place.part, ==, rows[i].part);
      g_assert_cmpuint (place.line, ==, 2);
      g_assert_cmpuint (place.column, ==, strlen ("ACCESS_TOKEN=") + rows[i].length + 1);
      g_assert_null (strstr (error->message, half));
    }
}

/* An RSA signature has a length of its own */
static void
test_cut_signature (void)
{
  g_autofree char *head = g_base64_encode ((const guchar *) "{\"alg\":\"RS512\" }", 16);
  g_autofree char *whole = g_strnfill (342, 'A');
  ParafaImportPlace place;

  head[strcspn (head, "=")] = '\0';
  for (gsize length = 0; length <= 342; length += 57)
    {
      g_autofree char *text = g_strdup_printf ("%s.eyJhIjoxfQ.%.*s", head, (int) length, whole);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) found = read_text (text, &place, &error);

      g_test_message ("signature of %" G_GSIZE_FORMAT, length);
      if (length == 342 || length == 171)
        {
          g_assert_no_error (error);
          g_assert_nonnull (found);
        }
      else
        {
          g_assert_null (found);
          g_assert_error (error, PARAFA_IMPORT_ERROR, PARAFA_IMPORT_ERROR_HALF_TOKEN);
          g_assert_cmpuint (place.part, ==, 3);
        }
    }
}

static void
test_damaged (void)
{
  static const struct
  {
    const char *text;
    int code;
    guint line;
    guint column;
  } rows[] = {
    { "", PARAFA_IMPORT_ERROR_EMPTY, 0, 0 },
    { " \n\t", PARAFA_IMPORT_ERROR_EMPTY, 0, 0 },
    { "\xef\xbb\xbf", PARAFA_IMPORT_ERROR_EMPTY, 0, 0 },
    { "PK\x03\x04\xff\xfe", PARAFA_IMPORT_ERROR_NOT_TEXT, 0, 0 },
    { "{\"a\":1,\n  \"ș\": x}", PARAFA_IMPORT_ERROR_JSON, 2, 8 },
    { "{\"access_token\":\"abc", PARAFA_IMPORT_ERROR_JSON, 1, 21 },
    { "{}", PARAFA_IMPORT_ERROR_NOTHING, 0, 0 },
    { "[1,2,{\"a\":[]}]", PARAFA_IMPORT_ERROR_NOTHING, 0, 0 },
    { "A letter to a friend: hello.", PARAFA_IMPORT_ERROR_NOTHING, 0, 0 },
    { "CLIENT_ID=a b c", PARAFA_IMPORT_ERROR_NOTHING, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      ParafaImportPlace place;
      g_autoptr (GError) error = NULL;

      g_test_message ("row %u", i);
      g_assert_null (read_text (rows[i].text, &place, &error));
      g_assert_error (error, PARAFA_IMPORT_ERROR, rows[i].code);
      g_assert_cmpuint (place.line, ==, rows[i].line);
      if (rows[i].line > 0)
        g_assert_cmpuint (place.column, ==, rows[i].column);
    }
}

/* Whatever is cut out of good texts or changed in them ends in something found or an error, and no
 * error repeats a secret */
static void
test_mutations (void)
{
  static const char *const seeds[] = {
    "{\"values\":[{\"key\":\"client_id\",\"value\":\"" ID_A
    "\"},{\"key\":\"client_secret\",\"value\":\"" SECRET_A "\",\"enabled\":true}]}",
    "{\"info\":{\"name\":\"x\"},\"item\":[{\"name\":\"y\",\"request\":{\"auth\":{\"oauth2\":[{"
    "\"key\":\"accessToken\",\"value\":\"e30.e30.AAAA\"}]}}}],\"variable\":[]}",
    "export A_CLIENT_ID='" ID_A "'\nCLIENT_SECRET = \"" SECRET_A "\"\nToken: Bearer e30.e30.AAAA\n",
  };

  for (guint i = 0; i < 3000; i++)
    {
      g_autofree char *text = g_strdup (seeds[i % G_N_ELEMENTS (seeds)]);
      gsize length = strlen (text);
      ParafaImportPlace place;
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) found = NULL;

      for (int n = g_test_rand_int_range (1, 4); n > 0; n--)
        text[g_test_rand_int_range (0, (gint32) length)] = (char) g_test_rand_int_range (1, 256);
      if (i % 3 == 0)
        text[g_test_rand_int_range (0, (gint32) length)] = '\0';
      found = read_text (text, &place, &error);
      g_assert_true ((found != NULL && found->len > 0) != (error != NULL));
      if (error != NULL)
        g_assert_null (strstr (error->message, "5a5a"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/import/environment-file", test_environment_file);
  g_test_add_func ("/session/import/two-applications-in-one-file",
                   test_two_applications_in_one_file);
  g_test_add_func ("/session/import/token-answer", test_token_answer);
  g_test_add_func ("/session/import/postman-environment", test_postman_environment);
  g_test_add_func ("/session/import/postman-collection", test_postman_collection);
  g_test_add_func ("/session/import/postman-collection-2-0", test_postman_collection_2_0);
  g_test_add_func ("/session/import/pasted", test_pasted);
  g_test_add_func ("/session/import/placeholders", test_placeholders);
  g_test_add_func ("/session/import/half-tokens", test_half_tokens);
  g_test_add_func ("/session/import/cut-signature", test_cut_signature);
  g_test_add_func ("/session/import/damaged", test_damaged);
  g_test_add_func ("/session/import/mutations", test_mutations);
  return g_test_run ();
}
