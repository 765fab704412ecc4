/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-sim-http-head.h"

#include <string.h>

#define MUTATIONS 10000

static const char good_head[] = "POST /anaf-oauth2/v1/token?a=b&c HTTP/1.1\r\n"
                                "Host: logincert.localhost:4711\r\n"
                                "Content-Type: application/x-www-form-urlencoded\r\n"
                                "Cookie: MRHSession=0123; LastMRH_Session=89ab;F5_ST=1z1z\r\n"
                                "Connection: TE, Close\r\n"
                                "Content-Length: 9\r\n"
                                "\r\n";

static ParafaSimHeadResult
parse (const char *text, ParafaSimRequest **request)
{
  gsize head_length;

  return parafa_sim_http_head_parse (text, strlen (text), request, &head_length);
}

static void
test_good (void)
{
  g_autoptr (ParafaSimRequest) request = NULL;
  g_autofree char *whole = g_strconcat (good_head, "grant=abc and the next", NULL);
  g_autofree char *last = NULL;
  g_autofree char *absent = NULL;
  gsize head_length;

  g_assert_cmpint (parafa_sim_http_head_parse (whole, strlen (whole), &request, &head_length), ==,
                   PARAFA_SIM_HEAD_READ);
  g_assert_cmpuint (head_length, ==, strlen (good_head));
  g_assert_cmpstr (request->method, ==, "POST");
  g_assert_cmpstr (request->path, ==, "/anaf-oauth2/v1/token");
  g_assert_cmpstr (request->query, ==, "a=b&c");
  g_assert_cmpuint (request->minor_version, ==, 1);
  g_assert_cmpuint (request->body_length, ==, 9);
  g_assert_null (request->body);
  g_assert_cmpstr (parafa_sim_request_get_header (request, "HOST"), ==, "logincert.localhost:4711");
  g_assert_null (parafa_sim_request_get_header (request, "Accept"));
  last = parafa_sim_request_get_cookie (request, "LastMRH_Session");
  absent = parafa_sim_request_get_cookie (request, "Session");
  g_assert_cmpstr (last, ==, "89ab");
  g_assert_null (absent);
  g_assert_true (parafa_sim_request_has_token (request, "Connection", "close"));
  g_assert_true (parafa_sim_request_has_token (request, "Connection", "te"));
  g_assert_false (parafa_sim_request_has_token (request, "Connection", "clo"));
  g_assert_false (parafa_sim_request_has_token (request, "Accept", "close"));
}

/* Every beginning of a good head asks for more */
static void
test_piecemeal (void)
{
  for (gsize length = 0; length < strlen (good_head); length++)
    {
      ParafaSimRequest *request = NULL;
      gsize head_length = 1;

      g_assert_cmpint (parafa_sim_http_head_parse (good_head, length, &request, &head_length), ==,
                       PARAFA_SIM_HEAD_MORE);
      g_assert_null (request);
      g_assert_cmpuint (head_length, ==, 0);
    }
}

