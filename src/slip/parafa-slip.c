/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-slip.h"

#include "parafa-config.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <qrencode.h>
#include <string.h>

#define MM (72.0 / 25.4)
#define A4_WIDTH (210 * MM)
#define A4_HEIGHT (297 * MM)
#define A5_WIDTH (148 * MM)
#define A5_HEIGHT (210 * MM)
#define MAX_GOODS_LINES 6

/* A place on the page that moves down as things are drawn */
typedef struct
{
  cairo_t *cairo;      /* (unowned) */
  PangoLayout *layout; /* (owned) */
  double left;
  double width;
  double y;
  double unit; /* of all sizes: 1 on A4, less on smaller paper */
} Pen;

static void
set_font (Pen *pen, double size, PangoWeight weight)
{
  PangoFontDescription *font = pango_font_description_new ();

  pango_font_description_set_family (font, "Cantarell, Noto Sans, DejaVu Sans, sans-serif");
  pango_font_description_set_weight (font, weight);
  pango_font_description_set_absolute_size (font, size * pen->unit * PANGO_SCALE);
  pango_layout_set_font_description (pen->layout, font);
  pango_font_description_free (font);
}

static double
get_height (Pen *pen)
{
  PangoRectangle logical;

  pango_layout_get_extents (pen->layout, NULL, &logical);
  return (double) logical.height / PANGO_SCALE;
}

static void
set_text (Pen *pen, const char *text, double width, int max_lines)
{
  pango_layout_set_width (pen->layout, (int) (width * PANGO_SCALE));
  pango_layout_set_height (pen->layout, -max_lines);
  pango_layout_set_ellipsize (pen->layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_wrap (pen->layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (pen->layout, text, -1);
}

static void
draw_text_at (Pen *pen, const char *text, double x, double width, int max_lines)
{
  set_text (pen, text, width, max_lines);
  cairo_move_to (pen->cairo, x, pen->y);
  pango_cairo_show_layout (pen->cairo, pen->layout);
}

static void
draw_text (Pen *pen, const char *text, int max_lines)
{
  draw_text_at (pen, text, pen->left, pen->width, max_lines);
  pen->y += get_height (pen);
}

static void
draw_line (Pen *pen)
{
  pen->y += 6 * pen->unit;
  cairo_set_line_width (pen->cairo, 0.6);
  cairo_move_to (pen->cairo, pen->left, pen->y);
  cairo_line_to (pen->cairo, pen->left + pen->width, pen->y);
  cairo_stroke (pen->cairo);
  pen->y += 8 * pen->unit;
}

/* A label and its value beside it; nothing for what is not known */
static void
draw_fact (Pen *pen, const char *label, const char *value, int max_lines)
{
  double column = pen->width * 0.28;
  double label_height;

  if (value == NULL || *value == '\0')
    return;
  set_font (pen, 10, PANGO_WEIGHT_NORMAL);
  cairo_set_source_rgb (pen->cairo, 0.3, 0.3, 0.3);
  pen->y += 2 * pen->unit;
  draw_text_at (pen, label, pen->left, column - 8, 2);
  pen->y -= 2 * pen->unit;
  label_height = get_height (pen);
  cairo_set_source_rgb (pen->cairo, 0, 0, 0);
  set_font (pen, 12, PANGO_WEIGHT_NORMAL);
  draw_text_at (pen, value, pen->left + column, pen->width - column, max_lines);
  pen->y += MAX (get_height (pen), label_height) + 7 * pen->unit;
}

/* -- the code -- */

/* Black squares on white with the quiet zone of four modules the standard asks for (ISO/IEC 18004) */
static void
draw_code (cairo_t *cairo, const char *text, double x, double y, double size)
{
  QRcode *code = QRcode_encodeString8bit (text, 0, QR_ECLEVEL_M);
  double module;

  if (code == NULL)
    return;
  module = size / (code->width + 8);
  cairo_set_source_rgb (cairo, 1, 1, 1);
  cairo_rectangle (cairo, x, y, size, size);
  cairo_fill (cairo);
  cairo_set_source_rgb (cairo, 0, 0, 0);
  cairo_set_antialias (cairo, CAIRO_ANTIALIAS_NONE);
  for (int row = 0; row < code->width; row++)
    for (int column = 0; column < code->width; column++)
      if ((code->data[row * code->width + column] & 1) != 0)
        cairo_rectangle (cairo, x + (column + 4) * module, y + (row + 4) * module, module, module);
  cairo_fill (cairo);
  cairo_set_antialias (cairo, CAIRO_ANTIALIAS_DEFAULT);
  QRcode_free (code);
}

/* -- times -- */

static GDateTime *
to_romanian_time (gint64 at_s)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Bucharest");
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at_s);

  return zone != NULL ? g_date_time_to_timezone (utc, zone) : g_date_time_to_local (utc);
}

