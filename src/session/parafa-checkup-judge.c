/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-checkup-judge-private.h"

#include "parafa-config.h"
#include "parafa-serial.h"

#include <glib/gi18n.h>

/* A clock may differ by what a person does not notice; certificates and tokens are counted in minutes */
#define CLOCK_TOLERANCE_S 60
#define CLOCK_FAR_S (24 * 60 * 60)

/* What a step is judged by. Those that look at the token want the service and the bus as well: a
 * token that nobody sees is explained by them. */
static const ParafaCheckupHas needs[PARAFA_CHECKUP_N_STEPS] = {
  [PARAFA_CHECKUP_SERVICE] = PARAFA_CHECKUP_HAS_SERVICE,
  [PARAFA_CHECKUP_READER] =
      PARAFA_CHECKUP_HAS_SERVICE | PARAFA_CHECKUP_HAS_USB | PARAFA_CHECKUP_HAS_CARDS,
  [PARAFA_CHECKUP_TOKEN] =
      PARAFA_CHECKUP_HAS_SERVICE | PARAFA_CHECKUP_HAS_USB | PARAFA_CHECKUP_HAS_CARDS,
  [PARAFA_CHECKUP_DRIVER] =
      PARAFA_CHECKUP_HAS_SERVICE | PARAFA_CHECKUP_HAS_USB | PARAFA_CHECKUP_HAS_CARDS,
  [PARAFA_CHECKUP_CERTIFICATE] = PARAFA_CHECKUP_HAS_USB | PARAFA_CHECKUP_HAS_CARDS,
  [PARAFA_CHECKUP_DATES] = PARAFA_CHECKUP_HAS_CARDS | PARAFA_CHECKUP_HAS_FILE,
  [PARAFA_CHECKUP_USAGE] = PARAFA_CHECKUP_HAS_CARDS | PARAFA_CHECKUP_HAS_FILE,
  [PARAFA_CHECKUP_CHAIN] = PARAFA_CHECKUP_HAS_CARDS | PARAFA_CHECKUP_HAS_FILE,
  [PARAFA_CHECKUP_PIN] = PARAFA_CHECKUP_HAS_CARDS,
  [PARAFA_CHECKUP_KEYRING] = PARAFA_CHECKUP_HAS_KEYRING,
  [PARAFA_CHECKUP_SANDBOX] = PARAFA_CHECKUP_HAS_SANDBOX,
  [PARAFA_CHECKUP_NETWORK] = PARAFA_CHECKUP_HAS_NETWORK,
  [PARAFA_CHECKUP_CLOCK] = PARAFA_CHECKUP_HAS_NETWORK,
  [PARAFA_CHECKUP_ENROLMENT] =
      PARAFA_CHECKUP_HAS_CARDS | PARAFA_CHECKUP_HAS_FILE | PARAFA_CHECKUP_HAS_LOGIN,
};

static ParafaCheckupLine *(*const judges[PARAFA_CHECKUP_N_STEPS]) (const ParafaCheckupFacts *) = {
  [PARAFA_CHECKUP_SERVICE] = parafa_checkup_judge_service,
  [PARAFA_CHECKUP_READER] = parafa_checkup_judge_reader,
  [PARAFA_CHECKUP_TOKEN] = parafa_checkup_judge_token,
  [PARAFA_CHECKUP_DRIVER] = parafa_checkup_judge_driver,
  [PARAFA_CHECKUP_CERTIFICATE] = parafa_checkup_judge_certificate,
  [PARAFA_CHECKUP_DATES] = parafa_checkup_judge_dates,
  [PARAFA_CHECKUP_USAGE] = parafa_checkup_judge_usage,
  [PARAFA_CHECKUP_CHAIN] = parafa_checkup_judge_chain,
  [PARAFA_CHECKUP_PIN] = parafa_checkup_judge_pin,
  [PARAFA_CHECKUP_KEYRING] = parafa_checkup_judge_keyring,
  [PARAFA_CHECKUP_SANDBOX] = parafa_checkup_judge_sandbox,
  [PARAFA_CHECKUP_NETWORK] = parafa_checkup_judge_network,
  [PARAFA_CHECKUP_CLOCK] = parafa_checkup_judge_clock,
  [PARAFA_CHECKUP_ENROLMENT] = parafa_checkup_judge_enrolment,
};

ParafaCheckupLine *
parafa_checkup_say (const ParafaCheckupFacts *facts,
                    ParafaCheckupFinding finding,
                    const char *value1,
                    const char *value2)
{
  return parafa_checkup_line_new (finding, facts->distribution, value1, value2, NULL);
}

char *
parafa_checkup_format_count (const char *format, guint n)
{
  g_autofree char *number = g_strdup_printf ("%u", n);
  g_auto (GStrv) parts = g_strsplit (format, "%u", 2);

  return parts[0] != NULL && parts[1] != NULL ? g_strconcat (parts[0], number, parts[1], NULL)
                                              : g_strdup (format);
}

