/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What goes wrong between view, relay, token and server, and what each is told about it */

#include "test-fixture.h"

#include <arpa/inet.h>
#include <glib/gstdio.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static TestWorld *world;

static void
assert_not_reached (TestFixture *self, ParafaCardError code)
{
  test_card_wait_for_failure (self->card, code);
  g_assert_cmpuint (self->visit.connect_status, ==, 502);
  g_assert_cmpuint (self->visit.status[0], ==, 0);
  g_assert_cmpuint (self->card->upstreams->len, ==, 0);
  g_assert_true (g_str_has_prefix (self->card->hosts->pdata[0], TEST_HOST ":"));
}

/* The view got an answer, made by the relay, so that it does not ask again by itself */
static void
assert_answered_502 (TestFixture *self, ParafaCardError code)
{
  test_card_wait_for_failure (self->card, code);
  g_assert_cmpuint (self->card->failures->len, ==, 1);
  g_assert_cmpuint (self->visit.connect_status, ==, 200);
  g_assert_cmpuint (self->visit.status[0], ==, 502);
  g_assert_true (self->visit.clean_end);
}

/* --- the server --- */

static void
use_server (TestFixture *self, const TestCertSpec *spec, const TestCert *issuer)
{
  g_autoptr (TestCert) server = test_cert_new (spec, issuer);
  g_autofree char *file = test_cert_write (server, world->dir, "bad");
  g_autofree char *key = test_cert_write_key (server, world->dir, "bad");

  test_fixture_prepare (self, (TestGateOptions){ .style = TEST_GATE_FIRST_13,
                                                 .certificate = file,
                                                 .key = key });
  test_visit_run (&self->visit);
}

static void
test_untrusted (TestFixture *self, gconstpointer data)
{
  const TestCertSpec ca = { .purpose = TEST_AUTHORITY, .name = "Altă autoritate" };
  const TestCertSpec spec = { .purpose = TEST_SERVER, .name = TEST_HOST, .host = TEST_HOST };
  g_autoptr (TestCert) other = test_cert_new (&ca, NULL);

  test_fixture_unlock (self, world->ec);
  use_server (self, &spec, other);
  assert_not_reached (self, PARAFA_CARD_ERROR_UNTRUSTED);
  /* nothing was signed for it */
  g_assert_cmpuint (test_world_count (world, "C_Sign"), ==, 0);
}

static void
test_server_expired (TestFixture *self, gconstpointer data)
{
  const TestCertSpec spec = { .purpose = TEST_SERVER,
                              .name = TEST_HOST,
                              .host = TEST_HOST,
                              .from_days = -60,
                              .to_days = -1 };

  use_server (self, &spec, world->server_ca);
  assert_not_reached (self, PARAFA_CARD_ERROR_SERVER_EXPIRED);
}

static void
test_wrong_host (TestFixture *self, gconstpointer data)
{
  const TestCertSpec spec = { .purpose = TEST_SERVER,
                              .name = "alt.localhost",
                              .host = "alt.localhost" };

  use_server (self, &spec, world->server_ca);
  assert_not_reached (self, PARAFA_CARD_ERROR_WRONG_HOST);
}

/* A person's certificate of the same authority is no server */
static void
test_no_server_certificate (TestFixture *self, gconstpointer data)
{
  const TestCertSpec spec = { .purpose = TEST_PERSON, .name = TEST_HOST };

  use_server (self, &spec, world->server_ca);
  assert_not_reached (self, PARAFA_CARD_ERROR_UNTRUSTED);
}

