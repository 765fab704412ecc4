/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-filing-bar.h"

#include <glib/gi18n.h>

#include "parafa-company-chooser.h"
#include "parafa-filing-scope.h"
#include "parafa-number-text.h"

struct _ParafaFilingBar
{
  GtkWidget parent_instance;

  GtkWidget *root; /* (unowned): template children */
  GtkBox *top;
  GtkBox *below;
  GtkSearchEntry *search;
  GtkWidget *systems;
  GtkToggleButton *test;
  GtkWidget *open;
  ParafaCompanyChooser *company;
  GtkDropDown *state;
  ParafaFilingScope *scope;
  GtkLabel *count;
  GtkWidget *refresh;
  GtkSpinner *spinner;
  GMenu *columns;
  GMenuModel *shown_columns; /* (owned) (nullable) */

  ParafaCompanies *companies; /* (owned) (nullable) */
  gboolean practice;
  gboolean narrow;
  gboolean quiet; /* several things are changed, told once */
};

static guint changed_signal;
static guint system_changed_signal;
static guint left_signal;

G_DEFINE_FINAL_TYPE (ParafaFilingBar, parafa_filing_bar, GTK_TYPE_WIDGET)

/* Which states each item of the drop-down shows */
static const guint STATES[] = {
  0,
  1u << PARAFA_FILING_QUEUED | 1u << PARAFA_FILING_SENDING | 1u << PARAFA_FILING_PROCESSING,
  1u << PARAFA_FILING_UNKNOWN,
  1u << PARAFA_FILING_OK,
  1u << PARAFA_FILING_NOK | 1u << PARAFA_FILING_REFUSED,
};

static void
on_changed (ParafaFilingBar *self)
{
  if (!self->quiet)
    g_signal_emit (self, changed_signal, 0);
}

static void
on_system_toggled (ParafaFilingBar *self)
{
  g_signal_emit (self, system_changed_signal, 0);
  on_changed (self);
}

static void
on_search_left (ParafaFilingBar *self)
{
  g_signal_emit (self, left_signal, 0);
}

static void
on_search_stopped (ParafaFilingBar *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  on_search_left (self);
}

static void
parafa_filing_bar_dispose (GObject *object)
{
  ParafaFilingBar *self = PARAFA_FILING_BAR (object);

  if (self->companies != NULL)
    g_signal_handlers_disconnect_by_data (self->companies, self);
  g_clear_object (&self->companies);
  g_clear_object (&self->shown_columns);
  gtk_widget_dispose_template (GTK_WIDGET (object), PARAFA_TYPE_FILING_BAR);
  G_OBJECT_CLASS (parafa_filing_bar_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, ParafaFilingBar, name)
  BIND (root);
  BIND (top);
  BIND (below);
  BIND (search);
  BIND (systems);
  BIND (test);
  BIND (open);
  BIND (company);
  BIND (state);
  BIND (scope);
  BIND (count);
  BIND (refresh);
  BIND (spinner);
  BIND (columns);
#undef BIND
}

