/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-window-private.h"

#include <glib/gi18n.h>

#include "parafa-add-application.h"
#include "parafa-close-question.h"
#include "parafa-error-text.h"
#include "parafa-first-run.h"
#include "parafa-login-sheet.h"
#include "parafa-main.h"
#include "parafa-panels.h"
#include "parafa-settings.h"
#include "parafa-tools.h"
#include "parafa-window-focus.h"
#include "parafa-window-memory.h"

/**
 * ParafaWindow:
 *
 * The one window: profiles at the side, their pages in the middle; the first-run page before there are any; a tool over
 * either.
 *
 * The pages are made when they are first shown: a start pays only for what it shows.
 */
struct _ParafaWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts; /* (unowned): template children */
  GtkStack *root;
  AdwBin *first_run_place;
  AdwStatusPage *trouble;
  GMenu *tools_menu;

  ParafaMain *main;   /* (unowned) (nullable): profiles and pages, made when there is a profile */
  ParafaTools *tools; /* (unowned) (nullable): made with the first tool */

  ParafaSession *session;    /* (owned) */
  ParafaAccount *account;    /* (owned) (nullable): the one shown */
  GHashTable *hidden;        /* (owned): accounts about to be removed, each with its Undo */
  GtkFilterListModel *shown; /* (owned) (nullable) */
  GSettings *settings;       /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) */
  gulong changed_id;
  gulong renamed_id;
  char *asked_profile; /* (owned) (nullable): shown as soon as the profiles are there */
  char *asked_action;  /* (owned) (nullable) */
  gboolean opened;
  gboolean may_close;
  const char *under; /* the part of the root stack that lies under a tool */
};

typedef enum
{
  PROP_SESSION = 1,
} ParafaWindowProperty;

static GParamSpec *properties[PROP_SESSION + 1];

G_DEFINE_FINAL_TYPE (ParafaWindow, parafa_window, ADW_TYPE_APPLICATION_WINDOW)

static gboolean
is_tool_shown (ParafaWindow *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->root), "tool") == 0;
}

/* A tool stays in front until it is closed */
static void
show_root (ParafaWindow *self, const char *name)
{
  self->under = name;
  if (is_tool_shown (self))
    return;
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->root), name) == 0)
    return;
  parafa_window_focus_turn (self->root, name);
  if (g_str_equal (name, "first-run"))
    parafa_window_focus_start (self->root, adw_bin_get_child (self->first_run_place));
  else
    parafa_window_focus_start (self->root, gtk_stack_get_visible_child (self->root));
}

static void
close_tool (ParafaWindow *self)
{
  if (is_tool_shown (self))
    parafa_window_focus_turn (self->root, self->under);
}

static void
update_title (ParafaWindow *self)
{
  gtk_window_set_title (GTK_WINDOW (self), self->account != NULL
                                               ? parafa_token_facts_get_profile_name (
                                                     parafa_account_get_profile (self->account))
                                               : "Parafa");
}

/**
 * parafa_window_update:
 * @self: the window
 *
 * Brings everything around the pages up to the account shown.
 */
void
parafa_window_update (ParafaWindow *self)
{
  parafa_window_update_account_actions (self);
  parafa_window_update_ending_actions (self);
  parafa_window_update_profile_actions (self);
  update_title (self);
  if (self->main != NULL)
    parafa_main_set_account (self->main, self->account);
  if (self->tools != NULL)
    parafa_tools_set_account (self->tools, self->session, self->account);
}

/**
 * parafa_window_get_token_page:
 * @self: the window
 *
 * Returns: (transfer none): the token page, made at the first call
 */
ParafaTokenPage *
parafa_window_get_token_page (ParafaWindow *self)
{
  return PARAFA_TOKEN_PAGE (parafa_main_get_page (self->main, "token"));
}

/**
 * parafa_window_get_testoauth_page:
 * @self: the window
 *
 * Returns: (transfer none): the TestOauth page, made at the first call
 */
ParafaTestoauthPage *
parafa_window_get_testoauth_page (ParafaWindow *self)
{
  return PARAFA_TESTOAUTH_PAGE (parafa_main_get_page (self->main, "hello"));
}

/**
 * parafa_window_get_panel:
 * @self: the window
 *
 * Returns: (transfer none) (nullable): the page or tool in front
 */
ParafaPanel *
parafa_window_get_panel (ParafaWindow *self)
{
  if (is_tool_shown (self))
    return parafa_tools_get_shown (self->tools);
  return self->main != NULL ? parafa_main_get_shown (self->main) : NULL;
}

