/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-certificate-lines.h"

#include <glib/gi18n.h>

#include "parafa-certificate-text.h"
#include "parafa-certificate-words.h"
#include "parafa-date-text.h"

/* A certificate as lines of text: what the page shows, without a page */

static void
line_free (gpointer data)
{
  ParafaCertificateLine *line = data;

  g_free (line->label);
  g_free (line->value);
  g_free (line->note);
  g_free (line);
}

static ParafaCertificateLine *
add (GPtrArray *lines, const char *label, const char *value)
{
  ParafaCertificateLine *line = g_new0 (ParafaCertificateLine, 1);

  line->label = g_strdup (label);
  line->value = g_strdup (value);
  g_ptr_array_add (lines, line);
  return line;
}

static void
add_code (GPtrArray *lines, const char *label, const char *value)
{
  if (value != NULL && *value != '\0')
    add (lines, label, value)->is_code = TRUE;
}

static void
add_fact (GPtrArray *lines, const char *icon, const char *value, const char *note)
{
  ParafaCertificateLine *line = add (lines, NULL, value);

  line->icon = icon;
  line->note = g_strdup (note);
}

static int
compare_parts (gconstpointer a, gconstpointer b)
{
  const ParafaNamePart *const *one = a;
  const ParafaNamePart *const *other = b;

  return (int) parafa_certificate_words_get_attribute_order ((*one)->oid) -
         (int) parafa_certificate_words_get_attribute_order ((*other)->oid);
}

/* People ask for the name first; certificates begin with the country */
static void
add_name (GPtrArray *lines, GPtrArray *parts)
{
  g_autoptr (GPtrArray) ordered = g_ptr_array_copy (parts, NULL, NULL);

  g_ptr_array_set_free_func (ordered, NULL);
  g_ptr_array_sort (ordered, compare_parts);
  for (guint i = 0; i < ordered->len; i++)
    {
      const ParafaNamePart *part = g_ptr_array_index (ordered, i);
      const char *label = parafa_certificate_words_get_attribute (part->oid);

      add (lines, label != NULL ? label : parafa_name_part_get_short_name (part), part->text);
    }
}

static void
add_holder (GPtrArray *lines, const ParafaCertificateDetails *details)
{
  add_name (lines, details->subject);
  for (guint i = 0; details->emails[i] != NULL; i++)
    add (lines, parafa_certificate_words_get_attribute (PARAFA_OID_EMAIL), details->emails[i]);
}

static void
add_issuer (GPtrArray *lines,
            ParafaCertificate *certificate,
            const ParafaCertificateDetails *details)
{
  g_autofree char *from = parafa_date_text_long (parafa_certificate_get_not_before (certificate));
  g_autofree char *from_time =
      parafa_date_text_time (parafa_certificate_get_not_before (certificate));
  g_autofree char *until = parafa_date_text_long (parafa_certificate_get_not_after (certificate));
  g_autofree char *until_time =
      parafa_date_text_time (parafa_certificate_get_not_after (certificate));
  /* Translators: a date, then hour and minute */
  g_autofree char *whole_from = g_strdup_printf (C_ ("moment", "%s, %s"), from, from_time);
  g_autofree char *whole_until = g_strdup_printf (C_ ("moment", "%s, %s"), until, until_time);

  add_name (lines, details->issuer);
  add_code (lines, _ ("Serial number, as ANAF writes it"),
            parafa_certificate_get_serial (certificate));
  add (lines, _ ("Valid from"), whole_from);
  add (lines, _ ("Valid until"), whole_until);
}

