/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-about.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* What somebody who helps needs to know; nothing about the person */
static char *
make_debug_info (void)
{
  return g_strdup_printf ("Parafa %s\nGTK %u.%u.%u\nlibadwaita %u.%u.%u\nGLib %u.%u.%u\n",
                          PARAFA_VERSION, gtk_get_major_version (), gtk_get_minor_version (),
                          gtk_get_micro_version (), adw_get_major_version (),
                          adw_get_minor_version (), adw_get_micro_version (), glib_major_version,
                          glib_minor_version, glib_micro_version);
}

/* The same words as in the metainfo, so that the translators have them once */
static char *
make_release_notes (void)
{
  const char *const notes[] = {
    _ ("Log in with the certificate on a USB token"),
    _ ("See whose access it is, what it opens and until when"),
    _ ("Renew the access, and check it with the test service"),
    _ ("Check and file e-Transport declarations"),
    _ ("Give scripts a valid token"),
    _ ("Practise without a token, on your own computer"),
    _ ("Read a token or check e-Transport declarations in a terminal"),
  };
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "<p>%s</p><ul>", _ ("The first release."));
  for (guint i = 0; i < G_N_ELEMENTS (notes); i++)
    g_string_append_printf (text, "<li>%s</li>", notes[i]);
  g_string_append (text, "</ul>");
  return g_string_free (text, FALSE);
}

/**
 * parafa_about_present:
 * @parent: (nullable): the window
 *
 * Opens "About Parafa".
 */
void
parafa_about_present (GtkWindow *parent)
{
  g_autofree char *debug_info = make_debug_info ();
  g_autofree char *release_notes = make_release_notes ();

  adw_show_about_window (parent, "application-name", "Parafa", "application-icon", PARAFA_APP_ID,
                         "version", PARAFA_VERSION, "developer-name", _ ("The Parafa developers"),
                         "copyright", "© 2026 The Parafa developers", "license-type",
                         GTK_LICENSE_GPL_3_0, "comments",
                         _ ("Parafa logs in to ANAF with a qualified certificate and keeps the "
                            "tokens safe on "
                            "this computer. It is not a program of ANAF."),
                         "release-notes", release_notes, "debug-info", debug_info,
                         "debug-info-filename", "parafa-debug.txt",
                         /* Translators: your names, one a line */
                         "translator-credits", _ ("translator-credits"), NULL);
}
