/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "parafa-http-details.h"

G_BEGIN_DECLS

ParafaHttpDetails *parafa_http_details_new (ParafaHttpRequest *request,
                                            SoupMessage *message,
                                            ParafaSecret *answer_body);
gsize parafa_http_details_get_size (ParafaHttpDetails *self);
void parafa_http_details_add (GPtrArray *fields,
                              const char *name,
                              const char *value,
                              const char *variable);

G_END_DECLS
