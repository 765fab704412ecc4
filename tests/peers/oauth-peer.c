/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "oauth-peer.h"
#include "parafa-authorize.h"

#include <libsoup/soup.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define LOGIN_HOST "logincert.localhost"
#define MAX_PAGES 8

/* --- the server --- */

static char *
read_line (OauthPeer *self)
{
  char *line = NULL;
  gsize end = 0;

  g_assert_cmpint (g_io_channel_read_line (self->out, &line, NULL, &end, NULL), ==,
                   G_IO_STATUS_NORMAL);
  line[end] = '\0';
  return line;
}

/* Returns: (transfer full): the server's one line */
char *
oauth_peer_ask (OauthPeer *self, const char *what)
{
  dprintf (self->in, "%s\n", what);
  return read_line (self);
}

/* The requests since the last time were these, all through that door, and each of those through the
 * mutual one came with the token's certificate */
void
oauth_peer_assert_seen (OauthPeer *self, const char *door, const char *const *paths)
{
  g_autoptr (GString) expected = g_string_new (NULL);
  g_autofree char *seen = oauth_peer_ask (self, "seen");

  for (guint i = 0; paths[i] != NULL; i++)
    g_string_append_printf (expected, "%s%s %s %s", i > 0 ? ", " : "", door, paths[i],
                            g_str_equal (door, "mutual") ? self->serial : "-");
  g_assert_cmpstr (seen, ==, expected->str);
}

static void
start_server (OauthPeer *self)
{
  const TestCertSpec spec = { .purpose = TEST_SERVER, .name = LOGIN_HOST, .host = LOGIN_HOST };
  g_autoptr (TestCert) certificate = test_cert_new (&spec, self->world->server_ca);
  g_autofree char *file = test_cert_write (certificate, self->world->dir, "peer");
  g_autofree char *key = test_cert_write_key (certificate, self->world->dir, "peer");
  g_autofree char *server = g_build_filename (g_getenv ("PARAFA_PEERS"), "server.mjs", NULL);
  const char *argv[] = { "node", server, file, key, self->world->root_file, NULL };
  g_auto (GStrv) environment = g_environ_unsetenv (g_get_environ (), "LD_PRELOAD");
  g_autofree char *ports = NULL;
  g_autoptr (GError) error = NULL;
  int out = -1;

  g_spawn_async_with_pipes (NULL, (char **) argv, environment,
                            G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD |
                                G_SPAWN_STDERR_TO_DEV_NULL,
                            NULL, NULL, &self->pid, &self->in, &out, NULL, &error);
  g_assert_no_error (error);
  self->out = g_io_channel_unix_new (out);
  g_io_channel_set_close_on_unref (self->out, TRUE);
  ports = read_line (self);
  g_assert_cmpint (sscanf (ports, "%u %u", &self->mutual, &self->open), ==, 2);
}

static char *
dup_serial (const TestCert *cert)
{
  guint8 serial[64];
  gsize size = sizeof serial;
  GString *text = g_string_new (NULL);

  gnutls_x509_crt_get_serial (cert->crt, serial, &size);
  for (gsize i = serial[0] == 0 ? 1 : 0; i < size; i++)
    g_string_append_printf (text, "%02x", serial[i]);
  return g_string_free (text, FALSE);
}

OauthPeer *
oauth_peer_new (void)
{
  OauthPeer *self = g_new0 (OauthPeer, 1);

  self->world = test_world_new ();
  self->serial = dup_serial (self->world->rsa);
  start_server (self);
  self->card = test_card_new ();
  return self;
}

void
oauth_peer_free (OauthPeer *self)
{
  int status = 0;

  test_card_free (self->card);
  close (self->in);
  waitpid (self->pid, &status, 0);
  g_io_channel_unref (self->out);
  test_world_free (self->world);
  g_free (self->serial);
  g_free (self);
}

