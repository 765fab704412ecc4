/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-inspector-times.h"

#include <glib/gi18n.h>
#include <math.h>

#include "parafa-colours.h"
#include "parafa-date-text.h"
#include "parafa-inspector-text.h"

#define HEIGHT 58
#define BAR 10
#define BAR_Y 24
#define SIDE 6

/**
 * ParafaInspectorTimes:
 *
 * A token's life on one line: what is over, what is to come, and where now is.
 */
struct _ParafaInspectorTimes
{
  GtkWidget parent_instance;

  gint64 start_s; /* -1 unknown, as the next */
  gint64 issued_at_s;
  gint64 end_s;
  gint64 now_s;
};

G_DEFINE_FINAL_TYPE (ParafaInspectorTimes, parafa_inspector_times, GTK_TYPE_WIDGET)

static double
get_x (ParafaInspectorTimes *self, gint64 time_s)
{
  gint64 from = MIN (self->start_s, self->now_s);
  gint64 to = MAX (self->end_s, self->now_s);
  double width = gtk_widget_get_width (GTK_WIDGET (self)) - 2 * SIDE;

  if (to <= from)
    return SIDE;
  return SIDE + width * (double) (time_s - from) / (double) (to - from);
}

static void
trace_bar (cairo_t *cr, double from, double to)
{
  double radius = MIN (BAR, to - from) / 2;

  cairo_new_sub_path (cr);
  cairo_arc (cr, from + radius, BAR_Y + BAR / 2.0, radius, G_PI / 2, 3 * G_PI / 2);
  cairo_arc (cr, to - radius, BAR_Y + BAR / 2.0, radius, -G_PI / 2, G_PI / 2);
  cairo_close_path (cr);
}

static void
fill (cairo_t *cr, const GdkRGBA *colour)
{
  gdk_cairo_set_source_rgba (cr, colour);
  cairo_fill (cr);
}

/* align: 0 starts at x, 1 ends there */
static void
draw_text (
    ParafaInspectorTimes *self, cairo_t *cr, const char *text, double x, double y, double align)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  PangoFontDescription *font = pango_font_description_copy (
      pango_context_get_font_description (pango_layout_get_context (layout)));
  GdkRGBA colour = parafa_colours_get (GTK_WIDGET (self), "window_fg_color", .85);
  int width;
  int height;

  pango_font_description_set_absolute_size (font, 11.5 * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_get_pixel_size (layout, &width, &height);
  x = CLAMP (x - align * width, 0, MAX (gtk_widget_get_width (GTK_WIDGET (self)) - width, 0));
  cairo_move_to (cr, round (x), y);
  gdk_cairo_set_source_rgba (cr, &colour);
  pango_cairo_show_layout (cr, layout);
  pango_font_description_free (font);
}

static void
draw_bar (ParafaInspectorTimes *self, cairo_t *cr)
{
  gboolean ended = self->now_s >= self->end_s;
  double from = get_x (self, self->start_s);
  double to = get_x (self, self->end_s);
  double now = CLAMP (get_x (self, self->now_s), from, to);
  GdkRGBA spent = parafa_colours_get (GTK_WIDGET (self), ended ? "error_color" : "window_fg_color",
                                      ended ? .42 : parafa_colours_get_faint_alpha ());
  GdkRGBA left = parafa_colours_get_kind (GTK_WIDGET (self), PARAFA_PILL_SUCCESS, 1);

  trace_bar (cr, from, to);
  fill (cr, &spent);
  if (ended)
    return;
  cairo_save (cr);
  cairo_rectangle (cr, now, 0, to - now + 1, HEIGHT);
  cairo_clip (cr);
  trace_bar (cr, from, to);
  fill (cr, &left);
  cairo_restore (cr);
}

static void
draw_now (ParafaInspectorTimes *self, cairo_t *cr)
{
  double x = get_x (self, self->now_s);
  GdkRGBA colour = parafa_colours_get (GTK_WIDGET (self), "window_fg_color", 1);

  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_rectangle (cr, round (x) - 1, BAR_Y - 5, 2, BAR + 10);
  cairo_fill (cr);
  draw_text (self, cr, C_ ("on a line of time", "now"), x, 0, .5);
}

static void
parafa_inspector_times_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ParafaInspectorTimes *self = PARAFA_INSPECTOR_TIMES (widget);
  graphene_rect_t bounds =
      GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget), (float) HEIGHT);
  g_autofree char *start = NULL;
  g_autofree char *end = NULL;
  cairo_t *cr;

  if (self->start_s < 0 || self->end_s < 0)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  start = parafa_date_text_short (self->start_s);
  end = parafa_date_text_short (self->end_s);
  draw_bar (self, cr);
  draw_now (self, cr);
  draw_text (self, cr, start, get_x (self, self->start_s), BAR_Y + BAR + 7, 0);
  draw_text (self, cr, end, get_x (self, self->end_s), BAR_Y + BAR + 7, 1);
  cairo_destroy (cr);
}

static void
parafa_inspector_times_measure (GtkWidget *widget,
                                GtkOrientation orientation,
                                int for_size,
                                int *minimum,
                                int *natural,
                                int *minimum_baseline,
                                int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : 160;
  *natural = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : 400;
}

static void
parafa_inspector_times_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (parafa_inspector_times_parent_class)->css_changed (widget, change);
  gtk_widget_queue_draw (widget);
}

static void
parafa_inspector_times_class_init (ParafaInspectorTimesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = parafa_inspector_times_snapshot;
  widget_class->measure = parafa_inspector_times_measure;
  widget_class->css_changed = parafa_inspector_times_css_changed;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
parafa_inspector_times_init (ParafaInspectorTimes *self)
{
  self->start_s = self->end_s = self->issued_at_s = -1;
}

/**
 * parafa_inspector_times_set:
 * @self: a line of time
 * @not_before_s: from when the token counts, Unix seconds, -1 unknown; as the next two
 * @issued_at_s: when it was issued
 * @expires_at_s: when it expires
 * @now_s: now
 *
 * Shows the life of a token. Without a beginning or an end there is nothing to draw, and the widget hides itself.
 */
void
parafa_inspector_times_set (ParafaInspectorTimes *self,
                            gint64 not_before_s,
                            gint64 issued_at_s,
                            gint64 expires_at_s,
                            gint64 now_s)
{
  g_autofree char *start = NULL;
  g_autofree char *end = NULL;
  g_autofree char *relative = NULL;
  g_autofree char *label = NULL;

  g_return_if_fail (PARAFA_IS_INSPECTOR_TIMES (self));

  self->start_s = issued_at_s >= 0 ? issued_at_s : not_before_s;
  self->issued_at_s = issued_at_s;
  self->end_s = expires_at_s;
  self->now_s = now_s;
  gtk_widget_set_visible (GTK_WIDGET (self), self->start_s >= 0 && self->end_s > self->start_s);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (self->start_s < 0 || self->end_s < 0)
    return;
  start = parafa_inspector_text_time (self->start_s);
  end = parafa_inspector_text_time (self->end_s);
  relative = parafa_inspector_text_relative (self->end_s, now_s);
  /* Translators: two moments, then "in 63 days" or "3 days ago" */
  label =
      g_strdup_printf (_ ("Life of the token: from %s to %s, which is %s"), start, end, relative);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), label);
}
