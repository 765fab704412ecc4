/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "parafa-http.h"
#include "parafa-requests-text.h"

G_BEGIN_DECLS

/* The exchanges as a table. Property "selected" (ParafaHttpRecord) */
#define PARAFA_TYPE_REQUESTS_LIST (parafa_requests_list_get_type ())
G_DECLARE_FINAL_TYPE (ParafaRequestsList, parafa_requests_list, PARAFA, REQUESTS_LIST, GtkWidget)

void parafa_requests_list_set_model (ParafaRequestsList *self, GListModel *exchanges);
void parafa_requests_list_set_filter (ParafaRequestsList *self,
                                      const char *words,
                                      ParafaRequestsKind kind,
                                      const char *host);
void parafa_requests_list_set_narrow (ParafaRequestsList *self, gboolean narrow);
ParafaHttpRecord *parafa_requests_list_get_selected (ParafaRequestsList *self); /* (nullable) */
void parafa_requests_list_select (ParafaRequestsList *self, guint row);
guint parafa_requests_list_get_n_rows (ParafaRequestsList *self);
GPtrArray *parafa_requests_list_dup_shown (ParafaRequestsList *self);

G_END_DECLS
