/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-filing-list.h"

#include <string.h>

#define WINDOW 128u     /* rows that are read together */
#define MAX_WINDOWS 32u /* how many are kept */
#define RELOAD_MS 150u  /* changes that come together are read together */
#define MOVED 1024u     /* more rows than this are told to be gone, then to have come */

struct _ParafaFilingItem
{
  GObject parent_instance;

  gint64 id;
  ParafaFilingRecord *record; /* (owned) (nullable) */
};

struct _ParafaFilingList
{
  GObject parent_instance;

  ParafaArchive *archive;     /* (owned) */
  ParafaFilingFilter *filter; /* (owned) */
  ParafaFilingSort sort;
  gboolean descending;
  GArray *ids;        /* (owned) (element-type gint64) */
  GHashTable *items;  /* (owned): gint64 id to ParafaFilingItem, of the windows that are kept */
  GQueue windows;     /* (owned): first positions of the windows that are kept, newest first */
  GCancellable *stop; /* (owned) */
  gboolean loading;
  gboolean again; /* something changed while the ids were being read */
  guint timer;
};

typedef enum
{
  PROP_ARCHIVE = 1,
  PROP_LOADING,
} ParafaFilingListProperty;

static GParamSpec *item_record;
static GParamSpec *properties[PROP_LOADING + 1];
static guint failed_signal;

static void list_model_init (GListModelInterface *iface);
static void start_loading (ParafaFilingList *self);

G_DEFINE_FINAL_TYPE (ParafaFilingItem, parafa_filing_item, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE_WITH_CODE (ParafaFilingList,
                               parafa_filing_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

/* -- a row -- */

static void
parafa_filing_item_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boxed (value, PARAFA_FILING_ITEM (object)->record);
}

static void
parafa_filing_item_finalize (GObject *object)
{
  ParafaFilingItem *self = PARAFA_FILING_ITEM (object);

  g_clear_pointer (&self->record, parafa_filing_record_unref);
  G_OBJECT_CLASS (parafa_filing_item_parent_class)->finalize (object);
}

static void
parafa_filing_item_class_init (ParafaFilingItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = parafa_filing_item_get_property;
  object_class->finalize = parafa_filing_item_finalize;
  item_record =
      g_param_spec_boxed ("record", NULL, NULL, PARAFA_TYPE_FILING_RECORD,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_property (object_class, 1, item_record);
}

static void
parafa_filing_item_init (ParafaFilingItem *self)
{
}

static void
set_record (ParafaFilingItem *self, ParafaFilingRecord *record)
{
  g_clear_pointer (&self->record, parafa_filing_record_unref);
  self->record = parafa_filing_record_ref (record);
  g_object_notify_by_pspec (G_OBJECT (self), item_record);
}

/**
 * parafa_filing_item_get_id:
 * @self: a row
 *
 * Returns: the id of its filing
 */
gint64
parafa_filing_item_get_id (ParafaFilingItem *self)
{
  g_return_val_if_fail (PARAFA_IS_FILING_ITEM (self), 0);

  return self->id;
}

/**
 * parafa_filing_item_get_record:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the filing; %NULL until it is read
 */
ParafaFilingRecord *
parafa_filing_item_get_record (ParafaFilingItem *self)
{
  g_return_val_if_fail (PARAFA_IS_FILING_ITEM (self), NULL);

  return self->record;
}

/* -- windows -- */

static gint64
get_id (const GArray *ids, guint position)
{
  return g_array_index (ids, gint64, position);
}

static void
fail (ParafaFilingList *self, const GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, failed_signal, 0, error);
}

static void
rows_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaFilingList) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records =
      parafa_archive_get_many_finish (PARAFA_ARCHIVE (source), result, &error);

  if (records == NULL)
    {
      fail (self, error);
      return;
    }
  for (guint i = 0; i < records->len; i++)
    {
      ParafaFilingRecord *record = records->pdata[i];
      ParafaFilingItem *item =
          record != NULL ? g_hash_table_lookup (self->items, &record->id) : NULL;

      if (item != NULL)
        set_record (item, record);
    }
}

