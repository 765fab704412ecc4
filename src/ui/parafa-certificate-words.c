/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-certificate-words.h"

#include <glib/gi18n.h>

#include "parafa-clock-face.h"
#include "parafa-expiry.h"

typedef struct
{
  const char *oid;
  const char *words;
} OidWords;

/* Attributes of names: X.520, and ETSI EN 319 412-1 for the last */
static const OidWords ATTRIBUTES[] = {
  { PARAFA_OID_COMMON_NAME, N_ ("Name") },
  { PARAFA_OID_GIVEN_NAME, N_ ("Given name") },
  { PARAFA_OID_SURNAME, N_ ("Surname") },
  { PARAFA_OID_SERIAL_NUMBER, N_ ("Identifier at the issuer") },
  { PARAFA_OID_TITLE, N_ ("Title") },
  { PARAFA_OID_ORGANIZATION, N_ ("Organisation") },
  { PARAFA_OID_UNIT, N_ ("Department") },
  { PARAFA_OID_ORGANIZATION_ID, N_ ("Identifier of the organisation") },
  { PARAFA_OID_EMAIL, N_ ("E-mail") },
  { PARAFA_OID_PHONE, N_ ("Phone") },
  { PARAFA_OID_STREET, N_ ("Street") },
  { PARAFA_OID_LOCALITY, N_ ("Place") },
  { PARAFA_OID_STATE, N_ ("County") },
  { PARAFA_OID_POSTAL_CODE, N_ ("Postal code") },
  { PARAFA_OID_COUNTRY, N_ ("Country") },
  { PARAFA_OID_PSEUDONYM, N_ ("Pseudonym") },
};

/* Extended key usages: RFC 5280, section 4.2.1.12, and those of Microsoft and Adobe that Romanian issuers use */
static const OidWords PURPOSES[] = {
  { "1.3.6.1.5.5.7.3.2", N_ ("Logging in to a server (client authentication)") },
  { "1.3.6.1.5.5.7.3.4", N_ ("Signing and encrypting e-mail") },
  { "1.3.6.1.5.5.7.3.1", N_ ("Being a server") },
  { "1.3.6.1.5.5.7.3.3", N_ ("Signing programs") },
  { "1.3.6.1.5.5.7.3.8", N_ ("Time stamps") },
  { "1.3.6.1.5.5.7.3.9", N_ ("Answers about revoked certificates") },
  { "1.3.6.1.5.5.7.3.36", N_ ("Signing documents") },
  { "1.3.6.1.4.1.311.20.2.2", N_ ("Logging in to Windows with a smart card") },
  { "1.3.6.1.4.1.311.10.3.12", N_ ("Signing Office documents") },
  { "1.3.6.1.4.1.311.10.3.4", N_ ("Encrypting files in Windows") },
  { "1.2.840.113583.1.1.5", N_ ("Signing PDF documents") },
  { "2.5.29.37.0", N_ ("Any purpose") },
};

/* Policies of ETSI EN 319 411-1 and 319 411-2 */
static const OidWords POLICIES[] = {
  { "0.4.0.194112.1.0", N_ ("Qualified certificate of a person (QCP-n)") },
  { "0.4.0.194112.1.1", N_ ("Qualified certificate of an organisation (QCP-l)") },
  { "0.4.0.194112.1.2", N_ ("Qualified certificate of a person, key in a qualified device "
                            "(QCP-n-qscd)") },
  { "0.4.0.194112.1.3", N_ ("Qualified certificate of an organisation, key in a qualified device "
                            "(QCP-l-qscd)") },
  { "0.4.0.2042.1.1", N_ ("Normalised certificate (NCP)") },
  { "0.4.0.2042.1.2", N_ ("Normalised certificate, key in a secure device (NCP+)") },
  { "0.4.0.2042.1.3", N_ ("Light certificate (LCP)") },
  { "2.5.29.32.0", N_ ("Any policy") },
};

static const char *
find_words (const OidWords *table, gsize n, const char *oid)
{
  for (gsize i = 0; i < n; i++)
    if (g_str_equal (table[i].oid, oid))
      return _ (table[i].words);
  return NULL;
}

/**
 * parafa_certificate_words_get_attribute:
 * @oid: an attribute type
 *
 * Returns: (transfer none) (nullable): what it is called
 */
const char *
parafa_certificate_words_get_attribute (const char *oid)
{
  return find_words (ATTRIBUTES, G_N_ELEMENTS (ATTRIBUTES), oid);
}

/**
 * parafa_certificate_words_get_attribute_order:
 * @oid: an attribute type
 *
 * Returns: where it stands among the others on the page, the most telling first; those without words
 *   last
 */
guint
parafa_certificate_words_get_attribute_order (const char *oid)
{
  guint order = 0;

  while (order < G_N_ELEMENTS (ATTRIBUTES) && !g_str_equal (ATTRIBUTES[order].oid, oid))
    order++;
  return order;
}

/**
 * parafa_certificate_words_get_usage:
 * @usage: one use of the key
 *
 * Returns: (transfer none): what it means
 */
