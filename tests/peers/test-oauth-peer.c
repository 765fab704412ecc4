/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "http-test-pki.h"
#include "parafa-oauth.h"
#include "parafa-test.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define REDIRECT "https://localhost:47631/callback"
#define SECRET "secret of a test & more"

/* The OAuth client against a server that others wrote (npm oidc-provider), over real TLS on
 * loopback. It asks for a client certificate in each handshake; this client has none by design,
 * since the certificate belongs to the web view's connection through the card's relay: see
 * tests/session/test-login-flow.c for the login over mutual TLS. */

typedef struct
{
  ParafaTestDir *dir; /* (owned) */
  HttpTestPki *pki;   /* (owned) */
  GPid pid;
  int in;
  GIOChannel *out;    /* (owned) */
  ParafaHttp *http;   /* (owned) */
  ParafaOauth *oauth; /* (owned) */
} Peer;

static Peer peer;

static char *
peer_read (void)
{
  char *line = NULL;
  gsize end = 0;

  g_assert_cmpint (g_io_channel_read_line (peer.out, &line, NULL, &end, NULL), ==,
                   G_IO_STATUS_NORMAL);
  line[end] = '\0';
  return line;
}

static char *
peer_ask (const char *what, const char *client)
{
  dprintf (peer.in, "%s %s\n", what, client);
  return peer_read ();
}

static void
peer_start (void)
{
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autofree char *certificate_pem = NULL;
  g_autofree char *key_pem = NULL;
  g_autofree char *certificate_path = NULL;
  g_autofree char *key_path = NULL;
  g_autofree char *server = g_build_filename (g_getenv ("PARAFA_PEERS"), "server.mjs", NULL);
  g_autoptr (GError) error = NULL;
  int out = -1;

  peer.dir = parafa_test_dir_new ();
  peer.pki = http_test_pki_new ();
  certificate = http_test_pki_issue (peer.pki, "DNS:logincert.localhost,DNS:api.localhost");
  g_object_get (certificate, "certificate-pem", &certificate_pem, "private-key-pem", &key_pem,
                NULL);
  certificate_path = parafa_test_write_file (peer.dir, "server.pem", certificate_pem);
  key_path = parafa_test_write_file (peer.dir, "server.key", key_pem);
  {
    const char *argv[] = { "node", server, certificate_path, key_path, NULL };

    g_spawn_async_with_pipes (NULL, (char **) argv, NULL,
                              G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD |
                                  G_SPAWN_STDERR_TO_DEV_NULL,
                              NULL, NULL, &peer.pid, &peer.in, &out, NULL, &error);
  }
  g_assert_no_error (error);
  peer.out = g_io_channel_unix_new (out);
  g_io_channel_set_close_on_unref (peer.out, TRUE);
}

static void
peer_connect (void)
{
  g_autofree char *port = peer_read ();
  g_autofree char *login = g_strdup_printf ("https://logincert.localhost:%s", port);
  g_autofree char *api = g_strdup_printf ("https://api.localhost:%s", port);
  g_autoptr (ParafaEndpoints) endpoints = NULL;
  g_autoptr (GError) error = NULL;

  endpoints = parafa_endpoints_new_practice (login, api, http_test_pki_get_ca (peer.pki), &error);
  g_assert_no_error (error);
  peer.http = parafa_http_new ();
  parafa_http_set_practice_trust (peer.http, parafa_endpoints_get_ca_pem (endpoints), &error);
  g_assert_no_error (error);
  peer.oauth = parafa_oauth_new (peer.http, endpoints);
}

static void
peer_stop (void)
{
  int status = 0;

  g_clear_object (&peer.oauth);
  g_clear_object (&peer.http);
  close (peer.in);
  waitpid (peer.pid, &status, 0);
  g_clear_pointer (&peer.out, g_io_channel_unref);
  g_clear_pointer (&peer.pki, http_test_pki_free);
  g_clear_pointer (&peer.dir, parafa_test_dir_free);
}

static ParafaTokenPair *
exchange_code (const char *client, const char *code_text, const char *secret_text, GError **error)
{
  g_autoptr (ParafaSecret) secret = parafa_secret_new (secret_text, -1);
  g_autoptr (ParafaSecret) code = parafa_secret_new (code_text, -1);
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_oauth_exchange_async (peer.oauth, client, secret, code, REDIRECT, NULL,
                               parafa_test_result_callback, result);
  return parafa_oauth_exchange_finish (peer.oauth,
                                       parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                       error);
}

static ParafaTokenPair *
refresh_pair (const char *client, ParafaTokenPair *pair, GError **error)
{
  g_autoptr (ParafaSecret) secret = parafa_secret_new (SECRET, -1);
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_oauth_refresh_async (peer.oauth, client, secret, pair, NULL, parafa_test_result_callback,
                              result);
  return parafa_oauth_refresh_finish (peer.oauth,
                                      parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                      error);
}

