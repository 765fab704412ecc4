/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-inspector-compare.h"

#include <glib/gi18n.h>
#include <string.h>

#include "parafa-inspector-pairing.h"
#include "parafa-inspector-text.h"

/* Bytes of a value that are laid out */
#define SHOWN 200

/**
 * ParafaInspectorCompare:
 *
 * Two tokens side by side.
 */
struct _ParafaInspectorCompare
{
  GtkWidget parent_instance;

  GtkWidget *box; /* (unowned): template children */
  GtkStack *stack;
  GtkLabel *sentence;
  GtkLabel *question;
  GtkToggleButton *only_different;
  GtkColumnView *view;
  GtkMenuButton *profiles;
  GtkMenuButton *other_profiles;

  GtkColumnViewColumn *columns[4]; /* (owned): mark, field, first, second */
  GListStore *pairings;            /* (owned) (element-type ParafaInspectorPairing) */
  GtkFilter *filter;               /* (owned) */
  gint64 now_s;
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (ParafaInspectorCompare, parafa_inspector_compare, GTK_TYPE_WIDGET)

static gboolean
is_listed (gpointer item, gpointer user_data)
{
  ParafaInspectorCompare *self = user_data;

  return !gtk_toggle_button_get_active (self->only_different) ||
         parafa_inspector_pairing_get (item)->difference != PARAFA_JWT_SAME;
}

static void
on_only_different_toggled (ParafaInspectorCompare *self)
{
  if (self->filter != NULL)
    gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

static const ParafaJwtPairing *
get_pairing (GtkListItem *item)
{
  return parafa_inspector_pairing_get (gtk_list_item_get_item (item));
}

static GtkWidget *
make_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  /* a hyphen would look as if it were in the token */
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
setup_mark (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (box), gtk_image_new ());
  gtk_box_append (GTK_BOX (box), make_label ("caption"));
  gtk_widget_set_valign (box, GTK_ALIGN_START);
  gtk_list_item_set_child (item, box);
}

static void
bind_mark (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  static const struct
  {
    const char *icon;
    const char *word;
    const char *css_class;
  } marks[] = {
    { "object-select-symbolic", NC_ ("two values", "Same"), "dim-label" },
    { "dialog-warning-symbolic", NC_ ("two values", "Different"), "warning" },
    { "list-remove-symbolic", NC_ ("two values", "Only first"), "warning" },
    { "list-add-symbolic", NC_ ("two values", "Only second"), "warning" },
  };
  GtkWidget *image = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *label = gtk_widget_get_next_sibling (image);
  ParafaJwtDifference difference = get_pairing (item)->difference;
  const char *const classes[] = { marks[difference].css_class, NULL };
  ParafaInspectorCompare *self = user_data;
  const char *word = g_dpgettext2 (NULL, "two values", marks[difference].word);

  gtk_image_set_from_icon_name (GTK_IMAGE (image), marks[difference].icon);
  gtk_widget_set_css_classes (image, (const char **) classes);
  gtk_widget_set_tooltip_text (image, word);
  gtk_label_set_label (GTK_LABEL (label), word);
  gtk_widget_set_visible (label, !self->narrow);
}

static void
setup_name (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  gtk_list_item_set_child (item, make_label ("monospace"));
}

static void
bind_name (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  const ParafaJwtPairing *pairing = get_pairing (item);
  GtkWidget *label = gtk_list_item_get_child (item);
  const char *const classes[] = { "monospace", pairing->header ? "part-head" : "part-body", NULL };

  gtk_label_set_label (GTK_LABEL (label), pairing->name);
  gtk_widget_set_css_classes (label, (const char **) classes);
}

static void
setup_value (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *meaning = make_label ("caption");

  gtk_widget_add_css_class (meaning, "dim-label");
  gtk_box_append (GTK_BOX (box), make_label ("monospace"));
  gtk_box_append (GTK_BOX (box), meaning);
  gtk_list_item_set_child (item, box);
}

/* Only moments say more in words than in figures */
static void
show_value (ParafaInspectorCompare *self, GtkListItem *item, const char *name, const char *value)
{
  GtkWidget *label = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *meaning = gtk_widget_get_next_sibling (label);
  g_autofree char *part = NULL;
  g_autofree char *valid = NULL;
  g_autofree char *words = NULL;

  if (value != NULL && strlen (value) > SHOWN)
    {
      part = g_strndup (value, SHOWN);
      valid = g_utf8_make_valid (part, -1);
    }
  if (value != NULL && parafa_inspector_text_is_time (name))
    words = parafa_inspector_text_meaning (name, value, self->now_s);
  gtk_label_set_label (GTK_LABEL (label), valid != NULL ? valid : value != NULL ? value : "—");
  gtk_label_set_label (GTK_LABEL (meaning), words != NULL ? words : "");
  gtk_widget_set_visible (meaning, words != NULL);
}

static void
bind_first (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  const ParafaJwtPairing *pairing = get_pairing (item);

  show_value (user_data, item, pairing->name, pairing->first);
}

static void
bind_second (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  const ParafaJwtPairing *pairing = get_pairing (item);

  show_value (user_data, item, pairing->name, pairing->second);
}

static GtkColumnViewColumn *
add_column (ParafaInspectorCompare *self, const char *title, GCallback setup, GCallback bind)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *column;

