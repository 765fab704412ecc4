/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "parafa-http.h"
#include "parafa-requests-text.h"

G_BEGIN_DECLS

/* The log of everything that was sent: win.tool::requests */
#define PARAFA_TYPE_REQUESTS_PAGE (parafa_requests_page_get_type ())
G_DECLARE_FINAL_TYPE (ParafaRequestsPage, parafa_requests_page, PARAFA, REQUESTS_PAGE, GtkWidget)

void parafa_requests_page_set_http (ParafaRequestsPage *self, ParafaHttp *http);
void parafa_requests_page_search (ParafaRequestsPage *self, const char *words);
void parafa_requests_page_select (ParafaRequestsPage *self, guint row);
void parafa_requests_page_save (ParafaRequestsPage *self, GFile *file);
gboolean parafa_requests_page_is_narrow (ParafaRequestsPage *self);

G_END_DECLS
