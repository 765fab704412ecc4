/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-checkup-judge-private.h"

#include "parafa-config.h"
#include "parafa-expiry.h"
#include "parafa-redact.h"

#include <glib/gi18n.h>

/* From here on a renewal should be ordered: a provider takes some days */
#define SOON_DAYS 30
#define OPENSC_FILE "opensc-pkcs11.so"

gboolean
parafa_checkup_has_token (const ParafaCheckupFacts *facts)
{
  return facts->tokens->len > 0;
}

static guint
count_readers (const ParafaCheckupFacts *facts)
{
  return facts->service != NULL && facts->service->readers != NULL ? facts->service->readers->len
                                                                   : 0;
}

static gboolean
service_answers (const ParafaCheckupFacts *facts)
{
  return facts->service != NULL && facts->service->state == PARAFA_READER_SERVICE_ANSWERS;
}

static const ParafaCheckupDriver *
find_driver (const ParafaCheckupFacts *facts, ParafaCheckupDriverState state)
{
  for (guint i = 0; i < facts->drivers->len; i++)
    {
      const ParafaCheckupDriver *driver = g_ptr_array_index (facts->drivers, i);

      if (driver->state == state)
        return driver;
    }
  return NULL;
}

/* The gravest: what hangs or breaks down may hide a token, what does not start at all is often one that nobody needs here. The
 * states stand in that order */
static const ParafaCheckupDriver *
find_failed_driver (const ParafaCheckupFacts *facts)
{
  const ParafaCheckupDriver *failed = NULL;

  for (guint i = 0; i < facts->drivers->len; i++)
    {
      const ParafaCheckupDriver *driver = g_ptr_array_index (facts->drivers, i);

      if (driver->state != PARAFA_CHECKUP_DRIVER_WORKS &&
          (failed == NULL || driver->state < failed->state))
        failed = driver;
    }
  return failed;
}

static gboolean
has_driver_file (const ParafaCheckupFacts *facts, const char *file)
{
  for (guint i = 0; i < facts->drivers->len; i++)
    if (g_str_equal (((ParafaCheckupDriver *) g_ptr_array_index (facts->drivers, i))->file, file))
      return TRUE;
  return FALSE;
}

/* Both for a person: "USB 096e:0807 · ePass2003" */
static char *
describe_device (const ParafaUsbDevice *device)
{
  return g_strdup_printf ("USB %04x:%04x%s%s", device->vendor, device->product,
                          *device->name != '\0' ? " · " : "", device->name);
}

static char *
describe_token (const ParafaCheckupToken *token)
{
  g_autofree char *serial = parafa_redact_mask (token->serial, 0, 4);

  return g_strdup_printf ("%s%s%s%s%s", token->manufacturer,
                          *token->manufacturer != '\0' && *token->model != '\0' ? " " : "",
                          token->model, *token->serial != '\0' ? " · " : "",
                          *token->serial != '\0' ? serial : "");
}

static const ParafaCheckupToken *
first_token (const ParafaCheckupFacts *facts)
{
  return g_ptr_array_index (facts->tokens, 0);
}

