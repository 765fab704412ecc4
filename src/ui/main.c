/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-application.h"
#include "parafa-headless.h"
#include "parafa-locale.h"
#include "parafa-process.h"

/* GTK ends the program where there is no display. A service goes on without: what was allowed before needs none,
 * and what would need one is told so. */
static gboolean
is_service_without_display (int argc, char *argv[])
{
  return argc == 2 && g_str_equal (argv[1], "--gapplication-service") && !gtk_init_check ();
}

/* The graphical program: locale, application, run. */
int
main (int argc, char *argv[])
{
  g_autoptr (GApplication) application = NULL;

  parafa_process_harden_application ();
  parafa_locale_set_up ();
  if (is_service_without_display (argc, argv))
    application = G_APPLICATION (parafa_headless_new ());
  else
    application = G_APPLICATION (parafa_application_new ());
  return g_application_run (application, argc, argv);
}
