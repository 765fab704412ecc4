/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A login gate as ANAF's, on OpenSSL: another library than the relay's own, that can do the four
 * ways of asking for a certificate. It knows the clients' root only, so that a missing intermediate
 * is a failure. */

#include "test-gate.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define HANG_MS 120000
#define ANSWER_LIMIT_S 60

struct _TestGate
{
  TestGateOptions options;
  SSL_CTX *context;
  int listener;
  guint16 port;
  GThread *acceptor;
  int stop[2]; /* a pipe: readable when everything has to end */
  GMutex lock; /* guards the rest */
  GCond changed;
  guint workers;
  TestGateReport report;
};

typedef struct
{
  TestGate *gate;
  int fd;
  SSL *ssl;
  gboolean finished; /* the client's Finished was seen */
} Visitor;

static int
verify (int preverified, X509_STORE_CTX *store)
{
  return preverified;
}

/* Sees the end of a post-handshake authentication: without it, a client with no certificate could
 * not be told from a slow one */
static void
on_message (int written, int version, int type, const void *data, size_t size, SSL *ssl, void *arg)
{
  Visitor *visitor = arg;

  if (!written && type == SSL3_RT_HANDSHAKE && size > 0 &&
      *(const guint8 *) data == SSL3_MT_FINISHED)
    visitor->finished = TRUE;
}

static gboolean
is_stopped (TestGate *self, int timeout_ms)
{
  struct pollfd stop = { self->stop[0], POLLIN, 0 };

  return poll (&stop, 1, timeout_ms) != 0;
}

static gboolean
renegotiate (Visitor *visitor)
{
  SSL *ssl = visitor->ssl;

  SSL_set_verify (ssl,
                  SSL_VERIFY_PEER |
                      (visitor->gate->options.require ? SSL_VERIFY_FAIL_IF_NO_PEER_CERT : 0),
                  verify);
  SSL_clear_mode (ssl, SSL_MODE_AUTO_RETRY);
  if (SSL_renegotiate (ssl) <= 0 || SSL_do_handshake (ssl) <= 0)
    return FALSE;
  for (guint i = 0; i < 50 && (SSL_renegotiate_pending (ssl) || !SSL_is_init_finished (ssl)); i++)
    {
      char c;
      int error = SSL_get_error (ssl, SSL_peek (ssl, &c, 0));

      if (error == SSL_ERROR_SSL || error == SSL_ERROR_SYSCALL || SSL_do_handshake (ssl) <= 0)
        return FALSE;
    }
  return TRUE;
}

static gboolean
authenticate_after_handshake (Visitor *visitor)
{
  SSL *ssl = visitor->ssl;

  if (SSL_get0_peer_certificate (ssl) != NULL)
    return TRUE;
  visitor->finished = FALSE;
  SSL_set_msg_callback (ssl, on_message);
  SSL_set_msg_callback_arg (ssl, visitor);
  SSL_set_verify (ssl, SSL_VERIFY_PEER, verify);
  if (SSL_verify_client_post_handshake (ssl) <= 0 || SSL_do_handshake (ssl) <= 0)
    return FALSE;
  SSL_clear_mode (ssl, SSL_MODE_AUTO_RETRY);
  while (!visitor->finished)
    {
      char c;
      int got = SSL_peek (ssl, &c, 1);

      if (got <= 0 && SSL_get_error (ssl, got) != SSL_ERROR_WANT_READ)
        return FALSE;
    }
  return TRUE;
}

static void
note_login (Visitor *visitor, X509 *certificate)
{
  TestGate *self = visitor->gate;
  STACK_OF (X509) *chain = SSL_get_peer_cert_chain (visitor->ssl);
  guint length = chain != NULL ? (guint) sk_X509_num (chain) + 1 : 1;
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  TestGateReport *report = &self->report;

  report->min_chain = report->logins == 0 ? length : MIN (report->min_chain, length);
  report->logins++;
  report->all_valid = report->all_valid && SSL_get_verify_result (visitor->ssl) == X509_V_OK;
  X509_NAME_get_text_by_NID (X509_get_subject_name (certificate), NID_commonName, report->subject,
                             sizeof report->subject);
}