ParafaRelayAddress *
oauth_peer_start_relay (OauthPeer *self, ParafaCertificate *certificate)
{
  g_autofree char *host = g_strdup_printf (LOGIN_HOST ":%u", self->mutual);
  const char *const hosts[] = { host, NULL };
  g_autofree char *pem = test_cert_to_pem (self->world->server_ca);
  g_autoptr (GBytes) trust = g_bytes_new (pem, strlen (pem));
  const ParafaRelaySettings settings = { .login_hosts = hosts, .trust_pem = trust };
  g_autoptr (GError) error = NULL;
  ParafaRelayAddress *address = test_card_start_relay (self->card, certificate, &settings, &error);

  g_assert_no_error (error);
  return address;
}

/* --- a way to it --- */

/* @ca_pem: who vouches for what answers at @port */
OauthWay *
oauth_way_new (guint port, const char *ca_pem)
{
  OauthWay *self = g_new0 (OauthWay, 1);
  g_autofree char *login = g_strdup_printf ("https://" LOGIN_HOST ":%u", port);
  g_autoptr (GBytes) ca = g_bytes_new (ca_pem, strlen (ca_pem));
  g_autoptr (GError) error = NULL;

  self->endpoints = parafa_endpoints_new_practice (login, "https://api.localhost:9", ca, &error);
  g_assert_no_error (error);
  self->dir = parafa_test_dir_new ();
  self->trust_file = parafa_test_write_file (self->dir, "trust.pem", ca_pem);
  self->http = parafa_http_new ();
  parafa_http_set_practice_trust (self->http, ca, &error);
  g_assert_no_error (error);
  self->oauth = parafa_oauth_new (self->http, self->endpoints);
  return self;
}

void
oauth_way_free (OauthWay *self)
{
  g_clear_object (&self->oauth);
  g_clear_object (&self->http);
  g_clear_pointer (&self->endpoints, parafa_endpoints_unref);
  g_clear_pointer (&self->dir, parafa_test_dir_free);
  g_free (self->trust_file);
  g_free (self);
}

/* One page, as a view opens it; the next address, or the last one when it is no redirect */
static char *
open_page (SoupSession *session, const char *uri, GError **error)
{
  g_autoptr (SoupMessage) message = soup_message_new (SOUP_METHOD_GET, uri);
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GBytes) body = NULL;
  const char *location;

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL,
                                    parafa_test_result_callback, result);
  body = soup_session_send_and_read_finish (session,
                                            parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                            error);
  if (body == NULL)
    return NULL;
  location = soup_message_headers_get_one (soup_message_get_response_headers (message), "Location");
  if (location != NULL)
    return g_uri_resolve_relative (uri, location, G_URI_FLAGS_ENCODED, error);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "status %u: %.*s",
               soup_message_get_status (message), (int) g_bytes_get_size (body),
               (const char *) g_bytes_get_data (body, NULL));
  return NULL;
}

static SoupSession *
open_view (OauthWay *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsDatabase) trust = g_tls_file_database_new (self->trust_file, &error);
  g_autoptr (SoupCookieJar) jar = soup_cookie_jar_new ();
  SoupSession *session;

  g_assert_no_error (error);
  session = soup_session_new_with_options ("tls-database", trust, NULL);
  soup_session_add_feature (session, SOUP_SESSION_FEATURE (jar));
  return session;
}

/**
 * oauth_way_log_in:
 * @client: one of the server's clients
 *
 * What the view does: the address Parafa makes, the redirects with their cookies, until the callback.
 *
 * Returns: (transfer full) (nullable): the authorization code
 */
ParafaSecret *
oauth_way_log_in (OauthWay *self, const char *client, GError **error)
{
  g_autoptr (ParafaAuthorizeRequest) request =
      parafa_authorize_request_new (parafa_endpoints_get_authorize_uri (self->endpoints), client,
                                    PEER_REDIRECT, error);
  g_autoptr (SoupSession) session = open_view (self);
  g_autofree char *uri = g_strdup (parafa_authorize_request_get_uri (request));
  g_autoptr (ParafaSecret) answer = NULL;

  for (guint i = 0; i < MAX_PAGES && !parafa_authorize_is_callback (PEER_REDIRECT, uri); i++)
    {
      char *next = open_page (session, uri, error);

      if (next == NULL)
        return NULL;
      g_free (uri);
      uri = next;
    }
  answer = parafa_secret_new (uri, -1);
  return parafa_authorize_request_read_callback (request, answer, error);
}
