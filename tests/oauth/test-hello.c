/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-hello.h"

#include <string.h>

#define TOKEN                                                                                      \
  "ewogICJhbGciOiAiUlM1MTIiCn0.ewogICJqdGkiOiAiTUFSQ0FKVUwtVU5VSS1KRVRPTiIKfQ."                    \
  "c2VtbmF0dXJhLW1hcmNhdGE"

static const char sample[] = "Hello, \"Test Ana!\"\n"
                             "headers=key=Accept\n"
                             "val=[*/*]\n"
                             "key=Accept-Encoding\n"
                             "val=[gzip, deflate, br]\n"
                             "key=Authorization\n"
                             "val=[Bearer " TOKEN "]\n"
                             "key=cookie\n"
                             "val=[MRHSession=abcdef0123; F5_ST=1z1z1z]\n"
                             "key=host\n"
                             "val=[api.exemplu.ro]\n"
                             "key=issuer\n"
                             "val=[certSIGN]\n"
                             "key=serial_certificate\n"
                             "val=[34:00:aa]\n"
                             "key=session-id\n"
                             "val=[0a1b2c3d]\n"
                             "key=session-key\n"
                             "val=[99887766]\n"
                             "key=User-Agent\n"
                             "val=[]\n";

static ParafaHello *
read_text (guint status, const char *type, const char *text, gssize length, const char *name)
{
  g_autoptr (ParafaSecret) body = parafa_secret_new (text, length);

  return parafa_hello_new_from_answer (status, type, body, name, 1234);
}

static const char *
find (ParafaHello *hello, const char *name)
{
  guint n;
  const ParafaHelloHeader *headers = parafa_hello_get_headers (hello, &n);

  for (guint i = 0; i < n; i++)
    if (g_str_equal (headers[i].name, name))
      return headers[i].value;
  return NULL;
}

/* No text of a hello holds a piece of the token, or one of the gateway's credentials */
static void
assert_masked (ParafaHello *hello)
{
  static const char *const marks[] = { "TUFSQ0FKVUwt", "c2VtbmF0dXJh", "abcdef0123",
                                       "1z1z1z",       "0a1b2c3d",     "99887766" };
  guint n;
  const ParafaHelloHeader *headers = parafa_hello_get_headers (hello, &n);
  const char *greeting = parafa_hello_get_greeting (hello);

  for (gsize mark = 0; mark < G_N_ELEMENTS (marks); mark++)
    {
      g_assert_true (greeting == NULL || strstr (greeting, marks[mark]) == NULL);
      for (guint i = 0; i < n; i++)
        {
          g_assert_null (strstr (headers[i].name, marks[mark]));
          g_assert_null (strstr (headers[i].value, marks[mark]));
        }
    }
}

static void
test_sample (void)
{
  g_autoptr (ParafaHello) hello = read_text (200, "text/plain", sample, -1, "\"Test Ana!\"");
  g_autoptr (ParafaHello) again = parafa_hello_ref (hello);
  guint n;

  g_assert_cmpint (parafa_hello_get_outcome (again), ==, PARAFA_HELLO_GREETED);
  g_assert_cmpuint (parafa_hello_get_status (again), ==, 200);
  g_assert_cmpint (parafa_hello_get_duration_us (again), ==, 1234);
  g_assert_cmpstr (parafa_hello_get_greeting (again), ==, "Hello, \"Test Ana!\"");
  parafa_hello_get_headers (again, &n);
  g_assert_cmpuint (n, ==, 10);
  g_assert_cmpstr (find (again, "Accept"), ==, "*/*");
  g_assert_cmpstr (find (again, "Accept-Encoding"), ==, "gzip, deflate, br");
  g_assert_cmpstr (find (again, "Authorization"), ==, "Bearer •••");
  g_assert_cmpstr (find (again, "cookie"), ==, "•••");
  g_assert_cmpstr (find (again, "host"), ==, "api.exemplu.ro");
  g_assert_cmpstr (find (again, "issuer"), ==, "certSIGN");
  g_assert_cmpstr (find (again, "serial_certificate"), ==, "34:00:aa");
  g_assert_cmpstr (find (again, "session-id"), ==, "•••");
  g_assert_cmpstr (find (again, "session-key"), ==, "•••");
  g_assert_cmpstr (find (again, "User-Agent"), ==, "");
  assert_masked (again);
}

