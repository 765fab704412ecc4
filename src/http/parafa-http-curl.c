/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-http-curl.h"

#include "parafa-secret-builder.h"

#include <string.h>

/* A command line that sends the same once more. Texts stand in single quotes, in which the shell
 * expands nothing; variables stand outside of them, in double quotes. */

#define NEXT_LINE " \\\n  "

typedef struct
{
  ParafaSecretBuilder *out;
  const ParafaHttpVariable *variables;
  guint n_variables;
} Writing;

static void
append (Writing *writing, const char *text)
{
  parafa_secret_builder_append (writing->out, text, -1);
}

/* Inside single quotes */
static void
append_quoted (Writing *writing, const char *text, gsize length)
{
  const char *end = text + length;

  while (text < end)
    {
      gsize run = 0;

      while (text + run < end && text[run] != '\'')
        run++;
      parafa_secret_builder_append (writing->out, text, (gssize) run);
      text += run;
      if (text == end)
        return;
      append (writing, "'\\''");
      text++;
    }
}

static ParafaSecret *
find_value (Writing *writing, const char *variable)
{
  for (guint i = 0; i < writing->n_variables; i++)
    if (strcmp (writing->variables[i].variable, variable) == 0)
      return writing->variables[i].value;
  return NULL;
}

/* $NAME, or the secret itself where it was given; inside single quotes */
static void
append_variable (Writing *writing, const char *variable)
{
  ParafaSecret *value = find_value (writing, variable);

  if (value != NULL)
    {
      append_quoted (writing, parafa_secret_get (value), parafa_secret_get_length (value));
      return;
    }
  append (writing, "'\"$");
  append (writing, variable);
  append (writing, "\"'");
}

/* Headers that curl writes by itself, or that say how this program sent it */
static gboolean
is_curls_own (const char *name)
{
  static const char *const names[] = { "Host", "Connection", "Content-Length", "Accept-Encoding",
                                       "User-Agent" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (names[i], name) == 0)
      return TRUE;
  return FALSE;
}

static void
append_header (Writing *writing, const ParafaHttpDetails *details, const ParafaHttpField *header)
{
  if (is_curls_own (header->name) ||
      (details->form->len > 0 && g_ascii_strcasecmp (header->name, "Content-Type") == 0))
    return;
  if (g_strcmp0 (header->variable, "CLIENT_SECRET") == 0)
    {
      append (writing, NEXT_LINE "--user '");
      append_quoted (writing, details->user, strlen (details->user));
      append (writing, ":");
      append_variable (writing, header->variable);
      append (writing, "'");
      return;
    }
  append (writing, NEXT_LINE "--header '");
  append_quoted (writing, header->name, strlen (header->name));
  append (writing, ": ");
  if (header->variable != NULL)
    {
      append (writing, "Bearer ");
      append_variable (writing, header->variable);
    }
  else
    append_quoted (writing, header->value, strlen (header->value));
  append (writing, "'");
}

static void
append_field (Writing *writing, const ParafaHttpField *field)
{
  append (writing, NEXT_LINE "--data-urlencode '");
  append_quoted (writing, field->name, strlen (field->name));
  append (writing, "=");
  if (field->variable != NULL)
    append_variable (writing, field->variable);
  else
    append_quoted (writing, field->value, strlen (field->value));
  append (writing, "'");
}

static void
append_details (Writing *writing, const ParafaHttpDetails *details)
{
  for (guint i = 0; i < details->request_headers->len; i++)
    append_header (writing, details, g_ptr_array_index (details->request_headers, i));
  for (guint i = 0; i < details->form->len; i++)
    append_field (writing, g_ptr_array_index (details->form, i));
  if (details->request_body != NULL && !details->request_cut)
    {
      append (writing, NEXT_LINE "--data-binary '");
      append_quoted (writing, details->request_body, strlen (details->request_body));
      append (writing, "'");
    }
  else if (details->request_bytes > 0)
    append (writing, NEXT_LINE "--data-binary @body");
}

static gboolean
has_variable (GPtrArray *fields, const char *variable)
{
  for (guint i = 0; i < fields->len; i++)
    if (g_strcmp0 (((ParafaHttpField *) g_ptr_array_index (fields, i))->variable, variable) == 0)
      return TRUE;
  return FALSE;
}

/**
 * parafa_http_curl_needs:
 * @record: an exchange
 * @variable: `TOKEN`, `CLIENT_SECRET`, `REFRESH_TOKEN` …
 *
 * Returns: whether the command line of the exchange has that variable
 */
gboolean
parafa_http_curl_needs (ParafaHttpRecord *record, const char *variable)
{
  g_autoptr (ParafaHttpDetails) details = parafa_http_record_dup_details (record);

  g_return_val_if_fail (variable != NULL, FALSE);

  return details != NULL && (has_variable (details->request_headers, variable) ||
                             has_variable (details->form, variable));
}

/**
 * parafa_http_curl_write:
 * @record: an exchange
 * @variables: (array length=n_variables): secrets to write out; the others stay variables
 * @n_variables: how many
 *
 * Writes the command line of curl, for a POSIX shell, that sends the same once more. A body that was
 * not kept is taken from a file `body`.
 *
 * Returns: (transfer full): the command line; as secret as @variables
 */
ParafaSecret *
parafa_http_curl_write (ParafaHttpRecord *record,
                        const ParafaHttpVariable *variables,
                        guint n_variables)
{
  const ParafaHttpExchange *exchange;
  g_autoptr (ParafaHttpDetails) details = NULL;
  g_autoptr (ParafaSecretBuilder) out = NULL;
  Writing writing;

  g_return_val_if_fail (PARAFA_IS_HTTP_RECORD (record), NULL);

  exchange = parafa_http_record_get_exchange (record);
  details = parafa_http_record_dup_details (record);
  out = parafa_secret_builder_new ();
  writing = (Writing){ out, variables, n_variables };
  append (&writing, "curl --request ");
  append (&writing, exchange->method);
  append (&writing, " '");
  append_quoted (&writing, exchange->address, strlen (exchange->address));
  append (&writing, "'");
  if (details != NULL)
    append_details (&writing, details);
  return parafa_secret_builder_end (out);
}
