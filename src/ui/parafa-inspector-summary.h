/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "parafa-claims.h"
#include "parafa-serial-search.h"

G_BEGIN_DECLS

/* May this token work? Its life, its rights, its certificate */
#define PARAFA_TYPE_INSPECTOR_SUMMARY (parafa_inspector_summary_get_type ())
G_DECLARE_FINAL_TYPE (
    ParafaInspectorSummary, parafa_inspector_summary, PARAFA, INSPECTOR_SUMMARY, GtkWidget)

void parafa_inspector_summary_set_claims (ParafaInspectorSummary *self,
                                          ParafaClaims *claims,
                                          gint64 now_s);
void parafa_inspector_summary_set_narrow (ParafaInspectorSummary *self, gboolean narrow);
void parafa_inspector_summary_show_search (ParafaInspectorSummary *self,
                                           const ParafaSerialSearch *search);
const char *parafa_inspector_summary_get_certificate (ParafaInspectorSummary *self);

G_END_DECLS
