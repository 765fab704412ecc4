/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-requests-list.h"

#include <glib/gi18n.h>

#include "parafa-date-text.h"
#include "parafa-http-details.h"

/**
 * ParafaRequestsList:
 *
 * What was asked and what came back, one row each, the newest first.
 */
struct _ParafaRequestsList
{
  GtkWidget parent_instance;

  GtkWidget *scroller;             /* (unowned) */
  GtkColumnView *view;             /* (unowned) */
  GtkColumnViewColumn *columns[5]; /* (owned): time, method, address, status, duration */
  GtkFilter *filter;               /* (owned) */
  GtkSorter *sorter;               /* (owned) */
  GtkFilterListModel *filtered;    /* (owned) */
  GtkSingleSelection *selection;   /* (owned) */
  char *words;                     /* (owned) (nullable) */
  char *host;                      /* (owned) (nullable) */
  ParafaRequestsKind kind;
  gboolean narrow;
};

typedef enum
{
  PROP_SELECTED = 1,
} ParafaRequestsListProperty;

static GParamSpec *properties[PROP_SELECTED + 1];

G_DEFINE_FINAL_TYPE (ParafaRequestsList, parafa_requests_list, GTK_TYPE_WIDGET)

static gboolean
is_listed (gpointer item, gpointer user_data)
{
  ParafaRequestsList *self = user_data;

  return parafa_requests_text_matches (item, self->words, self->kind, self->host);
}

static int
compare_times (gconstpointer a, gconstpointer b, gpointer user_data)
{
  gint64 first = parafa_http_record_get_exchange ((ParafaHttpRecord *) a)->at_us;
  gint64 second = parafa_http_record_get_exchange ((ParafaHttpRecord *) b)->at_us;

  return first > second   ? GTK_ORDERING_SMALLER
         : first < second ? GTK_ORDERING_LARGER
                          : GTK_ORDERING_EQUAL;
}

static const ParafaHttpExchange *
get_exchange (GtkListItem *item)
{
  return parafa_http_record_get_exchange (gtk_list_item_get_item (item));
}

static void
setup_text (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

static void
set_text (GtkListItem *item, const char *text)
{
  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), text);
}

static void
bind_time (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  g_autofree char *text = parafa_requests_text_time (get_exchange (item)->at_us);

  set_text (item, text);
}

static void
bind_method (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  set_text (item, get_exchange (item)->method);
}

static void
bind_address (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  const char *address = get_exchange (item)->address;

  set_text (item, g_str_has_prefix (address, "https://") ? address + 8 : address);
  gtk_widget_set_tooltip_text (gtk_list_item_get_child (item), address);
}

static void
setup_status (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  GtkWidget *pill = parafa_pill_new (PARAFA_PILL_PLAIN, "object-select-symbolic", "");

  gtk_widget_set_halign (pill, GTK_ALIGN_START);
  gtk_list_item_set_child (item, pill);
}

static void
bind_status (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  static const char *const icons[] = { "network-wired-symbolic", "object-select-symbolic",
                                       "dialog-warning-symbolic", "dialog-error-symbolic",
                                       "object-select-symbolic" };
  const ParafaHttpExchange *exchange = get_exchange (item);
  ParafaPillKind kind = parafa_requests_text_get_kind (exchange);
  g_autofree char *text = parafa_requests_text_status (exchange);

  parafa_pill_set (PARAFA_PILL (gtk_list_item_get_child (item)), kind, icons[kind], text);
}

static void
bind_duration (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  const ParafaHttpExchange *exchange = get_exchange (item);
  g_autofree char *text =
      exchange->duration_us > 0 ? parafa_date_text_duration (exchange->duration_us) : g_strdup ("");

  set_text (item, text);
}

/* Widths are meant for text of the usual size, whose digits are 8 pixels wide */
static int
scale (ParafaRequestsList *self, int width)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  double digit = pango_font_metrics_get_approximate_digit_width (metrics) / (double) PANGO_SCALE;

  pango_font_metrics_unref (metrics);
  return (int) (width * MAX (1, digit / 8));
}

