/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Certificate authorities made for one test program with the openssl program */
typedef struct _HttpTestPki HttpTestPki;

HttpTestPki *http_test_pki_new (void);
void http_test_pki_free (HttpTestPki *self);
GBytes *http_test_pki_get_ca (HttpTestPki *self);
GBytes *http_test_pki_get_other_ca (HttpTestPki *self);
GTlsCertificate *http_test_pki_issue (HttpTestPki *self, const char *alt_name);
GTlsCertificate *http_test_pki_issue_expired (HttpTestPki *self, const char *alt_name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HttpTestPki, http_test_pki_free)

G_END_DECLS