static void
show_account (ParafaWindow *self, ParafaAccount *account)
{
  if (self->account == account)
    return;
  if (self->account != NULL)
    {
      g_clear_signal_handler (&self->changed_id, self->account);
      g_clear_signal_handler (&self->renamed_id, parafa_account_get_profile (self->account));
    }
  g_set_object (&self->account, account);
  if (account != NULL)
    {
      self->changed_id =
          g_signal_connect_swapped (account, "changed", G_CALLBACK (parafa_window_update), self);
      self->renamed_id =
          g_signal_connect_swapped (parafa_account_get_profile (account), "notify::name",
                                    G_CALLBACK (parafa_window_update), self);
    }
  parafa_window_update (self);
}

/* The part with the profiles, made when there is one: the first frame does not wait for it */
static void
build_main (ParafaWindow *self)
{
  self->main = parafa_main_new (self->session, G_LIST_MODEL (self->shown));
  g_signal_connect_object (self->main, "account-chosen", G_CALLBACK (show_account), self,
                           G_CONNECT_SWAPPED);
  gtk_stack_add_named (self->root, GTK_WIDGET (self->main), "main");
  parafa_window_memory_restore_page (self->settings, parafa_main_get_pages (self->main));
}

static gboolean
is_shown (gpointer item, gpointer user_data)
{
  return !g_hash_table_contains (PARAFA_WINDOW (user_data)->hidden, item);
}

/**
 * parafa_window_set_hidden:
 * @self: the window
 * @account: an account
 * @undo: (nullable): the toast that brings it back; %NULL to put it back into the list
 *
 * Takes an account out of the list, or puts it back, without touching it.
 */
void
parafa_window_set_hidden (ParafaWindow *self, ParafaAccount *account, AdwToast *undo)
{
  if (undo != NULL)
    g_hash_table_insert (self->hidden, g_object_ref (account), g_object_ref (undo));
  else
    g_hash_table_remove (self->hidden, account);
  gtk_filter_changed (gtk_filter_list_model_get_filter (self->shown), GTK_FILTER_CHANGE_DIFFERENT);
}

static void
choose_last_profile (ParafaWindow *self)
{
  g_autofree char *id = parafa_window_memory_dup_profile (self->settings);
  ParafaAccount *account = id != NULL ? parafa_session_find (self->session, id) : NULL;

  if (account != NULL)
    parafa_window_select (self, account);
}

static void
do_what_was_asked (ParafaWindow *self)
{
  g_autofree char *profile = NULL;
  g_autofree char *action = NULL;
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;
  ParafaAccount *account;

  if (!self->opened || self->main == NULL || self->asked_profile == NULL)
    return;
  profile = g_steal_pointer (&self->asked_profile);
  action = g_steal_pointer (&self->asked_action);
  account = parafa_session_find (self->session, profile);
  if (account == NULL)
    return;
  parafa_window_select (self, account);
  if (action != NULL && g_action_parse_detailed_name (action, &name, &target, NULL))
    gtk_widget_activate_action_variant (GTK_WIDGET (self), name, target);
}

/* First run before there is a profile, else the profiles; one of them is always chosen */
static void
on_profiles_changed (ParafaWindow *self)
{
  if (!self->opened)
    return;
  if (g_list_model_get_n_items (G_LIST_MODEL (self->shown)) == 0)
    {
      if (adw_bin_get_child (self->first_run_place) == NULL)
        adw_bin_set_child (self->first_run_place, parafa_first_run_new ());
      show_account (self, NULL);
      show_root (self, "first-run");
      return;
    }
  if (self->main == NULL)
    {
      build_main (self);
      choose_last_profile (self);
    }
  parafa_main_select_one (self->main, self->account);
  /* what can be moved where depends on the order, which may be all that changed */
  parafa_window_update_profile_actions (self);
  show_root (self, "main");
  do_what_was_asked (self);
}

static void
session_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaWindow) self = PARAFA_WINDOW (user_data);
  g_autoptr (GError) error = NULL;

  if (!parafa_session_open_finish (PARAFA_SESSION (source), result, &error))
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;
      g_info ("window: profiles cannot be read: %s", error->message);
      show_root (self, "trouble");
      return;
    }
  self->opened = TRUE;
  on_profiles_changed (self);
}

static void
open_session (ParafaWindow *self)
{
  GtkCustomFilter *filter = gtk_custom_filter_new (is_shown, self, NULL);

  self->shown =
      gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->session)), GTK_FILTER (filter));
  /* after the rows are there */
  g_signal_connect_object (self->shown, "items-changed", G_CALLBACK (on_profiles_changed), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  parafa_session_open_async (self->session, self->cancellable, session_opened, g_object_ref (self));
}

