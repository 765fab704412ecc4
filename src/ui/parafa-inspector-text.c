/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-inspector-text.h"

#include <glib/gi18n.h>
#include <string.h>

#include "parafa-claim-text.h"
#include "parafa-date-text.h"
#include "parafa-token-text.h"

#define MINUTE_S G_GINT64_CONSTANT (60)
#define HOUR_S (60 * MINUTE_S)
#define DAY_S (24 * HOUR_S)

/* Bucharest by its rule, whatever zone this computer is in: ANAF's times are Romanian times */
#define BUCHAREST "EET-2EEST,M3.5.0/3,M10.5.0/4"

/* What ANAF does not write but other tokens have: RFC 7515 section 4.1, RFC 7516 section 4.1, OpenID Connect Core
 * section 2 */
static const struct
{
  const char *name;
  const char *text;
} OTHERS[] = {
  { "acr", N_ ("How strictly the person was authenticated") },
  { "amr", N_ ("By which means the person was authenticated") },
  { "at_hash", N_ ("Fingerprint of the access token") },
  { "auth_time", N_ ("When the person logged in") },
  { "azp", N_ ("The application the token was issued to") },
  { "crit", N_ ("Extensions a reader must know, or refuse the token") },
  { "email", N_ ("E-mail address of the person") },
  { "enc", N_ ("How the content is encrypted") },
  { "jku", N_ ("Address of keys, chosen by whoever made the token: never to be trusted") },
  { "jwk", N_ ("A key, chosen by whoever made the token: never to be trusted") },
  { "name", N_ ("Name of the person") },
  { "nonce", N_ ("Ties the token to one login") },
  { "sid", N_ ("Number of the login session") },
  { "updated_at", N_ ("When the data of the person last changed") },
  { "x5c", N_ ("Certificates, chosen by whoever made the token: never to be trusted") },
  { "x5t", N_ ("Fingerprint of a certificate") },
  { "x5t#S256", N_ ("Fingerprint of a certificate") },
  { "x5u", N_ ("Address of certificates, chosen by whoever made the token: never to be trusted") },
  { "zip", N_ ("How the content is compressed") },
};

/* What the JSON reader says */
static const char *const REASONS[] = {
  N_ ("a text does not end"),
  N_ ("an unknown escape"),
  N_ ("a damaged \\u escape"),
  N_ ("an escaped NUL"),
  N_ ("half a surrogate pair"),
  N_ ("a control character in a text"),
  N_ ("a damaged number"),
  N_ ("no value"),
  N_ ("a member without a name"),
  N_ ("a member that stands twice"),
  N_ ("a member without a value"),
  N_ ("an object does not end"),
  N_ ("a list does not end"),
  N_ ("the text ends too early"),
  N_ ("nested too deeply"),
  N_ ("not UTF-8"),
  N_ ("a NUL byte"),
  N_ ("something follows the end"),
};

/**
 * parafa_inspector_words_clear:
 * @words: words
 *
 * Frees what is in them.
 */
void
parafa_inspector_words_clear (ParafaInspectorWords *words)
{
  g_clear_pointer (&words->title, g_free);
  g_clear_pointer (&words->text, g_free);
}

static void
set_words (ParafaInspectorWords *words,
           ParafaPillKind kind,
           const char *icon,
           const char *title,
           char *text)
{
  parafa_inspector_words_clear (words);
  words->kind = kind;
  words->icon = icon;
  words->title = g_strdup (title);
  words->text = text;
}

static const char *
get_segment_name (int segment)
{
  switch (segment)
    {
    case 0:
      return _ ("Header");
    case 1:
      return _ ("Content");
    case 2:
      return _ ("Signature");
    default:
      return _ ("Text");
    }
}

