/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-sandbox.h"

#include <gio/gio.h>
#include <string.h>

#define PROBE_TIMEOUT_MS 5000
#define MESSAGE_MAX_BYTES 400

G_DEFINE_QUARK (parafa_sandbox_error, parafa_sandbox_error)

typedef struct
{
  GSubprocess *process; /* (unowned) */
  char *said;           /* (owned) (nullable): its standard error */
  gboolean timed_out;
  gboolean done;
} Probe;

static void
probe_communicated (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Probe *probe = user_data;

  if (!g_subprocess_communicate_utf8_finish (G_SUBPROCESS (source), result, NULL, &probe->said,
                                             NULL))
    probe->said = NULL; /* not UTF-8: the exit status says enough */
  probe->done = TRUE;
}

static gboolean
on_probe_timeout (gpointer user_data)
{
  Probe *probe = user_data;

  probe->timed_out = TRUE;
  g_subprocess_force_exit (probe->process);
  return G_SOURCE_REMOVE;
}

/* Runs on a context of its own: the caller is a worker thread that waits anyway */
static void
wait_for_probe (Probe *probe, guint timeout_ms)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GSource) timeout = g_timeout_source_new (timeout_ms);

  g_main_context_push_thread_default (context);
  g_source_set_callback (timeout, on_probe_timeout, probe, NULL);
  g_source_attach (timeout, context);
  g_subprocess_communicate_utf8_async (probe->process, NULL, NULL, probe_communicated, probe);
  while (!probe->done)
    g_main_context_iteration (context, TRUE);
  g_source_destroy (timeout);
  g_main_context_pop_thread_default (context);
}

/**
 * parafa_sandbox_probe:
 * @argv: (array zero-terminated=1): the program to try and its arguments
 * @timeout_ms: how long it may take, in milliseconds; it is killed then
 * @error: return location
 *
 * Runs a program and waits for it. Blocks: call it on a worker thread.
 *
 * Fails with %PARAFA_SANDBOX_ERROR_NOT_INSTALLED when there is no such program, and with
 * %PARAFA_SANDBOX_ERROR_FAILED when it does not start, fails or hangs.
 *
 * Returns: whether the program ended well
 */
gboolean
parafa_sandbox_probe (const char *const *argv, guint timeout_ms, GError **error)
{
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) spawn_error = NULL;
  g_autofree char *said = NULL;
  Probe probe = { 0 };

  g_return_val_if_fail (argv != NULL && argv[0] != NULL, FALSE);

  process =
      g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_PIPE,
                         &spawn_error);
  if (process == NULL)
    {
      g_set_error_literal (error, PARAFA_SANDBOX_ERROR,
                           g_error_matches (spawn_error, G_SPAWN_ERROR, G_SPAWN_ERROR_NOENT)
                               ? PARAFA_SANDBOX_ERROR_NOT_INSTALLED
                               : PARAFA_SANDBOX_ERROR_FAILED,
                           spawn_error->message);
      return FALSE;
    }
  probe.process = process;
  wait_for_probe (&probe, timeout_ms);
  said = g_steal_pointer (&probe.said);
  if (probe.timed_out)
    {
      g_set_error (error, PARAFA_SANDBOX_ERROR, PARAFA_SANDBOX_ERROR_FAILED,
                   "%s did not end within %u ms", argv[0], timeout_ms);
      return FALSE;
    }
  if (g_subprocess_get_successful (process))
    return TRUE;
  if (said != NULL)
    g_strstrip (said);
  g_set_error (error, PARAFA_SANDBOX_ERROR, PARAFA_SANDBOX_ERROR_FAILED, "%s: %.*s", argv[0],
               MESSAGE_MAX_BYTES, said != NULL && *said != '\0' ? said : "failed without a word");
  return FALSE;
}

/**
 * parafa_sandbox_check:
 * @error: return location
 *
 * Finds out whether WebKit can start its sandbox here. WebKit ends the whole program with
 * g_error() where it cannot, so this has to be asked before the first view. Blocks for some
 * 10 ms, at most 5 s: call it on a worker thread.
 *
 * Fails with %PARAFA_SANDBOX_ERROR_NOT_INSTALLED and %PARAFA_SANDBOX_ERROR_FAILED.
 *
 * Returns: whether a view can be made
 */
gboolean
parafa_sandbox_check (GError **error)
{
  /* The namespaces WebKit needs itself: a private process tree and its own /dev and /proc */
  static const char *const argv[] = { "bwrap",         "--ro-bind", "/",      "/",
                                      "--dev",         "/dev",      "--proc", "/proc",
                                      "--unshare-pid", "true",      NULL };
  /* Inside a Flatpak WebKit asks the portal for a sandbox instead, and tries it out with these words */
  static const char *const flatpak_argv[] = {
    "flatpak-spawn", "--sandbox", "--sandbox-expose-path-ro-try=/this_path_doesnt_exist", "true",
    NULL
  };
  const char *off = g_getenv ("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS");

  /* WebKit's own switch: whoever sets it gets no sandbox, so none has to start */
  if (off != NULL && !g_str_equal (off, "0"))
    return TRUE;
  if (g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS))
    return parafa_sandbox_probe (flatpak_argv, PROBE_TIMEOUT_MS, error);
  return parafa_sandbox_probe (argv, PROBE_TIMEOUT_MS, error);
}
