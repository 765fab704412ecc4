/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-slip.h"

#include <math.h>
#include <qrencode.h>
#include <string.h>

#define WIDTH 595
#define HEIGHT 842

static ParafaSlip *
slip_new (void)
{
  ParafaSlip *slip = g_new0 (ParafaSlip, 1);

  slip->uit = g_strdup ("7K0A2C4E6H8J9L70");
  slip->company = g_strdup ("8000000000");
  slip->partner = g_strdup ("Brutăria Șoimul SRL, 8000000001, RO");
  slip->vehicle = g_strdup ("CJ12QRM + CJ13QRM");
  slip->carrier = g_strdup ("Transport Q SRL, 8000000000");
  slip->start = g_strdup ("Cluj-Napoca, Florilor 1, Cluj");
  slip->end = g_strdup ("Iași, Bulevardul Ștefan cel Mare și Sfânt 22, Iași");
  slip->goods = g_strdup ("Făină albă tip 000, zahăr tos, ulei de floarea-soarelui");
  slip->weight = g_strdup ("12500,00 kg");
  slip->reference = g_strdup ("AVZ-2026-118");
  slip->index = g_strdup ("5000000001");
  slip->valid_from = 1795471200;
  slip->valid_until = 1795471200 + 5 * 86400;
  return slip;
}

static cairo_surface_t *
draw (const ParafaSlip *slip, int width, int height, int scale)
{
  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_RGB24, width * scale, height * scale);
  cairo_t *cairo = cairo_create (surface);
  const char *folder = g_getenv ("PARAFA_SLIP_PICTURES");

  cairo_set_source_rgb (cairo, 1, 1, 1);
  cairo_paint (cairo);
  cairo_scale (cairo, scale, scale);
  parafa_slip_draw (slip, cairo, width, height);
  cairo_destroy (cairo);
  if (folder != NULL)
    {
      g_autofree char *path = g_strdup_printf ("%s/slip-%d-%d-%d-%d.png", folder, width, scale,
                                               slip->practice, (int) slip->end_of_uit);

      cairo_surface_write_to_png (surface, path);
    }
  return surface;
}

static gboolean
is_black (cairo_surface_t *surface, double x, double y)
{
  const guint32 *row =
      (const guint32 *) (gpointer) (cairo_image_surface_get_data (surface) +
                                    (int) y * cairo_image_surface_get_stride (surface));

  return (row[(int) x] & 0xff) < 0x80;
}

/* The squares on the page are those of the code, with its quiet zone around them */
static void
test_code (void)
{
  g_autoptr (ParafaSlip) slip = slip_new ();
  cairo_surface_t *surface = draw (slip, WIDTH, HEIGHT, 2);
  QRcode *code = QRcode_encodeString8bit (slip->uit, 0, QR_ECLEVEL_M);
  int left = -1;
  int top = -1;
  int right = -1;
  double module;

  g_assert_nonnull (code);
  /* the code is the first thing that is black at the right margin, from the line downward */
  for (int y = 170; y < HEIGHT && top < 0; y++)
    for (int x = 690; x < WIDTH * 2 - 20 && top < 0; x++)
      if (is_black (surface, x, y) && is_black (surface, x, y + 6) && is_black (surface, x + 6, y))
        {
          top = y;
          left = x;
        }
  g_assert_cmpint (top, >, 0);
  for (int x = WIDTH * 2 - 20; x > left && right < 0; x--)
    if (is_black (surface, x, top + 2))
      right = x;
  module = (double) (right - left + 1) / code->width;
  g_assert_cmpfloat (module, >, 3);
  for (int row = 0; row < code->width; row++)
    for (int column = 0; column < code->width; column++)
      g_assert_cmpint (is_black (surface, left + (column + 0.5) * module,
                                 top + (row + 0.5) * module),
                       ==, code->data[row * code->width + column] & 1);
  QRcode_free (code);
  cairo_surface_destroy (surface);
}

