/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-login-sheet-private.h"

#include <glib/gi18n.h>

#include "parafa-add-application.h"
#include "parafa-choose-file.h"
#include "parafa-error-text.h"
#include "parafa-login-style.h"
#include "parafa-login-words.h"

/* A page that is only passed through is not shown; one that stays is */
#define PAGE_STAYS_MS 700
/* However quiet the view is, its address is shown then */
#define PAGE_AT_LATEST_MS 4000
#define PAGE_WIDTH 1044
#define PAGE_HEIGHT 690

G_DEFINE_FINAL_TYPE (ParafaLoginSheet, parafa_login_sheet, ADW_TYPE_WINDOW)

/* The page */

static void
reveal_page (ParafaLoginSheet *self)
{
  int width, height;

  g_clear_handle_id (&self->page_source, g_source_remove);
  if (self->ended || self->page_revealed || self->browser == NULL ||
      parafa_login_browser_get_view (self->browser) == NULL ||
      parafa_login_flow_get_step (self->flow) != PARAFA_LOGIN_PAGE)
    return;
  self->page_revealed = TRUE;
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  gtk_window_set_default_size (GTK_WINDOW (self), MAX (width, PAGE_WIDTH),
                               MAX (height, PAGE_HEIGHT));
  parafa_login_sheet_update (self);
}

static void
page_delay_over (gpointer user_data)
{
  ParafaLoginSheet *self = PARAFA_LOGIN_SHEET (user_data);

  self->page_source = 0;
  /* a failure before any page is explained in its place, not beside an empty view */
  if (parafa_login_flow_get_problem (self->flow) == PARAFA_LOGIN_PROBLEM_NONE)
    reveal_page (self);
}

static void
on_view_changed (ParafaLoginSheet *self)
{
  GtkWidget *view = parafa_login_browser_get_view (self->browser);

  self->page_revealed = FALSE;
  g_clear_handle_id (&self->page_source, g_source_remove);
  parafa_web_page_set_view (self->page, view);
  if (view != NULL)
    g_signal_connect_object (view, "notify::loading", G_CALLBACK (parafa_login_sheet_update), self,
                             G_CONNECT_SWAPPED);
  if (view != NULL)
    self->page_source = g_timeout_add_once (PAGE_AT_LATEST_MS, page_delay_over, self);
  parafa_login_sheet_update (self);
}

static void
on_view_page_shown (ParafaLoginSheet *self)
{
  if (self->page_revealed)
    return;
  g_clear_handle_id (&self->page_source, g_source_remove);
  if (parafa_login_flow_get_problem (self->flow) != PARAFA_LOGIN_PROBLEM_NONE)
    reveal_page (self);
  else
    self->page_source = g_timeout_add_once (PAGE_STAYS_MS, page_delay_over, self);
}

/* The end */

