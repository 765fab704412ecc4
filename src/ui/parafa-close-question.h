/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "parafa-session.h"

G_BEGIN_DECLS

typedef void (*ParafaCloseFunc) (gboolean close, gpointer user_data);

gboolean parafa_close_question_is_needed (ParafaSession *session);
void parafa_close_question_ask (GtkWindow *parent, ParafaCloseFunc func, gpointer user_data);

G_END_DECLS
