/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "parafa-http-details.h"
#include "parafa-http.h"

G_BEGIN_DECLS

const char *parafa_http_request_get_method (ParafaHttpRequest *self);
const char *parafa_http_request_get_uri (ParafaHttpRequest *self);
SoupMessage *parafa_http_request_build (ParafaHttpRequest *self, GError **error);
void parafa_http_request_wipe_message (SoupMessage *message);
GBytes *parafa_http_request_describe (ParafaHttpRequest *self, ParafaHttpDetails *details);
char *parafa_http_request_redact_values (ParafaHttpRequest *self, const char *text);

G_END_DECLS
