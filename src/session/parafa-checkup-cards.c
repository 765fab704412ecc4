/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-checkup-probes.h"

#include "parafa-certificate-chain.h"
#include "parafa-serial.h"

/* From what the card processes and the profile know to the facts of a check-up. Names of people, and
 * labels of tokens, which often are names, stay behind. */

static ParafaCheckupDriverState
get_driver_state (ParafaDriverProblem problem)
{
  switch (problem)
    {
    case PARAFA_DRIVER_PROBLEM_NONE:
    case PARAFA_DRIVER_PROBLEM_UNREADABLE_TOKEN:
      return PARAFA_CHECKUP_DRIVER_WORKS;
    case PARAFA_DRIVER_PROBLEM_HANGS:
      return PARAFA_CHECKUP_DRIVER_HANGS;
    case PARAFA_DRIVER_PROBLEM_CRASHES:
      return PARAFA_CHECKUP_DRIVER_CRASHES;
    case PARAFA_DRIVER_PROBLEM_NO_FILE:
    case PARAFA_DRIVER_PROBLEM_NOT_A_LIBRARY:
    case PARAFA_DRIVER_PROBLEM_OTHER_MACHINE:
    case PARAFA_DRIVER_PROBLEM_MISSING_LIBRARY:
    case PARAFA_DRIVER_PROBLEM_DOES_NOT_LOAD:
    case PARAFA_DRIVER_PROBLEM_NOT_PKCS11:
    case PARAFA_DRIVER_PROBLEM_DOES_NOT_START:
    case PARAFA_DRIVER_PROBLEM_CANNOT_LIST:
    case PARAFA_DRIVER_PROBLEM_PROCESS:
    default:
      return PARAFA_CHECKUP_DRIVER_DOES_NOT_START;
    }
}

static void
add_drivers (ParafaCheckupFacts *facts, ParafaCardListing *listing)
{
  GPtrArray *reports = parafa_card_listing_get_reports (listing);

  for (guint i = 0; i < reports->len; i++)
    {
      ParafaDriverReport *report = g_ptr_array_index (reports, i);
      const ParafaDriverFindings *findings = parafa_driver_report_get_findings (report);
      ParafaCheckupDriver *driver =
          parafa_checkup_facts_add_driver (facts,
                                           parafa_driver_get_file_name (
                                               parafa_driver_report_get_driver (report)),
                                           get_driver_state (findings->problem));

      driver->reason = g_strdup (findings->message);
      driver->n_tokens = findings->n_tokens;
      driver->n_certificates = findings->n_certificates;
    }
}

static void
add_token (ParafaCheckupFacts *facts, ParafaCardToken *token)
{
  const ParafaCardTokenInfo *info = parafa_card_token_get_info (token);
  ParafaCheckupToken *added =
      parafa_checkup_facts_add_token (facts, info->manufacturer, info->model, info->serial);

  added->driver = g_strdup (parafa_driver_get_file_name (parafa_card_token_get_driver (token)));
  added->initialised = (info->flags & PARAFA_CARD_TOKEN_INITIALISED) != 0;
  added->pin_set = (info->flags & PARAFA_CARD_TOKEN_PIN_SET) != 0;
  added->pin = info->pin;
}

static gboolean
is_set_up (ParafaCardToken *token)
{
  return (parafa_card_token_get_info (token)->flags & PARAFA_CARD_TOKEN_INITIALISED) != 0;
}

static gboolean
is_hardware (ParafaCardToken *token)
{
  return (parafa_card_token_get_info (token)->flags & PARAFA_CARD_TOKEN_HARDWARE) != 0;
}

/* The one of the last login, else the best one */
static ParafaCertificate *
choose_certificate (GPtrArray *certificates, ParafaProfile *profile)
{
  const char *serial = profile != NULL ? parafa_profile_get_certificate_serial (profile) : NULL;

  for (guint i = 0; serial != NULL && i < certificates->len; i++)
    {
      ParafaCertificate *certificate = g_ptr_array_index (certificates, i);

      if (parafa_serial_equal (serial, parafa_certificate_get_serial (certificate)) &&
          g_strcmp0 (parafa_profile_get_certificate_issuer (profile),
                     parafa_certificate_get_issuer (certificate)) == 0)
        return certificate;
    }
  return certificates->len > 0 ? g_ptr_array_index (certificates, 0) : NULL;
}

static ParafaCheckupCertificate *
make_certificate (ParafaCertificate *certificate)
{
  ParafaCheckupCertificate *self = g_new0 (ParafaCheckupCertificate, 1);
  /* at a moment when it is valid, so that its dates do not hide what it is for */
  ParafaCertificateState state =
      parafa_certificate_get_state (certificate, parafa_certificate_get_not_before (certificate));
  GPtrArray *issuers = parafa_certificate_get_issuers (certificate);

  self->issuer = g_strdup (parafa_certificate_get_issuer (certificate));
  self->serial = g_strdup (parafa_certificate_get_serial (certificate));
  self->key_type = g_strdup (parafa_certificate_get_key_type (certificate));
  self->not_before_s = parafa_certificate_get_not_before (certificate);
  self->not_after_s = parafa_certificate_get_not_after (certificate);
  self->for_authentication =
      state != PARAFA_CERTIFICATE_NOT_FOR_AUTHENTICATION && state != PARAFA_CERTIFICATE_AUTHORITY;
  self->qualified = parafa_certificate_is_qualified (certificate);
  if (issuers != NULL)
    {
      g_autoptr (ParafaCertificateChain) chain =
          parafa_certificate_chain_new (certificate, issuers);

      self->chain_read = TRUE;
      self->n_issuers = chain->links->len > 0 ? chain->links->len - 1 : 0;
      self->missing_issuer = chain->is_complete ? NULL : g_strdup (chain->missing);
    }
  return self;
}

