/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-checkup-page.h"

#include <glib/gi18n.h>

#include "parafa-announce.h"
#include "parafa-checkup-report.h"
#include "parafa-checkup-row.h"
#include "parafa-page.h"
#include "parafa-panel.h"
#include "parafa-paths.h"
#include "parafa-pill.h"
#include "parafa-vault-state.h"

#define SPINNER_DELAY_MS 300

/**
 * ParafaCheckupPage:
 *
 * The check-up of everything that a login needs. It runs when it comes into view, when it is asked to, and when
 * a token is put in or pulled out meanwhile; out of sight nothing runs and no driver stays loaded.
 */
struct _ParafaCheckupPage
{
  AdwBin parent_instance;

  ParafaPage *page; /* (unowned): template children */
  GtkBox *groups;
  GtkBox *top;
  ParafaPill *pill;
  GtkLabel *sentence;
  GtkLabel *next;
  GtkButton *again;
  GtkButton *cancel;
  GtkButton *copy;
  ParafaCheckupRow *rows[PARAFA_CHECKUP_N_STEPS]; /* (unowned) */

  ParafaCheckup *checkup;  /* (owned) (nullable) */
  GCancellable *running;   /* (owned) (nullable): of the run that is shown */
  GCancellable *unlocking; /* (owned) (nullable) */
  gboolean run_again;      /* a token changed while a run was under way */
  guint spinner_timeout;
};

static void parafa_checkup_page_panel_init (ParafaPanelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ParafaCheckupPage,
                               parafa_checkup_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (PARAFA_TYPE_PANEL,
                                                      parafa_checkup_page_panel_init))

static void
set_summary (ParafaCheckupPage *self,
             ParafaPillKind kind,
             const char *icon,
             const char *word,
             const char *sentence,
             const char *next)
{
  parafa_pill_set (self->pill, kind, icon, word);
  gtk_label_set_label (self->sentence, sentence);
  gtk_label_set_label (self->next, next != NULL ? next : "");
  gtk_widget_set_visible (GTK_WIDGET (self->next), next != NULL);
}

/* The first line in a state, in the order a login needs things */
static ParafaCheckupLine *
find_line (ParafaCheckupPage *self, ParafaCheckupState state, guint *n)
{
  ParafaCheckupLine *first = NULL;

  *n = 0;
  for (guint i = 0; i < PARAFA_CHECKUP_N_STEPS; i++)
    {
      ParafaCheckupLine *line = parafa_checkup_row_get_line (self->rows[i]);

      if (line == NULL || line->state != state)
        continue;
      if (first == NULL)
        first = line;
      (*n)++;
    }
  return first;
}

static void
show_running (ParafaCheckupPage *self)
{
  set_summary (self, PARAFA_PILL_ACCENT, "content-loading-symbolic", _ ("Checking"),
               _ ("Looking at everything a login needs"),
               _ ("No PIN is tried, and nothing is filed."));
}

static void
show_stopped (ParafaCheckupPage *self)
{
  set_summary (self, PARAFA_PILL_PLAIN, "action-unavailable-symbolic", _ ("Not checked"),
               _ ("The check-up was stopped"), _ ("What was found until then is below."));
}

static void
update_buttons (ParafaCheckupPage *self)
{
  gboolean running = self->running != NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "checkup.run",
                                 self->checkup != NULL && !running);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "checkup.cancel", running);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "checkup.copy-report",
                                 self->checkup != NULL && !running);
}

static void
end_spinners (ParafaCheckupPage *self)
{
  g_clear_handle_id (&self->spinner_timeout, g_source_remove);
  for (guint i = 0; i < PARAFA_CHECKUP_N_STEPS; i++)
    parafa_checkup_row_set_busy (self->rows[i], FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->cancel), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->again), TRUE);
}

