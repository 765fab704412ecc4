/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-timeline.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#include "parafa-colours.h"
#include "parafa-date-text.h"

#define HEAD 26 /* for the word "today" and the dot under it */
#define FOOT 24 /* for the months */
#define BAR 10
#define LANE 24
#define LANE_NARROW 36
#define LABEL_WIDTH 84
#define SIDE 6

/**
 * ParafaTimeline:
 *
 * Access, renewal and certificate on one line of months.
 */
struct _ParafaTimeline
{
  GtkWidget parent_instance;

  ParafaTimelinePlan *plan; /* (owned) (nullable) */
  ParafaPillKind kinds[PARAFA_N_LANES];
  gboolean narrow;
  char *label; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ParafaTimeline, parafa_timeline, GTK_TYPE_WIDGET)

/* Where things lie in pixels */
typedef struct
{
  double scale; /* of the text, and of what makes room for it */
  double head;  /* above the lanes */
  double left;
  double width;
  double lane;
  double bottom; /* of the lanes */
} Frame;

static const char *
get_lane_name (ParafaLane lane)
{
  switch (lane)
    {
    case PARAFA_LANE_ACCESS:
      return _ ("Access");
    case PARAFA_LANE_RENEWAL:
      return _ ("Renewal");
    case PARAFA_LANE_CERTIFICATE:
    default:
      return _ ("Certificate");
    }
}

static void
set_source (cairo_t *cr, const GdkRGBA *colour)
{
  cairo_set_source_rgba (cr, colour->red, colour->green, colour->blue, colour->alpha);
}

static Frame
get_frame (ParafaTimeline *self)
{
  Frame frame;

  frame.scale = parafa_colours_get_text_scale (GTK_WIDGET (self));
  frame.head = HEAD * frame.scale;
  frame.left = self->narrow ? SIDE : LABEL_WIDTH * frame.scale;
  frame.width = MAX (gtk_widget_get_width (GTK_WIDGET (self)) - frame.left - SIDE, 1);
  frame.lane = (self->narrow ? LANE_NARROW : LANE) * frame.scale;
  frame.bottom = frame.head + frame.lane * PARAFA_N_LANES;
  return frame;
}

/* align: 0 starts at x, .5 is centred on it. Returns the right edge. */
static double
draw_text (ParafaTimeline *self,
           cairo_t *cr,
           const char *text,
           double x,
           double y,
           double align,
           double alpha,
           gboolean bold)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  PangoFontDescription *font = pango_font_description_copy (
      pango_context_get_font_description (pango_layout_get_context (layout)));
  GdkRGBA colour = parafa_colours_get (GTK_WIDGET (self), "window_fg_color", alpha);
  int text_width;
  int text_height;

  pango_font_description_set_absolute_size (font,
                                            11.5 *
                                                parafa_colours_get_text_scale (GTK_WIDGET (self)) *
                                                PANGO_SCALE);
  if (bold)
    pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description (layout, font);
  pango_layout_get_pixel_size (layout, &text_width, &text_height);
  x = CLAMP (x - align * text_width, 0,
             MAX (gtk_widget_get_width (GTK_WIDGET (self)) - text_width, 0));
  cairo_move_to (cr, x, y - text_height / 2.0);
  set_source (cr, &colour);
  pango_cairo_show_layout (cr, layout);
  pango_font_description_free (font);
  return x + text_width;
}

static void
trace_bar (cairo_t *cr, double x, double y, double width, double height)
{
  double radius = MIN (height, width) / 2;

  cairo_new_sub_path (cr);
  cairo_arc (cr, x + width - radius, y + radius, radius, -G_PI / 2, 0);
  cairo_arc (cr, x + width - radius, y + height - radius, radius, 0, G_PI / 2);
  cairo_arc (cr, x + radius, y + height - radius, radius, G_PI / 2, G_PI);
  cairo_arc (cr, x + radius, y + radius, radius, G_PI, 3 * G_PI / 2);
  cairo_close_path (cr);
}

static double
get_bar_top (const Frame *frame, ParafaLane lane)
{
  return frame->head + frame->lane * ((int) lane + 1) - BAR - (frame->lane - BAR) / 4;
}

