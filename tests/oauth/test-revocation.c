/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-revocation.h"

#include "parafa-token-answer.h"

#include <string.h>

#define DONE PARAFA_REVOCATION_DONE
#define NOT_OFFERED PARAFA_REVOCATION_NOT_OFFERED
#define FAILS(code) (-1 - (int) (code))

typedef struct
{
  guint status;
  const char *type;
  const char *body;
  int expected;
} Row;

static const Row rows[] = {
  { 200, "application/json", "{}", DONE },
  { 200, "application/json; charset=utf-8", "", DONE },
  { 200, NULL, "", DONE },
  { 200, "text/plain", "OK", DONE },
  { 204, NULL, "", DONE },
  /* a page is no confirmation, whatever it calls itself */
  { 200, "text/html", "<html>Autentificare</html>", NOT_OFFERED },
  { 200, "TEXT/HTML; charset=UTF-8", "", NOT_OFFERED },
  { 200, "application/json", " \r\n<!DOCTYPE html>", NOT_OFFERED },
  { 200, NULL, "<p>", NOT_OFFERED },
  { 302, "text/html", "", NOT_OFFERED },
  { 301, NULL, "", NOT_OFFERED },
  { 307, "application/json", "{}", NOT_OFFERED },
  { 404, "application/json", "{\"error\":\"id_not_found\"}", NOT_OFFERED },
  { 405, "text/plain", "", NOT_OFFERED },
  { 403, "text/html", "<html>Request Rejected</html>", NOT_OFFERED },
  { 400, "application/json", "{\"error\":\"unsupported_token_type\"}", NOT_OFFERED },
  { 400, "application/json", "{\"error\":\"invalid_client\"}",
    FAILS (PARAFA_TOKEN_ERROR_SETTINGS) },
  { 401, "application/json", "{\"error\":\"unauthorized_client\"}",
    FAILS (PARAFA_TOKEN_ERROR_SETTINGS) },
  { 401, "text/plain", "", FAILS (PARAFA_TOKEN_ERROR_SETTINGS) },
  { 200, "application/json", "{\"error\":\"invalid_request\"}",
    FAILS (PARAFA_TOKEN_ERROR_INVALID) },
  { 400, "application/json", "{\"error\":\"invalid_request\"}",
    FAILS (PARAFA_TOKEN_ERROR_INVALID) },
  { 400, "application/json", "{", FAILS (PARAFA_TOKEN_ERROR_INVALID) },
  { 400, "application/json", "[]", FAILS (PARAFA_TOKEN_ERROR_INVALID) },
  { 400, "application/json", "{\"error\":1}", FAILS (PARAFA_TOKEN_ERROR_INVALID) },
  { 100, NULL, "", FAILS (PARAFA_TOKEN_ERROR_INVALID) },
  { 429, "text/html", "<html>", FAILS (PARAFA_TOKEN_ERROR_LATER) },
  { 500, "text/html", "<html>", FAILS (PARAFA_TOKEN_ERROR_LATER) },
  { 503, "application/json", "{\"error\":\"invalid_client\"}", FAILS (PARAFA_TOKEN_ERROR_LATER) },
};

static void
test_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      int outcome = parafa_revocation_read (rows[i].status, rows[i].type, rows[i].body,
                                            strlen (rows[i].body), &error);

      g_test_message ("row %u: %u %s", i, rows[i].status, rows[i].body);
      if (rows[i].expected >= 0)
        {
          g_assert_no_error (error);
          g_assert_cmpint (outcome, ==, rows[i].expected);
        }
      else
        {
          g_assert_cmpint (outcome, ==, -1);
          g_assert_error (error, PARAFA_TOKEN_ERROR, -1 - rows[i].expected);
        }
    }
}

/* Bytes without an end, and nothing of them in a message */
static void
test_no_echo (void)
{
  static const char body[] = "{\"error\":\"MARK\",\"error_description\":\"MARK\"}tail";
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (parafa_revocation_read (400, "application/json", body, sizeof body - 5, &error),
                   ==, -1);
  g_assert_error (error, PARAFA_TOKEN_ERROR, PARAFA_TOKEN_ERROR_INVALID);
  g_assert_null (strstr (error->message, "MARK"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/oauth/revocation/rows", test_rows);
  g_test_add_func ("/oauth/revocation/no-echo", test_no_echo);
  return g_test_run ();
}
