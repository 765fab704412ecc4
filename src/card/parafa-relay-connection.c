/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-relay-connection.h"
#include "parafa-dial.h"
#include "parafa-modules.h"
#include "parafa-proxy-line.h"
#include "parafa-relay-error.h"
#include "parafa-tls-side.h"
#include "parafa-tunnel.h"
#include "parafa-wait.h"

#include <gnutls/x509.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>

/* A person reads a page for minutes; the server's own limits are shorter */
#define IDLE_FACTOR 9
#define GOODBYE_MS 1000

#define PRIORITY "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"
#define WITHOUT_PSS                                                                                \
  ":-VERS-TLS1.3:-SIGN-RSA-PSS-RSAE-SHA256:-SIGN-RSA-PSS-RSAE-SHA384:-SIGN-RSA-PSS-RSAE-SHA512"

static const char answer_200[] = "HTTP/1.1 200 Connection established\r\n\r\n";
static const char answer_502[] = "HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\n"
                                 "Content-Length: 0\r\nConnection: close\r\n\r\n";

/* One connection of the view to a login host. Lives in one worker thread. */
typedef struct
{
  ParafaRelay *relay;
  const ParafaRelayHost *host;
  GSocketConnection *view;           /* (unowned) */
  GSocketConnection *server;         /* (owned) (nullable) */
  ParafaTlsSide *up;                 /* (owned): toward the server */
  ParafaTlsSide *down;               /* (owned): toward the view */
  gnutls_typed_vdata_st expected[2]; /* what the server's certificate has to be for */
  GError *key_error;                 /* (owned) (nullable): why no certificate could be given */
  gboolean offered;                  /* the certificate was given to GnuTLS in this connection */
  gboolean proven;                   /* and the handshake after that succeeded */
  gboolean without_pss;              /* worth one more try with TLS 1.2 */
  gboolean unanswered;               /* the view waits for an answer */
  gboolean answered_once;            /* the server has answered before on this connection */
  gboolean negotiated_since_answer;  /* the certificate was shown since the last answer */
  gsize proxy_line_matched;          /* of a relay's password that the view began to send on */
} Connection;

static int
get_fd (GSocketConnection *connection)
{
  return g_socket_get_fd (g_socket_connection_get_socket (connection));
}

/* --- the certificate --- */

/**
 * parafa_relay_connection_retrieve: (skip)
 *
 * GnuTLS' question for the certificate. The answer is the same for every connection of a login.
 * Without one, the handshake goes on and the server says what it thinks of that.
 *
 * Returns: 0, or -1 to end the handshake
 */
int
parafa_relay_connection_retrieve (gnutls_session_t session,
                                  const struct gnutls_cert_retr_st *info,
                                  gnutls_pcert_st **certificates,
                                  guint *n_certificates,
                                  gnutls_ocsp_data_st **ocsp,
                                  guint *n_ocsp,
                                  gnutls_privkey_t *key,
                                  guint *flags)
{
  Connection *self = gnutls_session_get_ptr (session);
  ParafaIdentity *identity = self->relay->identity;

  /* no flag: everything stays ours */
  *flags = 0;
  *certificates = NULL;
  *n_certificates = 0;
  *ocsp = NULL;
  *n_ocsp = 0;
  *key = NULL;
  if (identity == NULL)
    return 0;
  g_clear_error (&self->key_error);
  self->key_error = parafa_relay_dup_failure (self->relay);
  if (self->key_error == NULL && parafa_identity_lacks_pss (identity) &&
      gnutls_protocol_get_version (session) == GNUTLS_TLS1_3)
    self->key_error = g_error_new_literal (PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_NO_PSS,
                                           "the token cannot do RSA-PSS, which TLS 1.3 needs");
  if (self->key_error != NULL)
    return -1;
  *certificates = parafa_identity_get_chain (identity, n_certificates);
  *key = parafa_identity_get_key (identity);
  self->offered = TRUE;
  return 0;
}

/* --- handshakes --- */

