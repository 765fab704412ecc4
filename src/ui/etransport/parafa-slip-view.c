/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-slip-view.h"

#include <glib/gi18n.h>
#include <math.h>

#include "parafa-filing-words.h"

#define MINIMUM_WIDTH 260
#define NATURAL_WIDTH 420

/**
 * ParafaSlipView:
 *
 * A sheet of white paper, in dark as well.
 */
struct _ParafaSlipView
{
  GtkWidget parent_instance;

  ParafaSlip *slip; /* (owned) (nullable) */
  double paper_width;
  double paper_height;
};

G_DEFINE_FINAL_TYPE (ParafaSlipView, parafa_slip_view, GTK_TYPE_WIDGET)

static GtkSizeRequestMode
parafa_slip_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
parafa_slip_view_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  ParafaSlipView *self = PARAFA_SLIP_VIEW (widget);
  double ratio = self->paper_width > 0 ? self->paper_height / self->paper_width : G_SQRT2;

  *minimum = MINIMUM_WIDTH;
  *natural = NATURAL_WIDTH;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    return;
  /* not of the width: what is wider must not need more height, or boxes count wrong */
  *minimum = (int) ceil (MINIMUM_WIDTH * ratio);
  *natural = MAX (*minimum, (int) ceil ((for_size > 0 ? for_size : NATURAL_WIDTH) * ratio));
}

static void
parafa_slip_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ParafaSlipView *self = PARAFA_SLIP_VIEW (widget);
  float width = (float) gtk_widget_get_width (widget);
  float height = (float) gtk_widget_get_height (widget);
  const GdkRGBA white = { 1, 1, 1, 1 };
  double scale;
  cairo_t *cairo;

  if (self->slip == NULL || width <= 0)
    return;
  scale = MIN (width / self->paper_width, height / self->paper_height);
  gtk_snapshot_append_color (snapshot, &white, &GRAPHENE_RECT_INIT (0, 0, width, height));
  cairo = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  cairo_scale (cairo, scale, scale);
  parafa_slip_draw (self->slip, cairo, self->paper_width, self->paper_height);
  cairo_destroy (cairo);
}

static void
parafa_slip_view_finalize (GObject *object)
{
  parafa_slip_free (PARAFA_SLIP_VIEW (object)->slip);
  G_OBJECT_CLASS (parafa_slip_view_parent_class)->finalize (object);
}

static void
parafa_slip_view_class_init (ParafaSlipViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = parafa_slip_view_finalize;
  widget_class->get_request_mode = parafa_slip_view_get_request_mode;
  widget_class->measure = parafa_slip_view_measure;
  widget_class->snapshot = parafa_slip_view_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
parafa_slip_view_init (ParafaSlipView *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "paper");
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  parafa_slip_get_size (PARAFA_SLIP_A4, &self->paper_width, &self->paper_height);
}

/**
 * parafa_slip_view_set:
 * @self: the view
 * @slip: what to draw; copied
 * @paper: on what
 */
void
parafa_slip_view_set (ParafaSlipView *self, const ParafaSlip *slip, ParafaSlipPaper paper)
{
  g_autofree char *uit = NULL;
  g_autofree char *label = NULL;

  g_return_if_fail (PARAFA_IS_SLIP_VIEW (self));
  g_return_if_fail (slip != NULL);

  parafa_slip_free (self->slip);
  self->slip = parafa_slip_copy (slip);
  parafa_slip_get_size (paper, &self->paper_width, &self->paper_height);
  uit = parafa_filing_words_group_uit (slip->uit);
  /* Translators: read aloud for a picture of the page; a UIT, then the number of a vehicle */
  label = g_strdup_printf (_ ("The driver’s slip on paper: UIT %s, vehicle %s"), uit,
                           slip->vehicle != NULL ? slip->vehicle : "–");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
