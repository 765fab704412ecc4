/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-http.h"

G_BEGIN_DECLS

gint64 parafa_http_answer_get_date (ParafaHttpAnswer *self);

G_END_DECLS
