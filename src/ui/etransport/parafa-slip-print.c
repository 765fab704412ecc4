/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-slip-print.h"

static void
on_draw_page (GtkPrintOperation *operation, GtkPrintContext *context, int page, ParafaSlip *slip)
{
  /* the whole page in points: the slip has its own margins */
  parafa_slip_draw (slip, gtk_print_context_get_cairo_context (context),
                    gtk_print_context_get_width (context), gtk_print_context_get_height (context));
}

static void
slip_free (gpointer data, GClosure *closure)
{
  parafa_slip_free (data);
}

/**
 * parafa_slip_print_new:
 * @slip: what to print; copied
 * @paper: the size that is proposed
 *
 * Run it with gtk_print_operation_run(), which does not block.
 *
 * Returns: (transfer full): an operation that prints one page
 */
GtkPrintOperation *
parafa_slip_print_new (const ParafaSlip *slip, ParafaSlipPaper paper)
{
  GtkPrintOperation *operation;
  g_autoptr (GtkPageSetup) setup = NULL;
  GtkPaperSize *size;

  g_return_val_if_fail (slip != NULL, NULL);

  operation = gtk_print_operation_new ();
  setup = gtk_page_setup_new ();
  size = gtk_paper_size_new (paper == PARAFA_SLIP_A5 ? GTK_PAPER_NAME_A5 : GTK_PAPER_NAME_A4);
  gtk_page_setup_set_paper_size_and_default_margins (setup, size);
  gtk_paper_size_free (size);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_n_pages (operation, 1);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_allow_async (operation, TRUE);
  gtk_print_operation_set_job_name (operation, slip->uit);
  g_signal_connect_data (operation, "draw-page", G_CALLBACK (on_draw_page), parafa_slip_copy (slip),
                         slip_free, G_CONNECT_DEFAULT);
  return operation;
}