static void
test_outcomes (void)
{
  static const struct
  {
    guint status;
    const char *type;
    const char *body;
    const char *name;
    ParafaHelloOutcome outcome;
  } cases[] = {
    { 200, "text/plain", "Hello, Ana", "Ana", PARAFA_HELLO_GREETED },
    { 200, NULL, "Hello, Ana\r\nheaders=", "Ana", PARAFA_HELLO_GREETED },
    { 200, "text/html", "Hello, Ana\n", "Ana", PARAFA_HELLO_GREETED },
    { 200, "text/plain", "Hello, Ștefan „Țepeș”\n", "Ștefan „Țepeș”", PARAFA_HELLO_GREETED },
    { 200, "text/plain", "Hello, Ana \n", "Ana ", PARAFA_HELLO_GREETED },
    { 200, "text/plain", "Hello, a\nb\nheaders=", "a\nb", PARAFA_HELLO_GREETED },
    { 200, "text/plain", "Hello, \nheaders=", "", PARAFA_HELLO_GREETED },
    { 200, "text/plain", "Hello, Ana Pop\n", "Ana", PARAFA_HELLO_OTHER_NAME },
    { 200, "text/plain", "Hello, An\n", "Ana", PARAFA_HELLO_OTHER_NAME },
    { 200, "text/plain", "Hello, %22Ana%22", "\"Ana\"", PARAFA_HELLO_OTHER_NAME },
    { 401, "text/plain", "", "Ana", PARAFA_HELLO_UNAUTHORIZED },
    { 401, "text/html", "<html>", "Ana", PARAFA_HELLO_UNAUTHORIZED },
    { 403, "application/json", "{}", "Ana", PARAFA_HELLO_FORBIDDEN },
    { 429, NULL, "", "Ana", PARAFA_HELLO_LIMITED },
    { 500, "text/plain", "Hello, Ana", "Ana", PARAFA_HELLO_SERVER },
    { 503, "text/html", "<html>", "Ana", PARAFA_HELLO_SERVER },
    { 302, "text/html", "", "Ana", PARAFA_HELLO_PAGE },
    { 200, "text/html; charset=utf-8", "Sesiune incheiata", "Ana", PARAFA_HELLO_PAGE },
    { 200, "text/plain", "  <!DOCTYPE html><html>", "Ana", PARAFA_HELLO_PAGE },
    { 200, NULL, "<html>Hello, Ana", "Ana", PARAFA_HELLO_PAGE },
    { 200, "text/plain", "", "Ana", PARAFA_HELLO_STRANGE },
    { 200, "application/json", "{\"hello\":\"Ana\"}", "Ana", PARAFA_HELLO_STRANGE },
    { 204, NULL, "", "Ana", PARAFA_HELLO_STRANGE },
    { 404, "text/plain", "Hello, Ana", "Ana", PARAFA_HELLO_STRANGE },
    { 0, NULL, "", "Ana", PARAFA_HELLO_STRANGE },
    { 600, NULL, "", "Ana", PARAFA_HELLO_STRANGE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ParafaHello) hello =
          read_text (cases[i].status, cases[i].type, cases[i].body, -1, cases[i].name);
      gboolean greeted = cases[i].outcome <= PARAFA_HELLO_OTHER_NAME;

      g_test_message ("%u %s", cases[i].status, cases[i].body);
      g_assert_cmpint (parafa_hello_get_outcome (hello), ==, cases[i].outcome);
      g_assert_cmpint (parafa_hello_get_greeting (hello) != NULL, ==, greeted);
    }
}

/* The token is found wherever it stands: under another name, in a name, in the greeting, in part */
static void
test_token_elsewhere (void)
{
  static const char *const bodies[] = {
    "Hello, " TOKEN "\nheaders=key=Authorization\nval=[Bearer " TOKEN "]\n",
    "Hello, Ana\nheaders=key=X-Forwarded\nval=[" TOKEN "]\nkey=Authorization\nval=[Bearer " TOKEN
    "]\n",
    "Hello, Ana\nheaders=key=" TOKEN "\nval=[x]\nkey=Authorization\nval=[" TOKEN "]\n",
    "Hello, Ana\nheaders=key=x\nval=[https://x/?t=" TOKEN "&u=1]\n",
    "Hello, Ana\nheaders=key=x\nval=[TUFSQ0FKVUwtVU5VSS1KRVRPTiIKfQ.c2VtbmF0dXJhLW1hcmNhdGE]\n",
    "Hello, Ana\nheaders=key= authorization \nval= [Bearer " TOKEN "] \n",
    "Hello, Ana\nheaders=key=AUTHORIZATION\nval=[bearer " TOKEN "]\n",
    "Hello, Ana\nheaders=key=Authorization\nval=[" TOKEN,
    "Hello, Ana\nheaders=key=Proxy-Authorization\nval=[Basic abcdef0123]\n",
    "Hello, Ana\nheaders=key=Set-Cookie\nval=[abcdef0123]\n",
    "Hello, Ana\nheaders=key=Session_Key\nval=[99887766]\n",
  };
  g_autoptr (ParafaSecret) token = parafa_secret_new (TOKEN, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (ParafaSecret) body = parafa_secret_new (bodies[i], -1);
      g_autoptr (ParafaHello) hello =
          parafa_hello_new_for_token (200, "text/plain", body, "Ana", token, 1);

      g_test_message ("%" G_GSIZE_FORMAT, i);
      assert_masked (hello);
    }
}

