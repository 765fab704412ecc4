/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "parafa-companies.h"
#include "parafa-filings.h"

G_BEGIN_DECLS

/* The transports a company carries for others, as they declared them: asked of ANAF, kept nowhere */
#define PARAFA_TYPE_CARRIED_WINDOW (parafa_carried_window_get_type ())
G_DECLARE_FINAL_TYPE (ParafaCarriedWindow, parafa_carried_window, PARAFA, CARRIED_WINDOW, AdwWindow)
GtkWindow *parafa_carried_window_present (GtkWindow *parent,
                                          ParafaFilings *filings,
                                          const char *profile,
                                          ParafaFilingSystem system,
                                          ParafaCompanies *companies);
void parafa_carried_window_ask (ParafaCarriedWindow *self, const char *carrier, const char *words);
const char *parafa_carried_window_get_state (ParafaCarriedWindow *self);

G_END_DECLS
