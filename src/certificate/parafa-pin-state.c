/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-pin-state.h"

/* Flags of CK_TOKEN_INFO, PKCS#11 v2.40 base specification, table "Token Information Flags". This
 * room knows no PKCS#11 header, so the values stand here. */
#define CK_LOGIN_REQUIRED 0x00000004ul
#define CK_USER_PIN_INITIALIZED 0x00000008ul
#define CK_PROTECTED_AUTHENTICATION_PATH 0x00000100ul
#define CK_USER_PIN_COUNT_LOW 0x00010000ul
#define CK_USER_PIN_FINAL_TRY 0x00020000ul
#define CK_USER_PIN_LOCKED 0x00040000ul
#define CK_USER_PIN_TO_BE_CHANGED 0x00080000ul

static const struct
{
  gulong ck_flag;
  ParafaPinFlags flag;
} copied_flags[] = {
  { CK_USER_PIN_COUNT_LOW, PARAFA_PIN_COUNT_LOW },
  { CK_USER_PIN_FINAL_TRY, PARAFA_PIN_FINAL_TRY },
  { CK_USER_PIN_LOCKED, PARAFA_PIN_LOCKED },
  { CK_USER_PIN_TO_BE_CHANGED, PARAFA_PIN_TO_BE_CHANGED },
  { CK_PROTECTED_AUTHENTICATION_PATH, PARAFA_PIN_PAD },
};

/**
 * parafa_pin_state_from_token_flags:
 * @ck_flags: the `flags` field of PKCS#11's `CK_TOKEN_INFO`
 *
 * Says what a token tells about its user PIN.
 *
 * PKCS#11 has no counter of tries, only hints, and some drivers never set them: so `tries_left` is
 * 0 for a locked PIN, 1 before the final try, and -1 (unknown) otherwise.
 *
 * Returns: the state
 */
ParafaPinState
parafa_pin_state_from_token_flags (gulong ck_flags)
{
  ParafaPinState state = { 0, -1 };

  for (guint i = 0; i < G_N_ELEMENTS (copied_flags); i++)
    if ((ck_flags & copied_flags[i].ck_flag) != 0)
      state.flags |= copied_flags[i].flag;

  if ((ck_flags & CK_LOGIN_REQUIRED) == 0)
    state.flags |= PARAFA_PIN_NOT_NEEDED;
  else if ((ck_flags & CK_USER_PIN_INITIALIZED) == 0)
    state.flags |= PARAFA_PIN_NOT_INITIALISED;

  if ((state.flags & PARAFA_PIN_LOCKED) != 0)
    state.tries_left = 0;
  else if ((state.flags & PARAFA_PIN_FINAL_TRY) != 0)
    state.tries_left = 1;
  return state;
}