static void
add_uses (GPtrArray *lines, const ParafaCertificateDetails *details)
{
  for (guint bit = 0; bit < 7; bit++)
    if ((details->key_usage & (1u << bit)) != 0)
      add_fact (lines, "object-select-symbolic",
                parafa_certificate_words_get_usage ((ParafaKeyUsage) (1u << bit)), NULL);
  if (!details->has_key_usage)
    add_fact (lines, "object-select-symbolic", _ ("Any use of its key"),
              _ ("The certificate names none"));
  for (guint i = 0; details->purposes[i] != NULL; i++)
    {
      const char *words = parafa_certificate_words_get_purpose (details->purposes[i]);

      if (words != NULL)
        add_fact (lines, "object-select-symbolic", words, NULL);
      else
        add_fact (lines, "dialog-question-symbolic", _ ("A purpose Parafa has no words for"),
                  details->purposes[i]);
    }
}

static void
add_statements (GPtrArray *lines, const ParafaCertificateDetails *details)
{
  for (guint i = 0; i < details->statements->len; i++)
    {
      const ParafaQcStatement *statement = g_ptr_array_index (details->statements, i);
      g_autofree char *note = NULL;
      g_autofree char *words = parafa_certificate_words_make_statement (statement, &note);

      add_fact (lines,
                statement->kind == PARAFA_QC_OTHER ? "dialog-question-symbolic"
                                                   : "object-select-symbolic",
                words, note);
    }
  if (details->statements->len == 0)
    add_fact (lines, "dialog-warning-symbolic", _ ("Not qualified under EU law"),
              _ ("Its issuer states nothing about that; ANAF asks for a qualified certificate"));
}

static void
add_policies (GPtrArray *lines, const ParafaCertificateDetails *details)
{
  for (guint i = 0; i < details->policies->len; i++)
    {
      const ParafaCertificatePolicy *policy = g_ptr_array_index (details->policies, i);
      const char *words = parafa_certificate_words_get_policy (policy->oid);

      add_code (lines, words != NULL ? words : _ ("Policy of the issuer"), policy->oid);
      if (policy->notice != NULL)
        add (lines, _ ("Notice"), policy->notice);
      if (policy->address != NULL)
        add_code (lines, _ ("Where the rules stand"), policy->address);
    }
}

static char *
make_link_note (ParafaCertificate *link, gint64 now_s)
{
  g_autofree char *validity = NULL;
  g_autofree char *place = parafa_certificate_text_place (link);
  g_autofree char *until = parafa_certificate_text_date (parafa_certificate_get_not_after (link));

  /* of an issuer only its dates matter here, not that it is one */
  if (now_s > parafa_certificate_get_not_after (link))
    /* Translators: %s is a date */
    validity = g_strdup_printf (_ ("Expired on %s"), until);
  else
    /* Translators: %s is a date */
    validity = g_strdup_printf (_ ("Valid until %s"), until);
  if (*place == '\0')
    return g_steal_pointer (&validity);
  /* Translators: first how long a certificate is valid, then where it lies */
  return g_strdup_printf (C_ ("chain", "%s · %s"), validity, place);
}

static void
add_chain (GPtrArray *lines, const ParafaCertificateChain *chain, gint64 now_s)
{
  guint n = chain->links->len;

  for (guint i = 0; i < n; i++)
    {
      ParafaCertificate *link = g_ptr_array_index (chain->links, i);
      g_autofree char *note = make_link_note (link, now_s);

      add_fact (lines, i == 0 ? "avatar-default-symbolic" : "ro.parafa.Parafa-certificate-symbolic",
                parafa_certificate_get_holder (link), note);
    }
  if (chain->is_complete)
    return;
  if (n > 1)
    add_fact (lines, "action-unavailable-symbolic", chain->missing,
              _ ("The root is not here; servers have their own. Nothing has to be done"));
  else
    add_fact (lines, "dialog-warning-symbolic", chain->missing,
              _ ("The issuer’s certificate is missing here. Logging in may still work: ANAF knows "
                 "the issuers"));
}

