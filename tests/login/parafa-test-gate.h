/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The relay's side of the view, with scripted pages in place of the real connection: a CONNECT proxy
 * with a password that ends TLS with a certificate of its own. */
typedef struct _ParafaTestGate ParafaTestGate;

ParafaTestGate *parafa_test_gate_new (const char *const *hosts, const char *password);
void parafa_test_gate_free (ParafaTestGate *self);
guint16 parafa_test_gate_get_port (ParafaTestGate *self);
const char *parafa_test_gate_get_certificate (ParafaTestGate *self);
/* head_and_body: everything after the status line's "HTTP/1.1 " */
void parafa_test_gate_answer (ParafaTestGate *self, const char *path, const char *head_and_body);
void parafa_test_gate_answer_html (ParafaTestGate *self, const char *path, const char *body);
void
parafa_test_gate_answer_redirect (ParafaTestGate *self, const char *path, const char *location);
/* how often a CONNECT for host:port came, whatever its answer */
guint parafa_test_gate_count_connects (ParafaTestGate *self, const char *host);
/* how often a CONNECT had no or a wrong password */
guint parafa_test_gate_count_strangers (ParafaTestGate *self);
guint parafa_test_gate_count_requests (ParafaTestGate *self, const char *path);
/* everything the pages' requests said, heads and bodies */
char *parafa_test_gate_dup_heard (ParafaTestGate *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaTestGate, parafa_test_gate_free)

G_END_DECLS
