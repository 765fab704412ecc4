/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Places the parts of the login sheet: step list, content and explanation side by side where there
 * is room, else a line with the step above and the explanation below. Properties (widgets):
 * "steps", "line", "content", "explanation". */
#define PARAFA_TYPE_LOGIN_LAYOUT (parafa_login_layout_get_type ())
G_DECLARE_FINAL_TYPE (ParafaLoginLayout, parafa_login_layout, PARAFA, LOGIN_LAYOUT, GtkWidget)
gboolean parafa_login_layout_is_narrow (ParafaLoginLayout *self);

G_END_DECLS
