/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-test-gate.h"

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <stdlib.h>
#include <string.h>

#define HEAD_MAX_BYTES 16384
#define THREADS 16

struct _ParafaTestGate
{
  GSocketService *service;      /* (owned) */
  GTlsCertificate *certificate; /* (owned): with its key */
  char *certificate_pem;        /* (owned) */
  char *authorization;          /* (owned): the header line a right CONNECT has */
  GStrv hosts;                  /* (owned): "host:port" */
  guint16 port;
  GMutex lock;          /* guards what follows: connections have threads of their own */
  GHashTable *answers;  /* (owned): path → answer */
  GHashTable *connects; /* (owned): "host:port" → count */
  GHashTable *requests; /* (owned): path → count */
  GString *heard;       /* (owned) */
  guint strangers;
  guint serving; /* connections with a thread at work */
  GCond idle;
};

static void
count (GHashTable *table, const char *key)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (table, key));

  g_hash_table_insert (table, g_strdup (key), GUINT_TO_POINTER (n + 1));
}

/* Reads up to the empty line, one byte at a time: reading more would swallow the ClientHello */
static char *
read_head (GInputStream *in)
{
  g_autoptr (GString) head = g_string_new (NULL);
  char byte;

  while (head->len < HEAD_MAX_BYTES && g_input_stream_read (in, &byte, 1, NULL, NULL) == 1)
    {
      g_string_append_c (head, byte);
      if (g_str_has_suffix (head->str, "\r\n\r\n"))
        return g_string_free (g_steal_pointer (&head), FALSE);
    }
  return NULL;
}

static gboolean
say (GIOStream *stream, const char *text)
{
  return g_output_stream_write_all (g_io_stream_get_output_stream (stream), text, strlen (text),
                                    NULL, NULL, NULL);
}

/* Answers CONNECTs until one is let in; FALSE when the peer goes away first */
static gboolean
let_in (ParafaTestGate *self, GIOStream *stream)
{
  for (;;)
    {
      g_autofree char *head = read_head (g_io_stream_get_input_stream (stream));
      g_auto (GStrv) words = head != NULL ? g_strsplit (head, " ", 3) : NULL;
      gboolean known;
      gboolean listed;

      if (words == NULL || g_strv_length (words) < 3 || !g_str_equal (words[0], "CONNECT"))
        return FALSE;
      known = strstr (head, self->authorization) != NULL;
      listed = g_strv_contains ((const char *const *) self->hosts, words[1]);
      g_mutex_lock (&self->lock);
      count (self->connects, words[1]);
      if (!known)
        self->strangers++;
      g_mutex_unlock (&self->lock);
      if (known && listed)
        return say (stream, "HTTP/1.1 200 Connection established\r\n\r\n");
      if (!say (stream,
                known ? "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"
                      : "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic "
                        "realm=\"relay\"\r\nContent-Length: 0\r\n\r\n"))
        return FALSE;
    }
}

static void
read_body (const char *head, GInputStream *in, GString *into)
{
  const char *length = strcasestr (head, "\r\nContent-Length:");
  gsize size = length != NULL ? strtoul (length + strlen ("\r\nContent-Length:"), NULL, 10) : 0;
  g_autofree char *body = g_malloc0 (size + 1);

  if (size > 0 && size <= HEAD_MAX_BYTES &&
      g_input_stream_read_all (in, body, size, NULL, NULL, NULL))
    g_string_append (into, body);
}

static char *
find_answer (ParafaTestGate *self, const char *head, const char *body)
{
  g_auto (GStrv) words = g_strsplit (head, " ", 3);
  g_autofree char *path = g_strndup (words[1], strcspn (words[1], "?"));
  const char *answer;

  g_mutex_lock (&self->lock);
  count (self->requests, path);
  g_string_append_printf (self->heard, "%s%s\n", head, body);
  answer = g_hash_table_lookup (self->answers, path);
  g_mutex_unlock (&self->lock);
  return g_strdup (answer != NULL ? answer : "404 Not Found\r\nContent-Length: 0\r\n\r\n");
}

