/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-filings-page-private.h"

#include "parafa-panel.h"
#include "parafa-settings.h"

#define NARROW 560

static void parafa_filings_page_panel_init (ParafaPanelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ParafaFilingsPage,
                               parafa_filings_page,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (PARAFA_TYPE_PANEL,
                                                      parafa_filings_page_panel_init))

/**
 * parafa_filings_page_toast:
 * @self: the page
 * @text: what was done
 */
void
parafa_filings_page_toast (ParafaFilingsPage *self, const char *text)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", text);
}

/**
 * parafa_filings_page_get_system:
 * @self: the page
 *
 * Returns: the system that is looked at
 */
ParafaFilingSystem
parafa_filings_page_get_system (ParafaFilingsPage *self)
{
  return (ParafaFilingSystem) parafa_filing_bar_get_system (self->bar);
}

/* -- details -- */

static void
arrange (ParafaFilingsPage *self)
{
  gboolean details = self->shown != NULL && self->wants_details &&
                     parafa_filing_item_get_record (self->shown) != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->details), details);
  gtk_widget_set_visible (self->separator, details && !self->narrow);
  gtk_widget_set_visible (self->list_side, !details || !self->narrow);
  gtk_widget_set_hexpand (GTK_WIDGET (self->details), self->narrow);
  parafa_filing_details_set_narrow (self->details, self->narrow);
}

static void
on_record_changed (ParafaFilingsPage *self)
{
  ParafaFilingRecord *record = parafa_filing_item_get_record (self->shown);

  if (record != NULL && self->filings != NULL)
    parafa_filing_details_show (self->details, self->filings, record,
                                parafa_clock_get_now (self->clock));
  arrange (self);
}

/**
 * parafa_filings_page_show_item:
 * @self: the page
 * @item: (nullable): what the details show
 */
void
parafa_filings_page_show_item (ParafaFilingsPage *self, ParafaFilingItem *item)
{
  if (self->shown == item)
    return;
  if (self->shown != NULL)
    g_clear_signal_handler (&self->record_id, self->shown);
  g_set_object (&self->shown, item);
  if (item == NULL)
    {
      arrange (self);
      return;
    }
  self->record_id = g_signal_connect_object (item, "notify::record", G_CALLBACK (on_record_changed),
                                             self, G_CONNECT_SWAPPED);
  on_record_changed (self);
}

static void
on_selected_changed (ParafaFilingsPage *self)
{
  ParafaFilingItem *item = parafa_filing_view_get_selected (self->view);

  /* with little room a row is opened, not only selected */
  if (self->narrow)
    return;
  if (item != NULL && self->shown == NULL)
    self->wants_details = TRUE;
  parafa_filings_page_show_item (self, item);
}

static void
on_opened (ParafaFilingsPage *self)
{
  self->wants_details = TRUE;
  parafa_filings_page_show_item (self, parafa_filing_view_get_selected (self->view));
  arrange (self);
}

static void
on_details_closed (ParafaFilingsPage *self)
{
  self->wants_details = FALSE;
  arrange (self);
  if (self->narrow)
    {
      parafa_filing_view_select (self->view, GTK_INVALID_LIST_POSITION);
      parafa_filings_page_show_item (self, NULL);
    }
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/* -- panel -- */

static void
details_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ParafaFilingsPage *self = PARAFA_FILINGS_PAGE (widget);

  if (self->shown == NULL)
    parafa_filings_page_show_item (self, parafa_filing_view_get_selected (self->view));
  self->wants_details = !gtk_widget_get_visible (GTK_WIDGET (self->details));
  arrange (self);
}

static void
turn_to_account (ParafaPanel *panel, ParafaSession *session, ParafaAccount *account)
{
  ParafaFilingsPage *self = PARAFA_FILINGS_PAGE (panel);
  ParafaProfile *profile = account != NULL ? parafa_account_get_profile (account) : NULL;
  const char *id = profile != NULL ? parafa_profile_get_id (profile) : NULL;
  gboolean other = g_strcmp0 (id, self->profile) != 0;

  if (session == NULL || profile == NULL)
    return;
  g_set_object (&self->session, session);
  self->may_send = parafa_account_get_pair (account) != NULL;
  self->practice = parafa_profile_get_environment (profile) == PARAFA_ENVIRONMENT_PRACTICE;
  if (self->clock == NULL)
    self->clock = parafa_clock_ref (parafa_session_get_clock (session));
  parafa_filing_bar_set_practice (self->bar, self->practice);
  if (other)
    {
      g_free (self->profile);
      self->profile = g_strdup (id);
      parafa_filings_page_close_check (self);
      parafa_filings_page_turn_to_profile (self, id);
    }
  if (self->filings == NULL)
    parafa_filings_page_open_archive (self);
  else if (self->may_send)
    parafa_filings_start (self->filings);
}