static void
login_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ParafaWindow *self = PARAFA_WINDOW (widget);

  if (self->account != NULL)
    parafa_login_sheet_present (GTK_WINDOW (self), self->session, self->account);
}

static void
add_profile_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (PARAFA_WINDOW (widget)->session != NULL)
    parafa_add_application_present (GTK_WINDOW (widget), PARAFA_WINDOW (widget)->session);
}

static void
practise_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaWindow) self = PARAFA_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  ParafaAccount *account = parafa_session_practise_finish (PARAFA_SESSION (source), result, &error);

  if (self->session == NULL)
    return;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.practise", TRUE);
  if (account != NULL)
    {
      parafa_window_keep_practice (self, self->hidden);
      parafa_window_select (self, account);
      if (parafa_account_get_state (account) == PARAFA_ACCOUNT_EMPTY)
        parafa_login_sheet_present (GTK_WINDOW (self), self->session, account);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    parafa_window_toast (self, parafa_error_text_for_error (error)->title);
}

static void
practise_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ParafaWindow *self = PARAFA_WINDOW (widget);

  if (self->session == NULL)
    return;
  gtk_widget_action_set_enabled (widget, "win.practise", FALSE);
  parafa_window_keep_practice (self, self->hidden);
  parafa_session_practise_async (self->session, self->cancellable, practise_ready,
                                 g_object_ref (self));
}

static void
select_profile_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ParafaWindow *self = PARAFA_WINDOW (widget);
  ParafaAccount *account =
      parafa_session_find (self->session, g_variant_get_string (parameter, NULL));

  if (account != NULL)
    parafa_window_select (self, account);
}

static void
logged_in_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ParafaWindow *self = PARAFA_WINDOW (widget);

  select_profile_activated (widget, name, parameter);
  if (self->main == NULL)
    return;
  close_tool (self);
  parafa_main_show_page (self->main, "token");
  parafa_token_page_clear_error (parafa_window_get_token_page (self));
  parafa_window_toast (self, _ ("Logged in"));
}

static void
toast_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  parafa_window_toast (PARAFA_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
page_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ParafaWindow *self = PARAFA_WINDOW (widget);

  if (self->account == NULL)
    return;
  close_tool (self);
  parafa_main_show_page (self->main, g_variant_get_string (parameter, NULL));
  parafa_main_show_content (self->main);
  parafa_window_focus_panel (GTK_WIDGET (parafa_window_get_panel (self)));
}

static void
renew_page_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (PARAFA_WINDOW (widget)->main != NULL)
    parafa_main_renew_page (PARAFA_WINDOW (widget)->main, g_variant_get_string (parameter, NULL));
}

static void
tool_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ParafaWindow *self = PARAFA_WINDOW (widget);

  if (self->tools == NULL)
    {
      self->tools = g_object_new (PARAFA_TYPE_TOOLS, NULL);
      gtk_stack_add_named (self->root, GTK_WIDGET (self->tools), "tool");
      parafa_tools_set_account (self->tools, self->session, self->account);
    }
  if (!parafa_tools_show (self->tools, g_variant_get_string (parameter, NULL)))
    return;
  parafa_window_focus_turn (self->root, "tool");
  parafa_window_focus_panel (GTK_WIDGET (parafa_window_get_panel (self)));
}

static void
find_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ParafaPanel *panel = parafa_window_get_panel (PARAFA_WINDOW (widget));

  if (panel != NULL)
    parafa_panel_find (panel);
}

static void
next_profile_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (PARAFA_WINDOW (widget)->main != NULL)
    parafa_main_move (PARAFA_WINDOW (widget)->main, 1);
}

static void
previous_profile_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (PARAFA_WINDOW (widget)->main != NULL)
    parafa_main_move (PARAFA_WINDOW (widget)->main, -1);
}

static void
back_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ParafaWindow *self = PARAFA_WINDOW (widget);
  ParafaPanel *tool = is_tool_shown (self) ? parafa_tools_get_shown (self->tools) : NULL;

  if (tool == NULL && self->main != NULL)
    parafa_main_go_back (self->main);
  else if (tool != NULL && !parafa_panel_go_back (tool))
    close_tool (self);
}

static void
details_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ParafaWindow *self = PARAFA_WINDOW (widget);

  if (self->account == NULL)
    return;
  close_tool (self);
  parafa_main_show_page (self->main, "token");
  parafa_token_page_toggle_details (parafa_window_get_token_page (self));
}

