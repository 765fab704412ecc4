/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "ui-names.h"

/* The name a screen reader finds: its own, a relation to a label, or the text inside */
static gboolean
has_name (GtkWidget *widget)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (widget);

  if (gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL) ||
      gtk_test_accessible_has_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY))
    return TRUE;
  if (GTK_IS_LABEL (widget))
    return *gtk_label_get_text (GTK_LABEL (widget)) != '\0';
  if (GTK_IS_EDITABLE (widget) || GTK_IS_TEXT_VIEW (widget) || GTK_IS_LIST_BOX (widget))
    return FALSE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_visible (child) && has_name (child))
      return TRUE;
  return FALSE;
}

/* A part of a widget made of several parts takes its name from the whole */
static gboolean
is_part (GtkWidget *widget)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  if (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)) ==
      GTK_ACCESSIBLE_ROLE_PRESENTATION)
    return TRUE;
  return GTK_IS_ENTRY (parent) || GTK_IS_SEARCH_ENTRY (parent) || GTK_IS_MENU_BUTTON (parent) ||
         ADW_IS_SPLIT_BUTTON (parent) || GTK_IS_MENU_BUTTON (gtk_widget_get_parent (parent)) ||
         /* of a group since libadwaita 1.10 only the group itself */
         (GTK_IS_LIST_BOX (widget) &&
          (gtk_widget_get_ancestor (widget, ADW_TYPE_EXPANDER_ROW) != NULL ||
           gtk_widget_get_ancestor (widget, ADW_TYPE_PREFERENCES_GROUP) != NULL)) ||
         /* libadwaita 1.10's button that shows what is typed has its tooltip only, which is what it is called by */
         (GTK_IS_BUTTON (widget) && gtk_widget_get_tooltip_text (widget) != NULL &&
          gtk_widget_get_ancestor (widget, ADW_TYPE_PASSWORD_ENTRY_ROW) != NULL) ||
         g_str_equal (G_OBJECT_TYPE_NAME (parent), "GtkWindowControls");
}

static guint
check_names (GtkWidget *widget)
{
  guint checked = 0;

  if (gtk_widget_get_mapped (widget) && gtk_widget_get_focusable (widget) && !is_part (widget))
    {
      if (!has_name (widget))
        g_error ("%s “%s” in %s has no accessible name", G_OBJECT_TYPE_NAME (widget),
                 gtk_widget_get_name (widget), G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widget)));
      checked++;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    checked += check_names (child);
  return checked;
}

static void
check_tooltips (GtkWidget *widget)
{
  if ((GTK_IS_BUTTON (widget) || GTK_IS_MENU_BUTTON (widget)) && gtk_widget_get_mapped (widget) &&
      !is_part (widget) && !has_name (gtk_widget_get_first_child (widget)))
    g_assert_nonnull (gtk_widget_get_tooltip_text (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_tooltips (child);
}

/**
 * ui_names_check:
 * @widget: a window, or a part of one
 *
 * Nothing that can have the focus may be nameless, and no button of an icon alone without a tooltip.
 *
 * Returns: how many widgets were looked at
 */
guint
ui_names_check (GtkWidget *widget)
{
  check_tooltips (widget);
  return check_names (widget);
}
