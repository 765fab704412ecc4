/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "parafa-card.h"

G_BEGIN_DECLS

/* The server's page: address bar above, the view untouched, a note below. What the lock says comes
 * from the relay's connection to the server, because the view only sees the relay. The reload
 * button activates "login.reload". */
#define PARAFA_TYPE_WEB_PAGE (parafa_web_page_get_type ())
G_DECLARE_FINAL_TYPE (ParafaWebPage, parafa_web_page, PARAFA, WEB_PAGE, AdwBin)
GtkWidget *parafa_web_page_new (void);
/* view: (nullable): a widget with the properties "address" (string) and "loading" (gboolean) */
void parafa_web_page_set_view (ParafaWebPage *self, GtkWidget *view);
void parafa_web_page_set_practice (ParafaWebPage *self, gboolean practice);
/* what the relay knows of a connection; kept per host */
void parafa_web_page_add_upstream (ParafaWebPage *self, const ParafaUpstream *upstream);
const char *parafa_web_page_get_address (ParafaWebPage *self); /* "" before the first page */
/* where the host stands in an address, in bytes; 0 and 0 without one */
void parafa_web_page_find_host (const char *address, guint *start, guint *end);

G_END_DECLS