char *
parafa_checkup_format_date (gint64 at_s)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_local (at_s);
  /* Translators: how a date is written, as in strftime(3) */
  const char *format = g_dgettext (GETTEXT_PACKAGE, N_ ("%Y-%m-%d"));

  return at != NULL ? g_date_time_format (at, format) : g_strdup ("");
}

ParafaCheckupLine *
parafa_checkup_judge_keyring (const ParafaCheckupFacts *facts)
{
  static const ParafaCheckupFinding findings[] = {
    [PARAFA_VAULT_STATE_OPEN] = PARAFA_FINDING_KEYRING_OPEN,
    [PARAFA_VAULT_STATE_LOCKED] = PARAFA_FINDING_KEYRING_LOCKED,
    [PARAFA_VAULT_STATE_NEW] = PARAFA_FINDING_KEYRING_NEW,
    [PARAFA_VAULT_STATE_ABSENT] = PARAFA_FINDING_KEYRING_ABSENT,
    [PARAFA_VAULT_STATE_FAILED] = PARAFA_FINDING_KEYRING_FAILED,
  };

  if (facts->keyring_timed_out)
    return parafa_checkup_say (facts, PARAFA_FINDING_KEYRING_SILENT, NULL, NULL);
  if (facts->keyring == PARAFA_VAULT_STATE_ABSENT && facts->keyring_by_portal)
    return parafa_checkup_say (facts, PARAFA_FINDING_KEYRING_NO_PORTAL, NULL, NULL);
  return parafa_checkup_say (facts, findings[facts->keyring], facts->keyring_message, NULL);
}

ParafaCheckupLine *
parafa_checkup_judge_sandbox (const ParafaCheckupFacts *facts)
{
  static const ParafaCheckupFinding findings[] = {
    [PARAFA_CHECKUP_SANDBOX_STARTS] = PARAFA_FINDING_SANDBOX_STARTS,
    [PARAFA_CHECKUP_SANDBOX_NOT_INSTALLED] = PARAFA_FINDING_SANDBOX_NOT_INSTALLED,
    [PARAFA_CHECKUP_SANDBOX_NAMESPACES_OFF] = PARAFA_FINDING_SANDBOX_REFUSED,
    [PARAFA_CHECKUP_SANDBOX_APPARMOR] = PARAFA_FINDING_SANDBOX_REFUSED_BY_APPARMOR,
    [PARAFA_CHECKUP_SANDBOX_FAILS] = PARAFA_FINDING_SANDBOX_FAILS,
  };

  return parafa_checkup_say (facts, findings[facts->sandbox], facts->sandbox_message, NULL);
}

ParafaCheckupLine *
parafa_checkup_judge_network (const ParafaCheckupFacts *facts)
{
  const ParafaCheckupServer *login = &facts->login_server, *api = &facts->api_server;
  g_autofree char *limit = g_strdup_printf ("%u", facts->network_limit_s);

  if (!login->asked)
    return parafa_checkup_say (facts, PARAFA_FINDING_NETWORK_NOT_ASKED, NULL, NULL);
  switch (login->problem)
    {
    case -1:
      return parafa_checkup_say (facts,
                                 api->asked && api->problem != -1 ? PARAFA_FINDING_NETWORK_HALF
                                                                  : PARAFA_FINDING_NETWORK_GOOD,
                                 login->host, api->host);
    case PARAFA_HTTP_ERROR_OFFLINE:
      return parafa_checkup_say (facts, PARAFA_FINDING_NETWORK_OFFLINE, login->host, NULL);
    case PARAFA_HTTP_ERROR_TIMEOUT:
      return parafa_checkup_say (facts, PARAFA_FINDING_NETWORK_SLOW, login->host, limit);
    case PARAFA_HTTP_ERROR_TLS:
      return parafa_checkup_say (facts, PARAFA_FINDING_NETWORK_UNTRUSTED, login->host, NULL);
    default:
      return parafa_checkup_say (facts, PARAFA_FINDING_NETWORK_BROKEN, login->host, NULL);
    }
}

static char *
describe_difference (gint64 difference_s)
{
  guint64 n = (guint64) ABS (difference_s);

  if (n < 2)
    return g_strdup (g_dgettext (GETTEXT_PACKAGE, N_ ("The same as the server’s")));
  if (n < 120)
    return parafa_checkup_format_count (g_dngettext (GETTEXT_PACKAGE, "%u second from the server’s",
                                                     "%u seconds from the server’s", (guint) n),
                                        (guint) n);
  if (n < 2 * 3600)
    return parafa_checkup_format_count (g_dngettext (GETTEXT_PACKAGE, "%u minute from the server’s",
                                                     "%u minutes from the server’s",
                                                     (guint) (n / 60)),
                                        (guint) (n / 60));
  if (n < 2 * CLOCK_FAR_S)
    return parafa_checkup_format_count (g_dngettext (GETTEXT_PACKAGE, "%u hour from the server’s",
                                                     "%u hours from the server’s",
                                                     (guint) (n / 3600)),
                                        (guint) (n / 3600));
  return parafa_checkup_format_count (g_dngettext (GETTEXT_PACKAGE, "%u day from the server’s",
                                                   "%u days from the server’s",
                                                   (guint) MIN (n / CLOCK_FAR_S, G_MAXUINT)),
                                      (guint) MIN (n / CLOCK_FAR_S, G_MAXUINT));
}

