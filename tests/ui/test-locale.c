/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-locale.h"

#include <glib.h>
#include <locale.h>

/* The locale a start ends in, and what its environment says to what is started from there. Locales that every machine has. */

static void
start_in (const char *lc_all, const char *lang)
{
  setlocale (LC_ALL, "C");
  g_unsetenv ("LC_CTYPE");
  g_unsetenv ("LC_ALL");
  if (lc_all != NULL)
    g_setenv ("LC_ALL", lc_all, TRUE);
  g_setenv ("LANG", lang, TRUE);
  parafa_locale_set_up ();
}

/* Nothing outside ASCII can be read in "C": not by what WebKit starts in a Flatpak, for which this is the end */
static void
test_falls_back (void)
{
  static const char *const names[] = { "C", "POSIX", "xx_XX.UTF-8" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    for (guint in_all = 0; in_all < 2; in_all++)
      {
        start_in (in_all ? names[i] : NULL, names[i]);
        g_assert_cmpstr (g_getenv ("LC_ALL"), ==, "C.UTF-8");
        g_assert_cmpstr (setlocale (LC_CTYPE, NULL), ==, "C.UTF-8");
        /* what GTK does later changes nothing */
        g_assert_nonnull (setlocale (LC_ALL, ""));
        g_assert_cmpstr (setlocale (LC_CTYPE, NULL), ==, "C.UTF-8");
      }
}

static void
test_leaves_alone (void)
{
  start_in (NULL, "C.UTF-8");
  g_assert_null (g_getenv ("LC_ALL"));
  g_assert_cmpstr (setlocale (LC_CTYPE, NULL), ==, "C.UTF-8");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/locale/falls-back", test_falls_back);
  g_test_add_func ("/ui/locale/leaves-alone", test_leaves_alone);
  return g_test_run ();
}
