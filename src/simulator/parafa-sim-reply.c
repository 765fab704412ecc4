/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-sim-reply.h"

#include <string.h>

/**
 * parafa_sim_reply_new:
 * @status: HTTP status
 * @content_type: (nullable): media type
 * @body: the body
 *
 * Returns: (transfer full): an answer that no cache keeps
 */
ParafaSimReply *
parafa_sim_reply_new (guint status, const char *content_type, const char *body)
{
  ParafaSimReply *self = g_new0 (ParafaSimReply, 1);

  self->status = status;
  self->headers = g_string_new (NULL);
  self->body = g_string_new (body);
  if (content_type != NULL)
    parafa_sim_reply_add_header (self, "Content-Type", content_type);
  parafa_sim_reply_add_header (self, "Cache-Control", "no-store");
  return self;
}

/**
 * parafa_sim_reply_new_redirect:
 * @location: where to
 *
 * Returns: (transfer full): a redirect with status 302
 */
ParafaSimReply *
parafa_sim_reply_new_redirect (const char *location)
{
  ParafaSimReply *self = parafa_sim_reply_new (302, NULL, "");

  parafa_sim_reply_add_header (self, "Location", location);
  return self;
}

/**
 * parafa_sim_reply_new_delivery:
 * @delivery: silence or a reset
 *
 * Returns: (transfer full): an answer of which nothing is written
 */
ParafaSimReply *
parafa_sim_reply_new_delivery (ParafaSimDelivery delivery)
{
  ParafaSimReply *self = parafa_sim_reply_new (0, NULL, "");

  self->delivery = delivery;
  return self;
}

/**
 * parafa_sim_reply_free:
 * @self: (nullable) (transfer full): an answer
 *
 * Frees it; what it says is wiped first, it may be a token.
 */
void
parafa_sim_reply_free (ParafaSimReply *self)
{
  if (self == NULL)
    return;
  explicit_bzero (self->headers->str, self->headers->len);
  explicit_bzero (self->body->str, self->body->len);
  g_string_free (self->headers, TRUE);
  g_string_free (self->body, TRUE);
  g_free (self);
}

/**
 * parafa_sim_reply_add_header:
 * @self: an answer
 * @name: the field's name
 * @value: its value; line breaks in it become blanks
 *
 * Adds a header line.
 */
void
parafa_sim_reply_add_header (ParafaSimReply *self, const char *name, const char *value)
{
  g_autofree char *line = g_strdelimit (g_strdup (value), "\r\n", ' ');

  g_string_append_printf (self->headers, "%s: %s\r\n", name, line);
}

/**
 * parafa_sim_reply_add_date:
 * @self: an answer
 * @now_s: the server's clock, Unix seconds
 *
 * Adds the Date field (RFC 9110, section 6.6.1), in English whatever the locale.
 */
void
parafa_sim_reply_add_date (ParafaSimReply *self, gint64 now_s)
{
  static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
  static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (now_s);
  g_autofree char *time = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (self != NULL);

  if (now == NULL)
    return;
  time = g_date_time_format (now, "%H:%M:%S");
  text =
      g_strdup_printf ("%s, %02d %s %d %s GMT", days[g_date_time_get_day_of_week (now) - 1],
                       g_date_time_get_day_of_month (now), months[g_date_time_get_month (now) - 1],
                       g_date_time_get_year (now), time);
  parafa_sim_reply_add_header (self, "Date", text);
}

static const char *
reason (guint status)
{
  static const struct
  {
    guint status;
    const char *text;
  } reasons[] = {
    { 200, "OK" },
    { 302, "Found" },
    { 400, "Bad Request" },
    { 401, "Unauthorized" },
    { 403, "Forbidden" },
    { 404, "Not Found" },
    { 405, "Method Not Allowed" },
    { 413, "Content Too Large" },
    { 429, "Too Many Requests" },
    { 431, "Request Header Fields Too Large" },
    { 500, "Internal Server Error" },
    { 503, "Service Unavailable" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      if (reasons[i].status == status)
        return reasons[i].text;
    }
  return "Unknown";
}

/**
 * parafa_sim_reply_to_http:
 * @self: an answer
 * @keep_alive: whether the connection goes on
 *
 * Writes the answer as the gateway does: HTTP/1.0 and `Connection: Close` (observed 2026), or
 * HTTP/1.1 when connections are kept. A half delivery announces the whole and carries half.
 *
 * Returns: (transfer full): the bytes; wipe them after use
 */
GString *
parafa_sim_reply_to_http (const ParafaSimReply *self, gboolean keep_alive)
{
  gboolean half = self->delivery == PARAFA_SIM_DELIVER_HALF;
  gsize length = half ? self->body->len / 2 : self->body->len;
  gsize announced = half && self->body->len == 0 ? 64 : self->body->len;
  GString *http = g_string_sized_new (self->headers->len + length + 256);

  g_string_append_printf (http,
                          "HTTP/1.%c %u %s\r\nServer: BigIP\r\nConnection: %s\r\n"
                          "Content-Length: %" G_GSIZE_FORMAT "\r\n",
                          keep_alive ? '1' : '0', self->status, reason (self->status),
                          keep_alive ? "Keep-Alive" : "Close", announced);
  g_string_append_len (http, self->headers->str, (gssize) self->headers->len);
  g_string_append (http, "\r\n");
  g_string_append_len (http, self->body->str, (gssize) length);
  return http;
}
