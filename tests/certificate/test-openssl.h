/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Certificates made by other programs than the library that reads them */
typedef struct
{
  const char *key;        /* (nullable): "rsa", "ec" (the default), "p384", "ed25519" */
  const char *mask;       /* (nullable): OpenSSL's string_mask */
  const char *serial;     /* (nullable): "0x5a11", "-0x5a11" */
  const char *names;      /* lines of the subject, "CN=…" */
  const char *extensions; /* (nullable): lines of the section, and sections after it */
} TestOpensslSpec;

char *test_openssl_make_dir (void);
void test_openssl_remove_dir (char *dir);
GBytes *test_openssl_make (const char *dir, const TestOpensslSpec *spec);
GBytes *test_openssl_make_dated (const char *dir, const char *from, const char *to);
void test_openssl_run (const char *dir, const char *command);
GBytes *test_openssl_read (const char *dir, const char *name);

G_END_DECLS
