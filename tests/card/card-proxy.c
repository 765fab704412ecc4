/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A company's proxy between relay and server, and hosts that are only passed through */

#include "test-card.h"
#include "test-proxy.h"

#include <string.h>

static TestWorld *world;

typedef struct
{
  TestCard *card;
  TestGate *gate;
  TestProxy *proxy;
  ParafaRelayAddress *address;
  TestVisit visit;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  test_world_reset (world);
  self->card = test_card_new ();
  self->gate = test_world_open_gate (world, (TestGateOptions){ .style = TEST_GATE_RENEGOTIATION });
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  test_visit_clear (&self->visit);
  g_clear_pointer (&self->address, parafa_relay_address_free);
  test_card_free (self->card);
  g_clear_pointer (&self->proxy, test_proxy_free);
  g_clear_pointer (&self->gate, test_gate_free);
}

/* A visit to @name, a login or a tunnel host, with the person of the file */
static void
visit (Fixture *self, const char *name, gboolean login, gboolean own_trust, const char *proxy_uri)
{
  g_autofree char *host = g_strdup_printf ("%s:%u", name, test_gate_get_port (self->gate));
  const char *const hosts[] = { host, NULL };
  const char *const none[] = { NULL };
  g_autofree char *pem = test_cert_to_pem (world->server_ca);
  g_autoptr (GBytes) trust = g_bytes_new (pem, strlen (pem));
  const ParafaRelaySettings settings = { .login_hosts = login ? hosts : none,
                                         .tunnel_hosts = login ? none : hosts,
                                         .trust_pem = own_trust ? trust : NULL,
                                         .proxy_uri = proxy_uri };
  g_autoptr (ParafaCertificate) certificate = NULL;
  g_autoptr (GError) error = NULL;

  certificate = test_card_open (self->card, world->ec_p12, TEST_P12_PASSWORD, &error);
  g_assert_no_error (error);
  self->address = test_card_start_relay (self->card, certificate, &settings, &error);
  g_assert_no_error (error);
  test_card_visit (self->card, self->address, test_gate_get_port (self->gate), &self->visit);
  g_free (self->visit.target);
  self->visit.target = g_strdup (host);
  if (!login)
    {
      g_free (self->visit.trusted_pem);
      self->visit.trusted_pem = g_strdup (pem);
    }
  self->visit.paths[0] = login ? "/my.policy" : "/plain";
  test_visit_run (&self->visit);
}

static void
assert_proxy_saw (Fixture *self, const char *text)
{
  g_autofree char *head = test_proxy_dup_last_head (self->proxy);

  if (strstr (head, text) == NULL)
    g_error ("\"%s\" is not in: %s", text, head);
}

static void
test_through_proxy (Fixture *self, gconstpointer data)
{
  g_autofree char *uri = NULL;
  TestGateReport report;

  self->proxy = test_proxy_new (test_gate_get_port (self->gate), FALSE);
  uri = test_proxy_dup_uri (self->proxy, NULL);
  visit (self, TEST_HOST, TRUE, TRUE, uri);
  g_assert_cmpstr (self->visit.failure, ==, "");
  g_assert_cmpuint (self->visit.status[0], ==, 302);
  g_assert_cmpuint (test_proxy_get_count (self->proxy), ==, 1);
  /* the name is the proxy's to resolve */
  assert_proxy_saw (self, "CONNECT " TEST_HOST ":");
  test_gate_get_report (self->gate, &report);
  g_assert_cmpuint (report.logins, ==, 1);
  g_assert_cmpuint (report.min_chain, ==, 2);
}

static void
test_proxy_with_password (Fixture *self, gconstpointer data)
{
  g_autofree char *uri = NULL;

  self->proxy = test_proxy_new (test_gate_get_port (self->gate), FALSE);
  uri = test_proxy_dup_uri (self->proxy, "ana:secret");
  visit (self, TEST_HOST, TRUE, TRUE, uri);
  g_assert_cmpuint (self->visit.status[0], ==, 302);
  /* base64 of ana:secret */
  assert_proxy_saw (self, "Proxy-Authorization: Basic YW5hOnNlY3JldA==");
}