static void
end (ParafaLoginSheet *self)
{
  if (self->ended)
    return;
  self->ended = TRUE;
  parafa_waiting_page_stop (self->waiting);
  g_clear_handle_id (&self->page_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_signal_group_set_target (self->flow_signals, NULL);
  parafa_pin_page_clear (self->pin_page);
  parafa_paste_page_clear (self->paste_page);
  parafa_web_page_set_view (self->page, NULL);
  parafa_login_browser_close (self->browser);
  parafa_login_flow_cancel (self->flow);
}

static void
finish (ParafaLoginSheet *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  ParafaProfile *profile = parafa_account_get_profile (self->account);
  g_autofree char *id = g_strdup (parafa_profile_get_id (profile));

  end (self);
  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.logged-in", "s", id);
  gtk_window_destroy (GTK_WINDOW (self));
}

static gboolean
parafa_login_sheet_close_request (GtkWindow *window)
{
  end (PARAFA_LOGIN_SHEET (window));

  return GTK_WINDOW_CLASS (parafa_login_sheet_parent_class)->close_request (window);
}

/* What the flow tells */

/* The file of the last login is there: one press and its password are all that is left */
static void
ask_for_remembered_file (ParafaLoginSheet *self)
{
  ParafaProfile *profile = parafa_account_get_profile (self->account);

  if (self->file_asked || parafa_login_flow_is_busy (self->flow) ||
      parafa_login_flow_get_remembered (self->flow, NULL) != PARAFA_LOGIN_REMEMBERED_FILE)
    return;
  self->file_asked = TRUE;
  self->file = g_strdup (parafa_profile_get_certificate_file (profile));
  self->asked = FALSE;
}

/* An answer came back: the question that is on the page now is another one. A file that failed with
 * anything but a wrong password is not asked about again. */
static void
on_busy_changed (ParafaLoginSheet *self)
{
  ParafaLoginProblem problem = parafa_login_flow_get_problem (self->flow);

  if (!parafa_login_flow_is_busy (self->flow))
    {
      self->asked = FALSE;
      if (problem != PARAFA_LOGIN_PROBLEM_NONE && problem != PARAFA_LOGIN_PROBLEM_FILE_PASSWORD)
        g_clear_pointer (&self->file, g_free);
      ask_for_remembered_file (self);
    }
  parafa_login_sheet_show_notice (self);
  parafa_login_sheet_update (self);
}

static void
on_flow_changed (ParafaLoginSheet *self)
{
  if (parafa_login_flow_get_step (self->flow) != PARAFA_LOGIN_CERTIFICATE)
    g_clear_pointer (&self->file, g_free);
  if (parafa_login_flow_get_step (self->flow) != PARAFA_LOGIN_PAGE)
    self->question = 0;
  parafa_login_sheet_update (self);
}

static void
on_certificates_changed (ParafaLoginSheet *self)
{
  if (self->ended)
    return;
  parafa_login_sheet_show_certificates (self);
  parafa_login_sheet_update (self);
}

static void
on_upstream (ParafaLoginSheet *self, const ParafaUpstream *upstream)
{
  parafa_web_page_add_upstream (self->page, upstream);
}

static void
on_pin_question (ParafaLoginSheet *self, guint id, guint flags, const char *token)
{
  self->question = id;
  self->question_flags = flags;
  g_free (self->question_token);
  self->question_token = g_strdup (token);
  self->asked = FALSE;
  parafa_login_sheet_update (self);
}

static void
on_done (ParafaLoginSheet *self)
{
  finish (self);
}

/* What the person does */

static void
on_pin_submit (ParafaLoginSheet *self)
{
  g_autoptr (ParafaSecret) answer = NULL;

  if (!parafa_pin_page_is_ready (self->pin_page))
    return;
  answer = parafa_pin_page_take_answer (self->pin_page);
  if (self->question != 0)
    {
      guint id = self->question;

      self->question = 0;
      self->asked = FALSE;
      parafa_login_flow_answer_question (self->flow, id, answer);
      parafa_login_sheet_update (self);
    }
  else if (self->file != NULL)
    parafa_login_flow_open_file (self->flow, self->file, answer);
  else
    parafa_login_flow_unlock (self->flow, answer);
}

static void
on_paste_submit (ParafaLoginSheet *self)
{
  g_autoptr (ParafaSecret) pasted = NULL;

  if (!parafa_paste_page_is_ready (self->paste_page))
    return;
  pasted = parafa_paste_page_take_answer (self->paste_page);
  parafa_login_flow_callback_pasted (self->flow, pasted);
  parafa_login_sheet_update (self);
}

static void
on_pin_ready_changed (ParafaLoginSheet *self)
{
  const char *page = NULL;

  if (self->ended)
    return;
  page = gtk_stack_get_visible_child_name (self->stack);
  if (g_strcmp0 (page, "pin") == 0)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), "login.continue",
                                   parafa_pin_page_is_ready (self->pin_page));
  else if (g_strcmp0 (page, "paste") == 0)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), "login.continue",
                                   parafa_paste_page_is_ready (self->paste_page));
}

static void
continue_activated (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  ParafaLoginSheet *self = PARAFA_LOGIN_SHEET (widget);
  const char *page = gtk_stack_get_visible_child_name (self->stack);
  ParafaCertificate *certificate;

  if (g_strcmp0 (page, "pin") == 0)
    {
      on_pin_submit (self);
      return;
    }
  if (g_strcmp0 (page, "paste") == 0)
    {
      on_paste_submit (self);
      return;
    }
  certificate = parafa_certificate_chooser_get_chosen (self->chooser);
  if (g_strcmp0 (page, "certificate") == 0 && certificate != NULL)
    parafa_login_flow_choose (self->flow, certificate);
}

