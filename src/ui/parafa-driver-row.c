/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-driver-row.h"

#include <glib/gi18n.h>

#include "parafa-driver-text.h"
#include "parafa-pill.h"

/**
 * ParafaDriverRow:
 *
 * A driver in the list of drivers. It can be dragged to another place.
 */
struct _ParafaDriverRow
{
  GtkListBoxRow parent_instance;

  GtkImage *icon; /* (unowned): template children */
  GtkLabel *title;
  GtkLabel *subtitle;
  ParafaPill *pill;
  GtkImage *arrow;
  GtkRevealer *revealer;
  GtkLabel *sentence;
  GtkLabel *remedy;
  GtkLabel *path;
  GtkButton *toggle;
  GtkButton *remove;
  GtkButton *up;
  GtkButton *down;

  ParafaDriver *driver; /* (owned) */
};

G_DEFINE_FINAL_TYPE (ParafaDriverRow, parafa_driver_row, GTK_TYPE_LIST_BOX_ROW)

static GdkContentProvider *
on_drag_prepare (GtkDragSource *source, double x, double y, ParafaDriverRow *self)
{
  return gdk_content_provider_new_typed (PARAFA_TYPE_DRIVER_ROW, self);
}

static void
on_drag_begin (GtkDragSource *source, GdkDrag *drag, ParafaDriverRow *self)
{
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (GTK_WIDGET (self));

  gtk_drag_source_set_icon (source, picture, 12, 12);
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, ParafaDriverRow *self)
{
  ParafaDriverRow *dragged = g_value_get_object (value);

  if (dragged == NULL || dragged == self)
    return FALSE;
  return gtk_widget_activate_action (GTK_WIDGET (self), "drivers.move", "(ss)",
                                     parafa_driver_get_name (dragged->driver),
                                     parafa_driver_get_name (self->driver));
}

static void
add_dragging (ParafaDriverRow *self)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (PARAFA_TYPE_DRIVER_ROW, GDK_ACTION_MOVE);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (on_drag_prepare), self);
  g_signal_connect (source, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect (target, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

static void
set_target (GtkButton *button, ParafaDriver *driver)
{
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", parafa_driver_get_name (driver));
}

static void
show_text (ParafaDriverRow *self, ParafaDriverReport *report)
{
  g_autoptr (ParafaDriverText) text = parafa_driver_text_new (self->driver, report);
  const ParafaDriverSettings *settings = parafa_driver_get_settings (self->driver);
  const ParafaDriverFindings *findings =
      report != NULL ? parafa_driver_report_get_findings (report) : NULL;
  const char *where = settings->file != NULL ? settings->file : settings->server_address;
  g_autofree char *details = NULL;

  gtk_image_set_from_icon_name (self->icon, text->icon);
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), parafa_pill_kind_get_css_class (text->kind));
  parafa_pill_set (self->pill, text->kind, text->icon, text->word);
  gtk_label_set_label (self->sentence, text->sentence);
  gtk_label_set_label (self->remedy, text->remedy != NULL ? text->remedy : "");
  gtk_widget_set_visible (GTK_WIDGET (self->remedy), text->remedy != NULL);
  details =
      g_strdup_printf ("%s%s%s", where != NULL ? where : settings->name,
                       findings != NULL && findings->message != NULL ? "\n" : "",
                       findings != NULL && findings->message != NULL ? findings->message : "");
  gtk_label_set_label (self->path, details);
}

static void
show_subtitle (ParafaDriverRow *self, ParafaDriverReport *report)
{
  g_autofree char *origin = parafa_driver_text_get_origin (self->driver);
  g_autofree char *numbers = report != NULL && parafa_driver_report_works (report)
                                 ? parafa_driver_text_get_numbers (report)
                                 : NULL;
  g_autofree char *subtitle =
      g_strdup_printf ("%s · %s%s%s", parafa_driver_get_file_name (self->driver), origin,
                       numbers != NULL ? " · " : "", numbers != NULL ? numbers : "");

  gtk_label_set_label (self->subtitle, subtitle);
}

static void
parafa_driver_row_dispose (GObject *object)
{
  ParafaDriverRow *self = PARAFA_DRIVER_ROW (object);

  g_clear_object (&self->driver);
  gtk_widget_dispose_template (GTK_WIDGET (object), PARAFA_TYPE_DRIVER_ROW);
  G_OBJECT_CLASS (parafa_driver_row_parent_class)->dispose (object);
}

