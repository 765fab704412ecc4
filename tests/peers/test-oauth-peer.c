/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "oauth-peer.h"
#include "parafa-claims.h"
#include "test-relay-door.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#define AUTHORIZE "/anaf-oauth2/v1/authorize"
#define POLICY "/my.policy"
#define TOKEN "/anaf-oauth2/v1/token"
#define REVOKE "/anaf-oauth2/v1/revoke"
#define LOGIN AUTHORIZE, POLICY, AUTHORIZE

/* The OAuth client against a server that others wrote (npm oidc-provider), over TLS where no
 * handshake ends without a client certificate. The certificate lies on a token, and the requests go
 * through the login's relay, as the view's do.
 *
 * ANAF asks for the certificate where a person logs in and nowhere else: its token endpoint answers
 * everyone who has the client's secret, and the client has no certificate there by design, since a
 * renewal must not need the card. That way is tested, too: code over mutual TLS, tokens without. */

typedef struct
{
  ParafaRelayAddress *relay; /* (owned) */
  TestRelayDoor *door;       /* (owned) */
  OauthWay *mutual;          /* (owned): through the relay, with the token's certificate */
  OauthWay *open;            /* (owned): to the door that asks for no certificate */
} Ways;

static OauthPeer *peer;
static Ways ways;

static char *
dup_ca (void)
{
  return test_cert_to_pem (peer->world->server_ca);
}

static TestRelayDoor *
open_door (const ParafaRelayAddress *relay)
{
  g_autofree char *target = g_strdup_printf ("logincert.localhost:%u", peer->mutual);

  return test_relay_door_new (relay, target);
}

static void
ways_open (void)
{
  g_autoptr (ParafaCertificate) certificate = test_card_find (peer->card, peer->world->rsa);
  g_autofree char *ca = dup_ca ();
  g_autoptr (GError) error = NULL;

  test_card_unlock (peer->card, certificate, TEST_PIN, NULL, &error);
  g_assert_no_error (error);
  ways.relay = oauth_peer_start_relay (peer, certificate);
  ways.door = open_door (ways.relay);
  ways.mutual = oauth_way_new (test_relay_door_get_port (ways.door), ways.relay->certificate_pem);
  ways.open = oauth_way_new (peer->open, ca);
}

static void
ways_close (void)
{
  g_clear_pointer (&ways.mutual, oauth_way_free);
  g_clear_pointer (&ways.open, oauth_way_free);
  g_clear_pointer (&ways.door, test_relay_door_free);
  g_clear_pointer (&ways.relay, parafa_relay_address_free);
}

/* --- the client's calls --- */

static ParafaTokenPair *
exchange_code (
    OauthWay *way, const char *client, ParafaSecret *code, const char *secret_text, GError **error)
{
  g_autoptr (ParafaSecret) secret = parafa_secret_new (secret_text, -1);
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_oauth_exchange_async (way->oauth, client, secret, code, PEER_REDIRECT, NULL,
                               parafa_test_result_callback, result);
  return parafa_oauth_exchange_finish (way->oauth,
                                       parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                       error);
}

static ParafaTokenPair *
refresh_pair (OauthWay *way, const char *client, ParafaTokenPair *pair, GError **error)
{
  g_autoptr (ParafaSecret) secret = parafa_secret_new (PEER_SECRET, -1);
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_oauth_refresh_async (way->oauth, client, secret, pair, NULL, parafa_test_result_callback,
                              result);
  return parafa_oauth_refresh_finish (way->oauth,
                                      parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                      error);
}

static int
revoke_token (
    OauthWay *way, const char *client, ParafaRevokeKind kind, ParafaSecret *token, GError **error)
{
  g_autoptr (ParafaSecret) secret = parafa_secret_new (PEER_SECRET, -1);
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_oauth_revoke_async (way->oauth, client, secret, kind, token, NULL,
                             parafa_test_result_callback, result);
  return parafa_oauth_revoke_finish (way->oauth,
                                     parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS), error);
}

static ParafaSecret *
get_code (const char *client)
{
  g_autoptr (GError) error = NULL;
  ParafaSecret *code = oauth_way_log_in (ways.mutual, client, &error);

  g_assert_no_error (error);
  return code;
}

