/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-terminal-output.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

/**
 * parafa_terminal_output_write:
 * @text: what may hold a secret
 *
 * Writes to standard output past stdio, whose buffers are ordinary memory.
 *
 * Returns: whether all of it was written
 */
gboolean
parafa_terminal_output_write (const ParafaSecret *text)
{
  const char *at = parafa_secret_get (text);
  gsize left = parafa_secret_get_length (text);

  while (left > 0)
    {
      gssize put = write (STDOUT_FILENO, at, left);

      if (put < 0 && errno != EINTR)
        return FALSE;
      if (put > 0)
        {
          at += put;
          left -= (gsize) put;
        }
    }
  return TRUE;
}

/**
 * parafa_terminal_output_print:
 * @text: what a program reads, without a secret
 *
 * Writes to standard output in UTF-8 whatever the locale, and ends the last line. g_print() would put question
 * marks for letters the locale lacks, and says nothing of a full disk; this tells it on standard error.
 *
 * Returns: whether all of it was written
 */
gboolean
parafa_terminal_output_print (const char *text)
{
  gboolean ended = *text == '\0' || g_str_has_suffix (text, "\n");

  if (fputs (text, stdout) >= 0 && (ended || fputc ('\n', stdout) != EOF) && fflush (stdout) == 0)
    return TRUE;
  g_printerr ("parafa: %s\n", g_strerror (errno));
  return FALSE;
}

/**
 * parafa_terminal_output_make_printable:
 * @text: foreign text, UTF-8
 *
 * What would move the cursor or turn the writing direction is shown as U+FFFD.
 *
 * Returns: (transfer full): text for a terminal
 */
char *
parafa_terminal_output_make_printable (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      GUnicodeType type = g_unichar_type (c);

      if (type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT ||
          type == G_UNICODE_LINE_SEPARATOR || type == G_UNICODE_PARAGRAPH_SEPARATOR)
        c = 0xfffd;
      g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}

/**
 * parafa_terminal_output_append_column:
 * @out: a line that grows
 * @text: UTF-8, printable
 * @width: how wide the column is, in characters; 0 for the last one
 *
 * Appends a text, and blanks up to the next column.
 */
void
parafa_terminal_output_append_column (GString *out, const char *text, glong width)
{
  g_string_append (out, text);
  for (glong i = g_utf8_strlen (text, -1); i < width + 2 && width > 0; i++)
    g_string_append_c (out, ' ');
}