static void
draw_span (ParafaTimeline *self, cairo_t *cr, const Frame *frame, const ParafaSpan *span)
{
  double x = frame->left + span->from * frame->width + 1;
  double width = MAX ((span->to - span->from) * frame->width - 2, 3);
  double top = get_bar_top (frame, span->lane);
  ParafaPillKind kind = span->kind == PARAFA_SPAN_GAP ? PARAFA_PILL_ERROR : self->kinds[span->lane];
  GdkRGBA colour =
      parafa_colours_get_kind (GTK_WIDGET (self), kind, span->kind == PARAFA_SPAN_PAST ? 0.28 : 1);

  /* the last days of the year are no bar of their own */
  if (span->kind == PARAFA_SPAN_PLANNED && width < BAR)
    return;
  set_source (cr, &colour);
  if (span->kind != PARAFA_SPAN_PLANNED)
    {
      trace_bar (cr, x, top, width, BAR);
      cairo_fill (cr);
      return;
    }
  trace_bar (cr, x + 0.5, top + 0.5, MAX (width - 1, 2), BAR - 1);
  cairo_set_line_width (cr, 1);
  cairo_set_dash (cr, (const double[]){ 3, 2 }, 2, 0);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

static void
draw_months (ParafaTimeline *self, cairo_t *cr, const Frame *frame)
{
  GdkRGBA line = parafa_colours_get (GTK_WIDGET (self), "window_fg_color",
                                     parafa_colours_get_faint_alpha () * 0.7);
  double free_from = 0;

  cairo_set_line_width (cr, 1);
  for (guint i = 0; i < self->plan->months->len; i++)
    {
      const ParafaMonthMark *mark = &g_array_index (self->plan->months, ParafaMonthMark, i);
      double end = i + 1 < self->plan->months->len
                       ? g_array_index (self->plan->months, ParafaMonthMark, i + 1).at
                       : 1.0;
      double x = frame->left + mark->at * frame->width;
      double middle = frame->left + (mark->at + end) / 2 * frame->width;
      g_autofree char *year = NULL;

      set_source (cr, &line);
      cairo_move_to (cr, floor (x) + 0.5, frame->head - 4);
      cairo_line_to (cr, floor (x) + 0.5, frame->bottom + 3);
      cairo_stroke (cr);
      if (mark->month == 1)
        {
          year = g_strdup_printf ("%d", mark->year);
          if (fabs (x - frame->left - self->plan->now * frame->width) > 44 * frame->scale)
            draw_text (self, cr, year, x, 8 * frame->scale, 0.5, 0.72, FALSE);
        }
      if (middle - 14 * frame->scale < free_from || (end - mark->at) * frame->width < 12)
        continue;
      free_from = draw_text (self, cr, parafa_date_text_get_month_abbreviation (mark->month),
                             middle, frame->bottom + 14 * frame->scale, 0.5, 0.72, FALSE) +
                  8;
    }
}

static void
draw_certificate_end (ParafaTimeline *self, cairo_t *cr, const Frame *frame)
{
  double x = frame->left + self->plan->certificate_end * frame->width;
  double y = get_bar_top (frame, PARAFA_LANE_CERTIFICATE) + BAR / 2.0;
  GdkRGBA colour =
      parafa_colours_get_kind (GTK_WIDGET (self), self->kinds[PARAFA_LANE_CERTIFICATE], 1);

  cairo_move_to (cr, x, y - 8);
  cairo_line_to (cr, x + 7, y);
  cairo_line_to (cr, x, y + 8);
  cairo_line_to (cr, x - 7, y);
  cairo_close_path (cr);
  set_source (cr, &colour);
  cairo_fill (cr);
}

static void
draw_today (ParafaTimeline *self, cairo_t *cr, const Frame *frame)
{
  double x = floor (frame->left + self->plan->now * frame->width) + 0.5;
  GdkRGBA colour = parafa_colours_get (GTK_WIDGET (self), "window_fg_color", 1);

  draw_text (self, cr, C_ ("timeline", "today"), x, 8 * frame->scale, 0.5, 1, TRUE);
  set_source (cr, &colour);
  cairo_arc (cr, x, frame->head - 7, 2.6, 0, 2 * G_PI);
  cairo_fill (cr);
  cairo_set_line_width (cr, 1.5);
  cairo_move_to (cr, x, frame->head - 7);
  cairo_line_to (cr, x, frame->bottom + 1);
  cairo_stroke (cr);
}

static void
parafa_timeline_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ParafaTimeline *self = PARAFA_TIMELINE (widget);
  Frame frame = get_frame (self);
  cairo_t *cr;

  if (self->plan == NULL)
    return;
  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                                       (float) gtk_widget_get_height (widget)));
  draw_months (self, cr, &frame);
  for (int lane = 0; lane < PARAFA_N_LANES; lane++)
    {
      double top = get_bar_top (&frame, (ParafaLane) lane);
      double now = frame.left + self->plan->now * frame.width;
      /* a name over its bar keeps off the line of today */
      double x = self->narrow && now < LABEL_WIDTH * frame.scale ? now + 6 : 0;

      draw_text (self, cr, get_lane_name ((ParafaLane) lane), x,
                 self->narrow ? top - 9 * frame.scale : top + BAR / 2.0, 0,
                 self->narrow ? 0.8 : 0.9, FALSE);
    }
  for (guint i = 0; i < self->plan->spans->len; i++)
    draw_span (self, cr, &frame, &g_array_index (self->plan->spans, ParafaSpan, i));
  if (self->plan->certificate_end >= 0)
    draw_certificate_end (self, cr, &frame);
  draw_today (self, cr, &frame);
  cairo_destroy (cr);
}