static void
forget_window (ParafaFilingList *self, guint first)
{
  for (guint i = first; i < MIN (first + WINDOW, self->ids->len); i++)
    {
      gint64 id = get_id (self->ids, i);

      g_hash_table_remove (self->items, &id);
    }
}

static void
read_window (ParafaFilingList *self, guint first)
{
  guint n = MIN (WINDOW, self->ids->len - first);

  for (guint i = first; i < first + n; i++)
    {
      gint64 id = get_id (self->ids, i);
      ParafaFilingItem *item;

      if (g_hash_table_contains (self->items, &id))
        continue;
      item = g_object_new (PARAFA_TYPE_FILING_ITEM, NULL);
      item->id = id;
      g_hash_table_insert (self->items, &item->id, item);
    }
  g_queue_push_head (&self->windows, GUINT_TO_POINTER (first));
  if (self->windows.length > MAX_WINDOWS)
    forget_window (self, GPOINTER_TO_UINT (g_queue_pop_tail (&self->windows)));
  parafa_archive_get_many_async (self->archive, &g_array_index (self->ids, gint64, first), n,
                                 self->stop, rows_ready, g_object_ref (self));
}

/* Its window moves to the front, so that what is in view is forgotten last */
static ParafaFilingItem *
take_item (ParafaFilingList *self, guint position)
{
  gint64 id = get_id (self->ids, position);
  guint first = position - position % WINDOW;
  GList *link = g_queue_find (&self->windows, GUINT_TO_POINTER (first));

  if (link == NULL)
    read_window (self, first);
  else if (link != self->windows.head)
    {
      g_queue_unlink (&self->windows, link);
      g_queue_push_head_link (&self->windows, link);
    }
  return g_hash_table_lookup (self->items, &id);
}

/* -- ids -- */

static void
set_loading (ParafaFilingList *self, gboolean loading)
{
  if (self->loading == loading)
    return;
  self->loading = loading;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

/* A view looks for what it shows among all rows that come where others went: it would ask for each of them. After a
 * great change, as another order or another search, it is not told that they are the same. */
static void
tell_moved (ParafaFilingList *self, GArray *ids, guint same, guint n_removed, guint n_added)
{
  GListModel *model = G_LIST_MODEL (self);
  guint n_after = ids->len - same - n_added;

  if (n_removed > 0 && n_added > MOVED)
    {
      self->ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), same + n_after);
      if (same > 0)
        g_array_append_vals (self->ids, ids->data, same);
      if (n_after > 0)
        g_array_append_vals (self->ids, &g_array_index (ids, gint64, same + n_added), n_after);
      g_list_model_items_changed (model, same, n_removed, 0);
      g_array_unref (self->ids);
      n_removed = 0;
    }
  self->ids = g_array_ref (ids);
  g_queue_clear (&self->windows);
  g_list_model_items_changed (model, same, n_removed, n_added);
}

/* Positions moved: windows are counted anew, rows that are still there are kept */
static void
take_ids (ParafaFilingList *self, GArray *ids)
{
  GArray *old = self->ids;
  guint same = 0;
  guint same_end = 0;

  while (same < MIN (old->len, ids->len) && get_id (old, same) == get_id (ids, same))
    same++;
  while (same_end < MIN (old->len, ids->len) - same &&
         get_id (old, old->len - 1 - same_end) == get_id (ids, ids->len - 1 - same_end))
    same_end++;
  if (old->len == ids->len && same == ids->len)
    return;
  g_queue_clear (&self->windows);
  if (g_hash_table_size (self->items) > MAX_WINDOWS * WINDOW)
    g_hash_table_remove_all (self->items);
  tell_moved (self, ids, same, old->len - same - same_end, ids->len - same - same_end);
  g_array_unref (old);
}