ParafaCheckupLine *
parafa_checkup_judge_service (const ParafaCheckupFacts *facts)
{
  static const ParafaCheckupFinding findings[] = {
    [PARAFA_READER_SERVICE_UNKNOWN] = PARAFA_FINDING_SERVICE_SILENT,
    [PARAFA_READER_SERVICE_ANSWERS] = PARAFA_FINDING_SERVICE_ANSWERS,
    [PARAFA_READER_SERVICE_OTHER_VERSION] = PARAFA_FINDING_SERVICE_OTHER_VERSION,
    [PARAFA_READER_SERVICE_TURNS_AWAY] = PARAFA_FINDING_SERVICE_TURNS_AWAY,
    [PARAFA_READER_SERVICE_SILENT] = PARAFA_FINDING_SERVICE_SILENT,
    [PARAFA_READER_SERVICE_NOT_RUNNING] = PARAFA_FINDING_SERVICE_NOT_RUNNING,
    [PARAFA_READER_SERVICE_NOT_INSTALLED] = PARAFA_FINDING_SERVICE_NOT_INSTALLED,
    [PARAFA_READER_SERVICE_UNREACHABLE] = PARAFA_FINDING_SERVICE_UNREACHABLE,
  };
  g_autofree char *readers = NULL;

  if (!service_answers (facts) && parafa_checkup_has_token (facts))
    return parafa_checkup_say (facts, PARAFA_FINDING_SERVICE_NOT_NEEDED,
                               first_token (facts)->driver, NULL);
  readers = parafa_checkup_format_count (g_dngettext (GETTEXT_PACKAGE, "%u reader", "%u readers",
                                                      count_readers (facts)),
                                         count_readers (facts));
  return parafa_checkup_say (facts, findings[facts->service->state], readers, NULL);
}

ParafaCheckupLine *
parafa_checkup_judge_reader (const ParafaCheckupFacts *facts)
{
  g_autofree char *device = facts->device != NULL ? describe_device (facts->device) : NULL;
  g_autofree char *looked_at = NULL;

  if (facts->device == NULL && count_readers (facts) > 0)
    {
      const ParafaReader *reader = g_ptr_array_index (facts->service->readers, 0);

      return parafa_checkup_say (facts, PARAFA_FINDING_READER_PRESENT, reader->name, NULL);
    }
  if (parafa_checkup_has_token (facts))
    {
      g_autofree char *token = describe_token (first_token (facts));

      return device != NULL
                 ? parafa_checkup_say (facts, PARAFA_FINDING_READER_PRESENT, device, NULL)
                 : parafa_checkup_say (facts, PARAFA_FINDING_READER_NOT_USB, token, NULL);
    }
  if (facts->usb == NULL)
    return parafa_checkup_say (facts, PARAFA_FINDING_READER_UNKNOWN, NULL, NULL);
  if (device == NULL)
    {
      looked_at =
          parafa_checkup_format_count (g_dngettext (GETTEXT_PACKAGE, "%u other USB device",
                                                    "%u other USB devices", facts->usb->len),
                                       facts->usb->len);
      return parafa_checkup_say (facts, PARAFA_FINDING_READER_NONE, looked_at, NULL);
    }
  /* a service that does not answer is told by its own line */
  if (!service_answers (facts) || facts->service->readers == NULL || count_readers (facts) > 0)
    return parafa_checkup_say (facts, PARAFA_FINDING_READER_PRESENT, device, NULL);
  return parafa_checkup_say (facts,
                             facts->gnupg_runs ? PARAFA_FINDING_READER_HELD
                                               : PARAFA_FINDING_READER_UNSEEN,
                             device, NULL);
}

/* The reader that tells most: one with a card, a mute one rather than an empty one */
static const ParafaReader *
choose_reader (const ParafaCheckupFacts *facts)
{
  const ParafaReader *best = NULL;

  for (guint i = 0; i < count_readers (facts); i++)
    {
      const ParafaReader *reader = g_ptr_array_index (facts->service->readers, i);

      if (best == NULL || (reader->has_card && (!best->has_card || best->mute)))
        best = reader;
    }
  return best;
}

ParafaCheckupLine *
parafa_checkup_judge_token (const ParafaCheckupFacts *facts)
{
  const ParafaReader *reader = choose_reader (facts);
  ParafaCheckupFinding finding = PARAFA_FINDING_TOKEN_PRESENT;

  if (parafa_checkup_has_token (facts))
    {
      const ParafaCheckupToken *token = first_token (facts);
      g_autofree char *text = describe_token (token);

      return parafa_checkup_say (facts,
                                 token->initialised ? PARAFA_FINDING_TOKEN_READ
                                                    : PARAFA_FINDING_TOKEN_EMPTY,
                                 text, NULL);
    }
  if (reader == NULL)
    return parafa_checkup_say (facts, PARAFA_FINDING_TOKEN_WAITS, NULL, NULL);
  if (!reader->has_card)
    finding = PARAFA_FINDING_TOKEN_NONE;
  else if (reader->mute)
    finding = PARAFA_FINDING_TOKEN_MUTE;
  return parafa_checkup_say (facts, finding, reader->name, NULL);
}

