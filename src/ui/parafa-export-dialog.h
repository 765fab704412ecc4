/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "parafa-export.h"

G_BEGIN_DECLS

void parafa_export_dialog_present (GtkWindow *parent, ParafaAccount *account);

G_END_DECLS