static void
test_table (void)
{
  static const struct
  {
    const char *head;
    ParafaSimHeadResult result;
  } cases[] = {
    { "GET / HTTP/1.0\r\n\r\n", PARAFA_SIM_HEAD_READ },
    { "GET /? HTTP/1.1\r\n\r\n", PARAFA_SIM_HEAD_READ },
    { "GET /a%20b?x=%22 HTTP/1.1\r\nA:\r\n\r\n", PARAFA_SIM_HEAD_READ },
    { "OPTIONS /x HTTP/1.1\r\nA: \xc8\x99\r\n\r\n", PARAFA_SIM_HEAD_READ },
    { "POST / HTTP/1.1\r\nContent-Length: 65536\r\n\r\n", PARAFA_SIM_HEAD_READ },
    { "\r\n\r\n", PARAFA_SIM_HEAD_BAD },
    { "GET\r\n\r\n", PARAFA_SIM_HEAD_BAD },
    { "GET /\r\n\r\n", PARAFA_SIM_HEAD_BAD },
    { "GET  / HTTP/1.1\r\n\r\n", PARAFA_SIM_HEAD_BAD },
    { "GET / HTTP/1.1 \r\n\r\n", PARAFA_SIM_HEAD_BAD },
    { "GET / HTTP/2\r\n\r\n", PARAFA_SIM_HEAD_BAD },
    { "GET / HTTP/1.10\r\n\r\n", PARAFA_SIM_HEAD_BAD },
    { "GET x HTTP/1.1\r\n\r\n", PARAFA_SIM_HEAD_BAD },
    { "GET https://x/ HTTP/1.1\r\n\r\n", PARAFA_SIM_HEAD_BAD },
    { "CONNECT x:443 HTTP/1.1\r\n\r\n", PARAFA_SIM_HEAD_BAD },
    { "GET /\xc8\x99 HTTP/1.1\r\n\r\n", PARAFA_SIM_HEAD_BAD },
    { "GET /\x01 HTTP/1.1\r\n\r\n", PARAFA_SIM_HEAD_BAD },
    { "G(T / HTTP/1.1\r\n\r\n", PARAFA_SIM_HEAD_BAD },
    { "GET / HTTP/1.1\r\nA\r\n\r\n", PARAFA_SIM_HEAD_BAD },
    { "GET / HTTP/1.1\r\nA : b\r\n\r\n", PARAFA_SIM_HEAD_BAD },
    { "GET / HTTP/1.1\r\n: b\r\n\r\n", PARAFA_SIM_HEAD_BAD },
    { "GET / HTTP/1.1\r\nA: b\r\n c: d\r\n\r\n", PARAFA_SIM_HEAD_BAD },
    { "GET / HTTP/1.1\r\nA: b\nC: d\r\n\r\n", PARAFA_SIM_HEAD_BAD },
    { "GET / HTTP/1.1\r\nA: \x7f\r\n\r\n", PARAFA_SIM_HEAD_BAD },
    { "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n", PARAFA_SIM_HEAD_BAD },
    { "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", PARAFA_SIM_HEAD_BAD },
    { "POST / HTTP/1.1\r\nContent-Length: 1x\r\n\r\n", PARAFA_SIM_HEAD_BAD },
    { "POST / HTTP/1.1\r\nContent-Length:\r\n\r\n", PARAFA_SIM_HEAD_BAD },
    { "POST / HTTP/1.1\r\nContent-Length: 65537\r\n\r\n", PARAFA_SIM_HEAD_BODY },
    { "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", PARAFA_SIM_HEAD_BODY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ParafaSimRequest) request = NULL;

      g_test_message ("case %u", i);
      g_assert_cmpint (parse (cases[i].head, &request), ==, cases[i].result);
      g_assert_cmpint (request != NULL, ==, cases[i].result == PARAFA_SIM_HEAD_READ);
    }
}

static void
test_nul (void)
{
  static const char head[] = "GET / HTTP/1.1\r\nA: b\0c\r\n\r\n";
  ParafaSimRequest *request = NULL;
  gsize head_length;

  g_assert_cmpint (parafa_sim_http_head_parse (head, sizeof head - 1, &request, &head_length), ==,
                   PARAFA_SIM_HEAD_BAD);
}

static void
test_limits (void)
{
  g_autoptr (ParafaSimRequest) request = NULL;
  g_autoptr (GString) text = g_string_new ("GET /");
  g_autofree char *endless = g_strnfill (PARAFA_SIM_MAX_HEAD_BYTES, 'a');

  g_assert_cmpint (parse (endless, &request), ==, PARAFA_SIM_HEAD_TOO_LARGE);
  endless[PARAFA_SIM_MAX_HEAD_BYTES - 1] = '\0';
  g_assert_cmpint (parse (endless, &request), ==, PARAFA_SIM_HEAD_MORE);

  for (guint i = 0; i < PARAFA_SIM_MAX_TARGET_BYTES; i++)
    g_string_append_c (text, 'x');
  g_string_append (text, " HTTP/1.1\r\n\r\n");
  g_assert_cmpint (parse (text->str, &request), ==, PARAFA_SIM_HEAD_TOO_LARGE);

  g_string_assign (text, "GET / HTTP/1.1\r\n");
  for (guint i = 0; i < PARAFA_SIM_MAX_HEADERS; i++)
    g_string_append (text, "A: b\r\n");
  g_string_append (text, "\r\n");
  g_assert_cmpint (parse (text->str, &request), ==, PARAFA_SIM_HEAD_READ);
  g_clear_pointer (&request, parafa_sim_request_free);
  g_string_insert (text, (gssize) strlen ("GET / HTTP/1.1\r\n"), "A: b\r\n");
  g_assert_cmpint (parse (text->str, &request), ==, PARAFA_SIM_HEAD_TOO_LARGE);
}

