/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-terminal-locale.h"

#include "parafa-paths.h"

#include "parafa-config.h"

#include <glib/gi18n.h>

#include <locale.h>

/**
 * parafa_terminal_locale_set:
 *
 * Speaks the language of the terminal from here on. To be called first in `main`.
 */
void
parafa_terminal_locale_set (void)
{
  g_autofree char *locale_dir = parafa_paths_get_locale_dir ();

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  /* standard output is what a script reads: no message of a library may stand in it */
  g_log_writer_default_set_use_stderr (TRUE);
}
