/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-sim-connection.h"

#include "parafa-redact.h"
#include "parafa-sim-routes.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define HANDSHAKE_MS 30000
#define REQUEST_MS 30000   /* for a whole request, so that a slow client cannot hold a thread */
#define QUESTION_MS 300000 /* for a certificate: a person may be typing a PIN */
#define WRITE_MS 30000
#define LINGER_MS 1000
#define RELEASE_MS 100 /* how often what hangs looks whether it should end */
#define MAX_REQUESTS 1000
#define READ_BYTES 8192

typedef struct
{
  ParafaSimWorld *world; /* (unowned) */
  ParafaSimPort port;
  SSL *session;       /* (owned) */
  GByteArray *buffer; /* (owned): read, not yet used */
  int fd;
  int stop_fd;
  gboolean verbose;
  gboolean was_reset;
  ParafaSimTlsStyle style;
} Connection;

static gint64
deadline_in (int ms)
{
  return g_get_monotonic_time () + (gint64) ms * 1000;
}

/* Waits for the socket; FALSE when the time is over or the server ends. No events: waits for the
 * client to go. */
static gboolean
wait_for (Connection *self, short events, gint64 deadline_us)
{
  for (;;)
    {
      struct pollfd fds[] = { { self->fd, events, 0 }, { self->stop_fd, POLLIN, 0 } };
      gint64 left_us = deadline_us - g_get_monotonic_time ();
      int ready;

      if (left_us <= 0)
        return FALSE;
      ready = poll (fds, G_N_ELEMENTS (fds), (int) MIN (left_us / 1000 + 1, G_MAXINT));
      if (ready < 0 && errno != EINTR)
        return FALSE;
      if (ready > 0 && fds[1].revents != 0)
        return FALSE;
      if (ready > 0 && fds[0].revents != 0)
        return TRUE;
    }
}

/* After an operation of OpenSSL that did not succeed: whether it is worth another try */
static gboolean
wait_for_tls (Connection *self, int result, gint64 deadline_us)
{
  switch (SSL_get_error (self->session, result))
    {
    case SSL_ERROR_WANT_READ:
      return wait_for (self, POLLIN, deadline_us);
    case SSL_ERROR_WANT_WRITE:
      return wait_for (self, POLLOUT, deadline_us);
    default:
      return FALSE;
    }
}

static gboolean
shake_hands (Connection *self, int ms)
{
  gint64 deadline_us = deadline_in (ms);

  for (;;)
    {
      int result;

      ERR_clear_error ();
      result = SSL_do_handshake (self->session);
      if (result == 1)
        return TRUE;
      if (!wait_for_tls (self, result, deadline_us))
        return FALSE;
    }
}

/* Reads something into the buffer; also what drives a handshake that was started */
static int
read_some (Connection *self)
{
  guint8 bytes[READ_BYTES];
  int length;

  ERR_clear_error ();
  length = SSL_read (self->session, bytes, sizeof bytes);
  if (length > 0)
    {
      g_byte_array_append (self->buffer, bytes, (guint) length);
      explicit_bzero (bytes, (gsize) length);
    }
  return length;
}

