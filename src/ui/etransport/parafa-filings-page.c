/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-filings-page.h"

#include <glib/gi18n.h>

#include "parafa-application.h"
#include "parafa-choose-file.h"
#include "parafa-confirm-watch.h"
#include "parafa-declaration-view.h"
#include "parafa-filing-details.h"
#include "parafa-filing-dispatch.h"
#include "parafa-filing-notice.h"
#include "parafa-filing-refresh.h"
#include "parafa-filing-view.h"
#include "parafa-filing-words.h"
#include "parafa-panel.h"

#define NARROW 560

/**
 * ParafaFilingsPage:
 *
 * The list of what was filed, one of them beside it, and the check of what is to be filed.
 */
struct _ParafaFilingsPage
{
  GtkWidget parent_instance;

  GtkWidget *root; /* (unowned): template children */
  GtkWidget *ribbon;
  GtkStack *pages;
  GtkBox *bar;
  GtkSearchEntry *search;
  GtkWidget *systems;
  GtkToggleButton *test;
  GtkDropDown *state;
  GtkWidget *refresh;
  GtkSpinner *spinner;
  ParafaFilingNotice *notice;
  GtkWidget *list_side;
  GtkStack *states;
  AdwStatusPage *error;
  ParafaFilingView *view;
  GtkWidget *separator;
  ParafaFilingDetails *details;
  ParafaDeclarationView *check;

  ParafaSession *session;  /* (owned) (nullable) */
  ParafaFilings *filings;  /* (owned) (nullable) */
  ParafaFilingList *list;  /* (owned) (nullable) */
  ParafaFilingItem *shown; /* (owned) (nullable): whose record is in the details */
  ParafaClock *clock;      /* (owned) (nullable) */
  char *profile;           /* (owned) (nullable): id */
  GCancellable *stop;      /* (owned) */
  gulong record_id;
  gboolean opening;
  gboolean may_send; /* the account has a token */
  gboolean practice;
  gboolean narrow;
  gboolean wants_details; /* F9 */
  guint narrow_id;
};

static void parafa_filings_page_panel_init (ParafaPanelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ParafaFilingsPage,
                               parafa_filings_page,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (PARAFA_TYPE_PANEL,
                                                      parafa_filings_page_panel_init))

/* Which states each item of the drop-down shows */
static const guint STATES[] = {
  0,
  1u << PARAFA_FILING_QUEUED | 1u << PARAFA_FILING_SENDING | 1u << PARAFA_FILING_PROCESSING,
  1u << PARAFA_FILING_UNKNOWN,
  1u << PARAFA_FILING_OK,
  1u << PARAFA_FILING_NOK | 1u << PARAFA_FILING_REFUSED,
};

static void
toast (ParafaFilingsPage *self, const char *text)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", text);
}

static ParafaFilingSystem
get_system (ParafaFilingsPage *self)
{
  if (self->practice)
    return PARAFA_FILING_PRACTICE;
  return gtk_toggle_button_get_active (self->test) ? PARAFA_FILING_TEST : PARAFA_FILING_PRODUCTION;
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

static void
show_item (ParafaFilingsPage *self, ParafaFilingItem *item)
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
  show_item (self, item);
}

static void
on_opened (ParafaFilingsPage *self)
{
  self->wants_details = TRUE;
  show_item (self, parafa_filing_view_get_selected (self->view));
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
      show_item (self, NULL);
    }
  gtk_widget_child_focus (GTK_WIDGET (self->view), GTK_DIR_TAB_FORWARD);
}

/* -- which filings -- */

static void
update_states (ParafaFilingsPage *self)
{
  gboolean filtered = *gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0' ||
                      gtk_drop_down_get_selected (self->state) > 0;

  if (self->list == NULL)
    return;
  if (g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0)
    gtk_stack_set_visible_child_name (self->states, "list");
  else if (!parafa_filing_list_is_loading (self->list))
    gtk_stack_set_visible_child_name (self->states, filtered ? "nothing" : "empty");
}