ParafaCheckupLine *
parafa_checkup_judge_clock (const ParafaCheckupFacts *facts)
{
  const ParafaCheckupServer *server = &facts->login_server;
  ParafaCheckupFinding finding = PARAFA_FINDING_CLOCK_RIGHT;
  gint64 difference_s;
  g_autofree char *difference = NULL;

  if (server->server_time_s < 0)
    server = &facts->api_server;
  if (server->server_time_s < 0)
    return parafa_checkup_say (facts,
                               facts->login_server.asked && facts->login_server.problem == -1
                                   ? PARAFA_FINDING_CLOCK_NOT_TOLD
                                   : PARAFA_FINDING_CLOCK_WAITS,
                               NULL, NULL);
  difference_s = server->asked_at_s - server->server_time_s;
  if (ABS (difference_s) > CLOCK_FAR_S)
    finding = PARAFA_FINDING_CLOCK_FAR_OFF;
  else if (ABS (difference_s) > CLOCK_TOLERANCE_S)
    finding = PARAFA_FINDING_CLOCK_OFF;
  difference = describe_difference (difference_s);
  return parafa_checkup_say (facts, finding, difference, NULL);
}

/* A login that succeeded proves that ANAF knows the certificate it was made with */
ParafaCheckupLine *
parafa_checkup_judge_enrolment (const ParafaCheckupFacts *facts)
{
  const ParafaCheckupCertificate *certificate = facts->certificate;
  const ParafaCheckupLogin *login = &facts->login;
  ParafaCheckupFinding finding = PARAFA_FINDING_ENROLMENT_NO_LOGIN;
  g_autofree char *day = login->at_s > 0 ? parafa_checkup_format_date (login->at_s) : NULL;

  if (certificate == NULL)
    finding = PARAFA_FINDING_ENROLMENT_WAITS;
  else if (login->serial == NULL)
    finding = PARAFA_FINDING_ENROLMENT_NO_LOGIN;
  else if (!parafa_serial_equal (login->serial, certificate->serial) ||
           (login->issuer != NULL && g_strcmp0 (login->issuer, certificate->issuer) != 0))
    finding = PARAFA_FINDING_ENROLMENT_OTHER;
  else if (login->succeeded)
    finding = PARAFA_FINDING_ENROLMENT_KNOWN;
  else if (login->refused)
    finding = PARAFA_FINDING_ENROLMENT_REFUSED;
  return parafa_checkup_say (facts, finding, day, NULL);
}

/* Who logs in without a token is not stopped by one that is missing; by a certificate that is no
 * longer valid they are, wherever it lies */
static gboolean
is_of_unused_token (const ParafaCheckupFacts *facts, ParafaCheckupStep step)
{
  if (step > PARAFA_CHECKUP_PIN)
    return FALSE;
  return facts->practises || (facts->uses_file && facts->file_there &&
                              step != PARAFA_CHECKUP_DATES && step != PARAFA_CHECKUP_USAGE);
}

/**
 * parafa_checkup_judge:
 * @facts: what has been collected so far
 * @step: a step
 *
 * Says what the facts mean for a step. Pure: nothing is asked.
 *
 * Returns: (transfer full) (nullable): its line; %NULL while facts that it is judged by are missing
 */
ParafaCheckupLine *
parafa_checkup_judge (const ParafaCheckupFacts *facts, ParafaCheckupStep step)
{
  ParafaCheckupHas wanted;
  ParafaCheckupLine *line = NULL;

  g_return_val_if_fail (facts != NULL, NULL);
  g_return_val_if_fail ((guint) step < PARAFA_CHECKUP_N_STEPS, NULL);

  wanted = needs[step];
  /* a service that does not answer may not be needed: the drivers tell */
  if (step == PARAFA_CHECKUP_SERVICE && facts->service != NULL &&
      facts->service->state != PARAFA_READER_SERVICE_ANSWERS)
    wanted |= PARAFA_CHECKUP_HAS_CARDS;
  if ((facts->has & wanted) != wanted)
    return NULL;
  line = judges[step](facts);
  if (line->state == PARAFA_CHECKUP_STOPS && is_of_unused_token (facts, step))
    line->state = PARAFA_CHECKUP_ATTENTION;
  return line;
}
