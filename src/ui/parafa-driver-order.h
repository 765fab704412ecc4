/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void parafa_driver_order_plan (int *priorities, guint n, guint first, guint last);

G_END_DECLS