static void
on_spinner_due (gpointer user_data)
{
  ParafaCheckupPage *self = user_data;
  gboolean had_focus = gtk_widget_has_focus (GTK_WIDGET (self->again));

  self->spinner_timeout = 0;
  for (guint i = 0; i < PARAFA_CHECKUP_N_STEPS; i++)
    parafa_checkup_row_set_busy (self->rows[i], TRUE);
  show_running (self);
  gtk_widget_set_visible (GTK_WIDGET (self->cancel), TRUE);
  if (had_focus)
    gtk_widget_grab_focus (GTK_WIDGET (self->cancel));
  gtk_widget_set_visible (GTK_WIDGET (self->again), FALSE);
}

static void
on_changed (ParafaCheckup *checkup, int step, ParafaCheckupPage *self)
{
  ParafaCheckupLine *line = parafa_checkup_get_line (checkup, (ParafaCheckupStep) step);

  /* an old line stays until there is a new one: nothing flickers */
  if (line != NULL)
    parafa_checkup_row_set_line (self->rows[step], line);
}

static void
run_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaCheckupPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = parafa_checkup_run_finish (PARAFA_CHECKUP (source), result, &error);

  /* another session is shown by now, or the page is gone */
  if (self->checkup != PARAFA_CHECKUP (source))
    return;
  g_clear_object (&self->running);
  end_spinners (self);
  for (guint i = 0; i < PARAFA_CHECKUP_N_STEPS; i++)
    if (parafa_checkup_get_line (self->checkup, (ParafaCheckupStep) i) == NULL)
      parafa_checkup_row_set_line (self->rows[i], NULL);
  if (done)
    parafa_checkup_page_show_summary (self);
  else
    show_stopped (self);
  update_buttons (self);
  if (self->run_again && gtk_widget_get_mapped (GTK_WIDGET (self)))
    parafa_checkup_page_run (self);
  self->run_again = FALSE;
}

static void
run_activated (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  parafa_checkup_page_run (PARAFA_CHECKUP_PAGE (widget));
}

static void
cancel_activated (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  parafa_checkup_page_cancel (PARAFA_CHECKUP_PAGE (widget));
}

static void
copy_report_activated (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  ParafaCheckupPage *self = PARAFA_CHECKUP_PAGE (widget);
  g_autofree char *text = NULL;

  if (self->checkup == NULL)
    return;
  text = parafa_checkup_report_make_text (self->checkup);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  gtk_widget_activate_action (widget, "win.toast", "s",
                              _ ("Report copied; no name and no secret is in it"));
}

static void
unlocked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaCheckupPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean open = parafa_vault_state_unlock_finish (result, &error);

  g_clear_object (&self->unlocking);
  if (self->checkup == NULL)
    return;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "checkup.unlock-keyring", TRUE);
  /* one that stayed closed still has its line */
  if (open)
    parafa_checkup_page_run (self);
}

static void
unlock_keyring_activated (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  ParafaCheckupPage *self = PARAFA_CHECKUP_PAGE (widget);

  if (self->unlocking != NULL)
    return;
  self->unlocking = g_cancellable_new ();
  gtk_widget_action_set_enabled (widget, "checkup.unlock-keyring", FALSE);
  parafa_vault_state_unlock_async (self->unlocking, unlocked, g_object_ref (self));
}

static void
folder_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaCheckupPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!g_app_info_launch_default_for_uri_finish (result, &error))
    {
      g_info ("checkup-page: the folder was not opened: %s", error->message);
      gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s",
                                  _ ("No program opened the folder"));
    }
}

static void
open_issuers_activated (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  g_autofree char *folder = parafa_paths_get_own_dir ("issuers");
  g_autofree char *uri = g_filename_to_uri (folder, NULL, NULL);

  if (uri != NULL)
    g_app_info_launch_default_for_uri_async (uri, NULL, NULL, folder_opened, g_object_ref (widget));
}

static void
on_narrow_changed (ParafaCheckupPage *self)
{
  gboolean narrow = parafa_page_is_narrow (self->page);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->top),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_remove_css_class (GTK_WIDGET (self->sentence), narrow ? "title-2" : "title-3");
  gtk_widget_add_css_class (GTK_WIDGET (self->sentence), narrow ? "title-3" : "title-2");
  for (guint i = 0; i < PARAFA_CHECKUP_N_STEPS; i++)
    parafa_checkup_row_set_narrow (self->rows[i], narrow);
}