static ParafaCheckupLine *
say_failed_driver (const ParafaCheckupFacts *facts, const ParafaCheckupDriver *driver)
{
  g_autofree char *limit = g_strdup_printf ("%u", facts->card_limit_s);

  switch (driver->state)
    {
    case PARAFA_CHECKUP_DRIVER_HANGS:
      return parafa_checkup_say (facts, PARAFA_FINDING_DRIVER_HANGS, driver->file, limit);
    case PARAFA_CHECKUP_DRIVER_CRASHES:
      return parafa_checkup_say (facts, PARAFA_FINDING_DRIVER_CRASHES, driver->file, NULL);
    case PARAFA_CHECKUP_DRIVER_DOES_NOT_START:
    case PARAFA_CHECKUP_DRIVER_WORKS:
    default:
      return parafa_checkup_say (facts, PARAFA_FINDING_DRIVER_DOES_NOT_START, driver->file,
                                 driver->reason);
    }
}

/* A token is there, and no driver that answered sees it */
static ParafaCheckupLine *
say_missing_driver (const ParafaCheckupFacts *facts)
{
  g_autofree char *device = facts->device != NULL ? describe_device (facts->device) : NULL;
  g_autofree char *answered =
      parafa_checkup_format_count (g_dngettext (GETTEXT_PACKAGE, "%u driver answered",
                                                "%u drivers answered", facts->drivers->len),
                                   facts->drivers->len);
  g_autofree char *text =
      device != NULL ? g_strconcat (device, " · ", answered, NULL) : g_strdup (answered);
  const ParafaCheckupWanted *wanted = facts->wanted;
  ParafaCheckupLine *line = NULL;
  g_autofree char *command = NULL;

  if (wanted != NULL && !wanted->installed)
    {
      if (wanted->package != NULL)
        command = parafa_distribution_make_install (facts->distribution, wanted->package);
      else if (wanted->open_may_do && !has_driver_file (facts, OPENSC_FILE))
        return parafa_checkup_say (facts, PARAFA_FINDING_DRIVER_OPEN_MAY_DO, text, wanted->title);
      line = parafa_checkup_say (facts,
                                 command != NULL ? PARAFA_FINDING_DRIVER_MISSING
                                                 : PARAFA_FINDING_DRIVER_MISSING_FROM_PAGE,
                                 device, wanted->title);
      parafa_checkup_line_set_command (line, command);
      return line;
    }
  if (facts->drivers->len == 0)
    return parafa_checkup_say (facts, PARAFA_FINDING_DRIVER_NONE, NULL, NULL);
  return parafa_checkup_say (facts,
                             has_driver_file (facts, OPENSC_FILE)
                                 ? PARAFA_FINDING_DRIVER_NOT_THE_RIGHT_ONE
                                 : PARAFA_FINDING_DRIVER_SEES_NOTHING,
                             text, NULL);
}

/* Whether a token is there as far as one can tell without a driver */
static gboolean
token_is_likely (const ParafaCheckupFacts *facts)
{
  const ParafaReader *reader = choose_reader (facts);

  if (reader != NULL)
    return reader->has_card && !reader->mute;
  return facts->device != NULL && !(service_answers (facts) && facts->service->readers != NULL);
}

