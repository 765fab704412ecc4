/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* kill -9 at random moments of a queue: every file is filed exactly once, counted at the server. PARAFA_CRASH_FILES and
 * PARAFA_CRASH_KILLS say how many; ./dev bench runs it with 500 and 100. */
#include "filing-test.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#define FILES 100u
#define KILLS 12u

static guint
get_number (const char *name, guint otherwise)
{
  const char *text = g_getenv (name);

  return text != NULL ? (guint) atoi (text) : otherwise;
}

static GSubprocess *
start_child (FilingTest *self, const char *path, const char *token_file)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, FILING_CHILD, path,
                                         self->api_uri, self->server->ca, token_file, "1", NULL);

  g_assert_no_error (error);
  return child;
}

static void
submit_all (FilingTest *self, guint n_files)
{
  for (guint i = 0; i < n_files; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (ParafaFilingRecord) record = filing_test_submit (self, i, &error);

      g_assert_no_error (error);
      g_assert_nonnull (record);
    }
}

static void
wait_started (GSubprocess *child)
{
  char byte;

  g_assert_cmpint (g_input_stream_read (g_subprocess_get_stdout_pipe (child), &byte, 1, NULL, NULL),
                   ==, 1);
}

/* The program is killed wherever it is: between two writes, with requests on their way, before their answers */
static guint
kill_children (FilingTest *self, const char *path, const char *token_file, guint n_kills)
{
  guint n_killed = 0;

  while (n_killed < n_kills)
    {
      g_autoptr (GSubprocess) child = start_child (self, path, token_file);

      wait_started (child);
      g_usleep ((gulong) g_test_rand_int_range (0, 1200000));
      g_subprocess_force_exit (child);
      g_assert_true (g_subprocess_wait (child, NULL, NULL));
      n_killed++;
      if (g_subprocess_get_if_exited (child))
        g_assert_cmpint (g_subprocess_get_exit_status (child), ==, 0);
    }
  return n_killed;
}

static void
assert_all_filed (FilingTest *self, guint n_files)
{
  g_autoptr (ParafaFilingFilter) filter = parafa_filing_filter_new ();
  g_autoptr (GHashTable) indexes = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) all = NULL;

  g_assert_cmpint (filing_test_count (self, "taken"), ==, n_files);
  g_assert_cmpint (filing_test_count (self, "different"), ==, n_files);
  g_assert_cmpint (filing_test_count (self, "most"), ==, 1);
  all = archive_test_find (self->archive, filter, NULL);
  g_assert_cmpuint (all->len, ==, n_files);
  for (guint i = 0; i < all->len; i++)
    {
      const ParafaFilingRecord *record = all->pdata[i];

      g_assert_cmpint (record->state, ==, PARAFA_FILING_PROCESSING);
      g_assert_true (g_hash_table_add (indexes, record->index));
    }
}

static void
test_killed (FilingTest *self, gconstpointer data)
{
  guint n_files = get_number ("PARAFA_CRASH_FILES", FILES);
  guint n_kills = get_number ("PARAFA_CRASH_KILLS", KILLS);
  g_autofree char *path = g_strdup (parafa_archive_get_path (self->archive));
  g_autofree char *token_file = g_build_filename (self->dir, "token", NULL);
  g_autoptr (GSubprocess) last = NULL;
  gint64 before_us;

  g_assert_true (g_file_set_contents_full (token_file, self->token, -1,
                                           G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL));
  submit_all (self, n_files);
  before_us = g_get_monotonic_time ();
  kill_children (self, path, token_file, n_kills);
  g_test_message ("%u kills, %u filed meanwhile", n_kills,
                  (guint) filing_test_count (self, "taken"));
  last = start_child (self, path, token_file);
  g_assert_true (g_subprocess_wait_check (last, NULL, NULL));
  assert_all_filed (self, n_files);
  g_test_message ("%u files, %.1f s", n_files,
                  (double) (g_get_monotonic_time () - before_us) / G_USEC_PER_SEC);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/filing/crash", FilingTest, NULL, filing_test_set_up, test_killed,
              filing_test_tear_down);
  return filing_test_run ();
}
