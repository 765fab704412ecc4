/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Below this width of the page the narrow layout is used, in pixels */
#define PARAFA_PAGE_NARROW 560

#define PARAFA_TYPE_PAGE (parafa_page_get_type ())
G_DECLARE_FINAL_TYPE (ParafaPage, parafa_page, PARAFA, PAGE, GtkWidget)

gboolean parafa_page_is_narrow (ParafaPage *self);
void parafa_page_scroll_to_top (ParafaPage *self);

G_END_DECLS