  g_signal_connect (factory, "setup", setup, self);
  g_signal_connect (factory, "bind", bind, self);
  column = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_append_column (self->view, column);
  return column;
}

static void
parafa_inspector_compare_dispose (GObject *object)
{
  ParafaInspectorCompare *self = PARAFA_INSPECTOR_COMPARE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), PARAFA_TYPE_INSPECTOR_COMPARE);
  for (guint i = 0; i < G_N_ELEMENTS (self->columns); i++)
    g_clear_object (&self->columns[i]);
  g_clear_object (&self->filter);
  g_clear_object (&self->pairings);
  G_OBJECT_CLASS (parafa_inspector_compare_parent_class)->dispose (object);
}

static void
parafa_inspector_compare_class_init (ParafaInspectorCompareClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parafa_inspector_compare_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/ro/parafa/Parafa/parafa-inspector-compare.ui");
  gtk_widget_class_bind_template_child (widget_class, ParafaInspectorCompare, box);
  gtk_widget_class_bind_template_child (widget_class, ParafaInspectorCompare, stack);
  gtk_widget_class_bind_template_child (widget_class, ParafaInspectorCompare, sentence);
  gtk_widget_class_bind_template_child (widget_class, ParafaInspectorCompare, question);
  gtk_widget_class_bind_template_child (widget_class, ParafaInspectorCompare, only_different);
  gtk_widget_class_bind_template_child (widget_class, ParafaInspectorCompare, view);
  gtk_widget_class_bind_template_child (widget_class, ParafaInspectorCompare, profiles);
  gtk_widget_class_bind_template_child (widget_class, ParafaInspectorCompare, other_profiles);
  gtk_widget_class_bind_template_callback (widget_class, on_only_different_toggled);
}

static void
parafa_inspector_compare_init (ParafaInspectorCompare *self)
{
  GtkFilterListModel *filtered;
  g_autoptr (GtkNoSelection) selection = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->pairings = g_list_store_new (PARAFA_TYPE_INSPECTOR_PAIRING);
  self->filter = GTK_FILTER (gtk_custom_filter_new (is_listed, self, NULL));
  filtered = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->pairings)),
                                        g_object_ref (self->filter));
  selection = gtk_no_selection_new (G_LIST_MODEL (filtered));
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
  self->columns[0] =
      add_column (self, _ ("Difference"), G_CALLBACK (setup_mark), G_CALLBACK (bind_mark));
  self->columns[1] =
      add_column (self, _ ("Field"), G_CALLBACK (setup_name), G_CALLBACK (bind_name));
  self->columns[2] =
      add_column (self, _ ("First"), G_CALLBACK (setup_value), G_CALLBACK (bind_first));
  self->columns[3] =
      add_column (self, _ ("Second"), G_CALLBACK (setup_value), G_CALLBACK (bind_second));
  gtk_column_view_column_set_fixed_width (self->columns[0], 128);
  gtk_column_view_column_set_fixed_width (self->columns[1], 128);
  gtk_column_view_column_set_expand (self->columns[2], TRUE);
  gtk_column_view_column_set_expand (self->columns[3], TRUE);
}

static guint
fill (ParafaInspectorCompare *self, ParafaJwt *first, ParafaJwt *second)
{
  g_autoptr (GPtrArray) pairings = parafa_jwt_compare (first, second);
  guint n_different = 0;

  g_ptr_array_set_free_func (pairings, NULL);
  for (guint i = 0; i < pairings->len; i++)
    {
      ParafaJwtPairing *pairing = pairings->pdata[i];
      g_autoptr (ParafaInspectorPairing) item = parafa_inspector_pairing_new (pairing);

      n_different += pairing->difference != PARAFA_JWT_SAME;
      g_list_store_append (self->pairings, item);
    }
  return n_different;
}