static void
cancel_activated (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

static void
chosen_activated (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  ParafaLoginSheet *self = PARAFA_LOGIN_SHEET (widget);

  if (self->filling)
    return;
  if (!self->stays)
    {
      self->stays = TRUE;
      parafa_login_flow_stay (self->flow);
      parafa_login_sheet_show_notice (self);
    }
  parafa_login_sheet_update (self);
}

/* While the certificates are still to be chosen there is nothing to go back from; a problem that is
 * shown there goes away when they are listed again. */
static void
go_back (ParafaLoginSheet *self)
{
  gboolean choosing = parafa_login_flow_get_step (self->flow) == PARAFA_LOGIN_CERTIFICATE;

  self->stays = TRUE;
  g_clear_pointer (&self->file, g_free);
  self->asked = FALSE;
  parafa_pin_page_clear (self->pin_page);
  if (choosing && parafa_login_flow_get_problem (self->flow) != PARAFA_LOGIN_PROBLEM_NONE)
    parafa_login_flow_retry (self->flow);
  else
    parafa_login_flow_back (self->flow);
  parafa_login_sheet_update (self);
}

static void
back_activated (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  go_back (PARAFA_LOGIN_SHEET (widget));
}

static void
open_path (ParafaLoginSheet *self, const char *path)
{
  /* a file chosen while the login went on elsewhere would take the PIN for its password */
  if (parafa_login_flow_get_step (self->flow) != PARAFA_LOGIN_CERTIFICATE ||
      parafa_login_flow_is_busy (self->flow))
    return;
  g_free (self->file);
  self->file = g_strdup (path);
  self->asked = FALSE;
  parafa_login_sheet_update (self);
}

static void
file_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaLoginSheet) self = PARAFA_LOGIN_SHEET (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = parafa_choose_certificate_file_finish (result, &error);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (!self->ended && path != NULL)
    open_path (self, path);
}

static void
file_activated (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  ParafaLoginSheet *self = PARAFA_LOGIN_SHEET (widget);

  parafa_choose_certificate_file_async (GTK_WINDOW (self), self->cancellable, file_ready,
                                        g_object_ref (self));
}

static void
refresh_activated (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  parafa_login_flow_start (PARAFA_LOGIN_SHEET (widget)->flow);
}

static void
reload_activated (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  parafa_login_browser_reload (PARAFA_LOGIN_SHEET (widget)->browser);
}

/* F5 does what loads the thing one looks at */
static gboolean
on_f5 (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  return gtk_widget_activate_action (widget, "login.refresh", NULL) ||
         gtk_widget_activate_action (widget, "login.reload", NULL);
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, ParafaLoginSheet *self)
{
  g_autofree char *path = g_file_get_path (g_value_get_object (value));

  if (path == NULL || parafa_login_flow_get_step (self->flow) != PARAFA_LOGIN_CERTIFICATE ||
      parafa_login_flow_is_busy (self->flow))
    return FALSE;
  open_path (self, path);
  return TRUE;
}

static void
open_settings (ParafaLoginSheet *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autoptr (ParafaSession) session = g_object_ref (self->session);
  g_autoptr (ParafaAccount) account = g_object_ref (self->account);

  gtk_window_close (GTK_WINDOW (self));
  parafa_add_application_present_for (parent, session, account);
}

static void
on_way (ParafaLoginSheet *self, int way)
{
  switch ((ParafaErrorWay) way)
    {
    case PARAFA_ERROR_WAY_RETRY:
    case PARAFA_ERROR_WAY_PIN:
    case PARAFA_ERROR_WAY_LOGIN:
    case PARAFA_ERROR_WAY_SAVE:
      parafa_login_browser_prepare (self->browser);
      parafa_login_flow_retry (self->flow);
      break;
    case PARAFA_ERROR_WAY_CERTIFICATE:
      go_back (self);
      break;
    case PARAFA_ERROR_WAY_FILE:
      file_activated (GTK_WIDGET (self), NULL, NULL);
      break;
    case PARAFA_ERROR_WAY_SETTINGS:
      open_settings (self);
      break;
    case PARAFA_ERROR_WAY_CLOSE:
    default:
      gtk_window_close (GTK_WINDOW (self));
      break;
    }
}

static void
on_other (ParafaLoginSheet *self)
{
  ParafaLoginProblem problem = parafa_login_flow_get_problem (self->flow);
  ParafaErrorWay way = parafa_error_text_for_problem (problem)->way;

  if (problem == PARAFA_LOGIN_PROBLEM_NO_CERTIFICATES)
    file_activated (GTK_WIDGET (self), NULL, NULL);
  else if (parafa_login_words_offers_browser (problem))
    parafa_login_flow_paste (self->flow);
  else if (way == PARAFA_ERROR_WAY_RETRY || way == PARAFA_ERROR_WAY_FILE)
    go_back (self);
  else
    parafa_login_flow_retry (self->flow);
}