static void
on_row_activated (GtkListBox *box, GtkListBoxRow *row, ParafaCheckupPage *self)
{
  parafa_checkup_row_toggle (PARAFA_CHECKUP_ROW (row));
}

static GtkWidget *
add_group (ParafaCheckupPage *self, const char *title)
{
  GtkWidget *heading = gtk_label_new (title);
  GtkWidget *list = gtk_list_box_new ();

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  gtk_widget_add_css_class (heading, "group-title");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect (list, "row-activated", G_CALLBACK (on_row_activated), self);
  gtk_box_append (self->groups, heading);
  gtk_box_append (self->groups, list);
  return list;
}

static void
add_rows (ParafaCheckupPage *self)
{
  const char *title = NULL;
  GtkWidget *list = NULL;

  for (guint i = 0; i < PARAFA_CHECKUP_N_STEPS; i++)
    {
      const char *group = parafa_checkup_step_get_group ((ParafaCheckupStep) i);
      GtkWidget *row = parafa_checkup_row_new ((ParafaCheckupStep) i);

      if (g_strcmp0 (group, title) != 0)
        list = add_group (self, group);
      title = group;
      gtk_list_box_append (GTK_LIST_BOX (list), row);
      self->rows[i] = PARAFA_CHECKUP_ROW (row);
    }
}

/* -- tokens put in and pulled out, while the page is in view -- */

static void
on_tokens_changed (ParafaCheckupPage *self)
{
  if (self->running != NULL)
    self->run_again = TRUE;
  else
    parafa_checkup_page_run (self);
}

static void
card_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!parafa_card_end_finish (PARAFA_CARD (source), result, &error))
    g_info ("checkup-page: the card processes did not end as they should: %s", error->message);
}

static void
set_watching (ParafaCheckupPage *self, gboolean watching)
{
  ParafaCard *card;

  if (self->checkup == NULL)
    return;
  card = parafa_checkup_get_card (self->checkup);
  parafa_checkup_set_keeps_card (self->checkup, watching);
  parafa_card_set_watching (card, watching);
  if (!watching && self->running == NULL)
    parafa_card_end_async (card, NULL, card_ended, NULL);
}

static void
parafa_checkup_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (parafa_checkup_page_parent_class)->map (widget);
  set_watching (PARAFA_CHECKUP_PAGE (widget), TRUE);
  parafa_checkup_page_run (PARAFA_CHECKUP_PAGE (widget));
}

static void
parafa_checkup_page_unmap (GtkWidget *widget)
{
  ParafaCheckupPage *self = PARAFA_CHECKUP_PAGE (widget);

  self->run_again = FALSE;
  parafa_checkup_page_cancel (self);
  set_watching (self, FALSE);
  GTK_WIDGET_CLASS (parafa_checkup_page_parent_class)->unmap (widget);
}

/* -- the panel -- */

static void
drop_checkup (ParafaCheckupPage *self)
{
  g_cancellable_cancel (self->running);
  g_clear_object (&self->running);
  g_cancellable_cancel (self->unlocking);
  if (self->checkup == NULL)
    return;
  set_watching (self, FALSE);
  g_signal_handlers_disconnect_by_data (self->checkup, self);
  g_signal_handlers_disconnect_by_data (parafa_checkup_get_card (self->checkup), self);
  g_clear_object (&self->checkup);
}

