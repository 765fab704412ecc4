/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A server that reads requests byte by byte and answers as a script says, also against the rules. Every
 * connection has a thread of its own. */
typedef struct _HttpTestRaw HttpTestRaw;

typedef void (*HttpTestScript) (HttpTestRaw *self, GIOStream *stream);

HttpTestRaw *http_test_raw_new (GTlsCertificate *certificate, HttpTestScript script);
void http_test_raw_free (HttpTestRaw *self);
guint16 http_test_raw_get_port (HttpTestRaw *self);
int http_test_raw_count_connections (HttpTestRaw *self);
int http_test_raw_count_requests (HttpTestRaw *self);

/* For scripts */
char *http_test_raw_read (HttpTestRaw *self, GIOStream *stream);
void http_test_raw_write (GIOStream *stream, const char *text);
void http_test_raw_wait_closed (HttpTestRaw *self, GIOStream *stream);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HttpTestRaw, http_test_raw_free)

G_END_DECLS
