/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Says what is being waited for: nothing at first, since most waits are over at once; a title and a
 * sentence soon; a hint after some seconds. */
#define PARAFA_TYPE_WAITING_PAGE (parafa_waiting_page_get_type ())
G_DECLARE_FINAL_TYPE (ParafaWaitingPage, parafa_waiting_page, PARAFA, WAITING_PAGE, AdwBin)
GtkWidget *parafa_waiting_page_new (void);
void parafa_waiting_page_start (ParafaWaitingPage *self,
                                const char *title,
                                const char *text,
                                const char *hint);
void parafa_waiting_page_stop (ParafaWaitingPage *self);

G_END_DECLS
