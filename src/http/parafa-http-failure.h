/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-http.h"

G_BEGIN_DECLS

GError *parafa_http_failure_translate (const GError *foreign, gboolean sent);

G_END_DECLS