static void
ids_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaFilingList) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = parafa_archive_list_finish (PARAFA_ARCHIVE (source), result, &error);

  if (self->archive == NULL)
    return;
  if (ids == NULL)
    fail (self, error);
  else if (!self->again)
    take_ids (self, ids);
  set_loading (self, FALSE);
  if (self->again)
    start_loading (self);
}

static void
start_loading (ParafaFilingList *self)
{
  if (self->loading)
    {
      self->again = TRUE;
      return;
    }
  self->again = FALSE;
  set_loading (self, TRUE);
  parafa_archive_list_async (self->archive, self->filter, self->sort, self->descending, self->stop,
                             ids_ready, g_object_ref (self));
}

static void
reload_now (gpointer user_data)
{
  ParafaFilingList *self = user_data;

  self->timer = 0;
  start_loading (self);
}

static void
read_kept_items (ParafaFilingList *self)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_array_append_vals (ids, id, 1);
  parafa_archive_get_many_async (self->archive, (const gint64 *) (gpointer) ids->data, ids->len,
                                 self->stop, rows_ready, g_object_ref (self));
}

/* A row in view is read at once; whether it moved or left is found out a moment later */
static void
on_changed (ParafaArchive *archive, gint64 id, ParafaFilingList *self)
{
  if (id != 0 && g_hash_table_contains (self->items, &id))
    parafa_archive_get_many_async (archive, &id, 1, self->stop, rows_ready, g_object_ref (self));
  else if (id == 0)
    read_kept_items (self);
  if (self->timer == 0)
    self->timer = g_timeout_add_once (RELOAD_MS, reload_now, self);
}

/* -- the model -- */

