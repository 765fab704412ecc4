/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-close-question.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "parafa-answer.h"

typedef struct
{
  ParafaCloseFunc func;
  gpointer user_data;
} Question;

static void
answered (const char *response, gpointer user_data)
{
  g_autofree Question *question = user_data;

  question->func (g_strcmp0 (response, "close") == 0, question->user_data);
}

/**
 * parafa_close_question_is_needed:
 * @session: (nullable): the session
 *
 * Returns: whether a token would be lost by closing, since the keyring has not taken it
 */
gboolean
parafa_close_question_is_needed (ParafaSession *session)
{
  guint n_accounts = session != NULL ? g_list_model_get_n_items (G_LIST_MODEL (session)) : 0;

  for (guint i = 0; i < n_accounts; i++)
    {
      g_autoptr (ParafaAccount) account = g_list_model_get_item (G_LIST_MODEL (session), i);

      if (parafa_account_is_unsaved (account))
        return TRUE;
    }
  return FALSE;
}

/**
 * parafa_close_question_ask:
 * @parent: the window about to close
 * @func: (scope async): gets the answer
 * @user_data: for @func
 *
 * Asks whether to lose a token that is not in the keyring.
 */
void
parafa_close_question_ask (GtkWindow *parent, ParafaCloseFunc func, gpointer user_data)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, _ ("Close without saving the token?"), NULL);
  Question *question = g_new0 (Question, 1);

  question->func = func;
  question->user_data = user_data;
  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog),
                               _ ("The keyring has not taken it. If Parafa closes, it is lost and "
                                  "you "
                                  "log in again, with the USB token and its PIN."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Keep Open"),
                                    "close", _ ("_Close and Lose It"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "close",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  parafa_answer_wait (ADW_MESSAGE_DIALOG (dialog), answered, question);
  gtk_window_present (GTK_WINDOW (dialog));
}
