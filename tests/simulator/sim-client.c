/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sim-client.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <openssl/err.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define WAIT_MS 60000u /* a loaded machine under a sanitizer */

static SimClient *
new_client (SimServer *server, const char *dir, const char *certificate, const char *ending)
{
  SimClient *self = g_new0 (SimClient, 1);

  self->context = SSL_CTX_new (TLS_client_method ());
  self->cookies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->host = g_strdup ("logincert.localhost");
  self->wait_ms = WAIT_MS;
  g_assert_cmpint (SSL_CTX_load_verify_locations (self->context, server->ca, NULL), ==, 1);
  SSL_CTX_set_verify (self->context, SSL_VERIFY_PEER, NULL);
  SSL_CTX_set_post_handshake_auth (self->context, 1);
  if (certificate != NULL)
    {
      g_autofree char *name = g_strconcat (certificate, ending, NULL);
      g_autofree char *key_name = g_strconcat (certificate, ".key", NULL);
      g_autofree char *path = g_build_filename (dir, "issued", name, NULL);
      g_autofree char *key = g_build_filename (dir, "issued", key_name, NULL);

      g_assert_cmpint (SSL_CTX_use_certificate_chain_file (self->context, path), ==, 1);
      g_assert_cmpint (SSL_CTX_use_PrivateKey_file (self->context, key, SSL_FILETYPE_PEM), ==, 1);
    }
  return self;
}

/* certificate: (nullable): the name of an issued one in dir; sent with its intermediate */
SimClient *
sim_client_new (SimServer *server, const char *dir, const char *certificate)
{
  return new_client (server, dir, certificate, "-chain.pem");
}

SimClient *
sim_client_new_with_leaf (SimServer *server, const char *dir, const char *certificate)
{
  SimClient *self = new_client (server, dir, certificate, ".pem");

  SSL_CTX_set_mode (self->context, SSL_MODE_NO_AUTO_CHAIN);
  return self;
}

void
sim_client_free (SimClient *self)
{
  SSL_CTX_free (self->context);
  g_hash_table_unref (self->cookies);
  g_free (self->host);
  g_free (self);
}

int
sim_client_dial (guint16 port, guint wait_ms)
{
  struct sockaddr_in address = {
    .sin_family = AF_INET,
    .sin_port = htons (port),
    .sin_addr.s_addr = htonl (INADDR_LOOPBACK),
  };
  struct timeval wait = { wait_ms / 1000, (wait_ms % 1000) * 1000 };
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (setsockopt (fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait), ==, 0);
  g_assert_cmpint (connect (fd, (struct sockaddr *) &address, sizeof address), ==, 0);
  return fd;
}

/* What OpenSSL's last failure means */
static void
explain (SSL *session, int result, int saved_errno, SimAnswer *answer)
{
  int error = SSL_get_error (session, result);
  int reason = ERR_GET_REASON (ERR_peek_last_error ());

  if (error == SSL_ERROR_WANT_READ)
    answer->end = SIM_END_SILENCE;
  else if (error == SSL_ERROR_ZERO_RETURN)
    answer->end = SIM_END_CLOSED;
  else if (error == SSL_ERROR_SYSCALL)
    answer->end =
        saved_errno == ECONNRESET || saved_errno == EPIPE ? SIM_END_RESET : SIM_END_CLOSED;
  else if (reason == SSL_R_UNEXPECTED_EOF_WHILE_READING)
    answer->end = SIM_END_CLOSED;
  else if (reason == SSL_R_CERTIFICATE_VERIFY_FAILED)
    answer->end = SIM_END_UNTRUSTED;
  else if (reason == SSL_R_WRONG_VERSION_NUMBER)
    answer->end = SIM_END_NO_TLS;
  else if (reason >= SSL_AD_REASON_OFFSET)
    {
      answer->end = SIM_END_ALERT;
      answer->alert = reason - SSL_AD_REASON_OFFSET;
    }
  else
    g_error ("unexpected TLS failure %d, reason %d", error, reason);
  answer->close_notify = error == SSL_ERROR_ZERO_RETURN;
  answer->verify_result = SSL_get_verify_result (session);
  ERR_clear_error ();
}

/* A connection without a session says why */
SimConnection *
sim_client_connect (SimClient *self, guint16 port)
{
  SimConnection *connection = g_new0 (SimConnection, 1);
  int result;

  connection->fd = sim_client_dial (port, self->wait_ms);
  connection->session = SSL_new (self->context);
  SSL_set_fd (connection->session, connection->fd);
  SSL_set_tlsext_host_name (connection->session, self->host);
  SSL_set1_host (connection->session, self->host);
  ERR_clear_error ();
  result = SSL_connect (connection->session);
  if (result != 1)
    {
      explain (connection->session, result, errno, &connection->failure);
      g_clear_pointer (&connection->session, SSL_free);
    }
  return connection;
}

