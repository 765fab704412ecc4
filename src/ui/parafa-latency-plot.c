/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-latency-plot.h"

#include "parafa-checks-text.h"
#include "parafa-colours.h"
#include "parafa-date-text.h"

#define HEIGHT 96
#define TEXT_HEIGHT 18
#define GAP 6

/**
 * ParafaLatencyPlot:
 *
 * One bar for each call, as high as it took long.
 */
struct _ParafaLatencyPlot
{
  GtkWidget parent_instance;

  gint64 durations_us[PARAFA_LATENCY_PLOT_MAX];
  guint n_calls;
};

G_DEFINE_FINAL_TYPE (ParafaLatencyPlot, parafa_latency_plot, GTK_TYPE_WIDGET)

static gint64
get_longest (ParafaLatencyPlot *self)
{
  gint64 longest = 1;

  for (guint i = 0; i < self->n_calls; i++)
    longest = MAX (longest, self->durations_us[i]);
  return longest;
}

static void
draw_label (ParafaLatencyPlot *self, cairo_t *cr, gint64 duration_us, double x, double y)
{
  g_autofree char *text = parafa_date_text_duration (duration_us);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  PangoFontDescription *font = pango_font_description_copy (
      pango_context_get_font_description (pango_layout_get_context (layout)));
  GdkRGBA colour = parafa_colours_get (GTK_WIDGET (self), "window_fg_color", .85);
  int width;

  pango_font_description_set_absolute_size (font, 10.5 * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_get_pixel_size (layout, &width, NULL);
  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_move_to (cr, x - width / 2.0, y);
  pango_cairo_show_layout (cr, layout);
  pango_font_description_free (font);
}

static void
draw_bar (ParafaLatencyPlot *self, cairo_t *cr, guint i, double step)
{
  gint64 duration_us = self->durations_us[i];
  double height =
      (double) (HEIGHT - TEXT_HEIGHT) * (double) MAX (duration_us, 0) / (double) get_longest (self);
  GdkRGBA colour = duration_us < 0
                       ? parafa_colours_get_kind (GTK_WIDGET (self), PARAFA_PILL_ERROR, .8)
                       : parafa_colours_get_kind (GTK_WIDGET (self), PARAFA_PILL_ACCENT, .8);

  if (duration_us < 0)
    height = HEIGHT - TEXT_HEIGHT;
  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_rectangle (cr, step * i + GAP / 2.0, HEIGHT - MAX (height, 2), step - GAP, MAX (height, 2));
  cairo_fill (cr);
  if (duration_us >= 0)
    draw_label (self, cr, duration_us, step * (i + .5), HEIGHT - height - TEXT_HEIGHT + 2);
}

static void
parafa_latency_plot_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ParafaLatencyPlot *self = PARAFA_LATENCY_PLOT (widget);
  graphene_rect_t bounds =
      GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget), (float) HEIGHT);
  double step = (double) gtk_widget_get_width (widget) / PARAFA_LATENCY_PLOT_MAX;
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  GdkRGBA ground =
      parafa_colours_get (widget, "window_fg_color", parafa_colours_get_faint_alpha ());

  gdk_cairo_set_source_rgba (cr, &ground);
  cairo_rectangle (cr, 0, HEIGHT - 1, gtk_widget_get_width (widget), 1);
  cairo_fill (cr);
  for (guint i = 0; i < self->n_calls; i++)
    draw_bar (self, cr, i, step);
  cairo_destroy (cr);
}

static void
parafa_latency_plot_measure (GtkWidget *widget,
                             GtkOrientation orientation,
                             int for_size,
                             int *minimum,
                             int *natural,
                             int *minimum_baseline,
                             int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : 220;
}

static void
parafa_latency_plot_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (parafa_latency_plot_parent_class)->css_changed (widget, change);
  gtk_widget_queue_draw (widget);
}

static void
parafa_latency_plot_class_init (ParafaLatencyPlotClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = parafa_latency_plot_snapshot;
  widget_class->measure = parafa_latency_plot_measure;
  widget_class->css_changed = parafa_latency_plot_css_changed;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
parafa_latency_plot_init (ParafaLatencyPlot *self)
{
}

/**
 * parafa_latency_plot_set:
 * @self: a plot
 * @durations_us: (array length=n_calls): how long each call took; -1 for one that was refused
 * @n_calls: how many, at most 10
 *
 * Shows some calls.
 */
void
parafa_latency_plot_set (ParafaLatencyPlot *self, const gint64 *durations_us, guint n_calls)
{
  g_autofree char *label = NULL;

  g_return_if_fail (PARAFA_IS_LATENCY_PLOT (self));

  self->n_calls = MIN (n_calls, PARAFA_LATENCY_PLOT_MAX);
  for (guint i = 0; i < self->n_calls; i++)
    self->durations_us[i] = durations_us[i];
  label = parafa_checks_text_latency (durations_us, self->n_calls);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
