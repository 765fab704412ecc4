/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-hold.h"

/* Only the main thread holds and releases */
static guint n_holds;
static GSourceOnceFunc idle_func;
static gpointer idle_data;

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

  n_holds++;
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

  g_return_if_fail (n_holds > 0);

  n_holds--;
  if (n_holds == 0 && idle_func != NULL)
    g_idle_add_once (g_steal_pointer (&idle_func), idle_data);
  if (application != NULL)
    g_application_release (application);
}

/**
 * parafa_program_is_held:
 *
 * Returns: whether something runs that must not be dropped
 */
gboolean
parafa_program_is_held (void)
{
  return n_holds > 0;
}

/**
 * parafa_program_call_when_released:
 * @func: (nullable) (scope async): called once from the main loop; %NULL to call nothing any more
 * @user_data: for @func
 *
 * Waits until nothing runs any more that must not be dropped. Takes the place of an earlier call.
 */
void
parafa_program_call_when_released (GSourceOnceFunc func, gpointer user_data)
{
  idle_func = n_holds > 0 ? func : NULL;
  idle_data = user_data;
  if (func != NULL && n_holds == 0)
    g_idle_add_once (func, user_data);
}