void
sim_connection_free (SimConnection *self)
{
  SSL_free (self->session);
  close (self->fd);
  g_free (self);
}

void
sim_connection_send (SimConnection *self, const char *text)
{
  if (self->session != NULL)
    SSL_write (self->session, text, (int) strlen (text));
}

static void
take_answer (SimAnswer *answer, GString *data, gsize head_length)
{
  answer->head = g_strndup (data->str, head_length);
  answer->body = g_strdup (data->str + head_length);
  answer->status = (guint) g_ascii_strtoull (answer->head + strlen ("HTTP/1.x "), NULL, 10);
}

/* Reads until the connection ends, and notes how */
static void
read_end (SimConnection *self, SimAnswer *answer)
{
  SimAnswer end = { 0 };
  char byte;
  int result = SSL_read (self->session, &byte, 1);

  g_assert_cmpint (result, <=, 0);
  explain (self->session, result, errno, &end);
  g_assert_cmpint (end.end, ==, SIM_END_CLOSED);
  answer->close_notify = end.close_notify;
}

/* One byte at a time, so that what follows is left for the next answer */
static gboolean
read_byte (SimConnection *self, GString *data, SimAnswer *answer)
{
  char byte;
  int result;

  ERR_clear_error ();
  result = SSL_read (self->session, &byte, 1);
  if (result == 1)
    g_string_append_c (data, byte);
  else
    explain (self->session, result, errno, answer);
  return result == 1;
}

SimAnswer *
sim_connection_read (SimConnection *self)
{
  static const char length_name[] = "Content-Length: ";
  g_autoptr (GString) data = g_string_new (NULL);
  SimAnswer *answer = g_new0 (SimAnswer, 1);
  gsize head_length;
  guint64 body_length;
  const char *length;

  if (self->session == NULL)
    {
      *answer = self->failure;
      return answer;
    }
  while (!g_str_has_suffix (data->str, "\r\n\r\n"))
    {
      if (!read_byte (self, data, answer))
        return answer;
    }
  head_length = data->len;
  length = strstr (data->str, length_name);
  g_assert_nonnull (length);
  body_length = g_ascii_strtoull (length + strlen (length_name), NULL, 10);
  while (data->len < head_length + body_length && read_byte (self, data, answer))
    continue;
  take_answer (answer, data, head_length);
  if (data->len < head_length + body_length)
    answer->end = SIM_END_HALF;
  else if (strstr (answer->head, "Connection: Close\r\n") != NULL)
    read_end (self, answer);
  return answer;
}

void
sim_answer_free (SimAnswer *self)
{
  g_free (self->head);
  g_free (self->body);
  g_free (self);
}

char *
sim_answer_get_header (const SimAnswer *self, const char *name)
{
  g_autofree char *start = g_strconcat (name, ": ", NULL);
  g_auto (GStrv) lines = g_strsplit (self->head, "\r\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (g_str_has_prefix (lines[i], start))
        return g_strdup (lines[i] + strlen (start));
    }
  return NULL;
}

char *
sim_answer_get_json (const SimAnswer *self, const char *member)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonObject *object;

  json_parser_load_from_data (parser, self->body, -1, &error);
  g_assert_no_error (error);
  object = json_node_get_object (json_parser_get_root (parser));
  return g_strdup (json_object_get_string_member_with_default (object, member, NULL));
}

static void
keep_cookies (SimClient *self, const SimAnswer *answer)
{
  static const char start[] = "Set-Cookie: ";
  g_auto (GStrv) lines = g_strsplit (answer->head != NULL ? answer->head : "", "\r\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) pair = NULL;

      if (!g_str_has_prefix (lines[i], start))
        continue;
      pair = g_strsplit (lines[i] + strlen (start), "=", 2);
      pair[1][strcspn (pair[1], ";")] = '\0';
      g_hash_table_insert (self->cookies, g_strdup (pair[0]), g_strdup (pair[1]));
    }
}

