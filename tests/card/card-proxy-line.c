/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-proxy-line.h"

#include <string.h>

#define LINE "Proxy-Authorization: Basic cmVsYXk6c2VjcmV0\r\n" /* relay:secret */

static void
assert_stripped (const char *sent, const char *received)
{
  g_autoptr (ParafaSecret) line = parafa_proxy_line_new ("relay", "secret");
  g_autofree char *bytes = g_strdup (sent);
  gsize matched = 0;
  gsize length = parafa_proxy_line_strip (line, &matched, (guint8 *) bytes, strlen (sent));

  g_assert_cmpmem (bytes, length, received, strlen (received));
}

static void
test_line (void)
{
  g_autoptr (ParafaSecret) line = parafa_proxy_line_new ("relay", "secret");

  g_assert_cmpstr (parafa_secret_get (line), ==, LINE);
}

static void
test_strips (void)
{
  assert_stripped ("GET / HTTP/1.1\r\nHost: a\r\n" LINE "Accept: b\r\n\r\n",
                   "GET / HTTP/1.1\r\nHost: a\r\nAccept: b\r\n\r\n");
  assert_stripped (LINE, "");
  assert_stripped (LINE LINE "x", "x");
  assert_stripped ("P" LINE "Pro", "PPro");
  assert_stripped ("Proxy-" LINE, "Proxy-");
}

/* Anything that is not the whole line with the password is the page's own */
static void
test_leaves_the_rest (void)
{
  assert_stripped ("", "");
  assert_stripped ("GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\n\r\n");
  assert_stripped ("Proxy-Authorization: Basic b3RoZXI6c2VjcmV0\r\n",
                   "Proxy-Authorization: Basic b3RoZXI6c2VjcmV0\r\n");
  assert_stripped ("Proxy-Authorization: Basic cmVsYXk6c2VjcmV0",
                   "Proxy-Authorization: Basic cmVsYXk6c2VjcmV0");
}

/* Cut anywhere, what arrives has the same meaning and never the password */
static void
test_two_pieces (void)
{
  const char *sent = "GET / HTTP/1.1\r\n" LINE "Accept: b\r\n\r\n";
  const gsize length = strlen (sent);
  const gsize value = strlen ("GET / HTTP/1.1\r\nProxy-Authorization: Basic ");

  for (gsize cut = 0; cut <= length; cut++)
    {
      g_autoptr (ParafaSecret) line = parafa_proxy_line_new ("relay", "secret");
      g_autofree char *bytes = g_strdup (sent);
      g_autoptr (GString) received = g_string_new (NULL);
      gsize matched = 0;
      gsize n = parafa_proxy_line_strip (line, &matched, (guint8 *) bytes, cut);

      g_string_append_len (received, bytes, (gssize) n);
      n = parafa_proxy_line_strip (line, &matched, (guint8 *) bytes + cut, length - cut);
      g_string_append_len (received, bytes + cut, (gssize) n);
      g_assert_true (g_str_has_prefix (received->str, "GET / HTTP/1.1\r\n"));
      g_assert_true (g_str_has_suffix (received->str, "\r\nAccept: b\r\n\r\n"));
      g_assert_cmpuint (received->len, >=, length - strlen (LINE));
      /* still a line of its own, with a name */
      if (received->len == length)
        g_assert_nonnull (strstr (received->str, "\r\nProxy-Authorization: Basic "));
      if (cut < value + strlen ("cmVsYXk6c2VjcmV0"))
        g_assert_null (strstr (received->str, "cmVsYXk6c2VjcmV0"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/card/proxy-line/line", test_line);
  g_test_add_func ("/card/proxy-line/strips", test_strips);
  g_test_add_func ("/card/proxy-line/leaves-the-rest", test_leaves_the_rest);
  g_test_add_func ("/card/proxy-line/two-pieces", test_two_pieces);
  return g_test_run ();
}
