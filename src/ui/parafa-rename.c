/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-rename.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "parafa-answer.h"

typedef struct
{
  AdwMessageDialog *dialog; /* (unowned) */
  GtkEditable *entry;       /* (unowned) */
  ParafaRenameFunc func;
  gpointer user_data;
} Question;

static void
answered (const char *response, gpointer user_data)
{
  Question *question = user_data;
  g_autofree char *name = NULL;

  if (g_strcmp0 (response, "rename") == 0)
    name = g_strstrip (g_strdup (gtk_editable_get_text (question->entry)));
  question->func (name != NULL && *name != '\0' ? name : NULL, question->user_data);
}

static void
on_name_changed (Question *question)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (question->entry)));

  adw_message_dialog_set_response_enabled (question->dialog, "rename", *name != '\0');
}

/**
 * parafa_rename_ask:
 * @parent: the window
 * @name: the name so far
 * @func: (scope async): gets the answer
 * @user_data: for @func
 *
 * Asks for another name of a profile.
 */
void
parafa_rename_ask (GtkWindow *parent, const char *name, ParafaRenameFunc func, gpointer user_data)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, _ ("Rename the profile"), NULL);
  GtkWidget *entry = gtk_entry_new ();
  Question *question = g_new0 (Question, 1);

  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog),
                               _ ("The name is only for you; ANAF does not see it."));
  question->dialog = ADW_MESSAGE_DIALOG (dialog);
  question->entry = GTK_EDITABLE (entry);
  question->func = func;
  question->user_data = user_data;
  gtk_editable_set_text (GTK_EDITABLE (entry), name);
  gtk_entry_set_max_length (GTK_ENTRY (entry), 80);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Name of the profile"), -1);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), entry);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "rename",
                                    _ ("_Rename"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "rename",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "rename");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (on_name_changed), question);
  /* the entry tells of changes as long as it is there */
  g_object_set_data_full (G_OBJECT (dialog), "question", question, g_free);
  parafa_answer_wait (ADW_MESSAGE_DIALOG (dialog), answered, question);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (entry);
}
