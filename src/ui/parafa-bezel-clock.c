/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-bezel-clock.h"

#include <math.h>

#include "parafa-colours.h"

/**
 * ParafaBezelClock:
 *
 * The time that is left, drawn: a bezel of marks, or at the size of a list row a plain ring.
 */
struct _ParafaBezelClock
{
  GtkWidget parent_instance;

  ParafaClockFace dial;
  ParafaPillKind kind;
  int size;
  char *text;    /* (owned): the number in the middle */
  char *caption; /* (owned) (nullable): below it */
  char *label;   /* (owned) (nullable): for screen readers */
};

G_DEFINE_FINAL_TYPE (ParafaBezelClock, parafa_bezel_clock, GTK_TYPE_WIDGET)

static void
set_source (cairo_t *cr, const GdkRGBA *colour)
{
  cairo_set_source_rgba (cr, colour->red, colour->green, colour->blue, colour->alpha);
}

/* A line along a radius, from the outer edge inwards */
static void
draw_mark (cairo_t *cr, double angle, double radius, double length)
{
  double x = sin (angle);
  double y = -cos (angle);

  cairo_move_to (cr, x * radius, y * radius);
  cairo_line_to (cr, x * (radius - length), y * (radius - length));
  cairo_stroke (cr);
}

static void
draw_pointer (ParafaBezelClock *self, cairo_t *cr, double radius)
{
  GdkRGBA colour = parafa_colours_get (GTK_WIDGET (self), "window_fg_color", 0.9);

  cairo_save (cr);
  cairo_rotate (cr, self->dial.pointer_turn * 2 * G_PI);
  cairo_translate (cr, 0, -radius - 1.5);
  cairo_move_to (cr, 0, 0);
  cairo_line_to (cr, -3.8, -7);
  cairo_line_to (cr, 3.8, -7);
  cairo_close_path (cr);
  set_source (cr, &colour);
  cairo_fill (cr);
  cairo_restore (cr);
}

static void
draw_bezel (ParafaBezelClock *self, cairo_t *cr)
{
  const ParafaClockFace *dial = &self->dial;
  gboolean nothing_left = dial->n_spent >= dial->n_marks;
  double radius = self->size / 2.0 - 9;
  double length = self->size * 0.085;
  GdkRGBA spent =
      parafa_colours_get (GTK_WIDGET (self), "window_fg_color", parafa_colours_get_faint_alpha ());
  GdkRGBA left = parafa_colours_get_kind (GTK_WIDGET (self), self->kind, 1);

  if (nothing_left)
    spent = parafa_colours_get_kind (GTK_WIDGET (self), self->kind, 0.42);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_width (cr, parafa_clock_face_get_mark_width (dial, radius));
  for (guint i = 0; i < dial->n_marks; i++)
    {
      gboolean is_due = dial->due_mark == (int) i && i >= dial->n_spent;

      set_source (cr, i < dial->n_spent ? &spent : &left);
      draw_mark (cr, parafa_clock_face_get_mark_angle (dial, i), radius,
                 is_due ? length * 1.55 : length);
    }
  if (dial->pointer_turn >= 0)
    draw_pointer (self, cr, radius);
}

static void
draw_ring (ParafaBezelClock *self, cairo_t *cr)
{
  double radius = self->size / 2.0 - 2.6;
  double top = -G_PI / 2;
  gboolean nothing_left = self->dial.pointer_turn < 0;
  GdkRGBA spent =
      parafa_colours_get (GTK_WIDGET (self), "window_fg_color", parafa_colours_get_faint_alpha ());
  GdkRGBA left = parafa_colours_get_kind (GTK_WIDGET (self), self->kind, 1);

  if (nothing_left && self->kind != PARAFA_PILL_PLAIN)
    spent = parafa_colours_get_kind (GTK_WIDGET (self), self->kind, 0.5);
  cairo_set_line_width (cr, 3.2);
  set_source (cr, &spent);
  cairo_arc (cr, 0, 0, radius, 0, 2 * G_PI);
  cairo_stroke (cr);
  if (nothing_left)
    return;
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  set_source (cr, &left);
  cairo_arc (cr, 0, 0, radius, top + self->dial.pointer_turn * 2 * G_PI, top + 2 * G_PI);
  cairo_stroke (cr);
}

/* Draws a line of text around a height, smaller where it would touch the marks, and with large text up to @most times as large */
static void
draw_text (ParafaBezelClock *self,
           cairo_t *cr,
           const char *text,
           double y,
           double size,
           gboolean bold,
           double alpha,
           double room,
           double most)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  PangoFontDescription *font = pango_font_description_copy (
      pango_context_get_font_description (pango_layout_get_context (layout)));
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  GdkRGBA colour = parafa_colours_get (GTK_WIDGET (self), "window_fg_color", alpha);
  PangoRectangle ink;
  PangoRectangle logical;

  size *= CLAMP (parafa_colours_get_text_scale (GTK_WIDGET (self)), 1, most);
  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  if (bold)
    pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description (layout, font);
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_get_pixel_extents (layout, &ink, &logical);
  if (logical.width > room)
    {
      pango_font_description_set_absolute_size (font, size * PANGO_SCALE * room / logical.width);
      pango_layout_set_font_description (layout, font);
      pango_layout_get_pixel_extents (layout, &ink, &logical);
    }
  cairo_move_to (cr, -logical.width / 2.0 - logical.x, y - ink.height / 2.0 - ink.y);
  set_source (cr, &colour);
  pango_cairo_show_layout (cr, layout);
  pango_font_description_free (font);
}

