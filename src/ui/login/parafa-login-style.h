/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* loads login.css, once: before the first widget of this folder is shown */
void parafa_login_style_load (void);

G_END_DECLS