static void
set_account (ParafaPanel *panel, ParafaSession *session, ParafaAccount *account)
{
  ParafaCheckupPage *self = PARAFA_CHECKUP_PAGE (panel);

  if (session == NULL)
    {
      drop_checkup (self);
      update_buttons (self);
      return;
    }
  if (self->checkup == NULL || parafa_checkup_get_session (self->checkup) != session)
    {
      drop_checkup (self);
      self->checkup = parafa_checkup_new (session);
      g_signal_connect (self->checkup, "changed", G_CALLBACK (on_changed), self);
      g_signal_connect_swapped (parafa_checkup_get_card (self->checkup), "tokens-changed",
                                G_CALLBACK (on_tokens_changed), self);
      set_watching (self, gtk_widget_get_mapped (GTK_WIDGET (self)));
    }
  /* the next run is about this one: a profile that changed while the page is open starts none */
  parafa_checkup_set_profile (self->checkup,
                              account != NULL ? parafa_account_get_profile (account) : NULL);
  update_buttons (self);
}

static void
ask_again (ParafaPanel *panel)
{
  parafa_checkup_page_run (PARAFA_CHECKUP_PAGE (panel));
}

static void
parafa_checkup_page_panel_init (ParafaPanelInterface *iface)
{
  iface->set_account = set_account;
  iface->ask_again = ask_again;
}

static void
parafa_checkup_page_dispose (GObject *object)
{
  ParafaCheckupPage *self = PARAFA_CHECKUP_PAGE (object);

  g_clear_handle_id (&self->spinner_timeout, g_source_remove);
  drop_checkup (self);
  g_clear_object (&self->unlocking);
  G_OBJECT_CLASS (parafa_checkup_page_parent_class)->dispose (object);
}

static void
parafa_checkup_page_class_init (ParafaCheckupPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parafa_checkup_page_dispose;
  widget_class->map = parafa_checkup_page_map;
  widget_class->unmap = parafa_checkup_page_unmap;
  g_type_ensure (PARAFA_TYPE_PAGE);
  g_type_ensure (PARAFA_TYPE_PILL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/ro/parafa/Parafa/parafa-checkup-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ParafaCheckupPage, page);
  gtk_widget_class_bind_template_child (widget_class, ParafaCheckupPage, groups);
  gtk_widget_class_bind_template_child (widget_class, ParafaCheckupPage, top);
  gtk_widget_class_bind_template_child (widget_class, ParafaCheckupPage, pill);
  gtk_widget_class_bind_template_child (widget_class, ParafaCheckupPage, sentence);
  gtk_widget_class_bind_template_child (widget_class, ParafaCheckupPage, next);
  gtk_widget_class_bind_template_child (widget_class, ParafaCheckupPage, again);
  gtk_widget_class_bind_template_child (widget_class, ParafaCheckupPage, cancel);
  gtk_widget_class_bind_template_child (widget_class, ParafaCheckupPage, copy);
  gtk_widget_class_bind_template_callback (widget_class, on_narrow_changed);
  gtk_widget_class_install_action (widget_class, "checkup.run", NULL, run_activated);
  gtk_widget_class_install_action (widget_class, "checkup.cancel", NULL, cancel_activated);
  gtk_widget_class_install_action (widget_class, "checkup.copy-report", NULL,
                                   copy_report_activated);
  gtk_widget_class_install_action (widget_class, "checkup.unlock-keyring", NULL,
                                   unlock_keyring_activated);
  gtk_widget_class_install_action (widget_class, "checkup.open-issuers", NULL,
                                   open_issuers_activated);
}

static void
parafa_checkup_page_init (ParafaCheckupPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_rows (self);
  show_running (self);
  update_buttons (self);
}

/**
 * parafa_checkup_page_get_checkup:
 * @self: a check-up page
 *
 * Returns: (transfer none) (nullable): the check-up it shows; %NULL before a session is known
 */
ParafaCheckup *
parafa_checkup_page_get_checkup (ParafaCheckupPage *self)
{
  g_return_val_if_fail (PARAFA_IS_CHECKUP_PAGE (self), NULL);

  return self->checkup;
}

/**
 * parafa_checkup_page_run:
 * @self: a check-up page
 *
 * Looks at everything again, unless a check-up is under way.
 */
