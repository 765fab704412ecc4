/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-connect-head.h"

#include <string.h>

#define MAX_LINES 128
#define MAX_HOST 253 /* RFC 1035, section 2.3.4, as text */

/* A line of the head, without its end */
typedef struct
{
  const char *text;
  gsize length;
} Line;

/* RFC 9110, section 5.6.2 */
static gboolean
is_token_char (char c)
{
  return g_ascii_isalnum (c) || (c != '\0' && strchr ("!#$%&'*+-.^_`|~", c) != NULL);
}

static gboolean
is_host_char (char c)
{
  return g_ascii_isalnum (c) || c == '-' || c == '.' || c == '_';
}

/* Cuts the next line off; FALSE when there is none, or it holds what no line may */
static gboolean
take_line (const char **at, const char *end, Line *line)
{
  const char *cr = memchr (*at, '\r', (gsize) (end - *at));

  if (cr == NULL || cr + 1 >= end || cr[1] != '\n')
    return FALSE;
  line->text = *at;
  line->length = (gsize) (cr - *at);
  for (gsize i = 0; i < line->length; i++)
    if (g_ascii_iscntrl (line->text[i]) && line->text[i] != '\t')
      return FALSE;
  *at = cr + 2;
  return TRUE;
}

static gboolean
parse_port (const char *text, gsize length, guint16 *port)
{
  guint value = 0;

  if (length == 0 || length > 5)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      value = value * 10 + (guint) (text[i] - '0');
    }
  if (value == 0 || value > G_MAXUINT16)
    return FALSE;
  *port = (guint16) value;
  return TRUE;
}

/* "host:port", RFC 9110, section 9.3.6. Names and IPv4 addresses: nothing else is ever allowed */
static gboolean
parse_authority (const char *text, gsize length, ParafaConnectHead *head)
{
  const char *colon = memchr (text, ':', length);
  gsize host_length = colon != NULL ? (gsize) (colon - text) : 0;

  if (host_length == 0 || host_length > MAX_HOST)
    return FALSE;
  for (gsize i = 0; i < host_length; i++)
    {
      if (!is_host_char (text[i]))
        return FALSE;
      head->host[i] = g_ascii_tolower (text[i]);
    }
  head->host[host_length] = '\0';
  return parse_port (colon + 1, length - host_length - 1, &head->port);
}

static ParafaConnectHeadStatus
parse_request_line (const Line *line, ParafaConnectHead *head)
{
  static const char method[] = "CONNECT";
  const char *first = memchr (line->text, ' ', line->length);
  const char *second = NULL;
  gsize method_length = first != NULL ? (gsize) (first - line->text) : 0;
  const char *end = line->text + line->length;

  if (first != NULL)
    second = memchr (first + 1, ' ', (gsize) (end - first - 1));
  if (method_length == 0 || second == NULL || end - second != strlen (" HTTP/1.1") ||
      (memcmp (second, " HTTP/1.1", strlen (" HTTP/1.1")) != 0 &&
       memcmp (second, " HTTP/1.0", strlen (" HTTP/1.0")) != 0))
    return PARAFA_CONNECT_HEAD_MALFORMED;
  for (gsize i = 0; i < method_length; i++)
    if (!is_token_char (line->text[i]))
      return PARAFA_CONNECT_HEAD_MALFORMED;
  if (method_length != strlen (method) || memcmp (line->text, method, method_length) != 0)
    return PARAFA_CONNECT_HEAD_METHOD;
  if (!parse_authority (first + 1, (gsize) (second - first - 1), head))
    return PARAFA_CONNECT_HEAD_MALFORMED;
  return PARAFA_CONNECT_HEAD_DONE;
}

/* "Basic" credentials, RFC 7617. Others count as none: the answer to both is the same */
static void
parse_credentials (const char *value, gsize length, ParafaConnectHead *head)
{
  static const char scheme[] = "Basic ";
  gsize skip = strlen (scheme);
  gint state = 0;
  guint save = 0;

  if (length <= skip || g_ascii_strncasecmp (value, scheme, skip) != 0)
    return;
  while (skip < length && value[skip] == ' ')
    skip++;
  /* decoding writes at most three bytes for four */
  if ((length - skip) / 4 * 3 + 3 >= sizeof head->credentials)
    return;
  head->credentials_length = g_base64_decode_step (value + skip, length - skip,
                                                   (guchar *) head->credentials, &state, &save);
  head->credentials[head->credentials_length] = '\0';
  head->has_credentials = TRUE;
}

