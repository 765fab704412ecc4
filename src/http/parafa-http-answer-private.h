/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "parafa-http.h"

G_BEGIN_DECLS

ParafaHttpAnswer *
parafa_http_answer_new (SoupMessage *message, ParafaSecret *body, gint64 duration_us);

G_END_DECLS
