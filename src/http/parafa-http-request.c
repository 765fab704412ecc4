/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-http-request-private.h"
#include "parafa-http-details-private.h"
#include "parafa-redact.h"
#include "parafa-secret-builder.h"

#include <string.h>

typedef struct
{
  char *name;           /* (owned) */
  char *value;          /* (owned) (nullable) */
  ParafaSecret *secret; /* (owned) (nullable): instead of value */
} Field;

struct _ParafaHttpRequest
{
  char *method;           /* (owned) */
  char *uri;              /* (owned) */
  GPtrArray *headers;     /* (owned) (element-type Field) */
  GPtrArray *fields;      /* (owned) (element-type Field) */
  ParafaSecret *bearer;   /* (owned) (nullable) */
  char *user;             /* (owned) (nullable) */
  ParafaSecret *password; /* (owned) (nullable) */
  char *content_type;     /* (owned) (nullable) */
  GBytes *body;           /* (owned) (nullable) */
};

G_DEFINE_BOXED_TYPE (ParafaHttpRequest,
                     parafa_http_request,
                     parafa_http_request_ref,
                     parafa_http_request_unref)

static void
field_free (gpointer data)
{
  Field *field = data;

  g_free (field->name);
  g_free (field->value);
  g_clear_pointer (&field->secret, parafa_secret_unref);
  g_free (field);
}

static void
add_field (GPtrArray *array, const char *name, const char *value, ParafaSecret *secret)
{
  Field *field = g_new0 (Field, 1);

  field->name = g_strdup (name);
  field->value = g_strdup (value);
  field->secret = secret != NULL ? parafa_secret_ref (secret) : NULL;
  g_ptr_array_add (array, field);
}

static void
request_clear (gpointer data)
{
  ParafaHttpRequest *self = data;

  g_free (self->method);
  g_free (self->uri);
  g_ptr_array_unref (self->headers);
  g_ptr_array_unref (self->fields);
  g_clear_pointer (&self->bearer, parafa_secret_unref);
  g_free (self->user);
  g_clear_pointer (&self->password, parafa_secret_unref);
  g_free (self->content_type);
  g_clear_pointer (&self->body, g_bytes_unref);
}

/* RFC 6750 §2.1 and RFC 7617 §2 leave printable ASCII only; anything else could start a new header */
static gboolean
is_header_text (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (text[i] <= ' ' || text[i] > '~')
      return FALSE;
  return length > 0;
}

static gboolean
add_bearer (SoupMessageHeaders *headers, ParafaSecret *token, GError **error)
{
  g_autoptr (ParafaSecretBuilder) builder = parafa_secret_builder_new ();
  g_autoptr (ParafaSecret) value = NULL;

  if (!is_header_text (parafa_secret_get (token), parafa_secret_get_length (token)))
    {
      g_set_error_literal (error, PARAFA_HTTP_ERROR, PARAFA_HTTP_ERROR_FAILED,
                           "The token holds characters that cannot stand in a header");
      return FALSE;
    }
  parafa_secret_builder_append (builder, "Bearer ", -1);
  parafa_secret_builder_append_secret (builder, token);
  value = parafa_secret_builder_end (builder);
  soup_message_headers_replace (headers, "Authorization", parafa_secret_get (value));
  return TRUE;
}

static void
add_basic (SoupMessageHeaders *headers, const char *user, ParafaSecret *password)
{
  g_autoptr (ParafaSecretBuilder) builder = parafa_secret_builder_new ();
  g_autoptr (ParafaSecret) plain = NULL;
  g_autoptr (ParafaSecret) value = NULL;

  parafa_secret_builder_append (builder, user, -1);
  parafa_secret_builder_append (builder, ":", -1);
  parafa_secret_builder_append_secret (builder, password);
  plain = parafa_secret_builder_end (builder);

  parafa_secret_builder_append (builder, "Basic ", -1);
  parafa_secret_builder_append_base64 (builder, parafa_secret_get (plain),
                                       parafa_secret_get_length (plain));
  value = parafa_secret_builder_end (builder);
  soup_message_headers_replace (headers, "Authorization", parafa_secret_get (value));
}

