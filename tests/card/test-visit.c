/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "test-visit.h"
#include "parafa-test.h"

#include <arpa/inet.h>
#include <gnutls/gnutls.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define LIMIT_S 60

/* One connection through the relay */
typedef struct
{
  TestVisit *visit;
  int fd;
  gnutls_session_t session;
  gnutls_certificate_credentials_t credentials;
  gboolean wants_close;
} Line;

static gboolean
fail (Line *line, const char *what)
{
  g_strlcpy (line->visit->failure, what, sizeof line->visit->failure);
  return FALSE;
}

int
test_visit_connect_socket (guint16 port)
{
  struct sockaddr_in address = { .sin_family = AF_INET,
                                 .sin_port = htons (port),
                                 .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  const struct timeval limit = { LIMIT_S, 0 };
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  setsockopt (fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  if (connect (fd, (struct sockaddr *) &address, sizeof address) == 0)
    return fd;
  close (fd);
  return -1;
}

static gboolean
read_plain_head (int fd, char *head, gsize size)
{
  gsize length = 0;

  while (length < size - 1 && recv (fd, head + length, 1, 0) == 1)
    {
      head[++length] = '\0';
      if (g_str_has_suffix (head, "\r\n\r\n"))
        return TRUE;
    }
  return FALSE;
}

static gboolean
ask_for_tunnel (Line *line)
{
  TestVisit *visit = line->visit;
  g_autofree char *user = g_strdup_printf ("relay:%s", visit->password);
  g_autofree char *basic = g_base64_encode ((const guchar *) user, strlen (user));
  g_autofree char *request =
      g_strdup_printf ("CONNECT %s HTTP/1.1\r\nHost: %s\r\nProxy-Authorization: Basic %s\r\n\r\n",
                       visit->target, visit->target, basic);
  char head[4096] = "";

  line->fd = test_visit_connect_socket (visit->port);
  if (line->fd < 0)
    return fail (line, "the relay does not listen");
  if (send (line->fd, request, strlen (request), MSG_NOSIGNAL) < 0 ||
      !read_plain_head (line->fd, head, sizeof head))
    return fail (line, "the relay does not answer CONNECT");
  visit->connect_status = (guint) atoi (head + strlen ("HTTP/1.1 "));
  return visit->connect_status == 200 || fail (line, "CONNECT refused");
}

static gboolean
secure (Line *line)
{
  TestVisit *visit = line->visit;
  g_auto (GStrv) parts = g_strsplit (visit->target, ":", 2);
  gnutls_datum_t pem = { (guchar *) visit->trusted_pem, (guint) strlen (visit->trusted_pem) };
  int ret;

  gnutls_certificate_allocate_credentials (&line->credentials);
  gnutls_certificate_set_x509_trust_mem (line->credentials, &pem, GNUTLS_X509_FMT_PEM);
  gnutls_init (&line->session, GNUTLS_CLIENT | GNUTLS_NO_SIGNAL);
  gnutls_set_default_priority (line->session);
  gnutls_credentials_set (line->session, GNUTLS_CRD_CERTIFICATE, line->credentials);
  gnutls_server_name_set (line->session, GNUTLS_NAME_DNS, parts[0], strlen (parts[0]));
  gnutls_session_set_verify_cert (line->session, parts[0], 0);
  gnutls_transport_set_int (line->session, line->fd);
  do
    ret = gnutls_handshake (line->session);
  while (ret < 0 && !gnutls_error_is_fatal (ret));
  return ret == 0 || fail (line, gnutls_strerror (ret));
}

static gssize
receive (Line *line, char *bytes, gsize size)
{
  gssize got;

  if (line->session == NULL)
    return recv (line->fd, bytes, size, 0);
  do
    got = gnutls_record_recv (line->session, bytes, size);
  while (got == GNUTLS_E_AGAIN || got == GNUTLS_E_INTERRUPTED);
  return got;
}

static gssize
transmit (Line *line, const char *bytes, gsize size)
{
  if (line->session == NULL)
    return send (line->fd, bytes, size, MSG_NOSIGNAL);
  return gnutls_record_send (line->session, bytes, size);
}

static void
copy_field (const char *head, const char *name, char *value, gsize size)
{
  const char *at = strstr (head, name);

  value[0] = '\0';
  if (at == NULL)
    return;
  g_strlcpy (value, at + strlen (name), size);
  value[strcspn (value, "\r")] = '\0';
}

static gboolean
read_answer (Line *line, guint i)
{
  TestVisit *visit = line->visit;
  char text[8192] = "";
  char length[32], connection[32];
  gsize have = 0;
  const char *body;
  gssize got;

  while (strstr (text, "\r\n\r\n") == NULL)
    {
      got = receive (line, text + have, sizeof text - 1 - have);
      if (got <= 0)
        return fail (line, got == 0 ? "ended before the answer" : "broken before the answer");
      have += (gsize) got;
      text[have] = '\0';
    }
  body = strstr (text, "\r\n\r\n") + 4;
  copy_field (text, "Content-Length: ", length, sizeof length);
  copy_field (text, "Connection: ", connection, sizeof connection);
  copy_field (text, "Location: ", visit->location, sizeof visit->location);
  while (strlen (body) < (gsize) atoi (length))
    {
      got = receive (line, text + have, sizeof text - 1 - have);
      if (got <= 0)
        return fail (line, "ended in the answer");
      have += (gsize) got;
      text[have] = '\0';
    }
  visit->status[i] = (guint) atoi (text + strlen ("HTTP/1.1 "));
  g_strlcpy (visit->body, body, sizeof visit->body);
  line->wants_close = strcmp (connection, "close") == 0;
  return TRUE;
}

static gboolean
request (Line *line, guint i)
{
  g_autofree char *text = g_strdup_printf ("GET %s HTTP/1.1\r\nHost: %s\r\n\r\n",
                                           line->visit->paths[i], line->visit->target);

  if (transmit (line, text, strlen (text)) < 0)
    return fail (line, "cannot send");
  return read_answer (line, i);
}

static void
hang_up (Line *line)
{
  char byte;

  if (line->session != NULL && line->wants_close)
    line->visit->clean_end = receive (line, &byte, 1) == 0;
  if (line->session != NULL)
    {
      gnutls_bye (line->session, GNUTLS_SHUT_WR);
      gnutls_deinit (line->session);
      gnutls_certificate_free_credentials (line->credentials);
    }
  if (line->fd >= 0)
    close (line->fd);
  *line = (Line){ .visit = line->visit, .fd = -1 };
}

static gpointer
visit_thread (gpointer data)
{
  TestVisit *self = data;
  Line line = { .visit = self, .fd = -1 };

  for (guint i = 0; self->paths[i] != NULL; i++)
    {
      if (line.fd < 0 &&
          (!ask_for_tunnel (&line) || (self->trusted_pem != NULL && !secure (&line))))
        break;
      if (!request (&line, i))
        {
          line.wants_close = TRUE;
          break;
        }
      if (line.wants_close || self->reconnect)
        hang_up (&line);
    }
  hang_up (&line);
  g_atomic_int_set (&self->done, 1);
  return NULL;
}

void
test_visit_start (TestVisit *self)
{
  g_assert_null (self->thread);
  self->thread = g_thread_new ("visit", visit_thread, self);
}

static gboolean
is_done (gpointer data)
{
  return g_atomic_int_get (&((TestVisit *) data)->done) != 0;
}

/* Runs the main context meanwhile: what the relay tells arrives there */
void
test_visit_wait (TestVisit *self)
{
  parafa_test_wait_until (is_done, self, 2 * PARAFA_TEST_LIMIT_MS);
  g_clear_pointer (&self->thread, g_thread_join);
}

void
test_visit_run (TestVisit *self)
{
  test_visit_start (self);
  test_visit_wait (self);
}

void
test_visit_clear (TestVisit *self)
{
  if (self->thread != NULL)
    test_visit_wait (self);
  g_clear_pointer (&self->password, g_free);
  g_clear_pointer (&self->trusted_pem, g_free);
  g_clear_pointer (&self->target, g_free);
}
