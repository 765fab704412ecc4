/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define PARAFA_TYPE_HTTP_DIRECT (parafa_http_direct_get_type ())
G_DECLARE_FINAL_TYPE (ParafaHttpDirect, parafa_http_direct, PARAFA, HTTP_DIRECT, GObject)

GProxyResolver *parafa_http_direct_new (GProxyResolver *system);

G_END_DECLS
