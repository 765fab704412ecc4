/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-window-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "parafa-error-text.h"
#include "parafa-hello-text.h"
#include "parafa-hold.h"
#include "parafa-rename.h"
#include "parafa-secret-clipboard.h"

/* What the window does to the account it shows: renew, copy, save, rename, remove */

static gboolean
is_closed (ParafaWindow *self)
{
  return parafa_window_get_session (self) == NULL;
}

static void
refresh_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaWindow) self = PARAFA_WINDOW (user_data);
  ParafaAccount *account = PARAFA_ACCOUNT (source);
  g_autoptr (GError) error = NULL;
  gboolean renewed = parafa_account_refresh_finish (account, result, &error);

  parafa_release_program ();
  if (is_closed (self))
    return;
  parafa_window_update (self);
  if (renewed)
    parafa_window_toast (self, _ ("Renewed"));
  else if (account != parafa_window_get_account (self))
    parafa_window_toast (self, parafa_error_text_for_error (error)->title);
  /* a pair the keyring did not take is no failed renewal: the bar above says so */
  else if (!parafa_account_is_unsaved (account))
    parafa_token_page_show_error (parafa_window_get_token_page (self), error);
}

static void
renew_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ParafaWindow *self = PARAFA_WINDOW (widget);
  ParafaAccount *account = parafa_window_get_account (self);

  if (account == NULL || parafa_account_is_busy (account))
    return;
  parafa_hold_program ();
  parafa_token_page_clear_error (parafa_window_get_token_page (self));
  /* not cancellable: an answer nobody waits for could be the only copy of the next refresh token */
  parafa_account_refresh_async (account, NULL, refresh_ready, g_object_ref (self));
}

static void
save_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaWindow) self = PARAFA_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  gboolean saved = parafa_account_save_finish (PARAFA_ACCOUNT (source), result, &error);

  if (is_closed (self))
    return;
  parafa_window_update (self);
  parafa_window_toast (self, saved ? _ ("Saved in the keyring")
                                   : parafa_error_text_for_error (error)->title);
}

static void
save_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ParafaWindow *self = PARAFA_WINDOW (widget);
  ParafaAccount *account = parafa_window_get_account (self);

  if (account != NULL)
    parafa_account_save_async (account, NULL, save_ready, g_object_ref (self));
}

static void
load_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaWindow) self = PARAFA_WINDOW (user_data);
  g_autoptr (GError) error = NULL;

  /* what the keyring said is shown by the page: the account tells its state */
  if (!parafa_account_load_finish (PARAFA_ACCOUNT (source), result, &error))
    g_debug ("window: keyring: %s", error->message);
  if (!is_closed (self))
    parafa_window_update (self);
}

static void
ask_keyring_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ParafaWindow *self = PARAFA_WINDOW (widget);
  ParafaAccount *account = parafa_window_get_account (self);

  if (account == NULL || parafa_account_is_busy (account))
    return;
  /* what is held and not saved yet must not be replaced by what the keyring has */
  if (parafa_account_is_unsaved (account))
    save_activated (widget, name, NULL);
  else
    parafa_account_load_async (account, NULL, load_ready, g_object_ref (self));
}

static void
ask_again_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ParafaWindow *self = PARAFA_WINDOW (widget);
  ParafaPanel *panel = parafa_window_get_panel (self);

  if (panel != NULL && parafa_panel_can_ask_again (panel))
    parafa_panel_ask_again (panel);
  else if (parafa_window_get_account (self) != NULL)
    ask_keyring_activated (widget, name, NULL);
}

typedef struct
{
  ParafaWindow *window; /* (owned) */
  ParafaSecret *token;  /* (owned) */
} CurlCopy;

static void
curl_copy_free (CurlCopy *copy)
{
  g_clear_object (&copy->window);
  g_clear_pointer (&copy->token, parafa_secret_unref);
  g_free (copy);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CurlCopy, curl_copy_free)

static void
copy_secret (ParafaWindow *self, ParafaSecret *secret)
{
  parafa_secret_clipboard_copy (gtk_widget_get_clipboard (GTK_WIDGET (self)), secret);
  parafa_window_toast (self, _ ("Copied. The clipboard is emptied in 60 seconds"));
}

/* Puts text before and after a secret; the joined text passes through ordinary memory only here, and is wiped */
static ParafaSecret *
wrap_secret (const char *before, ParafaSecret *secret, const char *after)
{
  char *text = g_strconcat (before, parafa_secret_get (secret), after, NULL);
  ParafaSecret *wrapped = parafa_secret_new (text, -1);

  explicit_bzero (text, strlen (text));
  g_free (text);
  return wrapped;
}

