/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-http-failure.h"
#include "parafa-redact.h"

#include <libsoup/soup.h>

G_DEFINE_QUARK (parafa_http_error_quark, parafa_http_error)

static ParafaHttpError
io_code_before_sending (int code)
{
  switch (code)
    {
    case G_IO_ERROR_HOST_NOT_FOUND:
    case G_IO_ERROR_HOST_UNREACHABLE:
    case G_IO_ERROR_NETWORK_UNREACHABLE:
    case G_IO_ERROR_CONNECTION_REFUSED:
    case G_IO_ERROR_CONNECTION_CLOSED:
    case G_IO_ERROR_NOT_CONNECTED:
    case G_IO_ERROR_TIMED_OUT:
    case G_IO_ERROR_PROXY_FAILED:
    case G_IO_ERROR_PROXY_AUTH_FAILED:
    case G_IO_ERROR_PROXY_NEED_AUTH:
    case G_IO_ERROR_PROXY_NOT_ALLOWED:
      return PARAFA_HTTP_ERROR_OFFLINE;
    default:
      return PARAFA_HTTP_ERROR_FAILED;
    }
}

static ParafaHttpError
code_before_sending (const GError *foreign)
{
  if (foreign->domain == G_TLS_ERROR)
    return PARAFA_HTTP_ERROR_TLS;
  if (foreign->domain == G_RESOLVER_ERROR)
    return PARAFA_HTTP_ERROR_OFFLINE;
  if (foreign->domain == G_IO_ERROR)
    return io_code_before_sending (foreign->code);
  return PARAFA_HTTP_ERROR_FAILED;
}

/**
 * parafa_http_failure_translate:
 * @foreign: an error of GIO or libsoup
 * @sent: whether a byte of the request may have left
 *
 * Translates once, at the room's edge. Once something may have left, the outcome is unknown and the
 * code is %PARAFA_HTTP_ERROR_RESET, whatever broke. %G_IO_ERROR_CANCELLED stays as it is.
 *
 * Returns: (transfer full): an error of %PARAFA_HTTP_ERROR or %G_IO_ERROR_CANCELLED
 */
GError *
parafa_http_failure_translate (const GError *foreign, gboolean sent)
{
  g_autofree char *text = NULL;

  if (g_error_matches (foreign, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "The request was cancelled");

  text = parafa_redact_text (foreign->message);
  if (sent)
    return g_error_new (PARAFA_HTTP_ERROR, PARAFA_HTTP_ERROR_RESET,
                        "The connection broke after the request was sent: %s", text);
  return g_error_new (PARAFA_HTTP_ERROR, code_before_sending (foreign),
                      "The request was not sent: %s", text);
}
