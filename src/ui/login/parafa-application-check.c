/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-application-check.h"

#include <glib/gi18n.h>
#include <string.h>

#include "parafa-authorize.h"

/* Lengths as ANAF's portal makes them (observed in the screenshots of its procedure); others are
 * taken too, since nothing promises them. */
#define CLIENT_ID_LENGTH 48
#define CLIENT_SECRET_LENGTH 64
#define NAME_MAX_CHARS 60

static gboolean
is_visible_ascii (const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_isgraph (*c))
      return FALSE;
  return TRUE;
}

static gboolean
is_hexadecimal (const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_isxdigit (*c))
      return FALSE;
  return TRUE;
}

static ParafaCheck
tell (ParafaCheck check, const char *says, const char **words)
{
  *words = says;
  return check;
}

/**
 * parafa_application_check_name:
 * @text: the name of the profile
 * @words: (out) (transfer none): what to say
 *
 * Returns: whether the name can be used
 */
ParafaCheck
parafa_application_check_name (const char *text, const char **words)
{
  g_autofree char *stripped = NULL;

  g_return_val_if_fail (text != NULL, PARAFA_CHECK_EMPTY);
  g_return_val_if_fail (words != NULL, PARAFA_CHECK_EMPTY);

  stripped = g_strstrip (g_strdup (text));
  if (*stripped == '\0')
    return tell (PARAFA_CHECK_EMPTY, "", words);
  if (g_utf8_strlen (stripped, -1) > NAME_MAX_CHARS)
    return tell (PARAFA_CHECK_WRONG, _ ("Use a shorter name, up to 60 characters"), words);
  return tell (PARAFA_CHECK_GOOD, "", words);
}

/**
 * parafa_application_check_client_id:
 * @text: the client id, without blanks around it
 * @words: (out) (transfer none): what to say
 *
 * Returns: whether it can be used; ids of another length than ANAF's are doubtful only
 */
ParafaCheck
parafa_application_check_client_id (const char *text, const char **words)
{
  gsize length;

  g_return_val_if_fail (text != NULL, PARAFA_CHECK_EMPTY);
  g_return_val_if_fail (words != NULL, PARAFA_CHECK_EMPTY);

  length = strlen (text);
  if (length == 0)
    return tell (PARAFA_CHECK_EMPTY, "", words);
  if (!is_visible_ascii (text))
    return tell (PARAFA_CHECK_WRONG, _ ("A client ID has no blanks and no accented letters"),
                 words);
  if (length == CLIENT_SECRET_LENGTH && is_hexadecimal (text))
    return tell (PARAFA_CHECK_DOUBTFUL,
                 _ ("This looks like the client secret; the client ID is shorter"), words);
  if (length != CLIENT_ID_LENGTH || !is_hexadecimal (text))
    return tell (PARAFA_CHECK_DOUBTFUL,
                 _ ("ANAF’s client IDs have 48 characters, 0 to 9 and a to f; check that nothing "
                    "is "
                    "missing"),
                 words);
  return tell (PARAFA_CHECK_GOOD, "", words);
}

/**
 * parafa_application_strip:
 * @text: a text
 * @length: (out): its length without the blanks around it, in bytes
 *
 * Finds what was meant in pasted text, without a copy: it may be a secret.
 *
 * Returns: (transfer none): where in @text it begins
 */
const char *
parafa_application_strip (const char *text, gsize *length)
{
  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (length != NULL, NULL);

  while (g_ascii_isspace (*text))
    text++;
  *length = strlen (text);
  while (*length > 0 && g_ascii_isspace (text[*length - 1]))
    (*length)--;
  return text;
}

/**
 * parafa_application_check_client_secret:
 * @text: the client secret; only measured
 * @words: (out) (transfer none): what to say
 *
 * Returns: whether it can be used; secrets of another length than ANAF's are doubtful only
 */
ParafaCheck
parafa_application_check_client_secret (const char *text, const char **words)
{
  gsize length = 0;

  g_return_val_if_fail (text != NULL, PARAFA_CHECK_EMPTY);
  g_return_val_if_fail (words != NULL, PARAFA_CHECK_EMPTY);

  text = parafa_application_strip (text, &length);
  if (length == 0)
    return tell (PARAFA_CHECK_EMPTY, "", words);
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isgraph (text[i]))
      return tell (PARAFA_CHECK_WRONG, _ ("A client secret has no blanks and no accented letters"),
                   words);
  if (length == CLIENT_ID_LENGTH)
    return tell (PARAFA_CHECK_DOUBTFUL,
                 _ ("This looks like the client ID; the client secret is longer"), words);
  if (length != CLIENT_SECRET_LENGTH)
    return tell (PARAFA_CHECK_DOUBTFUL,
                 _ ("ANAF’s client secrets have 64 characters; check that nothing is missing"),
                 words);
  return tell (PARAFA_CHECK_GOOD, "", words);
}

/**
 * parafa_application_check_callback:
 * @text: the callback address, without blanks around it
 * @words: (out) (transfer none): what to say
 *
 * Returns: whether the login can catch that address
 */
ParafaCheck
parafa_application_check_callback (const char *text, const char **words)
{
  g_return_val_if_fail (text != NULL, PARAFA_CHECK_EMPTY);
  g_return_val_if_fail (words != NULL, PARAFA_CHECK_EMPTY);

  if (*text == '\0')
    return tell (PARAFA_CHECK_EMPTY, "", words);
  if (g_ascii_strncasecmp (text, "http://", 7) == 0)
    return tell (PARAFA_CHECK_WRONG,
                 _ ("The address begins with https://; ANAF does not take http://"), words);
  if (!parafa_authorize_check_redirect_uri (text, NULL))
    return tell (PARAFA_CHECK_WRONG,
                 _ ("This address cannot be used; the one proposed is "
                    "https://localhost:47631/callback"),
                 words);
  return tell (PARAFA_CHECK_GOOD, "", words);
}