/**
 * parafa_checkup_choose_certificate:
 * @listing: what the drivers told
 * @profile: (nullable): whose certificate is meant
 *
 * Returns: (transfer none) (nullable): the certificate that a login would use
 */
ParafaCertificate *
parafa_checkup_choose_certificate (ParafaCardListing *listing, ParafaProfile *profile)
{
  return choose_certificate (parafa_card_listing_get_certificates (listing), profile);
}

/**
 * parafa_checkup_read_listing:
 * @facts: changed
 * @listing: what the drivers told
 * @profile: (nullable): whose certificate is meant
 *
 * Puts drivers, tokens and the certificate that a login would use into the facts. The token that
 * holds this certificate comes first.
 */
void
parafa_checkup_read_listing (ParafaCheckupFacts *facts,
                             ParafaCardListing *listing,
                             ParafaProfile *profile)
{
  GPtrArray *certificates = parafa_card_listing_get_certificates (listing);
  GPtrArray *tokens = parafa_card_listing_get_tokens (listing);
  ParafaCertificate *certificate = choose_certificate (certificates, profile);
  ParafaCardToken *first =
      certificate != NULL ? parafa_card_listing_find_token (listing, certificate) : NULL;

  add_drivers (facts, listing);
  if (first != NULL)
    add_token (facts, first);
  /* an empty token is of interest only where there is no other, and an empty one of software (SoftHSM
   * always has one to spare) never: it would hide that the real one is not seen */
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < tokens->len; i++)
      {
        ParafaCardToken *token = g_ptr_array_index (tokens, i);

        if (token != first && is_set_up (token) == (pass == 0) &&
            (is_set_up (token) || is_hardware (token)))
          add_token (facts, token);
      }
  facts->n_certificates = certificates->len;
  /* a login with a file is not made with what lies on a token */
  if (certificate != NULL && !facts->uses_file)
    facts->certificate = make_certificate (certificate);
  facts->has |= PARAFA_CHECKUP_HAS_CARDS;
}

/**
 * parafa_checkup_read_kept:
 * @facts: changed, after parafa_checkup_read_profile()
 * @kept: (nullable): the public certificate of the last login
 * @profile: (nullable): whose certificate is meant
 *
 * Puts into the facts what is known of the certificate in a file without its password: what was kept
 * at the last login with it.
 */
void
parafa_checkup_read_kept (ParafaCheckupFacts *facts,
                          ParafaCertificate *kept,
                          ParafaProfile *profile)
{
  const char *serial = profile != NULL ? parafa_profile_get_certificate_serial (profile) : NULL;

  facts->has |= PARAFA_CHECKUP_HAS_FILE;
  if (facts->uses_file && kept != NULL && serial != NULL &&
      parafa_serial_equal (serial, parafa_certificate_get_serial (kept)) &&
      g_strcmp0 (parafa_profile_get_certificate_issuer (profile),
                 parafa_certificate_get_issuer (kept)) == 0)
    facts->certificate = make_certificate (kept);
}

/**
 * parafa_checkup_read_profile:
 * @facts: changed
 * @profile: (nullable): the profile
 *
 * Puts into the facts how the last login ended. A certificate that was refused counts more than an
 * older one that was taken.
 */
void
parafa_checkup_read_profile (ParafaCheckupFacts *facts, ParafaProfile *profile)
{
  facts->has |= PARAFA_CHECKUP_HAS_LOGIN;
  if (profile == NULL || parafa_profile_get_certificate_file (profile) == NULL)
    facts->has |= PARAFA_CHECKUP_HAS_FILE;
  if (profile == NULL)
    return;
  facts->practises = parafa_profile_get_environment (profile) == PARAFA_ENVIRONMENT_PRACTICE;
  facts->uses_file = parafa_profile_get_certificate_file (profile) != NULL;
  if (parafa_profile_get_refused_serial (profile) != NULL)
    {
      facts->login.refused = TRUE;
      facts->login.at_s = parafa_profile_get_refused_at (profile);
      facts->login.serial = g_strdup (parafa_profile_get_refused_serial (profile));
      facts->login.issuer = g_strdup (parafa_profile_get_refused_issuer (profile));
    }
  else if (parafa_profile_get_certificate_serial (profile) != NULL)
    {
      facts->login.succeeded = TRUE;
      facts->login.serial = g_strdup (parafa_profile_get_certificate_serial (profile));
      facts->login.issuer = g_strdup (parafa_profile_get_certificate_issuer (profile));
    }
}