static void
serve (ParafaTestGate *self, GSocketConnection *connection)
{
  g_autoptr (GIOStream) tls = NULL;
  g_autofree char *head = NULL;
  g_autofree char *answer = NULL;
  g_autoptr (GString) body = g_string_new (NULL);

  if (!let_in (self, G_IO_STREAM (connection)))
    return;
  tls = g_tls_server_connection_new (G_IO_STREAM (connection), self->certificate, NULL);
  g_tls_connection_set_require_close_notify (G_TLS_CONNECTION (tls), FALSE);
  head = read_head (g_io_stream_get_input_stream (tls));
  if (head == NULL)
    return;
  read_body (head, g_io_stream_get_input_stream (tls), body);
  answer = find_answer (self, head, body->str);
  say (tls, "HTTP/1.1 ");
  say (tls, answer);
  g_io_stream_close (tls, NULL, NULL);
}

static gboolean
on_run (GThreadedSocketService *service,
        GSocketConnection *connection,
        GObject *source,
        ParafaTestGate *self)
{
  g_mutex_lock (&self->lock);
  self->serving++;
  g_mutex_unlock (&self->lock);
  serve (self, connection);
  g_mutex_lock (&self->lock);
  self->serving--;
  g_cond_signal (&self->idle);
  g_mutex_unlock (&self->lock);
  return TRUE;
}

static void
append_pem (GString *into, const gnutls_datum_t *pem)
{
  g_string_append_len (into, (const char *) pem->data, pem->size);
}

/* A P-256 key and a certificate for the hosts, as the real relay makes them */
static char *
make_certificate (const char *const *hosts, char **with_key)
{
  g_autoptr (GString) pem = g_string_new (NULL);
  g_autoptr (GString) both = g_string_new (NULL);
  gnutls_x509_privkey_t key;
  gnutls_x509_crt_t crt;
  gnutls_datum_t out;
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;

  g_assert_cmpint (gnutls_x509_privkey_init (&key), ==, 0);
  g_assert_cmpint (gnutls_x509_privkey_generate (key, GNUTLS_PK_ECDSA,
                                                 GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1),
                                                 0),
                   ==, 0);
  g_assert_cmpint (gnutls_x509_crt_init (&crt), ==, 0);
  gnutls_x509_crt_set_version (crt, 3);
  gnutls_x509_crt_set_serial (crt, "\x01", 1);
  gnutls_x509_crt_set_dn (crt, "CN=relay", NULL);
  gnutls_x509_crt_set_issuer_dn (crt, "CN=relay", NULL);
  gnutls_x509_crt_set_activation_time (crt, now_s - 3600);
  gnutls_x509_crt_set_expiration_time (crt, now_s + 86400);
  gnutls_x509_crt_set_basic_constraints (crt, 0, -1);
  for (gsize i = 0; hosts[i] != NULL; i++)
    gnutls_x509_crt_set_subject_alt_name (crt, GNUTLS_SAN_DNSNAME, hosts[i],
                                          strcspn (hosts[i], ":"), GNUTLS_FSAN_APPEND);
  gnutls_x509_crt_set_key (crt, key);
  g_assert_cmpint (gnutls_x509_crt_sign2 (crt, crt, key, GNUTLS_DIG_SHA256, 0), ==, 0);
  g_assert_cmpint (gnutls_x509_crt_export2 (crt, GNUTLS_X509_FMT_PEM, &out), ==, 0);
  append_pem (pem, &out);
  append_pem (both, &out);
  gnutls_free (out.data);
  g_assert_cmpint (gnutls_x509_privkey_export2_pkcs8 (key, GNUTLS_X509_FMT_PEM, NULL,
                                                      GNUTLS_PKCS_PLAIN, &out),
                   ==, 0);
  append_pem (both, &out);
  gnutls_free (out.data);
  gnutls_x509_crt_deinit (crt);
  gnutls_x509_privkey_deinit (key);
  *with_key = g_string_free (g_steal_pointer (&both), FALSE);
  return g_string_free (g_steal_pointer (&pem), FALSE);
}

/**
 * parafa_test_gate_new:
 * @hosts: (array zero-terminated=1): what is let in, as "host:port"
 * @password: what a CONNECT has to say, user name "relay"
 *
 * Starts a gate on a free port of 127.0.0.1.
 *
 * Returns: (transfer full): a gate
 */
