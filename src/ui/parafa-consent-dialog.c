/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-consent-dialog.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "parafa-consent-text.h"
#include "parafa-fact-row.h"

/* A dialog that comes up under the pointer, or under fingers that type, is not answered by what was meant for
 * another window */
#define ATTENTION_MS 600

/* It comes without a window to be measured by, also where the screen is no wider than this. The answers stand one below the
 * other then. */
#define NARROW_WIDTH 360

#define ATTENTION_KEY "attention"

#define RESPONSE_DENY "deny"
#define RESPONSE_THIS_TIME "this-time"
#define RESPONSE_ALWAYS "always"

static void
on_response (AdwMessageDialog *dialog, const char *response, ParafaConsentQuestion *question)
{
  ParafaConsentAnswer answer = PARAFA_CONSENT_DENY;

  if (g_str_equal (response, RESPONSE_ALWAYS))
    answer = PARAFA_CONSENT_ALWAYS;
  else if (g_str_equal (response, RESPONSE_THIS_TIME))
    answer = PARAFA_CONSENT_THIS_TIME;
  parafa_consent_question_answer (question, answer);
}

/* The program is gone: its question goes, too */
static void
on_withdrawn (AdwMessageDialog *dialog)
{
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
set_answerable (AdwMessageDialog *dialog, gboolean answerable)
{
  static const char *const responses[] = { RESPONSE_THIS_TIME, RESPONSE_ALWAYS };

  for (guint i = 0; i < G_N_ELEMENTS (responses); i++)
    if (adw_message_dialog_has_response (dialog, responses[i]))
      adw_message_dialog_set_response_enabled (dialog, responses[i], answerable);
}

static gboolean
on_attention (gpointer user_data)
{
  AdwMessageDialog *dialog = user_data;

  g_object_set_data (G_OBJECT (dialog), ATTENTION_KEY, NULL);
  set_answerable (dialog, TRUE);
  return G_SOURCE_REMOVE;
}

static void
on_map (AdwMessageDialog *dialog)
{
  guint id = g_timeout_add (ATTENTION_MS, on_attention, dialog);

  g_object_set_data (G_OBJECT (dialog), ATTENTION_KEY, GUINT_TO_POINTER (id));
}

/* A screen reader may hold a dialog that is gone */
static void
on_unmap (AdwMessageDialog *dialog)
{
  guint id = GPOINTER_TO_UINT (g_object_steal_data (G_OBJECT (dialog), ATTENTION_KEY));

  if (id != 0)
    g_source_remove (id);
}

static void
add_fact (GtkListBox *list, const char *icon, const char *title, const char *subtitle)
{
  GtkWidget *row = g_object_new (PARAFA_TYPE_FACT_ROW, "icon-name", icon, "title", title,
                                 "subtitle", subtitle, "activatable", FALSE, NULL);

  gtk_list_box_append (list, row);
}

static GtkWidget *
make_facts (ParafaCaller *caller)
{
  GtkWidget *list = gtk_list_box_new ();
  g_autofree char *origin = parafa_consent_text_origin (caller);
  g_autofree char *certainty = parafa_consent_text_certainty (caller);

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What is known about the program"), -1);
  add_fact (GTK_LIST_BOX (list), "application-x-executable-symbolic", origin, certainty);
  if (parafa_caller_get_unit (caller) != NULL)
    add_fact (GTK_LIST_BOX (list), "system-run-symbolic", parafa_caller_get_unit (caller),
              _ ("The unit of systemd it runs in"));
  return list;
}

static char *
make_body (ParafaConsentQuestion *question)
{
  ParafaProfile *profile = parafa_consent_question_get_profile (question);
  const char *holder = parafa_profile_get_holder (profile);
  g_autofree char *name = parafa_consent_text_profile (profile);

  if (holder == NULL)
    /* Translators: %s is a profile's name */
    return g_strdup_printf (_ ("It gets the access token of “%s”. Until the token ends, it can do "
                               "at ANAF "
                               "whatever the certificate may."),
                            name);
  /* Translators: a profile's name, and whose certificate it is */
  return g_strdup_printf (_ ("It gets the access token of “%s”. Until the token ends, it can do at "
                             "ANAF "
                             "whatever %s may."),
                          name, holder);
}

static void
add_responses (AdwMessageDialog *dialog, ParafaCaller *caller)
{
  adw_message_dialog_add_response (dialog, RESPONSE_DENY, _ ("_Do Not Allow"));
  adw_message_dialog_add_response (dialog, RESPONSE_THIS_TIME, _ ("_Only This Time"));
  /* what cannot be known again cannot be remembered */
  if (parafa_caller_is_lasting (caller))
    adw_message_dialog_add_response (dialog, RESPONSE_ALWAYS, _ ("_Always Allow"));
  adw_message_dialog_set_default_response (dialog, RESPONSE_DENY);
  adw_message_dialog_set_close_response (dialog, RESPONSE_DENY);
  set_answerable (dialog, FALSE);
}

/**
 * parafa_consent_dialog_present:
 * @application: the application
 * @question: which program wants which profile's token
 *
 * Asks the person, in a window of its own: it may come when no other is open. Closing it means no.
 *
 * Returns: (transfer none): the dialog
 */
GtkWindow *
parafa_consent_dialog_present (GtkApplication *application, ParafaConsentQuestion *question)
{
  ParafaCaller *caller = parafa_consent_question_get_caller (question);
  g_autofree char *name = parafa_consent_text_name (caller);
  g_autofree char *heading = NULL;
  g_autofree char *body = make_body (question);
  AdwMessageDialog *dialog;

  /* Translators: %s is a program's name */
  heading = g_strdup_printf (_ ("Let “%s” use ANAF?"), name);
  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (NULL, heading, body));
  gtk_window_set_title (GTK_WINDOW (dialog), heading);
  gtk_window_set_application (GTK_WINDOW (dialog), application);
  gtk_window_set_default_size (GTK_WINDOW (dialog), NARROW_WIDTH, -1);
  adw_message_dialog_set_extra_child (dialog, make_facts (caller));
  add_responses (dialog, caller);
  g_signal_connect (dialog, "map", G_CALLBACK (on_map), NULL);
  g_signal_connect (dialog, "unmap", G_CALLBACK (on_unmap), NULL);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response), question, 0);
  g_signal_connect_object (question, "withdrawn", G_CALLBACK (on_withdrawn), dialog,
                           G_CONNECT_SWAPPED);
  /* the dialog holds the question it asks */
  g_object_set_data_full (G_OBJECT (dialog), "question", g_object_ref (question), g_object_unref);
  gtk_window_present (GTK_WINDOW (dialog));
  return GTK_WINDOW (dialog);
}
