/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-application.h"
#include "parafa-locale.h"
#include "parafa-process.h"

/* The graphical program: locale, application, run. */
int
main (int argc, char *argv[])
{
  g_autoptr (ParafaApplication) application = NULL;

  parafa_process_harden_application ();
  parafa_locale_set_up ();
  application = parafa_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
