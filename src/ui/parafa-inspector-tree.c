/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-inspector-tree.h"

#include <glib/gi18n.h>
#include <string.h>

#include "parafa-inspector-node.h"

/* Found rows that are listed */
#define FOUND_MAX 500

/**
 * ParafaInspectorTree:
 *
 * What is in a token, explained field by field. While something is searched, a flat list of what was found.
 */
struct _ParafaInspectorTree
{
  GtkWidget parent_instance;

  GtkWidget *scroller;          /* (unowned) */
  GtkColumnView *view;          /* (unowned) */
  GtkColumnViewColumn *name;    /* (owned) */
  GtkColumnViewColumn *value;   /* (owned) */
  GtkColumnViewColumn *meaning; /* (owned) */
  GListStore *roots;            /* (owned) (element-type ParafaInspectorNode) */
  char *words;                  /* (owned) (nullable) */
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (ParafaInspectorTree, parafa_inspector_tree, GTK_TYPE_WIDGET)

/* A row of the tree holds its node; the flat list has nodes themselves */
static ParafaInspectorNode *
get_node (gpointer item)
{
  if (GTK_IS_TREE_LIST_ROW (item))
    {
      ParafaInspectorNode *node = gtk_tree_list_row_get_item (item);

      g_object_unref (node);
      return node;
    }
  return PARAFA_INSPECTOR_NODE (item);
}

static GListModel *
make_children (gpointer item, gpointer user_data)
{
  return parafa_inspector_node_make_children (PARAFA_INSPECTOR_NODE (item));
}

static const char *
get_part_class (ParafaInspectorNode *node)
{
  switch (parafa_inspector_node_get_kind (node))
    {
    case PARAFA_NODE_HEADER:
      return "part-head";
    case PARAFA_NODE_CLAIMS:
      return "part-body";
    case PARAFA_NODE_SIGNATURE:
      return "part-sign";
    case PARAFA_NODE_FIELD:
    case PARAFA_NODE_REST:
    default:
      return NULL;
    }
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

static void
setup_name (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  GtkWidget *expander = gtk_tree_expander_new ();

  gtk_tree_expander_set_child (GTK_TREE_EXPANDER (expander), make_label (NULL));
  gtk_list_item_set_child (item, expander);
}

static void
bind_name (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  GtkTreeExpander *expander = GTK_TREE_EXPANDER (gtk_list_item_get_child (item));
  GtkWidget *label = gtk_tree_expander_get_child (expander);
  gpointer object = gtk_list_item_get_item (item);
  ParafaInspectorNode *node = get_node (object);
  gboolean flat = !GTK_IS_TREE_LIST_ROW (object);
  const char *part = get_part_class (node);
  const char *const root[] = { "heading", part, NULL };
  const char *const field[] = { "monospace", NULL };

  gtk_tree_expander_set_list_row (expander, flat ? NULL : object);
  gtk_label_set_label (GTK_LABEL (label), flat ? parafa_inspector_node_get_path (node)
                                               : parafa_inspector_node_get_name (node));
  gtk_widget_set_css_classes (label, (const char **) (part != NULL ? root : field));
}

static void
unbind_name (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  gtk_tree_expander_set_list_row (GTK_TREE_EXPANDER (gtk_list_item_get_child (item)), NULL);
}

static void
setup_value (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *meaning = make_label ("caption");

  gtk_widget_add_css_class (meaning, "dim-label");
  gtk_label_set_wrap (GTK_LABEL (meaning), TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (meaning), PANGO_ELLIPSIZE_NONE);
  gtk_box_append (GTK_BOX (box), make_label ("monospace"));
  gtk_box_append (GTK_BOX (box), meaning);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_list_item_set_child (item, box);
}

static void
bind_value (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  ParafaInspectorTree *self = user_data;
  ParafaInspectorNode *node = get_node (gtk_list_item_get_item (item));
  GtkWidget *value = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *meaning = gtk_widget_get_next_sibling (value);
  g_autofree char *text = parafa_inspector_node_dup_value (node);
  g_autofree char *words = self->narrow ? parafa_inspector_node_dup_meaning (node) : NULL;

  gtk_label_set_label (GTK_LABEL (value), text);
  gtk_widget_set_visible (value, *text != '\0');
  gtk_widget_set_tooltip_text (value, strlen (text) > 24 ? text : NULL);
  gtk_label_set_label (GTK_LABEL (meaning), words != NULL ? words : "");
  gtk_widget_set_visible (meaning, words != NULL && *words != '\0');
}

static void
setup_meaning (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  gtk_list_item_set_child (item, make_label (NULL));
}

static void
bind_meaning (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  GtkWidget *label = gtk_list_item_get_child (item);
  g_autofree char *text =
      parafa_inspector_node_dup_meaning (get_node (gtk_list_item_get_item (item)));

  gtk_label_set_label (GTK_LABEL (label), text);
  gtk_widget_set_tooltip_text (label, g_utf8_strlen (text, -1) > 48 ? text : NULL);
}

static GtkColumnViewColumn *
add_column (
    ParafaInspectorTree *self, const char *title, GCallback setup, GCallback bind, GCallback unbind)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *column;

  g_signal_connect (factory, "setup", setup, self);
  g_signal_connect (factory, "bind", bind, self);
  if (unbind != NULL)
    g_signal_connect (factory, "unbind", unbind, self);
  column = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_append_column (self->view, column);
  return column;
}

/* Ctrl+C: the value of the row */
static gboolean
copy_value (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  ParafaInspectorTree *self = PARAFA_INSPECTOR_TREE (user_data);
  GtkSelectionModel *model = gtk_column_view_get_model (self->view);
  gpointer item =
      model != NULL ? gtk_single_selection_get_selected_item (GTK_SINGLE_SELECTION (model)) : NULL;
  g_autofree char *text = NULL;

  if (item == NULL)
    return FALSE;
  text = parafa_inspector_node_dup_full_value (get_node (item));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  gtk_widget_activate_action (widget, "win.toast", "s", _ ("Value copied"));
  return TRUE;
}

static void
add_shortcut (ParafaInspectorTree *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string (
                                                              "<Control>c"),
                                                          gtk_callback_action_new (copy_value, self,
                                                                                   NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self->view), controller);
}

