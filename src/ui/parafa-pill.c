/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-pill.h"

/**
 * ParafaPill:
 *
 * A state: icon and word on a tinted ground.
 */
struct _ParafaPill
{
  GtkWidget parent_instance;

  GtkWidget *icon;  /* (owned) */
  GtkWidget *label; /* (owned) */
  ParafaPillKind kind;
};

G_DEFINE_FINAL_TYPE (ParafaPill, parafa_pill, GTK_TYPE_WIDGET)

/**
 * parafa_pill_kind_get_css_class:
 * @kind: a meaning
 *
 * Returns: the style class of it
 */
const char *
parafa_pill_kind_get_css_class (ParafaPillKind kind)
{
  static const char *const classes[] = { "plain", "success", "warning", "error", "accent" };

  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (classes), "plain");

  return classes[kind];
}

static void
parafa_pill_dispose (GObject *object)
{
  ParafaPill *self = PARAFA_PILL (object);

  g_clear_pointer (&self->icon, gtk_widget_unparent);
  g_clear_pointer (&self->label, gtk_widget_unparent);
  G_OBJECT_CLASS (parafa_pill_parent_class)->dispose (object);
}

static void
parafa_pill_class_init (ParafaPillClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parafa_pill_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "pill");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
parafa_pill_init (ParafaPill *self)
{
  self->icon = gtk_image_new ();
  gtk_image_set_pixel_size (GTK_IMAGE (self->icon), 14);
  gtk_widget_set_parent (self->icon, GTK_WIDGET (self));
  self->label = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->label, "numeric");
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self), parafa_pill_kind_get_css_class (self->kind));
}

/**
 * parafa_pill_new:
 * @kind: what it means
 * @icon_name: the icon
 * @label: the word, translated
 *
 * Returns: (transfer floating): a pill
 */
GtkWidget *
parafa_pill_new (ParafaPillKind kind, const char *icon_name, const char *label)
{
  ParafaPill *self = g_object_new (PARAFA_TYPE_PILL, NULL);

  parafa_pill_set (self, kind, icon_name, label);
  return GTK_WIDGET (self);
}

/**
 * parafa_pill_set:
 * @self: a pill
 * @kind: what it means
 * @icon_name: the icon
 * @label: the word, translated
 *
 * Changes meaning, icon and word together.
 */
void
parafa_pill_set (ParafaPill *self, ParafaPillKind kind, const char *icon_name, const char *label)
{
  g_return_if_fail (PARAFA_IS_PILL (self));
  g_return_if_fail (icon_name != NULL && label != NULL);

  gtk_widget_remove_css_class (GTK_WIDGET (self), parafa_pill_kind_get_css_class (self->kind));
  self->kind = kind;
  gtk_widget_add_css_class (GTK_WIDGET (self), parafa_pill_kind_get_css_class (kind));
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), icon_name);
  gtk_label_set_label (GTK_LABEL (self->label), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/**
 * parafa_pill_get_label:
 * @self: a pill
 *
 * Returns: (transfer none): its word
 */
const char *
parafa_pill_get_label (ParafaPill *self)
{
  g_return_val_if_fail (PARAFA_IS_PILL (self), NULL);

  return gtk_label_get_label (GTK_LABEL (self->label));
}

/**
 * parafa_pill_get_kind:
 * @self: a pill
 *
 * Returns: what it means
 */
ParafaPillKind
parafa_pill_get_kind (ParafaPill *self)
{
  g_return_val_if_fail (PARAFA_IS_PILL (self), PARAFA_PILL_PLAIN);

  return self->kind;
}