/* The bytes are the secret's own pages, wiped when libsoup lets go of them */
static GBytes *
form_body (GPtrArray *fields)
{
  g_autoptr (ParafaSecretBuilder) builder = parafa_secret_builder_new ();
  ParafaSecret *body;

  for (guint i = 0; i < fields->len; i++)
    {
      Field *field = g_ptr_array_index (fields, i);

      if (i > 0)
        parafa_secret_builder_append (builder, "&", -1);
      parafa_secret_builder_append_uri_escaped (builder, field->name, -1);
      parafa_secret_builder_append (builder, "=", -1);
      if (field->secret != NULL)
        parafa_secret_builder_append_uri_escaped (builder, parafa_secret_get (field->secret),
                                                  (gssize) parafa_secret_get_length (
                                                      field->secret));
      else
        parafa_secret_builder_append_uri_escaped (builder, field->value, -1);
    }
  body = parafa_secret_builder_end (builder);
  return g_bytes_new_with_free_func (parafa_secret_get (body), parafa_secret_get_length (body),
                                     (GDestroyNotify) parafa_secret_unref, body);
}

static gboolean
is_idempotent (const char *method)
{
  return g_str_equal (method, "GET") || g_str_equal (method, "HEAD");
}

/* GUri hands out a host with its %XX decoded, slashes and all */
static gboolean
is_web_uri (GUri *uri)
{
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (host == NULL || *host == '\0' || g_uri_get_userinfo (uri) != NULL)
    return FALSE;
  for (const char *at = host; *at != '\0'; at++)
    if (!g_ascii_isalnum (*at) && strchr ("-._:", *at) == NULL)
      return FALSE;
  return g_str_equal (g_uri_get_scheme (uri), "https") ||
         g_str_equal (g_uri_get_scheme (uri), "http");
}

/**
 * parafa_http_request_get_method:
 * @self: a request
 *
 * Returns: (transfer none): the method, as given
 */
const char *
parafa_http_request_get_method (ParafaHttpRequest *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->method;
}

/**
 * parafa_http_request_get_uri:
 * @self: a request
 *
 * Returns: (transfer none): the address, as given; may hold a secret in its query
 */
const char *
parafa_http_request_get_uri (ParafaHttpRequest *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->uri;
}

/**
 * parafa_http_request_build:
 * @self: a request
 * @error: location for an error
 *
 * Makes the libsoup message, secrets last. Call parafa_http_request_wipe_message() as soon as it has
 * been sent.
 *
 * Fails with %PARAFA_HTTP_ERROR_FAILED when the address or a credential cannot be sent.
 *
 * Returns: (transfer full): a message that follows no redirect and, unless it only reads, is sent on a
 * connection of its own
 */
SoupMessage *
parafa_http_request_build (ParafaHttpRequest *self, GError **error)
{
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GUri) uri = g_uri_parse (self->uri, SOUP_HTTP_URI_FLAGS, NULL);
  SoupMessageHeaders *headers;

  if (is_web_uri (uri))
    message = soup_message_new_from_uri (self->method, uri);
  if (message == NULL)
    {
      g_set_error_literal (error, PARAFA_HTTP_ERROR, PARAFA_HTTP_ERROR_FAILED,
                           "The address of the request cannot be used");
      return NULL;
    }

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  /* What changes something at the server goes out on a connection that was never used: an old one
   * may be closing while the request is written, and then nobody can know whether it arrived. */
  if (!is_idempotent (self->method))
    soup_message_add_flags (message, SOUP_MESSAGE_NEW_CONNECTION);

  headers = soup_message_get_request_headers (message);
  for (guint i = 0; i < self->headers->len; i++)
    {
      Field *header = g_ptr_array_index (self->headers, i);
      soup_message_headers_append (headers, header->name, header->value);
    }
  if (self->body != NULL)
    soup_message_set_request_body_from_bytes (message, self->content_type, self->body);
  else if (self->fields->len > 0)
    {
      g_autoptr (GBytes) body = form_body (self->fields);
      soup_message_set_request_body_from_bytes (message, "application/x-www-form-urlencoded", body);
    }
  if (self->bearer != NULL && !add_bearer (headers, self->bearer, error))
    return NULL;
  if (self->password != NULL)
    add_basic (headers, self->user, self->password);
  return g_steal_pointer (&message);
}

