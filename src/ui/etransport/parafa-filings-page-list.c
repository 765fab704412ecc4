/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-filings-page-private.h"

#include <glib/gi18n.h>

#include "parafa-application.h"
#include "parafa-confirm-watch.h"
#include "parafa-filing-refresh.h"
#include "parafa-filing-words.h"
#include "parafa-number-text.h"

#define KEY_COMPANIES "etransport-companies"
#define KEY_CHOSEN "etransport-chosen"

/* -- which filings -- */

static void
show_count (ParafaFilingsPage *self)
{
  parafa_filing_bar_set_count (self->bar, parafa_filing_view_get_n_rows (self->view),
                               parafa_filing_view_get_n_selected (self->view));
}

/* Who came by a key while the archive was being opened gets where they wanted to, unless they search by now */
static void
show_state (ParafaFilingsPage *self, const char *name)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  gtk_stack_set_visible_child_name (self->states, name);
  if (!self->wants_focus || g_str_equal (name, "loading"))
    return;
  self->wants_focus = FALSE;
  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)) ||
      (GTK_IS_EDITABLE (focus) && *gtk_editable_get_text (GTK_EDITABLE (focus)) != '\0'))
    return;
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
update_states (ParafaFilingsPage *self)
{
  guint n_rows;

  if (self->list == NULL)
    return;
  /* what could not be read is not empty: that stands until it is tried again */
  self->failed = self->failed && !parafa_filing_list_is_loading (self->list);
  if (self->failed)
    return;
  n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  show_count (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "etransport.export", n_rows > 0);
  if (n_rows > 0)
    show_state (self, "list");
  else if (!parafa_filing_list_is_loading (self->list))
    show_state (self, parafa_filing_bar_is_filtered (self->bar) ? "nothing" : "empty");
}

/* Which of ANAF's systems it is, in words; what counts has no stripes. Over all pages of a practice profile the window
 * wears a ribbon already. */
static void
show_ribbon (ParafaFilingsPage *self)
{
  ParafaFilingSystem system = parafa_filings_page_get_system (self);

  gtk_label_set_label (self->ribbon_label,
                       system == PARAFA_FILING_TEST
                           ? _ ("TEST · nothing you send here counts for an inspection")
                           : _ ("PRODUCTION · what you send counts"));
  gtk_widget_set_visible (self->ribbon, system != PARAFA_FILING_PRACTICE);
  if (system == PARAFA_FILING_PRODUCTION)
    gtk_widget_add_css_class (self->ribbon, "in-earnest");
  else
    gtk_widget_remove_css_class (self->ribbon, "in-earnest");
}

static void
on_filter_changed (ParafaFilingsPage *self)
{
  g_autoptr (ParafaFilingFilter) filter = NULL;

  /* the bar is let go before the page is */
  if (self->bar == NULL)
    return;
  show_ribbon (self);
  if (self->list == NULL)
    return;
  filter =
      parafa_filing_bar_make_filter (self->bar, self->profile, parafa_clock_get_now (self->clock));
  parafa_filing_list_set_filter (self->list, filter);
  parafa_filing_notice_set_filings (self->notice, self->filings, self->profile,
                                    parafa_filings_page_get_system (self));
}

static void
on_system_changed (ParafaFilingsPage *self)
{
  parafa_filings_page_show_item (self, NULL);
}

static void
on_search_left (ParafaFilingsPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
clear_filters_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  parafa_filing_bar_clear (PARAFA_FILINGS_PAGE (widget)->bar);
}

/**
 * parafa_filings_page_show_archive_error:
 * @self: the page
 * @error: why the archive cannot be used
 */