ParafaTestGate *
parafa_test_gate_new (const char *const *hosts, const char *password)
{
  ParafaTestGate *self = g_new0 (ParafaTestGate, 1);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) effective = NULL;
  g_autofree char *user = g_strconcat ("relay:", password, NULL);
  g_autofree char *encoded = g_base64_encode ((const guchar *) user, strlen (user));
  g_autofree char *with_key = NULL;

  g_mutex_init (&self->lock);
  g_cond_init (&self->idle);
  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->connects = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->requests = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->heard = g_string_new (NULL);
  self->hosts = g_strdupv ((char **) hosts);
  self->authorization = g_strconcat ("Proxy-Authorization: Basic ", encoded, "\r\n", NULL);
  self->certificate_pem = make_certificate (hosts, &with_key);
  self->certificate = g_tls_certificate_new_from_pem (with_key, -1, NULL);
  g_assert_nonnull (self->certificate);
  self->service = g_threaded_socket_service_new (THREADS);
  g_assert_true (g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address,
                                                G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL,
                                                &effective, NULL));
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (effective));
  g_signal_connect (self->service, "run", G_CALLBACK (on_run), self);
  g_socket_service_start (self->service);
  return self;
}

/**
 * parafa_test_gate_free:
 * @self: (transfer full): a gate
 *
 * Stops listening, waits for the connections and frees it. The views have to be closed before, or it
 * waits for ever.
 */
void
parafa_test_gate_free (ParafaTestGate *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_mutex_lock (&self->lock);
  while (self->serving > 0)
    g_cond_wait (&self->idle, &self->lock);
  g_mutex_unlock (&self->lock);
  g_clear_object (&self->service);
  g_clear_object (&self->certificate);
  g_clear_pointer (&self->hosts, g_strfreev);
  g_clear_pointer (&self->certificate_pem, g_free);
  g_clear_pointer (&self->authorization, g_free);
  g_clear_pointer (&self->answers, g_hash_table_unref);
  g_clear_pointer (&self->connects, g_hash_table_unref);
  g_clear_pointer (&self->requests, g_hash_table_unref);
  g_string_free (self->heard, TRUE);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->idle);
  g_free (self);
}

guint16
parafa_test_gate_get_port (ParafaTestGate *self)
{
  return self->port;
}

const char *
parafa_test_gate_get_certificate (ParafaTestGate *self)
{
  return self->certificate_pem;
}

void
parafa_test_gate_answer (ParafaTestGate *self, const char *path, const char *head_and_body)
{
  g_mutex_lock (&self->lock);
  g_hash_table_insert (self->answers, g_strdup (path), g_strdup (head_and_body));
  g_mutex_unlock (&self->lock);
}

void
parafa_test_gate_answer_html (ParafaTestGate *self, const char *path, const char *body)
{
  g_autofree char *answer =
      g_strdup_printf ("200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %zu\r\n"
                       "Connection: close\r\n\r\n%s",
                       strlen (body), body);

  parafa_test_gate_answer (self, path, answer);
}

void
parafa_test_gate_answer_redirect (ParafaTestGate *self, const char *path, const char *location)
{
  g_autofree char *answer = g_strdup_printf (
      "302 Found\r\nLocation: %s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", location);

  parafa_test_gate_answer (self, path, answer);
}

guint
parafa_test_gate_count_connects (ParafaTestGate *self, const char *host)
{
  guint n;

  g_mutex_lock (&self->lock);
  n = GPOINTER_TO_UINT (g_hash_table_lookup (self->connects, host));
  g_mutex_unlock (&self->lock);
  return n;
}

guint
parafa_test_gate_count_strangers (ParafaTestGate *self)
{
  guint n;

  g_mutex_lock (&self->lock);
  n = self->strangers;
  g_mutex_unlock (&self->lock);
  return n;
}

guint
parafa_test_gate_count_requests (ParafaTestGate *self, const char *path)
{
  guint n;

  g_mutex_lock (&self->lock);
  n = GPOINTER_TO_UINT (g_hash_table_lookup (self->requests, path));
  g_mutex_unlock (&self->lock);
  return n;
}

char *
parafa_test_gate_dup_heard (ParafaTestGate *self)
{
  char *heard;

  g_mutex_lock (&self->lock);
  heard = g_strdup (self->heard->str);
  g_mutex_unlock (&self->lock);
  return heard;
}
