/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-filing-view.h"

#include <glib/gi18n.h>

#include "parafa-filing-words.h"

/**
 * ParafaFilingView:
 *
 * Rows are read from the archive as they come into view: a cell draws what is known, and again when the rest comes.
 */
struct _ParafaFilingView
{
  GtkWidget parent_instance;

  GtkStack *stack;               /* (unowned): child */
  GtkColumnView *table;          /* (unowned) */
  GtkListView *cards;            /* (unowned) */
  GtkSingleSelection *selection; /* (owned) */
  ParafaFilingList *list;        /* (owned) (nullable) */
  ParafaClock *clock;            /* (owned) (nullable) */
  int probed;                    /* the ParafaFilingSort whose column compares first; -1 none */
};

typedef enum
{
  PROP_SELECTED = 1,
} ParafaFilingViewProperty;

typedef void (*DrawFunc) (ParafaFilingView *self,
                          GtkWidget *child,
                          const ParafaFilingRecord *record);

static GParamSpec *properties[PROP_SELECTED + 1];
static guint opened_signal;

G_DEFINE_FINAL_TYPE (ParafaFilingView, parafa_filing_view, GTK_TYPE_WIDGET)

/* -- cells -- */

static void
draw_state (ParafaFilingView *self, GtkWidget *child, const ParafaFilingRecord *record)
{
  ParafaFilingWord word =
      parafa_filing_words_get_state (record, parafa_clock_get_now (self->clock));

  parafa_pill_set (PARAFA_PILL (child), word.kind, word.icon, word.word);
}

static void
draw_uit (ParafaFilingView *self, GtkWidget *child, const ParafaFilingRecord *record)
{
  const char *uit = parafa_filing_words_get_uit (record);
  g_autofree char *text = uit != NULL ? parafa_filing_words_group_uit (uit) : g_strdup ("–");

  gtk_label_set_label (GTK_LABEL (child), text);
}

static void
draw_date (ParafaFilingView *self, GtkWidget *child, const ParafaFilingRecord *record)
{
  g_autofree char *text = parafa_filing_words_format_date (record->transport_date);

  gtk_label_set_label (GTK_LABEL (child), text);
}

static void
draw_partner (ParafaFilingView *self, GtkWidget *child, const ParafaFilingRecord *record)
{
  gtk_label_set_label (GTK_LABEL (child), parafa_filing_words_get_partner (record));
}

static void
draw_card (ParafaFilingView *self, GtkWidget *child, const ParafaFilingRecord *record)
{
  GtkWidget *top = gtk_widget_get_first_child (child);
  GtkWidget *partner = gtk_widget_get_next_sibling (top);
  GtkWidget *below = gtk_widget_get_next_sibling (partner);
  const char *uit = parafa_filing_words_get_uit (record);

  draw_state (self, gtk_widget_get_first_child (top), record);
  draw_date (self, gtk_widget_get_last_child (top), record);
  draw_partner (self, partner, record);
  if (uit != NULL)
    draw_uit (self, below, record);
  else
    gtk_label_set_label (GTK_LABEL (below),
                         parafa_filing_words_get_reason (record,
                                                         parafa_clock_get_now (self->clock)));
}

static GtkWidget *
make_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
make_pill (void)
{
  GtkWidget *pill = parafa_pill_new (PARAFA_PILL_PLAIN, "document-edit-symbolic", "");

  gtk_widget_set_halign (pill, GTK_ALIGN_START);
  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  return pill;
}

static GtkWidget *
make_card (void)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *date = make_label ("numeric");
  GtkWidget *below = make_label ("numeric");

  gtk_widget_set_hexpand (date, TRUE);
  gtk_widget_set_halign (date, GTK_ALIGN_END);
  gtk_widget_add_css_class (date, "dim-label");
  gtk_widget_add_css_class (below, "dim-label");
  gtk_box_append (GTK_BOX (top), make_pill ());
  gtk_box_append (GTK_BOX (top), date);
  gtk_box_append (GTK_BOX (card), top);
  gtk_box_append (GTK_BOX (card), make_label (NULL));
  gtk_box_append (GTK_BOX (card), below);
  gtk_widget_add_css_class (card, "filing");
  return card;
}

static void
setup_cell (GtkSignalListItemFactory *factory, GtkListItem *item, ParafaFilingView *self)
{
  gpointer draw = g_object_get_data (G_OBJECT (factory), "draw");

  if (draw == draw_card)
    gtk_list_item_set_child (item, make_card ());
  else if (draw == draw_state)
    gtk_list_item_set_child (item, make_pill ());
  else
    gtk_list_item_set_child (item, make_label (draw == draw_uit    ? "monospace"
                                               : draw == draw_date ? "numeric"
                                                                   : NULL));
}

static void
draw_cell (ParafaFilingItem *row, GParamSpec *pspec, GtkListItem *item)
{
  DrawFunc draw = (DrawFunc) g_object_get_data (G_OBJECT (item), "draw");
  GtkWidget *child = gtk_list_item_get_child (item);
  ParafaFilingRecord *record = parafa_filing_item_get_record (row);
  GtkWidget *view = child != NULL ? gtk_widget_get_ancestor (child, PARAFA_TYPE_FILING_VIEW) : NULL;

  if (record == NULL || child == NULL)
    return;
  /* a cell is bound before it is in the view */
  if (view == NULL)
    view = g_object_get_data (G_OBJECT (item), "view");
  draw (PARAFA_FILING_VIEW (view), child, record);
  gtk_widget_set_opacity (child, 1);
}