void
parafa_filings_page_show_archive_error (ParafaFilingsPage *self, const GError *error)
{
  gboolean damaged = g_error_matches (error, PARAFA_ARCHIVE_ERROR, PARAFA_ARCHIVE_ERROR_DAMAGED);

  adw_status_page_set_description (self->error, parafa_filing_words_describe_archive (error));
  /* the file is salvaged when it is opened, and it is open */
  gtk_button_set_label (self->error_button,
                        damaged ? _ ("_Save What Can Be Read") : _ ("_Try Again"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->error_button),
                                  damaged && self->list != NULL ? "etransport.salvage"
                                                                : "etransport.try-again");
  show_state (self, "error");
}

static void
on_list_failed (ParafaFilingList *list, const GError *error, ParafaFilingsPage *self)
{
  self->failed = TRUE;
  parafa_filings_page_show_archive_error (self, error);
}

/* -- companies: kept in the settings, learned from the archive -- */

static void
on_companies_changed (ParafaFilingsPage *self)
{
  g_autoptr (GVariant) kept =
      self->settings != NULL ? g_settings_get_value (self->settings, KEY_COMPANIES) : NULL;

  if (self->settings != NULL)
    g_settings_set_value (self->settings, KEY_COMPANIES,
                          parafa_companies_keep (self->companies, kept));
}

static void
on_companies_chosen (ParafaFilingsPage *self)
{
  g_autoptr (GVariant) all = NULL;
  g_auto (GStrv) chosen = NULL;
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{sas}"));
  GVariantIter iter;
  const char *profile;
  GVariant *cifs;

  if (self->settings == NULL || self->profile == NULL)
    return;
  all = g_settings_get_value (self->settings, KEY_CHOSEN);
  chosen = parafa_companies_get_chosen (self->companies);
  g_variant_iter_init (&iter, all);
  while (g_variant_iter_loop (&iter, "{&s@as}", &profile, &cifs))
    if (g_strcmp0 (profile, self->profile) != 0)
      g_variant_builder_add (&builder, "{s@as}", profile, cifs);
  if (chosen != NULL)
    g_variant_builder_add (&builder, "{s@as}", self->profile,
                           g_variant_new_strv ((const char *const *) chosen, -1));
  g_settings_set_value (self->settings, KEY_CHOSEN, g_variant_builder_end (&builder));
}

static void
companies_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaFilingsPage) self = PARAFA_FILINGS_PAGE (user_data);
  g_autoptr (GPtrArray) found =
      parafa_archive_get_companies_finish (PARAFA_ARCHIVE (source), result, NULL);

  if (found != NULL && !g_cancellable_is_cancelled (self->stop))
    parafa_companies_learn (self->companies, found);
}

/**
 * parafa_filings_page_learn_companies:
 * @self: the page
 *
 * Looks for which companies something was filed, and what they are called in it.
 */
void
parafa_filings_page_learn_companies (ParafaFilingsPage *self)
{
  if (self->filings != NULL && self->profile != NULL)
    parafa_archive_get_companies_async (parafa_filings_get_archive (self->filings), self->profile,
                                        self->stop, companies_found, g_object_ref (self));
}

/**
 * parafa_filings_page_turn_to_profile:
 * @self: the page
 * @profile: id of a profile
 *
 * Shows the companies and the filings of another profile.
 */
void
parafa_filings_page_turn_to_profile (ParafaFilingsPage *self, const char *profile)
{
  g_autoptr (GVariant) kept = NULL;
  g_autoptr (GVariant) all = NULL;
  g_autofree const char **chosen = NULL;

  if (self->settings != NULL)
    {
      kept = g_settings_get_value (self->settings, KEY_COMPANIES);
      all = g_settings_get_value (self->settings, KEY_CHOSEN);
      g_variant_lookup (all, profile, "^a&s", &chosen);
    }
  parafa_companies_turn_to (self->companies, profile, kept, chosen);
  parafa_filings_page_learn_companies (self);
  on_system_changed (self);
  on_filter_changed (self);
}

/* -- the archive -- */