static ParafaTokenPair *
log_in (OauthWay *way, const char *client)
{
  g_autoptr (ParafaSecret) code = get_code (client);
  g_autoptr (GError) error = NULL;
  ParafaTokenPair *pair = exchange_code (way, client, code, PEER_SECRET, &error);

  g_assert_no_error (error);
  return pair;
}

static ParafaJwt *
read_access (ParafaTokenPair *pair)
{
  ParafaSecret *access = parafa_token_pair_get_access (pair);
  g_autoptr (GError) error = NULL;
  ParafaJwt *jwt = parafa_jwt_new_from_text (parafa_secret_get (access),
                                             (gssize) parafa_secret_get_length (access), &error);

  g_assert_no_error (error);
  return jwt;
}

/* --- what holds over mutual TLS --- */

/* An authorization code is good once, for the right client with the right secret. Whom the token is
 * for is said by nothing but the certificate of the handshake. */
static void
test_exchange (void)
{
  const char *const paths[] = { LOGIN, TOKEN, TOKEN, TOKEN, NULL };
  g_autoptr (ParafaSecret) code = get_code ("basic");
  g_autoptr (ParafaTokenPair) pair = NULL;
  g_autoptr (ParafaJwt) jwt = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (exchange_code (ways.mutual, "basic", code, "another secret", &error));
  g_assert_error (error, PARAFA_TOKEN_ERROR, PARAFA_TOKEN_ERROR_SETTINGS);
  g_clear_error (&error);
  pair = exchange_code (ways.mutual, "basic", code, PEER_SECRET, &error);
  g_assert_no_error (error);
  g_assert_false (parafa_token_pair_is_opaque (pair));
  g_assert_nonnull (parafa_token_pair_get_refresh (pair));
  jwt = read_access (pair);
  g_assert_cmpstr (json_object_get_string_member (parafa_jwt_get_claims (jwt), "sub"), ==,
                   peer->serial);
  g_assert_null (exchange_code (ways.mutual, "basic", code, PEER_SECRET, &error));
  g_assert_error (error, PARAFA_TOKEN_ERROR, PARAFA_TOKEN_ERROR_LOGIN_AGAIN);
  oauth_peer_assert_seen (peer, "mutual", paths);
}

/* Each refresh kills the refresh token it used; a second use ends the whole line */
static void
test_rotation (void)
{
  const char *const paths[] = { LOGIN, TOKEN, TOKEN, TOKEN, TOKEN, TOKEN, NULL };
  g_autoptr (ParafaTokenPair) first = log_in (ways.mutual, "basic");
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaTokenPair) second = refresh_pair (ways.mutual, "basic", first, &error);
  g_autoptr (ParafaTokenPair) third = NULL;

  g_assert_no_error (error);
  g_assert_false (parafa_secret_equal (parafa_token_pair_get_refresh (first),
                                       parafa_token_pair_get_refresh (second)));
  g_assert_cmpint (parafa_token_pair_get_first_login_at (second), ==,
                   parafa_token_pair_get_first_login_at (first));
  third = refresh_pair (ways.mutual, "basic", second, &error);
  g_assert_no_error (error);
  g_assert_null (refresh_pair (ways.mutual, "basic", first, &error));
  g_assert_error (error, PARAFA_TOKEN_ERROR, PARAFA_TOKEN_ERROR_LOGIN_AGAIN);
  g_clear_error (&error);
  g_assert_null (refresh_pair (ways.mutual, "basic", third, &error));
  g_assert_error (error, PARAFA_TOKEN_ERROR, PARAFA_TOKEN_ERROR_LOGIN_AGAIN);
  oauth_peer_assert_seen (peer, "mutual", paths);
}