/* Without being told, the token that came back under Authorization is known */
static void
test_echo_is_known (void)
{
  g_autoptr (ParafaHello) hello = read_text (200, "text/plain",
                                             "Hello, Ana\nheaders=key=a\nval=[JETON-OPAC-123456]\n"
                                             "key=Authorization\nval=[Bearer JETON-OPAC-123456]\n",
                                             -1, "Ana");

  g_assert_cmpstr (find (hello, "a"), ==, "•••");
}

static void
test_large (void)
{
  g_autoptr (GString) many = g_string_new ("Hello, Ana\nheaders=");
  g_autofree char *long_line = g_strnfill (1000000, 'x');
  g_autoptr (ParafaHello) line = NULL;
  g_autoptr (ParafaHello) hello = NULL;
  guint n;

  for (guint i = 0; i < 5000; i++)
    g_string_append_printf (many, "key=X-%u\nval=[" TOKEN "]\n", i);
  hello = read_text (200, "text/plain", many->str, (gssize) many->len, "Ana");
  parafa_hello_get_headers (hello, &n);
  g_assert_cmpint (parafa_hello_get_outcome (hello), ==, PARAFA_HELLO_GREETED);
  g_assert_cmpuint (n, ==, 200);
  assert_masked (hello);

  memcpy (long_line, "Hello, ", strlen ("Hello, "));
  line = read_text (200, "text/plain", long_line, -1, "Ana");
  g_assert_cmpint (parafa_hello_get_outcome (line), ==, PARAFA_HELLO_STRANGE);
}

/* A cut of the sample at every byte, and every byte of it turned into odd ones */
static void
test_mutations (void)
{
  static const char odd[] = { '\0', '\n', '\r', '[', ']', '=', ' ', '\x80', '\xff' };
  g_autoptr (ParafaSecret) token = parafa_secret_new (TOKEN, -1);
  gsize length = strlen (sample);

  for (gsize cut = 0; cut <= length; cut++)
    {
      g_autoptr (ParafaSecret) body = parafa_secret_new (sample, (gssize) cut);
      g_autoptr (ParafaHello) hello =
          parafa_hello_new_for_token (200, NULL, body, "\"Test Ana!\"", token, 1);

      assert_masked (hello);
    }
  for (gsize at = 0; at < length; at++)
    for (gsize i = 0; i < G_N_ELEMENTS (odd); i++)
      {
        g_autofree char *text = g_memdup2 (sample, length + 1);
        g_autoptr (ParafaSecret) body = NULL;
        g_autoptr (ParafaHello) hello = NULL;
        guint n;
        const ParafaHelloHeader *headers;

        text[at] = odd[i];
        body = parafa_secret_new (text, (gssize) length);
        hello = parafa_hello_new_for_token (200, NULL, body, "\"Test Ana!\"", token, 1);
        headers = parafa_hello_get_headers (hello, &n);
        for (guint header = 0; header < n; header++)
          {
            g_assert_true (g_utf8_validate (headers[header].name, -1, NULL));
            g_assert_true (g_utf8_validate (headers[header].value, -1, NULL));
            g_assert_null (strstr (headers[header].value, "TUFSQ0FKVUwtVU5VSS1KRVRPTiIKfQ"));
            g_assert_null (strstr (headers[header].value, "c2VtbmF0dXJhLW1hcmNhdGE"));
          }
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hello/sample", test_sample);
  g_test_add_func ("/hello/outcomes", test_outcomes);
  g_test_add_func ("/hello/token-elsewhere", test_token_elsewhere);
  g_test_add_func ("/hello/echo-is-known", test_echo_is_known);
  g_test_add_func ("/hello/large", test_large);
  g_test_add_func ("/hello/mutations", test_mutations);
  return g_test_run ();
}
