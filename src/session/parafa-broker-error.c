/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-broker-error.h"
#include "parafa-token-supply.h"

#define NAME(word) "ro.parafa.Parafa.Tokens1.Error." word

static const GDBusErrorEntry entries[] = {
  { PARAFA_BROKER_ERROR_FAILED, NAME ("Failed") },
  { PARAFA_BROKER_ERROR_DENIED, NAME ("Denied") },
  { PARAFA_BROKER_ERROR_CONSENT_NEEDED, NAME ("ConsentNeeded") },
  { PARAFA_BROKER_ERROR_NO_DISPLAY, NAME ("NoDisplay") },
  { PARAFA_BROKER_ERROR_NO_SUCH_PROFILE, NAME ("NoSuchProfile") },
  { PARAFA_BROKER_ERROR_NEVER_LOGGED_IN, NAME ("NeverLoggedIn") },
  { PARAFA_BROKER_ERROR_LOGIN_NEEDED, NAME ("LoginNeeded") },
  { PARAFA_BROKER_ERROR_KEYRING_LOCKED, NAME ("KeyringLocked") },
  { PARAFA_BROKER_ERROR_KEYRING_FAILED, NAME ("KeyringFailed") },
  { PARAFA_BROKER_ERROR_OFFLINE, NAME ("Offline") },
  { PARAFA_BROKER_ERROR_SERVER_REFUSED, NAME ("ServerRefused") },
  { PARAFA_BROKER_ERROR_BUSY, NAME ("Busy") },
  { PARAFA_BROKER_ERROR_TOO_MANY_REQUESTS, NAME ("TooManyRequests") },
  { PARAFA_BROKER_ERROR_NOT_YOURS, NAME ("NotYours") },
};

GQuark
parafa_broker_error_quark (void)
{
  static gsize quark;

  g_dbus_error_register_error_domain ("parafa-broker-error-quark", &quark, entries,
                                      G_N_ELEMENTS (entries));
  return (GQuark) quark;
}

/**
 * parafa_broker_error_from_supply:
 * @error: an error of parafa_token_supply_async() or parafa_profile_choice_find()
 *
 * Returns: (transfer full): the same in %PARAFA_BROKER_ERROR, for the bus
 */
GError *
parafa_broker_error_from_supply (const GError *error)
{
  static const ParafaBrokerError codes[] = {
    [PARAFA_SUPPLY_GOOD] = PARAFA_BROKER_ERROR_FAILED,
    [PARAFA_SUPPLY_NO_PROFILE] = PARAFA_BROKER_ERROR_NO_SUCH_PROFILE,
    [PARAFA_SUPPLY_NEVER_LOGGED_IN] = PARAFA_BROKER_ERROR_NEVER_LOGGED_IN,
    [PARAFA_SUPPLY_LOGIN_NEEDED] = PARAFA_BROKER_ERROR_LOGIN_NEEDED,
    [PARAFA_SUPPLY_KEYRING_LOCKED] = PARAFA_BROKER_ERROR_KEYRING_LOCKED,
    [PARAFA_SUPPLY_KEYRING_FAILED] = PARAFA_BROKER_ERROR_KEYRING_FAILED,
    [PARAFA_SUPPLY_OFFLINE] = PARAFA_BROKER_ERROR_OFFLINE,
    [PARAFA_SUPPLY_SERVER] = PARAFA_BROKER_ERROR_SERVER_REFUSED,
    [PARAFA_SUPPLY_BUSY] = PARAFA_BROKER_ERROR_BUSY,
    [PARAFA_SUPPLY_OTHER] = PARAFA_BROKER_ERROR_FAILED,
  };

  return g_error_new_literal (PARAFA_BROKER_ERROR, codes[parafa_supply_problem_from_error (error)],
                              error->message);
}
