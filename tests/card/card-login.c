/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The login itself: every way a gate may ask, every kind of key, through the real card process */

#include "test-card.h"

#include <string.h>

static TestWorld *world;

typedef struct
{
  TestGateStyle style;
  gboolean rsa;
  gboolean file;
  gboolean keep_alive;
} LoginCase;

static ParafaCertificate *
get_ready (TestCard *card, const LoginCase *login)
{
  g_autoptr (GError) error = NULL;
  ParafaPinState state;
  ParafaCertificate *certificate;

  if (login->file)
    certificate = test_card_open (card, login->rsa ? world->rsa_p12 : world->ec_p12,
                                  TEST_P12_PASSWORD, &error);
  else
    {
      certificate = test_card_find (card, login->rsa ? world->rsa : world->ec);
      test_card_unlock (card, certificate, TEST_PIN, &state, &error);
    }
  g_assert_no_error (error);
  return certificate;
}

static gboolean
has_shown_certificate (gpointer data)
{
  const GPtrArray *upstreams = ((TestCard *) data)->upstreams;

  return upstreams->len > 0 &&
         ((ParafaUpstream *) upstreams->pdata[upstreams->len - 1])->certificate_sent;
}

static void
assert_upstreams (TestCard *card, const char *protocol, gboolean asked_later)
{
  const ParafaUpstream *first;
  const ParafaUpstream *last;

  /* the view's answer and what the application is told come on different ways */
  parafa_test_wait_until (has_shown_certificate, card, PARAFA_TEST_LIMIT_MS);
  first = card->upstreams->pdata[0];
  last = card->upstreams->pdata[card->upstreams->len - 1];
  g_assert_cmpstr (first->protocol, ==, protocol);
  g_assert_cmpstr (first->issuer, ==, "Autoritate de servere");
  g_assert_true (g_str_has_prefix (first->host, TEST_HOST ":"));
  g_assert_cmpuint (strlen (first->cipher), >, 8);
  g_assert_cmpint (first->certificate_sent, ==, !asked_later);
  g_assert_cmpint (last->certificate_sent, ==, TRUE);
}

static void
test_login (gconstpointer data)
{
  const LoginCase *login = data;
  gboolean old = login->style == TEST_GATE_RENEGOTIATION || login->style == TEST_GATE_FIRST_12;
  gboolean first = login->style == TEST_GATE_FIRST_12 || login->style == TEST_GATE_FIRST_13;
  g_autoptr (TestGate) gate =
      test_world_open_gate (world, (TestGateOptions){ .style = login->style,
                                                      .keep_alive = login->keep_alive });
  g_autoptr (TestCard) card = test_card_new ();
  g_autoptr (ParafaCertificate) certificate = NULL;
  g_autoptr (ParafaRelayAddress) address = NULL;
  g_auto (TestVisit) visit = { .paths = { "/authorize", "/my.policy", NULL } };
  TestGateReport report;

  test_world_reset (world);
  certificate = get_ready (card, login);
  address = test_card_start_for (card, world, certificate, test_gate_get_port (gate));
  test_card_visit (card, address, test_gate_get_port (gate), &visit);
  test_visit_run (&visit);

  g_assert_cmpstr (visit.failure, ==, "");
  g_assert_cmpuint (visit.status[0], ==, 200);
  g_assert_cmpuint (visit.status[1], ==, 302);
  g_assert_cmpstr (visit.location, ==, "https://oauth.pstmn.io/v1/callback?code=1");
  test_gate_get_report (gate, &report);
  g_assert_cmpstr (report.version, ==, old ? "TLSv1.2" : "TLSv1.3");
  g_assert_cmpuint (report.handshakes, ==, login->keep_alive ? 1 : 2);
  g_assert_cmpuint (report.logins, ==, 1);
  g_assert_cmpuint (report.min_chain, ==, 2);
  g_assert_true (report.all_valid);
  g_assert_cmpstr (report.subject, ==, login->rsa ? "Ion Țuțuianu" : "Maria Ionescu");
  g_assert_cmpuint (card->failures->len, ==, 0);
  assert_upstreams (card, old ? "TLS 1.2" : "TLS 1.3", !first);

  test_card_end (card);
  g_assert_cmpuint (test_world_count (world, "C_Login "), ==, login->file ? 0 : 1);
  g_assert_cmpuint (test_world_count (world, "C_Logout 0x0"), ==, login->file ? 0 : 1);
}

/* The intermediate lies on another token than the certificate */
static void
test_issuer_elsewhere (void)
{
  const TestCertSpec spec = { .purpose = TEST_PERSON, .name = "Ana Departe" };
  g_autoptr (TestCert) cert = test_cert_new (&spec, world->sub);
  g_autoptr (TestGate) gate =
      test_world_open_gate (world, (TestGateOptions){ .style = TEST_GATE_RENEGOTIATION });
  g_autoptr (TestCard) card = test_card_new ();
  g_autoptr (ParafaCertificate) certificate = NULL;
  g_autoptr (ParafaRelayAddress) address = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (TestVisit) visit = { .paths = { "/my.policy", NULL } };
  TestGateReport report;
  ParafaPinState state;

  test_world_reset (world);
  test_world_add_token (world, "Altă cheie");
  test_world_put (world, "Altă cheie", "Ana", cert, "51", TRUE);
  certificate = test_card_find (card, cert);
  g_assert_cmpstr (parafa_certificate_get_place (certificate)->token_label, ==, "Altă cheie");
  g_assert_true (test_card_unlock (card, certificate, TEST_PIN, &state, &error));
  address = test_card_start_for (card, world, certificate, test_gate_get_port (gate));
  test_card_visit (card, address, test_gate_get_port (gate), &visit);
  test_visit_run (&visit);
  g_assert_cmpuint (visit.status[0], ==, 302);
  test_gate_get_report (gate, &report);
  g_assert_cmpuint (report.min_chain, ==, 2);
  g_assert_true (report.all_valid);
}

static void
add_logins (void)
{
  static const char *const styles[] = { "renegotiation", "first-tls12", "first-tls13",
                                        "post-handshake" };

  for (guint i = 0; i < 4 * 2 * 2 * 2; i++)
    {
      LoginCase *login = g_new0 (LoginCase, 1);
      g_autofree char *path = NULL;

      login->style = (TestGateStyle) (i / 8);
      login->rsa = i & 1;
      login->file = (i & 2) != 0;
      login->keep_alive = (i & 4) != 0;
      path = g_strdup_printf ("/card/login/%s/%s/%s/%s", styles[login->style],
                              login->rsa ? "rsa" : "ec", login->file ? "file" : "token",
                              login->keep_alive ? "keep-alive" : "close");
      g_test_add_data_func_full (path, login, test_login, g_free);
    }
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  world = test_world_new ();
  add_logins ();
  g_test_add_func ("/card/login/issuer-elsewhere", test_issuer_elsewhere);
  status = g_test_run ();
  test_world_free (world);
  return status;
}
