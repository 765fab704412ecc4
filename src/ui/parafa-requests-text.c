/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-requests-text.h"

#include <glib/gi18n.h>
#include <string.h>

#include "parafa-json.h"

/* Bytes of a line that are laid out */
#define LINE_SHOWN ((gsize) 2000)

/**
 * parafa_requests_text_time:
 * @at_us: wall clock, microseconds since 1970
 *
 * Returns: (transfer full): the local time with milliseconds
 */
char *
parafa_requests_text_time (gint64 at_us)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (at_us / G_USEC_PER_SEC);
  g_autofree char *seconds = time != NULL ? g_date_time_format (time, "%H:%M:%S") : g_strdup ("");

  return g_strdup_printf ("%s.%03d", seconds, (int) (at_us % G_USEC_PER_SEC / 1000));
}

/**
 * parafa_requests_text_status:
 * @exchange: an exchange
 *
 * Returns: (transfer full): its status, or that no answer came
 */
char *
parafa_requests_text_status (const ParafaHttpExchange *exchange)
{
  if (exchange->status != 0)
    return g_strdup_printf ("%u", exchange->status);
  if (strcmp (exchange->method, "CONNECT") == 0)
    return g_strdup (C_ ("connection", "Secured"));
  return g_strdup (_ ("No answer"));
}

/**
 * parafa_requests_text_get_kind:
 * @exchange: an exchange
 *
 * Returns: what its status means
 */
ParafaPillKind
parafa_requests_text_get_kind (const ParafaHttpExchange *exchange)
{
  if (exchange->status == 0)
    return strcmp (exchange->method, "CONNECT") == 0 ? PARAFA_PILL_PLAIN : PARAFA_PILL_ERROR;
  if (exchange->status < 300)
    return PARAFA_PILL_SUCCESS;
  return exchange->status < 400   ? PARAFA_PILL_PLAIN
         : exchange->status < 500 ? PARAFA_PILL_WARNING
                                  : PARAFA_PILL_ERROR;
}

/**
 * parafa_requests_text_host:
 * @exchange: an exchange
 *
 * Returns: (transfer full): host and port
 */
char *
parafa_requests_text_host (const ParafaHttpExchange *exchange)
{
  const char *host = strstr (exchange->address, "://");

  host = host != NULL ? host + 3 : exchange->address;
  return g_strndup (host, strcspn (host, "/?#"));
}

/* Each element on a line of its own. Only blanks between elements are put in: what is no XML stays readable */
static char *
indent_xml (const char *body)
{
  GString *out = g_string_new (NULL);
  guint depth = 0;

  for (const char *at = body; *at != '\0'; at++)
    {
      gboolean closing = at[0] == '<' && at[1] == '/';

      if (closing && depth > 0)
        depth--;
      if (*at == '<' && out->len > 0 && out->str[out->len - 1] == '>')
        g_string_append_printf (out, "\n%*s", (int) MIN (depth, 20) * 2, "");
      if (*at == '<' && !closing && at[1] != '?' && at[1] != '!')
        depth++;
      if (at[0] == '/' && at[1] == '>' && depth > 0)
        depth--;
      if (*at != '\n' && *at != '\r')
        g_string_append_c (out, *at);
      else if (out->len > 0 && out->str[out->len - 1] != '>')
        g_string_append_c (out, '\n');
      /* blanks between two elements */
      if (*at == '>' && at[1 + strspn (at + 1, " \t\r\n")] == '<')
        at += strspn (at + 1, " \t\r\n");
    }
  return g_string_free (out, FALSE);
}

/**
 * parafa_requests_text_pretty:
 * @type: (nullable): the content type
 * @body: a body, redacted
 *
 * Returns: (transfer full): the body, indented when it is JSON or XML
 */
char *
parafa_requests_text_pretty (const char *type, const char *body)
{
  const char *start = body + strspn (body, " \t\r\n");
  ParafaJsonValue root;

  if ((*start == '{' || *start == '[') &&
      parafa_json_check (body, strlen (body), PARAFA_JSON_LENIENT, NULL, NULL))
    {
      parafa_json_get_root (body, strlen (body), &root);
      return parafa_json_value_format (&root, 2, 0);
    }
  if (*start == '<' && (type == NULL || strstr (type, "html") == NULL))
    return indent_xml (start);
  return g_strdup (body);
}

static void
append_fields (GString *out, GPtrArray *fields)
{
  for (guint i = 0; i < fields->len; i++)
    {
      const ParafaHttpField *field = g_ptr_array_index (fields, i);

      g_string_append_printf (out, "%s: %s\n", field->name, field->value);
    }
}

