/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-account.h"

G_BEGIN_DECLS

/* What stands between a program and a token; the terminal program's exit status and the names of the
 * bus's errors are made of it, so that both say the same */
typedef enum
{
  PARAFA_SUPPLY_GOOD,
  PARAFA_SUPPLY_NO_PROFILE,
  PARAFA_SUPPLY_NEVER_LOGGED_IN,
  PARAFA_SUPPLY_LOGIN_NEEDED, /* expired, and only a login with the certificate helps */
  PARAFA_SUPPLY_KEYRING_LOCKED,
  PARAFA_SUPPLY_KEYRING_FAILED, /* there is none, or it does not serve */
  PARAFA_SUPPLY_OFFLINE,        /* no answer from the server */
  PARAFA_SUPPLY_SERVER,         /* an answer, but no token: later, or never with these settings */
  PARAFA_SUPPLY_BUSY,           /* another program is refreshing and does not end */
  PARAFA_SUPPLY_OTHER,
} ParafaSupplyProblem;

ParafaSupplyProblem parafa_supply_problem_from_error (const GError *error);

/* The access token a program asked for: parafa_account_get_access_async(), with the pair as the keyring
 * holds it now, and renewed when that is due.
 * refresh: FALSE hands out what is there while it is valid */
void parafa_token_supply_async (ParafaAccount *account,
                                gboolean refresh,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
/* expires_at_s: (out) (optional): -1 when unknown; late: (out) (optional) (nullable): why a renewal that
 * is due was not made, or not kept */
ParafaSecret *parafa_token_supply_finish (GAsyncResult *result,
                                          gint64 *expires_at_s,
                                          GError **late,
                                          GError **error);

G_END_DECLS
