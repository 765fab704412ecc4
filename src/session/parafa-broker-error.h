/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The errors callers see; their names on the bus are in data/ro.parafa.Parafa.Tokens1.xml */
#define PARAFA_BROKER_ERROR (parafa_broker_error_quark ())
GQuark parafa_broker_error_quark (void);

typedef enum
{
  PARAFA_BROKER_ERROR_FAILED,
  PARAFA_BROKER_ERROR_DENIED,
  PARAFA_BROKER_ERROR_CONSENT_NEEDED,
  PARAFA_BROKER_ERROR_NO_DISPLAY,
  PARAFA_BROKER_ERROR_NO_SUCH_PROFILE,
  PARAFA_BROKER_ERROR_NEVER_LOGGED_IN,
  PARAFA_BROKER_ERROR_LOGIN_NEEDED,
  PARAFA_BROKER_ERROR_KEYRING_LOCKED,
  PARAFA_BROKER_ERROR_KEYRING_FAILED,
  PARAFA_BROKER_ERROR_OFFLINE,
  PARAFA_BROKER_ERROR_SERVER_REFUSED,
  PARAFA_BROKER_ERROR_BUSY,
  PARAFA_BROKER_ERROR_TOO_MANY_REQUESTS,
  PARAFA_BROKER_ERROR_NOT_YOURS,
} ParafaBrokerError;

GError *parafa_broker_error_from_supply (const GError *error);

G_END_DECLS
