/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Which issuers' certificates are sent, shown by servers that know the root only; and the keys that are
 * not RSA */

#include "test-fixture.h"

#include <glib/gstdio.h>
#include <unistd.h>

static TestWorld *world;
static TestCert *sub;     /* lies on no token */
static TestCert *sub_old; /* the same issuer's certificate of before, ended */
static TestCert *person;  /* on the token, issued by @sub */
static TestCert *ec_384;  /* on the token, issued by the world's @sub, which is there, too */
static char *folder;      /* of the person's issuers */
static char *person_p12;  /* without any issuer */

static const TestGateStyle styles[] = { TEST_GATE_RENEGOTIATION, TEST_GATE_FIRST_12,
                                        TEST_GATE_FIRST_13, TEST_GATE_POST_HANDSHAKE };

static void
put (const TestCert *cert, const char *name)
{
  g_autofree char *pem = test_cert_to_pem (cert);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, pem, -1, NULL));
}

static void
put_text (const char *text, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
set_up (TestFixture *self, gconstpointer data)
{
  const char *const clean[] = { "rm", "-rf", folder, NULL };

  test_world_run (clean);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  test_fixture_set_up (self, data);
}

static void
unlock_or_open (TestFixture *self, gboolean file)
{
  g_autoptr (GError) error = NULL;

  if (!file)
    {
      test_fixture_unlock (self, person);
      return;
    }
  self->certificate = test_card_open (self->card, person_p12, TEST_P12_PASSWORD, &error);
  g_assert_no_error (error);
}

/* One login; what the gate then says of the chain */
static void
visit (TestFixture *self, TestGateStyle style, TestGateReport *report)
{
  test_fixture_prepare (self, (TestGateOptions){ .style = style });
  test_visit_run (&self->visit);
  test_gate_get_report (self->gate, report);
  test_visit_clear (&self->visit);
  self->visit = (TestVisit){ 0 };
  g_clear_pointer (&self->address, parafa_relay_address_free);
  g_clear_pointer (&self->gate, test_gate_free);
}

/* The gate knows the root only: with the issuer it sees the way there, without it refuses */
static void
assert_complete (TestFixture *self, gboolean file)
{
  TestGateReport report;

  unlock_or_open (self, file);
  visit (self, TEST_GATE_FIRST_12, &report);
  g_assert_cmpuint (report.logins, ==, 1);
  g_assert_true (report.all_valid);
  /* nothing more than it takes */
  g_assert_cmpuint (report.min_chain, ==, 2);
}

static void
assert_incomplete (TestFixture *self, gboolean file)
{
  TestGateReport report;

  unlock_or_open (self, file);
  visit (self, TEST_GATE_FIRST_12, &report);
  g_assert_cmpuint (report.logins, ==, 0);
  test_card_wait_for_failure (self->card, PARAFA_CARD_ERROR_CERTIFICATE_REFUSED);
}

#define FROM_FILE(data) (GPOINTER_TO_INT (data) != 0)

static void
test_absent (TestFixture *self, gconstpointer data)
{
  assert_incomplete (self, FROM_FILE (data));
}

static void
test_from_folder (TestFixture *self, gconstpointer data)
{
  put (sub, "emitent.pem");
  assert_complete (self, FROM_FILE (data));
}

static void
test_from_folder_der (TestFixture *self, gconstpointer data)
{
  g_autoptr (GBytes) der = test_cert_to_der (sub);
  g_autofree char *path = g_build_filename (folder, "emitent.cer", NULL);

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (der, NULL),
                                      (gssize) g_bytes_get_size (der), NULL));
  assert_complete (self, FROM_FILE (data));
}

/* The one that has ended has the same name and the same key: it would do, but for its date */
static void
test_ended_is_passed_over (TestFixture *self, gconstpointer data)
{
  put (sub_old, "a-old.pem");
  assert_incomplete (self, FROM_FILE (data));
  test_card_end (self->card);
  g_clear_object (&self->certificate);
  put (sub, "b-new.pem");
  assert_complete (self, FROM_FILE (data));
}

/* A root is never sent, whoever put it there */
static void
test_root_is_not_sent (TestFixture *self, gconstpointer data)
{
  put (world->root, "a-root.pem");
  put (sub, "b-emitent.pem");
  assert_complete (self, FROM_FILE (data));
}