/* Days as they are written in Romania, in every language: the slip is for the road there */
static char *
describe_validity (const ParafaSlip *slip)
{
  g_autoptr (GDateTime) from = NULL;
  g_autoptr (GDateTime) until = NULL;
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  if (slip->valid_from < 0 || slip->valid_until < 0)
    return NULL;
  from = to_romanian_time (slip->valid_from);
  until = to_romanian_time (slip->valid_until - 1);
  first = g_date_time_format (from, "%d.%m.%Y");
  last = g_date_time_format (until, "%d.%m.%Y, %H:%M");
  /* Translators: two days; the second with its hour */
  return g_strdup_printf (_ ("%s to %s"), first, last);
}

static char *
group_uit (const char *uit)
{
  GString *grouped = g_string_new (NULL);

  for (gsize i = 0; uit[i] != '\0'; i++)
    {
      if (i > 0 && i % 4 == 0)
        g_string_append (grouped, "\u2009\u2009");
      g_string_append_c (grouped, uit[i]);
    }
  return g_string_free (grouped, FALSE);
}

/* -- the page -- */

/* Across the page, at a part of its height */
static void
draw_mark (Pen *pen, const char *text, double width, double y)
{
  cairo_save (pen->cairo);
  set_font (pen, 60, PANGO_WEIGHT_BOLD);
  pango_layout_set_width (pen->layout, -1);
  pango_layout_set_text (pen->layout, text, -1);
  cairo_set_source_rgba (pen->cairo, 0.85, 0.3, 0.1, 0.22);
  cairo_translate (pen->cairo, width / 2, y);
  cairo_rotate (pen->cairo, -G_PI / 6);
  {
    int text_width, text_height;

    pango_layout_get_size (pen->layout, &text_width, &text_height);
    cairo_move_to (pen->cairo, -(double) text_width / PANGO_SCALE / 2,
                   -(double) text_height / PANGO_SCALE / 2);
  }
  pango_cairo_show_layout (pen->cairo, pen->layout);
  cairo_restore (pen->cairo);
}

/* What is looked for at the roadside stands beside the code */
static void
draw_large (Pen *pen, const char *label, const char *value, double width)
{
  if (value == NULL || *value == '\0')
    return;
  set_font (pen, 10, PANGO_WEIGHT_NORMAL);
  cairo_set_source_rgb (pen->cairo, 0.3, 0.3, 0.3);
  draw_text_at (pen, label, pen->left, width, 1);
  pen->y += get_height (pen);
  set_font (pen, 15, PANGO_WEIGHT_BOLD);
  cairo_set_source_rgb (pen->cairo, 0, 0, 0);
  draw_text_at (pen, value, pen->left, width, 2);
  pen->y += get_height (pen) + 8 * pen->unit;
}