static void
curl_endpoints_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CurlCopy) copy = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaEndpoints) endpoints =
      parafa_session_get_endpoints_finish (PARAFA_SESSION (source), result, &error);
  g_autoptr (ParafaSecret) line = NULL;
  g_autofree char *frame = NULL;
  g_auto (GStrv) parts = NULL;

  if (is_closed (copy->window))
    return;
  if (endpoints == NULL)
    {
      parafa_window_toast (copy->window, parafa_error_text_for_error (error)->title);
      return;
    }
  frame = parafa_hello_text_make_curl (parafa_endpoints_get_hello_uri (endpoints), "Parafa", "\n");
  parts = g_strsplit (frame, "\n", 2);
  line = wrap_secret (parts[0], copy->token, parts[1]);
  copy_secret (copy->window, line);
}

static void
copy_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ParafaWindow *self = PARAFA_WINDOW (widget);
  ParafaAccount *account = parafa_window_get_account (self);
  ParafaTokenPair *pair = account != NULL ? parafa_account_get_pair (account) : NULL;
  const char *what = g_variant_get_string (parameter, NULL);
  ParafaSecret *token;

  if (pair == NULL)
    return;
  token = parafa_token_pair_get_access (pair);
  if (g_strcmp0 (what, "curl") == 0)
    {
      CurlCopy *copy = g_new0 (CurlCopy, 1);

      copy->window = g_object_ref (self);
      copy->token = parafa_secret_ref (token);
      parafa_session_get_endpoints_async (parafa_window_get_session (self),
                                          parafa_account_get_profile (account), NULL,
                                          curl_endpoints_ready, copy);
    }
  else if (g_strcmp0 (what, "header") == 0)
    {
      g_autoptr (ParafaSecret) header = wrap_secret ("Authorization: Bearer ", token, "");

      copy_secret (self, header);
    }
  else
    copy_secret (self, token);
}

static void
profiles_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaWindow) self = PARAFA_WINDOW (user_data);
  g_autoptr (GError) error = NULL;

  if (!parafa_session_save_profiles_finish (PARAFA_SESSION (source), result, &error) &&
      !is_closed (self))
    parafa_window_toast (self, _ ("The new name could not be written to disk"));
}

static void
rename_answered (const char *new_name, gpointer user_data)
{
  g_autoptr (ParafaWindow) self = PARAFA_WINDOW (user_data);
  ParafaAccount *account = parafa_window_get_account (self);

  if (new_name == NULL || account == NULL)
    return;
  parafa_profile_set_name (parafa_account_get_profile (account), new_name);
  parafa_session_save_profiles_async (parafa_window_get_session (self), NULL, profiles_saved,
                                      g_object_ref (self));
}

static void
rename_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ParafaWindow *self = PARAFA_WINDOW (widget);
  ParafaAccount *account = parafa_window_get_account (self);

  if (account != NULL)
    parafa_rename_ask (GTK_WINDOW (self),
                       parafa_token_facts_get_profile_name (parafa_account_get_profile (account)),
                       rename_answered, g_object_ref (self));
}

static void
remove_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaWindow) self = PARAFA_WINDOW (user_data);
  g_autoptr (GError) error = NULL;

  parafa_release_program ();
  if (parafa_session_remove_finish (PARAFA_SESSION (source), result, &error) || is_closed (self))
    return;
  parafa_window_toast (self, parafa_error_text_for_error (error)->title);
}

static void
remove_now (ParafaWindow *self, ParafaAccount *account)
{
  parafa_hold_program ();
  parafa_session_remove_async (parafa_window_get_session (self), account, NULL, remove_ready,
                               g_object_ref (self));
}

/* An Undo on the screen; its toast holds it */
#define REMOVAL_KEY "parafa-removal"

typedef struct
{
  ParafaWindow *window;   /* (unowned) (nullable): weak */
  ParafaAccount *account; /* (owned) */
  gboolean undone;
} Removal;

static void
removal_free (gpointer data)
{
  Removal *removal = data;

  g_clear_weak_pointer (&removal->window);
  g_clear_object (&removal->account);
  g_free (removal);
}

static void
on_undo_clicked (Removal *removal)
{
  removal->undone = TRUE;
  if (removal->window == NULL || is_closed (removal->window))
    return;
  parafa_window_set_hidden (removal->window, removal->account, NULL);
  parafa_window_select (removal->window, removal->account);
}

static void
on_toast_dismissed (Removal *removal)
{
  if (removal->undone || removal->window == NULL || is_closed (removal->window))
    return;
  removal->undone = TRUE;
  remove_now (removal->window, removal->account);
  parafa_window_set_hidden (removal->window, removal->account, NULL);
}