static void
ask_again (ParafaPanel *panel)
{
  ParafaFilingsPage *self = PARAFA_FILINGS_PAGE (panel);

  if (parafa_filings_page_is_checking (self))
    parafa_declaration_view_read_again (self->check);
  else
    parafa_filings_page_refresh (self);
}

static gboolean
go_back (ParafaPanel *panel)
{
  ParafaFilingsPage *self = PARAFA_FILINGS_PAGE (panel);

  if (parafa_filings_page_is_checking (self))
    {
      parafa_filings_page_close_check (self);
      return TRUE;
    }
  if (self->narrow && gtk_widget_get_visible (GTK_WIDGET (self->details)))
    {
      on_details_closed (self);
      return TRUE;
    }
  return FALSE;
}

static void
find (ParafaPanel *panel)
{
  parafa_filing_bar_focus_search (PARAFA_FILINGS_PAGE (panel)->bar);
}

static void
parafa_filings_page_panel_init (ParafaPanelInterface *iface)
{
  iface->set_account = turn_to_account;
  iface->ask_again = ask_again;
  iface->go_back = go_back;
  iface->find = find;
}

/* -- size -- */

static void
apply_narrow (gpointer user_data)
{
  ParafaFilingsPage *self = user_data;

  self->narrow_id = 0;
  parafa_filing_bar_set_narrow (self->bar, self->narrow);
  parafa_filing_view_set_narrow (self->view, self->narrow);
  parafa_declaration_view_set_narrow (self->check, self->narrow);
  parafa_filing_notice_set_narrow (self->notice, self->narrow);
  arrange (self);
}

static void
parafa_filings_page_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ParafaFilingsPage *self = PARAFA_FILINGS_PAGE (widget);

  if (width > 0 && self->narrow != (width < NARROW))
    {
      self->narrow = width < NARROW;
      if (self->narrow_id == 0)
        self->narrow_id = g_idle_add_once (apply_narrow, self);
    }
  gtk_widget_allocate (self->root, width, height, baseline, NULL);
}

static void
parafa_filings_page_measure (GtkWidget *widget,
                             GtkOrientation orientation,
                             int for_size,
                             int *minimum,
                             int *natural,
                             int *minimum_baseline,
                             int *natural_baseline)
{
  gtk_widget_measure (PARAFA_FILINGS_PAGE (widget)->root, orientation, -1, minimum, natural, NULL,
                      NULL);
  *minimum = MIN (*minimum, orientation == GTK_ORIENTATION_HORIZONTAL ? 340 : 240);
}

/* The list, or what is offered where there is none; the search comes by itself when something is typed */
static gboolean
parafa_filings_page_grab_focus (GtkWidget *widget)
{
  ParafaFilingsPage *self = PARAFA_FILINGS_PAGE (widget);

  if (parafa_filings_page_is_checking (self))
    return gtk_widget_child_focus (GTK_WIDGET (self->check), GTK_DIR_TAB_FORWARD);
  if (!gtk_widget_get_visible (self->list_side))
    return gtk_widget_child_focus (GTK_WIDGET (self->details), GTK_DIR_TAB_FORWARD);
  self->wants_focus = g_strcmp0 (parafa_filings_page_get_state (self), "loading") == 0;
  if (g_strcmp0 (parafa_filings_page_get_state (self), "list") == 0)
    return gtk_widget_grab_focus (GTK_WIDGET (self->view));
  return gtk_widget_child_focus (GTK_WIDGET (self->states), GTK_DIR_TAB_FORWARD);
}

static gboolean
on_shortcut (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  return gtk_widget_get_mapped (widget) && gtk_widget_activate_action (widget, user_data, NULL);
}

static void
add_shortcut (ParafaFilingsPage *self,
              GtkEventController *controller,
              guint key,
              int modifiers,
              const char *action)
{
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (key,
                                                                                  (GdkModifierType)
                                                                                      modifiers),
                                                          gtk_callback_action_new (on_shortcut,
                                                                                   (gpointer)
                                                                                       action,
                                                                                   NULL)));
}

static void
parafa_filings_page_dispose (GObject *object)
{
  ParafaFilingsPage *self = PARAFA_FILINGS_PAGE (object);

  g_cancellable_cancel (self->stop);
  g_clear_handle_id (&self->narrow_id, g_source_remove);
  if (self->shown != NULL)
    g_clear_signal_handler (&self->record_id, self->shown);
  g_clear_object (&self->shown);
  gtk_widget_dispose_template (GTK_WIDGET (object), PARAFA_TYPE_FILINGS_PAGE);
  g_clear_object (&self->list);
  g_clear_object (&self->companies);
  g_clear_object (&self->settings);
  g_clear_object (&self->filings);
  g_clear_object (&self->session);
  g_clear_pointer (&self->clock, parafa_clock_unref);
  g_clear_pointer (&self->profile, g_free);
  G_OBJECT_CLASS (parafa_filings_page_parent_class)->dispose (object);
}

