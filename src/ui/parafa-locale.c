/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-locale.h"

#include <glib/gi18n.h>
#include <langinfo.h>
#include <locale.h>

#include "parafa-paths.h"

#define CODESET_OF_C "ANSI_X3.4-1968"

/**
 * parafa_locale_set_up:
 *
 * Sets the locale and binds the translations. To be called once, first thing in `main`.
 *
 * A locale that is named in the environment but not generated on this machine would leave the program in "C", where
 * text outside ASCII turns into question marks; such a start, and one in "C" itself, falls back to C.UTF-8. The
 * environment says so, too: GTK sets the locale once more, and what WebKit starts in a Flatpak reads its environment in
 * that locale, where Flatpak's own PS1 is outside ASCII. It fails in "C", and WebKit ends the program.
 */
void
parafa_locale_set_up (void)
{
  g_autofree char *dir = parafa_paths_get_locale_dir ();

  if (setlocale (LC_ALL, "") == NULL || g_str_equal (nl_langinfo (CODESET), CODESET_OF_C))
    {
      g_setenv ("LC_ALL", "C.UTF-8", TRUE);
      setlocale (LC_ALL, "");
    }
  bindtextdomain (GETTEXT_PACKAGE, dir);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}