static int
revoke_token (const char *client, ParafaRevokeKind kind, ParafaSecret *token, GError **error)
{
  g_autoptr (ParafaSecret) secret = parafa_secret_new (SECRET, -1);
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_oauth_revoke_async (peer.oauth, client, secret, kind, token, NULL,
                             parafa_test_result_callback, result);
  return parafa_oauth_revoke_finish (peer.oauth,
                                     parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS), error);
}

static ParafaTokenPair *
log_in (const char *client)
{
  g_autofree char *code = peer_ask ("code", client);
  g_autoptr (GError) error = NULL;
  ParafaTokenPair *pair = exchange_code (client, code, SECRET, &error);

  g_assert_no_error (error);
  return pair;
}

/* An authorization code is good once, for the right client with the right secret */
static void
test_exchange (void)
{
  g_autofree char *code = peer_ask ("code", "basic");
  g_autoptr (ParafaTokenPair) pair = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (exchange_code ("basic", code, "another secret", &error));
  g_assert_error (error, PARAFA_TOKEN_ERROR, PARAFA_TOKEN_ERROR_SETTINGS);
  g_clear_error (&error);
  pair = exchange_code ("basic", code, SECRET, &error);
  g_assert_no_error (error);
  g_assert_false (parafa_token_pair_is_opaque (pair));
  g_assert_nonnull (parafa_token_pair_get_refresh (pair));
  g_assert_null (exchange_code ("basic", code, SECRET, &error));
  g_assert_error (error, PARAFA_TOKEN_ERROR, PARAFA_TOKEN_ERROR_LOGIN_AGAIN);
}

/* Each refresh kills the refresh token it used; a second use ends the whole line */
static void
test_rotation (void)
{
  g_autoptr (ParafaTokenPair) first = log_in ("basic");
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaTokenPair) second = refresh_pair ("basic", first, &error);
  g_autoptr (ParafaTokenPair) third = NULL;

  g_assert_no_error (error);
  g_assert_false (parafa_secret_equal (parafa_token_pair_get_refresh (first),
                                       parafa_token_pair_get_refresh (second)));
  g_assert_cmpint (parafa_token_pair_get_first_login_at (second), ==,
                   parafa_token_pair_get_first_login_at (first));
  third = refresh_pair ("basic", second, &error);
  g_assert_no_error (error);
  g_assert_null (refresh_pair ("basic", first, &error));
  g_assert_error (error, PARAFA_TOKEN_ERROR, PARAFA_TOKEN_ERROR_LOGIN_AGAIN);
  g_clear_error (&error);
  g_assert_null (refresh_pair ("basic", third, &error));
  g_assert_error (error, PARAFA_TOKEN_ERROR, PARAFA_TOKEN_ERROR_LOGIN_AGAIN);
}

/* Opaque tokens: id and secret in the body, for refresh and revocation alike */
static void
test_opaque_and_revoked (void)
{
  g_autoptr (ParafaTokenPair) pair = log_in ("post");
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaTokenPair) next = refresh_pair ("post", pair, &error);

  g_assert_no_error (error);
  g_assert_true (parafa_token_pair_is_opaque (pair));
  g_assert_true (parafa_token_pair_is_opaque (next));
  g_assert_cmpint (revoke_token ("post", PARAFA_REVOKE_ACCESS, parafa_token_pair_get_access (next),
                                 &error),
                   ==, PARAFA_REVOCATION_DONE);
  g_assert_no_error (error);
  g_assert_cmpint (revoke_token ("post", PARAFA_REVOKE_REFRESH,
                                 parafa_token_pair_get_refresh (next), &error),
                   ==, PARAFA_REVOCATION_DONE);
  g_assert_no_error (error);
  g_assert_null (refresh_pair ("post", next, &error));
  g_assert_error (error, PARAFA_TOKEN_ERROR, PARAFA_TOKEN_ERROR_LOGIN_AGAIN);
  g_clear_error (&error);
  g_assert_cmpint (revoke_token ("nobody", PARAFA_REVOKE_REFRESH,
                                 parafa_token_pair_get_refresh (next), &error),
                   ==, -1);
  g_assert_error (error, PARAFA_TOKEN_ERROR, PARAFA_TOKEN_ERROR_SETTINGS);
}

int
main (int argc, char **argv)
{
  int status;

  signal (SIGPIPE, SIG_IGN);
  g_test_init (&argc, &argv, NULL);
  peer_start ();
  peer_connect ();
  g_test_add_func ("/peers/oauth/exchange", test_exchange);
  g_test_add_func ("/peers/oauth/rotation", test_rotation);
  g_test_add_func ("/peers/oauth/opaque-and-revoked", test_opaque_and_revoked);
  status = g_test_run ();
  peer_stop ();
  return status;
}