/* The sheet covers the window that shows the check-up */
static void
on_check (ParafaLoginSheet *self)
{
  g_autoptr (GtkWindow) parent = NULL;

  g_set_object (&parent, gtk_window_get_transient_for (GTK_WINDOW (self)));
  gtk_window_close (GTK_WINDOW (self));
  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.tool", "s", "checkup");
}

static void
check_activated (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  on_check (PARAFA_LOGIN_SHEET (widget));
}

/* Construction */

static void
connect_flow (ParafaLoginSheet *self)
{
  GSignalGroup *group = g_signal_group_new (PARAFA_TYPE_LOGIN_FLOW);

  g_signal_group_connect_swapped (group, "notify::step", G_CALLBACK (on_flow_changed), self);
  g_signal_group_connect_swapped (group, "notify::busy", G_CALLBACK (on_busy_changed), self);
  g_signal_group_connect_swapped (group, "notify::problem", G_CALLBACK (on_flow_changed), self);
  g_signal_group_connect_swapped (group, "notify::certificate", G_CALLBACK (on_flow_changed), self);
  g_signal_group_connect_swapped (group, "upstream", G_CALLBACK (on_upstream), self);
  g_signal_group_connect_swapped (group, "pin-question", G_CALLBACK (on_pin_question), self);
  g_signal_group_connect_swapped (group, "done", G_CALLBACK (on_done), self);
  g_signal_group_set_target (group, self->flow);
  self->flow_signals = group;
  g_signal_connect_object (parafa_login_flow_get_certificates (self->flow), "items-changed",
                           G_CALLBACK (on_certificates_changed), self, G_CONNECT_SWAPPED);
}

static void
connect_browser (ParafaLoginSheet *self)
{
  self->browser = parafa_login_browser_new (self->flow);
  g_signal_connect_object (self->browser, "view-changed", G_CALLBACK (on_view_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->browser, "page-shown", G_CALLBACK (on_view_page_shown), self,
                           G_CONNECT_SWAPPED);
}

static void
show_whose (ParafaLoginSheet *self)
{
  ParafaProfile *profile = parafa_account_get_profile (self->account);
  gboolean practice = parafa_login_sheet_is_practice (self);
  const char *title = practice ? _ ("Practice Login") : _ ("Log In at ANAF");

  gtk_window_set_title (GTK_WINDOW (self), title);
  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (self->title, parafa_login_words_get_profile_name (profile));
  gtk_widget_set_visible (self->ribbon, practice);
  parafa_login_steps_set_practice (self->steps, practice);
  parafa_login_steps_set_practice (self->line, practice);
  parafa_web_page_set_practice (self->page, practice);
}

static void
parafa_login_sheet_dispose (GObject *object)
{
  ParafaLoginSheet *self = PARAFA_LOGIN_SHEET (object);

  if (self->flow != NULL)
    end (self);
  g_clear_object (&self->flow_signals);
  g_clear_object (&self->browser);
  g_clear_object (&self->flow);
  g_clear_object (&self->account);
  g_clear_object (&self->session);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), PARAFA_TYPE_LOGIN_SHEET);

  G_OBJECT_CLASS (parafa_login_sheet_parent_class)->dispose (object);
}

