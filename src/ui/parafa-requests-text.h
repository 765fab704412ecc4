/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-http-details.h"
#include "parafa-pill.h"

G_BEGIN_DECLS

/* Which exchanges are listed */
typedef enum
{
  PARAFA_REQUESTS_ALL,
  PARAFA_REQUESTS_GOOD,    /* answered with 2xx or 3xx */
  PARAFA_REQUESTS_REFUSED, /* 4xx, 5xx */
  PARAFA_REQUESTS_NO_ANSWER,
} ParafaRequestsKind;

char *parafa_requests_text_time (gint64 at_us);
char *parafa_requests_text_status (const ParafaHttpExchange *exchange);
ParafaPillKind parafa_requests_text_get_kind (const ParafaHttpExchange *exchange);
char *parafa_requests_text_host (const ParafaHttpExchange *exchange);
char *parafa_requests_text_request (ParafaHttpRecord *record);
char *parafa_requests_text_answer (ParafaHttpRecord *record);
char *parafa_requests_text_pretty (const char *type, const char *body);
gboolean parafa_requests_text_matches (ParafaHttpRecord *record,
                                       const char *words,
                                       ParafaRequestsKind kind,
                                       const char *host);

G_END_DECLS