static void
parafa_filing_bar_class_init (ParafaFilingBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parafa_filing_bar_dispose;
  g_type_ensure (PARAFA_TYPE_COMPANY_CHOOSER);
  g_type_ensure (PARAFA_TYPE_FILING_SCOPE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/ro/parafa/Parafa/parafa-filing-bar.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_system_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_search_stopped);
  gtk_widget_class_bind_template_callback (widget_class, on_search_left);
  /**
   * ParafaFilingBar::changed:
   * @self: the bar
   *
   * Other filings are to be listed.
   */
  changed_signal = g_signal_new ("changed", PARAFA_TYPE_FILING_BAR, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
  /**
   * ParafaFilingBar::system-changed:
   * @self: the bar
   *
   * Another system is looked at.
   */
  system_changed_signal = g_signal_new ("system-changed", PARAFA_TYPE_FILING_BAR, G_SIGNAL_RUN_LAST,
                                        0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * ParafaFilingBar::left:
   * @self: the bar
   *
   * The person is done searching.
   */
  left_signal = g_signal_new ("left", PARAFA_TYPE_FILING_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 0);
}

static void
parafa_filing_bar_init (ParafaFilingBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * parafa_filing_bar_set_companies:
 * @self: a bar
 * @companies: what is chosen from; once
 */
void
parafa_filing_bar_set_companies (ParafaFilingBar *self, ParafaCompanies *companies)
{
  g_return_if_fail (PARAFA_IS_FILING_BAR (self));
  g_return_if_fail (self->companies == NULL);

  self->companies = g_object_ref (companies);
  parafa_company_chooser_set_companies (self->company, companies);
  g_signal_connect_object (companies, "chosen", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
}

/* The choice of a system needs a row of its own where there is little room */
static void
arrange_top (ParafaFilingBar *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->top), self->narrow && !self->practice
                                                                  ? GTK_ORIENTATION_VERTICAL
                                                                  : GTK_ORIENTATION_HORIZONTAL);
}

/**
 * parafa_filing_bar_set_practice:
 * @self: a bar
 * @practice: whether there is only the practice server
 */
void
parafa_filing_bar_set_practice (ParafaFilingBar *self, gboolean practice)
{
  g_return_if_fail (PARAFA_IS_FILING_BAR (self));

  self->practice = practice;
  gtk_widget_set_visible (self->systems, !practice);
  arrange_top (self);
}

/* Where there is little room there are no columns */
static void
offer_columns (ParafaFilingBar *self, gboolean offered)
{
  g_menu_remove_all (self->columns);
  if (offered && self->shown_columns != NULL)
    g_menu_append_submenu (self->columns, _ ("_Columns"), self->shown_columns);
}

/**
 * parafa_filing_bar_set_columns_menu:
 * @self: a bar
 * @columns: shows and hides columns
 */
void
parafa_filing_bar_set_columns_menu (ParafaFilingBar *self, GMenuModel *columns)
{
  g_return_if_fail (PARAFA_IS_FILING_BAR (self));

  g_set_object (&self->shown_columns, columns);
  offer_columns (self, TRUE);
}

/**
 * parafa_filing_bar_set_narrow:
 * @self: a bar
 * @narrow: whether there is little room
 */
void
parafa_filing_bar_set_narrow (ParafaFilingBar *self, gboolean narrow)
{
  g_return_if_fail (PARAFA_IS_FILING_BAR (self));

  self->narrow = narrow;
  arrange_top (self);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->below),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  /* a drop-down does not get shorter, the two others do */
  gtk_widget_set_hexpand (GTK_WIDGET (self->company), narrow);
  gtk_widget_set_hexpand (GTK_WIDGET (self->scope), narrow);
  offer_columns (self, !narrow);
}

/**
 * parafa_filing_bar_set_busy:
 * @self: a bar
 * @busy: whether ANAF is being asked
 */
void
parafa_filing_bar_set_busy (ParafaFilingBar *self, gboolean busy)
{
  g_return_if_fail (PARAFA_IS_FILING_BAR (self));

  gtk_widget_set_visible (self->refresh, !busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_spinner_set_spinning (self->spinner, busy);
}

/**
 * parafa_filing_bar_set_count:
 * @self: a bar
 * @n_rows: how many are listed
 * @n_selected: how many of them are selected
 */
void
parafa_filing_bar_set_count (ParafaFilingBar *self, guint n_rows, guint n_selected)
{
  g_autofree char *text = NULL;
  g_autofree char *rows = parafa_number_text_count (n_rows);
  g_autofree char *selected = parafa_number_text_count (n_selected);

  g_return_if_fail (PARAFA_IS_FILING_BAR (self));

  if (n_selected > 1)
    /* Translators: how many rows are selected, of how many */
    text = g_strdup_printf (_ ("%s of %s selected"), selected, rows);
  else if (parafa_filing_bar_is_filtered (self))
    text = g_strdup_printf (ngettext ("%s found", "%s found", n_rows), rows);
  else
    text = g_strdup_printf (ngettext ("%s filing", "%s filings", n_rows), rows);
  gtk_label_set_label (self->count, text);
}

/**
 * parafa_filing_bar_is_busy:
 * @self: a bar
 *
 * Returns: whether ANAF is being asked
 */
gboolean
parafa_filing_bar_is_busy (ParafaFilingBar *self)
{
  g_return_val_if_fail (PARAFA_IS_FILING_BAR (self), FALSE);

  return gtk_spinner_get_spinning (self->spinner);
}

/**
 * parafa_filing_bar_is_filtered:
 * @self: a bar
 *
 * Returns: whether not all filings of the system are wanted
 */
gboolean
parafa_filing_bar_is_filtered (ParafaFilingBar *self)
{
  g_auto (GStrv) chosen = NULL;

  g_return_val_if_fail (PARAFA_IS_FILING_BAR (self), FALSE);

  chosen = self->companies != NULL ? parafa_companies_get_chosen (self->companies) : NULL;
  return chosen != NULL || *gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0' ||
         gtk_drop_down_get_selected (self->state) > 0 || parafa_filing_scope_is_set (self->scope);
}

/**
 * parafa_filing_bar_get_system:
 * @self: a bar
 *
 * Returns: (type ParafaFilingSystem): the system that is looked at
 */
gint64
parafa_filing_bar_get_system (ParafaFilingBar *self)
{
  g_return_val_if_fail (PARAFA_IS_FILING_BAR (self), PARAFA_FILING_TEST);

  if (self->practice)
    return PARAFA_FILING_PRACTICE;
  return gtk_toggle_button_get_active (self->test) ? PARAFA_FILING_TEST : PARAFA_FILING_PRODUCTION;
}

/**
 * parafa_filing_bar_get_days:
 * @self: a bar
 *
 * Returns: how many days back ANAF's list is asked for, 1 to 60
 */
guint
parafa_filing_bar_get_days (ParafaFilingBar *self)
{
  g_return_val_if_fail (PARAFA_IS_FILING_BAR (self), 1);

  return parafa_filing_scope_get_days (self->scope);
}

/**
 * parafa_filing_bar_make_filter:
 * @self: a bar
 * @profile: (nullable): id of the profile shown
 * @now_s: the time, Unix seconds
 *
 * Returns: (transfer full): which filings are to be listed
 */
ParafaFilingFilter *
parafa_filing_bar_make_filter (ParafaFilingBar *self, const char *profile, gint64 now_s)
{
  ParafaFilingFilter *filter = parafa_filing_filter_new ();
  guint state;
  const char *words;

  g_return_val_if_fail (PARAFA_IS_FILING_BAR (self), filter);

  state = gtk_drop_down_get_selected (self->state);
  words = gtk_editable_get_text (GTK_EDITABLE (self->search));
  filter->profile = g_strdup (profile);
  filter->system = parafa_filing_bar_get_system (self);
  filter->states = state < G_N_ELEMENTS (STATES) ? STATES[state] : 0;
  filter->search = *words != '\0' ? g_strdup (words) : NULL;
  filter->cifs = self->companies != NULL ? parafa_companies_get_chosen (self->companies) : NULL;
  parafa_filing_scope_apply (self->scope, filter, now_s);
  return filter;
}

/**
 * parafa_filing_bar_clear:
 * @self: a bar
 *
 * All filings of the system are wanted.
 */
void
parafa_filing_bar_clear (ParafaFilingBar *self)
{
  g_return_if_fail (PARAFA_IS_FILING_BAR (self));

  self->quiet = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_drop_down_set_selected (self->state, 0);
  parafa_filing_scope_clear (self->scope);
  if (self->companies != NULL)
    parafa_companies_choose (self->companies, NULL);
  self->quiet = FALSE;
  on_changed (self);
}

/**
 * parafa_filing_bar_search:
 * @self: a bar
 * @words: what is searched
 */
void
parafa_filing_bar_search (ParafaFilingBar *self, const char *words)
{
  g_return_if_fail (PARAFA_IS_FILING_BAR (self));

  gtk_editable_set_text (GTK_EDITABLE (self->search), words);
  on_changed (self);
}

/**
 * parafa_filing_bar_focus_search:
 * @self: a bar
 */
void
parafa_filing_bar_focus_search (ParafaFilingBar *self)
{
  g_return_if_fail (PARAFA_IS_FILING_BAR (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/**
 * parafa_filing_bar_listen:
 * @self: a bar
 * @widget: a widget
 *
 * What is typed into @widget, where nothing else takes it, is searched.
 */
void
parafa_filing_bar_listen (ParafaFilingBar *self, GtkWidget *widget)
{
  g_return_if_fail (PARAFA_IS_FILING_BAR (self));

  gtk_search_entry_set_key_capture_widget (self->search, widget);
}
