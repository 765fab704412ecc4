/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-test.h"
#include "parafa-vault-file.h"
#include "parafa-vault.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

typedef struct
{
  char *dir;  /* (owned) */
  char *path; /* (owned): no file yet */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer user_data)
{
  fixture->dir = g_dir_make_tmp ("parafa-file-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->dir, "keyrings", "default.keyring", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer user_data)
{
  parafa_test_remove_tree (fixture->dir);
  g_free (fixture->dir);
  g_free (fixture->path);
}

static int
lock (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  int fd = -1;

  g_assert_true (parafa_vault_file_lock (fixture->path, NULL, &fd, &error));
  g_assert_no_error (error);
  g_assert_cmpint (fd, >=, 0);
  return fd;
}

static void
write_text (Fixture *fixture, const char *text, gsize length)
{
  g_assert_true (g_file_set_contents (fixture->path, text, (gssize) length, NULL));
}

static void
assert_damaged (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  gsize n_items = 0;

  g_assert_false (parafa_vault_file_check (fixture->path, &n_items, &error));
  g_assert_error (error, PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_DAMAGED);
}

static void
test_created (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  gsize n_items = 7;
  GStatBuf info;
  int fd = lock (fixture);

  g_assert_false (parafa_vault_file_exists (fixture->path));
  g_assert_true (parafa_vault_file_create (fixture->path, &error));
  g_assert_no_error (error);
  g_assert_true (parafa_vault_file_exists (fixture->path));
  g_assert_cmpint (g_stat (fixture->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_true (parafa_vault_file_check (fixture->path, &n_items, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_items, ==, 0);
  close (fd);
}

/* Two files have two salts */
static void
test_salts_differ (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  gsize n_first = 0;
  gsize n_second = 0;
  int fd = lock (fixture);

  g_assert_true (parafa_vault_file_create (fixture->path, NULL));
  g_assert_true (g_file_get_contents (fixture->path, &first, &n_first, NULL));
  g_assert_true (parafa_vault_file_create (fixture->path, NULL));
  g_assert_true (g_file_get_contents (fixture->path, &second, &n_second, NULL));
  g_assert_cmpuint (n_first, ==, n_second);
  g_assert_cmpint (memcmp (first + 18 + 4, second + 18 + 4, 32), !=, 0);
  close (fd);
}

/* Cut off anywhere, libsecret would end the program or find nothing */
static void
test_cut_off (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *text = NULL;
  gsize length = 0;
  int fd = lock (fixture);

  g_assert_true (parafa_vault_file_create (fixture->path, NULL));
  g_assert_true (g_file_get_contents (fixture->path, &text, &length, NULL));
  for (gsize n = 0; n < length; n++)
    {
      write_text (fixture, text, n);
      assert_damaged (fixture);
    }
  close (fd);
}

static void
test_strange (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *text = NULL;
  gsize length = 0;
  int fd = lock (fixture);

  g_assert_true (parafa_vault_file_create (fixture->path, NULL));
  g_assert_true (g_file_get_contents (fixture->path, &text, &length, NULL));
  text[18] = 31; /* the salt's size */
  write_text (fixture, text, length);
  assert_damaged (fixture);
  text[18] = 32;
  memset (text + 18 + 36, 0xff, 4); /* rounds that would never end */
  write_text (fixture, text, length);
  assert_damaged (fixture);
  memset (text + 18 + 36, 0, 4);
  write_text (fixture, text, length);
  assert_damaged (fixture);
  write_text (fixture, "GnomeKeyring\n\r\0\n\2", 18);
  assert_damaged (fixture);
  close (fd);
}

/* Not to be read is not damaged: it stays where it is */
static void
test_unreadable (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  gsize n_items = 0;

  g_assert_cmpint (g_mkdir_with_parents (fixture->path, 0700), ==, 0);
  g_assert_true (parafa_vault_file_exists (fixture->path));
  g_assert_false (parafa_vault_file_check (fixture->path, &n_items, &error));
  g_assert_error (error, PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_FAILED);
}

static void
test_set_aside (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  g_autoptr (GDir) dir = NULL;
  const char *name;
  guint n_aside = 0;
  int fd = lock (fixture);

  write_text (fixture, "gunoi", 5);
  g_assert_true (parafa_vault_file_set_aside (fixture->path, &error));
  g_assert_no_error (error);
  g_assert_false (parafa_vault_file_exists (fixture->path));
  dir = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    n_aside += g_str_has_prefix (name, "default.keyring.damaged-");
  g_assert_cmpuint (n_aside, ==, 1);
  close (fd);
}

static void
test_settled (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  g_autofree char *former = g_strconcat (fixture->path, "~", NULL);
  g_autofree char *unfinished = g_build_filename (folder, ".goutputstream-ABC123", NULL);
  g_autofree char *other = g_build_filename (folder, "altceva", NULL);
  int fd = lock (fixture);

  g_assert_true (parafa_vault_file_create (fixture->path, NULL));
  g_assert_true (g_file_set_contents (former, "x", 1, NULL));
  g_assert_true (g_file_set_contents (unfinished, "x", 1, NULL));
  g_assert_true (g_file_set_contents (other, "x", 1, NULL));
  parafa_vault_file_settle (fixture->path);
  g_assert_false (g_file_test (former, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (unfinished, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (other, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  close (fd);
}

static gpointer
cancel_soon (gpointer user_data)
{
  g_usleep (50000);
  g_cancellable_cancel (user_data);
  return NULL;
}

/* A second one waits, and may give up */
static void
test_locked (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GThread *thread;
  int held = lock (fixture);
  int fd = -1;

  thread = g_thread_new ("cancel", cancel_soon, cancellable);
  g_assert_false (parafa_vault_file_lock (fixture->path, cancellable, &fd, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (fd, ==, -1);
  g_thread_join (thread);
  close (held);
  close (lock (fixture));
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/vault/file/created", test_created);
  add ("/vault/file/salts-differ", test_salts_differ);
  add ("/vault/file/cut-off", test_cut_off);
  add ("/vault/file/strange", test_strange);
  add ("/vault/file/unreadable", test_unreadable);
  add ("/vault/file/set-aside", test_set_aside);
  add ("/vault/file/settled", test_settled);
  add ("/vault/file/locked", test_locked);
  return g_test_run ();
}