static GType
get_item_type (GListModel *model)
{
  return PARAFA_TYPE_FILING_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return PARAFA_FILING_LIST (model)->ids->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  ParafaFilingList *self = PARAFA_FILING_LIST (model);

  if (position >= self->ids->len || self->archive == NULL)
    return NULL;
  return g_object_ref (take_item (self, position));
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
parafa_filing_list_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  ParafaFilingList *self = PARAFA_FILING_LIST (object);

  switch ((ParafaFilingListProperty) prop_id)
    {
    case PROP_ARCHIVE:
      g_value_set_object (value, self->archive);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, self->loading);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parafa_filing_list_set_property (GObject *object,
                                 guint prop_id,
                                 const GValue *value,
                                 GParamSpec *pspec)
{
  ParafaFilingList *self = PARAFA_FILING_LIST (object);

  if (prop_id == PROP_ARCHIVE)
    self->archive = g_value_dup_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
parafa_filing_list_constructed (GObject *object)
{
  ParafaFilingList *self = PARAFA_FILING_LIST (object);

  G_OBJECT_CLASS (parafa_filing_list_parent_class)->constructed (object);
  g_signal_connect (self->archive, "changed", G_CALLBACK (on_changed), self);
  self->timer = g_timeout_add_once (0, reload_now, self);
}

static void
parafa_filing_list_dispose (GObject *object)
{
  ParafaFilingList *self = PARAFA_FILING_LIST (object);

  g_cancellable_cancel (self->stop);
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->archive != NULL)
    g_signal_handlers_disconnect_by_data (self->archive, self);
  g_clear_object (&self->archive);
  G_OBJECT_CLASS (parafa_filing_list_parent_class)->dispose (object);
}

static void
parafa_filing_list_finalize (GObject *object)
{
  ParafaFilingList *self = PARAFA_FILING_LIST (object);

  g_queue_clear (&self->windows);
  g_clear_object (&self->stop);
  g_hash_table_unref (self->items);
  g_array_unref (self->ids);
  parafa_filing_filter_free (self->filter);
  G_OBJECT_CLASS (parafa_filing_list_parent_class)->finalize (object);
}

static void
parafa_filing_list_class_init (ParafaFilingListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = parafa_filing_list_get_property;
  object_class->set_property = parafa_filing_list_set_property;
  object_class->constructed = parafa_filing_list_constructed;
  object_class->dispose = parafa_filing_list_dispose;
  object_class->finalize = parafa_filing_list_finalize;

  properties[PROP_ARCHIVE] =
      g_param_spec_object ("archive", NULL, NULL, PARAFA_TYPE_ARCHIVE,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_LOADING] =
      g_param_spec_boolean ("loading", NULL, NULL, FALSE,
                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * ParafaFilingList::failed:
   * @self: the list
   * @error: why the archive could not be read
   *
   * The list stays as it was.
   */
  failed_signal = g_signal_new ("failed", PARAFA_TYPE_FILING_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
parafa_filing_list_init (ParafaFilingList *self)
{
  self->filter = parafa_filing_filter_new ();
  self->sort = PARAFA_FILING_SORT_CREATED;
  self->descending = TRUE;
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->items = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_object_unref);
  self->stop = g_cancellable_new ();
  g_queue_init (&self->windows);
}

/**
 * parafa_filing_list_new:
 * @archive: an archive
 *
 * Returns: (transfer full): the list of all filings, the newest first; empty until the ids are read
 */
ParafaFilingList *
parafa_filing_list_new (ParafaArchive *archive)
{
  g_return_val_if_fail (PARAFA_IS_ARCHIVE (archive), NULL);

  return g_object_new (PARAFA_TYPE_FILING_LIST, "archive", archive, NULL);
}

/**
 * parafa_filing_list_set_filter:
 * @self: a list
 * @filter: (nullable): which filings; %NULL for all
 *
 * Shows other filings; the old ones stay until the new ones are known.
 */
void
parafa_filing_list_set_filter (ParafaFilingList *self, const ParafaFilingFilter *filter)
{
  g_return_if_fail (PARAFA_IS_FILING_LIST (self));

  parafa_filing_filter_free (self->filter);
  self->filter = parafa_filing_filter_copy (filter);
  start_loading (self);
}

/**
 * parafa_filing_list_set_sort:
 * @self: a list
 * @sort: by what
 * @descending: the greatest first
 *
 * Sorts anew.
 */
void
parafa_filing_list_set_sort (ParafaFilingList *self, ParafaFilingSort sort, gboolean descending)
{
  g_return_if_fail (PARAFA_IS_FILING_LIST (self));

  if (self->sort == sort && self->descending == descending)
    return;
  self->sort = sort;
  self->descending = descending;
  start_loading (self);
}

/**
 * parafa_filing_list_reload:
 * @self: a list
 *
 * Reads again: another program may have changed the archive.
 */
void
parafa_filing_list_reload (ParafaFilingList *self)
{
  g_return_if_fail (PARAFA_IS_FILING_LIST (self));

  on_changed (self->archive, 0, self);
}

/**
 * parafa_filing_list_is_loading:
 * @self: a list
 *
 * Returns: whether the ids are being read
 */
gboolean
parafa_filing_list_is_loading (ParafaFilingList *self)
{
  g_return_val_if_fail (PARAFA_IS_FILING_LIST (self), FALSE);

  return self->loading || self->timer != 0;
}

/**
 * parafa_filing_list_get_id:
 * @self: a list
 * @position: a position
 *
 * Nothing is read for it.
 *
 * Returns: the id of the filing there; 0 when there is none
 */
gint64
parafa_filing_list_get_id (ParafaFilingList *self, guint position)
{
  g_return_val_if_fail (PARAFA_IS_FILING_LIST (self), 0);

  return position < self->ids->len ? get_id (self->ids, position) : 0;
}

/**
 * parafa_filing_list_find:
 * @self: a list
 * @id: a filing
 * @position: (out): where it stands
 *
 * Returns: whether it is in the list
 */
gboolean
parafa_filing_list_find (ParafaFilingList *self, gint64 id, guint *position)
{
  g_return_val_if_fail (PARAFA_IS_FILING_LIST (self), FALSE);

  for (guint i = 0; i < self->ids->len; i++)
    if (get_id (self->ids, i) == id)
      {
        *position = i;
        return TRUE;
      }
  return FALSE;
}
