/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-http-answer-private.h"

struct _ParafaHttpAnswer
{
  guint status;
  GHashTable *headers; /* (owned): name in lower case → value */
  ParafaSecret *body;  /* (owned) */
  gint64 duration_us;
};

G_DEFINE_BOXED_TYPE (ParafaHttpAnswer,
                     parafa_http_answer,
                     parafa_http_answer_ref,
                     parafa_http_answer_unref)

static void
answer_clear (gpointer data)
{
  ParafaHttpAnswer *self = data;

  g_hash_table_unref (self->headers);
  parafa_secret_unref (self->body);
}

/* Cookies are left out: no service behind a token needs them, and one of the gateway's is a credential
 * by itself. */
static void
keep_header (const char *name, const char *value, gpointer user_data)
{
  GHashTable *headers = user_data;
  g_autofree char *key = g_ascii_strdown (name, -1);
  const char *before = g_hash_table_lookup (headers, key);
  char *joined;

  if (g_str_has_prefix (key, "set-cookie"))
    return;
  joined = before != NULL ? g_strdup_printf ("%s, %s", before, value) : g_strdup (value);
  g_hash_table_replace (headers, g_steal_pointer (&key), joined);
}

/**
 * parafa_http_answer_new:
 * @message: a message that was answered
 * @body: the answer's body
 * @duration_us: from the request to the last byte, in microseconds
 *
 * Returns: (transfer full): an answer that does not refer to the message
 */
ParafaHttpAnswer *
parafa_http_answer_new (SoupMessage *message, ParafaSecret *body, gint64 duration_us)
{
  ParafaHttpAnswer *self = g_atomic_rc_box_new0 (ParafaHttpAnswer);

  self->status = soup_message_get_status (message);
  self->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  soup_message_headers_foreach (soup_message_get_response_headers (message), keep_header,
                                self->headers);
  self->body = parafa_secret_ref (body);
  self->duration_us = duration_us;
  return self;
}

/**
 * parafa_http_answer_ref:
 * @self: an answer
 *
 * Returns: (transfer full): the same answer
 */
ParafaHttpAnswer *
parafa_http_answer_ref (ParafaHttpAnswer *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return g_atomic_rc_box_acquire (self);
}

/**
 * parafa_http_answer_unref:
 * @self: (transfer full): an answer
 *
 * Drops a reference.
 */
void
parafa_http_answer_unref (ParafaHttpAnswer *self)
{
  g_return_if_fail (self != NULL);
  g_atomic_rc_box_release_full (self, answer_clear);
}

/**
 * parafa_http_answer_get_status:
 * @self: an answer
 *
 * Returns: the HTTP status, 200 to 599
 */
guint
parafa_http_answer_get_status (ParafaHttpAnswer *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->status;
}

/**
 * parafa_http_answer_get_content_type:
 * @self: an answer
 *
 * Returns: (transfer none) (nullable): the `Content-Type` with its parameters, as the server wrote it
 */
const char *
parafa_http_answer_get_content_type (ParafaHttpAnswer *self)
{
  return parafa_http_answer_get_header (self, "content-type");
}

/**
 * parafa_http_answer_get_header:
 * @self: an answer
 * @name: a header's name, in any case
 *
 * Reads a header. Cookies are never kept.
 *
 * Returns: (transfer none) (nullable): its value; several are joined with a comma (RFC 9110 §5.3)
 */
const char *
parafa_http_answer_get_header (ParafaHttpAnswer *self, const char *name)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  key = g_ascii_strdown (name, -1);
  return g_hash_table_lookup (self->headers, key);
}

/**
 * parafa_http_answer_get_body:
 * @self: an answer
 *
 * Returns: (transfer none): the body, byte for byte; empty when there was none
 */
ParafaSecret *
parafa_http_answer_get_body (ParafaHttpAnswer *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->body;
}

/**
 * parafa_http_answer_get_duration_us:
 * @self: an answer
 *
 * Returns: the time from the request to the last byte of the answer, in microseconds
 */
gint64
parafa_http_answer_get_duration_us (ParafaHttpAnswer *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->duration_us;
}
