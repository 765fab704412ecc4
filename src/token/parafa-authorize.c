/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-authorize.h"

#include "parafa-address.h"
#include "parafa-error-word.h"
#include "parafa-secret-builder.h"

#include <string.h>

G_DEFINE_QUARK (parafa_authorize_error, parafa_authorize_error)

/* 256 bits: nobody guesses which login an answer belongs to. */
#define STATE_BYTES 32

/* The official example of a code has 64 characters (ANAF OAuth procedure, 2024). */
#define MAX_CODE_BYTES 4096

/**
 * ParafaAuthorizeRequest:
 *
 * One request for a code (RFC 6749 §4.1): the address to open, and what is needed to tell its answer
 * from any other.
 */
struct _ParafaAuthorizeRequest
{
  gatomicrefcount references;
  ParafaSecret *uri;   /* (owned): has state in it */
  ParafaSecret *state; /* (owned) */
  char *redirect_uri;  /* (owned) */
};

G_DEFINE_BOXED_TYPE (ParafaAuthorizeRequest,
                     parafa_authorize_request,
                     parafa_authorize_request_ref,
                     parafa_authorize_request_unref)

static gboolean
fail (GError **error, ParafaAuthorizeError code, const char *message)
{
  g_set_error_literal (error, PARAFA_AUTHORIZE_ERROR, (int) code, message);
  return FALSE;
}

static gboolean
check_address (const char *uri, const char *what, GError **error)
{
  g_autofree char *message = NULL;
  const char *problem = parafa_address_check (uri);

  if (problem == NULL)
    return TRUE;
  message = g_strdup_printf ("%s address: %s", what, problem);
  return fail (error, PARAFA_AUTHORIZE_ERROR_ADDRESS, message);
}

static gboolean
check_client_id (const char *client_id, GError **error)
{
  gsize length = strlen (client_id);

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isgraph (client_id[i]))
      return fail (error, PARAFA_AUTHORIZE_ERROR_ADDRESS, "client id: has blanks or other signs");
  return length > 0 || fail (error, PARAFA_AUTHORIZE_ERROR_ADDRESS, "client id: is empty");
}

static ParafaSecret *
build_uri (const char *authorize_uri,
           const char *client_id,
           const char *redirect_uri,
           const ParafaSecret *state)
{
  g_autoptr (ParafaSecretBuilder) builder = parafa_secret_builder_new ();

  parafa_secret_builder_append (builder, authorize_uri, -1);
  parafa_secret_builder_append (builder, strchr (authorize_uri, '?') != NULL ? "&" : "?", 1);
  parafa_secret_builder_append (builder, "response_type=code&client_id=", -1);
  parafa_secret_builder_append_uri_escaped (builder, client_id, -1);
  parafa_secret_builder_append (builder, "&redirect_uri=", -1);
  parafa_secret_builder_append_uri_escaped (builder, redirect_uri, -1);
  parafa_secret_builder_append (builder, "&token_content_type=jwt&state=", -1);
  parafa_secret_builder_append_secret (builder, state);
  return parafa_secret_builder_end (builder);
}

/**
 * parafa_authorize_request_new:
 * @authorize_uri: the authorize endpoint, https
 * @client_id: the registered application's id
 * @redirect_uri: the registered callback, byte for byte
 * @error: return location
 *
 * Makes a request for a code. ANAF wants `token_content_type=jwt` in the query here (ANAF OAuth
 * procedure, 2024), and echoes `state` although its documents say to leave it out (observed).
 *
 * Fails with %PARAFA_AUTHORIZE_ERROR_ADDRESS.
 *
 * Returns: (transfer full): a request
 */
ParafaAuthorizeRequest *
parafa_authorize_request_new (const char *authorize_uri,
                              const char *client_id,
                              const char *redirect_uri,
                              GError **error)
{
  ParafaAuthorizeRequest *self;

  g_return_val_if_fail (authorize_uri != NULL, NULL);
  g_return_val_if_fail (client_id != NULL, NULL);
  g_return_val_if_fail (redirect_uri != NULL, NULL);

  if (!check_address (authorize_uri, "authorize", error) || !check_client_id (client_id, error) ||
      !parafa_authorize_check_redirect_uri (redirect_uri, error))
    return NULL;
  self = g_new0 (ParafaAuthorizeRequest, 1);
  g_atomic_ref_count_init (&self->references);
  self->state = parafa_secret_new_random (STATE_BYTES);
  self->uri = build_uri (authorize_uri, client_id, redirect_uri, self->state);
  self->redirect_uri = g_strdup (redirect_uri);
  return self;
}

/**
 * parafa_authorize_request_ref:
 * @self: a request
 *
 * Takes a reference. Thread-safe.
 *
 * Returns: (transfer full): @self
 */
