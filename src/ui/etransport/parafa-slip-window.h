/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "parafa-filing-fate.h"
#include "parafa-filings.h"

G_BEGIN_DECLS

/* The UIT to be read aloud, and the driver's slip as it will be printed */
#define PARAFA_TYPE_SLIP_WINDOW (parafa_slip_window_get_type ())
G_DECLARE_FINAL_TYPE (ParafaSlipWindow, parafa_slip_window, PARAFA, SLIP_WINDOW, AdwWindow)

ParafaSlipWindow *parafa_slip_window_new (GtkWindow *parent,
                                          const ParafaFilingRecord *record,
                                          const ParafaFilingFate *fate,
                                          gint64 now_s);
GtkPrintOperation *parafa_slip_window_make_print (ParafaSlipWindow *self);

G_END_DECLS