/* Whoever looks elsewhere is told by ParafaFilingWatch */
static void
on_settled (ParafaFilings *filings, ParafaFilingRecord *record, ParafaFilingsPage *self)
{
  g_autofree char *text =
      parafa_filing_words_describe_settled (record, parafa_clock_get_now (self->clock));

  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    parafa_filings_page_toast (self, text);
}

static void update_pause (ParafaFilingsPage *self);

/**
 * parafa_filings_page_take_filings:
 * @self: the page
 * @filings: what is filed, with its archive
 */
void
parafa_filings_page_take_filings (ParafaFilingsPage *self, ParafaFilings *filings)
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
  g_signal_connect_object (parafa_filings_get_sender (filings), "notify::paused",
                           G_CALLBACK (update_pause), self, G_CONNECT_SWAPPED);
  update_pause (self);
  g_signal_connect_object (self->list, "failed", G_CALLBACK (on_list_failed), self, 0);
  g_signal_connect_object (self->list, "notify::loading", G_CALLBACK (update_states), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (update_states), self,
                           G_CONNECT_SWAPPED);
  parafa_filing_view_set_list (self->view, self->list, self->clock);
  parafa_confirm_watch_attach (G_OBJECT (self), parafa_filings_get_archive (filings), self->clock);
  on_filter_changed (self);
  parafa_filings_page_learn_companies (self);
  if (salvage != NULL)
    parafa_filing_notice_set_damage (self->notice, salvage);
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
    parafa_filings_page_take_filings (self, filings);
  else
    parafa_filings_page_show_archive_error (self, error);
}

/**
 * parafa_filings_page_open_archive:
 * @self: the page
 *
 * Opens the archive, once.
 */
void
parafa_filings_page_open_archive (ParafaFilingsPage *self)
{
  if (self->session == NULL || self->filings != NULL || self->opening)
    return;
  self->opening = TRUE;
  show_state (self, "loading");
  parafa_filings_open_async (self->session, NULL, self->stop, filings_opened, g_object_ref (self));
}

static void
try_again_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ParafaFilingsPage *self = PARAFA_FILINGS_PAGE (widget);

  if (self->list != NULL)
    parafa_filing_list_reload (self->list);
  else
    parafa_filings_page_open_archive (self);
}

/* Everything that holds the file goes with this page; the one that takes its place opens the file, and so salvages it */
static void
salvage_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GApplication *application = g_application_get_default ();

  if (PARAFA_IS_APPLICATION (application))
    parafa_filing_watch_release (
        parafa_application_get_filing_watch (PARAFA_APPLICATION (application)));
  gtk_widget_activate_action (widget, "win.renew-page", "s", "etransport");
}

/* -- asking ANAF -- */

/* That there is nothing is an answer like another, and said as such */
static void
on_refreshed (const char *trouble, guint n_asked, guint n_entries, gpointer user_data)
{
  g_autoptr (ParafaFilingsPage) self = PARAFA_FILINGS_PAGE (user_data);
  g_autofree char *count = parafa_number_text_count (n_entries);
  g_autofree char *text = NULL;
  guint days;

  if (g_cancellable_is_cancelled (self->stop))
    return;
  days = parafa_filing_bar_get_days (self->bar);
  parafa_filing_bar_set_busy (self->bar, FALSE);
  parafa_filing_notice_set_trouble (self->notice, trouble);
  parafa_filings_page_learn_companies (self);
  if (trouble != NULL || n_asked == 0)
    return;
  if (n_entries == 0)
    text = g_strdup_printf (ngettext ("ANAF has nothing of the last %u day",
                                      "ANAF has nothing of the last %u days", days),
                            days);
  else
    text = g_strdup_printf (ngettext ("ANAF’s list has %s entry; it is shown with yours",
                                      "ANAF’s list has %s entries; they are shown with yours",
                                      n_entries),
                            count);
  parafa_filings_page_toast (self, text);
}