static void
add_key (GPtrArray *lines, ParafaCertificate *certificate, const ParafaCertificateDetails *details)
{
  add_code (lines, _ ("Fingerprint SHA-256"), parafa_certificate_get_fingerprint (certificate));
  add_code (lines, _ ("Fingerprint SHA-1"), details->sha1);
  add (lines, _ ("Public key"), parafa_certificate_get_key_type (certificate));
  add (lines, _ ("Signed with"), details->signature);
}

static void
add_addresses (GPtrArray *lines, const char *label, GStrv addresses)
{
  for (guint i = 0; addresses[i] != NULL; i++)
    add_code (lines, label, addresses[i]);
}

static void
add_programmers (GPtrArray *lines, const ParafaCertificateDetails *details)
{
  g_autofree char *subject = parafa_name_parts_to_text (details->subject);
  g_autofree char *issuer = parafa_name_parts_to_text (details->issuer);
  g_autofree char *version = g_strdup_printf ("X.509 v%u", details->version);
  g_autofree char *purposes = g_strjoinv (", ", details->purposes);

  add_code (lines, "subject", subject);
  add_code (lines, "issuer", issuer);
  add_code (lines, "version", version);
  add_code (lines, "signatureAlgorithm", details->signature_oid);
  add_code (lines, "extKeyUsage", purposes);
  add_code (lines, "subjectKeyIdentifier", details->key_id);
  add_code (lines, "authorityKeyIdentifier", details->issuer_key_id);
  add_addresses (lines, "caIssuers", details->issuer_addresses);
  add_addresses (lines, "OCSP", details->status_addresses);
  add_addresses (lines, "cRLDistributionPoints", details->list_addresses);
  for (guint i = 0; i < details->statements->len; i++)
    add_code (lines, "qcStatement",
              ((ParafaQcStatement *) g_ptr_array_index (details->statements, i))->oid);
  for (guint i = 0; i < details->extensions->len; i++)
    {
      const ParafaCertificateExtension *extension = g_ptr_array_index (details->extensions, i);
      g_autofree char *text =
          g_strdup_printf ("%s%s, %" G_GSIZE_FORMAT " B", extension->oid,
                           extension->critical ? ", critical" : "", extension->size);

      add_code (lines, "extension", text);
    }
}

/**
 * parafa_certificate_lines_get_title:
 * @part: a part
 *
 * Returns: (transfer none): what stands over it, translated
 */
const char *
parafa_certificate_lines_get_title (ParafaCertificatePart part)
{
  static const char *const titles[PARAFA_N_CERTIFICATE_PARTS] = {
    [PARAFA_CERTIFICATE_PART_HOLDER] = N_ ("Whose It Is"),
    [PARAFA_CERTIFICATE_PART_ISSUER] = N_ ("Who Issued It, and for How Long"),
    [PARAFA_CERTIFICATE_PART_USES] = N_ ("What It Is For"),
    [PARAFA_CERTIFICATE_PART_QUALIFIED] = N_ ("What the Issuer States"),
    [PARAFA_CERTIFICATE_PART_POLICIES] = N_ ("Under Which Rules"),
    [PARAFA_CERTIFICATE_PART_CHAIN] = N_ ("Who Vouches for It"),
    [PARAFA_CERTIFICATE_PART_KEY] = N_ ("Fingerprints and Key"),
    [PARAFA_CERTIFICATE_PART_PROGRAMMERS] = N_ ("Details for programmers"),
  };

  g_return_val_if_fail (part < PARAFA_N_CERTIFICATE_PARTS, "");

  return _ (titles[part]);
}

/**
 * parafa_certificate_lines_make:
 * @part: a part
 * @certificate: a certificate
 * @details: everything of it
 * @chain: who vouches for it
 * @now_s: now, Unix seconds
 *
 * Returns: (transfer full) (element-type ParafaCertificateLine): what stands in @part; it may be
 *   empty
 */
