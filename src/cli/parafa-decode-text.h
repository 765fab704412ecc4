/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-claims.h"
#include "parafa-secret.h"

G_BEGIN_DECLS

ParafaSecret *parafa_decode_text_json (ParafaJwt *jwt, const char *problem);
char *parafa_decode_text_describe (ParafaJwt *jwt, const char *masked, gint64 now_s);

G_END_DECLS