static void
parafa_driver_row_class_init (ParafaDriverRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parafa_driver_row_dispose;
  g_type_ensure (PARAFA_TYPE_PILL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/ro/parafa/Parafa/parafa-driver-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ParafaDriverRow, icon);
  gtk_widget_class_bind_template_child (widget_class, ParafaDriverRow, title);
  gtk_widget_class_bind_template_child (widget_class, ParafaDriverRow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, ParafaDriverRow, pill);
  gtk_widget_class_bind_template_child (widget_class, ParafaDriverRow, arrow);
  gtk_widget_class_bind_template_child (widget_class, ParafaDriverRow, revealer);
  gtk_widget_class_bind_template_child (widget_class, ParafaDriverRow, sentence);
  gtk_widget_class_bind_template_child (widget_class, ParafaDriverRow, remedy);
  gtk_widget_class_bind_template_child (widget_class, ParafaDriverRow, path);
  gtk_widget_class_bind_template_child (widget_class, ParafaDriverRow, toggle);
  gtk_widget_class_bind_template_child (widget_class, ParafaDriverRow, remove);
  gtk_widget_class_bind_template_child (widget_class, ParafaDriverRow, up);
  gtk_widget_class_bind_template_child (widget_class, ParafaDriverRow, down);
}

static void
parafa_driver_row_init (ParafaDriverRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_dragging (self);
}

/**
 * parafa_driver_row_new:
 * @driver: a driver
 * @report: (nullable): how it did; %NULL for one that was not asked
 * @title: what people call it
 *
 * Returns: (transfer floating): a row; one of a driver that fails is open
 */
GtkWidget *
parafa_driver_row_new (ParafaDriver *driver, ParafaDriverReport *report, const char *title)
{
  ParafaDriverRow *self = g_object_new (PARAFA_TYPE_DRIVER_ROW, NULL);
  const ParafaDriverSettings *settings = parafa_driver_get_settings (driver);

  self->driver = g_object_ref (driver);
  gtk_label_set_label (self->title, title);
  show_subtitle (self, report);
  show_text (self, report);
  set_target (self->toggle, driver);
  set_target (self->remove, driver);
  set_target (self->up, driver);
  set_target (self->down, driver);
  gtk_button_set_label (self->toggle, settings->enabled ? _ ("Turn _Off") : _ ("Turn _On"));
  gtk_widget_set_visible (GTK_WIDGET (self->remove),
                          settings->origin == PARAFA_DRIVER_ORIGIN_PARAFA);
  parafa_driver_row_set_open (self, report != NULL && settings->enabled &&
                                        !parafa_driver_report_works (report));
  return GTK_WIDGET (self);
}

/**
 * parafa_driver_row_get_driver:
 * @self: a row
 *
 * Returns: (transfer none): its driver
 */
ParafaDriver *
parafa_driver_row_get_driver (ParafaDriverRow *self)
{
  g_return_val_if_fail (PARAFA_IS_DRIVER_ROW (self), NULL);

  return self->driver;
}

/**
 * parafa_driver_row_set_narrow:
 * @self: a row
 * @narrow: whether there is little room
 */
void
parafa_driver_row_set_narrow (ParafaDriverRow *self, gboolean narrow)
{
  g_return_if_fail (PARAFA_IS_DRIVER_ROW (self));

  gtk_widget_set_visible (GTK_WIDGET (self->pill), !narrow);
}

/**
 * parafa_driver_row_set_place:
 * @self: a row
 * @has_before: whether another driver is asked before it
 * @has_after: whether another one is asked after it
 */
void
parafa_driver_row_set_place (ParafaDriverRow *self, gboolean has_before, gboolean has_after)
{
  g_return_if_fail (PARAFA_IS_DRIVER_ROW (self));

  gtk_widget_set_visible (GTK_WIDGET (self->up), has_before);
  gtk_widget_set_visible (GTK_WIDGET (self->down), has_after);
}

/**
 * parafa_driver_row_set_open:
 * @self: a row
 * @open: whether it shows more
 */
void
parafa_driver_row_set_open (ParafaDriverRow *self, gboolean open)
{
  g_return_if_fail (PARAFA_IS_DRIVER_ROW (self));

  gtk_revealer_set_reveal_child (self->revealer, open);
  gtk_image_set_from_icon_name (self->arrow, open ? "go-up-symbolic" : "go-down-symbolic");
  if (open)
    gtk_widget_add_css_class (GTK_WIDGET (self->arrow), "open");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->arrow), "open");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_EXPANDED, open, -1);
}

/**
 * parafa_driver_row_is_open:
 * @self: a row
 *
 * Returns: whether it shows more
 */
gboolean
parafa_driver_row_is_open (ParafaDriverRow *self)
{
  g_return_val_if_fail (PARAFA_IS_DRIVER_ROW (self), FALSE);

  return gtk_revealer_get_reveal_child (self->revealer);
}
