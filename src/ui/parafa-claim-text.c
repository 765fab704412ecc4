/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-claim-text.h"

#include <glib/gi18n.h>

#include "parafa-date-text.h"

/* The fields ANAF writes (observed in tokens of 2022 to 2026) and those of RFC 7519 section 4.1 and RFC 7515 section 4.1 */
static const struct
{
  const char *name;
  const char *text;
} EXPLANATIONS[] = {
  { "alg", N_ ("How the token is signed") },
  { "aud", N_ ("Whom the token is meant for") },
  { "client_id", N_ ("The application registered at ANAF") },
  { "clientappid", N_ ("The application registered at ANAF") },
  { "cty", N_ ("Kind of what is inside") },
  { "efactura", N_ ("Rights for e-Factura; SRV_… is for programs") },
  { "etransport", N_ ("Rights for e-Transport; SRV_… is for programs") },
  { "exp", N_ ("When the access expires") },
  { "hello", N_ ("Right to the TestOauth test") },
  { "iat", N_ ("When the token was issued") },
  { "info", N_ ("Left empty by ANAF; gone from newer tokens") },
  { "iss", N_ ("Who issued the token") },
  { "issuer", N_ ("Who issued the certificate") },
  { "jti", N_ ("Number of the token; no two are the same") },
  { "kid", N_ ("Name of the key that signed the token") },
  { "nbf", N_ ("From when it counts: some minutes before it was issued, for slow clocks") },
  { "role", N_ ("Services ticked for the application") },
  { "roles", N_ ("Services ticked for the application") },
  { "scope", N_ ("Which data go into the token; fixed by ANAF") },
  { "scope_data", N_ ("The same data once more, as a list") },
  { "serial", N_ ("Serial number of the certificate used for the login") },
  { "sub", N_ ("Whom the token stands for: the same serial number, without colons") },
  { "token_type", N_ ("Goes before the token in the Authorization header") },
  { "typ", N_ ("Kind of token") },
};

static const char *
find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (EXPLANATIONS); i++)
    if (g_strcmp0 (EXPLANATIONS[i].name, name) == 0)
      return EXPLANATIONS[i].text;
  return NULL;
}

/**
 * parafa_claim_text_is_known:
 * @name: the name of a claim
 *
 * Returns: whether there is an explanation for it
 */
gboolean
parafa_claim_text_is_known (const char *name)
{
  return find (name) != NULL;
}

/**
 * parafa_claim_text_explain:
 * @claim: a claim
 *
 * Returns: (transfer full): what it means, in plain words
 */
char *
parafa_claim_text_explain (const ParafaClaim *claim)
{
  const char *text = find (claim->name);

  if (text == NULL)
    return g_strdup (_ ("A field Parafa has no explanation for"));
  if (claim->time_s < 0)
    return g_strdup (_ (text));
  /* Translators: explanation of a moment, then the moment as the token has it: seconds since 1970 */
  return g_strdup_printf (_ ("%s · %s in the token"), _ (text), claim->value);
}

/**
 * parafa_claim_text_make_value:
 * @claim: a claim
 *
 * Returns: (transfer full): the value to show: moments as local time with their zone, the rest as it stands
 */
char *
parafa_claim_text_make_value (const ParafaClaim *claim)
{
  return claim->time_s >= 0 ? parafa_date_text_iso (claim->time_s) : g_strdup (claim->value);
}
