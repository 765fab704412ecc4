/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-view-module.h"

#include <gmodule.h>

#include "parafa-paths.h"

#define ENTRY "parafa_login_module_get"

G_DEFINE_QUARK (parafa_view_module_error, parafa_view_module_error)

static const ParafaLoginModule *
open_module (GError **error)
{
  g_autofree char *path = parafa_paths_find (PARAFA_PROGRAM_LOGIN_MODULE);
  GModule *module =
      path != NULL ? g_module_open (path, G_MODULE_BIND_LAZY | G_MODULE_BIND_LOCAL) : NULL;
  const ParafaLoginModule *functions = NULL;
  gpointer entry = NULL;

  if (module == NULL || !g_module_symbol (module, ENTRY, &entry) || entry == NULL)
    {
      g_set_error (error, PARAFA_VIEW_MODULE_ERROR, PARAFA_VIEW_MODULE_ERROR_OPEN,
                   "login module: %s", path != NULL ? g_module_error () : "not found");
      return NULL;
    }
  /* its types stay registered, so it can never be closed again */
  g_module_make_resident (module);
  functions = ((ParafaLoginModuleGet) entry) ();
  if (functions == NULL || functions->version != PARAFA_LOGIN_MODULE_VERSION)
    {
      g_set_error_literal (error, PARAFA_VIEW_MODULE_ERROR, PARAFA_VIEW_MODULE_ERROR_OPEN,
                           "login module: of another version");
      return NULL;
    }
  return functions;
}

static const ParafaLoginModule *
open_module_once (GError **error)
{
  static GMutex mutex;
  static const ParafaLoginModule *opened = NULL;
  const ParafaLoginModule *functions;

  g_mutex_lock (&mutex);
  if (opened == NULL)
    opened = open_module (error);
  functions = opened;
  g_mutex_unlock (&mutex);
  return functions;
}

static void
open_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  const ParafaLoginModule *opened = open_module_once (&error);

  if (opened == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (!opened->check_sandbox (&error))
    {
      g_task_return_new_error (task, PARAFA_VIEW_MODULE_ERROR, PARAFA_VIEW_MODULE_ERROR_SANDBOX,
                               "%s", error != NULL ? error->message : "sandbox check failed");
      return;
    }
  g_task_return_pointer (task, (gpointer) opened, NULL);
}

/**
 * parafa_view_module_open_async:
 * @cancellable: (nullable): a cancellable
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Maps the module that holds the web view and asks whether WebKit's sandbox can start. Both take
 * some 100 ms the first time, so they run on a worker thread while the person still chooses a
 * certificate. Later calls only ask about the sandbox again.
 *
 * Fails with #PARAFA_VIEW_MODULE_ERROR.
 */
void
parafa_view_module_open_async (GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, parafa_view_module_open_async);
  g_task_run_in_thread (task, open_in_thread);
}

/**
 * parafa_view_module_open_finish:
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer none): the functions of the module, valid for ever, or %NULL
 */
const ParafaLoginModule *
parafa_view_module_open_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