static void
test_pdf (void)
{
  static const struct
  {
    ParafaSlipPaper paper;
    const char *box;
  } papers[] = {
    { PARAFA_SLIP_A4, "595.2" },
    { PARAFA_SLIP_A5, "419.5" },
  };
  g_autoptr (ParafaSlip) slip = slip_new ();

  for (guint i = 0; i < G_N_ELEMENTS (papers); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) pdf = parafa_slip_to_pdf (slip, papers[i].paper, &error);
      gsize size;
      const char *data;

      g_assert_no_error (error);
      data = g_bytes_get_data (pdf, &size);
      g_assert_true (g_str_has_prefix (data, "%PDF-"));
      g_assert_nonnull (memmem (data, size, papers[i].box, strlen (papers[i].box)));
      g_assert_nonnull (memmem (data, size, "/Count 1", 8));
    }
}

/* A practice slip can be told from a real one; what is not known is left out; long texts stay on the page */
static void
test_odd (void)
{
  g_autoptr (ParafaSlip) slip = slip_new ();
  g_autoptr (ParafaSlip) bare = g_new0 (ParafaSlip, 1);
  g_autoptr (ParafaSlip) copy = NULL;
  cairo_surface_t *plain = draw (slip, WIDTH, HEIGHT, 1);
  cairo_surface_t *marked;
  cairo_surface_t *small;
  gsize size = (gsize) (HEIGHT * cairo_image_surface_get_stride (plain));

  slip->practice = TRUE;
  g_free (slip->goods);
  slip->goods = g_strnfill (4000, 'W');
  copy = parafa_slip_copy (slip);
  marked = draw (copy, WIDTH, HEIGHT, 1);
  g_assert_cmpint (memcmp (cairo_image_surface_get_data (plain),
                           cairo_image_surface_get_data (marked), size),
                   !=, 0);
  for (int x = 0; x < WIDTH; x++)
    g_assert_false (is_black (marked, x, HEIGHT - 10));
  small = draw (copy, 420, 595, 1);
  for (int x = 0; x < 420; x++)
    g_assert_false (is_black (small, x, 590));
  bare->uit = g_strdup ("7K0A2C4E6H8J9L70");
  bare->valid_from = bare->valid_until = -1;
  cairo_surface_destroy (plain);
  plain = draw (bare, WIDTH, HEIGHT, 1);
  cairo_surface_destroy (plain);
  cairo_surface_destroy (marked);
  cairo_surface_destroy (small);
}

/* How much is printed where the code lies */
static guint
count_black (cairo_surface_t *surface)
{
  guint n = 0;

  for (int y = 90; y < 270; y++)
    for (int x = 370; x < WIDTH - 50; x++)
      n += is_black (surface, x, y);
  return n;
}

/* What is not valid any more says so instead of its days, and there is nothing to be scanned */
static void
test_not_valid (void)
{
  g_autoptr (ParafaSlip) slip = slip_new ();
  cairo_surface_t *before = draw (slip, WIDTH, HEIGHT, 1);
  gsize size = (gsize) (HEIGHT * cairo_image_surface_get_stride (before));
  guint n_code = count_black (before);

  for (int end = PARAFA_SLIP_CONFIRMED; end <= PARAFA_SLIP_REPLACED; end++)
    {
      cairo_surface_t *after;

      slip->end_of_uit = (ParafaSlipEnd) end;
      after = draw (slip, WIDTH, HEIGHT, 1);
      /* another page for each reason */
      g_assert_cmpint (memcmp (cairo_image_surface_get_data (before),
                               cairo_image_surface_get_data (after), size),
                       !=, 0);
      /* a cross in its frame */
      g_assert_cmpuint (count_black (after), <, n_code * 2 / 3);
      cairo_surface_destroy (before);
      before = after;
    }
  cairo_surface_destroy (before);
  slip->practice = TRUE;
  cairo_surface_destroy (draw (slip, 420, 595, 1));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/slip/code", test_code);
  g_test_add_func ("/slip/pdf", test_pdf);
  g_test_add_func ("/slip/odd", test_odd);
  g_test_add_func ("/slip/not-valid", test_not_valid);
  return g_test_run ();
}