static void
bind_cell (GtkSignalListItemFactory *factory, GtkListItem *item, ParafaFilingView *self)
{
  ParafaFilingItem *row = gtk_list_item_get_item (item);

  g_object_set_data (G_OBJECT (item), "draw", g_object_get_data (G_OBJECT (factory), "draw"));
  g_object_set_data (G_OBJECT (item), "view", self);
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

static GtkListItemFactory *
make_factory (ParafaFilingView *self, DrawFunc draw)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_object_set_data (G_OBJECT (factory), "draw", (gpointer) draw);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cell), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cell), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cell), self);
  return factory;
}

/* -- sorting: the archive sorts; a column's sorter only tells which it is -- */

typedef struct
{
  ParafaFilingView *view; /* (unowned) */
  ParafaFilingSort sort;
} Probe;

static int
note_column (gconstpointer a, gconstpointer b, gpointer user_data)
{
  Probe *probe = user_data;

  probe->view->probed = (int) probe->sort;
  return -1;
}

static void
on_sorter_changed (GtkSorter *sorter, GtkSorterChange change, ParafaFilingView *self)
{
  GtkOrdering order;

  if (self->list == NULL)
    return;
  self->probed = -1;
  order = gtk_sorter_compare (sorter, self, self->selection);
  if (self->probed < 0)
    parafa_filing_list_set_sort (self->list, PARAFA_FILING_SORT_CREATED, TRUE);
  else
    parafa_filing_list_set_sort (self->list, (ParafaFilingSort) self->probed,
                                 order == GTK_ORDERING_LARGER);
}

static void
add_column (
    ParafaFilingView *self, const char *title, int width, DrawFunc draw, ParafaFilingSort sort)
{
  GtkColumnViewColumn *column = gtk_column_view_column_new (title, make_factory (self, draw));
  Probe *probe = g_new0 (Probe, 1);
  g_autoptr (GtkSorter) sorter = NULL;

  probe->view = self;
  probe->sort = sort;
  sorter = GTK_SORTER (gtk_custom_sorter_new (note_column, probe, g_free));
  gtk_column_view_column_set_sorter (column, sorter);
  gtk_column_view_column_set_resizable (column, TRUE);
  if (width > 0)
    gtk_column_view_column_set_fixed_width (column, width);
  else
    gtk_column_view_column_set_expand (column, TRUE);
  gtk_column_view_append_column (self->table, column);
  g_object_unref (column);
}

/* -- the widget -- */

static void
on_selected_changed (ParafaFilingView *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}

static void
on_activated (ParafaFilingView *self, guint position)
{
  gtk_single_selection_set_selected (self->selection, position);
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
parafa_filing_view_dispose (GObject *object)
{
  ParafaFilingView *self = PARAFA_FILING_VIEW (object);

  if (self->stack != NULL)
    {
      g_signal_handlers_disconnect_by_data (gtk_column_view_get_sorter (self->table), self);
      gtk_widget_unparent (GTK_WIDGET (self->stack));
      self->stack = NULL;
    }
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  g_clear_pointer (&self->clock, parafa_clock_unref);
  G_OBJECT_CLASS (parafa_filing_view_parent_class)->dispose (object);
}

static void
parafa_filing_view_class_init (ParafaFilingViewClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = parafa_filing_view_get_property;
  G_OBJECT_CLASS (klass)->dispose = parafa_filing_view_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  /**
   * ParafaFilingView:selected:
   *
   * The filing whose row is selected.
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
}

static GtkWidget *
make_scroller (GtkWidget *child)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), child);
  return scroller;
}

static void
parafa_filing_view_init (ParafaFilingView *self)
{
  self->stack = GTK_STACK (gtk_stack_new ());
  self->table = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  self->cards = GTK_LIST_VIEW (gtk_list_view_new (NULL, make_factory (self, draw_card)));
  self->selection =
      g_object_new (GTK_TYPE_SINGLE_SELECTION, "autoselect", FALSE, "can-unselect", TRUE, NULL);
  gtk_widget_set_parent (GTK_WIDGET (self->stack), GTK_WIDGET (self));
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  gtk_stack_add_named (self->stack, make_scroller (GTK_WIDGET (self->table)), "table");
  gtk_stack_add_named (self->stack, make_scroller (GTK_WIDGET (self->cards)), "cards");
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->table), "filings");
  gtk_widget_add_css_class (GTK_WIDGET (self->cards), "filing-cards");
  gtk_list_view_set_single_click_activate (self->cards, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->table), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Filings"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->cards), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Filings"), -1);
  add_column (self, _ ("State"), 136, draw_state, PARAFA_FILING_SORT_STATE);
  add_column (self, _ ("UIT"), 204, draw_uit, PARAFA_FILING_SORT_UIT);
  add_column (self, _ ("Transport"), 116, draw_date, PARAFA_FILING_SORT_TRANSPORT_DATE);
  add_column (self, _ ("Partner"), 0, draw_partner, PARAFA_FILING_SORT_PARTNER);
  g_signal_connect (gtk_column_view_get_sorter (self->table), "changed",
                    G_CALLBACK (on_sorter_changed), self);
  g_signal_connect_object (self->selection, "notify::selected-item",
                           G_CALLBACK (on_selected_changed), self, G_CONNECT_SWAPPED);
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
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (list));
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
 * Returns: (transfer none) (nullable): the filing whose row is selected
 */
ParafaFilingItem *
parafa_filing_view_get_selected (ParafaFilingView *self)
{
  g_return_val_if_fail (PARAFA_IS_FILING_VIEW (self), NULL);

  return gtk_single_selection_get_selected_item (self->selection);
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

  gtk_single_selection_set_selected (self->selection, position);
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
