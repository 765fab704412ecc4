/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "session-shim.h"

#include <glib/gstdio.h>

static char *trace_file;
static char *gone_file;
static char *tries_file;

static const char *const variables[] = {
  "TEST_PKCS11_GONE_AT",    "TEST_PKCS11_NO_PSS",     "TEST_PKCS11_FALSE_PSS",
  "TEST_PKCS11_SLOW_MS",    "TEST_PKCS11_ABORT_AT",   "TEST_PKCS11_HANG_AT",
  "TEST_PKCS11_PAD",        "TEST_PKCS11_PAD_PIN",    "TEST_PKCS11_LOGIN_RV",
  "TEST_PKCS11_SIGN_RV",    "TEST_PKCS11_MORE_FLAGS", "TEST_PKCS11_ONE_DEVICE",
  "TEST_PKCS11_LESS_FLAGS", "TEST_PKCS11_BOUNCES",
};

void
session_shim_prepare (void)
{
  const char *library = g_getenv ("TEST_PKCS11_LIBRARY");

  g_assert_nonnull (library);
  trace_file = g_build_filename (g_get_home_dir (), "trace", NULL);
  gone_file = g_build_filename (g_get_home_dir (), "gone", NULL);
  tries_file = g_build_filename (g_get_home_dir (), "tries", NULL);
  g_setenv ("TEST_PKCS11_TRACE", trace_file, TRUE);
  g_setenv ("TEST_PKCS11_GONE", gone_file, TRUE);
  g_setenv ("TEST_PKCS11_TRIES", tries_file, TRUE);
  g_setenv ("LD_PRELOAD", library, TRUE);
#ifdef __SANITIZE_ADDRESS__
  {
    g_autofree char *options =
        g_strconcat (g_getenv ("ASAN_OPTIONS") != NULL ? g_getenv ("ASAN_OPTIONS") : "",
                     ":verify_asan_link_order=0", NULL);
    g_setenv ("ASAN_OPTIONS", options, TRUE);
  }
#endif
}

void
session_shim_reset (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (variables); i++)
    g_unsetenv (variables[i]);
  g_remove (trace_file);
  g_remove (gone_file);
  g_remove (tries_file);
}

void
session_shim_set (const char *variable, const char *value)
{
  g_setenv (variable, value, TRUE);
}

void
session_shim_pull_out (void)
{
  g_assert_true (g_file_set_contents (gone_file, "", 0, NULL));
}

void
session_shim_put_in (void)
{
  g_remove (gone_file);
}

void
session_shim_set_wrong_tries (guint n)
{
  g_autofree char *text = g_strdup_printf ("%u", n);

  g_assert_true (g_file_set_contents (tries_file, text, -1, NULL));
}

guint
session_shim_count (const char *call)
{
  g_autofree char *trace = NULL;
  g_auto (GStrv) lines = NULL;
  guint n = 0;

  if (!g_file_get_contents (trace_file, &trace, NULL, NULL))
    return 0;
  lines = g_strsplit (trace, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    n += g_str_has_prefix (lines[i], call) ? 1 : 0;
  return n;
}
