/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-claim-row.h"

#include <glib/gi18n.h>

/**
 * ParafaClaimRow:
 *
 * One field for programmers: name, meaning, value, copy.
 */
struct _ParafaClaimRow
{
  GtkListBoxRow parent_instance;

  GtkBox *box; /* (unowned): template children */
  GtkLabel *name;
  GtkLabel *meaning;
  GtkLabel *value;
  GtkButton *copy;
  char *copied; /* (owned): the text the button copies */
};

G_DEFINE_FINAL_TYPE (ParafaClaimRow, parafa_claim_row, GTK_TYPE_LIST_BOX_ROW)

static void
copy_activated (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  ParafaClaimRow *self = PARAFA_CLAIM_ROW (widget);
  g_autofree char *text = NULL;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), self->copied);
  /* Translators: %s is the name of a field of the token, or of a header */
  text = g_strdup_printf (_ ("“%s” copied"), gtk_label_get_label (self->name));
  gtk_widget_activate_action (widget, "win.toast", "s", text);
}

static void
parafa_claim_row_dispose (GObject *object)
{
  ParafaClaimRow *self = PARAFA_CLAIM_ROW (object);

  g_clear_pointer (&self->copied, g_free);
  G_OBJECT_CLASS (parafa_claim_row_parent_class)->dispose (object);
}

static void
parafa_claim_row_class_init (ParafaClaimRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parafa_claim_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/ro/parafa/Parafa/parafa-claim-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ParafaClaimRow, box);
  gtk_widget_class_bind_template_child (widget_class, ParafaClaimRow, name);
  gtk_widget_class_bind_template_child (widget_class, ParafaClaimRow, meaning);
  gtk_widget_class_bind_template_child (widget_class, ParafaClaimRow, value);
  gtk_widget_class_bind_template_child (widget_class, ParafaClaimRow, copy);
  gtk_widget_class_install_action (widget_class, "claim.copy", NULL, copy_activated);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "claim.copy",
                                       NULL);
}

static void
parafa_claim_row_init (ParafaClaimRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * parafa_claim_row_new:
 * @name: the field
 * @meaning: (nullable): what it means, translated
 * @value: its value as shown
 * @copied: (nullable): its value as copied; %NULL for @value
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
parafa_claim_row_new (const char *name, const char *meaning, const char *value, const char *copied)
{
  ParafaClaimRow *self = g_object_new (PARAFA_TYPE_CLAIM_ROW, NULL);
  /* Translators: %s is the name of a field of the token, or of a header */
  g_autofree char *copy_label = g_strdup_printf (_ ("Copy “%s”"), name);
  /* Translators: spoken label of a row: name, value */
  g_autofree char *row_label = g_strdup_printf (C_ ("row", "%s: %s"), name, value);

  self->copied = g_strdup (copied != NULL ? copied : value);
  gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->meaning, meaning != NULL ? meaning : "");
  gtk_widget_set_visible (GTK_WIDGET (self->meaning), meaning != NULL);
  gtk_label_set_label (self->value, value);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->value), value);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->copy), copy_label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->copy), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  copy_label, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, row_label,
                                  -1);
  return GTK_WIDGET (self);
}

/**
 * parafa_claim_row_set_narrow:
 * @self: a row
 * @narrow: whether the value stands below the name
 */
void
parafa_claim_row_set_narrow (ParafaClaimRow *self, gboolean narrow)
{
  g_return_if_fail (PARAFA_IS_CLAIM_ROW (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->box),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_label_set_xalign (self->value, narrow ? 0 : 1);
  /* below the name there is room for the whole value, also where text is large */
  gtk_label_set_ellipsize (self->value, narrow ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_wrap (self->value, narrow);
  gtk_label_set_width_chars (self->value, narrow ? -1 : 26);
}

/**
 * parafa_claim_row_get_name:
 * @self: a row
 *
 * Returns: (transfer none): the field
 */
const char *
parafa_claim_row_get_name (ParafaClaimRow *self)
{
  g_return_val_if_fail (PARAFA_IS_CLAIM_ROW (self), NULL);

  return gtk_label_get_label (self->name);
}

/**
 * parafa_claim_row_get_value:
 * @self: a row
 *
 * Returns: (transfer none): the value as shown
 */
const char *
parafa_claim_row_get_value (ParafaClaimRow *self)
{
  g_return_val_if_fail (PARAFA_IS_CLAIM_ROW (self), NULL);

  return gtk_label_get_label (self->value);
}