ParafaCheckupLine *
parafa_checkup_judge_driver (const ParafaCheckupFacts *facts)
{
  const ParafaCheckupDriver *failed = find_failed_driver (facts);
  g_autofree char *limit = g_strdup_printf ("%u", facts->card_limit_s);

  if (facts->cards_timed_out)
    return parafa_checkup_say (facts, PARAFA_FINDING_DRIVER_TIMED_OUT, limit, NULL);
  if (parafa_checkup_has_token (facts))
    return failed == NULL ? parafa_checkup_say (facts, PARAFA_FINDING_DRIVER_SEES,
                                                first_token (facts)->driver, NULL)
                          : parafa_checkup_say (facts, PARAFA_FINDING_DRIVER_ONE_FAILS,
                                                first_token (facts)->driver, failed->file);
  /* a driver that hangs or breaks down is told whether a token is there or not: it may hide one */
  if (failed != NULL && (failed->state != PARAFA_CHECKUP_DRIVER_DOES_NOT_START ||
                         find_driver (facts, PARAFA_CHECKUP_DRIVER_WORKS) == NULL))
    return say_failed_driver (facts, failed);
  if (facts->drivers->len == 0 || token_is_likely (facts))
    return say_missing_driver (facts);
  return parafa_checkup_say (facts, PARAFA_FINDING_DRIVER_WAITS, NULL, NULL);
}

ParafaCheckupLine *
parafa_checkup_judge_certificate (const ParafaCheckupFacts *facts)
{
  g_autofree char *count = NULL;
  g_autofree char *text = NULL;

  if (facts->uses_file)
    return parafa_checkup_say (facts,
                               facts->file_there ? PARAFA_FINDING_CERTIFICATE_IN_FILE
                                                 : PARAFA_FINDING_CERTIFICATE_FILE_GONE,
                               NULL, NULL);
  if (facts->certificate == NULL && facts->practises)
    return parafa_checkup_say (facts, PARAFA_FINDING_CERTIFICATE_OF_PRACTICE, NULL, NULL);
  if (facts->certificate != NULL)
    {
      count = parafa_checkup_format_count (g_dngettext (GETTEXT_PACKAGE, "%u certificate",
                                                        "%u certificates", facts->n_certificates),
                                           facts->n_certificates);
      text = g_strconcat (count, " · ", facts->certificate->issuer, NULL);
      return parafa_checkup_say (facts, PARAFA_FINDING_CERTIFICATE_FOUND, text, NULL);
    }
  if (parafa_checkup_has_token (facts) && first_token (facts)->initialised)
    {
      text = describe_token (first_token (facts));
      return parafa_checkup_say (facts, PARAFA_FINDING_CERTIFICATE_NONE, text, NULL);
    }
  return parafa_checkup_say (facts, PARAFA_FINDING_CERTIFICATE_WAITS, NULL, NULL);
}

ParafaCheckupLine *
parafa_checkup_judge_dates (const ParafaCheckupFacts *facts)
{
  const ParafaCheckupCertificate *certificate = facts->certificate;
  g_autofree char *from = NULL;
  g_autofree char *until = NULL;
  g_autofree char *sentence = NULL;
  int days;

  if (certificate == NULL)
    return parafa_checkup_say (facts, PARAFA_FINDING_DATES_WAIT, NULL, NULL);
  from = parafa_checkup_format_date (certificate->not_before_s);
  until = parafa_checkup_format_date (certificate->not_after_s);
  if (facts->now_s >= certificate->not_after_s)
    return parafa_checkup_say (facts, PARAFA_FINDING_DATES_PAST, NULL, until);
  if (facts->now_s < certificate->not_before_s)
    return parafa_checkup_say (facts, PARAFA_FINDING_DATES_FUTURE, NULL, from);
  days = parafa_expiry_get_days_left (certificate->not_after_s, facts->now_s);
  sentence = parafa_checkup_format_count (g_dngettext (GETTEXT_PACKAGE,
                                                       "The certificate is valid for %u more day",
                                                       "The certificate is valid for %u more days",
                                                       (guint) MAX (days, 0)),
                                          (guint) MAX (days, 0));
  return parafa_checkup_say (facts,
                             days <= SOON_DAYS ? PARAFA_FINDING_DATES_SOON
                                               : PARAFA_FINDING_DATES_GOOD,
                             sentence, until);
}