/**
 * parafa_filings_page_refresh:
 * @self: the page
 *
 * Asks ANAF's list for the companies chosen, or for all of them, and shows it with what the archive has.
 */
void
parafa_filings_page_refresh (ParafaFilingsPage *self)
{
  if (self->filings == NULL || self->profile == NULL || parafa_filing_bar_is_busy (self->bar))
    return;
  parafa_filing_bar_set_busy (self->bar, TRUE);
  parafa_filing_refresh (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->filings,
                         self->profile, parafa_filings_page_get_system (self), self->companies,
                         parafa_filing_bar_get_days (self->bar), self->stop, on_refreshed,
                         g_object_ref (self));
}

static void
refresh_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  parafa_filings_page_refresh (PARAFA_FILINGS_PAGE (widget));
}

static void
settle_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ParafaFilingsPage *self = PARAFA_FILINGS_PAGE (widget);

  if (self->filings == NULL)
    return;
  parafa_filings_start (self->filings);
  parafa_filings_page_refresh (self);
  parafa_filings_page_toast (self,
                             _ ("ANAF’s list is being asked; what it does not have is sent again"));
}

/* -- pausing: the bar above says it, too, but that may have something more pressing to say -- */

static void
update_pause (ParafaFilingsPage *self)
{
  gboolean paused = self->filings != NULL &&
                    parafa_filing_sender_is_paused (parafa_filings_get_sender (self->filings));

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "etransport.pause",
                                 self->filings != NULL && !paused);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "etransport.go-on", paused);
}

static void
pause_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  parafa_filing_sender_pause (parafa_filings_get_sender (PARAFA_FILINGS_PAGE (widget)->filings));
}

static void
go_on_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  parafa_filing_sender_resume (parafa_filings_get_sender (PARAFA_FILINGS_PAGE (widget)->filings));
}

/**
 * parafa_filings_page_bind_list:
 * @widget_class: the page's class
 *
 * Tells it what the template and the actions call here.
 */
void
parafa_filings_page_bind_list (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, on_filter_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_system_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_search_left);
  gtk_widget_class_install_action (widget_class, "etransport.refresh", NULL, refresh_activated);
  gtk_widget_class_install_action (widget_class, "etransport.settle", NULL, settle_activated);
  gtk_widget_class_install_action (widget_class, "etransport.salvage", NULL, salvage_activated);
  gtk_widget_class_install_action (widget_class, "etransport.pause", NULL, pause_activated);
  gtk_widget_class_install_action (widget_class, "etransport.go-on", NULL, go_on_activated);
  gtk_widget_class_install_action (widget_class, "etransport.try-again", NULL, try_again_activated);
  gtk_widget_class_install_action (widget_class, "etransport.clear-filters", NULL,
                                   clear_filters_activated);
}

/**
 * parafa_filings_page_init_list:
 * @self: a page that is being made
 *
 * Ties list, bar and companies together.
 */
void
parafa_filings_page_init_list (ParafaFilingsPage *self)
{
  parafa_filing_bar_set_companies (self->bar, self->companies);
  parafa_filing_bar_set_columns_menu (self->bar, parafa_filing_view_get_columns_menu (self->view));
  parafa_filing_bar_listen (self->bar, GTK_WIDGET (self->states));
  parafa_filing_view_set_companies (self->view, self->companies);
  parafa_filing_details_set_companies (self->details, self->companies);
  g_signal_connect_object (self->companies, "changed", G_CALLBACK (on_companies_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->companies, "chosen", G_CALLBACK (on_companies_chosen), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "notify::selected", G_CALLBACK (show_count), self,
                           G_CONNECT_SWAPPED);
  /* the menu of the bar shows and hides columns, too */
  gtk_widget_insert_action_group (GTK_WIDGET (self), "filing-columns",
                                  parafa_filing_view_get_column_actions (self->view));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "etransport.export", FALSE);
  update_pause (self);
  show_ribbon (self);
}
