/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "parafa-slip.h"

G_BEGIN_DECLS

/* Prints the driver's slip on one page, through the desktop's print dialog; in a sandbox GTK takes the portal's */
GtkPrintOperation *parafa_slip_print_new (const ParafaSlip *slip, ParafaSlipPaper paper);

G_END_DECLS
