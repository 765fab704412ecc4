/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-revocation.h"

#include <string.h>

#include "parafa-json.h"
#include "parafa-token-answer.h"

static int
fail (GError **error, ParafaTokenError code, guint status, const char *what)
{
  g_set_error (error, PARAFA_TOKEN_ERROR, (int) code, "revocation: HTTP %u: %s", status, what);
  return -1;
}

/* A page is a page by its first character, whatever the server calls it */
static gboolean
is_page (const char *content_type, const char *body, gsize length)
{
  gsize at = 0;

  if (content_type != NULL && g_ascii_strncasecmp (content_type, "text/html", 9) == 0)
    return TRUE;
  while (at < length && g_ascii_isspace (body[at]))
    at++;
  return at < length && body[at] == '<';
}

/* The `error` of a JSON answer (RFC 7009 §2.2.1), or NULL */
static char *
dup_error (const char *body, gsize length)
{
  ParafaJsonValue root;
  ParafaJsonValue value;

  if (length == 0 || !parafa_json_check (body, length, PARAFA_JSON_LENIENT, NULL, NULL))
    return NULL;
  parafa_json_get_root (body, length, &root);
  if (root.kind != PARAFA_JSON_OBJECT || !parafa_json_find (&root, "error", &value) ||
      value.kind != PARAFA_JSON_TEXT)
    return NULL;
  return parafa_json_value_dup_text (&value);
}

static int
read_error (guint status, const char *code, GError **error)
{
  if (g_str_equal (code, "invalid_client") || g_str_equal (code, "unauthorized_client"))
    return fail (error, PARAFA_TOKEN_ERROR_SETTINGS, status, "the client is refused");
  if (g_str_equal (code, "unsupported_token_type"))
    return PARAFA_REVOCATION_NOT_OFFERED;
  return fail (error, PARAFA_TOKEN_ERROR_INVALID, status, "an error code");
}

/**
 * parafa_revocation_read:
 * @status: HTTP status
 * @content_type: (nullable): the answer's
 * @body: (array length=length): the answer's body
 * @length: its length in bytes
 * @error: return location
 *
 * Reads what a revocation was answered with. 200 is done (ANAF OAuth procedure, early 2024; RFC 7009
 * §2.2). A redirect or a page is how ANAF's gateway answers a path it does not serve (observed
 * 2026): nothing was revoked, and nothing is going to be.
 *
 * Fails with %PARAFA_TOKEN_ERROR_SETTINGS when id or secret are refused, %PARAFA_TOKEN_ERROR_LATER when
 * the server is busy, %PARAFA_TOKEN_ERROR_INVALID when the answer says neither. No part of the body
 * is in the message.
 *
 * Returns: a #ParafaRevocation, or -1
 */
int
parafa_revocation_read (
    guint status, const char *content_type, const char *body, gsize length, GError **error)
{
  g_autofree char *code = NULL;

  g_return_val_if_fail (body != NULL || length == 0, -1);

  if (status >= 500 || status == 429)
    return fail (error, PARAFA_TOKEN_ERROR_LATER, status, "busy or down");
  if ((status >= 300 && status < 400) || status == 404 || status == 405)
    return PARAFA_REVOCATION_NOT_OFFERED;
  if (is_page (content_type, body, length))
    return PARAFA_REVOCATION_NOT_OFFERED;
  code = dup_error (body, length);
  if (code != NULL)
    return read_error (status, code, error);
  if (status >= 200 && status < 300)
    return PARAFA_REVOCATION_DONE;
  if (status == 401)
    return fail (error, PARAFA_TOKEN_ERROR_SETTINGS, status, "the client is refused");
  return fail (error, PARAFA_TOKEN_ERROR_INVALID, status, "no sense in it");
}
