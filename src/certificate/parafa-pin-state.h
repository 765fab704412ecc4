/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  PARAFA_PIN_COUNT_LOW = 1 << 0, /* at least one wrong PIN since the last good one */
  PARAFA_PIN_FINAL_TRY = 1 << 1, /* the next wrong PIN locks the token */
  PARAFA_PIN_LOCKED = 1 << 2,
  PARAFA_PIN_PAD = 1 << 3, /* typed on the reader's own keys */
  PARAFA_PIN_NOT_NEEDED = 1 << 4,
  PARAFA_PIN_CONTEXT_SPECIFIC = 1 << 5, /* asked again for each signature */
  PARAFA_PIN_NOT_INITIALISED = 1 << 6,
  PARAFA_PIN_TO_BE_CHANGED = 1 << 7, /* the first one, or expired; the token may refuse it */
} ParafaPinFlags;

typedef struct
{
  ParafaPinFlags flags;
  int tries_left; /* -1 when the token does not say */
} ParafaPinState;

ParafaPinState parafa_pin_state_from_token_flags (gulong ck_flags);

G_END_DECLS