static void
answer (Visitor *visitor, const char *status, const char *fields, const char *body)
{
  const TestGateOptions *options = &visitor->gate->options;
  g_autofree char *text =
      g_strdup_printf ("HTTP/1.1 %s\r\nServer: BigIP\r\n%sContent-Type: text/html\r\n"
                       "Content-Length: %" G_GSIZE_FORMAT "\r\nConnection: %s\r\n\r\n%s",
                       status, fields, strlen (body), options->keep_alive ? "keep-alive" : "close",
                       body);

  SSL_write (visitor->ssl, text, (int) strlen (text) - (options->cut_short ? 3 : 0));
}

/* FALSE when the connection is to end */
static gboolean
answer_policy (Visitor *visitor)
{
  TestGateStyle style = visitor->gate->options.style;
  X509 *certificate;

  if (style == TEST_GATE_RENEGOTIATION && !renegotiate (visitor))
    return FALSE;
  if (style == TEST_GATE_POST_HANDSHAKE && !authenticate_after_handshake (visitor))
    return FALSE;
  if (visitor->gate->options.no_answer)
    return FALSE;
  certificate = SSL_get0_peer_certificate (visitor->ssl);
  if (certificate == NULL)
    {
      answer (visitor, "302 Found", "Location: /vdesk/hangup.php3\r\n", "");
      return TRUE;
    }
  note_login (visitor, certificate);
  answer (visitor, "302 Found", "Location: https://oauth.pstmn.io/v1/callback?code=1\r\n", "");
  return TRUE;
}

static gboolean
read_path (Visitor *visitor, char *path, gsize size)
{
  char head[8192];
  gsize length = 0;

  do
    {
      int got = SSL_read (visitor->ssl, head + length, (int) (sizeof head - 1 - length));

      if (got <= 0 && SSL_get_error (visitor->ssl, got) == SSL_ERROR_WANT_READ)
        continue;
      if (got <= 0)
        return FALSE;
      length += (gsize) got;
      head[length] = '\0';
    }
  while (strstr (head, "\r\n\r\n") == NULL && length < sizeof head - 1);
  g_strlcpy (path, strchr (head, ' ') != NULL ? strchr (head, ' ') + 1 : "", size);
  path[strcspn (path, " ")] = '\0';
  return TRUE;
}

static void
converse (Visitor *visitor)
{
  TestGate *self = visitor->gate;
  char path[1024];
  gboolean going = TRUE;

  while (going && read_path (visitor, path, sizeof path))
    {
      g_mutex_lock (&self->lock);
      self->report.requests++;
      g_mutex_unlock (&self->lock);
      if (g_str_has_prefix (path, "/my.policy"))
        going = answer_policy (visitor);
      else if (self->options.no_answer)
        going = FALSE;
      else
        answer (visitor, "200 OK", "", g_str_has_prefix (path, "/vdesk") ? "no certificate" : path);
      if (!self->options.keep_alive || self->options.cut_short)
        going = FALSE;
    }
}

static void
serve (Visitor *visitor)
{
  TestGate *self = visitor->gate;

  if (self->options.hang)
    {
      is_stopped (self, HANG_MS);
      return;
    }
  visitor->ssl = SSL_new (self->context);
  SSL_set_fd (visitor->ssl, visitor->fd);
  if (SSL_accept (visitor->ssl) > 0)
    {
      g_mutex_lock (&self->lock);
      self->report.handshakes++;
      g_strlcpy (self->report.version, SSL_get_version (visitor->ssl), sizeof self->report.version);
      g_mutex_unlock (&self->lock);
      converse (visitor);
      if (!self->options.no_goodbye && !self->options.cut_short)
        SSL_shutdown (visitor->ssl);
    }
  ERR_clear_error ();
  SSL_free (visitor->ssl);
}

static gpointer
serve_thread (gpointer data)
{
  Visitor *visitor = data;
  TestGate *self = visitor->gate;

  serve (visitor);
  /* what the client still sends must not turn our last words into a reset */
  shutdown (visitor->fd, SHUT_WR);
  close (visitor->fd);
  g_free (visitor);
  g_mutex_lock (&self->lock);
  self->workers--;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
  return NULL;
}