static gboolean
write_all (Connection *self, const char *bytes, gsize length)
{
  gint64 deadline_us = deadline_in (WRITE_MS);

  while (length > 0)
    {
      int written;

      ERR_clear_error ();
      written = SSL_write (self->session, bytes, (int) MIN (length, G_MAXINT));
      if (written > 0)
        {
          bytes += written;
          length -= (gsize) written;
        }
      else if (!wait_for_tls (self, written, deadline_us))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_answered (const Connection *self, int before)
{
  return parafa_sim_tls_get_finished (self->session) != before &&
         SSL_is_init_finished (self->session);
}

/* Asks and waits until the client's answer is whole, with a certificate or without. What else the
 * client sends meanwhile stays in the buffer. FALSE when the connection is of no more use. */
static gboolean
ask_certificate (Connection *self)
{
  int before = parafa_sim_tls_get_finished (self->session);
  gint64 deadline_us = deadline_in (QUESTION_MS);

  if (!parafa_sim_tls_ask_client (self->session, self->style))
    return TRUE;
  if (!shake_hands (self, HANDSHAKE_MS))
    return FALSE;
  while (!is_answered (self, before))
    {
      int result = read_some (self);

      if (self->buffer->len > PARAFA_SIM_MAX_HEAD_BYTES + PARAFA_SIM_MAX_BODY_BYTES)
        return FALSE;
      if (result <= 0 && !is_answered (self, before) && !wait_for_tls (self, result, deadline_us))
        return FALSE;
    }
  return TRUE;
}

/* The connection is to end with a reset, so nothing that is polite may come before */
static void
reset (Connection *self)
{
  struct linger now = { 1, 0 };

  self->was_reset = TRUE;
  setsockopt (self->fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
}

/* A socket closed with unread bytes in it is reset, and the client may lose the reply: so the
 * server says it is done and waits a moment for the client to go */
static void
linger (Connection *self)
{
  gint64 deadline_us = deadline_in (LINGER_MS);
  char bytes[1024];
  ssize_t length;

  if (shutdown (self->fd, SHUT_WR) != 0)
    return;
  while (wait_for (self, POLLIN, deadline_us))
    {
      length = recv (self->fd, bytes, sizeof bytes, 0);
      if (length == 0 || (length < 0 && errno != EAGAIN && errno != EINTR))
        return;
    }
}

/* Answers nothing until the client goes, the server ends, or the control line "release" comes */
static void
hold (Connection *self)
{
  guint since = parafa_sim_world_hold (self->world);

  while (parafa_sim_world_is_held (self->world, since))
    {
      struct pollfd fds[] = { { self->fd, POLLIN, 0 }, { self->stop_fd, POLLIN, 0 } };
      int ready = poll (fds, G_N_ELEMENTS (fds), RELEASE_MS);
      char bytes[1024];
      ssize_t length;

      if ((ready < 0 && errno != EINTR) || (ready > 0 && fds[1].revents != 0))
        return;
      if (ready <= 0)
        continue;
      length = recv (self->fd, bytes, sizeof bytes, 0);
      if (length == 0 || (length < 0 && errno != EAGAIN && errno != EINTR))
        return;
    }
}

static gboolean
is_on (ParafaSimSwitch value, const Connection *self)
{
  if (value != PARAFA_SIM_SWITCH_AS_STYLE)
    return value == PARAFA_SIM_SWITCH_ON;
  return self->port != PARAFA_SIM_PORT_LOGIN || self->style != PARAFA_SIM_TLS_RENEGOTIATE;
}

static gboolean
may_keep_alive (const Connection *self,
                const ParafaSimRequest *request,
                const ParafaSimSettings *settings)
{
  if (!is_on (settings->keep_alive, self))
    return FALSE;
  if (request->minor_version == 0)
    return parafa_sim_request_has_token (request, "Connection", "keep-alive");
  return !parafa_sim_request_has_token (request, "Connection", "close");
}

/* Writes the answer; whether the connection goes on */
static gboolean
deliver (Connection *self, const ParafaSimReply *reply, gboolean keep_alive)
{
  GString *http;
  gboolean written;

  switch (reply->delivery)
    {
    case PARAFA_SIM_DELIVER_NOTHING:
      hold (self);
      return FALSE;
    case PARAFA_SIM_DELIVER_RESET:
      reset (self);
      return FALSE;
    case PARAFA_SIM_DELIVER_WHOLE:
    case PARAFA_SIM_DELIVER_HALF:
    default:
      http = parafa_sim_reply_to_http (reply, keep_alive);
      written = write_all (self, http->str, http->len);
      explicit_bzero (http->str, http->len);
      g_string_free (http, TRUE);
      return written && keep_alive && reply->delivery == PARAFA_SIM_DELIVER_WHOLE;
    }
}

/* Method, path and status: no query, no header and no body is ever written down */
static void
log_answer (const Connection *self, const ParafaSimRequest *request, const ParafaSimReply *reply)
{
  g_autofree char *path = NULL;

  if (!self->verbose)
    return;
  path = parafa_redact_text (request->path);
  g_printerr ("%s %s %s %u\n", self->port == PARAFA_SIM_PORT_LOGIN ? "login" : "api",
              request->method, path, reply->status);
}

static ParafaSimReply *
refuse_request (ParafaSimHeadResult result)
{
  switch (result)
    {
    case PARAFA_SIM_HEAD_TOO_LARGE:
      return parafa_sim_page_error (431, "Request Header Fields Too Large", "");
    case PARAFA_SIM_HEAD_BODY:
      return parafa_sim_page_error (413, "Content Too Large", "");
    case PARAFA_SIM_HEAD_MORE:
    case PARAFA_SIM_HEAD_READ:
    case PARAFA_SIM_HEAD_BAD:
    default:
      return parafa_sim_page_error (400, "Bad Request", "");
    }
}

/* Takes the body, which is whole in the buffer, and leaves what follows it */
static void
take_body (Connection *self, ParafaSimRequest *request, gsize head_length)
{
  gsize used = head_length + request->body_length;

  request->body = g_strndup ((const char *) self->buffer->data + head_length, request->body_length);
  explicit_bzero (self->buffer->data, used);
  g_byte_array_remove_range (self->buffer, 0, (guint) used);
}

/* The next request, or NULL when the client went, was too slow, or was answered for sending what is
 * no request */
static ParafaSimRequest *
read_request (Connection *self)
{
  g_autoptr (ParafaSimRequest) request = NULL;
  g_autoptr (ParafaSimReply) reply = NULL;
  ParafaSimHeadResult result = PARAFA_SIM_HEAD_MORE;
  gint64 deadline_us = deadline_in (REQUEST_MS);
  gsize head_length = 0;

  for (;;)
    {
      int length;

      if (result == PARAFA_SIM_HEAD_MORE)
        result = parafa_sim_http_head_parse ((const char *) self->buffer->data, self->buffer->len,
                                             &request, &head_length);
      if (result != PARAFA_SIM_HEAD_MORE && result != PARAFA_SIM_HEAD_READ)
        break;
      if (result == PARAFA_SIM_HEAD_READ && self->buffer->len >= head_length + request->body_length)
        {
          take_body (self, request, head_length);
          return g_steal_pointer (&request);
        }
      length = read_some (self);
      if (length <= 0 && !wait_for_tls (self, length, deadline_us))
        return NULL;
    }
  reply = refuse_request (result);
  deliver (self, reply, FALSE);
  return NULL;
}

/* Whether the routes want a certificate for this request, and a refusal of it */
static gboolean
prepare_certificate (Connection *self, const ParafaSimRequest *request, gint64 now_s)
{
  gboolean wanted;
  gboolean refuse;

  if (self->port != PARAFA_SIM_PORT_LOGIN)
    return TRUE;
  g_mutex_lock (&self->world->lock);
  wanted = parafa_sim_routes_wants_certificate (self->world, request, now_s);
  refuse = wanted && parafa_sim_failures_peek (&self->world->failures, PARAFA_SIM_AT_POLICY) ==
                         PARAFA_SIM_HOW_CERTIFICATE_REFUSED;
  g_mutex_unlock (&self->world->lock);
  if (refuse)
    parafa_sim_tls_refuse_client (self->session);
  if (!wanted || ask_certificate (self))
    return TRUE;
  if (refuse)
    parafa_sim_world_take_failure (self->world, PARAFA_SIM_AT_POLICY);
  return FALSE;
}

/* One request and its answer; whether the connection goes on */
static gboolean
serve_request (Connection *self)
{
  g_autoptr (ParafaSimRequest) request = read_request (self);
  g_autoptr (ParafaSimReply) reply = NULL;
  g_auto (ParafaSimPeer) peer = { 0 };
  ParafaSimSettings settings;
  gint64 now_s;

  if (request == NULL)
    return FALSE;
  g_mutex_lock (&self->world->lock);
  now_s = parafa_sim_world_get_now (self->world);
  g_mutex_unlock (&self->world->lock);
  if (!prepare_certificate (self, request, now_s))
    return FALSE;
  parafa_sim_tls_read_peer (self->session, &peer);

  g_mutex_lock (&self->world->lock);
  reply = parafa_sim_routes_answer (self->world, self->port, request, &peer, now_s);
  settings = self->world->settings;
  g_mutex_unlock (&self->world->lock);
  parafa_sim_reply_add_date (reply, now_s);
  log_answer (self, request, reply);
  if (settings.delay_ms > 0)
    {
      struct pollfd stop = { self->stop_fd, POLLIN, 0 };

      if (poll (&stop, 1, (int) settings.delay_ms) > 0)
        return FALSE;
    }
  return deliver (self, reply, may_keep_alive (self, request, &settings));
}

/* Failures that were ordered for the first handshake; whether the handshake may go on */
static gboolean
fail_handshake (Connection *self, ParafaSimHow how)
{
  static const char garbage[] = "220 practice.localhost ESMTP\r\n";

  switch ((int) how)
    {
    case PARAFA_SIM_HOW_NONE:
      return TRUE;
    case PARAFA_SIM_HOW_CERTIFICATE_REFUSED:
      parafa_sim_tls_refuse_client (self->session);
      return TRUE;
    case PARAFA_SIM_HOW_HANG:
      hold (self);
      return FALSE;
    case PARAFA_SIM_HOW_RESET:
      wait_for (self, POLLIN, deadline_in (HANDSHAKE_MS));
      reset (self);
      return FALSE;
    case PARAFA_SIM_HOW_GARBAGE:
      if (send (self->fd, garbage, sizeof garbage - 1, MSG_NOSIGNAL) > 0)
        linger (self);
      return FALSE;
    default:
      wait_for (self, POLLIN, deadline_in (HANDSHAKE_MS));
      linger (self);
      return FALSE;
    }
}

static void
serve (Connection *self)
{
  ParafaSimHow how = self->port == PARAFA_SIM_PORT_LOGIN
                         ? parafa_sim_world_take_failure (self->world, PARAFA_SIM_AT_HANDSHAKE)
                         : PARAFA_SIM_HOW_NONE;
  ParafaSimSettings settings;
  guint served = 0;

  if (!fail_handshake (self, how) || !shake_hands (self, HANDSHAKE_MS))
    return;
  parafa_sim_world_count_handshake (self->world);
  while (serve_request (self) && ++served < MAX_REQUESTS)
    continue;
  if (self->was_reset)
    return;
  settings = parafa_sim_world_get_settings (self->world);
  if (is_on (settings.close_notify, self))
    {
      ERR_clear_error ();
      SSL_shutdown (self->session);
    }
  linger (self);
}

/**
 * parafa_sim_connection_serve:
 * @world: the state
 * @tls: the contexts
 * @port: where the connection came in
 * @fd: the socket, not blocking; it is closed
 * @stop_fd: becomes readable when the server ends
 * @verbose: whether to write a line for each answer to standard error
 *
 * Serves one connection to its end. Blocks: call it on a thread of its own.
 */
void
parafa_sim_connection_serve (ParafaSimWorld *world,
                             ParafaSimTls *tls,
                             ParafaSimPort port,
                             int fd,
                             int stop_fd,
                             gboolean verbose)
{
  ParafaSimSettings settings = parafa_sim_world_get_settings (world);
  int on = 1;
  Connection self = {
    .world = world,
    .port = port,
    .session = parafa_sim_tls_new_session (tls, port, &settings),
    .buffer = g_byte_array_new (),
    .fd = fd,
    .stop_fd = stop_fd,
    .verbose = verbose,
    .style = settings.tls_style,
  };

  setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (self.session != NULL && SSL_set_fd (self.session, fd) == 1)
    {
      SSL_set_accept_state (self.session);
      serve (&self);
    }
  SSL_free (self.session);
  ERR_clear_error ();
  if (self.buffer->len > 0)
    explicit_bzero (self.buffer->data, self.buffer->len);
  g_byte_array_unref (self.buffer);
  close (fd);
}
