/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-command-box.h"

#include <glib/gi18n.h>

/**
 * ParafaCommandBox:
 *
 * A command that a person types into a terminal, with a button that copies it.
 */
struct _ParafaCommandBox
{
  GtkWidget parent_instance;

  GtkWidget *label; /* (unowned) */
  GtkWidget *copy;  /* (unowned) */
};

G_DEFINE_FINAL_TYPE (ParafaCommandBox, parafa_command_box, GTK_TYPE_WIDGET)

static void
copy_activated (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget),
                          parafa_command_box_get_command (PARAFA_COMMAND_BOX (widget)));
  gtk_widget_activate_action (widget, "win.toast", "s", _ ("Command copied"));
}

static void
parafa_command_box_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (parafa_command_box_parent_class)->dispose (object);
}

static void
parafa_command_box_class_init (ParafaCommandBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parafa_command_box_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_install_action (widget_class, "command.copy", NULL, copy_activated);
}

static void
parafa_command_box_init (ParafaCommandBox *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *copy = gtk_button_new_from_icon_name ("edit-copy-symbolic");
  PangoAttrList *attributes = pango_attr_list_new ();

  self->copy = copy;
  self->label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_label_set_wrap (GTK_LABEL (self->label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->label), PANGO_WRAP_WORD_CHAR);
  /* a hyphen at the end of a line would be taken for a part of the command */
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (GTK_LABEL (self->label), attributes);
  pango_attr_list_unref (attributes);
  gtk_widget_set_hexpand (self->label, TRUE);
  gtk_widget_set_valign (self->label, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->label, "monospace");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (copy), "command.copy");
  gtk_widget_set_tooltip_text (copy, _ ("Copy the command"));
  gtk_widget_set_valign (copy, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (copy, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (copy), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Copy the command"), -1);
  gtk_box_append (GTK_BOX (box), self->label);
  gtk_box_append (GTK_BOX (box), copy);
  gtk_widget_add_css_class (box, "code");
  gtk_widget_add_css_class (box, "command");
  gtk_widget_set_parent (box, GTK_WIDGET (self));
}

/**
 * parafa_command_box_new:
 * @command: the command
 *
 * Returns: (transfer floating): the box
 */
GtkWidget *
parafa_command_box_new (const char *command)
{
  ParafaCommandBox *self = g_object_new (PARAFA_TYPE_COMMAND_BOX, NULL);

  parafa_command_box_set_command (self, command);
  return GTK_WIDGET (self);
}

/**
 * parafa_command_box_set_command:
 * @self: a command box
 * @command: another command
 */
void
parafa_command_box_set_command (ParafaCommandBox *self, const char *command)
{
  g_return_if_fail (PARAFA_IS_COMMAND_BOX (self));
  g_return_if_fail (command != NULL);

  gtk_label_set_label (GTK_LABEL (self->label), command);
  /* several buttons of this name stand on a page */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->copy), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  command, -1);
}

/**
 * parafa_command_box_get_command:
 * @self: a command box
 *
 * Returns: (transfer none): its command
 */
const char *
parafa_command_box_get_command (ParafaCommandBox *self)
{
  g_return_val_if_fail (PARAFA_IS_COMMAND_BOX (self), NULL);

  return gtk_label_get_label (GTK_LABEL (self->label));
}
