/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "parafa-slip.h"

G_BEGIN_DECLS

/* The driver's slip as it will be on paper: drawn by what prints it */
#define PARAFA_TYPE_SLIP_VIEW (parafa_slip_view_get_type ())
G_DECLARE_FINAL_TYPE (ParafaSlipView, parafa_slip_view, PARAFA, SLIP_VIEW, GtkWidget)

void parafa_slip_view_set (ParafaSlipView *self, const ParafaSlip *slip, ParafaSlipPaper paper);

G_END_DECLS