/* Opaque tokens: id and secret in the body, for refresh and revocation alike */
static void
test_opaque_and_revoked (void)
{
  const char *const paths[] = { LOGIN, TOKEN, TOKEN, REVOKE, REVOKE, TOKEN, REVOKE, NULL };
  g_autoptr (ParafaTokenPair) pair = log_in (ways.mutual, "post");
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaTokenPair) next = refresh_pair (ways.mutual, "post", pair, &error);

  g_assert_no_error (error);
  g_assert_true (parafa_token_pair_is_opaque (pair));
  g_assert_true (parafa_token_pair_is_opaque (next));
  g_assert_cmpint (revoke_token (ways.mutual, "post", PARAFA_REVOKE_ACCESS,
                                 parafa_token_pair_get_access (next), &error),
                   ==, PARAFA_REVOCATION_DONE);
  g_assert_no_error (error);
  g_assert_cmpint (revoke_token (ways.mutual, "post", PARAFA_REVOKE_REFRESH,
                                 parafa_token_pair_get_refresh (next), &error),
                   ==, PARAFA_REVOCATION_DONE);
  g_assert_no_error (error);
  g_assert_null (refresh_pair (ways.mutual, "post", next, &error));
  g_assert_error (error, PARAFA_TOKEN_ERROR, PARAFA_TOKEN_ERROR_LOGIN_AGAIN);
  g_clear_error (&error);
  g_assert_cmpint (revoke_token (ways.mutual, "nobody", PARAFA_REVOKE_REFRESH,
                                 parafa_token_pair_get_refresh (next), &error),
                   ==, -1);
  g_assert_error (error, PARAFA_TOKEN_ERROR, PARAFA_TOKEN_ERROR_SETTINGS);
  oauth_peer_assert_seen (peer, "mutual", paths);
}

/* RFC 7515 appendix C: base64url without padding */
static char *
dup_thumbprint (const TestCert *cert)
{
  g_autoptr (GBytes) der = test_cert_to_der (cert);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize size = sizeof digest;
  char *text;

  g_checksum_update (checksum, g_bytes_get_data (der, NULL), (gssize) g_bytes_get_size (der));
  g_checksum_get_digest (checksum, digest, &size);
  text = g_base64_encode (digest, size);
  g_strdelimit (g_strdelimit (text, "+", '-'), "/", '_');
  text[strcspn (text, "=")] = '\0';
  return text;
}

static void
assert_bound (ParafaTokenPair *pair, const char *thumbprint)
{
  g_autoptr (ParafaJwt) jwt = read_access (pair);
  JsonObject *confirmation = json_object_get_object_member (parafa_jwt_get_claims (jwt), "cnf");

  g_assert_nonnull (confirmation);
  g_assert_cmpstr (json_object_get_string_member (confirmation, "x5t#S256"), ==, thumbprint);
}

/* RFC 8705 §3: the server binds its tokens to the certificate that it saw in the handshake of the
 * token request, and writes which one that was into them */
static void
test_bound (void)
{
  const char *const paths[] = { LOGIN, TOKEN, TOKEN, REVOKE, TOKEN, NULL };
  g_autofree char *thumbprint = dup_thumbprint (peer->world->rsa);
  g_autoptr (ParafaTokenPair) pair = log_in (ways.mutual, "bound");
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaTokenPair) next = refresh_pair (ways.mutual, "bound", pair, &error);

  g_assert_no_error (error);
  assert_bound (pair, thumbprint);
  assert_bound (next, thumbprint);
  g_assert_cmpint (revoke_token (ways.mutual, "bound", PARAFA_REVOKE_REFRESH,
                                 parafa_token_pair_get_refresh (next), &error),
                   ==, PARAFA_REVOCATION_DONE);
  g_assert_no_error (error);
  g_assert_null (refresh_pair (ways.mutual, "bound", next, &error));
  g_assert_error (error, PARAFA_TOKEN_ERROR, PARAFA_TOKEN_ERROR_LOGIN_AGAIN);
  oauth_peer_assert_seen (peer, "mutual", paths);
}

/* --- the certificate is required, and where it is not --- */

