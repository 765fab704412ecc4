/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-form.h"

/**
 * parafa_form_set_sensitive:
 * @form: a widget with entries in it
 * @sensitive: whether something can be typed
 *
 * Like gtk_widget_set_sensitive(), which takes the focus out of what is insensitive, too, but too late for an
 * entry: GTK 4.8's goes on blinking, and warns of it.
 */
void
parafa_form_set_sensitive (GtkWidget *form, gboolean sensitive)
{
  GtkRoot *root;
  GtkWidget *focus;

  g_return_if_fail (GTK_IS_WIDGET (form));

  root = gtk_widget_get_root (form);
  focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  if (!sensitive && focus != NULL && gtk_widget_is_ancestor (focus, form))
    gtk_root_set_focus (root, NULL);
  gtk_widget_set_sensitive (form, sensitive);
}