const char *
parafa_certificate_words_get_usage (ParafaKeyUsage usage)
{
  switch (usage)
    {
    case PARAFA_KEY_USAGE_AUTHENTICATION:
      return _ ("Proving who you are: this opens ANAF");
    case PARAFA_KEY_USAGE_SIGNATURE:
      return _ ("Signing documents as if by hand");
    case PARAFA_KEY_USAGE_KEY_ENCIPHERMENT:
      return _ ("Receiving encrypted keys");
    case PARAFA_KEY_USAGE_DATA_ENCIPHERMENT:
      return _ ("Receiving encrypted data");
    case PARAFA_KEY_USAGE_AGREEMENT:
      return _ ("Agreeing on keys");
    case PARAFA_KEY_USAGE_CERTIFICATES:
      return _ ("Issuing certificates");
    case PARAFA_KEY_USAGE_LISTS:
      return _ ("Issuing lists of revoked certificates");
    default:
      g_return_val_if_reached ("");
    }
}

/**
 * parafa_certificate_words_get_purpose:
 * @oid: an extended key usage
 *
 * Returns: (transfer none) (nullable): what it means
 */
const char *
parafa_certificate_words_get_purpose (const char *oid)
{
  return find_words (PURPOSES, G_N_ELEMENTS (PURPOSES), oid);
}

/**
 * parafa_certificate_words_get_policy:
 * @oid: a policy
 *
 * Returns: (transfer none) (nullable): what it is called
 */
const char *
parafa_certificate_words_get_policy (const char *oid)
{
  return find_words (POLICIES, G_N_ELEMENTS (POLICIES), oid);
}

static char *
make_type (const ParafaQcStatement *statement)
{
  static const OidWords types[] = {
    { PARAFA_QC_TYPE_SIGNATURE, N_ ("For the signature of a person") },
    { PARAFA_QC_TYPE_SEAL, N_ ("For the seal of an organisation") },
    { PARAFA_QC_TYPE_WEB, N_ ("For a web site") },
  };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; statement->values[i] != NULL; i++)
    {
      const char *words = find_words (types, G_N_ELEMENTS (types), statement->values[i]);

      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "",
                              words != NULL ? words : statement->values[i]);
    }
  return g_strdup (text->len > 0 ? text->str : _ ("For a use it does not name"));
}

static char *
make_limit (const ParafaQcStatement *statement)
{
  const char *currency = statement->values[0] != NULL ? statement->values[0] : "?";
  gint64 amount = statement->number;
  g_autofree char *digits = NULL;

  if (statement->number < 0 || statement->exponent < 0 || statement->exponent > 9 ||
      statement->number > G_GINT64_CONSTANT (1000000000))
    return g_strdup (_ ("For transactions up to a limit"));
  for (gint64 i = 0; i < statement->exponent; i++)
    amount *= 10;
  digits = g_strdup_printf ("%" G_GINT64_FORMAT, amount);
  /* Translators: first an amount of money, then the currency, such as EUR */
  return g_strdup_printf (_ ("For transactions up to %s %s"), digits, currency);
}

static char *
make_retention (const ParafaQcStatement *statement)
{
  int years = (int) CLAMP (statement->number, 0, 1000);

  return g_strdup_printf (ngettext ("The issuer keeps its papers for %d year after the end",
                                    "The issuer keeps its papers for %d years after the end",
                                    (gulong) years),
                          years);
}

/**
 * parafa_certificate_words_make_statement:
 * @statement: a statement about a qualified certificate
 * @note: (out) (transfer full) (nullable): more about it: addresses, an object identifier
 *
 * Returns: (transfer full): what the issuer states, in words
 */
char *
parafa_certificate_words_make_statement (const ParafaQcStatement *statement, char **note)
{
  *note = NULL;
  switch (statement->kind)
    {
    case PARAFA_QC_COMPLIANCE:
      return g_strdup (_ ("Qualified under EU law"));
    case PARAFA_QC_DEVICE:
      return g_strdup (_ ("The key lies in a qualified device that does not let it out"));
    case PARAFA_QC_TYPE:
      return make_type (statement);
    case PARAFA_QC_LIMIT:
      return make_limit (statement);
    case PARAFA_QC_RETENTION:
      return make_retention (statement);
    case PARAFA_QC_DISCLOSURE:
      *note = g_strjoinv (" ", statement->values);
      return g_strdup (_ ("Where the issuer explains its conditions"));
    case PARAFA_QC_LEGISLATION:
      *note = g_strjoinv (" ", statement->values);
      return g_strdup (_ ("Qualified under the law of other countries"));
    case PARAFA_QC_SEMANTICS:
      *note = g_strjoinv (" ", statement->values);
      return g_strdup (_ ("Says how the holder’s identifier is to be read"));
    case PARAFA_QC_OTHER:
    default:
      *note = g_strdup (statement->oid);
      return g_strdup (_ ("A statement Parafa has no words for"));
    }
}

/**
 * parafa_certificate_words_count_days:
 * @ends_at_s: when a certificate ends, Unix seconds
 * @now_s: now, Unix seconds
 *
 * Counts whole days, rounded down, as the token page and the check-up do.
 *
 * Returns: days left; 0 on the last day and afterwards
 */
int
parafa_certificate_words_count_days (gint64 ends_at_s, gint64 now_s)
{
  if (parafa_clock_face_count_days (now_s, ends_at_s) <= 0)
    return 0;
  return parafa_expiry_get_days_left (ends_at_s, now_s);
}

/**
 * parafa_certificate_words_make_days_sentence:
 * @days: whole days left, 0 for the last one
 *
 * Returns: (transfer full): how long a certificate still opens ANAF
 */
char *
parafa_certificate_words_make_days_sentence (int days)
{
  if (days <= 0)
    return g_strdup (_ ("Today is the last day of this certificate"));
  return g_strdup_printf (ngettext ("This certificate opens ANAF for %d more day",
                                    "This certificate opens ANAF for %d more days", (gulong) days),
                          days);
}