/* Takes what went wrong with the key out of a failed handshake, and keeps it for the others */
static GError *
explain_key (Connection *self, int ret)
{
  ParafaIdentity *identity = self->relay->identity;
  GError *error = parafa_identity_explain_failure (identity, ret);

  if (ret == GNUTLS_E_PKCS11_UNSUPPORTED_FEATURE_ERROR && parafa_identity_note_no_pss (identity))
    self->without_pss = TRUE;
  else
    parafa_relay_set_failure (self->relay, error);
  return error;
}

static GError *
explain (Connection *self, ParafaTlsSide *side, int ret)
{
  gboolean lacks_pss =
      self->relay->identity != NULL && parafa_identity_lacks_pss (self->relay->identity);

  if (self->key_error != NULL)
    return g_steal_pointer (&self->key_error);
  if (side == self->up && self->offered && parafa_relay_error_is_of_key (ret))
    return explain_key (self, ret);
  if (lacks_pss && ret == GNUTLS_E_FATAL_ALERT_RECEIVED &&
      gnutls_alert_get (side->session) == GNUTLS_A_PROTOCOL_VERSION)
    return g_error_new_literal (PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_NO_PSS,
                                "the server wants TLS 1.3, the token cannot do RSA-PSS");
  return parafa_relay_error_from_tls (side->session, ret, self->offered);
}

static gboolean
wait_for_side (Connection *self, ParafaTlsSide *side, GError **error)
{
  gboolean writing = gnutls_record_get_direction (side->session) == 1;
  struct pollfd wanted = { side->fd, writing ? POLLOUT : POLLIN, 0 };

  switch (parafa_wait_for (&wanted, 1, self->relay->network_timeout_ms, self->relay->cancellable))
    {
    case PARAFA_WAIT_READY:
      return TRUE;
    case PARAFA_WAIT_TIMEOUT:
      g_set_error (error, PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_NET_TIMEOUT, "no answer in %u ms",
                   self->relay->network_timeout_ms);
      return FALSE;
    case PARAFA_WAIT_CANCELLED:
    default:
      g_set_error_literal (error, PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_CANCELLED, "stopped");
      return FALSE;
    }
}

/* Data that the server sent before it saw our part of a renegotiation */
static int
take_early_data (ParafaTlsSide *side)
{
  gssize got;

  if (side->length > 0)
    return GNUTLS_E_UNEXPECTED_PACKET;
  got = gnutls_record_recv (side->session, side->bytes, sizeof side->bytes);
  if (got > 0)
    {
      side->offset = 0;
      side->length = (gsize) got;
    }
  return 0;
}

/* The first handshake, a renegotiation (TLS 1.2) or a post-handshake authentication (TLS 1.3) */
static gboolean
negotiate (Connection *self, ParafaTlsSide *side, gboolean post_handshake, GError **error)
{
  for (;;)
    {
      int ret;

      /* the token may be asked to sign in here: nobody else asks it anything meanwhile */
      parafa_modules_enter ();
      ret = post_handshake ? gnutls_reauth (side->session, 0) : gnutls_handshake (side->session);
      parafa_modules_leave ();
      if (ret == GNUTLS_E_SUCCESS)
        return TRUE;
      if (ret == GNUTLS_E_GOT_APPLICATION_DATA)
        ret = take_early_data (side);
      if (ret == GNUTLS_E_AGAIN)
        {
          if (!wait_for_side (self, side, error))
            return FALSE;
        }
      else if (ret < 0 && gnutls_error_is_fatal (ret))
        {
          gnutls_alert_send_appropriate (side->session, ret);
          g_propagate_error (error, explain (self, side, ret));
          return FALSE;
        }
    }
}

static char *
dup_issuer (gnutls_session_t session)
{
  guint n = 0;
  const gnutls_datum_t *list = gnutls_certificate_get_peers (session, &n);
  g_autoptr (GBytes) der = NULL;
  g_autoptr (ParafaCertificate) certificate = NULL;

  if (list == NULL || n == 0)
    return g_strdup ("");
  der = g_bytes_new (list[0].data, list[0].size);
  certificate = parafa_certificate_new (der, NULL, NULL);
  return g_strdup (certificate != NULL ? parafa_certificate_get_issuer (certificate) : "");
}

