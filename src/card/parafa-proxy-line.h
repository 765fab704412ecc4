/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-secret.h"

G_BEGIN_DECLS

ParafaSecret *parafa_proxy_line_new (const char *user, const char *password);
gsize
parafa_proxy_line_strip (const ParafaSecret *line, gsize *matched, guint8 *bytes, gsize length);

G_END_DECLS
