/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-connect-head.h"

#include <string.h>

#define DONE PARAFA_CONNECT_HEAD_DONE
#define INCOMPLETE PARAFA_CONNECT_HEAD_INCOMPLETE
#define METHOD PARAFA_CONNECT_HEAD_METHOD
#define MALFORMED PARAFA_CONNECT_HEAD_MALFORMED
#define TOO_LONG PARAFA_CONNECT_HEAD_TOO_LONG

/* relay:abc */
#define GOOD "Proxy-Authorization: Basic cmVsYXk6YWJj\r\n"

static const struct
{
  const char *text;
  ParafaConnectHeadStatus status;
  const char *host;
  guint port;
  gboolean authorised;
} heads[] = {
  { "CONNECT a.test:443 HTTP/1.1\r\n\r\n", DONE, "a.test", 443, FALSE },
  { "CONNECT A.Test:443 HTTP/1.0\r\n\r\n", DONE, "a.test", 443, FALSE },
  { "CONNECT a.test:443 HTTP/1.1\r\n" GOOD "\r\n", DONE, "a.test", 443, TRUE },
  { "CONNECT a.test:443 HTTP/1.1\r\nHost: a.test:443\r\nUser-Agent: x\r\n" GOOD "\r\n", DONE,
    "a.test", 443, TRUE },
  { "CONNECT a.test:443 HTTP/1.1\r\n" GOOD "\r\n\x16\x03\x01", DONE, "a.test", 443, TRUE },
  { "CONNECT 127.0.0.1:1 HTTP/1.1\r\n\r\n", DONE, "127.0.0.1", 1, FALSE },
  { "CONNECT a:65535 HTTP/1.1\r\n\r\n", DONE, "a", 65535, FALSE },
  { "CONNECT a:1 HTTP/1.1\r\nproxy-authorization:basic   cmVsYXk6YWJj \t\r\n\r\n", DONE, "a", 1,
    TRUE },
  { "CONNECT a:1 HTTP/1.1\r\nProxy-Authorization: Bearer cmVsYXk6YWJj\r\n\r\n", DONE, "a", 1,
    FALSE },
  { "CONNECT a:1 HTTP/1.1\r\nProxy-Authorization: Basic cmVsYXk6YWJk\r\n\r\n", DONE, "a", 1,
    FALSE },
  { "CONNECT a:1 HTTP/1.1\r\nProxy-Authorization: Basic cmVsYXk6YWI=\r\n\r\n", DONE, "a", 1,
    FALSE },
  { "CONNECT a:1 HTTP/1.1\r\nProxy-Authorization: Basic\r\n\r\n", DONE, "a", 1, FALSE },
  { "CONNECT a:1 HTTP/1.1\r\nProxy-Authorization: Basic !!!!\r\n\r\n", DONE, "a", 1, FALSE },
  { "CONNECT a:1 HTTP/1.1\r\nAuthorization: Basic cmVsYXk6YWJj\r\n\r\n", DONE, "a", 1, FALSE },
  { "GET http://a.test/ HTTP/1.1\r\n\r\n", METHOD, "", 0, FALSE },
  { "GET / HTTP/1.1\r\n" GOOD "\r\n", METHOD, "", 0, TRUE },
  { "connect a:1 HTTP/1.1\r\n\r\n", METHOD, "", 0, FALSE },
  { "CONNECTS a:1 HTTP/1.1\r\n\r\n", METHOD, "", 0, FALSE },
  { "", INCOMPLETE, "", 0, FALSE },
  { "CONNECT a.test:443 HTTP/1.1\r\n", INCOMPLETE, "", 0, FALSE },
  { "CONNECT a.test:443 HTTP/1.1\r\n\r", INCOMPLETE, "", 0, FALSE },
  { "CONNECT a.test:443 HTTP/1.1\n\n", INCOMPLETE, "", 0, FALSE },
  { "\r\n\r\n", MALFORMED, "", 0, FALSE },
  { "CONNECT\r\n\r\n", MALFORMED, "", 0, FALSE },
  { "CONNECT a:1\r\n\r\n", MALFORMED, "", 0, FALSE },
  { "CONNECT  a:1 HTTP/1.1\r\n\r\n", MALFORMED, "", 0, FALSE },
  { "CONNECT a:1 HTTP/1.1 \r\n\r\n", MALFORMED, "", 0, FALSE },
  { "CONNECT a:1 HTTP/2.0\r\n\r\n", MALFORMED, "", 0, FALSE },
  { "CONNECT a HTTP/1.1\r\n\r\n", MALFORMED, "", 0, FALSE },
  { "CONNECT a: HTTP/1.1\r\n\r\n", MALFORMED, "", 0, FALSE },
  { "CONNECT :1 HTTP/1.1\r\n\r\n", MALFORMED, "", 0, FALSE },
  { "CONNECT a:0 HTTP/1.1\r\n\r\n", MALFORMED, "", 0, FALSE },
  { "CONNECT a:65536 HTTP/1.1\r\n\r\n", MALFORMED, "", 0, FALSE },
  { "CONNECT a:4294967297 HTTP/1.1\r\n\r\n", MALFORMED, "", 0, FALSE },
  { "CONNECT a:-1 HTTP/1.1\r\n\r\n", MALFORMED, "", 0, FALSE },
  { "CONNECT a:+1 HTTP/1.1\r\n\r\n", MALFORMED, "", 0, FALSE },
  { "CONNECT a:1:2 HTTP/1.1\r\n\r\n", MALFORMED, "", 0, FALSE },
  { "CONNECT [::1]:443 HTTP/1.1\r\n\r\n", MALFORMED, "", 0, FALSE },
  { "CONNECT u@a:1 HTTP/1.1\r\n\r\n", MALFORMED, "", 0, FALSE },
  { "CONNECT a/b:1 HTTP/1.1\r\n\r\n", MALFORMED, "", 0, FALSE },
  { "CONNECT ș:1 HTTP/1.1\r\n\r\n", MALFORMED, "", 0, FALSE },
  { "CONNECT a:1 HTTP/1.1\r\nno colon\r\n\r\n", MALFORMED, "", 0, FALSE },
  { "CONNECT a:1 HTTP/1.1\r\n: empty\r\n\r\n", MALFORMED, "", 0, FALSE },
  { "CONNECT a:1 HTTP/1.1\r\nA: b\r\n folded\r\n\r\n", MALFORMED, "", 0, FALSE },
  { "CONNECT a:1 HTTP/1.1\r\nA : b\r\n\r\n", MALFORMED, "", 0, FALSE },
  { "CONNECT a:1 HTTP/1.1\r\nA: b\x01\r\n\r\n", MALFORMED, "", 0, FALSE },
  { "CONNECT a:1 HTTP/1.1\r\nA: b\nB: c\r\n\r\n", MALFORMED, "", 0, FALSE },
  { "CONNECT a:1 HTTP/1.1\r\nA: b\rB: c\r\n\r\n", MALFORMED, "", 0, FALSE },
  { "CONNECT a:1 HTTP/1.1\r\n" GOOD GOOD "\r\n", MALFORMED, "", 0, FALSE },
};

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      ParafaConnectHead head;
      ParafaConnectHeadStatus status =
          parafa_connect_head_parse (heads[i].text, strlen (heads[i].text), &head);

      g_test_message ("%s", heads[i].text);
      g_assert_cmpint (status, ==, heads[i].status);
      g_assert_cmpstr (head.host, ==, heads[i].host);
      g_assert_cmpuint (head.port, ==, heads[i].port);
      g_assert_cmpint (parafa_connect_head_is_authorised (&head, "relay", "abc"), ==,
                       heads[i].authorised);
      parafa_connect_head_clear (&head);
    }
}

