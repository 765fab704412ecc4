/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "parafa-secret.h"

G_BEGIN_DECLS

/* The page for machines on which no web view can be shown: ANAF's page in the system's browser, and the
 * callback's address pasted from there. What is pasted holds the permission for a token: it lies in locked
 * memory until take_answer() moves it into a ParafaSecret. Property "ready" (gboolean): something was
 * pasted. Signal "submit" (): Return was pressed in the entry. */
#define PARAFA_TYPE_PASTE_PAGE (parafa_paste_page_get_type ())
G_DECLARE_FINAL_TYPE (ParafaPastePage, parafa_paste_page, PARAFA, PASTE_PAGE, AdwBin)
GtkWidget *parafa_paste_page_new (void);
/* address: where the browser begins; redirect: how the pasted address begins. The entry is emptied when the
 * address is another one */
void parafa_paste_page_show (ParafaPastePage *self, const char *address, const char *redirect);
/* problem: (nullable): what was wrong with what was pasted, in a sentence */
void parafa_paste_page_set_problem (ParafaPastePage *self, const char *problem);
gboolean parafa_paste_page_is_ready (ParafaPastePage *self);
ParafaSecret *parafa_paste_page_take_answer (ParafaPastePage *self); /* (transfer full) */
void parafa_paste_page_clear (ParafaPastePage *self);
void parafa_paste_page_focus (ParafaPastePage *self);

G_END_DECLS