static GListModel *
make_tree (ParafaInspectorTree *self)
{
  GtkTreeListModel *tree = gtk_tree_list_model_new (G_LIST_MODEL (g_object_ref (self->roots)),
                                                    FALSE, FALSE, make_children, NULL, NULL);

  /* the last first: unfolding moves those behind */
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self->roots)); i > 0; i--)
    {
      g_autoptr (GtkTreeListRow) row = gtk_tree_list_model_get_child_row (tree, i - 1);

      gtk_tree_list_row_set_expanded (row, TRUE);
    }
  return G_LIST_MODEL (tree);
}

static GListModel *
make_found (ParafaInspectorTree *self)
{
  GListStore *found = g_list_store_new (PARAFA_TYPE_INSPECTOR_NODE);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->roots)); i++)
    {
      g_autoptr (ParafaInspectorNode) root = g_list_model_get_item (G_LIST_MODEL (self->roots), i);

      parafa_inspector_node_find (root, self->words, FOUND_MAX, found);
    }
  return G_LIST_MODEL (found);
}

static void
show (ParafaInspectorTree *self)
{
  GListModel *model = self->words != NULL ? make_found (self) : make_tree (self);
  g_autoptr (GtkSelectionModel) selection =
      g_object_new (GTK_TYPE_SINGLE_SELECTION, "autoselect", FALSE, "can-unselect", TRUE, "model",
                    model, NULL);

  g_object_unref (model);
  gtk_column_view_set_model (self->view, selection);
}

static void
parafa_inspector_tree_dispose (GObject *object)
{
  ParafaInspectorTree *self = PARAFA_INSPECTOR_TREE (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->name);
  g_clear_object (&self->value);
  g_clear_object (&self->meaning);
  g_clear_object (&self->roots);
  g_clear_pointer (&self->words, g_free);
  G_OBJECT_CLASS (parafa_inspector_tree_parent_class)->dispose (object);
}

