/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-secret-builder.h"
#include "parafa-secret-private.h"

#include <string.h>

/**
 * ParafaSecretBuilder:
 *
 * Puts a secret text together in locked memory, so that no piece of it is left in ordinary memory: a
 * form body with a client secret, an authorization header, the vault's text of a token pair.
 */
struct _ParafaSecretBuilder
{
  ParafaSecret *secret; /* (owned) (nullable): more room than is used */
  gsize used;
};

/**
 * parafa_secret_builder_new:
 *
 * Returns: (transfer full): a builder with no text
 */
ParafaSecretBuilder *
parafa_secret_builder_new (void)
{
  return g_new0 (ParafaSecretBuilder, 1);
}

/**
 * parafa_secret_builder_free:
 * @self: (transfer full): a builder
 *
 * Wipes what was put together and frees the builder.
 */
void
parafa_secret_builder_free (ParafaSecretBuilder *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->secret, parafa_secret_unref);
  g_free (self);
}

static void
append_bytes (ParafaSecretBuilder *self, const char *bytes, gsize length)
{
  gsize needed = self->used + length;

  g_return_if_fail (needed >= length);
  if (self->secret == NULL)
    self->secret = parafa_secret_new_sized (needed);
  if (needed > self->secret->length)
    parafa_secret_resize (self->secret, needed < self->secret->mapped
                                            ? self->secret->mapped - 1
                                            : MAX (needed, self->secret->mapped * 2 - 1));
  memcpy (self->secret->pages + self->used, bytes, length);
  self->used = needed;
}

/**
 * parafa_secret_builder_append:
 * @self: a builder
 * @text: what follows
 * @length: its length in bytes, or -1 when it is NUL-terminated
 *
 * Appends text as it is.
 */
void
parafa_secret_builder_append (ParafaSecretBuilder *self, const char *text, gssize length)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (text != NULL);

  append_bytes (self, text, length < 0 ? strlen (text) : (gsize) length);
}

/**
 * parafa_secret_builder_append_secret:
 * @self: a builder
 * @secret: what follows
 *
 * Appends a secret as it is.
 */
void
parafa_secret_builder_append_secret (ParafaSecretBuilder *self, const ParafaSecret *secret)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (secret != NULL);

  append_bytes (self, secret->pages, secret->length);
}

/**
 * parafa_secret_builder_append_json_string:
 * @self: a builder
 * @text: UTF-8 text
 * @length: its length in bytes, or -1 when it is NUL-terminated
 *
 * Appends a JSON string with its quotes (RFC 8259 §7).
 */
void
parafa_secret_builder_append_json_string (ParafaSecretBuilder *self,
                                          const char *text,
                                          gssize length)
{
  static const char hex[] = "0123456789abcdef";
  gsize bytes;

  g_return_if_fail (self != NULL);
  g_return_if_fail (text != NULL);

  bytes = length < 0 ? strlen (text) : (gsize) length;
  append_bytes (self, "\"", 1);
  for (gsize i = 0; i < bytes; i++)
    {
      guint8 c = (guint8) text[i];

      if (c == '"' || c == '\\')
        {
          char escaped[] = { '\\', (char) c };

          append_bytes (self, escaped, sizeof escaped);
        }
      else if (c < 0x20 || c == 0x7f)
        {
          char escaped[] = { '\\', 'u', '0', '0', hex[c >> 4], hex[c & 15] };

          append_bytes (self, escaped, sizeof escaped);
        }
      else
        append_bytes (self, text + i, 1);
    }
  append_bytes (self, "\"", 1);
}

/**
 * parafa_secret_builder_append_base64:
 * @self: a builder
 * @data: what is encoded
 * @length: its length in bytes
 *
 * Appends standard base64 with padding (RFC 4648 §4), as HTTP Basic wants it.
 */
void
parafa_secret_builder_append_base64 (ParafaSecretBuilder *self, const char *data, gsize length)
{
  static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  g_return_if_fail (self != NULL);
  g_return_if_fail (data != NULL || length == 0);

  for (gsize i = 0; i < length; i += 3)
    {
      gsize left = MIN (length - i, 3);
      guint32 group = (guint32) (guint8) data[i] << 16;
      char out[4];

      if (left > 1)
        group |= (guint32) (guint8) data[i + 1] << 8;
      if (left > 2)
        group |= (guint8) data[i + 2];
      out[0] = alphabet[group >> 18 & 0x3f];
      out[1] = alphabet[group >> 12 & 0x3f];
      out[2] = left > 1 ? alphabet[group >> 6 & 0x3f] : '=';
      out[3] = left > 2 ? alphabet[group & 0x3f] : '=';
      append_bytes (self, out, sizeof out);
      explicit_bzero (out, sizeof out);
    }
}

/**
 * parafa_secret_builder_append_uri_escaped:
 * @self: a builder
 * @text: what is escaped
 * @length: its length in bytes, or -1 when it is NUL-terminated
 *
 * Appends text with everything but RFC 3986 §2.3's unreserved characters percent-encoded: safe in a
 * query and in a form body.
 */
void
parafa_secret_builder_append_uri_escaped (ParafaSecretBuilder *self,
                                          const char *text,
                                          gssize length)
{
  static const char hex[] = "0123456789ABCDEF";
  gsize bytes;

  g_return_if_fail (self != NULL);
  g_return_if_fail (text != NULL);

  bytes = length < 0 ? strlen (text) : (gsize) length;
  for (gsize i = 0; i < bytes; i++)
    {
      guint8 c = (guint8) text[i];

      if (g_ascii_isalnum (c) || c == '-' || c == '.' || c == '_' || c == '~')
        append_bytes (self, text + i, 1);
      else
        {
          char escaped[] = { '%', hex[c >> 4], hex[c & 15] };

          append_bytes (self, escaped, sizeof escaped);
        }
    }
}

/**
 * parafa_secret_builder_end:
 * @self: a builder
 *
 * Hands out what was put together; the builder is empty afterwards and may be used again.
 *
 * Returns: (transfer full): the whole text
 */
ParafaSecret *
parafa_secret_builder_end (ParafaSecretBuilder *self)
{
  ParafaSecret *secret;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->secret == NULL)
    return parafa_secret_new_sized (0);
  secret = g_steal_pointer (&self->secret);
  parafa_secret_resize (secret, self->used);
  self->used = 0;
  return secret;
}
