/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-consents.h"
#include "parafa-test.h"

#include <glib/gstdio.h>
#include <string.h>

#define NOW (G_GINT64_CONSTANT (1795500000))
#define PROFILE "8f14e45f-ceea-467f-a9ac-1b2c3d4e5f60"

static ParafaConsents *
open_consents (const char *folder, ParafaClock *clock)
{
  ParafaConsents *consents = parafa_consents_new (folder, clock);
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_consents_load_async (consents, NULL, parafa_test_result_callback, result);
  g_assert_true (
      parafa_consents_load_finish (consents, parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                   NULL));
  return consents;
}

static gboolean
is_saved (gpointer data)
{
  return !parafa_consents_is_saving (data);
}

static void
close_consents (ParafaConsents *consents)
{
  parafa_test_wait_until (is_saved, consents, PARAFA_TEST_LIMIT_MS);
  g_object_unref (consents);
}

static guint
count (GListModel *list)
{
  return g_list_model_get_n_items (list);
}

static void
test_remembered (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autofree char *folder = g_build_filename (dir, "new", NULL);
  g_autofree char *path = g_build_filename (folder, "programs.ini", NULL);
  g_autoptr (ParafaClock) clock = parafa_clock_new_fixed (NOW);
  g_autoptr (ParafaCaller) program =
      parafa_caller_new (PARAFA_CALLER_PROGRAM, "/usr/bin/a=[b]", NULL);
  g_autoptr (ParafaCaller) script =
      parafa_caller_new (PARAFA_CALLER_SCRIPT, "/usr/bin/python3", "/srv/facturi\n.py");
  g_autoptr (ParafaCaller) other =
      parafa_caller_new (PARAFA_CALLER_FLATPAK, "org.fictiv.Erp", NULL);
  ParafaConsents *consents = open_consents (folder, clock);
  ParafaConsent *found;
  GStatBuf info;

  parafa_consents_allow (consents, program, PROFILE);
  parafa_consents_allow (consents, program, PROFILE);
  parafa_consents_allow (consents, script, PROFILE);
  parafa_clock_set_now (clock, NOW + 5);
  parafa_consents_note (consents, PARAFA_TOKEN_USE_GIVEN, program, PROFILE);
  parafa_consents_note (consents, PARAFA_TOKEN_USE_DENIED, other, PROFILE);
  close_consents (consents);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);

  consents = open_consents (folder, clock);
  g_assert_cmpuint (count (parafa_consents_get_list (consents)), ==, 2);
  g_assert_null (parafa_consents_find (consents, other, PROFILE));
  g_assert_null (parafa_consents_find (consents, program, "another"));
  g_assert_nonnull (parafa_consents_find (consents, script, PROFILE));
  found = parafa_consents_find (consents, program, PROFILE);
  g_assert_cmpint (parafa_consent_get_granted_at (found), ==, NOW);
  g_assert_cmpint (parafa_consent_get_used_at (found), ==, NOW + 5);
  g_assert_cmpuint (parafa_consent_get_n_uses (found), ==, 1);
  {
    g_autoptr (ParafaTokenUse) newest =
        g_list_model_get_item (parafa_consents_get_uses (consents), 0);

    g_assert_cmpuint (count (parafa_consents_get_uses (consents)), ==, 2);
    g_assert_cmpint (parafa_token_use_get_event (newest), ==, PARAFA_TOKEN_USE_DENIED);
    g_assert_cmpint (parafa_token_use_get_at (newest), ==, NOW + 5);
    g_assert_cmpstr (parafa_caller_get_program (parafa_token_use_get_caller (newest)), ==,
                     "org.fictiv.Erp");
  }
  parafa_consents_revoke (consents, found);
  parafa_consents_clear_uses (consents);
  close_consents (consents);

  consents = open_consents (folder, clock);
  g_assert_null (parafa_consents_find (consents, program, PROFILE));
  g_assert_cmpuint (count (parafa_consents_get_list (consents)), ==, 1);
  g_assert_cmpuint (count (parafa_consents_get_uses (consents)), ==, 0);
  close_consents (consents);
}

/* What cannot be known again is not remembered, whoever wrote it */
static void
test_strange_files (void)
{
  static const char *const texts[] = {
    "",
    "\xff\xfe",
    "[consent 1]",
    "no key file",
    "[consent 1]\nkind=unknown\nprogram=/usr/bin/gdbus\nprofile=" PROFILE "\n",
    "[consent 1]\nkind=script\nprogram=/bin/sh\nprofile=" PROFILE "\n",
    "[consent 1]\nkind=wizard\nprogram=/bin/sh\nprofile=" PROFILE "\n",
    "[consent 1]\nkind=program\nprofile=" PROFILE "\n",
    "[use 1]\nkind=program\nprogram=/bin/sh\nprofile=" PROFILE "\nevent=eaten\n",
  };
  g_autoptr (ParafaClock) clock = parafa_clock_new_fixed (NOW);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
      g_autofree char *path G_GNUC_UNUSED = parafa_test_write_file (dir, "programs.ini", texts[i]);
      ParafaConsents *consents = open_consents (dir, clock);

      g_assert_cmpuint (count (parafa_consents_get_list (consents)), ==, 0);
      g_assert_cmpuint (count (parafa_consents_get_uses (consents)), ==, 0);
      close_consents (consents);
    }
}

static void
test_log_is_bounded (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autoptr (ParafaClock) clock = parafa_clock_new_fixed (NOW);
  g_autoptr (ParafaCaller) caller = parafa_caller_new (PARAFA_CALLER_PROGRAM, "/usr/bin/a", NULL);
  ParafaConsents *consents = open_consents (dir, clock);

  for (guint i = 0; i < 250; i++)
    {
      parafa_clock_set_now (clock, NOW + i);
      parafa_consents_note (consents, PARAFA_TOKEN_USE_FAILED, caller, PROFILE);
    }
  g_assert_cmpuint (count (parafa_consents_get_uses (consents)), ==, 200);
  close_consents (consents);
  consents = open_consents (dir, clock);
  {
    g_autoptr (ParafaTokenUse) newest =
        g_list_model_get_item (parafa_consents_get_uses (consents), 0);
    g_autoptr (ParafaTokenUse) oldest =
        g_list_model_get_item (parafa_consents_get_uses (consents), 199);

    g_assert_cmpint (parafa_token_use_get_at (newest), ==, NOW + 249);
    g_assert_cmpint (parafa_token_use_get_at (oldest), ==, NOW + 50);
  }
  close_consents (consents);
}

/* A folder that cannot be written: nothing is lost but the memory */
static void
test_no_place (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autofree char *file = parafa_test_write_file (dir, "file", "x");
  g_autoptr (ParafaClock) clock = parafa_clock_new_fixed (NOW);
  g_autoptr (ParafaCaller) caller = parafa_caller_new (PARAFA_CALLER_PROGRAM, "/usr/bin/a", NULL);
  ParafaConsents *consents = open_consents (file, clock);

  parafa_consents_allow (consents, caller, PROFILE);
  parafa_test_wait_until (is_saved, consents, PARAFA_TEST_LIMIT_MS);
  g_assert_nonnull (parafa_consents_find (consents, caller, PROFILE));
  close_consents (consents);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/consents/remembered", test_remembered);
  g_test_add_func ("/session/consents/strange-files", test_strange_files);
  g_test_add_func ("/session/consents/log-is-bounded", test_log_is_bounded);
  g_test_add_func ("/session/consents/no-place", test_no_place);
  return g_test_run ();
}
