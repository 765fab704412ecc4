/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-sim-http-head.h"

#include <string.h>

static void
header_free (gpointer data)
{
  ParafaSimHeader *header = data;

  g_free (header->name);
  g_free (header->value);
  g_free (header);
}

/* tchar of RFC 9110 §5.6.2 */
static gboolean
is_token (const char *text)
{
  if (*text == '\0')
    return FALSE;
  for (const char *c = text; *c != '\0'; c++)
    {
      if (!g_ascii_isalnum (*c) && strchr ("!#$%&'*+-.^_`|~", *c) == NULL)
        return FALSE;
    }
  return TRUE;
}

/* Visible characters only: a target with blanks, controls or bytes over 127 is not one (RFC 3986) */
static gboolean
is_target (const char *text)
{
  if (*text != '/')
    return FALSE;
  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c <= ' ' || *c >= 0x7f)
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_field_value (const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    {
      if ((*c >= 0 && *c < ' ' && *c != '\t') || *c == 0x7f)
        return FALSE;
    }
  return TRUE;
}

static ParafaSimHeadResult
parse_request_line (ParafaSimRequest *self, const char *line)
{
  g_auto (GStrv) parts = g_strsplit (line, " ", 4);
  char *query;

  if (g_strv_length (parts) != 3 || !is_token (parts[0]))
    return PARAFA_SIM_HEAD_BAD;
  if (strlen (parts[1]) > PARAFA_SIM_MAX_TARGET_BYTES)
    return PARAFA_SIM_HEAD_TOO_LARGE;
  if (!is_target (parts[1]))
    return PARAFA_SIM_HEAD_BAD;
  if (g_str_equal (parts[2], "HTTP/1.1"))
    self->minor_version = 1;
  else if (g_str_equal (parts[2], "HTTP/1.0"))
    self->minor_version = 0;
  else
    return PARAFA_SIM_HEAD_BAD;

  self->method = g_strdup (parts[0]);
  query = strchr (parts[1], '?');
  if (query != NULL)
    {
      self->query = g_strdup (query + 1);
      *query = '\0';
    }
  self->path = g_strdup (parts[1]);
  return PARAFA_SIM_HEAD_READ;
}

static ParafaSimHeadResult
parse_header_line (ParafaSimRequest *self, const char *line)
{
  const char *colon = strchr (line, ':');
  g_autofree char *name = NULL;
  ParafaSimHeader *header;

  if (colon == NULL || !is_field_value (colon + 1))
    return PARAFA_SIM_HEAD_BAD;
  name = g_strndup (line, (gsize) (colon - line));
  if (!is_token (name))
    return PARAFA_SIM_HEAD_BAD;
  if (self->headers->len >= PARAFA_SIM_MAX_HEADERS)
    return PARAFA_SIM_HEAD_TOO_LARGE;

  header = g_new0 (ParafaSimHeader, 1);
  header->name = g_steal_pointer (&name);
  header->value = g_strstrip (g_strdup (colon + 1));
  g_ptr_array_add (self->headers, header);
  return PARAFA_SIM_HEAD_READ;
}

/* Two lengths, or a length beside a transfer coding, are how requests are smuggled (RFC 9112 §6.3):
 * refused. Transfer codings are not read at all. */
static ParafaSimHeadResult
read_body_length (ParafaSimRequest *self)
{
  gboolean seen = FALSE;
  guint64 most = strstr (self->path, "/ws/v1/upload") != NULL ? PARAFA_SIM_MAX_FILE_BYTES
                                                              : PARAFA_SIM_MAX_BODY_BYTES;

  for (guint i = 0; i < self->headers->len; i++)
    {
      const ParafaSimHeader *header = g_ptr_array_index (self->headers, i);
      guint64 length;

      if (g_ascii_strcasecmp (header->name, "Transfer-Encoding") == 0)
        return PARAFA_SIM_HEAD_BODY;
      if (g_ascii_strcasecmp (header->name, "Content-Length") != 0)
        continue;
      if (seen || !g_ascii_string_to_unsigned (header->value, 10, 0, G_MAXINT64, &length, NULL))
        return PARAFA_SIM_HEAD_BAD;
      if (length > most)
        return PARAFA_SIM_HEAD_BODY;
      self->body_length = (gsize) length;
      seen = TRUE;
    }
  return PARAFA_SIM_HEAD_READ;
}

static ParafaSimHeadResult
parse_lines (ParafaSimRequest *self, char **lines)
{
  ParafaSimHeadResult result = parse_request_line (self, lines[0]);

  for (guint i = 1; result == PARAFA_SIM_HEAD_READ && lines[i] != NULL; i++)
    result = parse_header_line (self, lines[i]);
  if (result == PARAFA_SIM_HEAD_READ)
    result = read_body_length (self);
  return result;
}

/**
 * parafa_sim_http_head_parse:
 * @data: what has arrived so far
 * @length: its length in bytes
 * @request: (out) (nullable): the request, with %PARAFA_SIM_HEAD_READ only
 * @head_length: (out): how many bytes of @data the head takes, with the blank line
 *
 * Reads the head of an HTTP/1.x request (RFC 9112). Only what a login needs: origin-form targets,
 * no line folding, no transfer coding, lines ending in CR LF.
 *
 * Returns: what to do next
 */