/* Every beginning of a good head is incomplete, never an error: it comes in pieces */
static void
test_beginnings (void)
{
  static const char text[] = "CONNECT a.test:443 HTTP/1.1\r\nHost: a.test\r\n" GOOD "\r\n";
  ParafaConnectHead head;

  for (gsize length = 0; length < strlen (text); length++)
    g_assert_cmpint (parafa_connect_head_parse (text, length, &head), ==, INCOMPLETE);
  g_assert_cmpint (parafa_connect_head_parse (text, strlen (text), &head), ==, DONE);
  g_assert_cmpuint (head.length, ==, strlen (text));
}

static void
test_zero_byte (void)
{
  static const char text[] = "CONNECT a.test:443 HTTP/1.1\r\nA: b\0c\r\n\r\n";
  static const char in_host[] = "CONNECT a\0.test:443 HTTP/1.1\r\n\r\n";
  ParafaConnectHead head;

  g_assert_cmpint (parafa_connect_head_parse (text, sizeof text - 1, &head), ==, MALFORMED);
  g_assert_cmpint (parafa_connect_head_parse (in_host, sizeof in_host - 1, &head), ==, MALFORMED);
}

static void
test_lengths (void)
{
  g_autofree char *longest = g_strnfill (253, 'a');
  g_autofree char *longer = g_strnfill (254, 'a');
  g_autofree char *good = g_strdup_printf ("CONNECT %s:1 HTTP/1.1\r\n\r\n", longest);
  g_autofree char *bad = g_strdup_printf ("CONNECT %s:1 HTTP/1.1\r\n\r\n", longer);
  g_autofree char *filler = g_strnfill (9000, 'x');
  g_autofree char *endless = g_strdup_printf ("CONNECT a:1 HTTP/1.1\r\nA: %s\r\n\r\n", filler);
  g_autofree char *password = g_strnfill (400, 'Q');
  g_autofree char *credentials =
      g_strdup_printf ("CONNECT a:1 HTTP/1.1\r\nProxy-Authorization: Basic %s\r\n\r\n", password);
  g_autoptr (GString) many = g_string_new ("CONNECT a:1 HTTP/1.1\r\n");
  ParafaConnectHead head;

  g_assert_cmpint (parafa_connect_head_parse (good, strlen (good), &head), ==, DONE);
  g_assert_cmpstr (head.host, ==, longest);
  g_assert_cmpint (parafa_connect_head_parse (bad, strlen (bad), &head), ==, MALFORMED);
  g_assert_cmpint (parafa_connect_head_parse (endless, strlen (endless), &head), ==, TOO_LONG);
  g_assert_cmpint (parafa_connect_head_parse (credentials, strlen (credentials), &head), ==, DONE);
  g_assert_false (head.has_credentials);
  for (guint i = 0; i < 200; i++)
    g_string_append (many, "A: b\r\n");
  g_string_append (many, "\r\n");
  g_assert_cmpint (parafa_connect_head_parse (many->str, many->len, &head), ==, MALFORMED);
}

