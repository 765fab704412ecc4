/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A note for all programs of the application, until the session ends: a keyring that was opened without
 * anybody having asked for it waits for a person */
void parafa_vault_unasked_note (void);
gboolean parafa_vault_unasked_is_noted (void);
void parafa_vault_unasked_forget (void);

G_END_DECLS
