/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-process.h"

#include <errno.h>
#include <sys/prctl.h>
#include <sys/resource.h>

/* Variables that make a library write down what it sends, receives or is given, or weaken its TLS.
 * G_MESSAGES_DEBUG stays: the project's own messages hold no secret. GnuTLS has read its own two
 * before main(); for this process its log is silenced where GnuTLS is used, here it is kept from the
 * children. */
static const char *const loud_variables[] = {
  "G_TLS_GNUTLS_PRIORITY", "GNUTLS_DEBUG_LEVEL", "P11_KIT_DEBUG", "SOUP_DEBUG", "SSLKEYLOGFILE",
};

static void
forbid_core_dumps (void)
{
  const struct rlimit none = { 0, 0 };

  if (setrlimit (RLIMIT_CORE, &none) != 0)
    g_warning ("process: core dumps cannot be forbidden: %s", g_strerror (errno));
}

/**
 * parafa_process_harden_application:
 *
 * For the start of the program with the window, before any thread: no core dumps, and no
 * environment variable that makes a library log secrets. The process stays open to /proc: portals
 * look at `/proc/PID/root` of who calls them and refuse a process they cannot look into. What is
 * secret lies in pages that are not dumped (#ParafaSecret).
 */
void
parafa_process_harden_application (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (loud_variables); i++)
    g_unsetenv (loud_variables[i]);
  forbid_core_dumps ();
}

/**
 * parafa_process_harden:
 *
 * For the start of a process that has a PIN, a key or a token and calls no portal (the card process,
 * the terminal program), before any thread: as parafa_process_harden_application(), and no other
 * process of the same user may trace it or read its memory.
 */
void
parafa_process_harden (void)
{
  parafa_process_harden_application ();
  if (prctl (PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
    g_warning ("process: tracing cannot be forbidden: %s", g_strerror (errno));
}
