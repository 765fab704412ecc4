/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-window-focus.h"

#include "parafa-panel.h"

static GtkWidget *
get_focus (gpointer widget)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (widget));

  return root != NULL ? gtk_root_get_focus (root) : NULL;
}

/**
 * parafa_window_focus_turn:
 * @root: the parts of the window
 * @name: the one to show
 *
 * Shows a part. When the one left is shown again, the stack gives the focus back to the widget that had it; an item of a
 * menu is gone by then and would swallow every key, so its button is remembered instead.
 */
void
parafa_window_focus_turn (GtkStack *root, const char *name)
{
  GtkWidget *focus = get_focus (root);
  GtkWidget *popover = NULL;

  g_return_if_fail (GTK_IS_STACK (root));

  if (focus != NULL)
    popover = gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER);
  if (popover != NULL)
    gtk_widget_grab_focus (gtk_widget_get_parent (popover));
  gtk_stack_set_visible_child_name (root, name);
}

static gboolean
start (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  GtkWidget *part = gtk_stack_get_visible_child (GTK_STACK (widget));
  GtkWidget *focus = get_focus (widget);

  if (part == NULL || gtk_widget_get_width (part) == 0)
    return G_SOURCE_CONTINUE;
  if (focus != NULL && gtk_widget_get_ancestor (focus, PARAFA_TYPE_PANEL) != NULL)
    return G_SOURCE_REMOVE;
  if (gtk_widget_grab_focus (GTK_WIDGET (user_data)))
    gtk_window_set_focus_visible (GTK_WINDOW (gtk_widget_get_root (widget)), FALSE);
  return G_SOURCE_REMOVE;
}

/**
 * parafa_window_focus_start:
 * @root: the parts of the window
 * @widget: where in the part shown the keyboard starts
 *
 * Gives @widget the focus as soon as the part is laid out, since only then is it known whether list and page stand side
 * by side. Who does not use the keyboard is not shown where it is.
 */
void
parafa_window_focus_start (GtkStack *root, GtkWidget *widget)
{
  g_return_if_fail (GTK_IS_STACK (root));
  g_return_if_fail (GTK_IS_WIDGET (widget));

  gtk_widget_add_tick_callback (GTK_WIDGET (root), start, g_object_ref (widget), g_object_unref);
}

/**
 * parafa_window_focus_panel:
 * @panel: (nullable): a page or a tool
 *
 * What was asked for by a key, a menu or a row has the focus then: where the panel says, by its grab_focus, or else its
 * first child that takes it.
 */
void
parafa_window_focus_panel (GtkWidget *panel)
{
  GtkWidget *focus = panel != NULL ? get_focus (panel) : NULL;

  if (panel == NULL || (focus != NULL && gtk_widget_is_ancestor (focus, panel)))
    return;
  if (!gtk_widget_grab_focus (panel))
    gtk_widget_child_focus (panel, GTK_DIR_TAB_FORWARD);
}
