/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-filing-exit.h"

#include "parafa-filing-text.h"
#include "parafa-terminal-output.h"

/**
 * parafa_filing_exit_from_stop:
 * @stop: why nothing more is sent or asked
 *
 * Returns: the exit status
 */
ParafaExit
parafa_filing_exit_from_stop (ParafaFilingStop stop)
{
  switch (stop)
    {
    case PARAFA_FILING_STOP_BUSY:
      return PARAFA_EXIT_BUSY;
    case PARAFA_FILING_STOP_ACCESS:
    case PARAFA_FILING_STOP_UNAUTHORIZED:
      return PARAFA_EXIT_LOGIN_NEEDED;
    case PARAFA_FILING_STOP_OFFLINE:
    case PARAFA_FILING_STOP_TLS:
      return PARAFA_EXIT_OFFLINE;
    case PARAFA_FILING_STOP_FORBIDDEN:
    case PARAFA_FILING_STOP_ADDRESS:
      return PARAFA_EXIT_SERVER;
    case PARAFA_FILING_STOP_ARCHIVE:
    case PARAFA_FILING_STOP_NONE:
    default:
      return PARAFA_EXIT_PROBLEM;
    }
}

/**
 * parafa_filing_exit_from_outcome:
 * @outcome: what came of a question
 *
 * Returns: the exit status
 */
ParafaExit
parafa_filing_exit_from_outcome (ParafaEtransportOutcome outcome)
{
  switch (outcome)
    {
    case PARAFA_ETRANSPORT_DONE:
    case PARAFA_ETRANSPORT_NOTHING:
      return PARAFA_EXIT_DONE;
    case PARAFA_ETRANSPORT_UNAUTHORIZED:
      return parafa_filing_exit_from_stop (PARAFA_FILING_STOP_UNAUTHORIZED);
    case PARAFA_ETRANSPORT_FORBIDDEN:
      return parafa_filing_exit_from_stop (PARAFA_FILING_STOP_FORBIDDEN);
    case PARAFA_ETRANSPORT_REFUSED:
    case PARAFA_ETRANSPORT_LIMITED:
    case PARAFA_ETRANSPORT_NOT_FOUND:
    case PARAFA_ETRANSPORT_SERVER:
    case PARAFA_ETRANSPORT_PAGE:
    case PARAFA_ETRANSPORT_STRANGE:
    default:
      return PARAFA_EXIT_SERVER;
    }
}

/**
 * parafa_filing_exit_describe:
 * @answer: an answer that is not what was asked for
 * @other: (nullable): what to say where ANAF gives no reason
 *
 * Returns: (transfer full): a sentence that can be printed
 */
char *
parafa_filing_exit_describe (const ParafaEtransportAnswer *answer, const char *other)
{
  if (answer->outcome == PARAFA_ETRANSPORT_UNAUTHORIZED)
    return g_strdup (parafa_filing_text_describe_stop (PARAFA_FILING_STOP_UNAUTHORIZED));
  if (answer->outcome == PARAFA_ETRANSPORT_FORBIDDEN)
    return g_strdup (parafa_filing_text_describe_stop (PARAFA_FILING_STOP_FORBIDDEN));
  if (answer->errors[0] != NULL)
    return parafa_terminal_output_make_printable (answer->errors[0]);
  return g_strdup (other != NULL ? other : "");
}
