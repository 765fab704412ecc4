/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PARAFA_SANDBOX_ERROR (parafa_sandbox_error_quark ())
GQuark parafa_sandbox_error_quark (void);

/**
 * ParafaSandboxError: (messages hold what the sandbox program said)
 */
typedef enum
{
  PARAFA_SANDBOX_ERROR_FAILED,        /* it ended badly, or not in time */
  PARAFA_SANDBOX_ERROR_NOT_INSTALLED, /* there is no such program */
} ParafaSandboxError;

gboolean parafa_sandbox_check (GError **error);
gboolean parafa_sandbox_probe (const char *const *argv, guint timeout_ms, GError **error);

G_END_DECLS
