/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PARAFA_LOGIN_ERROR (parafa_login_error_quark ())
GQuark parafa_login_error_quark (void);

/**
 * ParafaLoginError:
 * @PARAFA_LOGIN_ERROR_SANDBOX: WebKit's sandbox cannot start here; the message holds what the
 *   sandbox program said
 */
typedef enum
{
  PARAFA_LOGIN_ERROR_SANDBOX,
} ParafaLoginError;

gboolean parafa_login_sandbox_check (GError **error);
gboolean parafa_login_sandbox_probe (const char *const *argv, guint timeout_ms, GError **error);

G_END_DECLS
