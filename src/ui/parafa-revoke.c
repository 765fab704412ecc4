/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-revoke.h"

#include <glib/gi18n.h>

#include "parafa-answer.h"
#include "parafa-date-text.h"
#include "parafa-fact-row.h"
#include "parafa-token-facts.h"

/* ANAF's own page of applications; it has "Renunțare OAuth" */
/* of the window: the buttons of rows stand below their texts then */
#define NARROW 500

#define PORTAL_URI "https://www.anaf.ro/InregOauth"

typedef struct
{
  ParafaRevokeFunc func;
  gpointer user_data;
} Question;

static void
answered (const char *response, gpointer user_data)
{
  g_autofree Question *question = user_data;

  question->func (g_strcmp0 (response, "revoke") == 0, question->user_data);
}

/* What is going to happen, and what is not */
static char *
make_body (ParafaAccount *account)
{
  ParafaTokenPair *pair = parafa_account_get_pair (account);
  gint64 end_s = pair != NULL ? parafa_token_pair_get_access_expires_at (pair) : -1;
  g_autofree char *end = end_s >= 0 ? parafa_date_text_long (end_s) : NULL;
  g_autofree char *outside = NULL;

  if (pair != NULL && !parafa_token_pair_is_opaque (pair) && end != NULL)
    /* Translators: %s is a date */
    outside = g_strdup_printf (_ ("A copy of the access token in another program may go on working "
                                  "until %s."),
                               end);
  return g_strjoin ("\n\n",
                    _ ("Parafa asks ANAF to revoke the token of this profile. If ANAF does it, "
                       "nobody can renew it any more, and it is removed from this computer. To go "
                       "on, log in again with the USB token and its PIN."),
                    outside != NULL ? outside : _ ("The application stays registered."), NULL);
}

/**
 * parafa_revoke_ask:
 * @parent: the window
 * @account: the account whose token it is
 * @func: (scope async): gets the answer
 * @user_data: for @func
 *
 * Says what revoking does, and asks whether to.
 */
void
parafa_revoke_ask (GtkWindow *parent,
                   ParafaAccount *account,
                   ParafaRevokeFunc func,
                   gpointer user_data)
{
  const char *name = parafa_token_facts_get_profile_name (parafa_account_get_profile (account));
  /* Translators: %s is the name of a profile */
  g_autofree char *heading = g_strdup_printf (_ ("Revoke the token of “%s”?"), name);
  g_autofree char *body = make_body (account);
  GtkWidget *dialog = adw_message_dialog_new (parent, heading, NULL);
  Question *question = g_new0 (Question, 1);

  question->func = func;
  question->user_data = user_data;
  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog), body);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "revoke",
                                    _ ("_Revoke"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "revoke",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  parafa_answer_wait (ADW_MESSAGE_DIALOG (dialog), answered, question);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* -- ANAF does not offer it -- */

static void
on_portal_clicked (GtkWidget *button)
{
  g_app_info_launch_default_for_uri_async (PORTAL_URI, NULL, NULL, NULL, NULL);
}

static void
on_copy_clicked (GtkButton *button, const char *letter)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (button)), letter);
  gtk_button_set_label (button, _ ("Copied"));
}

static ParafaFactRow *
make_row (const char *title, const char *subtitle, GtkWidget *button, gboolean narrow)
{
  ParafaFactRow *row = g_object_new (PARAFA_TYPE_FACT_ROW, "extra", button, NULL);

  parafa_fact_row_set_title (row, title);
  parafa_fact_row_set_subtitle (row, subtitle);
  parafa_fact_row_set_narrow (row, narrow);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  title, -1);
  return row;
}

static GtkWidget *
make_ways (const char *letter, gboolean narrow)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *open = gtk_button_new_with_mnemonic (_ ("_Open"));
  GtkWidget *copy = gtk_button_new_with_mnemonic (_ ("_Copy"));
  ParafaFactRow *portal =
      make_row (_ ("Give the application up"),
                _ ("“Renunțare OAuth” on ANAF’s page ends all your applications "
                   "and every token of theirs"),
                open, narrow);
  ParafaFactRow *contact =
      make_row (_ ("Write to ANAF"),
                _ ("A letter for the contact form (“Asistență tehnică servicii "
                   "informatice”, “OAUTH”); it names the token by its number and "
                   "holds no token"),
                copy, narrow);

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What to do"), -1);
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (portal));
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (contact));
  g_signal_connect (open, "clicked", G_CALLBACK (on_portal_clicked), NULL);
  g_signal_connect_data (copy, "clicked", G_CALLBACK (on_copy_clicked), g_strdup (letter),
                         (GClosureNotify) g_free, 0);
  return list;
}

/**
 * parafa_revoke_show_not_offered:
 * @parent: the window
 * @letter: what to send to ANAF
 *
 * Says that ANAF did not revoke the token, and what else there is.
 */
void
parafa_revoke_show_not_offered (GtkWindow *parent, const char *letter)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, _ ("ANAF does not revoke this token"), NULL);

  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog),
                               _ ("The answer was a page, not a confirmation. Nothing was revoked, "
                                  "and nothing was removed here. If the token fell into wrong "
                                  "hands, these ways remain:"));
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog),
                                      make_ways (letter, parent != NULL &&
                                                             gtk_widget_get_width (
                                                                 GTK_WIDGET (parent)) < NARROW));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "close");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  gtk_window_present (GTK_WINDOW (dialog));
}
