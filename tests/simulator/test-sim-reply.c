/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-sim-reply.h"

#include <string.h>

static void
test_close (void)
{
  g_autoptr (ParafaSimReply) reply = parafa_sim_reply_new (200, "text/plain", "abcdef");
  g_autoptr (GString) http = parafa_sim_reply_to_http (reply, FALSE);

  g_assert_cmpstr (http->str, ==,
                   "HTTP/1.0 200 OK\r\nServer: BigIP\r\nConnection: Close\r\nContent-Length: 6\r\n"
                   "Content-Type: text/plain\r\nCache-Control: no-store\r\n\r\nabcdef");
}

static void
test_keep_alive (void)
{
  g_autoptr (ParafaSimReply) reply = parafa_sim_reply_new_redirect ("/my.policy");
  g_autoptr (GString) http = parafa_sim_reply_to_http (reply, TRUE);

  g_assert_cmpstr (http->str, ==,
                   "HTTP/1.1 302 Found\r\nServer: BigIP\r\nConnection: Keep-Alive\r\n"
                   "Content-Length: 0\r\nCache-Control: no-store\r\nLocation: /my.policy\r\n\r\n");
}

/* A half answer announces more than it carries, also when there is no body at all */
static void
test_half (void)
{
  g_autoptr (ParafaSimReply) reply = parafa_sim_reply_new (200, NULL, "abcdef");
  g_autoptr (ParafaSimReply) empty = parafa_sim_reply_new_redirect ("/");
  g_autoptr (GString) http = NULL;
  g_autoptr (GString) empty_http = NULL;

  reply->delivery = empty->delivery = PARAFA_SIM_DELIVER_HALF;
  http = parafa_sim_reply_to_http (reply, FALSE);
  empty_http = parafa_sim_reply_to_http (empty, FALSE);
  g_assert_nonnull (strstr (http->str, "Content-Length: 6\r\n"));
  g_assert_true (g_str_has_suffix (http->str, "\r\n\r\nabc"));
  g_assert_nonnull (strstr (empty_http->str, "Content-Length: 64\r\n"));
  g_assert_true (g_str_has_suffix (empty_http->str, "\r\n\r\n"));
}

static void
test_header_lines (void)
{
  g_autoptr (ParafaSimReply) reply = parafa_sim_reply_new (200, NULL, "");

  parafa_sim_reply_add_header (reply, "X", "a\r\nSet-Cookie: b");
  g_assert_cmpstr (reply->headers->str, ==, "Cache-Control: no-store\r\nX: a  Set-Cookie: b\r\n");
}

static void
test_date (void)
{
  g_autoptr (ParafaSimReply) reply = parafa_sim_reply_new (200, NULL, "");

  parafa_sim_reply_add_date (reply, 1795507200);
  g_assert_cmpstr (reply->headers->str, ==,
                   "Cache-Control: no-store\r\nDate: Tue, 24 Nov 2026 08:00:00 GMT\r\n");
}

static void
test_error_page_is_escaped (void)
{
  g_autoptr (ParafaSimReply) reply = parafa_sim_page_error (400, "<b>", "a & \"b\"");

  g_assert_cmpuint (reply->status, ==, 400);
  g_assert_null (strstr (reply->body->str, "<b>"));
  g_assert_nonnull (strstr (reply->body->str, "&lt;b&gt;"));
  g_assert_nonnull (strstr (reply->body->str, "a &amp; &quot;b&quot;"));
}

/* The support id is digits, another one each time */
static void
test_support_id (void)
{
  g_autoptr (ParafaSimReply) one = parafa_sim_page_blocked ();
  g_autoptr (ParafaSimReply) two = parafa_sim_page_blocked ();

  g_assert_true (
      g_regex_match_simple ("Your support ID is: [0-9]{11,19}<br>", one->body->str, 0, 0));
  g_assert_cmpstr (one->body->str, !=, two->body->str);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/simulator/reply/close", test_close);
  g_test_add_func ("/simulator/reply/keep-alive", test_keep_alive);
  g_test_add_func ("/simulator/reply/half", test_half);
  g_test_add_func ("/simulator/reply/header-lines", test_header_lines);
  g_test_add_func ("/simulator/reply/date", test_date);
  g_test_add_func ("/simulator/reply/error-page-is-escaped", test_error_page_is_escaped);
  g_test_add_func ("/simulator/reply/support-id", test_support_id);

  return g_test_run ();
}