static char *
describe_json (const ParafaJwtProblem *problem)
{
  const char *why = NULL;

  for (guint i = 0; problem->why != NULL && i < G_N_ELEMENTS (REASONS); i++)
    if (strcmp (REASONS[i], problem->why) == 0)
      why = _ (REASONS[i]);
  if (why == NULL)
    why = problem->why != NULL ? problem->why : _ ("it is no object in braces");
  if (problem->segment < 0)
    /* Translators: place in an answer in JSON, then what is wrong there, as in "a list does not end" */
    return g_strdup_printf (_ ("The answer is damaged at byte %d: %s."), (int) problem->in_json + 1,
                            why);
  /* Translators: Header or Content; place in it as it is written in the token; place in the JSON that comes out of
   * it; what is wrong there, as in "a list does not end" */
  return g_strdup_printf (_ ("%s, character %d (byte %d of its JSON): %s."),
                          get_segment_name (problem->segment), (int) problem->in_segment + 1,
                          (int) problem->in_json + 1, why);
}

static char *
describe_segments (const ParafaJwtProblem *problem)
{
  if (problem->segment >= 0)
    /* Translators: Header, Content or Signature */
    return g_strdup_printf (_ ("%s: there is nothing between the dots."),
                            get_segment_name (problem->segment));
  if (problem->n_segments == 5)
    return g_strdup (_ ("A token in five parts is encrypted (JWE); only its owner can read it."));
  return g_strdup_printf (ngettext ("It has %d part; a token has three, with dots between them.",
                                    "It has %d parts; a token has three, with dots between them.",
                                    problem->n_segments),
                          (int) problem->n_segments);
}

/**
 * parafa_inspector_text_problem:
 * @problem: what keeps a text from being a token
 * @words: (inout): where to write
 *
 * Says what is wrong, and where.
 */
void
parafa_inspector_text_problem (const ParafaJwtProblem *problem, ParafaInspectorWords *words)
{
  const char *title = _ ("This token is damaged");
  char *text = NULL;

  switch (problem->code)
    {
    case PARAFA_JWT_ERROR_EMPTY:
      title = _ ("There is no token in it");
      text = g_strdup (_ ("What was pasted is empty."));
      break;
    case PARAFA_JWT_ERROR_NOT_JWT:
      title = _ ("This token cannot be read");
      text = g_strdup (_ ("One piece without dots: a refresh token, or an opaque token as ANAF "
                          "issued until 2024. Only ANAF knows what is in it."));
      break;
    case PARAFA_JWT_ERROR_SEGMENTS:
      text = describe_segments (problem);
      break;
    case PARAFA_JWT_ERROR_JSON:
      text = describe_json (problem);
      break;
    case PARAFA_JWT_ERROR_TOO_LONG:
      title = _ ("This is too long for a token");
      text = g_strdup (_ ("Parafa reads tokens of up to one megabyte."));
      break;
    case PARAFA_JWT_ERROR_ENCODING:
    default:
      /* Translators: Header, Content, Signature or Text; place in it */
      text = g_strdup_printf (_ ("%s, character %d: this cannot stand in a token, or something "
                                 "is missing here."),
                              get_segment_name (problem->segment), (int) problem->in_segment + 1);
      break;
    }
  set_words (words, PARAFA_PILL_ERROR, "dialog-error-symbolic", title, text);
}

static char *
describe_good (ParafaTokenVerification *verification, const char *key_file)
{
  const char *algorithm = parafa_token_verification_get_algorithm (verification);
  const char *key = parafa_token_verification_get_key_name (verification);

  /* Translators: algorithm as RS512, kind of key as RSA 2048, name of a file */
  return g_strdup_printf (_ ("%s with the key %s from %s. That the key is the right one, only "
                             "you can know."),
                          algorithm, key, key_file);
}

typedef struct
{
  ParafaVerificationOutcome outcome;
  const char *title;
  const char *text; /* with at most two %s: algorithm, key */
} Refusal;