static void
parafa_inspector_tree_class_init (ParafaInspectorTreeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parafa_inspector_tree_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
parafa_inspector_tree_init (ParafaInspectorTree *self)
{
  self->roots = g_list_store_new (PARAFA_TYPE_INSPECTOR_NODE);
  self->scroller = gtk_scrolled_window_new ();
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), GTK_WIDGET (self->view));
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "inspector-tree");
  gtk_column_view_set_show_row_separators (self->view, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Fields of the token"), -1);
  self->name = add_column (self, _ ("Field"), G_CALLBACK (setup_name), G_CALLBACK (bind_name),
                           G_CALLBACK (unbind_name));
  gtk_column_view_column_set_fixed_width (self->name, 168);
  self->value =
      add_column (self, _ ("Value"), G_CALLBACK (setup_value), G_CALLBACK (bind_value), NULL);
  gtk_column_view_column_set_fixed_width (self->value, 204);
  self->meaning = add_column (self, _ ("What it means"), G_CALLBACK (setup_meaning),
                              G_CALLBACK (bind_meaning), NULL);
  gtk_column_view_column_set_expand (self->meaning, TRUE);
  add_shortcut (self);
}

/**
 * parafa_inspector_tree_set_token:
 * @self: a tree
 * @jwt: (nullable): the token
 * @now_s: Unix seconds
 *
 * Shows another token.
 */
void
parafa_inspector_tree_set_token (ParafaInspectorTree *self, ParafaJwt *jwt, gint64 now_s)
{
  g_return_if_fail (PARAFA_IS_INSPECTOR_TREE (self));

  g_list_store_remove_all (self->roots);
  if (jwt != NULL)
    {
      g_autoptr (ParafaInspectorNode) header =
          parafa_inspector_node_new (PARAFA_NODE_HEADER, parafa_jwt_dup_header_text (jwt), now_s);
      g_autoptr (ParafaInspectorNode) claims =
          parafa_inspector_node_new (PARAFA_NODE_CLAIMS, parafa_jwt_dup_claims_text (jwt), now_s);
      gsize length = parafa_jwt_get_segment_lengths (jwt)[2];
      g_autoptr (ParafaInspectorNode) signature = parafa_inspector_node_new_signature (
          length == 0 ? g_strdup (_ ("There is none"))
                      /* Translators: of the signature as it stands in the token */
                      : g_strdup_printf (ngettext ("%d character, %d bytes",
                                                   "%d characters, %d bytes", length),
                                         (int) length, (int) (length * 3 / 4)));

      g_list_store_append (self->roots, header);
      g_list_store_append (self->roots, claims);
      g_list_store_append (self->roots, signature);
    }
  show (self);
}

/**
 * parafa_inspector_tree_set_search:
 * @self: a tree
 * @words: (nullable): what is searched; %NULL or empty for everything
 *
 * Shows what was found, or the tree again.
 */
void
parafa_inspector_tree_set_search (ParafaInspectorTree *self, const char *words)
{
  g_return_if_fail (PARAFA_IS_INSPECTOR_TREE (self));

  if (words != NULL && *words == '\0')
    words = NULL;
  if (g_strcmp0 (self->words, words) == 0)
    return;
  g_free (self->words);
  self->words = g_strdup (words);
  show (self);
}

/**
 * parafa_inspector_tree_set_narrow:
 * @self: a tree
 * @narrow: whether there is little room: the meaning then stands below the value
 */
void
parafa_inspector_tree_set_narrow (ParafaInspectorTree *self, gboolean narrow)
{
  g_return_if_fail (PARAFA_IS_INSPECTOR_TREE (self));

  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  gtk_column_view_column_set_visible (self->meaning, !narrow);
  gtk_column_view_column_set_fixed_width (self->name, narrow ? 148 : 168);
  gtk_column_view_column_set_fixed_width (self->value, narrow ? -1 : 204);
  gtk_column_view_column_set_expand (self->value, narrow);
  show (self);
}

/**
 * parafa_inspector_tree_get_n_rows:
 * @self: a tree
 *
 * Returns: how many rows are listed
 */
guint
parafa_inspector_tree_get_n_rows (ParafaInspectorTree *self)
{
  GtkSelectionModel *model;

  g_return_val_if_fail (PARAFA_IS_INSPECTOR_TREE (self), 0);

  model = gtk_column_view_get_model (self->view);
  return model != NULL ? g_list_model_get_n_items (G_LIST_MODEL (model)) : 0;
}
