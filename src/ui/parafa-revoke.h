/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "parafa-account.h"

G_BEGIN_DECLS

typedef void (*ParafaRevokeFunc) (gboolean revoke, gpointer user_data);

void parafa_revoke_ask (GtkWindow *parent,
                        ParafaAccount *account,
                        ParafaRevokeFunc func,
                        gpointer user_data);
void parafa_revoke_show_not_offered (GtkWindow *parent, const char *letter);

G_END_DECLS