ParafaCheckupLine *
parafa_checkup_judge_usage (const ParafaCheckupFacts *facts)
{
  const ParafaCheckupCertificate *certificate = facts->certificate;
  ParafaCheckupFinding finding = PARAFA_FINDING_USAGE_GOOD;

  if (certificate == NULL)
    return parafa_checkup_say (facts, PARAFA_FINDING_USAGE_WAITS, NULL, NULL);
  if (!certificate->for_authentication)
    finding = PARAFA_FINDING_USAGE_WRONG;
  else if (!certificate->qualified)
    finding = PARAFA_FINDING_USAGE_NOT_QUALIFIED;
  return parafa_checkup_say (facts, finding, certificate->key_type, NULL);
}

ParafaCheckupLine *
parafa_checkup_judge_chain (const ParafaCheckupFacts *facts)
{
  const ParafaCheckupCertificate *certificate = facts->certificate;
  g_autofree char *count = NULL;

  if (certificate == NULL)
    return parafa_checkup_say (facts, PARAFA_FINDING_CHAIN_WAITS, NULL, NULL);
  if (!certificate->chain_read)
    return parafa_checkup_say (facts, PARAFA_FINDING_CHAIN_NOT_READ, NULL, NULL);
  if (certificate->missing_issuer != NULL && certificate->n_issuers == 0)
    return parafa_checkup_say (facts, PARAFA_FINDING_CHAIN_INCOMPLETE, certificate->missing_issuer,
                               NULL);
  count = parafa_checkup_format_count (g_dngettext (GETTEXT_PACKAGE, "%u issuer found",
                                                    "%u issuers found", certificate->n_issuers),
                                       certificate->n_issuers);
  /* mostly the root, which is the server's to know; whether it is one cannot be told without it */
  if (certificate->missing_issuer != NULL)
    return parafa_checkup_say (facts, PARAFA_FINDING_CHAIN_WITHOUT_TOP, count,
                               certificate->missing_issuer);
  return parafa_checkup_say (facts, PARAFA_FINDING_CHAIN_COMPLETE, count, NULL);
}

ParafaCheckupLine *
parafa_checkup_judge_pin (const ParafaCheckupFacts *facts)
{
  ParafaCheckupFinding finding = PARAFA_FINDING_PIN_GOOD;
  ParafaPinFlags flags;

  if (!parafa_checkup_has_token (facts) || !first_token (facts)->initialised)
    return parafa_checkup_say (facts, PARAFA_FINDING_PIN_WAITS, NULL, NULL);
  flags = first_token (facts)->pin.flags;
  if ((flags & PARAFA_PIN_LOCKED) != 0)
    finding = PARAFA_FINDING_PIN_LOCKED;
  else if (!first_token (facts)->pin_set || (flags & PARAFA_PIN_NOT_INITIALISED) != 0)
    finding = PARAFA_FINDING_PIN_NOT_SET;
  else if ((flags & PARAFA_PIN_FINAL_TRY) != 0)
    finding = PARAFA_FINDING_PIN_FINAL_TRY;
  else if ((flags & PARAFA_PIN_COUNT_LOW) != 0)
    finding = PARAFA_FINDING_PIN_COUNT_LOW;
  else if ((flags & PARAFA_PIN_NOT_NEEDED) != 0)
    finding = PARAFA_FINDING_PIN_NOT_NEEDED;
  else if ((flags & PARAFA_PIN_PAD) != 0)
    finding = PARAFA_FINDING_PIN_PAD;
  return parafa_checkup_say (facts, finding, NULL, NULL);
}
