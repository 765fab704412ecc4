/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-export-dialog.h"

#include <glib/gi18n.h>

#include "parafa-choose-file.h"
#include "parafa-error-text.h"
#include "parafa-hold.h"
#include "parafa-token-facts.h"

/* The question before anything leaves the keyring, which lives as long as its dialog; and, as another one, the place for
 * it and the write */
typedef struct
{
  GtkWindow *parent;        /* (owned) */
  ParafaAccount *account;   /* (owned) */
  AdwMessageDialog *dialog; /* (unowned): while the question is asked */
  AdwComboRow *format;      /* (unowned), as the next */
  GtkSwitch *access;
  GtkSwitch *refresh;
  GtkSwitch *client_secret;
  ParafaExportFormat chosen_format;
  ParafaExportParts chosen_parts;
} Export;

static Export *
export_new (GtkWindow *parent, ParafaAccount *account)
{
  Export *export = g_new0 (Export, 1);

  export->parent = g_object_ref (parent);
  export->account = g_object_ref (account);
  return export;
}

static void
export_free (Export *export)
{
  g_clear_object (&export->parent);
  g_clear_object (&export->account);
  g_free (export);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Export, export_free)

static void
say (Export *export, const char *text)
{
  gtk_widget_activate_action (GTK_WIDGET (export->parent), "win.toast", "s", text);
}

static void
written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Export) export = user_data;
  g_autoptr (GError) error = NULL;
  gboolean good = parafa_export_write_finish (PARAFA_ACCOUNT (source), result, &error);

  parafa_release_program ();
  if (good)
    say (export, _ ("Exported. Only you can read the file; delete it when it is not needed"));
  else if (g_error_matches (error, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_FILE))
    say (export, _ ("The file could not be written there"));
  else
    say (export, parafa_error_text_for_error (error)->title);
}

static void
place_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Export) export = user_data;
  g_autoptr (GFile) file = parafa_choose_file_finish (result, NULL);
  ParafaAccount *account = export->account;
  ParafaExportFormat format = export->chosen_format;
  ParafaExportParts parts = export->chosen_parts;

  if (file == NULL)
    return;
  parafa_hold_program ();
  parafa_export_write_async (account, format, parts, file, NULL, written,
                             g_steal_pointer (&export));
}

static ParafaExportParts
get_parts (Export *export)
{
  ParafaExportParts parts = 0;

  if (gtk_switch_get_active (export->access))
    parts |= PARAFA_EXPORT_ACCESS;
  if (gtk_switch_get_active (export->refresh))
    parts |= PARAFA_EXPORT_REFRESH;
  if (gtk_switch_get_active (export->client_secret))
    parts |= PARAFA_EXPORT_CLIENT_SECRET;
  return parts;
}

static void
update (Export *export)
{
  gboolean netrc = adw_combo_row_get_selected (export->format) == PARAFA_EXPORT_NETRC;

  /* a .netrc has no place for it */
  gtk_widget_set_sensitive (GTK_WIDGET (export->refresh),
                            !netrc && parafa_account_get_pair (export->account) != NULL);
  if (netrc)
    gtk_switch_set_active (export->refresh, FALSE);
  adw_message_dialog_set_response_enabled (export->dialog, "export", get_parts (export) != 0);
}

static void
on_response (Export *question, const char *response)
{
  Export *export;
  g_autofree char *name = NULL;

  if (g_strcmp0 (response, "export") != 0)
    return;
  export = export_new (question->parent, question->account);
  export->chosen_format = (ParafaExportFormat) adw_combo_row_get_selected (question->format);
  export->chosen_parts = get_parts (question);
  name = parafa_export_make_file_name (export->chosen_format,
                                       parafa_account_get_profile (export->account));
  parafa_choose_save_async (export->parent, _ ("Export"), name, NULL, place_chosen, export);
}

static GtkSwitch *
add_switch (Export *export, GtkWidget *list, const char *title, const char *subtitle, gboolean on)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *toggle = gtk_switch_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  gtk_switch_set_active (GTK_SWITCH (toggle), on);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  g_signal_connect_swapped (toggle, "notify::active", G_CALLBACK (update), export);
  return GTK_SWITCH (toggle);
}

static GtkWidget *
make_choices (Export *export)
{
  const char *const formats[] = { _ (".env file"), _ (".netrc file"), _ ("JSON file"), NULL };
  g_autoptr (GtkStringList) words = gtk_string_list_new (formats);
  ParafaTokenPair *pair = parafa_account_get_pair (export->account);
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Export"), -1);
  export->format = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (export->format), _ ("Format"));
  adw_combo_row_set_model (export->format, G_LIST_MODEL (words));
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (export->format));
  export->access = add_switch (export, list, _ ("Access token"),
                               _ ("Opens ANAF’s services until it ends"), pair != NULL);
  export->refresh = add_switch (export, list, _ ("Refresh token"),
                                _ ("Renews the access; if two programs do, each may lock the "
                                   "other out"),
                                FALSE);
  export->client_secret = add_switch (export, list, _ ("Client secret"),
                                      _ ("The application’s password at ANAF"), pair == NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (export->access), pair != NULL);
  g_signal_connect_swapped (export->format, "notify::selected", G_CALLBACK (update), export);
  return list;
}

/**
 * parafa_export_dialog_present:
 * @parent: the program's window
 * @account: the account
 *
 * Asks what is to leave the keyring, and where to; then writes it.
 */
void
parafa_export_dialog_present (GtkWindow *parent, ParafaAccount *account)
{
  Export *export = export_new (parent, account);
  const char *name = parafa_token_facts_get_profile_name (parafa_account_get_profile (account));
  /* Translators: %s is the name of a profile */
  g_autofree char *heading = g_strdup_printf (_ ("Export “%s”?"), name);
  GtkWidget *dialog = adw_message_dialog_new (parent, heading, NULL);

  export->dialog = ADW_MESSAGE_DIALOG (dialog);
  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog),
                               _ ("What you choose leaves the keyring and lies readable in a file. "
                                  "Whoever gets the file acts in the name of the certificate’s "
                                  "holder."));
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), make_choices (export));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "export",
                                    _ ("_Export…"), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  update (export);
  g_object_set_data_full (G_OBJECT (dialog), "export", export, (GDestroyNotify) export_free);
  g_signal_connect_swapped (dialog, "response", G_CALLBACK (on_response), export);
  gtk_window_present (GTK_WINDOW (dialog));
}
