/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void parafa_form_set_sensitive (GtkWidget *form, gboolean sensitive);

G_END_DECLS