static void
receive (TestGate *self, int fd)
{
  const struct timeval limit = { ANSWER_LIMIT_S, 0 };
  const int one = 1;
  Visitor *visitor = g_new0 (Visitor, 1);

  setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  setsockopt (fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  visitor->gate = self;
  visitor->fd = fd;
  g_mutex_lock (&self->lock);
  self->workers++;
  g_mutex_unlock (&self->lock);
  g_thread_unref (g_thread_new ("gate", serve_thread, visitor));
}

static gpointer
accept_thread (gpointer data)
{
  TestGate *self = data;

  for (;;)
    {
      struct pollfd fds[2] = { { self->listener, POLLIN, 0 }, { self->stop[0], POLLIN, 0 } };
      int fd;

      if (poll (fds, 2, -1) < 0 || fds[1].revents != 0)
        return NULL;
      fd = accept4 (self->listener, NULL, NULL, SOCK_CLOEXEC);
      if (fd >= 0)
        receive (self, fd);
    }
}

static void
set_versions (TestGate *self)
{
  gboolean new = self->options.style == TEST_GATE_FIRST_13 ||
                 self->options.style == TEST_GATE_POST_HANDSHAKE ||
                 self->options.style == TEST_GATE_NEVER;

  SSL_CTX_set_min_proto_version (self->context, new && !self->options.both_versions
                                                    ? TLS1_3_VERSION
                                                    : TLS1_2_VERSION);
  SSL_CTX_set_max_proto_version (self->context, new || self->options.both_versions
                                                    ? TLS1_3_VERSION
                                                    : TLS1_2_VERSION);
  /* the suite seen on ANAF's gates */
  if (self->options.style == TEST_GATE_RENEGOTIATION)
    SSL_CTX_set_cipher_list (self->context,
                             "ECDHE-RSA-AES128-SHA:ECDHE-ECDSA-AES128-SHA:@SECLEVEL=1");
  if (self->options.pkcs1_only)
    SSL_CTX_set1_client_sigalgs_list (self->context, "RSA+SHA256:ECDSA+SHA256");
}

static void
listen_on_loopback (TestGate *self)
{
  struct sockaddr_in address = { .sin_family = AF_INET,
                                 .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  socklen_t size = sizeof address;

  self->listener = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (bind (self->listener, (struct sockaddr *) &address, size) != 0 ||
      listen (self->listener, 64) != 0 ||
      getsockname (self->listener, (struct sockaddr *) &address, &size) != 0)
    g_error ("test gate: cannot listen");
  self->port = ntohs (address.sin_port);
}

TestGate *
test_gate_new (const TestGateOptions *options)
{
  TestGate *self = g_new0 (TestGate, 1);

  signal (SIGPIPE, SIG_IGN);
  self->options = *options;
  self->report.all_valid = TRUE;
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  self->context = SSL_CTX_new (TLS_server_method ());
  set_versions (self);
  if (SSL_CTX_use_certificate_chain_file (self->context, options->certificate) != 1 ||
      SSL_CTX_use_PrivateKey_file (self->context, options->key, SSL_FILETYPE_PEM) != 1 ||
      SSL_CTX_load_verify_locations (self->context, options->client_root, NULL) != 1)
    g_error ("test gate: %s", ERR_reason_error_string (ERR_peek_last_error ()));
  SSL_CTX_set_client_CA_list (self->context, SSL_load_client_CA_file (options->client_root));
  SSL_CTX_set_session_id_context (self->context, (const guint8 *) "gate", 4);
  if (options->style == TEST_GATE_FIRST_12 || options->style == TEST_GATE_FIRST_13)
    SSL_CTX_set_verify (self->context,
                        SSL_VERIFY_PEER | (options->require ? SSL_VERIFY_FAIL_IF_NO_PEER_CERT : 0),
                        verify);
  listen_on_loopback (self);
  if (pipe2 (self->stop, O_CLOEXEC) != 0)
    g_error ("test gate: no pipe");
  self->acceptor = g_thread_new ("gate-accept", accept_thread, self);
  return self;
}

guint16
test_gate_get_port (TestGate *self)
{
  return self->port;
}

void
test_gate_get_report (TestGate *self, TestGateReport *report)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  *report = self->report;
}

/* Clients must have gone before: a connection that is open keeps its thread */
void
test_gate_free (TestGate *self)
{
  close (self->stop[1]);
  g_thread_join (self->acceptor);
  close (self->listener);
  g_mutex_lock (&self->lock);
  while (self->workers > 0)
    g_cond_wait (&self->changed, &self->lock);
  g_mutex_unlock (&self->lock);
  close (self->stop[0]);
  SSL_CTX_free (self->context);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self);
}
