/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-tls-side.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

/* A server that refuses closes while we still send. Its reason is an alert that waits to be read, so
 * a broken way out is no failure yet: what we say is lost either way, and reading tells the rest. */
static gssize
push (gnutls_transport_ptr_t data, const void *bytes, size_t length)
{
  const ParafaTlsSide *self = data;
  gssize put = send (self->fd, bytes, length, MSG_NOSIGNAL | MSG_DONTWAIT);

  if (put < 0 && (errno == EPIPE || errno == ECONNRESET))
    return (gssize) length;
  if (put < 0)
    gnutls_transport_set_errno (self->session, errno);
  return put;
}

/**
 * parafa_tls_side_new:
 *
 * Returns: (transfer full): a side without a connection
 */
ParafaTlsSide *
parafa_tls_side_new (void)
{
  ParafaTlsSide *self = g_new0 (ParafaTlsSide, 1);

  self->fd = -1;
  return self;
}

/**
 * parafa_tls_side_free:
 * @self: (transfer full): a side
 *
 * Ends the session without a word and wipes the buffer: cookies, form data and codes went through.
 */
void
parafa_tls_side_free (ParafaTlsSide *self)
{
  parafa_tls_side_reset (self);
  g_free (self);
}

/**
 * parafa_tls_side_open:
 * @self: a side without a connection
 * @flags: of gnutls_init()
 * @credentials: (transfer none): to be kept alive by the caller
 * @priority: versions and algorithms
 * @fd: a connected socket that does not block
 *
 * Prepares a session; the handshake is the caller's. HTTP/1.1 only: the request boundaries of
 * HTTP/2 would have to be understood to answer in the server's place.
 */
void
parafa_tls_side_open (ParafaTlsSide *self,
                      guint flags,
                      gnutls_certificate_credentials_t credentials,
                      const char *priority,
                      int fd)
{
  static const gnutls_datum_t alpn = { (guchar *) "http/1.1", 8 };

  g_return_if_fail (self->session == NULL);

  if (gnutls_init (&self->session, flags | GNUTLS_NONBLOCK | GNUTLS_NO_SIGNAL) < 0 ||
      gnutls_priority_set_direct (self->session, priority, NULL) < 0)
    g_error ("tls-side: no session");
  gnutls_credentials_set (self->session, GNUTLS_CRD_CERTIFICATE, credentials);
  gnutls_alpn_set_protocols (self->session, &alpn, 1, 0);
  gnutls_transport_set_ptr2 (self->session, GINT_TO_POINTER (fd), self);
  gnutls_transport_set_push_function (self->session, push);
  /* limits are the caller's, who polls */
  gnutls_handshake_set_timeout (self->session, GNUTLS_INDEFINITE_TIMEOUT);
  self->fd = fd;
}

/**
 * parafa_tls_side_reset:
 * @self: a side
 *
 * Ends the session without a word and wipes everything, so that it can be opened again.
 */
void
parafa_tls_side_reset (ParafaTlsSide *self)
{
  g_clear_pointer (&self->session, gnutls_deinit);
  explicit_bzero (self, sizeof *self);
  self->fd = -1;
}

/**
 * parafa_tls_side_fill:
 * @self: a side
 *
 * Reads what has come, once the buffer is empty. An end without close_notify is an end that is not
 * clean, no error: servers of this kind do it.
 *
 * Returns: 0 when there is data, nothing yet, or the end; else the GnuTLS code that the caller has
 *   to deal with, `GNUTLS_E_REHANDSHAKE` and `GNUTLS_E_REAUTH_REQUEST` among them
 */
int
parafa_tls_side_fill (ParafaTlsSide *self)
{
  while (self->length == 0 && !self->ended)
    {
      gssize got = gnutls_record_recv (self->session, self->bytes, sizeof self->bytes);

      if (got > 0)
        {
          self->offset = 0;
          self->length = (gsize) got;
        }
      else if (got == 0)
        self->ended = self->clean = TRUE;
      else if (got == GNUTLS_E_AGAIN)
        return 0;
      else if (got == GNUTLS_E_PREMATURE_TERMINATION || got == GNUTLS_E_PULL_ERROR)
        self->ended = TRUE;
      else if (got == GNUTLS_E_REHANDSHAKE || got == GNUTLS_E_REAUTH_REQUEST ||
               gnutls_error_is_fatal ((int) got))
        return (int) got;
    }
  return 0;
}

/**
 * parafa_tls_side_drain:
 * @self: where the data came from
 * @to: where it goes
 *
 * Passes on as much as the other side takes.
 *
 * Returns: 0, or the GnuTLS code of a failure
 */
int
parafa_tls_side_drain (ParafaTlsSide *self, ParafaTlsSide *to)
{
  while (self->length > 0)
    {
      gssize put = gnutls_record_send (to->session, self->bytes + self->offset, self->length);

      if (put >= 0)
        {
          self->offset += (gsize) put;
          self->length -= (gsize) put;
        }
      else if (put == GNUTLS_E_AGAIN)
        return 0;
      else if (put != GNUTLS_E_INTERRUPTED)
        return (int) put;
    }
  explicit_bzero (self->bytes, sizeof self->bytes);
  return 0;
}

/**
 * parafa_tls_side_has_more:
 * @self: a side
 *
 * Returns: whether GnuTLS already holds data, so that waiting for the socket would wait too long
 */
gboolean
parafa_tls_side_has_more (ParafaTlsSide *self)
{
  return self->length == 0 && !self->ended && gnutls_record_check_pending (self->session) > 0;
}

/**
 * parafa_tls_side_say_goodbye:
 * @self: a side
 *
 * Sends close_notify as far as the socket takes it at once.
 */
void
parafa_tls_side_say_goodbye (ParafaTlsSide *self)
{
  if (self->session != NULL)
    gnutls_bye (self->session, GNUTLS_SHUT_WR);
}