static const Refusal REFUSALS[] = {
  { PARAFA_VERIFICATION_MALFORMED, N_ ("Nothing to verify"),
    N_ ("This text is no token in three parts.") },
  { PARAFA_VERIFICATION_UNSECURED, N_ ("Refused: the token is not signed"),
    N_ ("It says “alg: none”. Anybody could have written it; no key can make it trustworthy.") },
  { PARAFA_VERIFICATION_SHARED_SECRET, N_ ("Refused: signed with a shared secret"),
    N_ ("Whoever can check such a signature can also make one. A public key must never be used "
        "for it.") },
  { PARAFA_VERIFICATION_UNKNOWN, N_ ("Refused: unknown algorithm"),
    N_ ("Parafa checks RS, PS and ES with 256, 384 and 512, and EdDSA.") },
  { PARAFA_VERIFICATION_CRITICAL, N_ ("Refused: unknown extension"),
    N_ ("The header demands (“crit”) what Parafa does not know, so the token must not be taken "
        "for good.") },
  { PARAFA_VERIFICATION_WRONG_KEY, N_ ("Refused: a key of another kind"),
    N_ ("The key does not fit the algorithm of the token. It was not tried in any other way.") },
  { PARAFA_VERIFICATION_UNREADABLE_KEY, N_ ("There is no key in this file"),
    N_ ("A public key or a certificate (PEM or DER), a JWK or a JWKS file is needed.") },
  { PARAFA_VERIFICATION_PRIVATE_KEY, N_ ("Refused: this is a private key"),
    N_ ("A private key is needed by nobody who checks a signature. Keep it away from other "
        "programs, and use the public one.") },
  { PARAFA_VERIFICATION_WEAK_KEY, N_ ("Refused: the key is too short"),
    N_ ("RSA keys need at least 2048 bits.") },
  { PARAFA_VERIFICATION_NO_SUCH_KEY, N_ ("The key is not in this file"),
    N_ ("None of its keys has the name (“kid”) that the token asks for.") },
  { PARAFA_VERIFICATION_KEY_NOT_FOR_THIS, N_ ("Refused: the key is for something else"),
    N_ ("Its “use”, “key_ops” or “alg” does not allow this signature.") },
};

/**
 * parafa_inspector_text_verification:
 * @verification: what came out
 * @key_file: name of the file the key came from
 * @words: (inout): where to write
 *
 * Says what became of the check of a signature.
 */
void
parafa_inspector_text_verification (ParafaTokenVerification *verification,
                                    const char *key_file,
                                    ParafaInspectorWords *words)
{
  ParafaVerificationOutcome outcome = parafa_token_verification_get_outcome (verification);

  if (outcome == PARAFA_VERIFICATION_GOOD)
    {
      set_words (words, PARAFA_PILL_SUCCESS, "object-select-symbolic",
                 _ ("The signature is this key’s"), describe_good (verification, key_file));
      return;
    }
  if (outcome == PARAFA_VERIFICATION_BAD)
    {
      set_words (words, PARAFA_PILL_ERROR, "dialog-error-symbolic",
                 _ ("The signature is not this key’s"),
                 /* Translators: name of a file */
                 g_strdup_printf (_ ("Either the key in %s is not the one that signed, or the "
                                     "token was "
                                     "changed since."),
                                  key_file));
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (REFUSALS); i++)
    if (REFUSALS[i].outcome == outcome)
      set_words (words, PARAFA_PILL_ERROR, "dialog-error-symbolic", _ (REFUSALS[i].title),
                 g_strdup (_ (REFUSALS[i].text)));
}

/**
 * parafa_inspector_text_unverified:
 * @algorithm: (nullable): of the header
 * @words: (inout): where to write
 *
 * Says that a token was read only.
 */
void
parafa_inspector_text_unverified (const char *algorithm, ParafaInspectorWords *words)
{
  if (algorithm != NULL && parafa_jws_family_of (algorithm) == PARAFA_JWS_UNSECURED)
    {
      set_words (words, PARAFA_PILL_ERROR, "dialog-error-symbolic",
                 _ ("Not signed: anybody could have written this"),
                 g_strdup (_ ("It says “alg: none”. ANAF issues no such tokens.")));
      return;
    }
  set_words (words, PARAFA_PILL_ACCENT, "dialog-information-symbolic", _ ("Read, not verified"),
             g_strdup (_ ("ANAF publishes no key, so its signature cannot be checked. Nothing "
                          "leaves this computer.")));
}