static void
remove_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ParafaWindow *self = PARAFA_WINDOW (widget);
  ParafaAccount *account = parafa_window_get_account (self);
  Removal *removal;
  AdwToast *toast;
  g_autofree char *profile = NULL;
  g_autofree char *text = NULL;

  if (account == NULL || parafa_account_is_busy (account))
    return;
  removal = g_new0 (Removal, 1);
  g_set_weak_pointer (&removal->window, self);
  removal->account = g_object_ref (account);
  profile = g_markup_escape_text (parafa_token_facts_get_profile_name (
                                      parafa_account_get_profile (account)),
                                  -1);
  /* Translators: %s is the name of a profile */
  text = g_strdup_printf (_ ("“%s” removed from this computer"), profile);
  toast = adw_toast_new (text);
  adw_toast_set_button_label (toast, _ ("_Undo"));
  adw_toast_set_timeout (toast, 10);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  g_object_set_data_full (G_OBJECT (toast), REMOVAL_KEY, removal, removal_free);
  g_signal_connect_swapped (toast, "button-clicked", G_CALLBACK (on_undo_clicked), removal);
  g_signal_connect_swapped (toast, "dismissed", G_CALLBACK (on_toast_dismissed), removal);
  parafa_window_set_hidden (self, account, toast);
  parafa_window_add_toast (self, toast);
}

/**
 * parafa_window_finish_removals:
 * @self: the window
 * @hidden: (element-type ParafaAccount): accounts whose Undo is still on the screen
 *
 * Carries out what waits for its Undo: the window closes.
 */
void
parafa_window_finish_removals (ParafaWindow *self, GHashTable *hidden)
{
  GHashTableIter iter;
  gpointer account;

  g_hash_table_iter_init (&iter, hidden);
  while (g_hash_table_iter_next (&iter, &account, NULL))
    remove_now (self, PARAFA_ACCOUNT (account));
}

/**
 * parafa_window_keep_practice:
 * @self: the window
 * @hidden: (element-type ParafaAccount AdwToast): accounts whose Undo is still on the screen
 *
 * Undoes what waits to be removed of the practice environment: the person practises on, and the end
 * of a toast must not take the account with its new token.
 */
void
parafa_window_keep_practice (ParafaWindow *self, GHashTable *hidden)
{
  g_autoptr (GPtrArray) toasts = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer account;
  gpointer toast;

  g_hash_table_iter_init (&iter, hidden);
  while (g_hash_table_iter_next (&iter, &account, &toast))
    if (parafa_profile_get_environment (parafa_account_get_profile (PARAFA_ACCOUNT (account))) ==
        PARAFA_ENVIRONMENT_PRACTICE)
      g_ptr_array_add (toasts, g_object_ref (toast));
  for (guint i = 0; i < toasts->len; i++)
    {
      Removal *removal = g_object_get_data (toasts->pdata[i], REMOVAL_KEY);

      removal->undone = TRUE;
      parafa_window_set_hidden (self, removal->account, NULL);
      adw_toast_dismiss (ADW_TOAST (toasts->pdata[i]));
    }
}

/**
 * parafa_window_update_account_actions:
 * @self: the window
 *
 * Lets the actions follow the account shown: what cannot be done now is insensitive.
 */
void
parafa_window_update_account_actions (ParafaWindow *self)
{
  ParafaAccount *account = parafa_window_get_account (self);
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean busy = account != NULL && parafa_account_is_busy (account);
  ParafaTokenPair *pair = account != NULL ? parafa_account_get_pair (account) : NULL;
  gboolean renewable = pair != NULL && parafa_token_pair_get_refresh (pair) != NULL;

  gtk_widget_action_set_enabled (widget, "win.login", account != NULL && !busy);
  gtk_widget_action_set_enabled (widget, "win.renew", renewable && !busy);
  gtk_widget_action_set_enabled (widget, "win.copy", pair != NULL);
  gtk_widget_action_set_enabled (widget, "win.save",
                                 account != NULL && parafa_account_is_unsaved (account));
  gtk_widget_action_set_enabled (widget, "win.ask-keyring", account != NULL && !busy);
  gtk_widget_action_set_enabled (widget, "win.rename", account != NULL);
  gtk_widget_action_set_enabled (widget, "win.remove", account != NULL && !busy);
}

/**
 * parafa_window_install_account_actions:
 * @widget_class: the window's class
 */
void
parafa_window_install_account_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.renew", NULL, renew_activated);
  gtk_widget_class_install_action (widget_class, "win.copy", "s", copy_activated);
  gtk_widget_class_install_action (widget_class, "win.save", NULL, save_activated);
  gtk_widget_class_install_action (widget_class, "win.ask-keyring", NULL, ask_keyring_activated);
  gtk_widget_class_install_action (widget_class, "win.ask-again", NULL, ask_again_activated);
  gtk_widget_class_install_action (widget_class, "win.rename", NULL, rename_activated);
  gtk_widget_class_install_action (widget_class, "win.remove", NULL, remove_activated);
}
