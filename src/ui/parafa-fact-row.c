/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-fact-row.h"

/**
 * ParafaFactRow:
 *
 * A fact in a boxed list: icon, title, a line of explanation, and at its end pills or a button, which go below where there is little room.
 */
struct _ParafaFactRow
{
  GtkListBoxRow parent_instance;

  GtkBox *box; /* (unowned): template children */
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkWidget *extra; /* (unowned) (nullable) */
  ParafaPillKind kind;
};

typedef enum
{
  PROP_ICON_NAME = 1,
  PROP_TITLE,
  PROP_SUBTITLE,
  PROP_EXTRA,
} ParafaFactRowProperty;

static GParamSpec *properties[PROP_EXTRA + 1];

G_DEFINE_FINAL_TYPE (ParafaFactRow, parafa_fact_row, GTK_TYPE_LIST_BOX_ROW)

static void
set_extra (ParafaFactRow *self, GtkWidget *extra)
{
  if (self->extra != NULL)
    gtk_box_remove (self->box, self->extra);
  self->extra = extra;
  if (extra != NULL)
    gtk_box_append (self->box, extra);
}

static void
parafa_fact_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  ParafaFactRow *self = PARAFA_FACT_ROW (object);

  switch ((ParafaFactRowProperty) prop_id)
    {
    case PROP_ICON_NAME:
      g_value_set_string (value, gtk_image_get_icon_name (self->icon));
      break;
    case PROP_TITLE:
      g_value_set_string (value, gtk_label_get_label (self->title));
      break;
    case PROP_SUBTITLE:
      g_value_set_string (value, gtk_label_get_label (self->subtitle));
      break;
    case PROP_EXTRA:
      g_value_set_object (value, self->extra);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parafa_fact_row_set_property (GObject *object,
                              guint prop_id,
                              const GValue *value,
                              GParamSpec *pspec)
{
  ParafaFactRow *self = PARAFA_FACT_ROW (object);

  switch ((ParafaFactRowProperty) prop_id)
    {
    case PROP_ICON_NAME:
      parafa_fact_row_set_icon_name (self, g_value_get_string (value));
      break;
    case PROP_TITLE:
      parafa_fact_row_set_title (self, g_value_get_string (value));
      break;
    case PROP_SUBTITLE:
      parafa_fact_row_set_subtitle (self, g_value_get_string (value));
      break;
    case PROP_EXTRA:
      set_extra (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parafa_fact_row_class_init (ParafaFactRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = parafa_fact_row_get_property;
  object_class->set_property = parafa_fact_row_set_property;
  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, NULL, flags);
  properties[PROP_EXTRA] = g_param_spec_object ("extra", NULL, NULL, GTK_TYPE_WIDGET, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/ro/parafa/Parafa/parafa-fact-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ParafaFactRow, box);
  gtk_widget_class_bind_template_child (widget_class, ParafaFactRow, icon);
  gtk_widget_class_bind_template_child (widget_class, ParafaFactRow, title);
  gtk_widget_class_bind_template_child (widget_class, ParafaFactRow, subtitle);
}

static void
parafa_fact_row_init (ParafaFactRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The row is one stop for the keyboard; what it says is its name */
static void
update_label (ParafaFactRow *self)
{
  const char *title = gtk_label_get_label (self->title);
  const char *subtitle = gtk_label_get_label (self->subtitle);
  g_autofree char *label =
      *subtitle != '\0' ? g_strdup_printf ("%s. %s", title, subtitle) : g_strdup (title);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/**
 * parafa_fact_row_set_title:
 * @self: a row
 * @title: (nullable): the fact, translated
 */
void
parafa_fact_row_set_title (ParafaFactRow *self, const char *title)
{
  g_return_if_fail (PARAFA_IS_FACT_ROW (self));

  gtk_label_set_label (self->title, title != NULL ? title : "");
  update_label (self);
}

/**
 * parafa_fact_row_set_subtitle:
 * @self: a row
 * @subtitle: (nullable): its explanation, translated
 */
void
parafa_fact_row_set_subtitle (ParafaFactRow *self, const char *subtitle)
{
  g_return_if_fail (PARAFA_IS_FACT_ROW (self));

  gtk_label_set_label (self->subtitle, subtitle != NULL ? subtitle : "");
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), subtitle != NULL && *subtitle != '\0');
  update_label (self);
}

/**
 * parafa_fact_row_set_icon_name:
 * @self: a row
 * @icon_name: (nullable): the icon
 */
void
parafa_fact_row_set_icon_name (ParafaFactRow *self, const char *icon_name)
{
  g_return_if_fail (PARAFA_IS_FACT_ROW (self));

  gtk_image_set_from_icon_name (self->icon, icon_name);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), icon_name != NULL);
}

/**
 * parafa_fact_row_set_sign:
 * @self: a row
 * @kind: what the icon says of the fact; its colour follows
 * @icon_name: the icon
 *
 * An icon that judges. The words have to say the same.
 */
void
parafa_fact_row_set_sign (ParafaFactRow *self, ParafaPillKind kind, const char *icon_name)
{
  GtkWidget *icon;

  g_return_if_fail (PARAFA_IS_FACT_ROW (self));

  icon = GTK_WIDGET (self->icon);
  gtk_widget_remove_css_class (icon, parafa_pill_kind_get_css_class (self->kind));
  self->kind = kind;
  if (kind != PARAFA_PILL_PLAIN)
    gtk_widget_add_css_class (icon, parafa_pill_kind_get_css_class (kind));
  parafa_fact_row_set_icon_name (self, icon_name);
}

/**
 * parafa_fact_row_set_narrow:
 * @self: a row
 * @narrow: whether the end of the row goes below
 */
void
parafa_fact_row_set_narrow (ParafaFactRow *self, gboolean narrow)
{
  g_return_if_fail (PARAFA_IS_FACT_ROW (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->box),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  /* beside the title also where something stands below it */
  gtk_widget_set_valign (GTK_WIDGET (self->icon), narrow ? GTK_ALIGN_START : GTK_ALIGN_CENTER);
  gtk_widget_set_margin_top (GTK_WIDGET (self->icon), narrow ? 3 : 0);
}

/**
 * parafa_fact_row_get_title:
 * @self: a row
 *
 * Returns: (transfer none): the fact
 */
const char *
parafa_fact_row_get_title (ParafaFactRow *self)
{
  g_return_val_if_fail (PARAFA_IS_FACT_ROW (self), NULL);

  return gtk_label_get_label (self->title);
}

/**
 * parafa_fact_row_get_subtitle:
 * @self: a row
 *
 * Returns: (transfer none): its explanation
 */
const char *
parafa_fact_row_get_subtitle (ParafaFactRow *self)
{
  g_return_val_if_fail (PARAFA_IS_FACT_ROW (self), NULL);

  return gtk_label_get_label (self->subtitle);
}
