/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-proxy-line.h"

#include <string.h>

#define NAME "Proxy-Authorization: Basic "
#define END "\r\n"

/* The view's network library (libsoup, 3.2 to 3.8) writes the password of its proxy not only into
 * CONNECT but into every request inside the tunnel too. That line is for the relay and not for the
 * server, so it is taken out on the way. Only the whole line with the password in it is: a page
 * cannot know it, so nothing a page writes is ever changed. */

/**
 * parafa_proxy_line_new:
 * @user: a user name
 * @password: its password
 *
 * Returns: (transfer full): the header line, as the view writes it
 */
ParafaSecret *
parafa_proxy_line_new (const char *user, const char *password)
{
  char *both = g_strconcat (user, ":", password, NULL);
  char *encoded = g_base64_encode ((const guchar *) both, strlen (both));
  char *line = g_strconcat (NAME, encoded, END, NULL);
  ParafaSecret *secret = parafa_secret_new (line, -1);

  explicit_bzero (both, strlen (both));
  explicit_bzero (encoded, strlen (encoded));
  explicit_bzero (line, strlen (line));
  g_free (both);
  g_free (encoded);
  g_free (line);
  return secret;
}

/* The rest of a line whose first @before bytes are sent already stands at the start of @bytes */
static void
cover_value (guint8 *bytes, gsize before, gsize text_length)
{
  gsize from = MAX (strlen (NAME), before);
  gsize to = MAX (text_length - strlen (END), from);

  memset (bytes + (from - before), '*', to - from);
}

/**
 * parafa_proxy_line_strip:
 * @line: the line
 * @matched: (inout): how much of the line ended what was read before; 0 at first
 * @bytes: (array length=length): what the view sent, changed in place
 * @length: its length
 *
 * Takes every copy of the line out. A line that came in two pieces has its first one sent already:
 * the rest of its value becomes asterisks, so that the server never has the password.
 *
 * Returns: the new length
 */
gsize
parafa_proxy_line_strip (const ParafaSecret *line, gsize *matched, guint8 *bytes, gsize length)
{
  const char *text = parafa_secret_get (line);
  gsize text_length = parafa_secret_get_length (line);
  gsize before = *matched;
  gsize at = *matched;
  gsize out = 0;

  for (gsize i = 0; i < length; i++)
    {
      guint8 byte = bytes[i];

      bytes[out++] = byte;
      if (byte != (guint8) text[at])
        {
          /* no piece of the line but its first byte can begin it again */
          at = byte == (guint8) text[0] ? 1 : 0;
          before = 0;
          continue;
        }
      at++;
      if (at < text_length)
        continue;
      if (before == 0)
        out -= text_length;
      else
        cover_value (bytes, before, text_length);
      at = 0;
      before = 0;
    }
  *matched = at;
  return out;
}
