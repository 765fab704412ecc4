/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-pin-state.h"

/* CK_TOKEN_INFO: login required, user PIN initialized */
#define NORMAL 0x0000000cul

static const struct
{
  gulong ck_flags;
  guint flags;
  int tries_left;
} states[] = {
  { NORMAL, 0, -1 },
  { NORMAL | 0x00010000, PARAFA_PIN_COUNT_LOW, -1 },
  { NORMAL | 0x00030000, PARAFA_PIN_COUNT_LOW | PARAFA_PIN_FINAL_TRY, 1 },
  { NORMAL | 0x00020000, PARAFA_PIN_FINAL_TRY, 1 },
  { NORMAL | 0x00040000, PARAFA_PIN_LOCKED, 0 },
  { NORMAL | 0x00070000, PARAFA_PIN_COUNT_LOW | PARAFA_PIN_FINAL_TRY | PARAFA_PIN_LOCKED, 0 },
  { NORMAL | 0x00000100, PARAFA_PIN_PAD, -1 },
  { 0x00000008, PARAFA_PIN_NOT_NEEDED, -1 },
  { 0, PARAFA_PIN_NOT_NEEDED, -1 },
  { 0x00000004, PARAFA_PIN_NOT_INITIALISED, -1 },
  /* the security officer's own flags are not the user's tries, and a PIN to be changed is none */
  { NORMAL | 0x00700000, 0, -1 },
  { NORMAL | 0x00080000, PARAFA_PIN_TO_BE_CHANGED, -1 },
};

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      ParafaPinState state = parafa_pin_state_from_token_flags (states[i].ck_flags);

      g_test_message ("0x%lx", states[i].ck_flags);
      g_assert_cmpuint (state.flags, ==, states[i].flags);
      g_assert_cmpint (state.tries_left, ==, states[i].tries_left);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/certificate/pin-state/table", test_table);
  return g_test_run ();
}
