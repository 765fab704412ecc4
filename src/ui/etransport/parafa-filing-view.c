/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-filing-view-private.h"

#include <glib/gi18n.h>

#include "parafa-settings.h"

typedef enum
{
  PROP_SELECTED = 1,
} ParafaFilingViewProperty;

static GParamSpec *properties[PROP_SELECTED + 1];
static guint opened_signal;

G_DEFINE_FINAL_TYPE (ParafaFilingView, parafa_filing_view, GTK_TYPE_WIDGET)

/* -- cells -- */

static void
setup_cell (GtkSignalListItemFactory *factory, GtkListItem *item, ParafaFilingView *self)
{
  const ParafaFilingColumnSpec *spec = g_object_get_data (G_OBJECT (factory), "spec");
  GtkWidget *child =
      spec != NULL ? parafa_filing_columns_make_cell (spec) : parafa_filing_columns_make_card ();

  gtk_list_item_set_child (item, child);
  g_object_set_data (G_OBJECT (item), "spec", (gpointer) spec);
  g_object_set_data (G_OBJECT (item), "view", self);
  g_object_set_data (G_OBJECT (child), "list-item", item);
}

static void
draw_cell (ParafaFilingItem *row, GParamSpec *pspec, GtkListItem *item)
{
  const ParafaFilingColumnSpec *spec = g_object_get_data (G_OBJECT (item), "spec");
  ParafaFilingView *self = g_object_get_data (G_OBJECT (item), "view");
  GtkWidget *child = gtk_list_item_get_child (item);
  ParafaFilingRecord *record = parafa_filing_item_get_record (row);
  ParafaFilingCellContext context;

  if (record == NULL || child == NULL)
    return;
  context.companies = self->companies;
  context.now_s = parafa_clock_get_now (self->clock);
  if (spec != NULL)
    spec->draw (child, record, &context);
  else
    parafa_filing_columns_draw_card (child, record, &context);
  gtk_widget_set_opacity (child, 1);
}

static void
bind_cell (GtkSignalListItemFactory *factory, GtkListItem *item, ParafaFilingView *self)
{
  ParafaFilingItem *row = gtk_list_item_get_item (item);

  /* what another filing was is not shown as this one's */
  gtk_widget_set_opacity (gtk_list_item_get_child (item), 0);
  g_signal_connect (row, "notify::record", G_CALLBACK (draw_cell), item);
  draw_cell (row, NULL, item);
}

static void
unbind_cell (GtkSignalListItemFactory *factory, GtkListItem *item, ParafaFilingView *self)
{
  g_signal_handlers_disconnect_by_data (gtk_list_item_get_item (item), item);
}

/* @spec: (nullable): NULL for cards */
GtkListItemFactory *
parafa_filing_view_make_factory (ParafaFilingView *self, const ParafaFilingColumnSpec *spec)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_object_set_data (G_OBJECT (factory), "spec", (gpointer) spec);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cell), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cell), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cell), self);
  return factory;
}

/* -- the widget -- */

static void
on_selection_changed (ParafaFilingView *self)
{
  gboolean any = parafa_filing_selection_get_n_selected (self->selection) > 0;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "filings.copy-uit", any);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "filings.copy-index", any);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "filings.copy-cif", any);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}

static void
on_activated (ParafaFilingView *self, guint position)
{
  parafa_filing_view_select (self, position);
  g_signal_emit (self, opened_signal, 0);
}