static GtkColumnViewColumn *
add_column (ParafaRequestsList *self, const char *title, int width, GCallback setup, GCallback bind)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *column;

  g_signal_connect (factory, "setup", setup, self);
  g_signal_connect (factory, "bind", bind, self);
  column = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_resizable (column, TRUE);
  if (width > 0)
    gtk_column_view_column_set_fixed_width (column, scale (self, width));
  else
    gtk_column_view_column_set_expand (column, TRUE);
  gtk_column_view_append_column (self->view, column);
  return column;
}

static void
on_selected_changed (ParafaRequestsList *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}

static void
parafa_requests_list_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((ParafaRequestsListProperty) prop_id)
    {
    case PROP_SELECTED:
      g_value_set_object (value, parafa_requests_list_get_selected (PARAFA_REQUESTS_LIST (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parafa_requests_list_dispose (GObject *object)
{
  ParafaRequestsList *self = PARAFA_REQUESTS_LIST (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  for (guint i = 0; i < G_N_ELEMENTS (self->columns); i++)
    g_clear_object (&self->columns[i]);
  g_clear_object (&self->selection);
  g_clear_object (&self->filtered);
  g_clear_object (&self->filter);
  g_clear_object (&self->sorter);
  g_clear_pointer (&self->words, g_free);
  g_clear_pointer (&self->host, g_free);
  G_OBJECT_CLASS (parafa_requests_list_parent_class)->dispose (object);
}

static void
parafa_requests_list_class_init (ParafaRequestsListClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = parafa_requests_list_get_property;
  G_OBJECT_CLASS (klass)->dispose = parafa_requests_list_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  /**
   * ParafaRequestsList:selected:
   *
   * The exchange whose row is selected.
   */
  properties[PROP_SELECTED] = g_param_spec_object ("selected", NULL, NULL, PARAFA_TYPE_HTTP_RECORD,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (properties), properties);
}

static void
make_models (ParafaRequestsList *self)
{
  GtkSortListModel *sorted;

  self->filter = GTK_FILTER (gtk_custom_filter_new (is_listed, self, NULL));
  self->sorter = GTK_SORTER (gtk_custom_sorter_new (compare_times, NULL, NULL));
  self->filtered = gtk_filter_list_model_new (NULL, g_object_ref (self->filter));
  sorted = gtk_sort_list_model_new (G_LIST_MODEL (g_object_ref (self->filtered)),
                                    g_object_ref (self->sorter));
  self->selection = g_object_new (GTK_TYPE_SINGLE_SELECTION, "autoselect", FALSE, "can-unselect",
                                  TRUE, "model", sorted, NULL);
  g_object_unref (sorted);
  g_signal_connect_object (self->selection, "notify::selected-item",
                           G_CALLBACK (on_selected_changed), self, G_CONNECT_SWAPPED);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
}

static void
parafa_requests_list_init (ParafaRequestsList *self)
{
  self->scroller = gtk_scrolled_window_new ();
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), GTK_WIDGET (self->view));
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "inspector-tree");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Requests, the newest first"), -1);
  self->columns[0] =
      add_column (self, _ ("Time"), 116, G_CALLBACK (setup_text), G_CALLBACK (bind_time));
  self->columns[1] =
      add_column (self, _ ("Method"), 92, G_CALLBACK (setup_text), G_CALLBACK (bind_method));
  self->columns[2] =
      add_column (self, _ ("Address"), 0, G_CALLBACK (setup_text), G_CALLBACK (bind_address));
  self->columns[3] =
      add_column (self, _ ("Status"), 136, G_CALLBACK (setup_status), G_CALLBACK (bind_status));
  self->columns[4] =
      add_column (self, _ ("Duration"), 92, G_CALLBACK (setup_text), G_CALLBACK (bind_duration));
  make_models (self);
}

/**
 * parafa_requests_list_set_model:
 * @self: a list
 * @exchanges: (nullable): #ParafaHttp:exchanges
 *
 * Shows the exchanges of a session.
 */
void
parafa_requests_list_set_model (ParafaRequestsList *self, GListModel *exchanges)
{
  g_return_if_fail (PARAFA_IS_REQUESTS_LIST (self));

  gtk_filter_list_model_set_model (self->filtered, exchanges);
}

/**
 * parafa_requests_list_set_filter:
 * @self: a list
 * @words: (nullable): what is searched
 * @kind: which are listed
 * @host: (nullable): of which host
 *
 * Lists only some.
 */
void
parafa_requests_list_set_filter (ParafaRequestsList *self,
                                 const char *words,
                                 ParafaRequestsKind kind,
                                 const char *host)
{
  g_return_if_fail (PARAFA_IS_REQUESTS_LIST (self));

  if (g_strcmp0 (words, self->words) == 0 && g_strcmp0 (host, self->host) == 0 &&
      kind == self->kind)
    return;
  g_free (self->words);
  g_free (self->host);
  self->words = g_strdup (words);
  self->host = g_strdup (host);
  self->kind = kind;
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

/**
 * parafa_requests_list_set_narrow:
 * @self: a list
 * @narrow: whether there is little room
 */
void
parafa_requests_list_set_narrow (ParafaRequestsList *self, gboolean narrow)
{
  g_return_if_fail (PARAFA_IS_REQUESTS_LIST (self));

  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  /* taken out: a column that is only hidden keeps its room */
  if (narrow)
    {
      gtk_column_view_remove_column (self->view, self->columns[0]);
      gtk_column_view_remove_column (self->view, self->columns[4]);
    }
  else
    {
      gtk_column_view_insert_column (self->view, 0, self->columns[0]);
      gtk_column_view_append_column (self->view, self->columns[4]);
    }
  gtk_column_view_column_set_fixed_width (self->columns[1], scale (self, narrow ? 88 : 92));
  gtk_column_view_column_set_fixed_width (self->columns[3], scale (self, narrow ? 108 : 136));
}

/**
 * parafa_requests_list_get_selected:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): the exchange whose row is selected
 */
ParafaHttpRecord *
parafa_requests_list_get_selected (ParafaRequestsList *self)
{
  g_return_val_if_fail (PARAFA_IS_REQUESTS_LIST (self), NULL);

  return gtk_single_selection_get_selected_item (self->selection);
}

/**
 * parafa_requests_list_select:
 * @self: a list
 * @row: a row, the newest is 0
 *
 * Selects a row.
 */
void
parafa_requests_list_select (ParafaRequestsList *self, guint row)
{
  g_return_if_fail (PARAFA_IS_REQUESTS_LIST (self));

  gtk_single_selection_set_selected (self->selection, row);
}

/**
 * parafa_requests_list_get_n_rows:
 * @self: a list
 *
 * Returns: how many are listed
 */
guint
parafa_requests_list_get_n_rows (ParafaRequestsList *self)
{
  g_return_val_if_fail (PARAFA_IS_REQUESTS_LIST (self), 0);

  return g_list_model_get_n_items (G_LIST_MODEL (self->selection));
}

/**
 * parafa_requests_list_dup_shown:
 * @self: a list
 *
 * Returns: (transfer full) (element-type ParafaHttpRecord): copies of what is listed, the oldest first
 */
GPtrArray *
parafa_requests_list_dup_shown (ParafaRequestsList *self)
{
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (PARAFA_IS_REQUESTS_LIST (self), records);

  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self->selection)); i > 0; i--)
    {
      g_autoptr (ParafaHttpRecord) record =
          g_list_model_get_item (G_LIST_MODEL (self->selection), i - 1);

      g_ptr_array_add (records, parafa_http_record_copy (record));
    }
  return records;
}