/**
 * parafa_inspector_text_time:
 * @time_s: Unix seconds
 *
 * Returns: (transfer full): the moment in Romania's zone, to the second
 */
char *
parafa_inspector_text_time (gint64 time_s)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (BUCHAREST);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time_s);
  g_autoptr (GDateTime) time = NULL;

  if (zone == NULL || utc == NULL)
    return g_strdup_printf ("%" G_GINT64_FORMAT, time_s);
  time = g_date_time_to_timezone (utc, zone);
  /* Translators: day, short month, year, hour:minute:second */
  return g_strdup_printf (C_ ("moment", "%d %s %d, %02d:%02d:%02d"),
                          g_date_time_get_day_of_month (time),
                          parafa_date_text_get_month_in_short_date (g_date_time_get_month (time)),
                          g_date_time_get_year (time), g_date_time_get_hour (time),
                          g_date_time_get_minute (time), g_date_time_get_second (time));
}

static char *
describe_span (gint64 span_s)
{
  if (span_s < MINUTE_S)
    return g_strdup_printf (ngettext ("%d second", "%d seconds", (gulong) span_s), (int) span_s);
  if (span_s < HOUR_S)
    return g_strdup_printf (ngettext ("%d minute", "%d minutes", (gulong) (span_s / MINUTE_S)),
                            (int) (span_s / MINUTE_S));
  if (span_s < DAY_S)
    return g_strdup_printf (ngettext ("%d hour", "%d hours", (gulong) (span_s / HOUR_S)),
                            (int) (span_s / HOUR_S));
  if (span_s < 730 * DAY_S)
    return parafa_date_text_days ((int) (span_s / DAY_S));
  return g_strdup_printf (ngettext ("%d year", "%d years", (gulong) (span_s / (365 * DAY_S))),
                          (int) (span_s / (365 * DAY_S)));
}

/**
 * parafa_inspector_text_relative:
 * @time_s: Unix seconds
 * @now_s: Unix seconds
 *
 * Returns: (transfer full): "in 63 days", "2 hours ago"
 */
char *
parafa_inspector_text_relative (gint64 time_s, gint64 now_s)
{
  g_autofree char *span = describe_span (ABS (time_s - now_s));

  /* Translators: a span of time, as in "in 63 days" */
  return time_s >= now_s ? g_strdup_printf (_ ("in %s"), span)
                         /* Translators: a span of time, as in "63 days ago" */
                         : g_strdup_printf (_ ("%s ago"), span);
}

static char *
describe_algorithm (const char *name)
{
  switch (parafa_jws_family_of (name))
    {
    case PARAFA_JWS_UNSECURED:
      return g_strdup (_ ("Not signed at all: anybody could have written this"));
    case PARAFA_JWS_HMAC:
      return g_strdup_printf (_ ("Sealed with a shared secret and SHA-%s"), name + 2);
    case PARAFA_JWS_RSA:
      return g_strdup_printf (_ ("Signed with RSA and SHA-%s"), name + 2);
    case PARAFA_JWS_RSA_PSS:
      return g_strdup_printf (_ ("Signed with RSA-PSS and SHA-%s"), name + 2);
    case PARAFA_JWS_ECDSA:
      return g_strdup_printf (_ ("Signed with an elliptic curve and SHA-%s"), name + 2);
    case PARAFA_JWS_EDDSA:
      return g_strdup (_ ("Signed with an Edwards curve"));
    case PARAFA_JWS_UNKNOWN:
    default:
      return g_strdup (_ ("How the token is signed; unknown here"));
    }
}

static gboolean
is_service (const char *word)
{
  const char *name = parafa_token_text_get_service_name (word);

  return name != NULL && strcmp (name, word) != 0;
}

/**
 * parafa_inspector_text_services:
 * @services: (array zero-terminated=1): as the token names them
 *
 * Returns: (transfer full) (nullable): what they open, in words; %NULL when there are none
 */