static const char *
describe_end (ParafaSlipEnd end)
{
  switch (end)
    {
    case PARAFA_SLIP_CONFIRMED:
      return _ ("The transport was confirmed");
    case PARAFA_SLIP_CONFIRMED_IN_PART:
      return _ ("The transport was confirmed in part");
    case PARAFA_SLIP_NOT_CONFIRMED:
      return _ ("The transport was declared not confirmed");
    case PARAFA_SLIP_REPLACED:
      return _ ("A later declaration of this UIT replaced it");
    case PARAFA_SLIP_OPEN:
    default:
      return NULL;
    }
}

/* In the place of the code, so that nothing can be scanned */
static void
draw_no_code (cairo_t *cairo, double x, double y, double size)
{
  double inset = size * 0.08;

  cairo_set_source_rgb (cairo, 0.75, 0.1, 0.1);
  cairo_set_line_width (cairo, size * 0.02);
  cairo_rectangle (cairo, x + inset, y + inset, size - 2 * inset, size - 2 * inset);
  cairo_move_to (cairo, x + inset, y + inset);
  cairo_line_to (cairo, x + size - inset, y + size - inset);
  cairo_move_to (cairo, x + size - inset, y + inset);
  cairo_line_to (cairo, x + inset, y + size - inset);
  cairo_stroke (cairo);
}

static void
draw_head (Pen *pen, const ParafaSlip *slip, const char *validity)
{
  g_autofree char *grouped = group_uit (slip->uit);
  double code_size = MIN (pen->width * 0.42, 190 * pen->unit);
  double top;

  set_font (pen, 20, PANGO_WEIGHT_BOLD);
  cairo_set_source_rgb (pen->cairo, 0, 0, 0);
  draw_text (pen, _ ("Transport slip — RO e-Transport"), 2);
  draw_line (pen);
  top = pen->y;
  if (slip->end_of_uit == PARAFA_SLIP_OPEN)
    draw_code (pen->cairo, slip->uit, pen->left + pen->width - code_size, top, code_size);
  else
    draw_no_code (pen->cairo, pen->left + pen->width - code_size, top, code_size);
  cairo_set_source_rgb (pen->cairo, 0, 0, 0);
  set_font (pen, 12, PANGO_WEIGHT_NORMAL);
  draw_text_at (pen, _ ("UIT code"), pen->left, pen->width - code_size, 1);
  pen->y += get_height (pen) + 4 * pen->unit;
  set_font (pen, 27, PANGO_WEIGHT_BOLD);
  draw_text_at (pen, grouped, pen->left, pen->width - code_size - 8, 2);
  pen->y += get_height (pen) + 14 * pen->unit;
  if (slip->end_of_uit == PARAFA_SLIP_OPEN)
    draw_large (pen, _ ("Valid"), validity, pen->width - code_size - 8);
  else
    draw_large (pen, _ ("Not valid any more"), describe_end (slip->end_of_uit),
                pen->width - code_size - 8);
  draw_large (pen, _ ("Vehicle"), slip->vehicle, pen->width - code_size - 8);
  pen->y = MAX (pen->y, top + code_size);
  draw_line (pen);
}

/**
 * parafa_slip_get_size:
 * @paper: a size of paper
 * @width: (out): in points
 * @height: (out): in points
 */
void
parafa_slip_get_size (ParafaSlipPaper paper, double *width, double *height)
{
  *width = paper == PARAFA_SLIP_A5 ? A5_WIDTH : A4_WIDTH;
  *height = paper == PARAFA_SLIP_A5 ? A5_HEIGHT : A4_HEIGHT;
}

/**
 * parafa_slip_draw:
 * @slip: what the driver carries
 * @cairo: where to draw
 * @width: of the paper, in points
 * @height: of the paper, in points
 *
 * Draws the slip on a page, with its own margins.
 */
