/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "parafa-jwt-inspection.h"
#include "parafa-token-verification.h"

G_BEGIN_DECLS

/* What is to be thought of a token: damaged, read only, verified or refused. The button asks for a key. */
#define PARAFA_TYPE_INSPECTOR_VERDICT (parafa_inspector_verdict_get_type ())
G_DECLARE_FINAL_TYPE (
    ParafaInspectorVerdict, parafa_inspector_verdict, PARAFA, INSPECTOR_VERDICT, GtkWidget)

void parafa_inspector_verdict_set_inspection (ParafaInspectorVerdict *self,
                                              ParafaJwtInspection *inspection);
void parafa_inspector_verdict_verify (ParafaInspectorVerdict *self, GFile *key);
const char *parafa_inspector_verdict_get_title (ParafaInspectorVerdict *self);
const char *parafa_inspector_verdict_get_text (ParafaInspectorVerdict *self);

G_END_DECLS
