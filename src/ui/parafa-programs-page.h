/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "parafa-broker.h"

G_BEGIN_DECLS

#define PARAFA_TYPE_PROGRAMS_PAGE (parafa_programs_page_get_type ())
G_DECLARE_FINAL_TYPE (ParafaProgramsPage, parafa_programs_page, PARAFA, PROGRAMS_PAGE, AdwBin)

void parafa_programs_page_set_broker (ParafaProgramsPage *self, ParafaBroker *broker);
void parafa_programs_page_show_consents (ParafaProgramsPage *self, ParafaConsents *consents);

G_END_DECLS
