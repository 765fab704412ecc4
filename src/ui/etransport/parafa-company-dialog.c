/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-company-dialog.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "parafa-cif.h"

typedef struct
{
  ParafaCompanies *companies; /* (owned) */
  char *cif;                  /* (owned) (nullable): the one that is named anew */
  GtkEditable *number;        /* (unowned) */
  GtkEditable *name;          /* (unowned) */
  GtkLabel *warning;          /* (unowned) */
  ParafaCompanyDialogFunc func;
  gpointer user_data;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_object_unref (question->companies);
  g_free (question->cif);
  g_free (question);
}

static char *
get_cif (Question *question)
{
  return question->cif != NULL ? g_strdup (question->cif)
                               : parafa_cif_normalise (gtk_editable_get_text (question->number));
}

/* A wrong check digit is most likely a slip, but it is the person who knows */
static void
on_typed (GtkWidget *dialog)
{
  Question *question = g_object_get_data (G_OBJECT (dialog), "question");
  g_autofree char *cif = get_cif (question);
  gboolean good = cif != NULL && parafa_cif_is_well_formed (cif);
  const char *warning = NULL;

  if (good && !parafa_cif_has_valid_check_digit (cif))
    warning = _ ("The last digit does not fit the others. Look whether the CIF is typed right.");
  else if (good && question->cif == NULL &&
           parafa_companies_find (question->companies, cif) != NULL)
    warning = _ ("This company is in the list; it gets the name you give it.");
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "save", good);
  gtk_label_set_label (question->warning, warning != NULL ? warning : "");
  gtk_widget_set_visible (GTK_WIDGET (question->warning), warning != NULL);
}

static void
on_answered (GtkWidget *dialog, const char *response)
{
  Question *question = g_object_get_data (G_OBJECT (dialog), "question");
  g_autofree char *cif = get_cif (question);
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (question->name)));
  ParafaCompanyDialogFunc func = question->func;

  question->func = NULL;
  if (func == NULL)
    return;
  if (g_strcmp0 (response, "save") == 0 && cif != NULL && parafa_cif_is_well_formed (cif))
    parafa_companies_put (question->companies, cif, name);
  else if (g_strcmp0 (response, "remove") == 0)
    {
      parafa_companies_remove (question->companies, cif);
      g_clear_pointer (&cif, g_free);
    }
  else
    g_clear_pointer (&cif, g_free);
  func (cif, question->user_data);
}

static void
on_entry_activated (GtkWidget *dialog)
{
  if (adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (dialog), "save"))
    {
      adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "save");
      gtk_window_destroy (GTK_WINDOW (dialog));
    }
}

static GtkEditable *
add_row (GtkWidget *list, GtkWidget *dialog, const char *title, const char *text)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (text != NULL)
    gtk_editable_set_text (GTK_EDITABLE (row), text);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  g_signal_connect_swapped (row, "changed", G_CALLBACK (on_typed), dialog);
  g_signal_connect_swapped (row, "entry-activated", G_CALLBACK (on_entry_activated), dialog);
  return GTK_EDITABLE (row);
}

static GtkWidget *
make_form (Question *question, GtkWidget *dialog)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *list = gtk_list_box_new ();
  ParafaCompany *company =
      question->cif != NULL ? parafa_companies_find (question->companies, question->cif) : NULL;

  question->warning = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (question->warning, TRUE);
  gtk_label_set_xalign (question->warning, 0);
  gtk_label_set_max_width_chars (question->warning, 40);
  gtk_widget_set_visible (GTK_WIDGET (question->warning), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (question->warning), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (question->warning), "warning");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  if (question->cif == NULL)
    question->number = add_row (list, dialog, _ ("CIF"), NULL);
  question->name = add_row (list, dialog, _ ("Name, as you call it"),
                            company != NULL ? parafa_company_get_name (company) : NULL);
  gtk_box_append (GTK_BOX (box), list);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (question->warning));
  return box;
}

static void
add_responses (AdwMessageDialog *dialog, Question *question)
{
  ParafaCompany *company =
      question->cif != NULL ? parafa_companies_find (question->companies, question->cif) : NULL;

  adw_message_dialog_add_response (dialog, "cancel", _ ("_Cancel"));
  if (company != NULL && parafa_company_can_be_removed (company))
    {
      adw_message_dialog_add_response (dialog, "remove", _ ("_Remove"));
      adw_message_dialog_set_response_appearance (dialog, "remove", ADW_RESPONSE_DESTRUCTIVE);
    }
  adw_message_dialog_add_response (dialog, "save",
                                   question->cif == NULL ? _ ("_Add") : _ ("_Save"));
  adw_message_dialog_set_response_appearance (dialog, "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "save");
  adw_message_dialog_set_close_response (dialog, "cancel");
}

/**
 * parafa_company_dialog_present:
 * @parent: the window
 * @companies: the list it is for
 * @cif: (nullable): a company of the list that gets another name; %NULL for a new one
 * @func: (scope async): called at the end
 * @user_data: for @func
 *
 * Adds a company, names it anew, or removes one that nothing was filed for.
 */
void
parafa_company_dialog_present (GtkWindow *parent,
                               ParafaCompanies *companies,
                               const char *cif,
                               ParafaCompanyDialogFunc func,
                               gpointer user_data)
{
  /* Translators: %s is a CIF */
  g_autofree char *named = cif != NULL ? g_strdup_printf (_ ("Name of %s"), cif) : NULL;
  GtkWidget *dialog;
  Question *question;

  g_return_if_fail (PARAFA_IS_COMPANIES (companies));

  dialog = adw_message_dialog_new (parent, named != NULL ? named : _ ("Add a company"),
                                   cif != NULL ? NULL
                                               : _ ("One you may file for with this certificate. "
                                                    "The name is for you only."));
  question = g_new0 (Question, 1);
  question->companies = g_object_ref (companies);
  question->cif = g_strdup (cif);
  question->func = func;
  question->user_data = user_data;
  g_object_set_data_full (G_OBJECT (dialog), "question", question, question_free);
  add_responses (ADW_MESSAGE_DIALOG (dialog), question);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), make_form (question, dialog));
  on_typed (dialog);
  g_signal_connect (dialog, "response", G_CALLBACK (on_answered), NULL);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (GTK_WIDGET (question->number != NULL ? question->number : question->name));
}