static void
test_bad_files_spoil_nothing (TestFixture *self, gconstpointer data)
{
  g_autofree char *dangling = g_build_filename (folder, "b-nowhere", NULL);
  g_autofree char *inner = g_build_filename (folder, "c-folder", NULL);

  put_text ("", "a-empty.pem");
  put_text ("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "a-broken.pem");
  put_text ("what is this", "a-text");
  put (world->server, "a-server.pem");
  g_assert_cmpint (symlink ("/nowhere/at/all", dangling), ==, 0);
  g_assert_cmpint (g_mkdir (inner, 0700), ==, 0);
  put (sub, "z-emitent.pem");
  assert_complete (self, FROM_FILE (data));
}

static void
test_no_folder (TestFixture *self, gconstpointer data)
{
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  assert_incomplete (self, FROM_FILE (data));
}

/* Issued by another with the same name: the signature tells them apart */
static void
test_namesake (TestFixture *self, gconstpointer data)
{
  const TestCertSpec spec = { .purpose = TEST_AUTHORITY, .name = "Emitent din dosar" };
  g_autoptr (TestCert) namesake = test_cert_new (&spec, world->root);

  put (namesake, "a-namesake.pem");
  put (sub, "b-emitent.pem");
  assert_complete (self, FROM_FILE (data));
}

/* Each kind of elliptic curve signs in each way the gate asks; the chain comes from the token */
static void
test_curves (TestFixture *self, gconstpointer data)
{
  const struct
  {
    const TestCert *cert;
    const char *type;
  } keys[] = { { world->ec, "EC P-256" }, { ec_384, "EC P-384" } };

  for (guint k = 0; k < G_N_ELEMENTS (keys); k++)
    for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
      {
        TestGateReport report;

        g_test_message ("%s, style %u", keys[k].type, i);
        g_clear_object (&self->certificate);
        test_fixture_unlock (self, keys[k].cert);
        g_assert_cmpstr (parafa_certificate_get_key_type (self->certificate), ==, keys[k].type);
        visit (self, styles[i], &report);
        g_assert_cmpuint (report.logins, ==, 1);
        g_assert_true (report.all_valid);
        g_assert_cmpuint (report.min_chain, ==, 2);
      }
}

static void
make_people (void)
{
  const TestCertSpec sub_spec = { .purpose = TEST_AUTHORITY, .name = "Emitent din dosar" };
  const TestCertSpec person_spec = { .key = TEST_KEY_RSA,
                                     .purpose = TEST_PERSON,
                                     .name = "Fără Lanț",
                                     .person_id = "200206127FL2" };
  const TestCertSpec ec_spec = { .key = TEST_KEY_EC_384,
                                 .purpose = TEST_PERSON,
                                 .name = "Curbă Mare",
                                 .person_id = "200206128CM4" };
  TestCertSpec old_spec = sub_spec;

  sub = test_cert_new (&sub_spec, world->root);
  old_spec.renewed = sub;
  old_spec.from_days = -800;
  old_spec.to_days = -1;
  sub_old = test_cert_new (&old_spec, world->root);
  person = test_cert_new (&person_spec, sub);
  ec_384 = test_cert_new (&ec_spec, world->sub);
  test_world_put (world, TEST_TOKEN, "Fără", person, "31", TRUE);
  test_world_put (world, TEST_TOKEN, "Curbă", ec_384, "32", TRUE);
  person_p12 = test_cert_write_p12 (person, NULL, world->dir, "alone", TEST_P12_PASSWORD);
}

#define ADD(path, function, file)                                                                  \
  g_test_add ("/card/chain/" path, TestFixture, GINT_TO_POINTER (file), set_up, function,          \
              test_fixture_tear_down)
#define ADD_BOTH(path, function)                                                                   \
  ADD ("token/" path, function, FALSE);                                                            \
  ADD ("file/" path, function, TRUE)

int
main (int argc, char **argv)
{
  g_autofree char *data_home = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  world = test_world_new ();
  test_fixture_use (world);
  data_home = g_build_filename (world->dir, "data", NULL);
  folder = g_build_filename (data_home, "parafa", "issuers", NULL);
  g_setenv ("XDG_DATA_HOME", data_home, TRUE);
  make_people ();
  ADD_BOTH ("absent", test_absent);
  ADD_BOTH ("from-folder", test_from_folder);
  ADD_BOTH ("from-folder-der", test_from_folder_der);
  ADD_BOTH ("ended-is-passed-over", test_ended_is_passed_over);
  ADD_BOTH ("root-is-not-sent", test_root_is_not_sent);
  ADD_BOTH ("bad-files-spoil-nothing", test_bad_files_spoil_nothing);
  ADD_BOTH ("no-folder", test_no_folder);
  ADD_BOTH ("namesake", test_namesake);
  ADD ("curves", test_curves, FALSE);
  status = g_test_run ();
  test_cert_free (person);
  test_cert_free (ec_384);
  test_cert_free (sub_old);
  test_cert_free (sub);
  g_free (folder);
  g_free (person_p12);
  test_world_free (world);
  return status;
}
