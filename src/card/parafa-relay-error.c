/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-relay-error.h"

#include <gnutls/x509.h>

/**
 * parafa_relay_error_from_verification:
 * @status: of [enum@gnutls_certificate_status_t], not 0
 *
 * Says what is worst about a server's certificate: an unknown issuer weighs more than a date, and a
 * date more than a name.
 *
 * Returns: the code
 */
ParafaCardError
parafa_relay_error_from_verification (guint status)
{
  const guint dates = GNUTLS_CERT_EXPIRED | GNUTLS_CERT_NOT_ACTIVATED;
  const guint harmless = GNUTLS_CERT_INVALID | GNUTLS_CERT_UNEXPECTED_OWNER | dates;

  if ((status & ~harmless) != 0)
    return PARAFA_CARD_ERROR_UNTRUSTED;
  if ((status & dates) != 0)
    return PARAFA_CARD_ERROR_SERVER_EXPIRED;
  if ((status & GNUTLS_CERT_UNEXPECTED_OWNER) != 0)
    return PARAFA_CARD_ERROR_WRONG_HOST;
  return PARAFA_CARD_ERROR_UNTRUSTED;
}

/**
 * parafa_relay_error_from_alert:
 * @alert: the server's fatal alert (RFC 8446, section 6)
 * @certificate_sent: whether our certificate was sent before
 *
 * Returns: %PARAFA_CARD_ERROR_CERTIFICATE_REFUSED for an alert about our certificate, else
 *   %PARAFA_CARD_ERROR_TLS
 */
ParafaCardError
parafa_relay_error_from_alert (guint alert, gboolean certificate_sent)
{
  switch (alert)
    {
    case GNUTLS_A_BAD_CERTIFICATE:
    case GNUTLS_A_UNSUPPORTED_CERTIFICATE:
    case GNUTLS_A_CERTIFICATE_REVOKED:
    case GNUTLS_A_CERTIFICATE_EXPIRED:
    case GNUTLS_A_CERTIFICATE_UNKNOWN:
    case GNUTLS_A_UNKNOWN_CA:
    case GNUTLS_A_ACCESS_DENIED:
    case GNUTLS_A_CERTIFICATE_REQUIRED:
      return PARAFA_CARD_ERROR_CERTIFICATE_REFUSED;
    case GNUTLS_A_HANDSHAKE_FAILURE:
      return certificate_sent ? PARAFA_CARD_ERROR_CERTIFICATE_REFUSED : PARAFA_CARD_ERROR_TLS;
    default:
      return PARAFA_CARD_ERROR_TLS;
    }
}

static GError *
new_from_alert (gnutls_session_t session, gboolean certificate_sent)
{
  gnutls_alert_description_t alert = gnutls_alert_get (session);
  const char *name = gnutls_alert_get_name (alert);

  return g_error_new (PARAFA_CARD_ERROR, parafa_relay_error_from_alert (alert, certificate_sent),
                      "the server refused with alert %u (%s)", (guint) alert,
                      name != NULL ? name : "unknown");
}

static GError *
new_from_verification (gnutls_session_t session)
{
  guint status = gnutls_session_get_verify_cert_status (session);
  gnutls_datum_t text = { NULL, 0 };
  GError *error;

  gnutls_certificate_verification_status_print (status, GNUTLS_CRT_X509, &text, 0);
  error = g_error_new (PARAFA_CARD_ERROR, parafa_relay_error_from_verification (status),
                       "server certificate: %s",
                       text.data != NULL ? (const char *) text.data : "not trusted");
  gnutls_free (text.data);
  return error;
}

/**
 * parafa_relay_error_from_tls:
 * @session: the connection to the server
 * @code: what GnuTLS answered
 * @certificate_sent: whether our certificate was sent before
 *
 * Returns: (transfer full): the failure in this room's words
 */
GError *
parafa_relay_error_from_tls (gnutls_session_t session, int code, gboolean certificate_sent)
{
  if (code == GNUTLS_E_FATAL_ALERT_RECEIVED)
    return new_from_alert (session, certificate_sent);
  if (code == GNUTLS_E_CERTIFICATE_VERIFICATION_ERROR)
    return new_from_verification (session);
  return g_error_new_literal (PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_TLS, gnutls_strerror (code));
}

/**
 * parafa_relay_error_from_socket:
 * @error: what GIO said about connecting
 *
 * Returns: (transfer full): the failure in this room's words
 */
GError *
parafa_relay_error_from_socket (const GError *error)
{
  ParafaCardError code = PARAFA_CARD_ERROR_UNREACHABLE;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    code = PARAFA_CARD_ERROR_NET_TIMEOUT;
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    code = PARAFA_CARD_ERROR_CANCELLED;
  return g_error_new_literal (PARAFA_CARD_ERROR, code, error->message);
}

/**
 * parafa_relay_error_is_of_key:
 * @code: what GnuTLS answered in a handshake
 *
 * Returns: whether it comes from using our key, not from the network
 */
gboolean
parafa_relay_error_is_of_key (int code)
{
  switch (code)
    {
    case GNUTLS_E_PK_SIGN_FAILED:
    case GNUTLS_E_PKCS11_ERROR:
    case GNUTLS_E_PKCS11_LOAD_ERROR:
    case GNUTLS_E_PKCS11_PIN_ERROR:
    case GNUTLS_E_PKCS11_SLOT_ERROR:
    case GNUTLS_E_PKCS11_ATTRIBUTE_ERROR:
    case GNUTLS_E_PKCS11_DEVICE_ERROR:
    case GNUTLS_E_PKCS11_DATA_ERROR:
    case GNUTLS_E_PKCS11_UNSUPPORTED_FEATURE_ERROR:
    case GNUTLS_E_PKCS11_KEY_ERROR:
    case GNUTLS_E_PKCS11_PIN_EXPIRED:
    case GNUTLS_E_PKCS11_PIN_LOCKED:
    case GNUTLS_E_PKCS11_SESSION_ERROR:
    case GNUTLS_E_PKCS11_SIGNATURE_ERROR:
    case GNUTLS_E_PKCS11_TOKEN_ERROR:
    case GNUTLS_E_PKCS11_USER_ERROR:
    case GNUTLS_E_PKCS11_REQUESTED_OBJECT_NOT_AVAILBLE:
      return TRUE;
    default:
      return FALSE;
    }
}
