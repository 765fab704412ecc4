/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-card.h"

#define NAME(name) "ro.parafa.Card1.Error." name

static const GDBusErrorEntry entries[] = {
  { PARAFA_CARD_ERROR_FAILED, NAME ("Failed") },
  { PARAFA_CARD_ERROR_PROCESS, NAME ("Process") },
  { PARAFA_CARD_ERROR_TIMEOUT, NAME ("Timeout") },
  { PARAFA_CARD_ERROR_TOKEN_GONE, NAME ("TokenGone") },
  { PARAFA_CARD_ERROR_KEY_MISSING, NAME ("KeyMissing") },
  { PARAFA_CARD_ERROR_PIN_WRONG, NAME ("PinWrong") },
  { PARAFA_CARD_ERROR_PIN_LOCKED, NAME ("PinLocked") },
  { PARAFA_CARD_ERROR_PIN_NEEDED, NAME ("PinNeeded") },
  { PARAFA_CARD_ERROR_PIN_LENGTH, NAME ("PinLength") },
  { PARAFA_CARD_ERROR_FILE, NAME ("File") },
  { PARAFA_CARD_ERROR_FILE_PASSWORD, NAME ("FilePassword") },
  { PARAFA_CARD_ERROR_CANCELLED, NAME ("Cancelled") },
  { PARAFA_CARD_ERROR_SIGN, NAME ("Sign") },
  { PARAFA_CARD_ERROR_HOST_REFUSED, NAME ("HostRefused") },
  { PARAFA_CARD_ERROR_UNREACHABLE, NAME ("Unreachable") },
  { PARAFA_CARD_ERROR_NET_TIMEOUT, NAME ("NetTimeout") },
  { PARAFA_CARD_ERROR_UNTRUSTED, NAME ("Untrusted") },
  { PARAFA_CARD_ERROR_SERVER_EXPIRED, NAME ("ServerExpired") },
  { PARAFA_CARD_ERROR_WRONG_HOST, NAME ("WrongHost") },
  { PARAFA_CARD_ERROR_TLS, NAME ("Tls") },
  { PARAFA_CARD_ERROR_CERTIFICATE_REFUSED, NAME ("CertificateRefused") },
  { PARAFA_CARD_ERROR_NO_PSS, NAME ("NoPss") },
  { PARAFA_CARD_ERROR_PIN_EXPIRED, NAME ("PinExpired") },
  { PARAFA_CARD_ERROR_PIN_NOT_SET, NAME ("PinNotSet") },
};

G_STATIC_ASSERT (G_N_ELEMENTS (entries) == PARAFA_CARD_ERROR_PIN_NOT_SET + 1);

/**
 * parafa_card_error_quark:
 *
 * The domain of [error@CardError]; its codes travel between the processes as D-Bus error names
 * `ro.parafa.Card1.Error.*`.
 *
 * Returns: the quark
 */
GQuark
parafa_card_error_quark (void)
{
  static gsize quark = 0;

  g_dbus_error_register_error_domain ("parafa-card-error-quark", &quark, entries,
                                      G_N_ELEMENTS (entries));
  return (GQuark) quark;
}