static void
tell_upstream (Connection *self)
{
  gnutls_session_t session = self->up->session;
  gnutls_protocol_t version = gnutls_protocol_get_version (session);
  const char *cipher = gnutls_ciphersuite_get (session);
  ParafaUpstream upstream = { 0 };

  upstream.host = self->host->text;
  upstream.protocol = (char *) (version == GNUTLS_TLS1_3 ? "TLS 1.3" : "TLS 1.2");
  upstream.cipher = (char *) (cipher != NULL ? cipher : "");
  upstream.issuer = dup_issuer (session);
  upstream.certificate_sent = self->proven;
  self->relay->events.upstream (&upstream, self->relay->events.user_data);
  g_free (upstream.issuer);
}

/* A server's wish for a certificate on a connection that is already secured */
static gboolean
negotiate_again (Connection *self, int wish, GError **error)
{
  gnutls_session_t session = self->up->session;

  if (wish == GNUTLS_E_REHANDSHAKE && !gnutls_safe_renegotiation_status (session))
    {
      g_set_error_literal (error, PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_TLS,
                           "the server renegotiates in the unsafe way (before RFC 5746)");
      return FALSE;
    }
  if (!negotiate (self, self->up, wish == GNUTLS_E_REAUTH_REQUEST, error))
    return FALSE;
  self->proven = self->offered;
  self->negotiated_since_answer = TRUE;
  tell_upstream (self);
  return TRUE;
}

/* --- the server --- */

static void
open_session (Connection *self)
{
  ParafaRelay *relay = self->relay;
  gboolean no_pss = relay->identity != NULL && parafa_identity_lacks_pss (relay->identity);
  ParafaTlsSide *up = self->up;

  parafa_tls_side_open (up, GNUTLS_CLIENT | GNUTLS_POST_HANDSHAKE_AUTH | GNUTLS_NO_TICKETS,
                        relay->client_credentials, no_pss ? PRIORITY WITHOUT_PSS : PRIORITY,
                        get_fd (self->server));
  gnutls_session_set_ptr (up->session, self);
  gnutls_server_name_set (up->session, GNUTLS_NAME_DNS, self->host->name,
                          strlen (self->host->name));
  self->expected[0].type = GNUTLS_DT_DNS_HOSTNAME;
  self->expected[0].data = (guchar *) self->host->name;
  self->expected[0].size = 0;
  self->expected[1].type = GNUTLS_DT_KEY_PURPOSE_OID;
  self->expected[1].data = (guchar *) GNUTLS_KP_TLS_WWW_SERVER;
  self->expected[1].size = 0;
  /* checked again in every renegotiation */
  gnutls_session_set_verify_cert2 (up->session, self->expected, 2, 0);
}

static gboolean
try_server (Connection *self, GError **error)
{
  g_clear_object (&self->server);
  parafa_tls_side_reset (self->up);
  self->offered = FALSE;
  self->server = parafa_dial (self->host->name, self->host->port, self->relay->proxy_uri,
                              self->relay->network_timeout_ms, self->relay->cancellable, error);
  if (self->server == NULL)
    return FALSE;
  g_socket_set_option (g_socket_connection_get_socket (self->server), IPPROTO_TCP, TCP_NODELAY, 1,
                       NULL);
  open_session (self);
  if (!negotiate (self, self->up, FALSE, error))
    return FALSE;
  self->proven = self->offered;
  tell_upstream (self);
  return TRUE;
}

/* Nothing was sent to the server before the handshake ended, so that it may be made once more */
static gboolean
connect_server (Connection *self, GError **error)
{
  g_autoptr (GError) first = NULL;

  if (try_server (self, &first))
    return TRUE;
  if (self->without_pss)
    {
      g_debug ("relay: the token's RSA-PSS failed, once more with TLS 1.2");
      return try_server (self, error);
    }
  g_propagate_error (error, g_steal_pointer (&first));
  return FALSE;
}