void
parafa_slip_draw (const ParafaSlip *slip, cairo_t *cairo, double width, double height)
{
  double margin = 16 * MM * MIN (1, width / A4_WIDTH);
  g_autofree char *validity = NULL;
  Pen pen = { cairo, NULL, margin, width - 2 * margin, margin, MIN (1, sqrt (width / A4_WIDTH)) };

  g_return_if_fail (slip != NULL && slip->uit != NULL && cairo != NULL);

  pen.layout = pango_cairo_create_layout (cairo);
  validity = describe_validity (slip);
  draw_head (&pen, slip, validity);
  draw_fact (&pen, _ ("From"), slip->start, 3);
  draw_fact (&pen, _ ("To"), slip->end, 3);
  draw_fact (&pen, _ ("Goods"), slip->goods, MAX_GOODS_LINES);
  draw_fact (&pen, _ ("Gross weight"), slip->weight, 1);
  draw_fact (&pen, _ ("Carrier"), slip->carrier, 2);
  draw_fact (&pen, _ ("Declared for"), slip->company, 2);
  draw_fact (&pen, _ ("Trade partner"), slip->partner, 2);
  draw_fact (&pen, _ ("Reference"), slip->reference, 1);
  draw_fact (&pen, _ ("Upload index"), slip->index, 1);
  if (slip->practice)
    draw_mark (&pen, _ ("PRACTICE"), width, height * 0.62);
  if (slip->end_of_uit != PARAFA_SLIP_OPEN)
    /* Translators: printed across a driver's slip whose UIT does not count any more */
    draw_mark (&pen, _ ("NOT VALID"), width, height * (slip->practice ? 0.82 : 0.62));
  g_object_unref (pen.layout);
}

static cairo_status_t
take_bytes (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/**
 * parafa_slip_to_pdf:
 * @slip: what the driver carries
 * @paper: the size
 * @error: return location
 *
 * Returns: (transfer full) (nullable): one page of PDF
 */
GBytes *
parafa_slip_to_pdf (const ParafaSlip *slip, ParafaSlipPaper paper, GError **error)
{
  GByteArray *bytes = g_byte_array_new ();
  double width;
  double height;
  cairo_surface_t *surface;
  cairo_t *cairo;
  cairo_status_t status;

  parafa_slip_get_size (paper, &width, &height);
  surface = cairo_pdf_surface_create_for_stream (take_bytes, bytes, width, height);
  cairo = cairo_create (surface);
  /* what every printer and every old reader takes */
  cairo_pdf_surface_restrict_to_version (surface, CAIRO_PDF_VERSION_1_4);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, slip->uit);
  parafa_slip_draw (slip, cairo, width, height);
  cairo_destroy (cairo);
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return g_byte_array_free_to_bytes (bytes);
  g_byte_array_unref (bytes);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "PDF: %s", cairo_status_to_string (status));
  return NULL;
}

/**
 * parafa_slip_copy:
 * @slip: a slip
 *
 * Returns: (transfer full): a copy
 */
ParafaSlip *
parafa_slip_copy (const ParafaSlip *slip)
{
  ParafaSlip *copy = g_memdup2 (slip, sizeof *slip);

  copy->uit = g_strdup (slip->uit);
  copy->company = g_strdup (slip->company);
  copy->partner = g_strdup (slip->partner);
  copy->vehicle = g_strdup (slip->vehicle);
  copy->carrier = g_strdup (slip->carrier);
  copy->start = g_strdup (slip->start);
  copy->end = g_strdup (slip->end);
  copy->goods = g_strdup (slip->goods);
  copy->weight = g_strdup (slip->weight);
  copy->reference = g_strdup (slip->reference);
  copy->index = g_strdup (slip->index);
  return copy;
}

/**
 * parafa_slip_free:
 * @slip: (nullable) (transfer full): a slip
 */
void
parafa_slip_free (ParafaSlip *slip)
{
  if (slip == NULL)
    return;
  g_free (slip->uit);
  g_free (slip->company);
  g_free (slip->partner);
  g_free (slip->vehicle);
  g_free (slip->carrier);
  g_free (slip->start);
  g_free (slip->end);
  g_free (slip->goods);
  g_free (slip->weight);
  g_free (slip->reference);
  g_free (slip->index);
  g_free (slip);
}
