/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-http-details-private.h"

#include "parafa-http-request-private.h"
#include "parafa-redact.h"

#include <string.h>

/* Longer than any secret, so that none is cut in two where a body is cut */
#define MARGIN ((gsize) 4096)

G_DEFINE_BOXED_TYPE (ParafaHttpDetails,
                     parafa_http_details,
                     parafa_http_details_ref,
                     parafa_http_details_unref)

static void
field_free (gpointer data)
{
  ParafaHttpField *field = data;

  g_free (field->name);
  g_free (field->value);
  g_free (field->variable);
  g_free (field);
}

typedef struct
{
  ParafaHttpRequest *request;
  GPtrArray *fields;
  gboolean of_answer;
} Keeping;

static void
keep_header (const char *name, const char *value, gpointer user_data)
{
  Keeping *keeping = user_data;
  g_autofree char *redacted = NULL;
  g_autofree char *clean = NULL;

  /* The request tells these itself: it knows what they are, and they are gone from a message that was
   * sent */
  if (!keeping->of_answer && (g_ascii_strcasecmp (name, "Authorization") == 0 ||
                              g_ascii_strcasecmp (name, "Content-Type") == 0))
    return;
  /* only the name of a cookie: taking it apart would leave copies of its value */
  if (g_ascii_strcasecmp (name, "Set-Cookie") == 0)
    redacted = g_strdup_printf ("%.*s=***", (int) strcspn (value, "=;"), value);
  else
    redacted = parafa_redact_header (name, value);
  clean = parafa_http_request_redact_values (keeping->request, redacted);
  parafa_http_details_add (keeping->fields, name, clean, NULL);
}

static void
keep_headers (GPtrArray *fields,
              ParafaHttpRequest *request,
              SoupMessageHeaders *headers,
              gboolean of_answer)
{
  Keeping keeping = { request, fields, of_answer };

  soup_message_headers_foreach (headers, keep_header, &keeping);
}

static gboolean
is_text (const char *data, gsize length)
{
  const char *end = NULL;
  gsize looked_at = MIN (length, 4096);

  if (memchr (data, '\0', looked_at) != NULL)
    return FALSE;
  /* a character may be cut at the end of what was looked at */
  return g_utf8_validate_len (data, looked_at, &end) || data + looked_at - end < 4;
}

/* Cuts at a character; NULL when it is no text */
static char *
keep_body (ParafaHttpRequest *request, const char *data, gsize length, gboolean *cut)
{
  g_autoptr (ParafaSecret) part = NULL;
  g_autofree char *redacted = NULL;
  char *clean;
  gsize kept;

  if (length == 0 || !is_text (data, length))
    return NULL;
  *cut = length > PARAFA_HTTP_BODY_KEPT;
  part = parafa_secret_new (data, (gssize) MIN (length, PARAFA_HTTP_BODY_KEPT + MARGIN));
  redacted = parafa_redact_text (parafa_secret_get (part));
  clean = parafa_http_request_redact_values (request, redacted);
  if (!*cut)
    return clean;
  kept = strlen (clean);
  kept = MIN (kept > MARGIN ? kept - MARGIN : 0, PARAFA_HTTP_BODY_KEPT);
  *g_utf8_find_prev_char (clean, clean + kept + 1) = '\0';
  return clean;
}

static void
read_answer (ParafaHttpDetails *self,
             ParafaHttpRequest *request,
             SoupMessage *message,
             ParafaSecret *body)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);

  keep_headers (self->answer_headers, request, headers, TRUE);
  self->answer_type = g_strdup (soup_message_headers_get_content_type (headers, NULL));
  if (body == NULL)
    return;
  self->answer_bytes = parafa_secret_get_length (body);
  self->answer_body =
      keep_body (request, parafa_secret_get (body), self->answer_bytes, &self->answer_cut);
}

static const char *
name_version (SoupMessage *message)
{
  switch (soup_message_get_http_version (message))
    {
    case SOUP_HTTP_1_0:
      return "HTTP/1.0";
    case SOUP_HTTP_2_0:
      return "HTTP/2";
    case SOUP_HTTP_1_1:
    default:
      return "HTTP/1.1";
    }
}

/**
 * parafa_http_details_new:
 * @request: what was asked
 * @message: (nullable): libsoup's message, when it came to one
 * @answer_body: (nullable): what came back
 *
 * Keeps what may be shown of an exchange: redacted by the names of headers, fields and members, by the
 * look of a secret, and by the values of the very secrets of the request.
 *
 * Returns: (transfer full): the details
 */
ParafaHttpDetails *
parafa_http_details_new (ParafaHttpRequest *request,
                         SoupMessage *message,
                         ParafaSecret *answer_body)
{
  ParafaHttpDetails *self = g_new0 (ParafaHttpDetails, 1);
  g_autoptr (GBytes) body = NULL;
  gsize length;
  const char *data;

  g_atomic_ref_count_init (&self->references);
  self->request_headers = g_ptr_array_new_with_free_func (field_free);
  self->form = g_ptr_array_new_with_free_func (field_free);
  self->answer_headers = g_ptr_array_new_with_free_func (field_free);
  self->version = g_strdup (message != NULL ? name_version (message) : "HTTP/1.1");
  if (message != NULL)
    keep_headers (self->request_headers, request, soup_message_get_request_headers (message),
                  FALSE);
  body = parafa_http_request_describe (request, self);
  if (body != NULL)
    {
      data = g_bytes_get_data (body, &length);
      self->request_bytes = length;
      self->request_body = keep_body (request, data, length, &self->request_cut);
    }
  if (message != NULL && soup_message_get_status (message) != 0)
    read_answer (self, request, message, answer_body);
  return self;
}

/**
 * parafa_http_details_add:
 * @fields: headers or fields
 * @name: the name
 * @value: the value, redacted
 * @variable: (nullable): the variable of the shell that stands in the value for a secret
 *
 * Adds one.
 */
void
parafa_http_details_add (GPtrArray *fields,
                         const char *name,
                         const char *value,
                         const char *variable)
{
  ParafaHttpField *field = g_new0 (ParafaHttpField, 1);

  field->name = g_strdup (name);
  field->value = g_strdup (value);
  field->variable = g_strdup (variable);
  g_ptr_array_add (fields, field);
}

/**
 * parafa_http_details_get_size:
 * @self: details
 *
 * Returns: about how many bytes the bodies take
 */
gsize
parafa_http_details_get_size (ParafaHttpDetails *self)
{
  gsize size = 0;

  if (self->request_body != NULL)
    size += strlen (self->request_body);
  if (self->answer_body != NULL)
    size += strlen (self->answer_body);
  return size;
}

/**
 * parafa_http_details_ref:
 * @self: details
 *
 * Takes a reference. Thread-safe.
 *
 * Returns: (transfer full): @self
 */
ParafaHttpDetails *
parafa_http_details_ref (ParafaHttpDetails *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * parafa_http_details_unref:
 * @self: (transfer full): details
 *
 * Gives a reference back. Thread-safe.
 */
void
parafa_http_details_unref (ParafaHttpDetails *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_ptr_array_unref (self->request_headers);
  g_ptr_array_unref (self->form);
  g_ptr_array_unref (self->answer_headers);
  g_free (self->version);
  g_free (self->user);
  g_free (self->request_type);
  g_free (self->request_body);
  g_free (self->answer_type);
  g_free (self->answer_body);
  g_free (self);
}
