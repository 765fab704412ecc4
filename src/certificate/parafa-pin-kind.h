/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-certificate.h"

G_BEGIN_DECLS

/**
 * ParafaPinKind:
 * @PARAFA_PIN_KIND_ONLY: as far as can be seen the token has one PIN
 * @PARAFA_PIN_KIND_LOGIN: the token has two; this key wants the one for logging in
 * @PARAFA_PIN_KIND_SIGNATURE: the token has two; this key wants the one for signatures
 *
 * Which PIN a key wants.
 */
typedef enum
{
  PARAFA_PIN_KIND_ONLY,
  PARAFA_PIN_KIND_LOGIN,
  PARAFA_PIN_KIND_SIGNATURE,
} ParafaPinKind;

ParafaPinKind parafa_pin_kind_guess (ParafaCertificate *certificate, GListModel *certificates);

G_END_DECLS
