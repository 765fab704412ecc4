/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-hello.h"
#include "parafa-redact.h"

#include <string.h>

/* What is shown in place of a secret */
#define MASK "•••"
/* A service that answers with more than this is not TestOauth */
#define MAX_BYTES ((gsize) 256 * 1024)
#define MAX_HEADERS 200
#define MAX_GREETING_BYTES 4096
#define MAX_VALUE_BYTES 8192
/* Pieces of the token of this length are looked for, so that a cut or folded token is found as well: any
 * run of 31 of its characters holds such a piece whole. Nobody's ordinary header does. */
#define PIECE_BYTES ((gsize) 16)
/* What is shorter would be found everywhere */
#define SHORTEST_BYTES ((gsize) 4)

struct _ParafaHello
{
  ParafaHelloOutcome outcome;
  guint status;
  char *greeting;  /* (owned) (nullable) */
  GArray *headers; /* (owned) (element-type ParafaHelloHeader) */
  gint64 duration_us;
  gint64 ahead_s;
  gboolean has_clock;
};

G_DEFINE_BOXED_TYPE (ParafaHello, parafa_hello, parafa_hello_ref, parafa_hello_unref)

/* A piece of the body, still in locked memory */
typedef struct
{
  const char *text;
  gsize length;
} Slice;

/* What the reader knows to be secret */
typedef struct
{
  Slice token; /* the one that was sent */
  Slice echo;  /* the one that came back, if it is another */
} Secrets;

static void
header_clear (gpointer data)
{
  ParafaHelloHeader *header = data;

  g_free (header->name);
  g_free (header->value);
}

static void
hello_clear (gpointer data)
{
  ParafaHello *self = data;

  g_free (self->greeting);
  g_array_unref (self->headers);
}

static Slice
strip (Slice slice)
{
  while (slice.length > 0 && g_ascii_isspace (slice.text[0]))
    {
      slice.text++;
      slice.length--;
    }
  while (slice.length > 0 && g_ascii_isspace (slice.text[slice.length - 1]))
    slice.length--;
  return slice;
}

static gboolean
has_prefix (Slice slice, const char *prefix)
{
  gsize length = strlen (prefix);

  return slice.length >= length && g_ascii_strncasecmp (slice.text, prefix, length) == 0;
}

static Slice
skip (Slice slice, gsize bytes)
{
  return (Slice){ slice.text + bytes, slice.length - bytes };
}

static gboolean
next_line (Slice *rest, Slice *line)
{
  const char *end;

  if (rest->length == 0)
    return FALSE;
  end = memchr (rest->text, '\n', rest->length);
  line->text = rest->text;
  line->length = end != NULL ? (gsize) (end - rest->text) : rest->length;
  *rest = skip (*rest, end != NULL ? line->length + 1 : line->length);
  *line = strip (*line);
  return TRUE;
}