ParafaAuthorizeRequest *
parafa_authorize_request_ref (ParafaAuthorizeRequest *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * parafa_authorize_request_unref:
 * @self: (transfer full): a request
 *
 * Gives a reference back. Thread-safe.
 */
void
parafa_authorize_request_unref (ParafaAuthorizeRequest *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  parafa_secret_unref (self->uri);
  parafa_secret_unref (self->state);
  g_free (self->redirect_uri);
  g_free (self);
}

/**
 * parafa_authorize_request_get_uri:
 * @self: a request
 *
 * Returns: (transfer none): the address to open. It holds `state`: not to be logged
 */
const char *
parafa_authorize_request_get_uri (ParafaAuthorizeRequest *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return parafa_secret_get (self->uri);
}

/**
 * parafa_authorize_request_get_redirect_uri:
 * @self: a request
 *
 * Returns: (transfer none): the callback, as it was given
 */
const char *
parafa_authorize_request_get_redirect_uri (ParafaAuthorizeRequest *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->redirect_uri;
}

/**
 * parafa_authorize_is_callback:
 * @redirect_uri: the registered callback
 * @uri: an address the view wants to go to
 *
 * Tells whether an address is the callback: the same scheme, host (in any case), port (443 when none
 * is named) and path, and everything the registered query has. Whether there is a code in it does not
 * matter: no address that matches may be requested. Leaves no copy of the query behind.
 *
 * Returns: whether it is
 */
gboolean
parafa_authorize_is_callback (const char *redirect_uri, const char *uri)
{
  g_return_val_if_fail (redirect_uri != NULL, FALSE);
  g_return_val_if_fail (uri != NULL, FALSE);

  return parafa_address_matches (redirect_uri, uri);
}

typedef struct
{
  ParafaSecret *value; /* (owned) (nullable): decoded */
  guint n_times;       /* how often the parameter stands there */
} Parameter;

static void
parameter_clear (Parameter *parameter)
{
  g_clear_pointer (&parameter->value, parafa_secret_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Parameter, parameter_clear)

static void
read_parameter (const char *uri, const char *name, Parameter *parameter)
{
  ParafaAddressWalk walk;
  const char *value;
  gsize length;

  parafa_address_walk_init (&walk, uri);
  while (parafa_address_walk_find (&walk, name, &value, &length))
    {
      if (parameter->n_times++ == 0)
        parameter->value = parafa_address_decode (value, length);
    }
}

static gboolean
fail_with_code (GError **error, const Parameter *code)
{
  g_autofree char *word = NULL;

  if (code->n_times > 1 || code->value == NULL)
    return fail (error, PARAFA_AUTHORIZE_ERROR_SERVER, "callback: error (unreadable)");
  word = parafa_error_word_dup (parafa_secret_get (code->value));
  g_set_error (error, PARAFA_AUTHORIZE_ERROR,
               strcmp (word, "access_denied") == 0 ? PARAFA_AUTHORIZE_ERROR_DENIED
                                                   : PARAFA_AUTHORIZE_ERROR_SERVER,
               "callback: error %s", word);
  return FALSE;
}

static gboolean
check_code (const Parameter *code, GError **error)
{
  const char *text;
  gsize length;

  if (code->n_times == 0)
    return fail (error, PARAFA_AUTHORIZE_ERROR_NO_CODE, "callback: neither code nor error");
  if (code->n_times > 1)
    return fail (error, PARAFA_AUTHORIZE_ERROR_NO_CODE, "callback: code stands there twice");
  length = code->value != NULL ? parafa_secret_get_length (code->value) : 0;
  if (length == 0 || length > MAX_CODE_BYTES)
    return fail (error, PARAFA_AUTHORIZE_ERROR_NO_CODE, "callback: code is empty or unreadable");
  text = parafa_secret_get (code->value);
  for (gsize i = 0; i < length; i++)
    if (text[i] < ' ' || text[i] > '~')
      return fail (error, PARAFA_AUTHORIZE_ERROR_NO_CODE, "callback: code is unreadable");
  return TRUE;
}

/**
 * parafa_authorize_request_read_callback:
 * @self: a request
 * @uri: the address that was caught
 * @error: return location
 *
 * Takes the code out of the answer to this request. `state` is compared first, in constant time, and
 * nothing else is believed before it is right. Parameters that stand there twice are refused (RFC 6749
 * §3.1).
 *
 * Fails with a code of #ParafaAuthorizeError. The message holds the server's error code at most.
 *
 * Returns: (transfer full): the code
 */
ParafaSecret *
parafa_authorize_request_read_callback (ParafaAuthorizeRequest *self,
                                        const ParafaSecret *uri,
                                        GError **error)
{
  g_auto (Parameter) state = { NULL, 0 };
  g_auto (Parameter) code = { NULL, 0 };
  g_auto (Parameter) error_code = { NULL, 0 };
  const char *text;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (uri != NULL, NULL);

  text = parafa_secret_get (uri);
  if (strlen (text) != parafa_secret_get_length (uri) ||
      !parafa_authorize_is_callback (self->redirect_uri, text))
    {
      fail (error, PARAFA_AUTHORIZE_ERROR_NOT_CALLBACK, "callback: another address");
      return NULL;
    }
  read_parameter (text, "state", &state);
  if (state.n_times != 1 || !parafa_secret_equal (state.value, self->state))
    {
      fail (error, PARAFA_AUTHORIZE_ERROR_STATE,
            state.n_times == 0 ? "callback: no state" : "callback: the state is not ours");
      return NULL;
    }
  read_parameter (text, "error", &error_code);
  if (error_code.n_times > 0)
    {
      fail_with_code (error, &error_code);
      return NULL;
    }
  read_parameter (text, "code", &code);
  return check_code (&code, error) ? g_steal_pointer (&code.value) : NULL;
}

/**
 * parafa_authorize_check_redirect_uri:
 * @redirect_uri: a callback address as a person typed it
 * @error: return location
 *
 * Checks that an address can be a callback here: https (ANAF's portal refuses http: observed),
 * visible ASCII, no fragment (RFC 6749 §3.1.2), no user name, no `.` and `..` in the path.
 * `https://localhost:PORT/…` is fine, also with a port browsers block: the view catches the address
 * where it fails to load.
 *
 * Fails with %PARAFA_AUTHORIZE_ERROR_ADDRESS and a message of its own for each reason.
 *
 * Returns: whether it can
 */
gboolean
parafa_authorize_check_redirect_uri (const char *redirect_uri, GError **error)
{
  g_return_val_if_fail (redirect_uri != NULL, FALSE);

  return check_address (redirect_uri, "callback", error);
}
