/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-import-text.h"

#include <glib/gi18n.h>

#include "parafa-date-text.h"
#include "parafa-redact.h"

/**
 * parafa_import_text_get_title:
 * @error: why a text was not read
 *
 * Returns: (transfer none): it in a few words
 */
const char *
parafa_import_text_get_title (const GError *error)
{
  if (error->domain != PARAFA_IMPORT_ERROR)
    return _ ("The file could not be read");
  switch ((ParafaImportError) error->code)
    {
    case PARAFA_IMPORT_ERROR_EMPTY:
      return _ ("There is no text in it");
    case PARAFA_IMPORT_ERROR_TOO_LONG:
      return _ ("It is too long");
    case PARAFA_IMPORT_ERROR_NOT_TEXT:
      return _ ("It is not a text");
    case PARAFA_IMPORT_ERROR_JSON:
      return _ ("The JSON is damaged");
    case PARAFA_IMPORT_ERROR_HALF_TOKEN:
      return _ ("A part of the token is missing");
    case PARAFA_IMPORT_ERROR_NOTHING:
    default:
      return _ ("Nothing of ANAF was found in it");
    }
}

static char *
make_half_token (const ParafaImportPlace *place)
{
  if (place->part <= 1)
    return g_strdup_printf (_ ("It ends in the first of its three parts, at line %u, character %u. "
                               "Copy it whole: it is about 1,650 characters long."),
                            place->line, place->column);
  if (place->part == 2)
    return g_strdup_printf (_ ("It ends in the second of its three parts, at line %u, character "
                               "%u. Copy it whole: it is about 1,650 characters long."),
                            place->line, place->column);
  return g_strdup_printf (_ ("Its signature, the last of three parts, is cut off at line %u, "
                             "character %u. Copy it to its end."),
                          place->line, place->column);
}

/**
 * parafa_import_text_make_problem:
 * @error: why a text was not read
 * @place: where it breaks
 *
 * Returns: (transfer full): what to do, in words
 */
char *
parafa_import_text_make_problem (const GError *error, const ParafaImportPlace *place)
{
  if (error->domain != PARAFA_IMPORT_ERROR)
    return g_strdup (_ ("Choose another file, or copy its text and paste it here."));
  switch ((ParafaImportError) error->code)
    {
    case PARAFA_IMPORT_ERROR_EMPTY:
      return g_strdup (_ ("Copy the text first, then paste it here."));
    case PARAFA_IMPORT_ERROR_TOO_LONG:
      return g_strdup (
          _ ("Parafa reads up to 4 MB. Export only the collection with ANAF’s login."));
    case PARAFA_IMPORT_ERROR_NOT_TEXT:
      return g_strdup (_ ("It may be an archive: unpack it, and choose the JSON file in it."));
    case PARAFA_IMPORT_ERROR_JSON:
      return g_strdup_printf (_ ("It breaks at line %u, character %u. Export or copy it again."),
                              place->line, place->column);
    case PARAFA_IMPORT_ERROR_HALF_TOKEN:
      return make_half_token (place);
    case PARAFA_IMPORT_ERROR_NOTHING:
    default:
      return g_strdup (_ ("Parafa looks for names such as client_id, client_secret, access_token "
                          "and refresh_token."));
    }
}

/**
 * parafa_import_text_make_token:
 * @found: what was found, with an access token
 * @now_s: now, Unix seconds
 *
 * Returns: (transfer full): until when the token is good, in words
 */
char *
parafa_import_text_make_token (const ParafaImportFound *found, gint64 now_s)
{
  g_autoptr (ParafaTokenPair) pair = parafa_import_found_make_pair (found, now_s);
  gint64 end_s = parafa_token_pair_get_access_expires_at (pair);
  g_autofree char *date = end_s >= 0 ? parafa_date_text_long (end_s) : NULL;

  if (date == NULL)
    return g_strdup (_ ("it does not say when it ends"));
  if (end_s <= now_s)
    /* Translators: %s is a date */
    return g_strdup_printf (_ ("expired on %s"), date);
  /* Translators: %s is a date */
  return g_strdup_printf (_ ("valid until %s"), date);
}

/**
 * parafa_import_text_mask:
 * @secret: a secret
 *
 * Returns: (transfer full): its length and some characters, enough to recognise it by
 */
char *
parafa_import_text_mask (ParafaSecret *secret)
{
  g_autofree char *mask = parafa_redact_mask (parafa_secret_get (secret), 4, 4);
  guint length = (guint) parafa_secret_get_length (secret);

  /* Translators: a masked secret such as “abcd…wxyz”, then its length */
  return g_strdup_printf (ngettext ("%s · %u character", "%s · %u characters", length), mask,
                          length);
}