static void
on_filter_changed (ParafaFilingsPage *self)
{
  g_autoptr (ParafaFilingFilter) filter = NULL;
  guint state = gtk_drop_down_get_selected (self->state);
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->search));

  gtk_widget_set_visible (self->ribbon, get_system (self) == PARAFA_FILING_TEST);
  if (self->list == NULL)
    return;
  filter = parafa_filing_filter_new ();
  filter->profile = g_strdup (self->profile);
  filter->system = get_system (self);
  filter->states = state < G_N_ELEMENTS (STATES) ? STATES[state] : 0;
  filter->search = *words != '\0' ? g_strdup (words) : NULL;
  parafa_filing_list_set_filter (self->list, filter);
  parafa_filing_notice_set_filings (self->notice, self->filings, self->profile, get_system (self));
}

static void
on_system_changed (ParafaFilingsPage *self)
{
  show_item (self, NULL);
  on_filter_changed (self);
}

static void
show_archive_error (ParafaFilingsPage *self, const GError *error)
{
  adw_status_page_set_description (self->error, parafa_filing_words_describe_archive (error));
  gtk_stack_set_visible_child_name (self->states, "error");
}

static void
on_list_failed (ParafaFilingList *list, const GError *error, ParafaFilingsPage *self)
{
  show_archive_error (self, error);
}

/* -- the archive -- */

/* Whoever looks elsewhere is told by ParafaFilingWatch */
static void
on_settled (ParafaFilings *filings, ParafaFilingRecord *record, ParafaFilingsPage *self)
{
  ParafaFilingWord word =
      parafa_filing_words_get_state (record, parafa_clock_get_now (self->clock));
  const char *partner = parafa_filing_words_get_partner (record);
  const char *uit = parafa_filing_words_get_uit (record);
  g_autofree char *grouped = uit != NULL ? parafa_filing_words_group_uit (uit) : NULL;
  /* Translators: a state as “UIT valid”, then a UIT or a partner */
  g_autofree char *text =
      g_strdup_printf (C_ ("filing", "%s: %s"), word.word, grouped != NULL ? grouped : partner);

  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    toast (self, text);
}

static void
take_filings (ParafaFilingsPage *self, ParafaFilings *filings)
{
  g_autofree char *salvage =
      parafa_filing_words_describe_salvage (parafa_filings_get_archive (filings));
  GApplication *application = g_application_get_default ();

  if (PARAFA_IS_APPLICATION (application))
    parafa_filing_watch_adopt (parafa_application_get_filing_watch (
                                   PARAFA_APPLICATION (application)),
                               filings);
  self->filings = g_object_ref (filings);
  self->list = parafa_filing_list_new (parafa_filings_get_archive (filings));
  g_signal_connect_object (filings, "settled", G_CALLBACK (on_settled), self, 0);
  g_signal_connect_object (self->list, "failed", G_CALLBACK (on_list_failed), self, 0);
  g_signal_connect_object (self->list, "notify::loading", G_CALLBACK (update_states), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (update_states), self,
                           G_CONNECT_SWAPPED);
  parafa_filing_view_set_list (self->view, self->list, self->clock);
  parafa_confirm_watch_attach (G_OBJECT (self), parafa_filings_get_archive (filings), self->clock);
  on_filter_changed (self);
  if (salvage != NULL)
    parafa_filing_notice_set_trouble (self->notice, salvage);
  if (self->may_send)
    parafa_filings_start (filings);
}

static void
filings_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaFilingsPage) self = PARAFA_FILINGS_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaFilings) filings = parafa_filings_open_finish (result, &error);

  self->opening = FALSE;
  if (g_cancellable_is_cancelled (self->stop))
    return;
  if (filings != NULL)
    take_filings (self, filings);
  else
    show_archive_error (self, error);
}

static void
open_archive (ParafaFilingsPage *self)
{
  if (self->session == NULL || self->filings != NULL || self->opening)
    return;
  self->opening = TRUE;
  gtk_stack_set_visible_child_name (self->states, "loading");
  parafa_filings_open_async (self->session, NULL, self->stop, filings_opened, g_object_ref (self));
}

static void
try_again_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ParafaFilingsPage *self = PARAFA_FILINGS_PAGE (widget);

  if (self->list != NULL)
    parafa_filing_list_reload (self->list);
  else
    open_archive (self);
}

/* -- checking and sending -- */