/**
 * parafa_inspector_compare_set:
 * @self: a comparison
 * @first: (nullable): a token
 * @first_name: (nullable): where it comes from
 * @second: (nullable): the token beside it; %NULL to ask for one
 * @second_name: (nullable): where it comes from
 * @now_s: Unix seconds
 *
 * Compares two tokens.
 */
void
parafa_inspector_compare_set (ParafaInspectorCompare *self,
                              ParafaJwt *first,
                              const char *first_name,
                              ParafaJwt *second,
                              const char *second_name,
                              gint64 now_s)
{
  g_autofree char *sentence = NULL;
  guint n_different;

  g_return_if_fail (PARAFA_IS_INSPECTOR_COMPARE (self));

  g_list_store_remove_all (self->pairings);
  self->now_s = now_s;
  if (first == NULL || second == NULL)
    {
      gtk_label_set_label (self->question,
                           _ ("Which token is to stand beside it? What differs will be marked."));
      gtk_stack_set_visible_child_name (self->stack, "question");
      return;
    }
  n_different = fill (self, first, second);
  if (n_different == 0)
    sentence = g_strdup (_ ("Both tokens say the same"));
  else
    sentence = g_strdup_printf (ngettext ("%d field differs", "%d fields differ", n_different),
                                (int) n_different);
  gtk_label_set_label (self->sentence, sentence);
  gtk_column_view_column_set_title (self->columns[2], first_name);
  gtk_column_view_column_set_title (self->columns[3], second_name);
  gtk_stack_set_visible_child_name (self->stack, "table");
}

/**
 * parafa_inspector_compare_set_problem:
 * @self: a comparison
 * @text: what is wrong with the second token
 *
 * Asks for another one.
 */
void
parafa_inspector_compare_set_problem (ParafaInspectorCompare *self, const char *text)
{
  g_return_if_fail (PARAFA_IS_INSPECTOR_COMPARE (self));

  gtk_label_set_label (self->question, text);
  gtk_stack_set_visible_child_name (self->stack, "question");
}

/**
 * parafa_inspector_compare_set_profiles:
 * @self: a comparison
 * @profiles: the profiles that have a token
 *
 * Offers the tokens of profiles for the second place.
 */
void
parafa_inspector_compare_set_profiles (ParafaInspectorCompare *self, GMenuModel *profiles)
{
  gboolean some = g_menu_model_get_n_items (profiles) > 0;

  g_return_if_fail (PARAFA_IS_INSPECTOR_COMPARE (self));

  gtk_menu_button_set_menu_model (self->profiles, profiles);
  gtk_menu_button_set_menu_model (self->other_profiles, profiles);
  gtk_widget_set_visible (GTK_WIDGET (self->profiles), some);
  gtk_widget_set_visible (GTK_WIDGET (self->other_profiles), some);
}

/**
 * parafa_inspector_compare_set_narrow:
 * @self: a comparison
 * @narrow: whether there is little room
 */
void
parafa_inspector_compare_set_narrow (ParafaInspectorCompare *self, gboolean narrow)
{
  g_return_if_fail (PARAFA_IS_INSPECTOR_COMPARE (self));

  self->narrow = narrow;
  gtk_column_view_column_set_fixed_width (self->columns[0], narrow ? 40 : 128);
  gtk_column_view_column_set_fixed_width (self->columns[1], narrow ? 92 : 128);
  gtk_column_view_column_set_title (self->columns[0], narrow ? "" : _ ("Difference"));
}

/**
 * parafa_inspector_compare_get_sentence:
 * @self: a comparison
 *
 * Returns: (transfer none): what came out
 */
const char *
parafa_inspector_compare_get_sentence (ParafaInspectorCompare *self)
{
  g_return_val_if_fail (PARAFA_IS_INSPECTOR_COMPARE (self), NULL);

  return gtk_label_get_label (g_str_equal (gtk_stack_get_visible_child_name (self->stack), "table")
                                  ? self->sentence
                                  : self->question);
}

/**
 * parafa_inspector_compare_get_n_rows:
 * @self: a comparison
 *
 * Returns: how many fields are listed
 */
guint
parafa_inspector_compare_get_n_rows (ParafaInspectorCompare *self)
{
  g_return_val_if_fail (PARAFA_IS_INSPECTOR_COMPARE (self), 0);

  return g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (self->view)));
}