SimAnswer *
sim_connection_get (SimClient *self, SimConnection *connection, const char *target)
{
  g_autoptr (GString) text = g_string_new (NULL);
  GHashTableIter iter;
  gpointer name;
  gpointer value;
  SimAnswer *answer;

  g_string_printf (text, "GET %s HTTP/1.1\r\nHost: %s\r\nCookie: a=b", target, self->host);
  g_hash_table_iter_init (&iter, self->cookies);
  while (g_hash_table_iter_next (&iter, &name, &value))
    g_string_append_printf (text, "; %s=%s", (char *) name, (char *) value);
  g_string_append (text, "\r\n\r\n");
  sim_connection_send (connection, text->str);
  answer = sim_connection_read (connection);
  keep_cookies (self, answer);
  return answer;
}

SimAnswer *
sim_client_get (SimClient *self, guint16 port, const char *target)
{
  g_autoptr (SimConnection) connection = sim_client_connect (self, port);

  return sim_connection_get (self, connection, target);
}

SimAnswer *
sim_client_ask (SimClient *self, guint16 port, const char *text)
{
  g_autoptr (SimConnection) connection = sim_client_connect (self, port);

  sim_connection_send (connection, text);
  return sim_connection_read (connection);
}

char *
sim_authorize_target (SimServer *server)
{
  return g_strdup_printf ("/anaf-oauth2/v1/authorize?response_type=code&client_id=%s"
                          "&redirect_uri=https%%3A%%2F%%2Flocalhost%%3A47631%%2Fcb"
                          "&token_content_type=jwt&state=abc",
                          server->client_id);
}

/* Follows the redirects, each on a connection of its own, as far as they stay on the host. The
 * callback is what they lead to, or NULL when they end in a page or a failure. */
SimAnswer *
sim_client_walk (SimClient *self, SimServer *server, char **callback)
{
  g_autofree char *target = sim_authorize_target (server);

  *callback = NULL;
  for (guint step = 0; step < 10; step++)
    {
      g_autoptr (SimAnswer) answer = sim_client_get (self, server->login_port, target);
      char *location =
          answer->end == SIM_END_REPLY ? sim_answer_get_header (answer, "Location") : NULL;

      if (location == NULL || *location != '/')
        {
          *callback = location;
          return g_steal_pointer (&answer);
        }
      g_free (target);
      target = location;
    }
  g_error ("the redirects do not end");
}

/* The same, when only the callback is of interest */
char *
sim_client_find_callback (SimClient *self, SimServer *server)
{
  char *callback = NULL;

  sim_answer_free (sim_client_walk (self, server, &callback));
  return callback;
}

static SimAnswer *
post_token (SimClient *self, SimServer *server, const char *form)
{
  g_autofree char *both = g_strdup_printf ("%s:%s", server->client_id, server->client_secret);
  g_autofree char *basic = g_base64_encode ((const guchar *) both, strlen (both));
  g_autofree char *text =
      g_strdup_printf ("POST /anaf-oauth2/v1/token HTTP/1.1\r\nHost: logincert.localhost\r\n"
                       "Authorization: Basic %s\r\nContent-Type: "
                       "application/x-www-form-urlencoded\r\n"
                       "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s",
                       basic, strlen (form), form);

  return sim_client_ask (self, server->login_port, text);
}

SimAnswer *
sim_client_exchange (SimClient *self, SimServer *server, const char *callback)
{
  g_autofree char *code = NULL;
  g_autofree char *form = NULL;

  g_assert_true (g_str_has_prefix (callback, SIM_CALLBACK "?code="));
  code = g_strndup (callback + strlen (SIM_CALLBACK "?code="), 64);
  form = g_strdup_printf ("grant_type=authorization_code&code=%s&token_content_type=jwt"
                          "&redirect_uri=https%%3A%%2F%%2Flocalhost%%3A47631%%2Fcb",
                          code);
  return post_token (self, server, form);
}

SimAnswer *
sim_client_refresh (SimClient *self, SimServer *server, const char *token)
{
  g_autofree char *form = g_strdup_printf ("grant_type=refresh_token&refresh_token=%s", token);

  return post_token (self, server, form);
}

SimAnswer *
sim_client_hello (SimClient *self, SimServer *server, const char *token)
{
  g_autofree char *text = g_strdup_printf ("GET /TestOauth/jaxrs/hello?name=Ana HTTP/1.1\r\n"
                                           "Host: api.localhost\r\nConnection: close\r\n"
                                           "Authorization: Bearer %s\r\n\r\n",
                                           token);
  g_autofree char *login_host = g_steal_pointer (&self->host);
  SimAnswer *answer;

  self->host = g_strdup ("api.localhost");
  answer = sim_client_ask (self, server->api_port, text);
  g_free (self->host);
  self->host = g_steal_pointer (&login_host);
  return answer;
}