/* --- passing on --- */

static gboolean
fill_from_server (Connection *self, GError **error)
{
  ParafaTlsSide *up = self->up;

  for (;;)
    {
      int ret = parafa_tls_side_fill (up);

      if (ret == 0)
        break;
      if (ret != GNUTLS_E_REHANDSHAKE && ret != GNUTLS_E_REAUTH_REQUEST)
        {
          g_propagate_error (error, explain (self, up, ret));
          return FALSE;
        }
      if (!negotiate_again (self, ret, error))
        return FALSE;
    }
  if (up->length > 0)
    {
      self->unanswered = FALSE;
      self->answered_once = TRUE;
      self->negotiated_since_answer = FALSE;
    }
  return TRUE;
}

/* A server that ends an idle connection does nothing wrong, and the view asks again on another one.
 * One that ends the first request, or the one it wanted the certificate for, has refused. */
static gboolean
check_end (Connection *self, GError **error)
{
  if (!self->unanswered || (self->answered_once && !self->negotiated_since_answer))
    return TRUE;
  g_set_error_literal (error, PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_TLS,
                       "the server ended the connection without an answer");
  return FALSE;
}

/* FALSE with @error, or without it when the view itself went away or the time is over */
static gboolean
wait_for_both (Connection *self, GError **error)
{
  ParafaTlsSide *up = self->up;
  ParafaTlsSide *down = self->down;
  struct pollfd fds[2] = { { down->fd, 0, 0 }, { up->fd, 0, 0 } };
  guint limit_ms = self->relay->network_timeout_ms * IDLE_FACTOR;

  fds[0].events = (short) ((down->length == 0 ? POLLIN : 0) | (up->length > 0 ? POLLOUT : 0));
  fds[1].events = (short) ((up->length == 0 ? POLLIN : 0) | (down->length > 0 ? POLLOUT : 0));
  switch (parafa_wait_for (fds, 2, limit_ms, self->relay->cancellable))
    {
    case PARAFA_WAIT_READY:
      return TRUE;
    case PARAFA_WAIT_TIMEOUT:
      if (self->unanswered)
        g_set_error_literal (error, PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_NET_TIMEOUT,
                             "the server did not answer");
      return FALSE;
    case PARAFA_WAIT_CANCELLED:
    default:
      return FALSE;
    }
}

/* What the view tells its proxy is not for the server */
static int
fill_from_view (Connection *self)
{
  ParafaTlsSide *down = self->down;
  gboolean empty = down->length == 0;
  int ret = parafa_tls_side_fill (down);

  if (empty && down->length > 0)
    down->length = parafa_proxy_line_strip (self->relay->proxy_line, &self->proxy_line_matched,
                                            down->bytes + down->offset, down->length);
  return ret;
}

/* Until one side ends: %TRUE when the server's end is there, clean or not */
static gboolean
pump (Connection *self, GError **error)
{
  ParafaTlsSide *up = self->up;
  ParafaTlsSide *down = self->down;
  int ret;

  for (;;)
    {
      /* neither renegotiation nor authentication is accepted from the view */
      if (fill_from_view (self) != 0)
        return FALSE;
      if (down->length > 0)
        self->unanswered = TRUE;
      ret = parafa_tls_side_drain (down, up);
      if (!fill_from_server (self, error))
        return FALSE;
      /* a server that refuses closes while the view still sends: its last words were read first */
      if (ret < 0 && up->length == 0)
        return check_end (self, error);
      if (parafa_tls_side_drain (up, down) != 0)
        return FALSE;
      if (up->ended && up->length == 0)
        return check_end (self, error);
      if (down->ended && down->length == 0)
        return FALSE;
      if (parafa_tls_side_has_more (up) || parafa_tls_side_has_more (down))
        continue;
      if (!wait_for_both (self, error))
        return FALSE;
    }
}

/* In TLS 1.3 a server refuses a certificate after its handshake is over for us: the view's first
 * request may still be on its way then */