/* The variable of the shell that stands for a field's secret: REFRESH_TOKEN */
static char *
name_variable (const char *name)
{
  char *variable = g_ascii_strup (name, -1);

  return g_strcanon (variable, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_", '_');
}

static void
describe_form (ParafaHttpRequest *self, ParafaHttpDetails *details)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      Field *field = g_ptr_array_index (self->fields, i);
      g_autofree char *variable = NULL;
      g_autofree char *value = NULL;

      if (field->secret != NULL || parafa_redact_is_secret_name (field->name))
        {
          variable = name_variable (field->name);
          value = g_strconcat ("$", variable, NULL);
        }
      else
        value = parafa_http_request_redact_values (self, field->value);
      parafa_http_details_add (details->form, field->name, value, variable);
    }
}

/**
 * parafa_http_request_describe:
 * @self: a request
 * @details: where to write
 *
 * Writes down credentials and form with variables in place of the secrets.
 *
 * Returns: (transfer full) (nullable): the body, when it is no form; not redacted
 */
GBytes *
parafa_http_request_describe (ParafaHttpRequest *self, ParafaHttpDetails *details)
{
  if (self->bearer != NULL)
    parafa_http_details_add (details->request_headers, "Authorization", "Bearer $TOKEN", "TOKEN");
  if (self->password != NULL)
    {
      details->user = g_strdup (self->user);
      parafa_http_details_add (details->request_headers, "Authorization", "Basic $CLIENT_SECRET",
                               "CLIENT_SECRET");
    }
  if (self->body != NULL)
    details->request_type = g_strdup (self->content_type);
  else if (self->fields->len > 0)
    details->request_type = g_strdup ("application/x-www-form-urlencoded");
  if (details->request_type != NULL)
    parafa_http_details_add (details->request_headers, "Content-Type", details->request_type, NULL);
  if (self->body != NULL)
    return g_bytes_ref (self->body);
  describe_form (self, details);
  return NULL;
}

static void
replace_value (GString *text, ParafaSecret *secret)
{
  /* what is shorter would take pieces out of words */
  if (secret != NULL && parafa_secret_get_length (secret) >= 8)
    g_string_replace (text, parafa_secret_get (secret), "***", 0);
}

/**
 * parafa_http_request_redact_values:
 * @self: a request
 * @text: any text
 *
 * Returns: (transfer full): the text without any of the secrets of the request
 */
char *
parafa_http_request_redact_values (ParafaHttpRequest *self, const char *text)
{
  GString *out = g_string_new (text);

  replace_value (out, self->bearer);
  replace_value (out, self->password);
  for (guint i = 0; i < self->fields->len; i++)
    replace_value (out, ((Field *) g_ptr_array_index (self->fields, i))->secret);
  return g_string_free (out, FALSE);
}

/**
 * parafa_http_request_wipe_message:
 * @message: a message that is done with
 *
 * Takes the credentials and the body out of a message. libsoup keeps the header's value as one string
 * on the heap and frees it as it is, so it is overwritten in place first.
 */
void
parafa_http_request_wipe_message (SoupMessage *message)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  const char *value = soup_message_headers_get_one (headers, "Authorization");

  if (value != NULL)
    explicit_bzero ((char *) value, strlen (value));
  soup_message_headers_remove (headers, "Authorization");
  soup_message_set_request_body (message, NULL, NULL, 0);
}

/**
 * parafa_http_request_new:
 * @method: an HTTP method in capitals
 * @uri: an absolute http or https address
 *
 * Starts a request. What is wrong with the address is told when it is sent.
 *
 * Returns: (transfer full): a request
 */
