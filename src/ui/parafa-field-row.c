/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-field-row.h"

#include <glib/gi18n.h>

/**
 * ParafaFieldRow:
 *
 * A field in a boxed list whose value may be long: it wraps and is never cut off.
 */
struct _ParafaFieldRow
{
  GtkListBoxRow parent_instance;

  GtkLabel *label; /* (unowned): template children */
  GtkLabel *value;
  GtkWidget *copy;
};

G_DEFINE_FINAL_TYPE (ParafaFieldRow, parafa_field_row, GTK_TYPE_LIST_BOX_ROW)

static void
copy_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ParafaFieldRow *self = PARAFA_FIELD_ROW (widget);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), gtk_label_get_label (self->value));
  gtk_widget_activate_action (widget, "win.toast", "s", _ ("Copied"));
}

static void
parafa_field_row_class_init (ParafaFieldRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/ro/parafa/Parafa/parafa-field-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ParafaFieldRow, label);
  gtk_widget_class_bind_template_child (widget_class, ParafaFieldRow, value);
  gtk_widget_class_bind_template_child (widget_class, ParafaFieldRow, copy);
  gtk_widget_class_install_action (widget_class, "field.copy", NULL, copy_activated);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "field.copy",
                                       NULL);
}

static void
parafa_field_row_init (ParafaFieldRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * parafa_field_row_new:
 * @label: what the field is called
 * @value: its value
 * @is_code: whether it is for programs: fixed width, and a button copies it
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
parafa_field_row_new (const char *label, const char *value, gboolean is_code)
{
  ParafaFieldRow *self = g_object_new (PARAFA_TYPE_FIELD_ROW, NULL);
  g_autofree char *copy_label = g_strdup_printf (_ ("Copy “%s”"), label);
  g_autofree char *row_label = g_strdup_printf (C_ ("row", "%s: %s"), label, value);

  gtk_label_set_label (self->label, label);
  gtk_label_set_label (self->value, value);
  gtk_widget_set_visible (self->copy, is_code);
  gtk_widget_set_tooltip_text (self->copy, copy_label);
  if (is_code)
    {
      /* hyphens at the ends of lines would not be in the value */
      g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

      pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
      gtk_label_set_attributes (self->value, attributes);
      gtk_widget_add_css_class (GTK_WIDGET (self->value), "monospace");
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->copy), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  copy_label, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, row_label,
                                  -1);
  return GTK_WIDGET (self);
}

/**
 * parafa_field_row_get_label:
 * @self: a row
 *
 * Returns: (transfer none): what the field is called
 */
const char *
parafa_field_row_get_label (ParafaFieldRow *self)
{
  g_return_val_if_fail (PARAFA_IS_FIELD_ROW (self), NULL);

  return gtk_label_get_label (self->label);
}

/**
 * parafa_field_row_get_value:
 * @self: a row
 *
 * Returns: (transfer none): its value
 */
const char *
parafa_field_row_get_value (ParafaFieldRow *self)
{
  g_return_val_if_fail (PARAFA_IS_FIELD_ROW (self), NULL);

  return gtk_label_get_label (self->value);
}
