/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-revoke-letter.h"

static void
append_line (GString *letter, const char *what, const char *value)
{
  if (value != NULL && *value != '\0')
    g_string_append_printf (letter, "– %s: %s\n", what, value);
}

static void
append_time (GString *letter, const char *what, gint64 at_s)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Bucharest");
  g_autoptr (GDateTime) utc = at_s >= 0 ? g_date_time_new_from_unix_utc (at_s) : NULL;
  g_autoptr (GDateTime) at = NULL;
  g_autofree char *text = NULL;

  if (utc == NULL)
    return;
  at = zone != NULL ? g_date_time_to_timezone (utc, zone) : g_date_time_ref (utc);
  text = g_date_time_format (at, zone != NULL ? "%d.%m.%Y, %H:%M (ora României)"
                                              : "%d.%m.%Y, %H:%M UTC");
  append_line (letter, what, text);
}

/**
 * parafa_revoke_letter_make:
 * @profile: whose token it is
 * @pair: the token
 *
 * Writes what a person sends to ANAF's contact form when a token fell into wrong hands and the
 * server does not revoke it. It names the token by its number and its certificate, and holds no
 * token. The language is that of the authority, whatever that of the program is.
 *
 * Returns: (transfer full): the letter, in Romanian
 */
char *
parafa_revoke_letter_make (ParafaProfile *profile, ParafaTokenPair *pair)
{
  GString *letter = NULL;
  ParafaClaims *claims = NULL;
  const char *serial = NULL;

  g_return_val_if_fail (PARAFA_IS_PROFILE (profile), NULL);
  g_return_val_if_fail (pair != NULL, NULL);

  claims = parafa_token_pair_get_claims (pair);
  if (claims != NULL)
    serial = parafa_claims_get_serial (claims);
  if (serial == NULL)
    serial = parafa_profile_get_certificate_serial (profile);

  letter = g_string_new ("Subiect: solicitare de revocare a unui token OAuth\n\n"
                         "Bună ziua,\n\n"
                         "Solicit revocarea tokenului OAuth emis de logincert.anaf.ro cu datele "
                         "de mai jos, întrucât nu mai este sigur:\n\n");
  if (claims != NULL)
    append_line (letter, "identificatorul tokenului (jti)", parafa_claims_get_id (claims));
  else
    append_line (letter, "felul tokenului", "opac");
  append_line (letter, "seria certificatului digital calificat", serial);
  append_line (letter, "aplicația (Client ID)", parafa_profile_get_client_id (profile));
  append_time (letter, "emis la", parafa_token_pair_get_obtained_at (pair));
  append_time (letter, "expiră la", parafa_token_pair_get_access_expires_at (pair));
  g_string_append (letter,
                   "\nCererea trimisă la https://logincert.anaf.ro/anaf-oauth2/v1/revoke a primit "
                   "drept răspuns o pagină, nu o confirmare.\n\n"
                   "Tokenul însuși nu este cuprins în acest mesaj.\n\n"
                   "Aștept confirmarea revocării.\n\n"
                   "Cu stimă,\n");
  return g_string_free (letter, FALSE);
}
