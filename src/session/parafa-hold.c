/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-hold.h"

/**
 * parafa_hold_program:
 *
 * Keeps the program running, whatever happens to its windows, until parafa_release_program() was
 * called as often: a token on its way to the keyring, or a card that is being logged out, is not
 * dropped. Nothing where there is no #GApplication.
 */
void
parafa_hold_program (void)
{
  GApplication *application = g_application_get_default ();

  if (application != NULL)
    g_application_hold (application);
}

/**
 * parafa_release_program:
 *
 * Takes one parafa_hold_program() back.
 */
void
parafa_release_program (void)
{
  GApplication *application = g_application_get_default ();

  if (application != NULL)
    g_application_release (application);
}