static gboolean
parse_field (const Line *line, ParafaConnectHead *head, gboolean *seen)
{
  static const char name[] = "Proxy-Authorization";
  const char *colon = memchr (line->text, ':', line->length);
  gsize name_length = colon != NULL ? (gsize) (colon - line->text) : 0;
  const char *value;
  const char *end = line->text + line->length;

  if (name_length == 0)
    return FALSE;
  for (gsize i = 0; i < name_length; i++)
    if (!is_token_char (line->text[i]))
      return FALSE;
  if (name_length != strlen (name) || g_ascii_strncasecmp (line->text, name, name_length) != 0)
    return TRUE;
  if (*seen)
    return FALSE;
  *seen = TRUE;
  value = colon + 1;
  while (value < end && (*value == ' ' || *value == '\t'))
    value++;
  while (end > value && (end[-1] == ' ' || end[-1] == '\t'))
    end--;
  parse_credentials (value, (gsize) (end - value), head);
  return TRUE;
}

static ParafaConnectHeadStatus
parse_lines (const char *bytes, const char *end, ParafaConnectHead *head)
{
  ParafaConnectHeadStatus status;
  gboolean seen = FALSE;
  guint n_lines = 0;
  Line line;

  if (!take_line (&bytes, end, &line))
    return PARAFA_CONNECT_HEAD_MALFORMED;
  status = parse_request_line (&line, head);
  if (status == PARAFA_CONNECT_HEAD_MALFORMED)
    return status;
  while (bytes < end)
    if (!take_line (&bytes, end, &line) || ++n_lines > MAX_LINES ||
        !parse_field (&line, head, &seen))
      return PARAFA_CONNECT_HEAD_MALFORMED;
  return status;
}

/**
 * parafa_connect_head_parse:
 * @bytes: (array length=length): what a client of the relay has sent so far
 * @length: number of bytes
 * @head: (out caller-allocates): what it asks for; to be cleared, whatever the answer
 *
 * Reads the head of a CONNECT request (RFC 9112, section 3.2.3). Strict: lines end with CR LF, no
 * folded lines, no control characters, at most one Proxy-Authorization.
 *
 * Returns: whether the head is complete and well formed. Bytes after the head are not looked at.
 */
ParafaConnectHeadStatus
parafa_connect_head_parse (const char *bytes, gsize length, ParafaConnectHead *head)
{
  static const char mark[] = "\r\n\r\n";
  const char *end;
  ParafaConnectHeadStatus status;

  memset (head, 0, sizeof *head);
  end = memmem (bytes, MIN (length, PARAFA_CONNECT_HEAD_MAX_BYTES), mark, strlen (mark));
  if (end == NULL)
    return length >= PARAFA_CONNECT_HEAD_MAX_BYTES ? PARAFA_CONNECT_HEAD_TOO_LONG
                                                   : PARAFA_CONNECT_HEAD_INCOMPLETE;
  head->length = (gsize) (end - bytes) + strlen (mark);
  status = parse_lines (bytes, end + strlen ("\r\n"), head);
  if (status == PARAFA_CONNECT_HEAD_MALFORMED)
    parafa_connect_head_clear (head);
  return status;
}

/**
 * parafa_connect_head_is_authorised:
 * @head: a head
 * @user: the only user name
 * @password: its password
 *
 * Compares in a time that tells nothing about where the texts differ.
 *
 * Returns: whether the head carries them
 */
gboolean
parafa_connect_head_is_authorised (const ParafaConnectHead *head,
                                   const char *user,
                                   const char *password)
{
  gsize user_length = strlen (user);
  gsize password_length = strlen (password);
  volatile guint8 difference = 0;

  if (!head->has_credentials || head->credentials_length != user_length + 1 + password_length)
    return FALSE;
  for (gsize i = 0; i < user_length; i++)
    difference |= (guint8) (head->credentials[i] ^ user[i]);
  difference |= (guint8) (head->credentials[user_length] ^ ':');
  for (gsize i = 0; i < password_length; i++)
    difference |= (guint8) (head->credentials[user_length + 1 + i] ^ password[i]);
  return difference == 0;
}

/**
 * parafa_connect_head_clear:
 * @head: a head
 *
 * Wipes it.
 */
void
parafa_connect_head_clear (ParafaConnectHead *head)
{
  explicit_bzero (head, sizeof *head);
}
