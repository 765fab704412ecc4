/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-http-details.h"
#include "parafa-http.h"

G_BEGIN_DECLS

ParafaHttpExchange *parafa_http_exchange_new (const char *method,
                                              const char *uri,
                                              gint64 at_us,
                                              guint status,
                                              gint64 duration_us,
                                              const GError *problem);
ParafaHttpRecord *parafa_http_record_new (const ParafaHttpExchange *exchange);
void parafa_http_record_set_details (ParafaHttpRecord *self, ParafaHttpDetails *details);

G_END_DECLS