/* Lines that are too long would stop the window for a moment */
static void
append_body (GString *out, const char *type, const char *body, gboolean cut)
{
  g_autofree char *pretty = parafa_requests_text_pretty (type, body);
  const char *at = pretty;

  g_string_append_c (out, '\n');
  while (*at != '\0')
    {
      gsize length = strcspn (at, "\n");
      const char *end = at + length;

      if (length > LINE_SHOWN)
        end = g_utf8_find_prev_char (at, at + LINE_SHOWN + 1);
      g_string_append_len (out, at, end - at);
      g_string_append (out, end < at + length ? "…\n" : "\n");
      at += length + (at[length] == '\n');
    }
  if (cut)
    g_string_append (out, _ ("… only the beginning was kept"));
}

static void
append_size (GString *out, gsize bytes)
{
  g_autofree char *size = g_format_size (bytes);

  /* Translators: as in "12 kB" */
  g_string_append_printf (out, _ ("\n%s that are no text"), size);
}

/**
 * parafa_requests_text_request:
 * @record: an exchange
 *
 * Returns: (transfer full): what was asked, as text
 */
char *
parafa_requests_text_request (ParafaHttpRecord *record)
{
  const ParafaHttpExchange *exchange = parafa_http_record_get_exchange (record);
  g_autoptr (ParafaHttpDetails) details = parafa_http_record_dup_details (record);
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, "%s %s\n", exchange->method, exchange->address);
  if (details == NULL)
    {
      if (exchange->problem != NULL)
        g_string_append_printf (out, "\n%s\n", exchange->problem);
      else
        g_string_append_printf (out, "\n%s\n", _ ("Headers and bodies are not kept any more."));
      return g_string_free (out, FALSE);
    }
  append_fields (out, details->request_headers);
  for (guint i = 0; i < details->form->len; i++)
    {
      const ParafaHttpField *field = g_ptr_array_index (details->form, i);

      g_string_append_printf (out, "%s%s = %s\n", i == 0 ? "\n" : "", field->name, field->value);
    }
  if (details->request_body != NULL)
    append_body (out, details->request_type, details->request_body, details->request_cut);
  else if (details->request_bytes > 0)
    append_size (out, details->request_bytes);
  return g_string_free (out, FALSE);
}

/**
 * parafa_requests_text_answer:
 * @record: an exchange
 *
 * Returns: (transfer full): what came back, as text
 */
char *
parafa_requests_text_answer (ParafaHttpRecord *record)
{
  const ParafaHttpExchange *exchange = parafa_http_record_get_exchange (record);
  g_autoptr (ParafaHttpDetails) details = parafa_http_record_dup_details (record);
  g_autofree char *status = parafa_requests_text_status (exchange);
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, "%s\n", status);
  if (exchange->problem != NULL)
    g_string_append_printf (out, "\n%s\n", exchange->problem);
  if (details == NULL)
    return g_string_free (out, FALSE);
  append_fields (out, details->answer_headers);
  if (details->answer_body != NULL)
    append_body (out, details->answer_type, details->answer_body, details->answer_cut);
  else if (details->answer_bytes > 0)
    append_size (out, details->answer_bytes);
  return g_string_free (out, FALSE);
}

static gboolean
is_of_kind (const ParafaHttpExchange *exchange, ParafaRequestsKind kind)
{
  switch (kind)
    {
    case PARAFA_REQUESTS_GOOD:
      return exchange->status >= 200 && exchange->status < 400;
    case PARAFA_REQUESTS_REFUSED:
      return exchange->status >= 400;
    case PARAFA_REQUESTS_NO_ANSWER:
      return exchange->status == 0 && strcmp (exchange->method, "CONNECT") != 0;
    case PARAFA_REQUESTS_ALL:
    default:
      return TRUE;
    }
}

static gboolean
has_words (const char *text, const char *folded_words)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);

  return strstr (folded, folded_words) != NULL;
}

/**
 * parafa_requests_text_matches:
 * @record: an exchange
 * @words: (nullable): what is searched, in any case
 * @kind: which are listed
 * @host: (nullable): host and port, or %NULL for all
 *
 * Returns: whether it is to be listed
 */
gboolean
parafa_requests_text_matches (ParafaHttpRecord *record,
                              const char *words,
                              ParafaRequestsKind kind,
                              const char *host)
{
  const ParafaHttpExchange *exchange = parafa_http_record_get_exchange (record);
  g_autofree char *folded = NULL;
  g_autofree char *request = NULL;
  g_autofree char *answer = NULL;

  if (!is_of_kind (exchange, kind))
    return FALSE;
  if (host != NULL)
    {
      g_autofree char *own = parafa_requests_text_host (exchange);

      if (strcmp (own, host) != 0)
        return FALSE;
    }
  if (words == NULL || *words == '\0')
    return TRUE;
  folded = g_utf8_casefold (words, -1);
  if (has_words (exchange->address, folded) || has_words (exchange->method, folded))
    return TRUE;
  request = parafa_requests_text_request (record);
  if (has_words (request, folded))
    return TRUE;
  answer = parafa_requests_text_answer (record);
  return has_words (answer, folded);
}
