/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-filing-outcome.h"

#define FOLLOW_AFTER_S 2

static ParafaFilingStop
get_stop_of_outcome (ParafaEtransportOutcome outcome)
{
  if (outcome == PARAFA_ETRANSPORT_UNAUTHORIZED)
    return PARAFA_FILING_STOP_UNAUTHORIZED;
  if (outcome == PARAFA_ETRANSPORT_FORBIDDEN)
    return PARAFA_FILING_STOP_FORBIDDEN;
  if (outcome == PARAFA_ETRANSPORT_NOT_FOUND)
    return PARAFA_FILING_STOP_ADDRESS;
  return PARAFA_FILING_STOP_NONE;
}

static ParafaFilingChange *
change_for_answer (const ParafaEtransportAnswer *answer, gint64 now_s)
{
  guint from = 1u << PARAFA_FILING_SENDING;
  ParafaFilingChange *change;

  if (answer->outcome == PARAFA_ETRANSPORT_DONE)
    {
      change = parafa_filing_change_new (from, PARAFA_FILING_PROCESSING, now_s);
      change->index = g_strdup (answer->index);
      change->uit = g_strdup (answer->uit != NULL ? answer->uit : "");
      change->next_poll_at = now_s + FOLLOW_AFTER_S;
    }
  else if (parafa_etransport_answer_leaves_doubt (answer))
    {
      change = parafa_filing_change_new (from, PARAFA_FILING_UNKNOWN, now_s);
      change->problem = g_strdup ("no-clear-answer");
    }
  else if (answer->outcome == PARAFA_ETRANSPORT_REFUSED)
    {
      change = parafa_filing_change_new (from, PARAFA_FILING_REFUSED, now_s);
      change->problem = g_strdup ("refused");
      change->message = g_strjoinv ("\n", answer->errors);
    }
  else
    change = parafa_filing_change_new (from, PARAFA_FILING_QUEUED, now_s);
  change->answer = parafa_filing_answer_new (now_s, "upload", answer->status, answer->text);
  return change;
}

/* No answer: whether something left is what counts */
static ParafaFilingChange *
change_for_error (const GError *error, gint64 now_s)
{
  gboolean not_sent =
      error->domain == PARAFA_HTTP_ERROR &&
      (error->code == PARAFA_HTTP_ERROR_OFFLINE || error->code == PARAFA_HTTP_ERROR_TLS ||
       error->code == PARAFA_HTTP_ERROR_FAILED);
  ParafaFilingChange *change =
      parafa_filing_change_new (1u << PARAFA_FILING_SENDING,
                                not_sent ? PARAFA_FILING_QUEUED : PARAFA_FILING_UNKNOWN, now_s);

  if (!not_sent)
    change->problem = g_strdup ("no-answer");
  change->answer = parafa_filing_answer_new (now_s, "upload", 0, error->message);
  return change;
}

static ParafaFilingStop
get_stop_of_error (const GError *error)
{
  if (error->domain != PARAFA_HTTP_ERROR)
    return PARAFA_FILING_STOP_NONE;
  if (error->code == PARAFA_HTTP_ERROR_TLS)
    return PARAFA_FILING_STOP_TLS;
  return error->code == PARAFA_HTTP_ERROR_OFFLINE || error->code == PARAFA_HTTP_ERROR_FAILED
             ? PARAFA_FILING_STOP_OFFLINE
             : PARAFA_FILING_STOP_NONE;
}

/**
 * parafa_filing_outcome_get_change:
 * @answer: (nullable): the answer to an upload
 * @error: (nullable): why there is none
 * @now_s: Unix seconds
 *
 * Returns: (transfer full): the step from SENDING on. A filing waits again only where it is certain that it was not
 *   taken in.
 */
ParafaFilingChange *
parafa_filing_outcome_get_change (const ParafaEtransportAnswer *answer,
                                  const GError *error,
                                  gint64 now_s)
{
  g_return_val_if_fail ((answer == NULL) != (error == NULL), NULL);

  return answer != NULL ? change_for_answer (answer, now_s) : change_for_error (error, now_s);
}

/**
 * parafa_filing_outcome_get_stop:
 * @answer: (nullable): the answer to an upload
 * @error: (nullable): why there is none
 *
 * Returns: why nothing else should be sent either; %PARAFA_FILING_STOP_NONE when it is about this filing alone
 */
ParafaFilingStop
parafa_filing_outcome_get_stop (const ParafaEtransportAnswer *answer, const GError *error)
{
  return answer != NULL ? get_stop_of_outcome (answer->outcome) : get_stop_of_error (error);
}
