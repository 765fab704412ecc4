/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-error-word.h"

#include <string.h>

#define MAX_CHARS 40

/**
 * parafa_error_word_dup:
 * @text: the value of an OAuth `error`
 *
 * Makes the server's error code fit for an error message. The registered codes (RFC 6749 §4.1.2.1,
 * §5.2) and those of ANAF's server are lower-case words with underscores; anything else could be an
 * echo of what was sent, and is not repeated.
 *
 * Returns: (transfer full): the code, or `(unreadable)`
 */
char *
parafa_error_word_dup (const char *text)
{
  gsize length = strlen (text);

  if (length == 0 || length > MAX_CHARS || strspn (text, "abcdefghijklmnopqrstuvwxyz_") != length)
    return g_strdup ("(unreadable)");
  return g_strdup (text);
}
