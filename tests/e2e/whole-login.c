/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Logins that end well: every way the gateway asks for the certificate, every kind of key, every
 * kind of callback. */

#include "parafa-test-login.h"
#include "parafa-test.h"

typedef struct
{
  const char *style;
  const char *tls;
  const char *key; /* "rsa", "ec": also the name of the issued file */
  const char *holder;
  gboolean from_file;
  const char *redirect_uri;
} Case;

#define RSA "rsa", "Daria Stânceanu"
#define EC "ec", "Matei Văleanu"
#define POSTMAN "https://oauth.pstmn.io/v1/callback"
#define LOCALHOST "https://localhost:47631/callback"
#define BLOCKED "https://localhost:9/cb"

static const struct
{
  const char *path;
  Case c;
} cases[] = {
  { "token/rsa/renegotiate", { "renegotiate", "TLSv1.2", RSA, FALSE, NULL } },
  { "token/rsa/first-1.2", { "first-1.2", "TLSv1.2", RSA, FALSE, NULL } },
  { "token/rsa/first-1.3", { "first-1.3", "TLSv1.3", RSA, FALSE, NULL } },
  { "token/rsa/post-handshake", { "post-handshake", "TLSv1.3", RSA, FALSE, NULL } },
  { "token/ec/renegotiate", { "renegotiate", "TLSv1.2", EC, FALSE, NULL } },
  { "token/ec/first-1.2", { "first-1.2", "TLSv1.2", EC, FALSE, NULL } },
  { "token/ec/first-1.3", { "first-1.3", "TLSv1.3", EC, FALSE, NULL } },
  { "token/ec/post-handshake", { "post-handshake", "TLSv1.3", EC, FALSE, NULL } },
  { "file/rsa/renegotiate", { "renegotiate", "TLSv1.2", RSA, TRUE, NULL } },
  { "file/rsa/first-1.2", { "first-1.2", "TLSv1.2", RSA, TRUE, NULL } },
  { "file/rsa/first-1.3", { "first-1.3", "TLSv1.3", RSA, TRUE, NULL } },
  { "file/rsa/post-handshake", { "post-handshake", "TLSv1.3", RSA, TRUE, NULL } },
  { "file/ec/renegotiate", { "renegotiate", "TLSv1.2", EC, TRUE, NULL } },
  { "file/ec/first-1.2", { "first-1.2", "TLSv1.2", EC, TRUE, NULL } },
  { "file/ec/first-1.3", { "first-1.3", "TLSv1.3", EC, TRUE, NULL } },
  { "file/ec/post-handshake", { "post-handshake", "TLSv1.3", EC, TRUE, NULL } },
  { "callback/other-site", { "renegotiate", "TLSv1.2", RSA, FALSE, POSTMAN } },
  { "callback/localhost", { "renegotiate", "TLSv1.2", RSA, FALSE, LOCALHOST } },
  { "callback/blocked-port", { "renegotiate", "TLSv1.2", RSA, FALSE, BLOCKED } },
};

static void
assert_presented (ParafaTestLogin *login, const Case *c)
{
  g_autofree char *holder = parafa_test_login_last_client (login, "holder");
  g_autofree char *tls = parafa_test_login_last_client (login, "tls");

  g_assert_cmpstr (holder, ==, c->holder);
  g_assert_cmpstr (tls, ==, c->tls);
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (ParafaTestLogin) login = parafa_test_login_new (c->redirect_uri);
  g_autofree char *set = g_strdup_printf ("{\"do\":\"set\",\"tls_style\":\"%s\"}", c->style);

  parafa_test_login_tell (login, set);
  if (c->from_file)
    {
      parafa_test_login_start (login);
      parafa_test_login_open_file (login, c->key, "practica");
    }
  else
    parafa_test_login_begin (login, c->holder);
  parafa_test_login_assert_done (login);
  g_assert_cmpuint (login->n_pages, ==, 1);
  assert_presented (login, c);
}

/* Each login presents the certificate chosen for it, not the one of the login before */
static void
test_two_people (void)
{
  g_autoptr (ParafaTestLogin) login = parafa_test_login_new (NULL);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  parafa_test_login_tell (login, "{\"do\":\"set\",\"tls_style\":\"first-1.3\"}");
  parafa_test_login_begin (login, "Daria Stânceanu");
  parafa_test_login_wait_step (login, PARAFA_LOGIN_DONE);
  first = parafa_test_login_last_client (login, "holder");
  parafa_login_flow_cancel (login->flow);
  g_clear_object (&login->flow);
  parafa_test_login_begin (login, "Matei Văleanu");
  parafa_test_login_wait_step (login, PARAFA_LOGIN_DONE);
  second = parafa_test_login_last_client (login, "holder");
  g_assert_cmpstr (first, ==, "Daria Stânceanu");
  g_assert_cmpstr (second, ==, "Matei Văleanu");
}

/* The second login is one press and the PIN */
static void
test_remembered (void)
{
  g_autoptr (ParafaTestLogin) login = parafa_test_login_new (NULL);
  g_autofree char *holder = NULL;

  parafa_test_login_begin (login, "Matei Văleanu");
  parafa_test_login_wait_step (login, PARAFA_LOGIN_DONE);
  parafa_login_flow_cancel (login->flow);
  g_clear_object (&login->flow);
  login->goes_on = TRUE;
  parafa_test_login_start (login);
  parafa_test_login_wait_step (login, PARAFA_LOGIN_PIN);
  parafa_test_login_type (login, PARAFA_TEST_PIN);
  parafa_test_login_wait_step (login, PARAFA_LOGIN_DONE);
  holder = parafa_test_login_last_client (login, "holder");
  g_assert_cmpstr (holder, ==, "Matei Văleanu");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  parafa_test_login_prepare ();
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/e2e/login/", cases[i].path, NULL);

      g_test_add_data_func (path, &cases[i].c, test_case);
    }
  g_test_add_func ("/e2e/login/two-people", test_two_people);
  g_test_add_func ("/e2e/login/remembered", test_remembered);
  return g_test_run ();
}