static void
parafa_bezel_clock_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ParafaBezelClock *self = PARAFA_BEZEL_CLOCK (widget);
  graphene_rect_t bounds;
  cairo_t *cr;

  graphene_rect_init (&bounds, (float) (gtk_widget_get_width (widget) - self->size) / 2,
                      (float) (gtk_widget_get_height (widget) - self->size) / 2, (float) self->size,
                      (float) self->size);
  cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  cairo_translate (cr, bounds.origin.x + self->size / 2.0, bounds.origin.y + self->size / 2.0);
  if (self->size <= PARAFA_BEZEL_CLOCK_SIZE_MINI)
    {
      draw_ring (self, cr);
      draw_text (self, cr, self->text, 0, strlen (self->text) > 3 ? 9 : 11.5, TRUE, 0.9,
                 self->size * 0.8, 1.3);
    }
  else
    {
      draw_bezel (self, cr);
      draw_text (self, cr, self->text, self->caption != NULL ? -6 : 0, self->size * 0.25, TRUE, 1,
                 self->size * 0.6, 1);
      if (self->caption != NULL)
        /* as high as it can stand: further down the marks leave less room */
        draw_text (self, cr, self->caption, self->size * 0.155, 11, FALSE, 0.75, self->size * 0.5,
                   2);
    }
  cairo_destroy (cr);
}

static void
parafa_bezel_clock_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  *minimum = *natural = PARAFA_BEZEL_CLOCK (widget)->size;
}

static void
parafa_bezel_clock_finalize (GObject *object)
{
  ParafaBezelClock *self = PARAFA_BEZEL_CLOCK (object);

  g_free (self->text);
  g_free (self->caption);
  g_free (self->label);
  G_OBJECT_CLASS (parafa_bezel_clock_parent_class)->finalize (object);
}

static void
parafa_bezel_clock_class_init (ParafaBezelClockClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = parafa_bezel_clock_finalize;
  widget_class->snapshot = parafa_bezel_clock_snapshot;
  widget_class->measure = parafa_bezel_clock_measure;
  gtk_widget_class_set_css_name (widget_class, "bezelclock");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
parafa_bezel_clock_init (ParafaBezelClock *self)
{
  self->size = PARAFA_BEZEL_CLOCK_SIZE;
  self->dial = parafa_clock_face_new (1, 0, 1, 0, 2);
  self->text = g_strdup ("–");
}

/**
 * parafa_bezel_clock_new:
 * @size: width and height in pixels; up to %PARAFA_BEZEL_CLOCK_SIZE_MINI it is a ring
 *
 * Returns: (transfer floating): a clock
 */
GtkWidget *
parafa_bezel_clock_new (int size)
{
  ParafaBezelClock *self = g_object_new (PARAFA_TYPE_BEZEL_CLOCK, NULL);

  self->size = size;
  return GTK_WIDGET (self);
}

/**
 * parafa_bezel_clock_set_size:
 * @self: a clock
 * @size: width and height in pixels
 */
void
parafa_bezel_clock_set_size (ParafaBezelClock *self, int size)
{
  g_return_if_fail (PARAFA_IS_BEZEL_CLOCK (self));

  if (self->size == size)
    return;
  self->size = size;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * parafa_bezel_clock_set:
 * @self: a clock
 * @dial: what is left
 * @kind: what its colour means
 * @days: the number in the middle; -1 for none
 * @caption: (nullable): a line below the number, translated
 * @label: (nullable): a full sentence for screen readers, translated
 */
void
parafa_bezel_clock_set (ParafaBezelClock *self,
                        const ParafaClockFace *dial,
                        ParafaPillKind kind,
                        int days,
                        const char *caption,
                        const char *label)
{
  g_return_if_fail (PARAFA_IS_BEZEL_CLOCK (self));

  self->dial = *dial;
  self->kind = kind;
  g_free (self->text);
  self->text = days >= 0 ? g_strdup_printf ("%d", days) : g_strdup ("–");
  g_free (self->caption);
  self->caption = g_strdup (caption);
  g_free (self->label);
  self->label = g_strdup (label);
  if (label != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                    -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * parafa_bezel_clock_get_text:
 * @self: a clock
 *
 * Returns: (transfer none): the number in the middle
 */
const char *
parafa_bezel_clock_get_text (ParafaBezelClock *self)
{
  g_return_val_if_fail (PARAFA_IS_BEZEL_CLOCK (self), NULL);

  return self->text;
}

/**
 * parafa_bezel_clock_get_label:
 * @self: a clock
 *
 * Returns: (transfer none) (nullable): what a screen reader says
 */
const char *
parafa_bezel_clock_get_label (ParafaBezelClock *self)
{
  g_return_val_if_fail (PARAFA_IS_BEZEL_CLOCK (self), NULL);

  return self->label;
}
