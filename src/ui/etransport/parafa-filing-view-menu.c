/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-filing-view-private.h"

#include <glib/gi18n.h>

#include "parafa-filing-words.h"

/* -- clipboard: one line for each selected filing -- */

typedef const char *(*ValueFunc) (const ParafaFilingRecord *record);

typedef struct
{
  ParafaFilingView *view; /* (owned) */
  ValueFunc get;
} Copy;

static const char *
get_index (const ParafaFilingRecord *record)
{
  return record->index;
}

static const char *
get_cif (const ParafaFilingRecord *record)
{
  return record->cif;
}

static void
records_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Copy *copy = user_data;
  g_autoptr (ParafaFilingView) self = copy->view;
  ValueFunc get = copy->get;
  g_autoptr (GPtrArray) records =
      parafa_archive_get_many_finish (PARAFA_ARCHIVE (source), result, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  g_free (copy);
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      const char *value = records->pdata[i] != NULL ? get (records->pdata[i]) : NULL;

      if (value != NULL && *value != '\0')
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", value);
    }
  if (g_cancellable_is_cancelled (self->stop))
    return;
  if (text->len > 0)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text->str);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s",
                              text->len > 0 ? _ ("Copied") : _ ("There is nothing to copy yet"));
}

static void
copy_values (ParafaFilingView *self, ValueFunc get)
{
  g_autoptr (GArray) ids = parafa_filing_selection_get_ids (self->selection);
  Copy *copy;

  if (ids->len == 0 || self->archive == NULL)
    return;
  copy = g_new0 (Copy, 1);
  copy->view = g_object_ref (self);
  copy->get = get;
  parafa_archive_get_many_async (self->archive, (const gint64 *) (gpointer) ids->data, ids->len,
                                 self->stop, records_read, copy);
}

static void
copy_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ValueFunc get = parafa_filing_words_get_uit;

  if (g_str_equal (action, "filings.copy-index"))
    get = get_index;
  else if (g_str_equal (action, "filings.copy-cif"))
    get = get_cif;
  copy_values (PARAFA_FILING_VIEW (widget), get);
}

static void
select_all_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (PARAFA_FILING_VIEW (widget)->selection));
}

/* -- menu -- */

/* Which row lies there: a cell's own child knows its list item, its row does not */
static GtkListItem *
find_item (GtkWidget *widget)
{
  GtkListItem *item = g_object_get_data (G_OBJECT (widget), "list-item");

  for (GtkWidget *child = gtk_widget_get_first_child (widget); item == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    item = find_item (child);
  return item;
}

static GtkListItem *
pick_item (ParafaFilingView *self, double x, double y)
{
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);

  while (widget != NULL && g_strcmp0 (gtk_widget_get_css_name (widget), "row") != 0)
    widget = gtk_widget_get_parent (widget);
  return widget != NULL && gtk_widget_is_ancestor (widget, GTK_WIDGET (self)) ? find_item (widget)
                                                                              : NULL;
}

static GtkPopover *
make_popover (ParafaFilingView *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) copies = g_menu_new ();
  g_autoptr (GMenu) all = g_menu_new ();
  GtkWidget *popover;

  g_menu_append (copies, _ ("_Copy UIT"), "filings.copy-uit");
  g_menu_append (copies, _ ("Copy In_dex"), "filings.copy-index");
  g_menu_append (copies, _ ("Copy C_IF"), "filings.copy-cif");
  g_menu_append (all, _ ("Select _All"), "filings.select-all");
  g_menu_append (all, _ ("_Export as CSV…"), "etransport.export::csv");
  g_menu_append (all, _ ("Export as _JSON…"), "etransport.export::json");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (copies));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (all));
  popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  gtk_widget_set_parent (popover, GTK_WIDGET (self));
  return GTK_POPOVER (popover);
}

static void
show_menu (ParafaFilingView *self, double x, double y)
{
  const GdkRectangle at = { (int) x, (int) y, 1, 1 };

  if (self->popover == NULL)
    self->popover = make_popover (self);
  gtk_popover_set_pointing_to (self->popover, &at);
  gtk_popover_popup (self->popover);
}

static void
on_pressed (GtkGestureClick *gesture, int n_press, double x, double y, ParafaFilingView *self)
{
  GtkListItem *item = pick_item (self, x, y);
  guint position;

  if (item == NULL)
    return;
  position = gtk_list_item_get_position (item);
  if (!gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->selection), position))
    parafa_filing_view_select (self, position);
  show_menu (self, x, y);
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
menu_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ParafaFilingView *self = PARAFA_FILING_VIEW (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  graphene_point_t at;

  if (parafa_filing_selection_get_n_selected (self->selection) == 0)
    return;
  if (focus == NULL || !gtk_widget_is_ancestor (focus, widget) ||
      !gtk_widget_compute_point (focus, widget, &GRAPHENE_POINT_INIT (48, 24), &at))
    at = GRAPHENE_POINT_INIT (48, 48);
  show_menu (self, at.x, at.y);
}

/**
 * parafa_filing_view_add_menu:
 * @self: a view that is being made
 *
 * A menu on the second button of a mouse.
 */
void
parafa_filing_view_add_menu (ParafaFilingView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

/**
 * parafa_filing_view_install_actions:
 * @widget_class: the view's class
 *
 * Adds what can be done with the selected rows, by menu and by keyboard.
 */
void
parafa_filing_view_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "filings.copy-uit", NULL, copy_activated);
  gtk_widget_class_install_action (widget_class, "filings.copy-index", NULL, copy_activated);
  gtk_widget_class_install_action (widget_class, "filings.copy-cif", NULL, copy_activated);
  gtk_widget_class_install_action (widget_class, "filings.select-all", NULL, select_all_activated);
  gtk_widget_class_install_action (widget_class, "filings.menu", NULL, menu_activated);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK,
                                       "filings.copy-uit", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "filings.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "filings.menu",
                                       NULL);
}
