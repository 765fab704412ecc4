/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-har.h"

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

/* HTTP Archive 1.2 (http://www.softwareishard.com/blog/har-12-spec/). What is not known is written as
 * the format says: -1 for sizes, empty lists. Everything in it is redacted already. */

static void
add_text (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value != NULL ? value : "");
}

static void
add_number (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static void
begin_list (JsonBuilder *builder, const char *name)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
}

static void
add_pair (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_begin_object (builder);
  add_text (builder, "name", name);
  add_text (builder, "value", value);
  json_builder_end_object (builder);
}

static void
add_fields (JsonBuilder *builder, const char *name, GPtrArray *fields)
{
  begin_list (builder, name);
  for (guint i = 0; fields != NULL && i < fields->len; i++)
    {
      const ParafaHttpField *field = g_ptr_array_index (fields, i);

      add_pair (builder, field->name, field->value);
    }
  json_builder_end_array (builder);
}

static char *
unescape (const char *text)
{
  char *plain = g_uri_unescape_string (text, NULL);

  return plain != NULL ? plain : g_strdup (text);
}

static void
add_query (JsonBuilder *builder, const char *address)
{
  const char *query = strchr (address, '?');
  g_auto (GStrv) pairs = g_strsplit (query != NULL ? query + 1 : "", "&", -1);

  begin_list (builder, "queryString");
  for (guint i = 0; pairs[i] != NULL; i++)
    {
      char *equals = strchr (pairs[i], '=');
      g_autofree char *name = NULL;
      g_autofree char *value = NULL;

      if (*pairs[i] == '\0')
        continue;
      if (equals != NULL)
        *equals = '\0';
      name = unescape (pairs[i]);
      value = unescape (equals != NULL ? equals + 1 : "");
      add_pair (builder, name, value);
    }
  json_builder_end_array (builder);
}

static void
add_no_cookies (JsonBuilder *builder)
{
  begin_list (builder, "cookies");
  json_builder_end_array (builder);
}

static void
add_post (JsonBuilder *builder, const ParafaHttpDetails *details)
{
  if (details == NULL || details->request_type == NULL)
    return;
  json_builder_set_member_name (builder, "postData");
  json_builder_begin_object (builder);
  add_text (builder, "mimeType", details->request_type);
  add_fields (builder, "params", details->form);
  add_text (builder, "text", details->request_body);
  if (details->request_cut)
    add_text (builder, "comment", "the beginning");
  json_builder_end_object (builder);
}

static void
add_request (JsonBuilder *builder,
             const ParafaHttpExchange *exchange,
             const ParafaHttpDetails *details)
{
  json_builder_set_member_name (builder, "request");
  json_builder_begin_object (builder);
  add_text (builder, "method", exchange->method);
  add_text (builder, "url", exchange->address);
  add_text (builder, "httpVersion", details != NULL ? details->version : "HTTP/1.1");
  add_no_cookies (builder);
  add_fields (builder, "headers", details != NULL ? details->request_headers : NULL);
  add_query (builder, exchange->address);
  add_post (builder, details);
  add_number (builder, "headersSize", -1);
  add_number (builder, "bodySize",
              details != NULL && details->form->len == 0 ? (gint64) details->request_bytes : -1);
  json_builder_end_object (builder);
}

static const char *
find_location (const ParafaHttpDetails *details)
{
  for (guint i = 0; details != NULL && i < details->answer_headers->len; i++)
    {
      const ParafaHttpField *field = g_ptr_array_index (details->answer_headers, i);

      if (g_ascii_strcasecmp (field->name, "Location") == 0)
        return field->value;
    }
  return "";
}

static void
add_content (JsonBuilder *builder, const ParafaHttpDetails *details)
{
  json_builder_set_member_name (builder, "content");
  json_builder_begin_object (builder);
  add_number (builder, "size", details != NULL ? (gint64) details->answer_bytes : 0);
  add_text (builder, "mimeType",
            details != NULL && details->answer_type != NULL ? details->answer_type : "x-unknown");
  if (details != NULL && details->answer_body != NULL)
    add_text (builder, "text", details->answer_body);
  if (details == NULL)
    add_text (builder, "comment", "not kept");
  else if (details->answer_cut)
    add_text (builder, "comment", "the beginning");
  json_builder_end_object (builder);
}

static void
add_response (JsonBuilder *builder,
              const ParafaHttpExchange *exchange,
              const ParafaHttpDetails *details)
{
  json_builder_set_member_name (builder, "response");
  json_builder_begin_object (builder);
  add_number (builder, "status", exchange->status);
  add_text (builder, "statusText",
            exchange->status != 0 ? soup_status_get_phrase (exchange->status) : "");
  add_text (builder, "httpVersion", details != NULL ? details->version : "HTTP/1.1");
  add_no_cookies (builder);
  add_fields (builder, "headers", details != NULL ? details->answer_headers : NULL);
  add_content (builder, details);
  add_text (builder, "redirectURL", find_location (details));
  add_number (builder, "headersSize", -1);
  add_number (builder, "bodySize",
              details != NULL && exchange->status != 0 ? (gint64) details->answer_bytes : -1);
  if (exchange->problem != NULL)
    add_text (builder, "comment", exchange->problem);
  json_builder_end_object (builder);
}

/* ISO 8601 with milliseconds and zone */
static char *
format_time (gint64 at_us)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (at_us / G_USEC_PER_SEC);
  g_autofree char *seconds = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S");

  return g_strdup_printf ("%s.%03dZ", seconds, (int) (at_us % G_USEC_PER_SEC / 1000));
}

static void
add_entry (JsonBuilder *builder, ParafaHttpRecord *record)
{
  const ParafaHttpExchange *exchange = parafa_http_record_get_exchange (record);
  g_autoptr (ParafaHttpDetails) details = parafa_http_record_dup_details (record);
  g_autofree char *started = format_time (exchange->at_us);
  double duration_ms = (double) exchange->duration_us / 1000.0;

  json_builder_begin_object (builder);
  add_text (builder, "startedDateTime", started);
  json_builder_set_member_name (builder, "time");
  json_builder_add_double_value (builder, duration_ms);
  add_request (builder, exchange, details);
  add_response (builder, exchange, details);
  json_builder_set_member_name (builder, "cache");
  json_builder_begin_object (builder);
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "timings");
  json_builder_begin_object (builder);
  add_number (builder, "send", 0);
  json_builder_set_member_name (builder, "wait");
  json_builder_add_double_value (builder, duration_ms);
  add_number (builder, "receive", 0);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

/**
 * parafa_har_write:
 * @records: (element-type ParafaHttpRecord): exchanges, oldest first
 *
 * Writes exchanges as an HTTP Archive 1.2. Redacted as the records are: secrets are variables or stars.
 * May be called in a thread; the records have to stay unchanged meanwhile.
 *
 * Returns: (transfer full): JSON, indented
 */
char *
parafa_har_write (GPtrArray *records)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;

  g_return_val_if_fail (records != NULL, NULL);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "log");
  json_builder_begin_object (builder);
  add_text (builder, "version", "1.2");
  json_builder_set_member_name (builder, "creator");
  json_builder_begin_object (builder);
  add_text (builder, "name", "Parafa");
  add_text (builder, "version", PARAFA_VERSION);
  json_builder_end_object (builder);
  begin_list (builder, "entries");
  for (guint i = 0; i < records->len; i++)
    add_entry (builder, g_ptr_array_index (records, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);
  return json_generator_to_data (generator, NULL);
}