static void
drafts_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaFilingsPage) self = PARAFA_FILINGS_PAGE (user_data);
  g_autoptr (GPtrArray) drafts = parafa_filing_drafts_read_finish (result, NULL);

  if (g_cancellable_is_cancelled (self->stop))
    return;
  if (drafts == NULL || drafts->len == 0)
    {
      toast (self, _ ("There is no XML file in it"));
      return;
    }
  parafa_declaration_view_show (self->check, drafts, get_system (self));
  gtk_stack_set_visible_child_name (self->pages, "check");
}

static void
file_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaFilingsPage) self = PARAFA_FILINGS_PAGE (user_data);
  g_autoptr (GFile) file = parafa_choose_file_finish (result, NULL);
  const char *paths[] = { file != NULL ? g_file_peek_path (file) : NULL, NULL };

  if (paths[0] != NULL)
    parafa_filings_page_open_files (self, paths);
}

static void
open_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  static const char *const suffixes[] = { "xml", NULL };

  parafa_choose_file_async (GTK_WINDOW (gtk_widget_get_root (widget)), _ ("Open a Declaration"),
                            _ ("Declarations (XML)"), suffixes, NULL, file_chosen,
                            g_object_ref (widget));
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, ParafaFilingsPage *self)
{
  GSList *files = g_value_get_boxed (value);
  g_autoptr (GPtrArray) paths = g_ptr_array_new ();

  for (; files != NULL; files = files->next)
    if (g_file_peek_path (files->data) != NULL)
      g_ptr_array_add (paths, (gpointer) g_file_peek_path (files->data));
  if (paths->len == 0)
    return FALSE;
  g_ptr_array_add (paths, NULL);
  parafa_filings_page_open_files (self, (const char *const *) paths->pdata);
  return TRUE;
}

static void
close_check (ParafaFilingsPage *self)
{
  gtk_stack_set_visible_child_name (self->pages, "list");
}

static void
on_dispatched (guint n_queued, const GError *error, gpointer user_data)
{
  g_autoptr (ParafaFilingsPage) self = PARAFA_FILINGS_PAGE (user_data);

  if (error != NULL)
    {
      close_check (self);
      show_archive_error (self, error);
    }
  if (n_queued == 0)
    return;
  close_check (self);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_drop_down_set_selected (self->state, 0);
  parafa_filings_start (self->filings);
}

static void
on_send (ParafaFilingsPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autoptr (GPtrArray) drafts = NULL;

  if (self->filings == NULL || self->profile == NULL)
    return;
  drafts = parafa_declaration_view_dup_ready (self->check);
  parafa_filing_dispatch_ask (GTK_WINDOW (root), self->filings, self->profile, get_system (self),
                              drafts, on_dispatched, g_object_ref (self));
}

/* -- asking ANAF -- */

static void
on_refreshed (const char *trouble, gpointer user_data)
{
  g_autoptr (ParafaFilingsPage) self = PARAFA_FILINGS_PAGE (user_data);

  gtk_spinner_stop (self->spinner);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), FALSE);
  gtk_widget_set_visible (self->refresh, TRUE);
  parafa_filing_notice_set_trouble (self->notice, trouble);
}

static void
refresh_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ParafaFilingsPage *self = PARAFA_FILINGS_PAGE (widget);

  if (self->filings == NULL || self->profile == NULL || gtk_spinner_get_spinning (self->spinner))
    return;
  gtk_widget_set_visible (self->refresh, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), TRUE);
  gtk_spinner_start (self->spinner);
  parafa_filing_refresh (GTK_WINDOW (gtk_widget_get_root (widget)), self->filings, self->profile,
                         get_system (self), self->stop, on_refreshed, g_object_ref (self));
}

static void
settle_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ParafaFilingsPage *self = PARAFA_FILINGS_PAGE (widget);

  if (self->filings == NULL)
    return;
  parafa_filings_start (self->filings);
  refresh_activated (widget, NULL, NULL);
  toast (self, _ ("ANAF’s list is being asked; what it does not have is sent again"));
}

/* -- panel -- */