ParafaHttpRequest *
parafa_http_request_new (const char *method, const char *uri)
{
  ParafaHttpRequest *self;

  g_return_val_if_fail (method != NULL && *method != '\0', NULL);
  g_return_val_if_fail (uri != NULL, NULL);

  self = g_atomic_rc_box_new0 (ParafaHttpRequest);
  self->method = g_strdup (method);
  self->uri = g_strdup (uri);
  self->headers = g_ptr_array_new_with_free_func (field_free);
  self->fields = g_ptr_array_new_with_free_func (field_free);
  return self;
}

/**
 * parafa_http_request_ref:
 * @self: a request
 *
 * Returns: (transfer full): the same request
 */
ParafaHttpRequest *
parafa_http_request_ref (ParafaHttpRequest *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return g_atomic_rc_box_acquire (self);
}

/**
 * parafa_http_request_unref:
 * @self: (transfer full): a request
 *
 * Drops a reference.
 */
void
parafa_http_request_unref (ParafaHttpRequest *self)
{
  g_return_if_fail (self != NULL);
  g_atomic_rc_box_release_full (self, request_clear);
}

/**
 * parafa_http_request_set_bearer:
 * @self: a request
 * @token: an access token
 *
 * Sends `Authorization: Bearer` (RFC 6750 §2.1).
 */
void
parafa_http_request_set_bearer (ParafaHttpRequest *self, ParafaSecret *token)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (token != NULL);

  g_clear_pointer (&self->bearer, parafa_secret_unref);
  self->bearer = parafa_secret_ref (token);
}

/**
 * parafa_http_request_set_basic:
 * @self: a request
 * @user: a user name without a colon
 * @password: the password
 *
 * Sends `Authorization: Basic` (RFC 7617 §2) at once, without waiting to be asked.
 */
void
parafa_http_request_set_basic (ParafaHttpRequest *self, const char *user, ParafaSecret *password)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (user != NULL && strchr (user, ':') == NULL);
  g_return_if_fail (password != NULL);

  g_free (self->user);
  self->user = g_strdup (user);
  g_clear_pointer (&self->password, parafa_secret_unref);
  self->password = parafa_secret_ref (password);
}

/**
 * parafa_http_request_add_header:
 * @self: a request
 * @name: a header's name
 * @value: its value; never a secret
 *
 * Adds a header.
 */
void
parafa_http_request_add_header (ParafaHttpRequest *self, const char *name, const char *value)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (name != NULL && strpbrk (name, " \t\r\n:") == NULL);
  g_return_if_fail (value != NULL && strpbrk (value, "\r\n") == NULL);

  add_field (self->headers, name, value, NULL);
}

/**
 * parafa_http_request_add_field:
 * @self: a request
 * @name: a field's name
 * @value: its value; never a secret
 *
 * Adds a field to the form that is the body.
 */
void
parafa_http_request_add_field (ParafaHttpRequest *self, const char *name, const char *value)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (name != NULL);
  g_return_if_fail (value != NULL);

  add_field (self->fields, name, value, NULL);
}

/**
 * parafa_http_request_add_secret_field:
 * @self: a request
 * @name: a field's name
 * @value: its value
 *
 * Adds a field with a secret to the form that is the body.
 */
void
parafa_http_request_add_secret_field (ParafaHttpRequest *self,
                                      const char *name,
                                      ParafaSecret *value)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (name != NULL);
  g_return_if_fail (value != NULL);

  add_field (self->fields, name, NULL, value);
}

/**
 * parafa_http_request_set_body:
 * @self: a request
 * @content_type: a media type
 * @body: the body
 *
 * Sends these bytes instead of a form.
 */
void
parafa_http_request_set_body (ParafaHttpRequest *self, const char *content_type, GBytes *body)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (content_type != NULL);
  g_return_if_fail (body != NULL);

  g_free (self->content_type);
  self->content_type = g_strdup (content_type);
  g_clear_pointer (&self->body, g_bytes_unref);
  self->body = g_bytes_ref (body);
}
