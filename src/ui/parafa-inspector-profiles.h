/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "parafa-session.h"

G_BEGIN_DECLS

GMenuModel *parafa_inspector_profiles_make_menu (ParafaSession *session, const char *action);

G_END_DECLS
