/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-issuer-folder.h"

#include "test-pki.h"

#include <glib/gstdio.h>
#include <unistd.h>

typedef struct
{
  char *path;
  GPtrArray *issuers;
  GPtrArray *problems;
} Fixture;

static gint64
get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->path = g_dir_make_tmp ("parafa-issuers-XXXXXX", NULL);
  self->issuers = g_ptr_array_new_with_free_func (g_object_unref);
  self->problems = parafa_issuer_problems_new ();
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (self->path, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (self->path, name, NULL);

      g_remove (file);
    }
  g_rmdir (self->path);
  g_free (self->path);
  g_ptr_array_unref (self->issuers);
  g_ptr_array_unref (self->problems);
}

static void
put (Fixture *self, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (self->path, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
put_cert (Fixture *self, const char *name, const TestCertSpec *spec, const TestCert *issuer)
{
  g_autoptr (TestCert) cert = test_cert_new (spec, issuer);
  g_autofree char *pem = test_cert_to_pem (cert);

  put (self, name, pem);
}

static void
assert_problem (Fixture *self, guint nth, const char *name, ParafaIssuerReason reason)
{
  const ParafaIssuerProblem *problem = g_ptr_array_index (self->problems, nth);

  g_assert_true (g_str_has_suffix (problem->file, name));
  g_assert_cmpint (problem->reason, ==, reason);
}

static void
test_absent_is_empty (Fixture *self, gconstpointer data)
{
  parafa_issuer_folder_read ("/nowhere/at/all", get_now (), self->issuers, self->problems);
  g_assert_cmpuint (self->issuers->len, ==, 0);
  g_assert_cmpuint (self->problems->len, ==, 0);
}

/* Each that cannot be used is named with its reason; hidden files and notes are nobody's certificates */
static void
test_each_reason (Fixture *self, gconstpointer data)
{
  const TestCertSpec root_spec = { .purpose = TEST_AUTHORITY, .name = "Rădăcină" };
  const TestCertSpec good = { .purpose = TEST_AUTHORITY, .name = "Emitent" };
  const TestCertSpec ended = { .purpose = TEST_AUTHORITY,
                               .name = "Vechi",
                               .from_days = -10,
                               .to_days = -1 };
  const TestCertSpec person = { .purpose = TEST_PERSON, .name = "Om" };
  g_autoptr (TestCert) root = test_cert_new (&root_spec, NULL);
  g_autofree char *dangling = g_build_filename (self->path, "g", NULL);

  put_cert (self, "a.pem", &good, root);
  put_cert (self, "b.pem", &ended, root);
  put_cert (self, "c.pem", &person, root);
  put_cert (self, "d.pem", &root_spec, NULL);
  put (self, "e.pem", "");
  put (self, "f.pem", "no certificate");
  g_assert_cmpint (symlink ("/nowhere/at/all", dangling), ==, 0);
  put (self, ".hidden", "x");
  put (self, "README", "x");
  parafa_issuer_folder_read (self->path, get_now (), self->issuers, self->problems);
  g_assert_cmpuint (self->issuers->len, ==, 1);
  g_assert_cmpstr (parafa_certificate_get_holder (self->issuers->pdata[0]), ==, "Emitent");
  g_assert_cmpuint (self->problems->len, ==, 6);
  assert_problem (self, 0, "b.pem", PARAFA_ISSUER_EXPIRED);
  assert_problem (self, 1, "c.pem", PARAFA_ISSUER_NO_AUTHORITY);
  assert_problem (self, 2, "d.pem", PARAFA_ISSUER_SELF_SIGNED);
  assert_problem (self, 3, "e.pem", PARAFA_ISSUER_INVALID);
  assert_problem (self, 4, "f.pem", PARAFA_ISSUER_INVALID);
  assert_problem (self, 5, "g", PARAFA_ISSUER_UNREADABLE);
}

static void
test_several_in_a_file (Fixture *self, gconstpointer data)
{
  const TestCertSpec root_spec = { .purpose = TEST_AUTHORITY, .name = "Rădăcină" };
  const TestCertSpec a_spec = { .purpose = TEST_AUTHORITY, .name = "Emitent A" };
  const TestCertSpec b_spec = { .purpose = TEST_AUTHORITY, .name = "Emitent B" };
  g_autoptr (TestCert) root = test_cert_new (&root_spec, NULL);
  g_autoptr (TestCert) a = test_cert_new (&a_spec, root);
  g_autoptr (TestCert) b = test_cert_new (&b_spec, root);
  g_autofree char *a_pem = test_cert_to_pem (a);
  g_autofree char *b_pem = test_cert_to_pem (b);
  g_autofree char *both = g_strconcat ("# two\n", a_pem, b_pem, NULL);

  put (self, "both.pem", both);
  parafa_issuer_folder_read (self->path, get_now (), self->issuers, NULL);
  g_assert_cmpuint (self->issuers->len, ==, 2);
}

#define ADD(path, function)                                                                        \
  g_test_add ("/certificate/issuer-folder/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("absent-is-empty", test_absent_is_empty);
  ADD ("each-reason", test_each_reason);
  ADD ("several-in-a-file", test_several_in_a_file);
  return g_test_run ();
}
