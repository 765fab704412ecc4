/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A company's proxy: knows CONNECT, and leads to one port of this machine whatever it is asked for */
typedef struct _TestProxy TestProxy;

TestProxy *test_proxy_new (guint16 target_port, gboolean refuse);
char *test_proxy_dup_uri (TestProxy *self, const char *user);
guint test_proxy_get_count (TestProxy *self);
char *test_proxy_dup_last_head (TestProxy *self);
void test_proxy_free (TestProxy *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestProxy, test_proxy_free)

G_END_DECLS