char *
parafa_inspector_text_services (const char *const *services)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; services[i] != NULL; i++)
    {
      const char *bare = g_str_has_prefix (services[i], "SRV_") ? services[i] + 4 : services[i];
      g_autofree char *word = NULL;

      if (!is_service (bare))
        word = g_strdup (services[i]);
      else if (bare == services[i])
        word = g_strdup (parafa_token_text_get_service_name (bare));
      else
        /* Translators: e-Factura or e-Transport */
        word = g_strdup_printf (_ ("%s for programs"), parafa_token_text_get_service_name (bare));
      g_string_append_printf (out, out->len > 0 ? ", %s" : "%s", word);
    }
  return out->len > 0 ? g_strdup (out->str) : NULL;
}

static char *
describe_rights (const char *value)
{
  g_auto (GStrv) words = g_strsplit_set (value, "@, ", -1);
  guint n_words = 0;

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      words[n_words++] = words[i];
    else
      g_free (words[i]);
  words[n_words] = NULL;
  return parafa_inspector_text_services ((const char *const *) words);
}

static gboolean
is_rights (const char *name)
{
  static const char *const names[] = { "roles", "role", "efactura", "etransport", "hello" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (names[i], name) == 0)
      return TRUE;
  return FALSE;
}

/**
 * parafa_inspector_text_is_time:
 * @name: the name of a claim
 *
 * Returns: whether its number is a moment (RFC 7519 section 4.1, OpenID Connect Core section 2)
 */
gboolean
parafa_inspector_text_is_time (const char *name)
{
  static const char *const names[] = { "exp", "iat", "nbf", "auth_time", "updated_at" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (names[i], name) == 0)
      return TRUE;
  return FALSE;
}

static char *
explain (const char *name)
{
  const ParafaClaim claim = { (char *) name, NULL, -1 };

  for (guint i = 0; i < G_N_ELEMENTS (OTHERS); i++)
    if (strcmp (OTHERS[i].name, name) == 0)
      return g_strdup (_ (OTHERS[i].text));
  return parafa_claim_text_explain (&claim);
}

static char *
describe_moment (const char *name, gint64 time_s, gint64 now_s)
{
  g_autofree char *time = parafa_inspector_text_time (time_s);
  g_autofree char *relative = parafa_inspector_text_relative (time_s, now_s);
  g_autofree char *meaning = NULL;

  if (strcmp (name, "exp") == 0)
    /* Translators: a moment, then "in 63 days" or "3 days ago" */
    return g_strdup_printf (time_s >= now_s ? _ ("Expires %s · %s") : _ ("Expired %s · %s"), time,
                            relative);
  if (strcmp (name, "iat") == 0)
    /* Translators: a moment, then "27 days ago" */
    return g_strdup_printf (_ ("Issued %s · %s"), time, relative);
  if (strcmp (name, "nbf") == 0)
    /* Translators: a moment, then "27 days ago" */
    return g_strdup_printf (_ ("Good from %s · %s"), time, relative);
  meaning = explain (name);
  /* Translators: what a field means, a moment, then "27 days ago" */
  return g_strdup_printf (_ ("%s: %s · %s"), meaning, time, relative);
}

/**
 * parafa_inspector_text_meaning:
 * @name: the name of a field
 * @value: its value as text
 * @now_s: Unix seconds
 *
 * Returns: (transfer full): what the field means, with its value in words where there are some
 */
char *
parafa_inspector_text_meaning (const char *name, const char *value, gint64 now_s)
{
  char *text = NULL;

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (value != NULL, NULL);

  if (parafa_inspector_text_is_time (name))
    {
      char *end = NULL;
      double seconds = g_ascii_strtod (value, &end);

      if (end != value && *end == '\0' && seconds >= 0 && seconds < 253402300800.0)
        return describe_moment (name, (gint64) seconds, now_s);
    }
  if (strcmp (name, "alg") == 0)
    return describe_algorithm (value);
  if (is_rights (name))
    text = describe_rights (value);
  return text != NULL ? text : explain (name);
}