static void
details_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ParafaFilingsPage *self = PARAFA_FILINGS_PAGE (widget);

  if (self->shown == NULL)
    show_item (self, parafa_filing_view_get_selected (self->view));
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
  gtk_widget_set_visible (self->systems, !self->practice);
  if (other)
    {
      g_free (self->profile);
      self->profile = g_strdup (id);
      close_check (self);
      on_system_changed (self);
    }
  if (self->filings == NULL)
    open_archive (self);
  else if (self->may_send)
    parafa_filings_start (self->filings);
}

static void
ask_again (ParafaPanel *panel)
{
  ParafaFilingsPage *self = PARAFA_FILINGS_PAGE (panel);

  if (g_str_equal (gtk_stack_get_visible_child_name (self->pages), "check"))
    parafa_declaration_view_read_again (self->check);
  else
    refresh_activated (GTK_WIDGET (panel), NULL, NULL);
}

static gboolean
go_back (ParafaPanel *panel)
{
  ParafaFilingsPage *self = PARAFA_FILINGS_PAGE (panel);

  if (g_str_equal (gtk_stack_get_visible_child_name (self->pages), "check"))
    {
      close_check (self);
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
  gtk_widget_grab_focus (GTK_WIDGET (PARAFA_FILINGS_PAGE (panel)->search));
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
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->bar), self->narrow
                                                                  ? GTK_ORIENTATION_VERTICAL
                                                                  : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_hexpand (GTK_WIDGET (self->state), self->narrow);
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
  BIND (pages);
  BIND (bar);
  BIND (search);
  BIND (systems);
  BIND (test);
  BIND (state);
  BIND (refresh);
  BIND (spinner);
  BIND (notice);
  BIND (list_side);
  BIND (states);
  BIND (error);
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
  g_type_ensure (PARAFA_TYPE_FILING_VIEW);
  g_type_ensure (PARAFA_TYPE_FILING_DETAILS);
  g_type_ensure (PARAFA_TYPE_FILING_NOTICE);
  g_type_ensure (PARAFA_TYPE_DECLARATION_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/ro/parafa/Parafa/parafa-filings-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_system_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_selected_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_opened);
  gtk_widget_class_bind_template_callback (widget_class, on_details_closed);
  gtk_widget_class_bind_template_callback (widget_class, close_check);
  gtk_widget_class_bind_template_callback (widget_class, on_send);
  gtk_widget_class_install_action (widget_class, "etransport.open", NULL, open_activated);
  gtk_widget_class_install_action (widget_class, "etransport.refresh", NULL, refresh_activated);
  gtk_widget_class_install_action (widget_class, "etransport.settle", NULL, settle_activated);
  gtk_widget_class_install_action (widget_class, "etransport.details", NULL, details_activated);
  gtk_widget_class_install_action (widget_class, "etransport.try-again", NULL, try_again_activated);
}

static void
parafa_filings_page_init (ParafaFilingsPage *self)
{
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();
  GtkDropTarget *drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->stop = g_cancellable_new ();
  self->wants_details = TRUE;
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (shortcuts),
                                     GTK_SHORTCUT_SCOPE_GLOBAL);
  add_shortcut (self, shortcuts, GDK_KEY_F9, 0, "etransport.details");
  add_shortcut (self, shortcuts, GDK_KEY_o, GDK_CONTROL_MASK, "etransport.open");
  gtk_widget_add_controller (GTK_WIDGET (self), shortcuts);
  g_signal_connect (drop, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
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
  gtk_widget_set_visible (self->systems, !practice);
  take_filings (self, filings);
}

/**
 * parafa_filings_page_open_files:
 * @self: the page
 * @paths: (array zero-terminated=1): files and folders
 *
 * Reads and judges them, then shows what they say. Nothing is sent.
 */
void
parafa_filings_page_open_files (ParafaFilingsPage *self, const char *const *paths)
{
  g_return_if_fail (PARAFA_IS_FILINGS_PAGE (self));
  g_return_if_fail (self->clock != NULL);

  parafa_filing_drafts_read_async (paths, parafa_clock_get_now (self->clock), self->stop,
                                   drafts_read, g_object_ref (self));
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

  gtk_editable_set_text (GTK_EDITABLE (self->search), words);
  on_filter_changed (self);
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

  if (g_str_equal (gtk_stack_get_visible_child_name (self->pages), "check"))
    return "check";
  return gtk_stack_get_visible_child_name (self->states);
}
