/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The peer of the login measurement: the same walk (authorize, redirects with cookies, certificate by renegotiation,
 * code, token) by a client that does nothing else, with the key in a file. Prints the microseconds it took.
 *
 *   bare-login LOGIN_URI CA.pem CHAIN.pem KEY.pem REDIRECT_URI < CLIENT_ID:CLIENT_SECRET
 */

#include <glib.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <stdio.h>
#include <string.h>

#define ANSWER_MAX (64 * 1024)

typedef struct
{
  SSL_CTX *tls;
  char *authority; /* (owned): host:port */
  GHashTable *cookies;
} Client;

static void
remember_cookies (Client *self, const char *head)
{
  for (const char *line = strstr (head, "\r\n"); line != NULL; line = strstr (line + 2, "\r\n"))
    {
      const char *cookie = line + 2 + strlen ("Set-Cookie: "), *equals, *end;

      if (g_ascii_strncasecmp (line + 2, "Set-Cookie: ", strlen ("Set-Cookie: ")) != 0)
        continue;
      equals = strchr (cookie, '=');
      end = cookie + strcspn (cookie, ";\r");
      if (equals != NULL && equals < end)
        g_hash_table_replace (self->cookies, g_strndup (cookie, equals - cookie),
                              g_strndup (equals + 1, end - equals - 1));
    }
}

static char *
dup_cookie_header (Client *self)
{
  GString *text = g_string_new (NULL);
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, self->cookies);
  while (g_hash_table_iter_next (&iter, &name, &value))
    g_string_append_printf (text, "%s%s=%s", text->len > 0 ? "; " : "Cookie: ", (char *) name,
                            (char *) value);
  return g_string_free (text, FALSE);
}

/* One request on a connection of its own; returns head and body */
static char *
ask (Client *self, const char *method, const char *path, const char *headers, const char *body)
{
  g_autofree char *cookies = dup_cookie_header (self);
  g_autofree char *request = NULL;
  g_autofree char *host = g_strndup (self->authority, strcspn (self->authority, ":"));
  char *answer = g_malloc0 (ANSWER_MAX + 1);
  BIO *bio = BIO_new_ssl_connect (self->tls);
  SSL *ssl = NULL;
  gsize got = 0;

  BIO_get_ssl (bio, &ssl);
  SSL_set_tlsext_host_name (ssl, host);
  SSL_set1_host (ssl, host);
  BIO_set_conn_port (bio, self->authority + strcspn (self->authority, ":") + 1);
  BIO_set_conn_hostname (bio, "127.0.0.1");
  request = g_strdup_printf ("%s %s HTTP/1.1\r\nHost: %s\r\n%s%s%sContent-Length: "
                             "%zu\r\nConnection: close\r\n\r\n%s",
                             method, path, self->authority, cookies, *cookies ? "\r\n" : "",
                             headers, strlen (body), body);
  if (BIO_do_connect (bio) <= 0 || BIO_write (bio, request, strlen (request)) <= 0)
    {
      ERR_print_errors_fp (stderr);
      exit (1);
    }
  while (got < ANSWER_MAX)
    {
      int n = BIO_read (bio, answer + got, ANSWER_MAX - got);

      if (n <= 0)
        break;
      got += n;
    }
  BIO_free_all (bio);
  remember_cookies (self, answer);
  return answer;
}

static char *
dup_location (const char *answer)
{
  const char *line = strcasestr (answer, "\r\nLocation: ");

  if (line == NULL)
    {
      fprintf (stderr, "no redirect: %.60s\n", answer);
      exit (1);
    }
  line += strlen ("\r\nLocation: ");
  return g_strndup (line, strcspn (line, "\r"));
}

static char *
walk_to_code (Client *self, const char *client_id, const char *redirect_uri)
{
  g_autofree char *escaped = g_uri_escape_string (redirect_uri, NULL, FALSE);
  g_autofree char *path =
      g_strdup_printf ("/anaf-oauth2/v1/authorize?response_type=code&client_id=%s&redirect_uri=%s"
                       "&token_content_type=jwt&state=bench",
                       client_id, escaped);

  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *answer = ask (self, "GET", path, "", "");
      g_autofree char *location = dup_location (answer);
      const char *code = strstr (location, "code=");

      if (g_str_has_prefix (location, redirect_uri) && code != NULL)
        return g_strndup (code + 5, strcspn (code + 5, "&"));
      if (g_str_has_prefix (location, "https://"))
        {
          const char *slash = strchr (location + strlen ("https://"), '/');

          g_free (path);
          path = g_strdup (slash != NULL ? slash : "/");
        }
      else
        {
          g_free (path);
          path = g_steal_pointer (&location);
        }
    }
  fprintf (stderr, "too many redirects\n");
  exit (1);
}

static void
exchange (Client *self, const char *credentials, const char *code, const char *redirect_uri)
{
  g_autofree char *basic = g_base64_encode ((const guchar *) credentials, strlen (credentials));
  g_autofree char *escaped = g_uri_escape_string (redirect_uri, NULL, FALSE);
  g_autofree char *headers = g_strdup_printf (
      "Authorization: Basic %s\r\nContent-Type: application/x-www-form-urlencoded\r\n", basic);
  g_autofree char *body = g_strdup_printf ("grant_type=authorization_code&code=%s&redirect_uri=%s&"
                                           "token_content_type=jwt",
                                           code, escaped);
  g_autofree char *answer = ask (self, "POST", "/anaf-oauth2/v1/token", headers, body);

  if (strstr (answer, "access_token") == NULL)
    {
      fprintf (stderr, "no token: %.60s\n", answer);
      exit (1);
    }
}

int
main (int argc, char **argv)
{
  char credentials[256] = "";
  g_autofree char *client_id = NULL, *code = NULL;
  Client client = { 0 };
  gint64 start;

  if (argc != 6 || fgets (credentials, sizeof credentials, stdin) == NULL)
    return 2;
  g_strchomp (credentials);
  client_id = g_strndup (credentials, strcspn (credentials, ":"));
  client.authority = g_strdup (argv[1] + strlen ("https://"));
  client.cookies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  client.tls = SSL_CTX_new (TLS_client_method ());
  SSL_CTX_set_verify (client.tls, SSL_VERIFY_PEER, NULL);
  if (SSL_CTX_load_verify_locations (client.tls, argv[2], NULL) != 1 ||
      SSL_CTX_use_certificate_chain_file (client.tls, argv[3]) != 1 ||
      SSL_CTX_use_PrivateKey_file (client.tls, argv[4], SSL_FILETYPE_PEM) != 1)
    return 2;
  start = g_get_monotonic_time ();
  code = walk_to_code (&client, client_id, argv[5]);
  exchange (&client, credentials, code, argv[5]);
  printf ("%ld\n", (long) (g_get_monotonic_time () - start));
  g_hash_table_unref (client.cookies);
  g_free (client.authority);
  SSL_CTX_free (client.tls);
  return 0;
}
