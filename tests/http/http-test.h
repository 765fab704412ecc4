/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-http.h"
#include "parafa-test.h"

G_BEGIN_DECLS

/* Sends and waits, for tests only */
ParafaHttpAnswer *
http_test_send (ParafaHttp *http, ParafaHttpRequest *request, guint timeout_ms, GError **error);
ParafaHttpAnswer *http_test_get (ParafaHttp *http, const char *uri, GError **error);
ParafaHttpAnswer *
http_test_post (ParafaHttp *http, const char *uri, const char *body, GError **error);

/* Every name but those under .localhost is this machine's or is not found */
void http_test_resolve_all (void);
void http_test_resolve_nothing (void);

G_END_DECLS
