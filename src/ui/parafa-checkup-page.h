/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "parafa-checkup.h"

G_BEGIN_DECLS

/* A panel: looks at everything that a login needs while it is shown */
#define PARAFA_TYPE_CHECKUP_PAGE (parafa_checkup_page_get_type ())
G_DECLARE_FINAL_TYPE (ParafaCheckupPage, parafa_checkup_page, PARAFA, CHECKUP_PAGE, AdwBin)

/* (nullable): NULL before a session is known */
ParafaCheckup *parafa_checkup_page_get_checkup (ParafaCheckupPage *self);
void parafa_checkup_page_run (ParafaCheckupPage *self);
void parafa_checkup_page_cancel (ParafaCheckupPage *self);
gboolean parafa_checkup_page_is_running (ParafaCheckupPage *self);
/* for pictures: shows a line as if the step had found it */
void parafa_checkup_page_show_line (ParafaCheckupPage *self, ParafaCheckupLine *line);
void parafa_checkup_page_show_summary (ParafaCheckupPage *self);
const char *parafa_checkup_page_get_sentence (ParafaCheckupPage *self);
const char *parafa_checkup_page_get_pill (ParafaCheckupPage *self);

G_END_DECLS