ParafaSimHeadResult
parafa_sim_http_head_parse (const char *data,
                            gsize length,
                            ParafaSimRequest **request,
                            gsize *head_length)
{
  g_autoptr (ParafaSimRequest) self = NULL;
  g_autofree char *head = NULL;
  g_auto (GStrv) lines = NULL;
  const char *end;
  ParafaSimHeadResult result;

  g_return_val_if_fail (data != NULL || length == 0, PARAFA_SIM_HEAD_BAD);
  g_return_val_if_fail (request != NULL && head_length != NULL, PARAFA_SIM_HEAD_BAD);

  *request = NULL;
  *head_length = 0;
  end = length > 0 ? memmem (data, length, "\r\n\r\n", 4) : NULL;
  if (end == NULL)
    return length >= PARAFA_SIM_MAX_HEAD_BYTES ? PARAFA_SIM_HEAD_TOO_LARGE : PARAFA_SIM_HEAD_MORE;
  if (end - data > PARAFA_SIM_MAX_HEAD_BYTES)
    return PARAFA_SIM_HEAD_TOO_LARGE;
  if (memchr (data, '\0', (gsize) (end - data)) != NULL)
    return PARAFA_SIM_HEAD_BAD;

  head = g_strndup (data, (gsize) (end - data));
  lines = g_strsplit (head, "\r\n", -1);
  self = g_new0 (ParafaSimRequest, 1);
  self->headers = g_ptr_array_new_with_free_func (header_free);
  if (lines[0] == NULL)
    return PARAFA_SIM_HEAD_BAD;
  result = parse_lines (self, lines);
  if (result != PARAFA_SIM_HEAD_READ)
    return result;
  *head_length = (gsize) (end - data) + 4;
  *request = g_steal_pointer (&self);
  return PARAFA_SIM_HEAD_READ;
}

/**
 * parafa_sim_request_free:
 * @self: (nullable) (transfer full): a request
 *
 * Frees it; the body is wiped first, it may hold a client secret.
 */
void
parafa_sim_request_free (ParafaSimRequest *self)
{
  if (self == NULL)
    return;
  if (self->body != NULL)
    explicit_bzero (self->body, strlen (self->body));
  g_free (self->method);
  g_free (self->path);
  g_free (self->query);
  g_free (self->body);
  g_ptr_array_unref (self->headers);
  g_free (self);
}

/**
 * parafa_sim_request_get_header:
 * @self: a request
 * @name: the field's name, compared without case
 *
 * Returns: (nullable) (transfer none): the first field of that name
 */
const char *
parafa_sim_request_get_header (const ParafaSimRequest *self, const char *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  for (guint i = 0; i < self->headers->len; i++)
    {
      const ParafaSimHeader *header = g_ptr_array_index (self->headers, i);

      if (g_ascii_strcasecmp (header->name, name) == 0)
        return header->value;
    }
  return NULL;
}

/**
 * parafa_sim_request_has_token:
 * @self: a request
 * @header: a field that is a list of words, such as Connection
 * @token: the word
 *
 * Returns: whether the word is in the list
 */
gboolean
parafa_sim_request_has_token (const ParafaSimRequest *self, const char *header, const char *token)
{
  const char *value = parafa_sim_request_get_header (self, header);
  g_auto (GStrv) words = NULL;

  if (value == NULL)
    return FALSE;
  words = g_strsplit (value, ",", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      if (g_ascii_strcasecmp (g_strstrip (words[i]), token) == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * parafa_sim_request_get_cookie:
 * @self: a request
 * @name: a cookie's name
 *
 * Returns: (nullable) (transfer full): its value (RFC 6265 §4.2), the first when sent twice
 */
char *
parafa_sim_request_get_cookie (const ParafaSimRequest *self, const char *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  for (guint i = 0; i < self->headers->len; i++)
    {
      const ParafaSimHeader *header = g_ptr_array_index (self->headers, i);
      g_auto (GStrv) pairs = NULL;

      if (g_ascii_strcasecmp (header->name, "Cookie") != 0)
        continue;
      pairs = g_strsplit (header->value, ";", -1);
      for (guint j = 0; pairs[j] != NULL; j++)
        {
          char *pair = g_strstrip (pairs[j]);
          char *equals = strchr (pair, '=');

          if (equals == NULL)
            continue;
          *equals = '\0';
          if (g_str_equal (pair, name))
            return g_strdup (equals + 1);
        }
    }
  return NULL;
}

/**
 * parafa_sim_form_parse:
 * @text: (nullable): a query or a form body, application/x-www-form-urlencoded
 *
 * Returns: (nullable) (transfer full): names and values, decoded; empty for %NULL or an empty text;
 *   %NULL when the text is not such a form
 */
GHashTable *
parafa_sim_form_parse (const char *text)
{
  if (text == NULL || *text == '\0')
    return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return g_uri_parse_params (text, -1, "&", G_URI_PARAMS_WWW_FORM, NULL);
}