static void
parafa_login_sheet_finalize (GObject *object)
{
  ParafaLoginSheet *self = PARAFA_LOGIN_SHEET (object);

  g_free (self->shown_detail);
  g_free (self->file);
  g_free (self->question_token);

  G_OBJECT_CLASS (parafa_login_sheet_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/ro/parafa/Parafa/login/parafa-login-sheet.ui");
  gtk_widget_class_bind_template_child (widget_class, ParafaLoginSheet, title);
  gtk_widget_class_bind_template_child (widget_class, ParafaLoginSheet, cancel);
  gtk_widget_class_bind_template_child (widget_class, ParafaLoginSheet, forward);
  gtk_widget_class_bind_template_child (widget_class, ParafaLoginSheet, ribbon);
  gtk_widget_class_bind_template_child (widget_class, ParafaLoginSheet, layout);
  gtk_widget_class_bind_template_child (widget_class, ParafaLoginSheet, stack);
  gtk_widget_class_bind_template_child (widget_class, ParafaLoginSheet, waiting);
  gtk_widget_class_bind_template_child (widget_class, ParafaLoginSheet, chooser);
  gtk_widget_class_bind_template_child (widget_class, ParafaLoginSheet, pin_page);
  gtk_widget_class_bind_template_child (widget_class, ParafaLoginSheet, paste_page);
  gtk_widget_class_bind_template_child (widget_class, ParafaLoginSheet, page);
  gtk_widget_class_bind_template_child (widget_class, ParafaLoginSheet, problem);
  gtk_widget_class_bind_template_child (widget_class, ParafaLoginSheet, pane);
  gtk_widget_class_bind_template_child (widget_class, ParafaLoginSheet, explanation);
  gtk_widget_class_bind_template_callback (widget_class, on_pin_submit);
  gtk_widget_class_bind_template_callback (widget_class, on_pin_ready_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_paste_submit);
  gtk_widget_class_bind_template_callback (widget_class, on_way);
  gtk_widget_class_bind_template_callback (widget_class, on_other);
  gtk_widget_class_bind_template_callback (widget_class, on_check);
}

static void
add_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "login.cancel", NULL, cancel_activated);
  gtk_widget_class_install_action (widget_class, "login.continue", NULL, continue_activated);
  gtk_widget_class_install_action (widget_class, "login.chosen", NULL, chosen_activated);
  gtk_widget_class_install_action (widget_class, "login.back", NULL, back_activated);
  gtk_widget_class_install_action (widget_class, "login.file", NULL, file_activated);
  gtk_widget_class_install_action (widget_class, "login.refresh", NULL, refresh_activated);
  gtk_widget_class_install_action (widget_class, "login.check", NULL, check_activated);
  gtk_widget_class_install_action (widget_class, "login.reload", NULL, reload_activated);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "login.cancel", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "login.cancel",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "login.back",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, GDK_CONTROL_MASK, "login.file",
                                       NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F5, 0, on_f5, NULL);
}

static void
parafa_login_sheet_class_init (ParafaLoginSheetClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = parafa_login_sheet_dispose;
  object_class->finalize = parafa_login_sheet_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = parafa_login_sheet_close_request;

  g_type_ensure (PARAFA_TYPE_CERTIFICATE_CHOOSER);
  g_type_ensure (PARAFA_TYPE_EXPLANATION);
  g_type_ensure (PARAFA_TYPE_LOGIN_LAYOUT);
  g_type_ensure (PARAFA_TYPE_WEB_PAGE);
  g_type_ensure (PARAFA_TYPE_PASTE_PAGE);
  g_type_ensure (PARAFA_TYPE_PIN_PAGE);
  g_type_ensure (PARAFA_TYPE_WAITING_PAGE);
  bind_template (GTK_WIDGET_CLASS (klass));
  add_actions (GTK_WIDGET_CLASS (klass));
}

static void
parafa_login_sheet_init (ParafaLoginSheet *self)
{
  GtkDropTarget *drop = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  parafa_login_style_load ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->steps = PARAFA_LOGIN_STEPS (parafa_login_steps_new ());
  self->line = PARAFA_LOGIN_STEPS (parafa_login_steps_new_line ());
  g_object_set (self->layout, "steps", self->steps, "line", self->line, NULL);
  parafa_explanation_set_compact (self->explanation, TRUE);
  g_signal_connect_object (drop, "drop", G_CALLBACK (on_drop), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->chooser), GTK_EVENT_CONTROLLER (drop));
}

/**
 * parafa_login_sheet_present:
 * @parent: the window it belongs to
 * @session: the session
 * @account: the account to log in
 *
 * Opens the sheet over @parent and starts the login. Closing the sheet at any step cancels it. When
 * the login is done the sheet closes by itself and activates the parent's action "win.logged-in"
 * with the profile's id.
 */
void
parafa_login_sheet_present (GtkWindow *parent, ParafaSession *session, ParafaAccount *account)
{
  ParafaLoginSheet *self;

  g_return_if_fail (parent == NULL || GTK_IS_WINDOW (parent));
  g_return_if_fail (PARAFA_IS_SESSION (session));
  g_return_if_fail (PARAFA_IS_ACCOUNT (account));

  self = g_object_new (PARAFA_TYPE_LOGIN_SHEET, "transient-for", parent, NULL);
  self->session = g_object_ref (session);
  self->account = g_object_ref (account);
  self->flow = parafa_login_flow_new (session, account);
  parafa_explanation_set_can_check (self->problem, parent != NULL);
  parafa_explanation_set_can_check (self->explanation, parent != NULL);
  show_whose (self);
  parafa_login_sheet_show_certificates (self);
  connect_flow (self);
  connect_browser (self);
  parafa_login_flow_start (self->flow);
  parafa_login_sheet_update (self);
  gtk_window_present (GTK_WINDOW (self));
}