static gboolean
await_request (Connection *self)
{
  ParafaTlsSide *down = self->down;

  while (!self->unanswered && !self->answered_once)
    {
      struct pollfd wanted = { down->fd, POLLIN, 0 };

      if (fill_from_view (self) != 0 || down->ended)
        return FALSE;
      self->unanswered = down->length > 0;
      if (!self->unanswered && parafa_wait_for (&wanted, 1, self->relay->network_timeout_ms,
                                                self->relay->cancellable) != PARAFA_WAIT_READY)
        return FALSE;
    }
  return self->unanswered;
}

/* The view waits for an answer: without one its library would send the request again by itself, on
 * a new connection */
static void
answer_in_place_of_server (Connection *self)
{
  if (!await_request (self))
    return;
  if (gnutls_record_send (self->down->session, answer_502, strlen (answer_502)) > 0)
    {
      parafa_tls_side_say_goodbye (self->down);
      parafa_wait_for_goodbye (self->down->fd, GOODBYE_MS, self->relay->cancellable);
    }
}

static void
relay_view (Connection *self)
{
  ParafaTlsSide *up = self->up;
  g_autoptr (GError) error = NULL;
  gboolean server_ended;

  parafa_tls_side_open (self->down, GNUTLS_SERVER, self->relay->server_credentials, PRIORITY,
                        get_fd (self->view));
  if (!negotiate (self, self->down, FALSE, &error))
    {
      g_debug ("relay: the view's handshake failed: %s", error->message);
      parafa_tls_side_say_goodbye (up);
      return;
    }
  server_ended = pump (self, &error);
  if (error != NULL)
    {
      parafa_relay_report (self->relay, error, self->host->text);
      answer_in_place_of_server (self);
      return;
    }
  /* an answer that was cut short is passed on as one: no goodbye that would call it complete */
  if (server_ended && up->clean)
    {
      parafa_tls_side_say_goodbye (self->down);
      parafa_wait_for_goodbye (self->down->fd, GOODBYE_MS, self->relay->cancellable);
    }
  if (!up->ended)
    parafa_tls_side_say_goodbye (up);
}

static void
serve_login_host (Connection *self)
{
  g_autoptr (GError) error = NULL;

  /* a login host that could not be verified never gets a 200 */
  if (!connect_server (self, &error))
    {
      parafa_relay_report (self->relay, error, self->host->text);
      parafa_relay_gate_say (self->view, answer_502);
      return;
    }
  parafa_relay_gate_say (self->view, answer_200);
  relay_view (self);
}

static void
serve_tunnel (ParafaRelay *relay, GSocketConnection *view, const ParafaRelayHost *host)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection) server =
      parafa_dial (host->name, host->port, relay->proxy_uri, relay->network_timeout_ms,
                   relay->cancellable, &error);

  if (server == NULL)
    {
      parafa_relay_report (relay, error, host->text);
      parafa_relay_gate_say (view, answer_502);
      return;
    }
  parafa_relay_gate_say (view, answer_200);
  parafa_tunnel_run (get_fd (view), get_fd (server), relay->network_timeout_ms * IDLE_FACTOR,
                     relay->cancellable);
}

/**
 * parafa_relay_connection_serve:
 * @relay: the relay
 * @view: a client that has shown the password
 * @host: where it wants to go
 *
 * Serves one connection to its end. Blocks a worker thread.
 */
void
parafa_relay_connection_serve (ParafaRelay *relay,
                               GSocketConnection *view,
                               const ParafaRelayHost *host)
{
  Connection self = { .relay = relay, .host = host, .view = view };

  g_socket_set_option (g_socket_connection_get_socket (view), IPPROTO_TCP, TCP_NODELAY, 1, NULL);
  if (!host->login)
    {
      serve_tunnel (relay, view, host);
      return;
    }
  self.up = parafa_tls_side_new ();
  self.down = parafa_tls_side_new ();
  serve_login_host (&self);
  parafa_tls_side_free (self.down);
  parafa_tls_side_free (self.up);
  g_clear_object (&self.server);
  g_clear_error (&self.key_error);
}