static void
open_again_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ParafaWindow *self = PARAFA_WINDOW (widget);

  parafa_session_open_async (self->session, self->cancellable, session_opened, g_object_ref (self));
}

static void
close_answered (gboolean close, gpointer user_data)
{
  g_autoptr (ParafaWindow) self = PARAFA_WINDOW (user_data);

  if (!close)
    return;
  self->may_close = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

static gboolean
parafa_window_close_request (GtkWindow *window)
{
  ParafaWindow *self = PARAFA_WINDOW (window);

  if (!self->may_close && parafa_close_question_is_needed (self->session))
    {
      parafa_close_question_ask (window, close_answered, g_object_ref (self));
      return TRUE;
    }
  parafa_window_memory_save (self->settings, window,
                             self->main != NULL ? parafa_main_get_pages (self->main) : NULL,
                             self->account);
  parafa_window_finish_removals (self, self->hidden);
  return GTK_WINDOW_CLASS (parafa_window_parent_class)->close_request (window);
}

static void
parafa_window_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  ParafaWindow *self = PARAFA_WINDOW (object);

  switch ((ParafaWindowProperty) prop_id)
    {
    case PROP_SESSION:
      self->session = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parafa_window_constructed (GObject *object)
{
  ParafaWindow *self = PARAFA_WINDOW (object);

  G_OBJECT_CLASS (parafa_window_parent_class)->constructed (object);
  self->settings = parafa_settings_new ();
  parafa_window_memory_restore_size (self->settings, GTK_WINDOW (self));
  parafa_window_update (self);
  if (self->session != NULL)
    open_session (self);
}

static void
parafa_window_dispose (GObject *object)
{
  ParafaWindow *self = PARAFA_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  if (self->main != NULL)
    parafa_main_close (self->main);
  self->main = NULL;
  self->tools = NULL;
  if (self->account != NULL)
    {
      g_clear_signal_handler (&self->changed_id, self->account);
      g_clear_signal_handler (&self->renamed_id, parafa_account_get_profile (self->account));
    }
  g_clear_object (&self->account);
  g_clear_object (&self->shown);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  gtk_widget_dispose_template (GTK_WIDGET (object), PARAFA_TYPE_WINDOW);
  G_OBJECT_CLASS (parafa_window_parent_class)->dispose (object);
}

static void
parafa_window_finalize (GObject *object)
{
  ParafaWindow *self = PARAFA_WINDOW (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->hidden, g_hash_table_unref);
  g_free (self->asked_profile);
  g_free (self->asked_action);
  G_OBJECT_CLASS (parafa_window_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.login", NULL, login_activated);
  gtk_widget_class_install_action (widget_class, "win.add-profile", NULL, add_profile_activated);
  gtk_widget_class_install_action (widget_class, "win.practise", NULL, practise_activated);
  gtk_widget_class_install_action (widget_class, "win.select-profile", "s",
                                   select_profile_activated);
  gtk_widget_class_install_action (widget_class, "win.logged-in", "s", logged_in_activated);
  gtk_widget_class_install_action (widget_class, "win.toast", "s", toast_activated);
  gtk_widget_class_install_action (widget_class, "win.page", "s", page_activated);
  gtk_widget_class_install_action (widget_class, "win.renew-page", "s", renew_page_activated);
  gtk_widget_class_install_action (widget_class, "win.tool", "s", tool_activated);
  gtk_widget_class_install_action (widget_class, "win.find", NULL, find_activated);
  gtk_widget_class_install_action (widget_class, "win.next-profile", NULL, next_profile_activated);
  gtk_widget_class_install_action (widget_class, "win.previous-profile", NULL,
                                   previous_profile_activated);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, back_activated);
  gtk_widget_class_install_action (widget_class, "win.details", NULL, details_activated);
  gtk_widget_class_install_action (widget_class, "win.open-again", NULL, open_again_activated);
  parafa_window_install_account_actions (widget_class);
  parafa_window_install_ending_actions (widget_class);
  parafa_window_install_profile_actions (widget_class);
  /* as a binding, not as an accelerator: those come first and would keep Escape from an open menu */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.back", NULL);
}

static void
parafa_window_class_init (ParafaWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = parafa_window_set_property;
  object_class->constructed = parafa_window_constructed;
  object_class->dispose = parafa_window_dispose;
  object_class->finalize = parafa_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = parafa_window_close_request;
  /**
   * ParafaWindow:session:
   *
   * The session.
   */
  properties[PROP_SESSION] =
      g_param_spec_object ("session", NULL, NULL, PARAFA_TYPE_SESSION,
                           G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_template_from_resource (widget_class, "/ro/parafa/Parafa/parafa-window.ui");
  gtk_widget_class_bind_template_child (widget_class, ParafaWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, ParafaWindow, root);
  gtk_widget_class_bind_template_child (widget_class, ParafaWindow, first_run_place);
  gtk_widget_class_bind_template_child (widget_class, ParafaWindow, trouble);
  gtk_widget_class_bind_template_child (widget_class, ParafaWindow, tools_menu);
  install_actions (widget_class);
}

static void
parafa_window_init (ParafaWindow *self)
{
  self->hidden = g_hash_table_new_full (NULL, NULL, g_object_unref, g_object_unref);
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  parafa_panels_fill_menu (self->tools_menu);
  /* striped header bars: a development build is not the one people trust their keys to */
  if (PARAFA_DEVEL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "devel");
  self->under = "start";
  parafa_window_accept_files (self);
}

/**
 * parafa_window_new:
 * @application: (nullable): the application
 * @session: (nullable): the session; %NULL to give it later with parafa_window_open()
 *
 * Makes the window and lets the session read its profiles.
 *
 * Returns: (transfer none): the window, owned by GTK
 */
ParafaWindow *
parafa_window_new (ParafaApplication *application, ParafaSession *session)
{
  g_return_val_if_fail (session == NULL || PARAFA_IS_SESSION (session), NULL);

  return g_object_new (PARAFA_TYPE_WINDOW, "application", application, "session", session, NULL);
}

/**
 * parafa_window_open:
 * @self: a window without a session
 * @session: the session
 *
 * Gives the window its session and lets it read its profiles.
 */
void
parafa_window_open (ParafaWindow *self, ParafaSession *session)
{
  g_return_if_fail (PARAFA_IS_WINDOW (self));
  g_return_if_fail (PARAFA_IS_SESSION (session));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  open_session (self);
}

/**
 * parafa_window_get_session:
 * @self: the window
 *
 * Returns: (transfer none): the session
 */
ParafaSession *
parafa_window_get_session (ParafaWindow *self)
{
  g_return_val_if_fail (PARAFA_IS_WINDOW (self), NULL);

  return self->session;
}

/**
 * parafa_window_get_account:
 * @self: the window
 *
 * Returns: (transfer none) (nullable): the account shown
 */
ParafaAccount *
parafa_window_get_account (ParafaWindow *self)
{
  g_return_val_if_fail (PARAFA_IS_WINDOW (self), NULL);

  return self->account;
}

/**
 * parafa_window_select:
 * @self: the window
 * @account: an account of the session
 *
 * Shows an account.
 */
void
parafa_window_select (ParafaWindow *self, ParafaAccount *account)
{
  g_return_if_fail (PARAFA_IS_WINDOW (self));
  g_return_if_fail (PARAFA_IS_ACCOUNT (account));

  if (self->main != NULL && parafa_main_select (self->main, account))
    parafa_main_show_content (self->main);
}

/**
 * parafa_window_ask:
 * @self: the window
 * @profile_id: the id of a profile
 * @action: (nullable): an action of the window, such as "win.login" or "win.page::certificate"
 *
 * Shows a profile and does something with it, as soon as the profiles are there. A profile that is
 * gone meanwhile is passed over.
 */
void
parafa_window_ask (ParafaWindow *self, const char *profile_id, const char *action)
{
  g_return_if_fail (PARAFA_IS_WINDOW (self));
  g_return_if_fail (profile_id != NULL);

  g_free (self->asked_profile);
  g_free (self->asked_action);
  self->asked_profile = g_strdup (profile_id);
  self->asked_action = g_strdup (action);
  do_what_was_asked (self);
}

/**
 * parafa_window_add_toast:
 * @self: the window
 * @toast: (transfer full): a toast
 */
void
parafa_window_add_toast (ParafaWindow *self, AdwToast *toast)
{
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/**
 * parafa_window_toast:
 * @self: the window
 * @text: what was done, translated
 *
 * Says for some seconds what was done.
 */
void
parafa_window_toast (ParafaWindow *self, const char *text)
{
  g_autofree char *markup = NULL;

  g_return_if_fail (PARAFA_IS_WINDOW (self));

  /* the title of a toast is markup */
  markup = g_markup_escape_text (text, -1);
  parafa_window_add_toast (self, adw_toast_new (markup));
}
