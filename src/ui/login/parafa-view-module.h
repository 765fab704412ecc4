/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include "parafa-login-module.h"

G_BEGIN_DECLS

#define PARAFA_VIEW_MODULE_ERROR (parafa_view_module_error_quark ())
GQuark parafa_view_module_error_quark (void);

/**
 * ParafaViewModuleError:
 * @PARAFA_VIEW_MODULE_ERROR_OPEN: the module is not there, or is of another version
 * @PARAFA_VIEW_MODULE_ERROR_SANDBOX: WebKit's sandbox cannot start here; a view would end the
 *   program
 */
typedef enum
{
  PARAFA_VIEW_MODULE_ERROR_OPEN,
  PARAFA_VIEW_MODULE_ERROR_SANDBOX,
} ParafaViewModuleError;

/* Opens the module with the web view, once, and checks the sandbox, on a worker thread */
void parafa_view_module_open_async (GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
/* (transfer none): valid for ever */
const ParafaLoginModule *parafa_view_module_open_finish (GAsyncResult *result, GError **error);

G_END_DECLS