/* Whatever arrives, the reader ends, gives a request only with READ, and stays inside the bytes:
 * each is a heap copy of exactly its length, so a sanitizer sees a step too far */
static void
test_mutations (void)
{
  static const char interesting[] = { '\0', '\r', '\n', ' ', ':', '?', '%', '/', '\x7f', '\xff' };
  g_autoptr (GRand) random = g_rand_new_with_seed (20261124);
  guint read = 0;

  for (guint i = 0; i < MUTATIONS; i++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      g_autofree char *exact = NULL;
      g_autoptr (ParafaSimRequest) request = NULL;
      guint changes = (guint) g_rand_int_range (random, 0, 6);
      gsize head_length;
      ParafaSimHeadResult result;

      g_byte_array_append (bytes, (const guint8 *) good_head, strlen (good_head));
      for (guint j = 0; j < changes; j++)
        {
          guint place = (guint) g_rand_int_range (random, 0, (gint32) bytes->len);

          if (g_rand_boolean (random))
            bytes->data[place] =
                (guint8) interesting[g_rand_int_range (random, 0, G_N_ELEMENTS (interesting))];
          else if (g_rand_boolean (random) && bytes->len > 1)
            g_byte_array_remove_index (bytes, place);
          else
            bytes->data[place] = (guint8) g_rand_int_range (random, 0, 256);
        }
      exact = g_memdup2 (bytes->data, bytes->len);
      result = parafa_sim_http_head_parse (exact, bytes->len, &request, &head_length);
      g_assert_cmpint (request != NULL, ==, result == PARAFA_SIM_HEAD_READ);
      g_assert_cmpuint (head_length, <=, bytes->len);
      if (request != NULL)
        {
          g_autofree char *cookie = parafa_sim_request_get_cookie (request, "F5_ST");
          g_autoptr (GHashTable) form = parafa_sim_form_parse (request->query);

          g_assert_true (cookie == NULL || strchr (cookie, ';') == NULL);
          g_assert_true (form == NULL || g_hash_table_size (form) <= 2);
          g_assert_cmpuint (request->body_length, <=, PARAFA_SIM_MAX_BODY_BYTES);
          g_assert_true (request->path[0] == '/');
          read++;
        }
    }
  g_assert_cmpuint (read, >, MUTATIONS / 100);
  g_assert_cmpuint (read, <, MUTATIONS);
}

static void
test_form (void)
{
  g_autoptr (GHashTable) form = parafa_sim_form_parse (
      "state=s%20t+u&name=%22Io%C8%99a%22&empty=&redirect_uri=https%3A%2F%2Fx");
  g_autoptr (GHashTable) none = parafa_sim_form_parse (NULL);

  g_assert_nonnull (form);
  g_assert_cmpstr (g_hash_table_lookup (form, "state"), ==, "s t u");
  g_assert_cmpstr (g_hash_table_lookup (form, "name"), ==, "\"Ioșa\"");
  g_assert_cmpstr (g_hash_table_lookup (form, "empty"), ==, "");
  g_assert_cmpstr (g_hash_table_lookup (form, "redirect_uri"), ==, "https://x");
  g_assert_cmpuint (g_hash_table_size (none), ==, 0);
  g_assert_null (parafa_sim_form_parse ("a=%zz"));
  g_assert_null (parafa_sim_form_parse ("a=%00"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/simulator/http-head/good", test_good);
  g_test_add_func ("/simulator/http-head/piecemeal", test_piecemeal);
  g_test_add_func ("/simulator/http-head/table", test_table);
  g_test_add_func ("/simulator/http-head/nul", test_nul);
  g_test_add_func ("/simulator/http-head/limits", test_limits);
  g_test_add_func ("/simulator/http-head/mutations", test_mutations);
  g_test_add_func ("/simulator/http-head/form", test_form);

  return g_test_run ();
}