static void
test_password_is_compared_whole (void)
{
  static const char text[] = "CONNECT a:1 HTTP/1.1\r\n" GOOD "\r\n";
  ParafaConnectHead head;

  g_assert_cmpint (parafa_connect_head_parse (text, strlen (text), &head), ==, DONE);
  g_assert_true (parafa_connect_head_is_authorised (&head, "relay", "abc"));
  g_assert_false (parafa_connect_head_is_authorised (&head, "relay", "ab"));
  g_assert_false (parafa_connect_head_is_authorised (&head, "relay", "abcd"));
  g_assert_false (parafa_connect_head_is_authorised (&head, "relay", ""));
  g_assert_false (parafa_connect_head_is_authorised (&head, "Relay", "abc"));
  g_assert_false (parafa_connect_head_is_authorised (&head, "rela", "yabc"));
  g_assert_false (parafa_connect_head_is_authorised (&head, "", "relay:abc"));
  parafa_connect_head_clear (&head);
  g_assert_false (parafa_connect_head_is_authorised (&head, "relay", "abc"));
  g_assert_cmpmem (head.credentials, 9, "\0\0\0\0\0\0\0\0\0", 9);
}

/* Whatever a stranger sends, the answer holds what the head says and nothing else */
static void
check_sane (const char *text, gsize length)
{
  ParafaConnectHead head;
  ParafaConnectHeadStatus status = parafa_connect_head_parse (text, length, &head);

  g_assert_nonnull (memchr (head.host, '\0', sizeof head.host));
  g_assert_cmpuint (head.credentials_length, <, sizeof head.credentials);
  if (status == DONE)
    {
      g_assert_cmpuint (strlen (head.host), >, 0);
      g_assert_cmpuint (head.port, >, 0);
      for (const char *c = head.host; *c != '\0'; c++)
        g_assert_true (g_ascii_islower (*c) || g_ascii_isdigit (*c) || *c == '-' || *c == '.' ||
                       *c == '_');
    }
  if (status == DONE || status == METHOD)
    {
      g_assert_cmpuint (head.length, <=, length);
      g_assert_cmpmem (text + head.length - 4, 4, "\r\n\r\n", 4);
    }
  else
    g_assert_cmpstr (head.host, ==, "");
}

static void
test_mutations (void)
{
  static const char seed[] =
      "CONNECT gate.localhost:8443 HTTP/1.1\r\nHost: gate.localhost\r\n" GOOD "\r\n";
  static const char alphabet[] = "\r\n: \tCOa0=\x01\xff%[]@/";
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261124);

  for (guint round = 0; round < 10000; round++)
    {
      gsize length = strlen (seed);
      /* a copy of its own size, so that a sanitizer sees a read past its end */
      g_autofree char *text = NULL;
      guint changes = (guint) g_rand_int_range (rand, 1, 6);

      if (g_rand_boolean (rand))
        length = (gsize) g_rand_int_range (rand, 0, (gint32) length + 1);
      text = g_memdup2 (seed, MAX (length, 1));
      for (guint i = 0; i < changes && length > 0; i++)
        {
          gsize at = (gsize) g_rand_int_range (rand, 0, (gint32) length);

          text[at] = g_rand_boolean (rand)
                         ? alphabet[g_rand_int_range (rand, 0, (gint32) sizeof alphabet)]
                         : (char) g_rand_int_range (rand, 0, 256);
        }
      check_sane (text, length);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/card/connect-head/table", test_table);
  g_test_add_func ("/card/connect-head/beginnings", test_beginnings);
  g_test_add_func ("/card/connect-head/zero-byte", test_zero_byte);
  g_test_add_func ("/card/connect-head/lengths", test_lengths);
  g_test_add_func ("/card/connect-head/password", test_password_is_compared_whole);
  g_test_add_func ("/card/connect-head/mutations", test_mutations);
  return g_test_run ();
}