/* As ANAF has it: the login over mutual TLS, the token endpoint without a certificate */
static void
test_as_anaf (void)
{
  const char *const login[] = { LOGIN, NULL };
  const char *const tokens[] = { TOKEN, TOKEN, REVOKE, TOKEN, NULL };
  g_autoptr (ParafaSecret) code = get_code ("basic");
  g_autoptr (ParafaTokenPair) pair = NULL;
  g_autoptr (ParafaTokenPair) next = NULL;
  g_autoptr (GError) error = NULL;

  oauth_peer_assert_seen (peer, "mutual", login);
  pair = exchange_code (ways.open, "basic", code, PEER_SECRET, &error);
  g_assert_no_error (error);
  next = refresh_pair (ways.open, "basic", pair, &error);
  g_assert_no_error (error);
  g_assert_cmpint (revoke_token (ways.open, "basic", PARAFA_REVOKE_REFRESH,
                                 parafa_token_pair_get_refresh (next), &error),
                   ==, PARAFA_REVOCATION_DONE);
  g_assert_no_error (error);
  g_assert_null (refresh_pair (ways.open, "basic", next, &error));
  g_assert_error (error, PARAFA_TOKEN_ERROR, PARAFA_TOKEN_ERROR_LOGIN_AGAIN);
  oauth_peer_assert_seen (peer, "open", tokens);
}

static void
assert_nobody_came_in (void)
{
  g_autofree char *seen = oauth_peer_ask (peer, "seen");
  g_autofree char *refused = oauth_peer_ask (peer, "refused");

  g_assert_cmpstr (seen, ==, "");
  g_assert_cmpint (atoi (refused), >=, 1);
}

static void
assert_shut (OauthWay *way, ParafaTokenPair *pair)
{
  g_autoptr (ParafaSecret) code = NULL;
  g_autoptr (GError) error = NULL;

  code = oauth_way_log_in (way, "basic", &error);
  g_assert_null (code);
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_null (refresh_pair (way, "basic", pair, &error));
  g_assert_nonnull (error);
  g_assert_false (g_error_matches (error, PARAFA_TOKEN_ERROR, PARAFA_TOKEN_ERROR_LOGIN_AGAIN));
  assert_nobody_came_in ();
}

/* Without a certificate the mutual door is shut, straight and through a relay that has none; nothing
 * of it is taken for an answer about the token, which is as good as before */
static void
test_refused_without (void)
{
  g_autofree char *ca = dup_ca ();
  g_autoptr (ParafaTokenPair) pair = log_in (ways.mutual, "basic");
  g_autoptr (ParafaTokenPair) next = NULL;
  g_autoptr (OauthWay) straight = oauth_way_new (peer->mutual, ca);
  g_autoptr (ParafaRelayAddress) relay = NULL;
  g_autoptr (TestRelayDoor) door = NULL;
  g_autoptr (OauthWay) bare = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *seen = oauth_peer_ask (peer, "seen");
  TestCard *card = peer->card;

  assert_shut (straight, pair);
  next = refresh_pair (ways.mutual, "basic", pair, &error);
  g_assert_no_error (error);
  g_free (g_steal_pointer (&seen));
  seen = oauth_peer_ask (peer, "seen");

  peer->card = test_card_new ();
  relay = oauth_peer_start_relay (peer, NULL);
  door = open_door (relay);
  bare = oauth_way_new (test_relay_door_get_port (door), relay->certificate_pem);
  assert_shut (bare, next);
  g_clear_pointer (&bare, oauth_way_free);
  g_clear_pointer (&door, test_relay_door_free);
  test_card_free (peer->card);
  peer->card = card;
}

int
main (int argc, char **argv)
{
  int status;

  signal (SIGPIPE, SIG_IGN);
  g_test_init (&argc, &argv, NULL);
  peer = oauth_peer_new ();
  ways_open ();
  g_test_add_func ("/peers/oauth/mutual/exchange", test_exchange);
  g_test_add_func ("/peers/oauth/mutual/rotation", test_rotation);
  g_test_add_func ("/peers/oauth/mutual/opaque-and-revoked", test_opaque_and_revoked);
  g_test_add_func ("/peers/oauth/mutual/bound", test_bound);
  g_test_add_func ("/peers/oauth/as-anaf", test_as_anaf);
  g_test_add_func ("/peers/oauth/refused-without", test_refused_without);
  status = g_test_run ();
  ways_close ();
  g_clear_pointer (&peer, oauth_peer_free);
  return status;
}