static void
parafa_filing_view_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((ParafaFilingViewProperty) prop_id)
    {
    case PROP_SELECTED:
      g_value_set_object (value, parafa_filing_view_get_selected (PARAFA_FILING_VIEW (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parafa_filing_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ParafaFilingView *self = PARAFA_FILING_VIEW (widget);

  gtk_widget_allocate (GTK_WIDGET (self->stack), width, height, baseline, NULL);
  if (self->popover != NULL)
    gtk_popover_present (self->popover);
}

static void
parafa_filing_view_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  gtk_widget_measure (GTK_WIDGET (PARAFA_FILING_VIEW (widget)->stack), orientation, for_size,
                      minimum, natural, NULL, NULL);
}

static GtkScrolledWindow *
get_scroller (ParafaFilingView *self)
{
  return GTK_SCROLLED_WINDOW (gtk_stack_get_visible_child (self->stack));
}

/* What has the rows: the table has the heads of its columns, too */
static GtkWidget *
get_rows (ParafaFilingView *self)
{
  GtkWidget *rows = gtk_scrolled_window_get_child (get_scroller (self));

  return rows == GTK_WIDGET (self->table) ? gtk_widget_get_last_child (rows) : rows;
}

/* The toolkit keeps the row that is on top where it is. Who sees the newest one wants to see what comes, too */
static void
on_rows_changed (ParafaFilingView *self, guint position, guint n_removed, guint n_added)
{
  GtkAdjustment *down;

  /* the rows outlive what shows them */
  if (self->stack == NULL)
    return;
  down = gtk_scrolled_window_get_vadjustment (get_scroller (self));
  if (position == 0 && n_added > n_removed && gtk_adjustment_get_value (down) <= 0)
    gtk_widget_activate_action (get_rows (self), "list.scroll-to-item", "u", 0);
}

/* A row, not the heads of the columns, which come first for Tab */
static gboolean
parafa_filing_view_grab_focus (GtkWidget *widget)
{
  ParafaFilingView *self = PARAFA_FILING_VIEW (widget);
  guint row = parafa_filing_selection_get_n_selected (self->selection) > 0
                  ? parafa_filing_selection_get_first (self->selection)
                  : 0;
  GtkWidget *rows = get_rows (self);

  /* the other rows follow with the arrows */
  gtk_widget_activate_action (rows, "list.scroll-to-item", "u", row);
  return gtk_widget_child_focus (rows, GTK_DIR_TAB_FORWARD);
}

static void
parafa_filing_view_dispose (GObject *object)
{
  ParafaFilingView *self = PARAFA_FILING_VIEW (object);

  g_cancellable_cancel (self->stop);
  if (self->stack != NULL)
    {
      g_signal_handlers_disconnect_by_data (gtk_column_view_get_sorter (self->table), self);
      /* whoever else holds a row: it does not draw for a view that is gone */
      gtk_column_view_set_model (self->table, NULL);
      gtk_list_view_set_model (self->cards, NULL);
      parafa_filing_view_free_columns (self);
      if (self->popover != NULL)
        gtk_widget_unparent (GTK_WIDGET (self->popover));
      self->popover = NULL;
      gtk_widget_unparent (GTK_WIDGET (self->stack));
      self->stack = NULL;
    }
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  g_clear_object (&self->archive);
  g_clear_object (&self->companies);
  g_clear_object (&self->settings);
  g_clear_object (&self->shown);
  g_clear_object (&self->columns_menu);
  g_clear_pointer (&self->clock, parafa_clock_unref);
  G_OBJECT_CLASS (parafa_filing_view_parent_class)->dispose (object);
}

static void
parafa_filing_view_finalize (GObject *object)
{
  g_clear_object (&PARAFA_FILING_VIEW (object)->stop);
  G_OBJECT_CLASS (parafa_filing_view_parent_class)->finalize (object);
}

static void
parafa_filing_view_class_init (ParafaFilingViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = parafa_filing_view_get_property;
  G_OBJECT_CLASS (klass)->dispose = parafa_filing_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = parafa_filing_view_finalize;
  widget_class->size_allocate = parafa_filing_view_size_allocate;
  widget_class->measure = parafa_filing_view_measure;
  widget_class->grab_focus = parafa_filing_view_grab_focus;
  /**
   * ParafaFilingView:selected:
   *
   * The filing whose row is selected; none when several are.
   */
  properties[PROP_SELECTED] = g_param_spec_object ("selected", NULL, NULL, PARAFA_TYPE_FILING_ITEM,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (properties), properties);
  /**
   * ParafaFilingView::opened:
   * @self: the view
   *
   * A row was activated.
   */
  opened_signal = g_signal_new ("opened", PARAFA_TYPE_FILING_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
  parafa_filing_view_install_actions (widget_class);
}

static GtkWidget *
make_scroller (GtkWidget *child, GtkPolicyType across)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), across, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), child);
  return scroller;
}

static void
parafa_filing_view_init (ParafaFilingView *self)
{
  self->stop = g_cancellable_new ();
  self->settings = parafa_settings_new ();
  self->stack = GTK_STACK (gtk_stack_new ());
  self->table = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  self->cards =
      GTK_LIST_VIEW (gtk_list_view_new (NULL, parafa_filing_view_make_factory (self, NULL)));
  self->selection = parafa_filing_selection_new ();
  gtk_widget_set_parent (GTK_WIDGET (self->stack), GTK_WIDGET (self));
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  gtk_stack_add_named (self->stack, make_scroller (GTK_WIDGET (self->table), GTK_POLICY_AUTOMATIC),
                       "table");
  gtk_stack_add_named (self->stack, make_scroller (GTK_WIDGET (self->cards), GTK_POLICY_NEVER),
                       "cards");
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->table), "filings");
  gtk_widget_add_css_class (GTK_WIDGET (self->cards), "filing-cards");
  gtk_column_view_set_show_row_separators (self->table, TRUE);
  gtk_list_view_set_single_click_activate (self->cards, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->table), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Filings"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->cards), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Filings"), -1);
  parafa_filing_view_make_columns (self);
  parafa_filing_view_add_menu (self);
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (on_selection_changed),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (on_rows_changed), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->table, "activate", G_CALLBACK (on_activated), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->cards, "activate", G_CALLBACK (on_activated), self,
                           G_CONNECT_SWAPPED);
  gtk_column_view_set_model (self->table, GTK_SELECTION_MODEL (self->selection));
}

