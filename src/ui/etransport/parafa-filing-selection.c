/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-filing-selection.h"

/**
 * ParafaFilingSelection:
 *
 * The toolkit's own selections hold the selected rows, and look for them among all rows of a list that changed: each row
 * of the archive would be read.
 */
struct _ParafaFilingSelection
{
  GObject parent_instance;

  ParafaFilingList *list; /* (owned) (nullable) */
  GtkBitset *positions;   /* (owned) */
  GArray *ids;            /* (owned) (element-type gint64): those selected, sorted */
  gulong changed_id;
};

static void list_model_init (GListModelInterface *iface);
static void selection_model_init (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ParafaFilingSelection,
                               parafa_filing_selection,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init)
                                   G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL,
                                                          selection_model_init))

static GType
get_item_type (GListModel *model)
{
  return PARAFA_TYPE_FILING_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  ParafaFilingSelection *self = PARAFA_FILING_SELECTION (model);

  return self->list != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->list)) : 0;
}

static gpointer
get_item (GListModel *model, guint position)
{
  ParafaFilingSelection *self = PARAFA_FILING_SELECTION (model);

  return self->list != NULL ? g_list_model_get_item (G_LIST_MODEL (self->list), position) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static gboolean
is_selected (GtkSelectionModel *model, guint position)
{
  return gtk_bitset_contains (PARAFA_FILING_SELECTION (model)->positions, position);
}

static GtkBitset *
get_selection_in_range (GtkSelectionModel *model, guint position, guint n_items)
{
  return gtk_bitset_ref (PARAFA_FILING_SELECTION (model)->positions);
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 one = *(const gint64 *) a;
  gint64 other = *(const gint64 *) b;

  return (one > other) - (one < other);
}

/* In the order of the rows */
static void
collect_ids (ParafaFilingSelection *self, GArray *ids)
{
  GtkBitsetIter iter;
  guint position;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, self->positions, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    {
      gint64 id = parafa_filing_list_get_id (self->list, position);

      g_array_append_val (ids, id);
    }
}

static void
note_ids (ParafaFilingSelection *self)
{
  g_array_set_size (self->ids, 0);
  collect_ids (self, self->ids);
  g_array_sort (self->ids, compare_ids);
}

/* One setter for all: the others are made of it by the interface's caller */
static gboolean
set_selection (GtkSelectionModel *model, GtkBitset *selected, GtkBitset *mask)
{
  ParafaFilingSelection *self = PARAFA_FILING_SELECTION (model);
  g_autoptr (GtkBitset) changes = gtk_bitset_copy (self->positions);
  g_autoptr (GtkBitset) wanted = gtk_bitset_copy (selected);
  guint first;

  if (self->list == NULL)
    return FALSE;
  gtk_bitset_intersect (wanted, mask);
  gtk_bitset_intersect (changes, mask);
  gtk_bitset_difference (changes, wanted);
  if (gtk_bitset_is_empty (changes))
    return TRUE;
  gtk_bitset_difference (self->positions, changes);
  note_ids (self);
  first = gtk_bitset_get_minimum (changes);
  gtk_selection_model_selection_changed (model, first,
                                         gtk_bitset_get_maximum (changes) - first + 1);
  return TRUE;
}

static void
selection_model_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = is_selected;
  iface->get_selection_in_range = get_selection_in_range;
  iface->set_selection = set_selection;
}

static gboolean
had (ParafaFilingSelection *self, gint64 id)
{
  return g_array_binary_search (self->ids, &id, compare_ids, NULL);
}

