/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-secret-entry.h"

/**
 * parafa_secret_entry_guard:
 * @entry: an entry for a secret, a GtkPasswordEntry
 *
 * The characters must not reach anything that learns or stores: no input method, no undo history,
 * and the locked buffer that GtkPasswordEntry has of its own.
 *
 * Returns: (transfer none): the text inside it
 */
GtkText *
parafa_secret_entry_guard (GtkEditable *entry)
{
  GtkText *text = GTK_TEXT (gtk_editable_get_delegate (entry));

  g_object_set (text, "im-module", "gtk-im-context-simple", "input-hints",
                GTK_INPUT_HINT_PRIVATE | GTK_INPUT_HINT_NO_SPELLCHECK | GTK_INPUT_HINT_NO_EMOJI,
                "enable-undo", FALSE, NULL);
  return text;
}

/**
 * parafa_secret_entry_set_name:
 * @entry: an entry for a secret
 * @name: what is typed there, translated
 *
 * Names the entry for screen readers, and the text inside it, which is what has the focus.
 */
void
parafa_secret_entry_set_name (GtkEditable *entry, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_editable_get_delegate (entry)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
