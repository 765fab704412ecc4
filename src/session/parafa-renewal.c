/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-renewal.h"

#include "parafa-http.h"
#include "parafa-token-answer.h"

#define HOUR_S (G_GINT64_CONSTANT (3600))
#define DAY_S (24 * HOUR_S)

/**
 * parafa_renewal_get_due_at:
 * @pair: a pair
 *
 * Finds when the pair is renewed without being asked: 14 days before the access token ends, and for
 * one that lives for less than 28 days, at half its life.
 *
 * Returns: Unix seconds, or -1 when it cannot be renewed or does not say when it ends
 */
gint64
parafa_renewal_get_due_at (ParafaTokenPair *pair)
{
  gint64 end_s = 0;
  gint64 from_s = 0;

  g_return_val_if_fail (pair != NULL, -1);

  end_s = parafa_token_pair_get_access_expires_at (pair);
  from_s = parafa_token_pair_get_obtained_at (pair);
  if (parafa_token_pair_get_refresh (pair) == NULL || end_s < 0)
    return -1;
  if (from_s >= 0 && from_s < end_s && end_s - from_s < 2 * PARAFA_RENEWAL_EARLY_S)
    return from_s + (end_s - from_s) / 2;
  return MAX (end_s - PARAFA_RENEWAL_EARLY_S, 0);
}

/**
 * parafa_renewal_is_due:
 * @pair: a pair
 * @now_s: Unix seconds
 *
 * Returns: whether the pair is one that is to be renewed now
 */
gboolean
parafa_renewal_is_due (ParafaTokenPair *pair, gint64 now_s)
{
  gint64 due_at_s = parafa_renewal_get_due_at (pair);

  return due_at_s >= 0 && now_s >= due_at_s;
}

/**
 * parafa_renewal_get_retry_at:
 * @error: why the last renewal failed
 * @n_failures: how many failed in a row, at least 1
 * @now_s: Unix seconds
 *
 * Finds when to try again without being asked: after what passes by itself in one hour, two, four,
 * up to a day; after what a person has to mend once a day, since it may have been mended elsewhere.
 *
 * Returns: Unix seconds
 */
gint64
parafa_renewal_get_retry_at (const GError *error, guint n_failures, gint64 now_s)
{
  gboolean passes = error == NULL || error->domain == PARAFA_HTTP_ERROR ||
                    g_error_matches (error, PARAFA_TOKEN_ERROR, PARAFA_TOKEN_ERROR_LATER);
  gint64 wait_s = DAY_S;

  if (passes)
    wait_s = MIN (HOUR_S << MIN (MAX (n_failures, 1) - 1, 5), DAY_S);
  return now_s + wait_s;
}

/**
 * parafa_renewal_is_outcome_known:
 * @error: why a renewal failed
 *
 * Tells whether the server certainly did not give out a pair: it said no, or was never asked. Where
 * the connection broke, or what came could not be read, it may have, and the renewal token may be
 * spent.
 *
 * Returns: whether that is certain
 */
gboolean
parafa_renewal_is_outcome_known (const GError *error)
{
  g_return_val_if_fail (error != NULL, TRUE);

  if (error->domain == PARAFA_HTTP_ERROR)
    return error->code == PARAFA_HTTP_ERROR_OFFLINE || error->code == PARAFA_HTTP_ERROR_TLS;
  if (error->domain == PARAFA_TOKEN_ERROR)
    return error->code == PARAFA_TOKEN_ERROR_LOGIN_AGAIN ||
           error->code == PARAFA_TOKEN_ERROR_SETTINGS;
  return TRUE;
}