/**
 * parafa_filing_view_set_list:
 * @self: a view
 * @list: the filings
 * @clock: what tells whether a UIT still counts
 */
void
parafa_filing_view_set_list (ParafaFilingView *self, ParafaFilingList *list, ParafaClock *clock)
{
  g_return_if_fail (PARAFA_IS_FILING_VIEW (self));

  g_clear_pointer (&self->clock, parafa_clock_unref);
  self->clock = parafa_clock_ref (clock);
  g_set_object (&self->list, list);
  g_clear_object (&self->archive);
  g_object_get (list, "archive", &self->archive, NULL);
  parafa_filing_view_apply_sort (self);
  parafa_filing_selection_set_list (self->selection, list);
}

/**
 * parafa_filing_view_set_companies:
 * @self: a view
 * @companies: what companies are called
 */
void
parafa_filing_view_set_companies (ParafaFilingView *self, ParafaCompanies *companies)
{
  g_return_if_fail (PARAFA_IS_FILING_VIEW (self));

  g_set_object (&self->companies, companies);
}

/**
 * parafa_filing_view_set_narrow:
 * @self: a view
 * @narrow: whether there is little room
 *
 * The one that is not shown has no rows: only what is seen is read.
 */
void
parafa_filing_view_set_narrow (ParafaFilingView *self, gboolean narrow)
{
  GtkSelectionModel *model;

  g_return_if_fail (PARAFA_IS_FILING_VIEW (self));

  model = GTK_SELECTION_MODEL (self->selection);
  gtk_list_view_set_model (self->cards, narrow ? model : NULL);
  gtk_column_view_set_model (self->table, narrow ? NULL : model);
  gtk_stack_set_visible_child_name (self->stack, narrow ? "cards" : "table");
}

/**
 * parafa_filing_view_get_selected:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): the filing whose row is selected; %NULL for none and for several
 */
ParafaFilingItem *
parafa_filing_view_get_selected (ParafaFilingView *self)
{
  g_autoptr (ParafaFilingItem) item = NULL;

  g_return_val_if_fail (PARAFA_IS_FILING_VIEW (self), NULL);

  if (parafa_filing_selection_get_n_selected (self->selection) == 1)
    item = g_list_model_get_item (G_LIST_MODEL (self->selection),
                                  parafa_filing_selection_get_first (self->selection));
  /* the list holds it */
  return item;
}

/**
 * parafa_filing_view_select:
 * @self: a view
 * @position: a row; %GTK_INVALID_LIST_POSITION for none
 */
void
parafa_filing_view_select (ParafaFilingView *self, guint position)
{
  g_return_if_fail (PARAFA_IS_FILING_VIEW (self));

  if (position == GTK_INVALID_LIST_POSITION)
    gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
  else
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
}

/**
 * parafa_filing_view_get_n_rows:
 * @self: a view
 *
 * Returns: how many filings are listed
 */
guint
parafa_filing_view_get_n_rows (ParafaFilingView *self)
{
  g_return_val_if_fail (PARAFA_IS_FILING_VIEW (self), 0);

  return g_list_model_get_n_items (G_LIST_MODEL (self->selection));
}

/**
 * parafa_filing_view_get_n_selected:
 * @self: a view
 *
 * Returns: how many rows are selected
 */
guint
parafa_filing_view_get_n_selected (ParafaFilingView *self)
{
  g_return_val_if_fail (PARAFA_IS_FILING_VIEW (self), 0);

  return parafa_filing_selection_get_n_selected (self->selection);
}

/**
 * parafa_filing_view_get_ids:
 * @self: a view
 *
 * Returns: (transfer full) (element-type gint64): ids of the rows that are selected when there are several, else of all
 */
GArray *
parafa_filing_view_get_ids (ParafaFilingView *self)
{
  GArray *ids;
  guint n = parafa_filing_view_get_n_rows (self);

  g_return_val_if_fail (PARAFA_IS_FILING_VIEW (self), NULL);

  if (parafa_filing_selection_get_n_selected (self->selection) > 1)
    return parafa_filing_selection_get_ids (self->selection);
  ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n);
  for (guint i = 0; i < n; i++)
    {
      gint64 id = parafa_filing_list_get_id (self->list, i);

      g_array_append_val (ids, id);
    }
  return ids;
}

/**
 * parafa_filing_view_get_columns_menu:
 * @self: a view
 *
 * Returns: (transfer none): a menu that shows and hides columns; its actions are found in the view and in what holds it
 */
GMenuModel *
parafa_filing_view_get_columns_menu (ParafaFilingView *self)
{
  g_return_val_if_fail (PARAFA_IS_FILING_VIEW (self), NULL);

  return G_MENU_MODEL (self->columns_menu);
}