static void
on_items_changed (
    GListModel *list, guint position, guint removed, guint added, ParafaFilingSelection *self)
{
  gboolean lost = FALSE;
  guint n_before = (guint) gtk_bitset_get_size (self->positions);

  if (n_before > 0 || self->ids->len > 0)
    {
      gtk_bitset_splice (self->positions, position, removed, added);
      for (guint i = position; i < position + added; i++)
        if (had (self, parafa_filing_list_get_id (self->list, i)))
          gtk_bitset_add (self->positions, i);
      lost = gtk_bitset_get_size (self->positions) != n_before;
    }
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
  /* the list may be told in two steps that rows moved: what is gone after both is forgotten by the next choice */
  if (lost && get_n_items (G_LIST_MODEL (self)) > 0)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), 0,
                                           get_n_items (G_LIST_MODEL (self)));
}

static void
parafa_filing_selection_dispose (GObject *object)
{
  parafa_filing_selection_set_list (PARAFA_FILING_SELECTION (object), NULL);
  G_OBJECT_CLASS (parafa_filing_selection_parent_class)->dispose (object);
}

static void
parafa_filing_selection_finalize (GObject *object)
{
  ParafaFilingSelection *self = PARAFA_FILING_SELECTION (object);

  gtk_bitset_unref (self->positions);
  g_array_unref (self->ids);
  G_OBJECT_CLASS (parafa_filing_selection_parent_class)->finalize (object);
}

static void
parafa_filing_selection_class_init (ParafaFilingSelectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parafa_filing_selection_dispose;
  G_OBJECT_CLASS (klass)->finalize = parafa_filing_selection_finalize;
}

static void
parafa_filing_selection_init (ParafaFilingSelection *self)
{
  self->positions = gtk_bitset_new_empty ();
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
}

/**
 * parafa_filing_selection_new:
 *
 * Returns: (transfer full): a selection of nothing
 */
ParafaFilingSelection *
parafa_filing_selection_new (void)
{
  return g_object_new (PARAFA_TYPE_FILING_SELECTION, NULL);
}

/**
 * parafa_filing_selection_set_list:
 * @self: a selection
 * @list: (nullable): the filings
 */
void
parafa_filing_selection_set_list (ParafaFilingSelection *self, ParafaFilingList *list)
{
  guint removed;

  g_return_if_fail (PARAFA_IS_FILING_SELECTION (self));

  if (self->list == list)
    return;
  removed = get_n_items (G_LIST_MODEL (self));
  if (self->list != NULL)
    g_clear_signal_handler (&self->changed_id, self->list);
  g_set_object (&self->list, list);
  gtk_bitset_remove_all (self->positions);
  g_array_set_size (self->ids, 0);
  if (list != NULL)
    self->changed_id =
        g_signal_connect (list, "items-changed", G_CALLBACK (on_items_changed), self);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, removed, get_n_items (G_LIST_MODEL (self)));
}

/**
 * parafa_filing_selection_get_n_selected:
 * @self: a selection
 *
 * Returns: how many of the rows are selected
 */
guint
parafa_filing_selection_get_n_selected (ParafaFilingSelection *self)
{
  g_return_val_if_fail (PARAFA_IS_FILING_SELECTION (self), 0);

  return (guint) gtk_bitset_get_size (self->positions);
}

/**
 * parafa_filing_selection_get_first:
 * @self: a selection
 *
 * Returns: position of the first selected row; %GTK_INVALID_LIST_POSITION for none
 */
guint
parafa_filing_selection_get_first (ParafaFilingSelection *self)
{
  g_return_val_if_fail (PARAFA_IS_FILING_SELECTION (self), GTK_INVALID_LIST_POSITION);

  return gtk_bitset_is_empty (self->positions) ? GTK_INVALID_LIST_POSITION
                                               : gtk_bitset_get_minimum (self->positions);
}

/**
 * parafa_filing_selection_get_ids:
 * @self: a selection
 *
 * Returns: (transfer full) (element-type gint64): ids of the selected filings, in the order of the rows
 */
GArray *
parafa_filing_selection_get_ids (ParafaFilingSelection *self)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_return_val_if_fail (PARAFA_IS_FILING_SELECTION (self), ids);

  collect_ids (self, ids);
  return ids;
}