static void
parafa_timeline_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  ParafaTimeline *self = PARAFA_TIMELINE (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = 200;
      *natural = 680;
      return;
    }
  *minimum = *natural =
      (int) ((HEAD + (self->narrow ? LANE_NARROW : LANE) * PARAFA_N_LANES + FOOT) *
             parafa_colours_get_text_scale (widget));
}

static void
parafa_timeline_finalize (GObject *object)
{
  ParafaTimeline *self = PARAFA_TIMELINE (object);

  g_clear_pointer (&self->plan, parafa_timeline_plan_free);
  g_free (self->label);
  G_OBJECT_CLASS (parafa_timeline_parent_class)->finalize (object);
}

static void
parafa_timeline_class_init (ParafaTimelineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = parafa_timeline_finalize;
  widget_class->snapshot = parafa_timeline_snapshot;
  widget_class->measure = parafa_timeline_measure;
  gtk_widget_class_set_css_name (widget_class, "timeline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
parafa_timeline_init (ParafaTimeline *self)
{
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
}

/**
 * parafa_timeline_new:
 *
 * Returns: (transfer floating): an empty timeline
 */
GtkWidget *
parafa_timeline_new (void)
{
  return g_object_new (PARAFA_TYPE_TIMELINE, NULL);
}

/**
 * parafa_timeline_set:
 * @self: a timeline
 * @times: the moments
 * @kinds: (array fixed-size=3): what the colour of each lane means
 * @label: full sentences for screen readers, translated
 */
void
parafa_timeline_set (ParafaTimeline *self,
                     const ParafaTimelineTimes *times,
                     const ParafaPillKind kinds[PARAFA_N_LANES],
                     const char *label)
{
  g_return_if_fail (PARAFA_IS_TIMELINE (self));

  g_clear_pointer (&self->plan, parafa_timeline_plan_free);
  self->plan = parafa_timeline_plan_new (times);
  memcpy (self->kinds, kinds, sizeof self->kinds);
  g_free (self->label);
  self->label = g_strdup (label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * parafa_timeline_set_narrow:
 * @self: a timeline
 * @narrow: whether the names stand over their bars
 */
void
parafa_timeline_set_narrow (ParafaTimeline *self, gboolean narrow)
{
  g_return_if_fail (PARAFA_IS_TIMELINE (self));

  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * parafa_timeline_get_label:
 * @self: a timeline
 *
 * Returns: (transfer none) (nullable): what a screen reader says
 */
const char *
parafa_timeline_get_label (ParafaTimeline *self)
{
  g_return_val_if_fail (PARAFA_IS_TIMELINE (self), NULL);

  return self->label;
}
