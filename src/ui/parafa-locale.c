/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-locale.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "parafa-paths.h"

/**
 * parafa_locale_set_up:
 *
 * Sets the locale and binds the translations. To be called once, first thing in `main`.
 *
 * A locale that is named in the environment but not generated on this machine would leave the program in "C", where
 * text outside ASCII turns into question marks; such a start falls back to C.UTF-8.
 */
void
parafa_locale_set_up (void)
{
  g_autofree char *dir = parafa_paths_get_locale_dir ();

  if (setlocale (LC_ALL, "") == NULL)
    setlocale (LC_ALL, "C.UTF-8");
  bindtextdomain (GETTEXT_PACKAGE, dir);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}
