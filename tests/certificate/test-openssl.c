/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "test-openssl.h"

#include <glib/gstdio.h>

char *
test_openssl_make_dir (void)
{
  g_autoptr (GError) error = NULL;
  char *dir = g_dir_make_tmp ("parafa-openssl-XXXXXX", &error);

  g_assert_no_error (error);
  return dir;
}

void
test_openssl_remove_dir (char *dir)
{
  g_autoptr (GDir) files = g_dir_open (dir, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);

      g_remove (path);
    }
  g_rmdir (dir);
  g_free (dir);
}

/**
 * test_openssl_run:
 * @dir: where to run it
 * @command: for the shell
 *
 * Runs a program that has to work.
 */
void
test_openssl_run (const char *dir, const char *command)
{
  const char *const argv[] = { "sh", "-euc", command, NULL };
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;
  g_autoptr (GError) error = NULL;
  int status = 0;

  g_spawn_sync (dir, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, &err, &status,
                &error);
  g_assert_no_error (error);
  if (status != 0)
    g_error ("%s: %s %s", command, out, err);
}

GBytes *
test_openssl_read (const char *dir, const char *name)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);
  g_autoptr (GError) error = NULL;
  char *data = NULL;
  gsize size = 0;

  g_file_get_contents (path, &data, &size, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (data, size);
}

static const char *
get_key_options (const char *key)
{
  if (g_strcmp0 (key, "rsa") == 0)
    return "rsa:2048";
  if (g_strcmp0 (key, "ed25519") == 0)
    return "ed25519";
  if (g_strcmp0 (key, "p384") == 0)
    return "ec -pkeyopt ec_paramgen_curve:P-384";
  return "ec -pkeyopt ec_paramgen_curve:P-256";
}

/**
 * test_openssl_make:
 * @dir: where the files go: c.pem, c.der, k.pem
 * @spec: what to make
 *
 * Returns: (transfer full): a certificate that vouches for itself, DER
 */
GBytes *
test_openssl_make (const char *dir, const TestOpensslSpec *spec)
{
  g_autofree char *config = NULL;
  g_autofree char *path = g_build_filename (dir, "c.cnf", NULL);
  g_autofree char *command = NULL;
  g_autoptr (GError) error = NULL;

  config =
      g_strdup_printf ("[req]\ndistinguished_name=dn\nx509_extensions=ext\nprompt=no\n"
                       "utf8=yes\nstring_mask=%s\n[dn]\n%s\n[ext]\n%s\n",
                       spec->mask != NULL ? spec->mask : "utf8only", spec->names,
                       spec->extensions != NULL ? spec->extensions : "subjectKeyIdentifier=hash");
  g_file_set_contents (path, config, -1, &error);
  g_assert_no_error (error);
  command = g_strdup_printf ("openssl req -x509 -newkey %s -nodes -keyout k.pem -config c.cnf "
                             "-set_serial %s -days %u -out c.pem && "
                             "openssl x509 -in c.pem -outform DER -out c.der",
                             get_key_options (spec->key),
                             spec->serial != NULL ? spec->serial : "0x5c009e417ad29c4f1a",
                             spec->days > 0 ? spec->days : 30);
  test_openssl_run (dir, command);
  return test_openssl_read (dir, "c.der");
}

/**
 * test_openssl_make_dated:
 * @dir: where the files go
 * @from: "2026-01-01 10:00:00"
 * @to: the same
 *
 * Returns: (transfer full): a certificate by GnuTLS's certtool, in force between these times
 */
GBytes *
test_openssl_make_dated (const char *dir, const char *from, const char *to)
{
  g_autofree char *command =
      g_strdup_printf ("printf 'cn = \"Ion Țepeș\"\\nserial = 77\\nsigning_key\\n"
                       "activation_date = \"%s UTC\"\\nexpiration_date = \"%s UTC\"\\n' >t.cfg && "
                       "certtool --generate-privkey --key-type ecdsa --outfile k.pem >/dev/null && "
                       "certtool --generate-self-signed --load-privkey k.pem --template t.cfg "
                       "--outder --outfile c.der",
                       from, to);

  test_openssl_run (dir, command);
  return test_openssl_read (dir, "c.der");
}
