/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-http-exchange.h"
#include "parafa-redact.h"

#include <string.h>

struct _ParafaHttpRecord
{
  GObject parent_instance;

  ParafaHttpExchange *exchange; /* (owned) */
  ParafaHttpDetails *details;   /* (owned) (nullable) */
};

G_DEFINE_BOXED_TYPE (ParafaHttpExchange,
                     parafa_http_exchange,
                     parafa_http_exchange_copy,
                     parafa_http_exchange_free)

G_DEFINE_FINAL_TYPE (ParafaHttpRecord, parafa_http_record, G_TYPE_OBJECT)

static void
append_query (GString *address, const char *query)
{
  g_auto (GStrv) pairs = g_strsplit (query, "&", -1);

  for (gsize i = 0; pairs[i] != NULL; i++)
    {
      char *equals = strchr (pairs[i], '=');

      g_string_append_c (address, i == 0 ? '?' : '&');
      if (equals == NULL)
        {
          g_string_append (address, pairs[i]);
          continue;
        }
      *equals = '\0';
      g_string_append_printf (address, "%s=%s", pairs[i],
                              parafa_redact_is_secret_name (pairs[i]) ? "•••" : equals + 1);
    }
}

/* Scheme, host, port and path as they are; values of the query by their names; then everything once
 * more by its look. An address that cannot be read is not kept at all. */
static char *
redact_address (const char *uri)
{
  g_autoptr (GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_ENCODED, NULL);
  g_autoptr (GString) address = NULL;

  if (parsed == NULL || g_uri_get_host (parsed) == NULL)
    return g_strdup ("•••");

  address = g_string_new (NULL);
  g_string_append_printf (address, "%s://%s", g_uri_get_scheme (parsed), g_uri_get_host (parsed));
  if (g_uri_get_port (parsed) > 0)
    g_string_append_printf (address, ":%d", g_uri_get_port (parsed));
  g_string_append (address, g_uri_get_path (parsed));
  if (g_uri_get_query (parsed) != NULL)
    append_query (address, g_uri_get_query (parsed));
  return parafa_redact_text (address->str);
}

/**
 * parafa_http_exchange_new:
 * @method: the method
 * @uri: the address as it was asked for
 * @at_us: wall clock at the start, microseconds since 1970
 * @status: the HTTP status, or 0 without an answer
 * @duration_us: how long it took, in microseconds
 * @problem: (nullable): why there was no answer
 *
 * Returns: (transfer full): what may be remembered of an exchange
 */
ParafaHttpExchange *
parafa_http_exchange_new (const char *method,
                          const char *uri,
                          gint64 at_us,
                          guint status,
                          gint64 duration_us,
                          const GError *problem)
{
  ParafaHttpExchange *exchange = g_new0 (ParafaHttpExchange, 1);

  exchange->at_us = at_us;
  exchange->method = g_strdup (method);
  exchange->address = redact_address (uri);
  exchange->status = status;
  exchange->duration_us = duration_us;
  exchange->problem = problem != NULL ? parafa_redact_text (problem->message) : NULL;
  return exchange;
}

/**
 * parafa_http_exchange_copy:
 * @exchange: an exchange
 *
 * Returns: (transfer full): a copy
 */
ParafaHttpExchange *
parafa_http_exchange_copy (const ParafaHttpExchange *exchange)
{
  ParafaHttpExchange *copy;

  g_return_val_if_fail (exchange != NULL, NULL);

  copy = g_memdup2 (exchange, sizeof *exchange);
  copy->method = g_strdup (exchange->method);
  copy->address = g_strdup (exchange->address);
  copy->problem = g_strdup (exchange->problem);
  return copy;
}

/**
 * parafa_http_exchange_free:
 * @exchange: (transfer full): an exchange
 *
 * Frees a copy.
 */
void
parafa_http_exchange_free (ParafaHttpExchange *exchange)
{
  g_return_if_fail (exchange != NULL);

  g_free (exchange->method);
  g_free (exchange->address);
  g_free (exchange->problem);
  g_free (exchange);
}

static void
parafa_http_record_finalize (GObject *object)
{
  ParafaHttpRecord *self = PARAFA_HTTP_RECORD (object);

  g_clear_pointer (&self->exchange, parafa_http_exchange_free);
  g_clear_pointer (&self->details, parafa_http_details_unref);
  G_OBJECT_CLASS (parafa_http_record_parent_class)->finalize (object);
}

static void
parafa_http_record_class_init (ParafaHttpRecordClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = parafa_http_record_finalize;
}

static void
parafa_http_record_init (ParafaHttpRecord *self)
{
}

/**
 * parafa_http_record_new:
 * @exchange: an exchange
 *
 * Returns: (transfer full): an item for a list model that holds a copy of the exchange
 */
ParafaHttpRecord *
parafa_http_record_new (const ParafaHttpExchange *exchange)
{
  ParafaHttpRecord *self = g_object_new (PARAFA_TYPE_HTTP_RECORD, NULL);

  self->exchange = parafa_http_exchange_copy (exchange);
  return self;
}

/**
 * parafa_http_record_get_exchange:
 * @self: an item of #ParafaHttp:exchanges
 *
 * Returns: (transfer none): the exchange
 */
const ParafaHttpExchange *
parafa_http_record_get_exchange (ParafaHttpRecord *self)
{
  g_return_val_if_fail (PARAFA_IS_HTTP_RECORD (self), NULL);
  return self->exchange;
}

/**
 * parafa_http_record_set_details:
 * @self: an item of #ParafaHttp:exchanges
 * @details: (nullable): headers and bodies; %NULL to drop them
 *
 * Keeps or drops the details.
 */
void
parafa_http_record_set_details (ParafaHttpRecord *self, ParafaHttpDetails *details)
{
  g_return_if_fail (PARAFA_IS_HTTP_RECORD (self));

  if (details != NULL)
    parafa_http_details_ref (details);
  g_clear_pointer (&self->details, parafa_http_details_unref);
  self->details = details;
}

/**
 * parafa_http_record_dup_details:
 * @self: an item of #ParafaHttp:exchanges
 *
 * Returns: (transfer full) (nullable): headers and bodies, or %NULL when there are none any more
 */
ParafaHttpDetails *
parafa_http_record_dup_details (ParafaHttpRecord *self)
{
  g_return_val_if_fail (PARAFA_IS_HTTP_RECORD (self), NULL);

  return self->details != NULL ? parafa_http_details_ref (self->details) : NULL;
}

/**
 * parafa_http_record_copy:
 * @self: an item of #ParafaHttp:exchanges
 *
 * Returns: (transfer full): the same, which keeps its details when @self loses them
 */
ParafaHttpRecord *
parafa_http_record_copy (ParafaHttpRecord *self)
{
  ParafaHttpRecord *copy;

  g_return_val_if_fail (PARAFA_IS_HTTP_RECORD (self), NULL);

  copy = parafa_http_record_new (self->exchange);
  parafa_http_record_set_details (copy, self->details);
  return copy;
}