static void
test_proxy_refuses (Fixture *self, gconstpointer data)
{
  g_autofree char *uri = NULL;

  self->proxy = test_proxy_new (test_gate_get_port (self->gate), TRUE);
  uri = test_proxy_dup_uri (self->proxy, "ana:secret");
  visit (self, TEST_HOST, TRUE, TRUE, uri);
  g_assert_cmpuint (self->visit.connect_status, ==, 502);
  test_card_wait_for_failure (self->card, PARAFA_CARD_ERROR_UNREACHABLE);
  g_assert_null (strstr (((GError *) self->card->failures->pdata[0])->message, "secret"));
}

static void
test_proxy_absent (Fixture *self, gconstpointer data)
{
  visit (self, TEST_HOST, TRUE, TRUE, "http://127.0.0.1:1");
  g_assert_cmpuint (self->visit.connect_status, ==, 502);
  test_card_wait_for_failure (self->card, PARAFA_CARD_ERROR_UNREACHABLE);
}

/* A real name: the proxy is asked for it, and the system's trust judges who answers */
static void
test_real_name (Fixture *self, gconstpointer data)
{
  g_autofree char *uri = NULL;
  TestGateReport report;

  self->proxy = test_proxy_new (test_gate_get_port (self->gate), FALSE);
  uri = test_proxy_dup_uri (self->proxy, NULL);
  visit (self, "logincert.example.test", TRUE, FALSE, uri);
  assert_proxy_saw (self, "CONNECT logincert.example.test:");
  test_card_wait_for_failure (self->card, PARAFA_CARD_ERROR_UNTRUSTED);
  test_gate_get_report (self->gate, &report);
  g_assert_cmpuint (report.handshakes, ==, 0);
}

/* What is under .localhost never leaves this machine, whatever proxy is set */
static void
test_practice_needs_no_proxy (Fixture *self, gconstpointer data)
{
  visit (self, TEST_HOST, TRUE, TRUE, "http://proxy.example.test:3128");
  g_assert_cmpuint (self->visit.status[0], ==, 302);
  g_assert_cmpuint (self->card->failures->len, ==, 0);
}

/* The view talks TLS with the server itself; no certificate goes there */
static void
test_tunnel (Fixture *self, gconstpointer data)
{
  TestGateReport report;

  visit (self, TEST_HOST, FALSE, TRUE, NULL);
  g_assert_cmpstr (self->visit.failure, ==, "");
  g_assert_cmpuint (self->visit.status[0], ==, 200);
  g_assert_cmpstr (self->visit.body, ==, "/plain");
  test_gate_get_report (self->gate, &report);
  g_assert_cmpuint (report.handshakes, ==, 1);
  g_assert_cmpuint (report.logins, ==, 0);
  g_assert_cmpuint (self->card->upstreams->len, ==, 0);
}

static void
test_tunnel_through_proxy (Fixture *self, gconstpointer data)
{
  g_autofree char *uri = NULL;

  self->proxy = test_proxy_new (test_gate_get_port (self->gate), FALSE);
  uri = test_proxy_dup_uri (self->proxy, NULL);
  visit (self, TEST_HOST, FALSE, TRUE, uri);
  g_assert_cmpuint (self->visit.status[0], ==, 200);
  assert_proxy_saw (self, "CONNECT " TEST_HOST ":");
}

static void
test_tunnel_unreachable (Fixture *self, gconstpointer data)
{
  visit (self, TEST_HOST, FALSE, TRUE, "http://127.0.0.1:1");
  g_assert_cmpuint (self->visit.connect_status, ==, 502);
  test_card_wait_for_failure (self->card, PARAFA_CARD_ERROR_UNREACHABLE);
}

#define ADD(path, function)                                                                        \
  g_test_add ("/card/proxy/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  world = test_world_new ();
  ADD ("through", test_through_proxy);
  ADD ("with-password", test_proxy_with_password);
  ADD ("refuses", test_proxy_refuses);
  ADD ("absent", test_proxy_absent);
  ADD ("real-name", test_real_name);
  ADD ("practice-needs-none", test_practice_needs_no_proxy);
  ADD ("tunnel/direct", test_tunnel);
  ADD ("tunnel/through-proxy", test_tunnel_through_proxy);
  ADD ("tunnel/unreachable", test_tunnel_unreachable);
  status = g_test_run ();
  test_world_free (world);
  return status;
}