GPtrArray *
parafa_certificate_lines_make (ParafaCertificatePart part,
                               ParafaCertificate *certificate,
                               const ParafaCertificateDetails *details,
                               const ParafaCertificateChain *chain,
                               gint64 now_s)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (line_free);

  switch (part)
    {
    case PARAFA_CERTIFICATE_PART_HOLDER:
      add_holder (lines, details);
      break;
    case PARAFA_CERTIFICATE_PART_ISSUER:
      add_issuer (lines, certificate, details);
      break;
    case PARAFA_CERTIFICATE_PART_USES:
      add_uses (lines, details);
      break;
    case PARAFA_CERTIFICATE_PART_QUALIFIED:
      add_statements (lines, details);
      break;
    case PARAFA_CERTIFICATE_PART_POLICIES:
      add_policies (lines, details);
      break;
    case PARAFA_CERTIFICATE_PART_CHAIN:
      add_chain (lines, chain, now_s);
      break;
    case PARAFA_CERTIFICATE_PART_KEY:
      add_key (lines, certificate, details);
      break;
    case PARAFA_CERTIFICATE_PART_PROGRAMMERS:
      add_programmers (lines, details);
      break;
    case PARAFA_N_CERTIFICATE_PARTS:
    default:
      g_return_val_if_reached (lines);
    }
  return lines;
}

/**
 * parafa_certificate_lines_get_state:
 * @certificate: a certificate
 * @now_s: now, Unix seconds
 *
 * Returns: icon, word and colour of its state
 */
ParafaStateWords
parafa_certificate_lines_get_state (ParafaCertificate *certificate, gint64 now_s)
{
  ParafaCertificateState state = parafa_certificate_get_state (certificate, now_s);
  const char *word = parafa_certificate_text_state (state);

  switch (state)
    {
    case PARAFA_CERTIFICATE_EXPIRED:
      return (ParafaStateWords){ PARAFA_PILL_ERROR, "dialog-error-symbolic", word };
    case PARAFA_CERTIFICATE_NOT_YET_VALID:
      return (ParafaStateWords){ PARAFA_PILL_WARNING, "alarm-symbolic", word };
    case PARAFA_CERTIFICATE_NOT_FOR_AUTHENTICATION:
    case PARAFA_CERTIFICATE_AUTHORITY:
      return (ParafaStateWords){ PARAFA_PILL_PLAIN, "action-unavailable-symbolic", word };
    case PARAFA_CERTIFICATE_USABLE:
    default:
      if (parafa_certificate_words_count_days (parafa_certificate_get_not_after (certificate),
                                               now_s) <= PARAFA_CERTIFICATE_SOON_DAYS)
        return (ParafaStateWords){ PARAFA_PILL_WARNING, "alarm-symbolic", _ ("Expires soon") };
      return (ParafaStateWords){ PARAFA_PILL_SUCCESS, "object-select-symbolic", word };
    }
}

/**
 * parafa_certificate_lines_make_sentence:
 * @certificate: a certificate
 * @now_s: now, Unix seconds
 *
 * Returns: (transfer full): the one sentence that answers whether it opens ANAF
 */
char *
parafa_certificate_lines_make_sentence (ParafaCertificate *certificate, gint64 now_s)
{
  int days =
      parafa_certificate_words_count_days (parafa_certificate_get_not_after (certificate), now_s);

  switch (parafa_certificate_get_state (certificate, now_s))
    {
    case PARAFA_CERTIFICATE_EXPIRED:
      return g_strdup (_ ("This certificate has expired"));
    case PARAFA_CERTIFICATE_NOT_YET_VALID:
      return g_strdup (_ ("This certificate cannot be used yet"));
    case PARAFA_CERTIFICATE_NOT_FOR_AUTHENTICATION:
      return g_strdup (_ ("This certificate signs documents; it does not open ANAF"));
    case PARAFA_CERTIFICATE_AUTHORITY:
      return g_strdup (_ ("This is the certificate of an issuer, not of a person"));
    case PARAFA_CERTIFICATE_USABLE:
    default:
      return parafa_certificate_words_make_days_sentence (days);
    }
}