void
parafa_checkup_page_run (ParafaCheckupPage *self)
{
  g_return_if_fail (PARAFA_IS_CHECKUP_PAGE (self));

  if (self->checkup == NULL || self->running != NULL || parafa_checkup_is_running (self->checkup))
    return;
  self->running = g_cancellable_new ();
  self->spinner_timeout = g_timeout_add_once (SPINNER_DELAY_MS, on_spinner_due, self);
  update_buttons (self);
  parafa_checkup_run_async (self->checkup, self->running, run_ended, g_object_ref (self));
}

/**
 * parafa_checkup_page_cancel:
 * @self: a check-up page
 *
 * Stops a check-up that is under way.
 */
void
parafa_checkup_page_cancel (ParafaCheckupPage *self)
{
  g_return_if_fail (PARAFA_IS_CHECKUP_PAGE (self));

  g_cancellable_cancel (self->running);
}

/**
 * parafa_checkup_page_is_running:
 * @self: a check-up page
 *
 * Returns: whether a check-up is under way
 */
gboolean
parafa_checkup_page_is_running (ParafaCheckupPage *self)
{
  g_return_val_if_fail (PARAFA_IS_CHECKUP_PAGE (self), FALSE);

  return self->running != NULL;
}

/**
 * parafa_checkup_page_show_line:
 * @self: a check-up page
 * @line: a line
 *
 * Shows a line in its place.
 */
void
parafa_checkup_page_show_line (ParafaCheckupPage *self, ParafaCheckupLine *line)
{
  g_return_if_fail (PARAFA_IS_CHECKUP_PAGE (self));
  g_return_if_fail (line != NULL);

  parafa_checkup_row_set_line (self->rows[line->step], line);
}

/**
 * parafa_checkup_page_show_summary:
 * @self: a check-up page
 *
 * Says at the top what the lines below come to.
 */
void
parafa_checkup_page_show_summary (ParafaCheckupPage *self)
{
  guint n_stops = 0, n_attention = 0;
  ParafaCheckupLine *stops, *attention;
  g_autofree char *word = NULL;

  g_return_if_fail (PARAFA_IS_CHECKUP_PAGE (self));

  stops = find_line (self, PARAFA_CHECKUP_STOPS, &n_stops);
  attention = find_line (self, PARAFA_CHECKUP_ATTENTION, &n_attention);
  if (stops != NULL)
    {
      word =
          g_strdup_printf (ngettext ("%u stops the login", "%u stop the login", n_stops), n_stops);
      set_summary (self, PARAFA_PILL_ERROR, "dialog-error-symbolic", word, stops->sentence,
                   _ ("What to do is below, first things first."));
    }
  else if (attention != NULL)
    {
      word = g_strdup_printf (ngettext ("%u worth a look", "%u worth a look", n_attention),
                              n_attention);
      set_summary (self, PARAFA_PILL_WARNING, "dialog-warning-symbolic", word, _ ("You can log in"),
                   attention->sentence);
    }
  else
    {
      set_summary (self, PARAFA_PILL_SUCCESS, "object-select-symbolic", _ ("In order"),
                   _ ("You can log in"), _ ("Nothing was found that stands in the way."));
    }
  parafa_announce_pair (GTK_WIDGET (self->sentence), gtk_label_get_label (self->sentence),
                        gtk_label_get_label (self->next));
}

/**
 * parafa_checkup_page_get_sentence:
 * @self: a check-up page
 *
 * Returns: (transfer none): the sentence at the top
 */
const char *
parafa_checkup_page_get_sentence (ParafaCheckupPage *self)
{
  g_return_val_if_fail (PARAFA_IS_CHECKUP_PAGE (self), NULL);

  return gtk_label_get_label (self->sentence);
}

/**
 * parafa_checkup_page_get_pill:
 * @self: a check-up page
 *
 * Returns: (transfer none): the words of the pill at the top
 */
const char *
parafa_checkup_page_get_pill (ParafaCheckupPage *self)
{
  g_return_val_if_fail (PARAFA_IS_CHECKUP_PAGE (self), NULL);

  return parafa_pill_get_label (self->pill);
}
