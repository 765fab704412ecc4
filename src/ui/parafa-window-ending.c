/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-window-private.h"

#include <glib/gi18n.h>

#include "parafa-account-ending.h"
#include "parafa-error-text.h"
#include "parafa-hold.h"
#include "parafa-revoke-letter.h"
#include "parafa-revoke.h"

/* How a token ends before its time: revoked at ANAF, or forgotten on this computer */

typedef struct
{
  ParafaWindow *window;   /* (owned) */
  ParafaAccount *account; /* (owned) */
  ParafaTokenPair *pair;  /* (owned) (nullable) */
} Ending;

static Ending *
ending_new (ParafaWindow *window, ParafaAccount *account)
{
  Ending *ending = g_new0 (Ending, 1);

  ending->window = g_object_ref (window);
  ending->account = g_object_ref (account);
  if (parafa_account_get_pair (account) != NULL)
    ending->pair = parafa_token_pair_ref (parafa_account_get_pair (account));
  return ending;
}

static void
ending_free (Ending *ending)
{
  g_clear_object (&ending->window);
  g_clear_object (&ending->account);
  g_clear_pointer (&ending->pair, parafa_token_pair_unref);
  g_free (ending);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Ending, ending_free)

static gboolean
is_closed (ParafaWindow *self)
{
  return parafa_window_get_session (self) == NULL;
}

/* -- revoke -- */

static void
revoke_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Ending) ending = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *letter = NULL;
  int outcome = parafa_account_revoke_finish (PARAFA_ACCOUNT (source), result, &error);

  parafa_release_program ();
  if (is_closed (ending->window))
    return;
  parafa_window_update (ending->window);
  switch (outcome)
    {
    case PARAFA_REVOCATION_DONE:
      parafa_window_toast (ending->window, _ ("ANAF revoked the token; it is gone from here too"));
      break;
    case PARAFA_REVOCATION_NOT_OFFERED:
      letter =
          parafa_revoke_letter_make (parafa_account_get_profile (ending->account), ending->pair);
      parafa_revoke_show_not_offered (GTK_WINDOW (ending->window), letter);
      break;
    default:
      parafa_window_toast (ending->window, parafa_error_text_for_error (error)->title);
    }
}

static void
revoke_answered (gboolean revoke, gpointer user_data)
{
  g_autoptr (Ending) ending = user_data;
  ParafaAccount *account = ending->account;

  if (!revoke || is_closed (ending->window))
    return;
  parafa_hold_program ();
  parafa_account_revoke_async (account, NULL, revoke_ready, g_steal_pointer (&ending));
}

static void
revoke_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ParafaWindow *self = PARAFA_WINDOW (widget);
  ParafaAccount *account = parafa_window_get_account (self);

  if (account == NULL || parafa_account_get_pair (account) == NULL)
    return;
  parafa_revoke_ask (GTK_WINDOW (self), account, revoke_answered, ending_new (self, account));
}

/* -- forget: done at once, taken back as long as the toast is there -- */

static void
take_back_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Ending) ending = user_data;
  g_autoptr (GError) error = NULL;

  if (!parafa_account_keep_finish (PARAFA_ACCOUNT (source), result, &error) &&
      !is_closed (ending->window))
    parafa_window_toast (ending->window, parafa_error_text_for_error (error)->title);
}

static void
on_undo_clicked (Ending *ending)
{
  if (is_closed (ending->window) || parafa_account_get_pair (ending->account) != NULL)
    return;
  parafa_account_keep_async (ending->account, ending->pair, NULL, take_back_ready,
                             ending_new (ending->window, ending->account));
}

static void
offer_undo (Ending *ending)
{
  ParafaWindow *window = ending->window;
  AdwToast *toast = adw_toast_new (_ ("The token was removed from this computer"));

  adw_toast_set_button_label (toast, _ ("_Undo"));
  adw_toast_set_timeout (toast, 10);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  g_object_set_data_full (G_OBJECT (toast), "parafa-ending", ending, (GDestroyNotify) ending_free);
  g_signal_connect_swapped (toast, "button-clicked", G_CALLBACK (on_undo_clicked), ending);
  parafa_window_add_toast (window, toast);
}

static void
forget_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Ending) ending = user_data;
  g_autoptr (GError) error = NULL;
  gboolean forgotten = parafa_account_forget_finish (PARAFA_ACCOUNT (source), result, &error);

  if (is_closed (ending->window))
    return;
  parafa_window_update (ending->window);
  if (forgotten)
    offer_undo (g_steal_pointer (&ending));
  else
    parafa_window_toast (ending->window, parafa_error_text_for_error (error)->title);
}

static void
forget_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ParafaWindow *self = PARAFA_WINDOW (widget);
  ParafaAccount *account = parafa_window_get_account (self);

  if (account != NULL && parafa_account_get_pair (account) != NULL)
    parafa_account_forget_async (account, NULL, forget_ready, ending_new (self, account));
}

/**
 * parafa_window_update_ending_actions:
 * @self: the window
 *
 * Lets the actions follow the account shown.
 */
void
parafa_window_update_ending_actions (ParafaWindow *self)
{
  ParafaAccount *account = parafa_window_get_account (self);
  gboolean can_end = account != NULL && parafa_account_get_pair (account) != NULL &&
                     !parafa_account_is_busy (account);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.revoke", can_end);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.forget", can_end);
}

/**
 * parafa_window_install_ending_actions:
 * @widget_class: the window's class
 */
void
parafa_window_install_ending_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.revoke", NULL, revoke_activated);
  gtk_widget_class_install_action (widget_class, "win.forget", NULL, forget_activated);
}
