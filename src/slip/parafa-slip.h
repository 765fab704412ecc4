/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <cairo.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/* Why a UIT that was valid is not any more: no code is printed then, and the page says so */
typedef enum
{
  PARAFA_SLIP_OPEN,
  PARAFA_SLIP_CONFIRMED,
  PARAFA_SLIP_CONFIRMED_IN_PART,
  PARAFA_SLIP_NOT_CONFIRMED,
  PARAFA_SLIP_REPLACED, /* by a later declaration of the same UIT */
} ParafaSlipEnd;

/* What the driver carries: the UIT as text and as a QR code, vehicle, route, goods and how long it holds. Texts are as
 * they stand in the declaration, times Unix seconds; what is NULL or -1 is left out. */
typedef struct
{
  char *uit;
  char *company; /* for which it was filed: CIF */
  char *partner;
  char *vehicle; /* with the trailers */
  char *carrier;
  char *start;
  char *end;
  char *goods;
  char *weight; /* "1 000,00 kg" */
  char *reference;
  char *index;
  gint64 valid_from;
  gint64 valid_until;
  ParafaSlipEnd end_of_uit;
  gboolean practice; /* printed across it: not for the road */
} ParafaSlip;

typedef enum
{
  PARAFA_SLIP_A4,
  PARAFA_SLIP_A5,
} ParafaSlipPaper;

void parafa_slip_get_size (ParafaSlipPaper paper, double *width, double *height);
void parafa_slip_draw (const ParafaSlip *slip, cairo_t *cairo, double width, double height);
GBytes *parafa_slip_to_pdf (const ParafaSlip *slip, ParafaSlipPaper paper, GError **error);
ParafaSlip *parafa_slip_copy (const ParafaSlip *slip);
void parafa_slip_free (ParafaSlip *slip);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaSlip, parafa_slip_free)

G_END_DECLS