static guint16
find_closed_port (void)
{
  struct sockaddr_in address = { .sin_family = AF_INET,
                                 .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  socklen_t size = sizeof address;
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  g_assert_cmpint (bind (fd, (struct sockaddr *) &address, size), ==, 0);
  g_assert_cmpint (getsockname (fd, (struct sockaddr *) &address, &size), ==, 0);
  close (fd);
  return ntohs (address.sin_port);
}

static void
test_unreachable (TestFixture *self, gconstpointer data)
{
  guint16 port = find_closed_port ();

  self->address = test_card_start_for (self->card, world, NULL, port);
  test_card_visit (self->card, self->address, port, &self->visit);
  self->visit.paths[0] = "/";
  test_visit_run (&self->visit);
  assert_not_reached (self, PARAFA_CARD_ERROR_UNREACHABLE);
}

static void
test_hanging_server (TestFixture *self, gconstpointer data)
{
  parafa_card_set_network_timeout (self->card->card, 500);
  test_fixture_prepare (self, (TestGateOptions){ .style = TEST_GATE_FIRST_13, .hang = TRUE });
  test_visit_run (&self->visit);
  assert_not_reached (self, PARAFA_CARD_ERROR_NET_TIMEOUT);
}

static void
test_no_answer (TestFixture *self, gconstpointer data)
{
  test_fixture_unlock (self, world->ec);
  test_fixture_prepare (self,
                        (TestGateOptions){ .style = TEST_GATE_RENEGOTIATION, .no_answer = TRUE });
  test_visit_run (&self->visit);
  assert_answered_502 (self, PARAFA_CARD_ERROR_TLS);
}

/* A server that closes between two requests does nothing wrong; the view's own affair */
static void
test_closed_between_requests (TestFixture *self, gconstpointer data)
{
  test_fixture_prepare (self, (TestGateOptions){ .style = TEST_GATE_NEVER, .no_goodbye = TRUE });
  self->visit.paths[0] = "/a";
  self->visit.paths[1] = "/b";
  test_visit_run (&self->visit);
  g_assert_cmpuint (self->visit.status[0], ==, 200);
  g_assert_cmpuint (self->visit.status[1], ==, 200);
  /* what was not ended cleanly is not passed on as if it were */
  g_assert_false (self->visit.clean_end);
  g_assert_cmpuint (self->card->failures->len, ==, 0);
}

static void
test_clean_end (TestFixture *self, gconstpointer data)
{
  test_fixture_prepare (self, (TestGateOptions){ .style = TEST_GATE_NEVER });
  self->visit.paths[0] = "/a";
  test_visit_run (&self->visit);
  g_assert_cmpuint (self->visit.status[0], ==, 200);
  g_assert_true (self->visit.clean_end);
}

static void
test_cut_short (TestFixture *self, gconstpointer data)
{
  test_fixture_prepare (self, (TestGateOptions){ .style = TEST_GATE_NEVER, .cut_short = TRUE });
  self->visit.paths[0] = "/abcdef";
  test_visit_run (&self->visit);
  g_assert_cmpstr (self->visit.failure, ==, "ended in the answer");
  g_assert_false (self->visit.clean_end);
}

/* --- the certificate --- */

static gboolean
has_upstream (gpointer data)
{
  return ((TestCard *) data)->upstreams->len > 0;
}

static void
test_without_certificate (TestFixture *self, gconstpointer data)
{
  static const TestGateStyle styles[] = { TEST_GATE_RENEGOTIATION, TEST_GATE_FIRST_12,
                                          TEST_GATE_FIRST_13, TEST_GATE_POST_HANDSHAKE };

  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    {
      const ParafaUpstream *last;

      test_fixture_prepare (self, (TestGateOptions){ .style = styles[i] });
      test_visit_run (&self->visit);
      g_assert_cmpuint (self->visit.status[0], ==, 302);
      g_assert_cmpstr (self->visit.location, ==, "/vdesk/hangup.php3");
      g_assert_cmpuint (self->card->failures->len, ==, 0);
      parafa_test_wait_until (has_upstream, self->card, PARAFA_TEST_LIMIT_MS);
      last = self->card->upstreams->pdata[self->card->upstreams->len - 1];
      g_assert_false (last->certificate_sent);
      test_visit_clear (&self->visit);
      self->visit = (TestVisit){ 0 };
      g_clear_pointer (&self->address, parafa_relay_address_free);
      g_clear_pointer (&self->gate, test_gate_free);
    }
}

static void
test_certificate_required (TestFixture *self, gconstpointer data)
{
  test_fixture_prepare (self, (TestGateOptions){ .style = TEST_GATE_FIRST_13, .require = TRUE });
  test_visit_run (&self->visit);
  assert_answered_502 (self, PARAFA_CARD_ERROR_CERTIFICATE_REFUSED);
}

/* Issued by somebody the gate does not know: it says so with an alert */
static void
test_certificate_refused (TestFixture *self, gconstpointer data)
{
  const TestGateStyle style = (TestGateStyle) GPOINTER_TO_INT (data);
  const TestCertSpec ca = { .purpose = TEST_AUTHORITY, .name = "Străin" };
  const TestCertSpec spec = { .purpose = TEST_PERSON, .name = "Om Străin" };
  g_autoptr (TestCert) stranger_ca = test_cert_new (&ca, NULL);
  g_autoptr (TestCert) stranger = test_cert_new (&spec, stranger_ca);
  g_autofree char *file =
      test_cert_write_p12 (stranger, NULL, world->dir, "stranger", TEST_P12_PASSWORD);
  g_autoptr (GError) error = NULL;

  self->certificate = test_card_open (self->card, file, TEST_P12_PASSWORD, &error);
  g_assert_no_error (error);
  test_fixture_prepare (self, (TestGateOptions){ .style = style });
  test_visit_run (&self->visit);
  if (style == TEST_GATE_FIRST_12)
    assert_not_reached (self, PARAFA_CARD_ERROR_CERTIFICATE_REFUSED);
  else
    assert_answered_502 (self, PARAFA_CARD_ERROR_CERTIFICATE_REFUSED);
}

static void
test_pin_needed (TestFixture *self, gconstpointer data)
{
  const char *const hosts[] = { "gate.localhost:443", NULL };
  const ParafaRelaySettings settings = { .login_hosts = hosts };
  g_autoptr (GError) error = NULL;

  self->certificate = test_card_find (self->card, world->rsa);
  g_assert_null (test_card_start_relay (self->card, self->certificate, &settings, &error));
  g_assert_error (error, PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_PIN_NEEDED);
}

/* --- the token --- */

static gboolean
has_failed_twice (gpointer data)
{
  return ((TestCard *) data)->failures->len == 2;
}

static void
test_pulled_out_after_pin (TestFixture *self, gconstpointer data)
{
  const TestGateStyle style = (TestGateStyle) GPOINTER_TO_INT (data);
  guint signatures;

  test_fixture_unlock (self, world->rsa);
  test_fixture_prepare (self, (TestGateOptions){ .style = style });
  g_file_set_contents (world->gone_file, "", -1, NULL);
  test_visit_run (&self->visit);
  if (style == TEST_GATE_FIRST_13)
    assert_not_reached (self, PARAFA_CARD_ERROR_TOKEN_GONE);
  else
    assert_answered_502 (self, PARAFA_CARD_ERROR_TOKEN_GONE);

  /* the failure is kept: a view that tries again does not reach the token */
  signatures = test_world_count (world, "C_SignInit");
  test_visit_clear (&self->visit);
  self->visit = (TestVisit){ .paths = { "/my.policy", NULL } };
  test_card_visit (self->card, self->address, test_gate_get_port (self->gate), &self->visit);
  test_visit_run (&self->visit);
  parafa_test_wait_until (has_failed_twice, self->card, PARAFA_TEST_LIMIT_MS);
  g_assert_error (((GError *) self->card->failures->pdata[1]), PARAFA_CARD_ERROR,
                  PARAFA_CARD_ERROR_TOKEN_GONE);
  g_assert_cmpuint (test_world_count (world, "C_SignInit"), ==, signatures);
  g_assert_cmpuint (test_world_count (world, "C_Login"), ==, 1);
}

static void
test_pulled_out_while_signing (TestFixture *self, gconstpointer data)
{
  g_setenv ("TEST_PKCS11_GONE_AT", "C_Sign", TRUE);
  test_fixture_unlock (self, world->rsa);
  test_fixture_prepare (self, (TestGateOptions){ .style = TEST_GATE_RENEGOTIATION });
  test_visit_run (&self->visit);
  assert_answered_502 (self, PARAFA_CARD_ERROR_TOKEN_GONE);
}

static void
test_slow_token (TestFixture *self, gconstpointer data)
{
  g_setenv ("TEST_PKCS11_SLOW_MS", "1500", TRUE);
  parafa_card_set_network_timeout (self->card->card, 1000);
  test_fixture_unlock (self, world->rsa);
  test_fixture_prepare (self, (TestGateOptions){ .style = TEST_GATE_RENEGOTIATION });
  test_visit_run (&self->visit);
  /* the limit is for the network, not for the token */
  g_assert_cmpuint (self->visit.status[0], ==, 302);
  g_assert_cmpuint (self->card->failures->len, ==, 0);
}

static gboolean
has_ended (gpointer data)
{
  return ((TestCard *) data)->ends->len == 1;
}

static void
test_crash_while_signing (TestFixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;

  g_setenv ("TEST_PKCS11_ABORT_AT", "C_Sign", TRUE);
  test_fixture_unlock (self, world->rsa);
  test_fixture_prepare (self, (TestGateOptions){ .style = TEST_GATE_RENEGOTIATION });
  test_visit_run (&self->visit);
  g_assert_cmpuint (self->visit.status[0], ==, 0);
  parafa_test_wait_until (has_ended, self->card, PARAFA_TEST_LIMIT_MS);
  g_assert_nonnull (strstr (((GError *) self->card->ends->pdata[0])->message, "libsofthsm2.so"));
  g_unsetenv ("TEST_PKCS11_ABORT_AT");
  list = test_card_list (self->card, NULL, &error);
  g_assert_no_error (error);
}

static void
test_many_at_once (TestFixture *self, gconstpointer data)
{
  const TestGateStyle style = (TestGateStyle) GPOINTER_TO_INT (data);
  TestVisit visits[12] = { 0 };
  TestGateReport report;

  test_fixture_unlock (self, world->rsa);
  test_fixture_prepare (self, (TestGateOptions){ .style = style });
  for (guint i = 0; i < G_N_ELEMENTS (visits); i++)
    {
      test_card_visit (self->card, self->address, test_gate_get_port (self->gate), &visits[i]);
      visits[i].paths[0] = "/my.policy";
      test_visit_start (&visits[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (visits); i++)
    {
      test_visit_wait (&visits[i]);
      g_assert_cmpstr (visits[i].failure, ==, "");
      g_assert_cmpuint (visits[i].status[0], ==, 302);
      test_visit_clear (&visits[i]);
    }
  test_gate_get_report (self->gate, &report);
  g_assert_cmpuint (report.logins, ==, G_N_ELEMENTS (visits));
  g_assert_cmpuint (report.min_chain, ==, 2);
  g_assert_true (report.all_valid);
  g_assert_cmpuint (test_world_count (world, "C_Login"), ==, 1);
}

/* --- RSA-PSS --- */

static void
test_no_pss_falls_back (TestFixture *self, gconstpointer data)
{
  TestGateReport report;

  g_setenv (data, "1", TRUE);
  test_fixture_unlock (self, world->rsa);
  test_fixture_prepare (self,
                        (TestGateOptions){ .style = TEST_GATE_FIRST_13, .both_versions = TRUE });
  test_visit_run (&self->visit);
  g_assert_cmpuint (self->visit.status[0], ==, 302);
  test_gate_get_report (self->gate, &report);
  g_assert_cmpstr (report.version, ==, "TLSv1.2");
  g_assert_cmpuint (report.logins, ==, 1);
  g_assert_cmpuint (self->card->failures->len, ==, 0);
  g_assert_cmpuint (test_world_count (world, "C_Login"), ==, 1);
}

static void
test_no_pss_fails_clearly (TestFixture *self, gconstpointer data)
{
  g_setenv ("TEST_PKCS11_NO_PSS", "1", TRUE);
  test_fixture_unlock (self, world->rsa);
  test_fixture_prepare (self, (TestGateOptions){ .style = TEST_GATE_FIRST_13 });
  test_visit_run (&self->visit);
  assert_not_reached (self, PARAFA_CARD_ERROR_NO_PSS);
}

static void
test_no_pss_renegotiates (TestFixture *self, gconstpointer data)
{
  TestGateReport report;

  g_setenv ("TEST_PKCS11_NO_PSS", "1", TRUE);
  test_fixture_unlock (self, world->rsa);
  test_fixture_prepare (self, (TestGateOptions){ .style = TEST_GATE_RENEGOTIATION });
  test_visit_run (&self->visit);
  g_assert_cmpuint (self->visit.status[0], ==, 302);
  test_gate_get_report (self->gate, &report);
  g_assert_cmpuint (report.logins, ==, 1);
}

/* A token that promises RSA-PSS and cannot: the first try fails, the next one knows */
static void
test_false_pss_renegotiates (TestFixture *self, gconstpointer data)
{
  g_setenv ("TEST_PKCS11_FALSE_PSS", "1", TRUE);
  test_fixture_unlock (self, world->rsa);
  test_fixture_prepare (self, (TestGateOptions){ .style = TEST_GATE_RENEGOTIATION });
  test_visit_run (&self->visit);
  assert_answered_502 (self, PARAFA_CARD_ERROR_SIGN);
  test_visit_clear (&self->visit);
  self->visit = (TestVisit){ .paths = { "/my.policy", NULL } };
  test_card_visit (self->card, self->address, test_gate_get_port (self->gate), &self->visit);
  test_visit_run (&self->visit);
  g_assert_cmpuint (self->visit.status[0], ==, 302);
  g_assert_cmpuint (self->card->failures->len, ==, 1);
}

/* --- who may use the relay, and for what --- */

static void
test_wrong_password (TestFixture *self, gconstpointer data)
{
  TestGateReport report;

  test_fixture_prepare (self, (TestGateOptions){ .style = TEST_GATE_NEVER });
  self->visit.password[5] ^= 1;
  test_visit_run (&self->visit);
  g_assert_cmpuint (self->visit.connect_status, ==, 407);
  test_gate_get_report (self->gate, &report);
  g_assert_cmpuint (report.handshakes, ==, 0);
  g_assert_cmpuint (self->card->failures->len, ==, 0);
}

static void
test_host_refused (TestFixture *self, gconstpointer data)
{
  test_fixture_prepare (self, (TestGateOptions){ .style = TEST_GATE_NEVER });
  g_free (self->visit.target);
  self->visit.target = g_strdup ("other.localhost:443");
  test_visit_run (&self->visit);
  g_assert_cmpuint (self->visit.connect_status, ==, 403);
  test_card_wait_for_failure (self->card, PARAFA_CARD_ERROR_HOST_REFUSED);
  g_assert_cmpstr (self->card->hosts->pdata[0], ==, "other.localhost:443");
}

static void
test_right_host_wrong_port (TestFixture *self, gconstpointer data)
{
  test_fixture_prepare (self, (TestGateOptions){ .style = TEST_GATE_NEVER });
  g_free (self->visit.target);
  self->visit.target = g_strdup (TEST_HOST ":443");
  test_visit_run (&self->visit);
  g_assert_cmpuint (self->visit.connect_status, ==, 403);
  test_card_wait_for_failure (self->card, PARAFA_CARD_ERROR_HOST_REFUSED);
}

static void
test_idle_strangers (TestFixture *self, gconstpointer data)
{
  int strangers[30];
  gint64 start_us;

  test_fixture_prepare (self, (TestGateOptions){ .style = TEST_GATE_NEVER });
  self->visit.paths[0] = "/";
  for (guint i = 0; i < G_N_ELEMENTS (strangers); i++)
    {
      strangers[i] = test_visit_connect_socket (self->address->port);
      g_assert_cmpint (strangers[i], >=, 0);
      /* half of them begin to say something */
      if (i % 2 == 0)
        g_assert_cmpint (send (strangers[i], "CONNECT gate", 12, MSG_NOSIGNAL), ==, 12);
    }
  start_us = g_get_monotonic_time ();
  test_visit_run (&self->visit);
  g_assert_cmpuint (self->visit.status[0], ==, 200);
  /* the head's limit is 5 s: whoever waits for a stranger waits that long */
  g_assert_cmpint (g_get_monotonic_time () - start_us, <, 4 * G_USEC_PER_SEC);
  for (guint i = 0; i < G_N_ELEMENTS (strangers); i++)
    close (strangers[i]);
}

static void
test_trust_is_for_practice_only (TestFixture *self, gconstpointer data)
{
  static const char *const names[] = { "logincert.example.test:443", "localhost.example.test:443",
                                       "notlocalhost:443" };
  g_autofree char *pem = test_cert_to_pem (world->server_ca);
  g_autoptr (GBytes) trust = g_bytes_new (pem, strlen (pem));

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *const hosts[] = { "gate.localhost:443", names[i], NULL };
      const char *const practice[] = { "gate.localhost:443", NULL };
      ParafaRelaySettings settings = { .login_hosts = hosts, .trust_pem = trust };
      g_autoptr (GError) error = NULL;

      g_assert_null (test_card_start_relay (self->card, NULL, &settings, &error));
      g_assert_error (error, PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_FAILED);
      g_clear_error (&error);
      /* nor may a tunnel lead there meanwhile */
      settings.login_hosts = practice;
      settings.tunnel_hosts = hosts;
      g_assert_null (test_card_start_relay (self->card, NULL, &settings, &error));
      g_assert_error (error, PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_FAILED);
    }
}

static void
test_system_trust (TestFixture *self, gconstpointer data)
{
  g_autofree char *host = NULL;
  const char *hosts[] = { NULL, NULL };
  ParafaRelaySettings settings = { .login_hosts = hosts };
  g_autoptr (GError) error = NULL;

  self->gate = test_world_open_gate (world, (TestGateOptions){ .style = TEST_GATE_NEVER });
  host = g_strdup_printf ("%s:%u", TEST_HOST, test_gate_get_port (self->gate));
  hosts[0] = host;
  self->address = test_card_start_relay (self->card, NULL, &settings, &error);
  g_assert_no_error (error);
  test_card_visit (self->card, self->address, test_gate_get_port (self->gate), &self->visit);
  self->visit.paths[0] = "/";
  test_visit_run (&self->visit);
  assert_not_reached (self, PARAFA_CARD_ERROR_UNTRUSTED);
}

/* --- the end --- */

static void
test_end_closes_everything (TestFixture *self, gconstpointer data)
{
  guint16 port;

  test_fixture_unlock (self, world->rsa);
  test_fixture_prepare (self, (TestGateOptions){ .style = TEST_GATE_NEVER, .hang = TRUE });
  port = self->address->port;
  test_visit_start (&self->visit);
  test_card_end (self->card);
  test_visit_wait (&self->visit);
  g_assert_cmpuint (self->visit.status[0], ==, 0);
  g_assert_cmpint (test_visit_connect_socket (port), ==, -1);
  g_assert_cmpuint (test_world_count (world, "C_Logout 0x0"), ==, 1);
  g_assert_cmpuint (self->card->ends->len, ==, 0);
  g_assert_cmpuint (self->card->failures->len, ==, 0);
}

/* A second relay takes the first one's place; the identity stays unlocked */
static void
test_start_again (TestFixture *self, gconstpointer data)
{
  guint16 first;

  test_fixture_unlock (self, world->rsa);
  test_fixture_prepare (self, (TestGateOptions){ .style = TEST_GATE_RENEGOTIATION });
  first = self->address->port;
  g_clear_pointer (&self->address, parafa_relay_address_free);
  self->address =
      test_card_start_for (self->card, world, self->certificate, test_gate_get_port (self->gate));
  g_assert_cmpint (test_visit_connect_socket (first), ==, -1);
  test_visit_clear (&self->visit);
  test_card_visit (self->card, self->address, test_gate_get_port (self->gate), &self->visit);
  test_visit_run (&self->visit);
  g_assert_cmpuint (self->visit.status[0], ==, 302);
  g_assert_cmpuint (test_world_count (world, "C_Login"), ==, 1);
}

#define ADD(path, data, function)                                                                  \
  g_test_add ("/card/relay/" path, TestFixture, data, test_fixture_set_up, function,               \
              test_fixture_tear_down)

static void
add_server_tests (void)
{
  ADD ("server/untrusted", NULL, test_untrusted);
  ADD ("server/expired", NULL, test_server_expired);
  ADD ("server/wrong-host", NULL, test_wrong_host);
  ADD ("server/no-server-certificate", NULL, test_no_server_certificate);
  ADD ("server/unreachable", NULL, test_unreachable);
  ADD ("server/hanging", NULL, test_hanging_server);
  ADD ("server/no-answer", NULL, test_no_answer);
  ADD ("server/closed-between-requests", NULL, test_closed_between_requests);
  ADD ("server/clean-end", NULL, test_clean_end);
  ADD ("server/cut-short", NULL, test_cut_short);
}

static void
add_certificate_tests (void)
{
  ADD ("certificate/none", NULL, test_without_certificate);
  ADD ("certificate/required", NULL, test_certificate_required);
  ADD ("certificate/refused/renegotiation", GINT_TO_POINTER (TEST_GATE_RENEGOTIATION),
       test_certificate_refused);
  ADD ("certificate/refused/first-tls12", GINT_TO_POINTER (TEST_GATE_FIRST_12),
       test_certificate_refused);
  ADD ("certificate/refused/first-tls13", GINT_TO_POINTER (TEST_GATE_FIRST_13),
       test_certificate_refused);
  ADD ("certificate/refused/post-handshake", GINT_TO_POINTER (TEST_GATE_POST_HANDSHAKE),
       test_certificate_refused);
  ADD ("certificate/pin-needed", NULL, test_pin_needed);
  ADD ("pss/none/falls-back", "TEST_PKCS11_NO_PSS", test_no_pss_falls_back);
  ADD ("pss/false/falls-back", "TEST_PKCS11_FALSE_PSS", test_no_pss_falls_back);
  ADD ("pss/none/fails-clearly", NULL, test_no_pss_fails_clearly);
  ADD ("pss/none/renegotiates", NULL, test_no_pss_renegotiates);
  ADD ("pss/false/renegotiates-the-second-time", NULL, test_false_pss_renegotiates);
}

static void
add_token_tests (void)
{
  ADD ("token/pulled-out/renegotiation", GINT_TO_POINTER (TEST_GATE_RENEGOTIATION),
       test_pulled_out_after_pin);
  ADD ("token/pulled-out/first-tls13", GINT_TO_POINTER (TEST_GATE_FIRST_13),
       test_pulled_out_after_pin);
  ADD ("token/pulled-out/while-signing", NULL, test_pulled_out_while_signing);
  ADD ("token/slow", NULL, test_slow_token);
  ADD ("token/crash-while-signing", NULL, test_crash_while_signing);
  ADD ("many/renegotiation", GINT_TO_POINTER (TEST_GATE_RENEGOTIATION), test_many_at_once);
  ADD ("many/first-tls13", GINT_TO_POINTER (TEST_GATE_FIRST_13), test_many_at_once);
}

static void
add_gate_tests (void)
{
  ADD ("gate/wrong-password", NULL, test_wrong_password);
  ADD ("gate/host-refused", NULL, test_host_refused);
  ADD ("gate/right-host-wrong-port", NULL, test_right_host_wrong_port);
  ADD ("gate/idle-strangers", NULL, test_idle_strangers);
  ADD ("trust/practice-only", NULL, test_trust_is_for_practice_only);
  ADD ("trust/system", NULL, test_system_trust);
  ADD ("end/closes-everything", NULL, test_end_closes_everything);
  ADD ("end/start-again", NULL, test_start_again);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  world = test_world_new ();
  test_fixture_use (world);
  add_server_tests ();
  add_certificate_tests ();
  add_token_tests ();
  add_gate_tests ();
  status = g_test_run ();
  test_world_free (world);
  return status;
}
