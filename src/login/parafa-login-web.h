/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <webkit/webkit.h>
#include "parafa-login-module.h"

G_BEGIN_DECLS

WebKitWebView *parafa_login_web_new (const ParafaLoginViewSettings *settings, GError **error);

G_END_DECLS
