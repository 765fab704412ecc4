/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "parafa-broker.h"
#include "parafa-filing-watch.h"

G_BEGIN_DECLS

#define PARAFA_TYPE_APPLICATION (parafa_application_get_type ())
G_DECLARE_FINAL_TYPE (ParafaApplication, parafa_application, PARAFA, APPLICATION, AdwApplication)

ParafaApplication *parafa_application_new (void);
ParafaBroker *parafa_application_get_broker (ParafaApplication *self);
ParafaFilingWatch *parafa_application_get_filing_watch (ParafaApplication *self);

G_END_DECLS