static gboolean
contains (Slice slice, Slice secret)
{
  if (secret.length == 0 || slice.length == 0)
    return FALSE;
  if (secret.length < SHORTEST_BYTES)
    return slice.length == secret.length && memcmp (slice.text, secret.text, slice.length) == 0;
  if (secret.length < PIECE_BYTES)
    return memmem (slice.text, slice.length, secret.text, secret.length) != NULL;
  for (gsize at = 0; at + PIECE_BYTES <= secret.length; at += PIECE_BYTES)
    if (memmem (slice.text, slice.length, secret.text + at, PIECE_BYTES) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
is_secret (Slice slice, const Secrets *secrets)
{
  return contains (slice, secrets->token) || contains (slice, secrets->echo);
}

/* Names whose values are credentials by themselves: the caller's and the gateway's */
static gboolean
is_secret_name (const char *name)
{
  static const char *const names[] = { "authorization", "proxy-authorization", "cookie",
                                       "set-cookie",    "session-id",          "session-key",
                                       "session_id",    "session_key" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (name, names[i]) == 0)
      return TRUE;
  return parafa_redact_is_secret_name (name);
}

/* The first text of the body that leaves locked memory leaves it here, after it was judged */
static char *
to_text (Slice slice, gsize max_bytes, const Secrets *secrets)
{
  g_autofree char *valid = NULL;

  if (is_secret (slice, secrets))
    return g_strdup (MASK);
  valid = g_utf8_make_valid (slice.text, (gssize) MIN (slice.length, max_bytes));
  for (char *at = valid; *at != '\0'; at++)
    if (g_ascii_iscntrl (*at))
      *at = ' ';
  return g_steal_pointer (&valid);
}

static char *
masked_authorization (Slice value)
{
  if (has_prefix (value, "Bearer "))
    return g_strdup ("Bearer " MASK);
  if (has_prefix (value, "Basic "))
    return g_strdup ("Basic " MASK);
  return g_strdup (MASK);
}

static void
add_header (ParafaHello *self, Slice key, Slice value, const Secrets *secrets)
{
  ParafaHelloHeader header;

  if (self->headers->len >= MAX_HEADERS)
    return;
  header.name = to_text (key, MAX_VALUE_BYTES, secrets);
  if (value.length == 0)
    header.value = g_strdup ("");
  else if (g_ascii_strcasecmp (header.name, "authorization") == 0)
    header.value = masked_authorization (value);
  else if (is_secret_name (header.name))
    header.value = g_strdup (MASK);
  else
    {
      g_autofree char *text = to_text (value, MAX_VALUE_BYTES, secrets);
      header.value = parafa_redact_header (header.name, text);
    }
  g_array_append_val (self->headers, header);
}

static Slice
unbracket (Slice value)
{
  if (value.length > 0 && value.text[0] == '[')
    value = skip (value, 1);
  if (value.length > 0 && value.text[value.length - 1] == ']')
    value.length--;
  return value;
}

/* Reads `key=NAME` and `val=[VALUE]` lines; @pass is called for each pair */
typedef void (*PairFunc) (ParafaHello *self, Slice key, Slice value, Secrets *secrets);

static void
each_pair (ParafaHello *self, Slice rest, Secrets *secrets, PairFunc pair)
{
  Slice key = { "", 0 };
  Slice line;

  while (next_line (&rest, &line))
    {
      if (has_prefix (line, "headers="))
        line = skip (line, strlen ("headers="));
      if (has_prefix (line, "key="))
        key = strip (skip (line, strlen ("key=")));
      else if (has_prefix (line, "val=") && key.length > 0)
        {
          pair (self, key, unbracket (strip (skip (line, strlen ("val=")))), secrets);
          key.length = 0;
        }
    }
}

static void
find_echo (ParafaHello *self, Slice key, Slice value, Secrets *secrets)
{
  if (key.length != strlen ("authorization") || !has_prefix (key, "authorization"))
    return;
  if (has_prefix (value, "Bearer ") || has_prefix (value, "Basic "))
    value = strip (skip (value, strcspn (value.text, " ")));
  secrets->echo = value;
}

static void
keep_pair (ParafaHello *self, Slice key, Slice value, Secrets *secrets)
{
  add_header (self, key, value, secrets);
}

static gboolean
is_page (const char *content_type, Slice body)
{
  if (content_type != NULL && (g_str_has_prefix (content_type, "text/html") ||
                               g_str_has_prefix (content_type, "application/xhtml")))
    return TRUE;
  body = strip (body);
  return has_prefix (body, "<!doctype html") || has_prefix (body, "<html") ||
         has_prefix (body, "<?xml") || has_prefix (body, "<head");
}

static ParafaHelloOutcome
judge (guint status, const char *content_type, Slice body, const char *name)
{
  gsize length;

  if (status == 401)
    return PARAFA_HELLO_UNAUTHORIZED;
  if (status == 403)
    return PARAFA_HELLO_FORBIDDEN;
  if (status == 429)
    return PARAFA_HELLO_LIMITED;
  if (status >= 500 && status <= 599)
    return PARAFA_HELLO_SERVER;
  if (status >= 300 && status <= 399)
    return PARAFA_HELLO_PAGE;
  /* By what it is, whatever it is called */
  if (status != 200 || !has_prefix (body, "Hello, "))
    return is_page (content_type, body) ? PARAFA_HELLO_PAGE : PARAFA_HELLO_STRANGE;

  /* Against the whole body: a name may end in blanks or hold line ends */
  body = skip (body, strlen ("Hello, "));
  length = strlen (name);
  if (body.length >= length && memcmp (body.text, name, length) == 0 &&
      (body.length == length || body.text[length] == '\n' || body.text[length] == '\r'))
    return PARAFA_HELLO_GREETED;
  return PARAFA_HELLO_OTHER_NAME;
}

/* An answer that is cut is cut at the end of a line: the last piece could hold half a token */
static Slice
whole_lines (const ParafaSecret *body)
{
  Slice whole = { parafa_secret_get (body), parafa_secret_get_length (body) };
  const char *end;

  if (whole.length <= MAX_BYTES)
    return whole;
  end = memrchr (whole.text, '\n', MAX_BYTES);
  whole.length = end != NULL ? (gsize) (end - whole.text) : 0;
  return whole;
}

/**
 * parafa_hello_new_for_token:
 * @status: the HTTP status
 * @content_type: (nullable): the answer's media type
 * @body: the body; it holds the caller's token (ANAF OAuth procedure, 2024)
 * @name: the name that was sent
 * @token: (nullable): the token that was sent
 * @duration_us: how long it took, in microseconds
 *
 * Reads TestOauth's answer: `Hello, NAME`, then `headers=key=NAME` and `val=[VALUE]` lines. The values
 * of credentials are masked by their names, and whatever holds the token that was sent, or the one that
 * came back, is masked wherever it stands, before any text is copied out of locked memory. Anything can
 * be read: what makes no sense has an outcome of its own.
 *
 * Returns: (transfer full): the answer
 */
ParafaHello *
parafa_hello_new_for_token (guint status,
                            const char *content_type,
                            const ParafaSecret *body,
                            const char *name,
                            const ParafaSecret *token,
                            gint64 duration_us)
{
  ParafaHello *self;
  Secrets secrets = { { "", 0 }, { "", 0 } };
  Slice whole;
  Slice rest;
  Slice greeting = { "", 0 };

  g_return_val_if_fail (body != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  self = g_atomic_rc_box_new0 (ParafaHello);
  self->status = status;
  self->duration_us = duration_us;
  self->headers = g_array_new (FALSE, FALSE, sizeof (ParafaHelloHeader));
  g_array_set_clear_func (self->headers, header_clear);

  whole = whole_lines (body);
  if (token != NULL)
    secrets.token = (Slice){ parafa_secret_get (token), parafa_secret_get_length (token) };

  rest = whole;
  next_line (&rest, &greeting);
  self->outcome = judge (status, content_type, whole, name);
  if (self->outcome != PARAFA_HELLO_GREETED && self->outcome != PARAFA_HELLO_OTHER_NAME)
    return self;

  each_pair (self, rest, &secrets, find_echo);
  each_pair (self, rest, &secrets, keep_pair);
  self->greeting = to_text (greeting, MAX_GREETING_BYTES, &secrets);
  return self;
}

/**
 * parafa_hello_new_from_answer:
 * @status: the HTTP status
 * @content_type: (nullable): the answer's media type
 * @body: the body
 * @name: the name that was sent
 * @duration_us: how long it took, in microseconds
 *
 * As parafa_hello_new_for_token(), knowing only the token that came back.
 *
 * Returns: (transfer full): the answer
 */
ParafaHello *
parafa_hello_new_from_answer (guint status,
                              const char *content_type,
                              const ParafaSecret *body,
                              const char *name,
                              gint64 duration_us)
{
  return parafa_hello_new_for_token (status, content_type, body, name, NULL, duration_us);
}

/**
 * parafa_hello_ref:
 * @self: a hello
 *
 * Returns: (transfer full): the same hello
 */
ParafaHello *
parafa_hello_ref (ParafaHello *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return g_atomic_rc_box_acquire (self);
}

/**
 * parafa_hello_unref:
 * @self: (transfer full): a hello
 *
 * Drops a reference.
 */
void
parafa_hello_unref (ParafaHello *self)
{
  g_return_if_fail (self != NULL);
  g_atomic_rc_box_release_full (self, hello_clear);
}

/**
 * parafa_hello_get_outcome:
 * @self: a hello
 *
 * Returns: what the answer means
 */
ParafaHelloOutcome
parafa_hello_get_outcome (ParafaHello *self)
{
  g_return_val_if_fail (self != NULL, PARAFA_HELLO_STRANGE);
  return self->outcome;
}

/**
 * parafa_hello_get_status:
 * @self: a hello
 *
 * Returns: the HTTP status
 */
guint
parafa_hello_get_status (ParafaHello *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->status;
}

/**
 * parafa_hello_get_greeting:
 * @self: a hello
 *
 * Returns: (transfer none) (nullable): the first line, with the name as it came back
 */
const char *
parafa_hello_get_greeting (ParafaHello *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->greeting;
}

/**
 * parafa_hello_get_headers:
 * @self: a hello
 * @n_headers: (out): how many
 *
 * Returns: (transfer none) (array length=n_headers): the headers as the service saw them, masked, in its
 *   order; at most 200
 */
const ParafaHelloHeader *
parafa_hello_get_headers (ParafaHello *self, guint *n_headers)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (n_headers != NULL, NULL);

  *n_headers = self->headers->len;
  return (const ParafaHelloHeader *) self->headers->data;
}

/**
 * parafa_hello_get_duration_us:
 * @self: a hello
 *
 * Returns: how long it took, in microseconds
 */
gint64
parafa_hello_get_duration_us (ParafaHello *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->duration_us;
}

/**
 * parafa_hello_set_clock_difference:
 * @self: an answer
 * @ahead_s: how far the server's clock is ahead of this computer's, in seconds
 *
 * Notes what the answer's `Date` said when it came.
 */
void
parafa_hello_set_clock_difference (ParafaHello *self, gint64 ahead_s)
{
  g_return_if_fail (self != NULL);

  self->ahead_s = ahead_s;
  self->has_clock = TRUE;
}

/**
 * parafa_hello_get_clock_difference:
 * @self: an answer
 * @ahead_s: (out): how far the server's clock is ahead of this computer's, in whole seconds; a second of it may come
 * from rounding
 *
 * Returns: whether the server told its time
 */
gboolean
parafa_hello_get_clock_difference (ParafaHello *self, gint64 *ahead_s)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (ahead_s != NULL, FALSE);

  *ahead_s = self->ahead_s;
  return self->has_clock;
}