static void
parafa_filings_page_finalize (GObject *object)
{
  g_clear_object (&PARAFA_FILINGS_PAGE (object)->stop);
  G_OBJECT_CLASS (parafa_filings_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, ParafaFilingsPage, name)
  BIND (root);
  BIND (ribbon);
  BIND (ribbon_label);
  BIND (pages);
  BIND (bar);
  BIND (notice);
  BIND (list_side);
  BIND (states);
  BIND (error);
  BIND (error_button);
  BIND (view);
  BIND (separator);
  BIND (details);
  BIND (check);
#undef BIND
}

static void
parafa_filings_page_class_init (ParafaFilingsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parafa_filings_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = parafa_filings_page_finalize;
  widget_class->size_allocate = parafa_filings_page_size_allocate;
  widget_class->measure = parafa_filings_page_measure;
  widget_class->grab_focus = parafa_filings_page_grab_focus;
  g_type_ensure (PARAFA_TYPE_FILING_BAR);
  g_type_ensure (PARAFA_TYPE_FILING_VIEW);
  g_type_ensure (PARAFA_TYPE_FILING_DETAILS);
  g_type_ensure (PARAFA_TYPE_FILING_NOTICE);
  g_type_ensure (PARAFA_TYPE_DECLARATION_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/ro/parafa/Parafa/parafa-filings-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_selected_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_opened);
  gtk_widget_class_bind_template_callback (widget_class, on_details_closed);
  parafa_filings_page_bind_list (widget_class);
  parafa_filings_page_bind_export (widget_class);
  parafa_filings_page_bind_check (widget_class);
  gtk_widget_class_install_action (widget_class, "etransport.details", NULL, details_activated);
}

static void
parafa_filings_page_init (ParafaFilingsPage *self)
{
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->stop = g_cancellable_new ();
  self->wants_details = TRUE;
  self->companies = parafa_companies_new ();
  self->settings = parafa_settings_new ();
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (shortcuts),
                                     GTK_SHORTCUT_SCOPE_GLOBAL);
  add_shortcut (self, shortcuts, GDK_KEY_F9, 0, "etransport.details");
  add_shortcut (self, shortcuts, GDK_KEY_o, GDK_CONTROL_MASK, "etransport.open");
  gtk_widget_add_controller (GTK_WIDGET (self), shortcuts);
  parafa_filings_page_init_check (self);
  parafa_filings_page_init_list (self);
  arrange (self);
}

/**
 * parafa_filings_page_set_filings:
 * @self: the page
 * @filings: what is filed, and with whose tokens
 * @profile: id of the profile shown
 * @practice: whether it belongs to the practice server
 * @clock: what tells the time
 *
 * Shows filings that something else opened.
 */
void
parafa_filings_page_set_filings (ParafaFilingsPage *self,
                                 ParafaFilings *filings,
                                 const char *profile,
                                 gboolean practice,
                                 ParafaClock *clock)
{
  g_return_if_fail (PARAFA_IS_FILINGS_PAGE (self));
  g_return_if_fail (self->filings == NULL);

  self->clock = parafa_clock_ref (clock);
  self->practice = practice;
  self->profile = g_strdup (profile);
  parafa_filing_bar_set_practice (self->bar, practice);
  parafa_filings_page_turn_to_profile (self, profile);
  parafa_filings_page_take_filings (self, filings);
}

/**
 * parafa_filings_page_search:
 * @self: the page
 * @words: what is searched
 *
 * Lists only what has @words in any field.
 */
void
parafa_filings_page_search (ParafaFilingsPage *self, const char *words)
{
  g_return_if_fail (PARAFA_IS_FILINGS_PAGE (self));

  parafa_filing_bar_search (self->bar, words);
}

/**
 * parafa_filings_page_is_narrow:
 * @self: the page
 *
 * Returns: whether it is drawn for little room
 */
gboolean
parafa_filings_page_is_narrow (ParafaFilingsPage *self)
{
  g_return_val_if_fail (PARAFA_IS_FILINGS_PAGE (self), FALSE);

  return self->narrow && self->narrow_id == 0;
}

/**
 * parafa_filings_page_get_state:
 * @self: the page
 *
 * Returns: (transfer none): what is shown: "loading", "empty", "nothing", "list", "error" or "check"
 */
const char *
parafa_filings_page_get_state (ParafaFilingsPage *self)
{
  g_return_val_if_fail (PARAFA_IS_FILINGS_PAGE (self), NULL);

  if (parafa_filings_page_is_checking (self))
    return "check";
  return gtk_stack_get_visible_child_name (self->states);
}
