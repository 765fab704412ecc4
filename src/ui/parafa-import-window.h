/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "parafa-session.h"

G_BEGIN_DECLS

/* Reads what other programs keep, shows it masked, and takes in what is chosen */
#define PARAFA_TYPE_IMPORT_WINDOW (parafa_import_window_get_type ())
G_DECLARE_FINAL_TYPE (ParafaImportWindow, parafa_import_window, PARAFA, IMPORT_WINDOW, AdwWindow)

ParafaImportWindow *parafa_import_window_present (GtkWindow *parent, ParafaSession *session);
void parafa_import_window_read_file (ParafaImportWindow *self, GFile *file);
void parafa_import_window_read_text (ParafaImportWindow *self, ParafaSecret *text);

G_END_DECLS
