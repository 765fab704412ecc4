/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "parafa-secret.h"

G_BEGIN_DECLS

/* How long a copied secret stays, in seconds */
#define PARAFA_SECRET_CLIPBOARD_SECONDS 60

void parafa_secret_clipboard_copy (GdkClipboard *clipboard, ParafaSecret *secret);
void
parafa_secret_clipboard_copy_for (GdkClipboard *clipboard, ParafaSecret *secret, guint time_ms);
void parafa_secret_clipboard_clear (GdkClipboard *clipboard);

G_END_DECLS
