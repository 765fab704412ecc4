/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-secret.h"
#include "parafa-test.h"

#include <fcntl.h>
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static void
test_text (void)
{
  g_autoptr (ParafaSecret) whole = parafa_secret_new ("taina", -1);
  g_autoptr (ParafaSecret) part = parafa_secret_new ("taina mare", 5);
  g_autoptr (ParafaSecret) empty = parafa_secret_new ("", -1);

  g_assert_cmpstr (parafa_secret_get (whole), ==, "taina");
  g_assert_cmpuint (parafa_secret_get_length (whole), ==, 5);
  g_assert_cmpstr (parafa_secret_get (part), ==, "taina");
  g_assert_cmpstr (parafa_secret_get (empty), ==, "");
  g_assert_cmpuint (parafa_secret_get_length (empty), ==, 0);
}

static void
test_nul_inside (void)
{
  g_autoptr (ParafaSecret) secret = parafa_secret_new ("a\0b", 3);

  g_assert_cmpuint (parafa_secret_get_length (secret), ==, 3);
  g_assert_cmpmem (parafa_secret_get (secret), 4, "a\0b\0", 4);
}

/* A text that fills its page to the last byte still ends with a NUL. */
static void
test_page_boundary (void)
{
  gsize page = (gsize) sysconf (_SC_PAGESIZE);

  for (gsize length = page - 2; length <= page + 1; length++)
    {
      g_autofree char *text = g_strnfill (length, 'x');
      g_autoptr (ParafaSecret) secret = parafa_secret_new (text, -1);

      g_assert_cmpuint (strlen (parafa_secret_get (secret)), ==, length);
    }
}

static void
test_equal (void)
{
  g_autoptr (ParafaSecret) a = parafa_secret_new ("12345", -1);
  g_autoptr (ParafaSecret) same = parafa_secret_new ("12345", -1);
  g_autoptr (ParafaSecret) first = parafa_secret_new ("02345", -1);
  g_autoptr (ParafaSecret) last = parafa_secret_new ("12340", -1);
  g_autoptr (ParafaSecret) longer = parafa_secret_new ("123456", -1);

  g_assert_true (parafa_secret_equal (a, a));
  g_assert_true (parafa_secret_equal (a, same));
  g_assert_true (parafa_secret_equal (NULL, NULL));
  g_assert_false (parafa_secret_equal (a, first));
  g_assert_false (parafa_secret_equal (a, last));
  g_assert_false (parafa_secret_equal (a, longer));
  g_assert_false (parafa_secret_equal (a, NULL));
  g_assert_false (parafa_secret_equal (NULL, a));
}

/* The lines /proc/self/smaps has about the mapping at @address. */
static char *
read_mapping (const void *address)
{
  g_autofree char *smaps = NULL;
  g_autofree char *start = g_strdup_printf ("%" G_GINTPTR_MODIFIER "x-", (guintptr) address);
  const char *at;
  const char *end;

  g_assert_true (g_file_get_contents ("/proc/self/smaps", &smaps, NULL, NULL));
  at = strstr (smaps, start);
  g_assert_nonnull (at);
  end = strstr (at, "VmFlags:");
  g_assert_nonnull (end);
  end = strchr (end, '\n');
  return g_strndup (at, (gsize) (end - at));
}

/* The address sanitizer makes mlock() do nothing. */
static gboolean
is_sanitized (void)
{
#if defined(__SANITIZE_ADDRESS__)
  return TRUE;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
  return TRUE;
#else
  return FALSE;
#endif
#else
  return FALSE;
#endif
}

static void
test_pages_protected (void)
{
  g_autofree char *text = g_strnfill (20000, 'x');
  g_autoptr (ParafaSecret) secret = parafa_secret_new (text, -1);
  g_autofree char *mapping = read_mapping (parafa_secret_get (secret));
  const char *flags = strstr (mapping, "VmFlags:");

  g_assert_nonnull (flags);
  g_assert_cmpint (strstr (flags, " lo") != NULL, ==, !is_sanitized ()); /* locked */
  g_assert_nonnull (strstr (flags, " dd"));                              /* not dumped */
  g_assert_nonnull (strstr (flags, " wf"));                              /* wiped on fork */
}

static void
test_empty_in_child (void)
{
  g_autoptr (ParafaSecret) secret = parafa_secret_new ("taina", -1);
  int status;
  pid_t pid = fork ();

  if (pid == 0)
    _exit (parafa_secret_get (secret)[0] == '\0' ? 0 : 1);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
  g_assert_cmpstr (parafa_secret_get (secret), ==, "taina");
}

static void
test_last_reference (void)
{
  gsize page = (gsize) sysconf (_SC_PAGESIZE);
  ParafaSecret *secret = parafa_secret_new ("taina", -1);
  ParafaSecret *again = parafa_secret_ref (secret);
  void *pages = (void *) (guintptr) parafa_secret_get (secret);

  g_assert_true (again == secret);
  parafa_secret_unref (secret);
  g_assert_cmpstr (parafa_secret_get (again), ==, "taina");
  parafa_secret_unref (again);
  g_assert_cmpint (msync (pages, page, MS_ASYNC), ==, -1); /* nothing is mapped there any more */
}

static void
test_boxed (void)
{
  g_autoptr (ParafaSecret) secret = parafa_secret_new ("taina", -1);
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, PARAFA_TYPE_SECRET);
  g_value_set_boxed (&value, secret);
  g_assert_true (g_value_get_boxed (&value) == secret);
}

static gpointer
take_and_give_back (gpointer data)
{
  for (int i = 0; i < 20000; i++)
    parafa_secret_unref (parafa_secret_ref (data));
  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (ParafaSecret) secret = parafa_secret_new ("taina", -1);
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("secret", take_and_give_back, secret);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_cmpstr (parafa_secret_get (secret), ==, "taina");
}

static void
test_random (void)
{
  for (gsize bytes = 1; bytes <= 66; bytes++)
    {
      g_autoptr (ParafaSecret) secret = parafa_secret_new_random (bytes);
      const char *text = parafa_secret_get (secret);

      g_assert_cmpuint (parafa_secret_get_length (secret), ==, (bytes * 4 + 2) / 3);
      g_assert_cmpuint (strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                      "0123456789-_"),
                        ==, strlen (text));
      g_assert_cmpuint (strlen (text), ==, parafa_secret_get_length (secret));
    }
}

static void
test_random_differs (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int i = 0; i < 1000; i++)
    {
      g_autoptr (ParafaSecret) secret = parafa_secret_new_random (32);

      g_assert_true (g_hash_table_add (seen, g_strdup (parafa_secret_get (secret))));
    }
}

/* Every value of a byte must be reachable: a wrong shift would show as a missing letter. */
static void
test_random_uses_whole_alphabet (void)
{
  g_autoptr (ParafaSecret) secret = parafa_secret_new_random (4096);
  guint n_letters = 0;

  for (const char *c = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"; *c; c++)
    n_letters += strchr (parafa_secret_get (secret), *c) != NULL;
  g_assert_cmpuint (n_letters, ==, 64);
}

static int
open_text (const ParafaTestDir *dir, gsize length)
{
  g_autofree char *text = g_strnfill (length, 'k');
  g_autofree char *path = parafa_test_write_file (dir, "text", text);
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);

  g_assert_cmpint (fd, >=, 0);
  return fd;
}

/* For those who may not make a file */
static int
open_memory (gsize length)
{
  g_autofree char *text = g_strnfill (length, 'k');
  int fd = memfd_create ("parafa-test", MFD_CLOEXEC);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (write (fd, text, length), ==, (gssize) length);
  g_assert_cmpint (lseek (fd, 0, SEEK_SET), ==, 0);
  return fd;
}

static void
test_from_fd (void)
{
  static const gsize lengths[] = { 0, 1, 4094, 4095, 4096, 4097, 8191, 8192, 300000 };
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      int fd = open_text (dir, lengths[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (ParafaSecret) secret = parafa_secret_new_from_fd (fd, 300000, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (parafa_secret_get_length (secret), ==, lengths[i]);
      g_assert_cmpuint (strlen (parafa_secret_get (secret)), ==, lengths[i]);
      close (fd);
    }
}

static void
test_from_fd_limit (void)
{
  static const gsize limits[] = { 0, 1, 4094, 4095, 4096, 10000 };
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      int exact = open_text (dir, limits[i]);
      g_autoptr (ParafaSecret) secret = parafa_secret_new_from_fd (exact, limits[i], NULL);
      int longer = open_text (dir, limits[i] + 1);
      g_autoptr (GError) error = NULL;

      g_assert_cmpuint (parafa_secret_get_length (secret), ==, limits[i]);
      g_assert_null (parafa_secret_new_from_fd (longer, limits[i], &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE);
      close (exact);
      close (longer);
    }
}

static void
test_from_fd_unreadable (void)
{
  int fd = g_open ("/", O_RDONLY | O_CLOEXEC, 0);
  g_autoptr (GError) error = NULL;

  g_assert_null (parafa_secret_new_from_fd (fd, 10, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
  close (fd);
}

static gpointer
write_slowly (gpointer data)
{
  int fd = GPOINTER_TO_INT (data);

  for (int i = 0; i < 50; i++)
    {
      g_assert_cmpint (write (fd, "0123456789", 10), ==, 10);
      g_usleep (200);
    }
  close (fd);
  return NULL;
}

static void
test_from_fd_in_pieces (void)
{
  g_autoptr (ParafaSecret) secret = NULL;
  g_autoptr (GError) error = NULL;
  GThread *writer;
  int fds[2];

  g_assert_true (g_unix_open_pipe (fds, FD_CLOEXEC, NULL));
  writer = g_thread_new ("writer", write_slowly, GINT_TO_POINTER (fds[1]));
  secret = parafa_secret_new_from_fd (fds[0], 1000, &error);
  g_thread_join (writer);
  g_assert_no_error (error);
  g_assert_cmpuint (parafa_secret_get_length (secret), ==, 500);
  g_assert_true (g_str_has_prefix (parafa_secret_get (secret) + 490, "0123456789"));
  close (fds[0]);
}

static void
test_pipe (void)
{
  static const gsize lengths[] = { 0, 1, 4096, 65536, 65537, 500000 };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autofree char *text = g_strnfill (lengths[i], 'p');
      g_autoptr (ParafaSecret) secret = parafa_secret_new (text, -1);
      g_autoptr (GError) error = NULL;
      g_autoptr (ParafaSecret) back = NULL;
      int fd = parafa_secret_to_pipe (secret, &error);

      g_assert_no_error (error);
      g_assert_cmpint (fcntl (fd, F_GETFD) & FD_CLOEXEC, ==, FD_CLOEXEC);
      back = parafa_secret_new_from_fd (fd, 1 << 20, &error);
      g_assert_no_error (error);
      g_assert_true (parafa_secret_equal (secret, back));
      close (fd);
    }
}

/* Root may lock and reserve what it likes; the limits show to others only. */
static void
drop_privileges (void)
{
  if (geteuid () != 0)
    return;
  /* the root of a sandbox has no such powers to give up, or no other user to become */
  if (setgid (65534) != 0)
    return;
  g_assert_cmpint (setuid (65534), ==, 0);
}

static void
test_pipe_too_small (void)
{
  if (g_test_subprocess ())
    {
      g_autofree char *text = g_strnfill (8 << 20, 'p');
      g_autoptr (ParafaSecret) secret = parafa_secret_new (text, -1);
      g_autoptr (GError) error = NULL;

      drop_privileges ();
      g_assert_cmpint (parafa_secret_to_pipe (secret, &error), ==, -1);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
      g_assert_null (strstr (error->message, "ppp"));
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

/* Nothing is refused because pages cannot be locked. */
static void
test_lock_limit (void)
{
  if (g_test_subprocess ())
    {
      const struct rlimit none = { 0, 0 };
      g_autoptr (GPtrArray) secrets =
          g_ptr_array_new_with_free_func ((GDestroyNotify) parafa_secret_unref);
      g_autoptr (ParafaSecret) grown = NULL;
      int fd;

      drop_privileges ();
      g_assert_cmpint (setrlimit (RLIMIT_MEMLOCK, &none), ==, 0);
      for (int i = 0; i < 300; i++)
        g_ptr_array_add (secrets, parafa_secret_new_random (32));
      g_assert_cmpuint (parafa_secret_get_length (g_ptr_array_index (secrets, 299)), ==, 43);
      fd = open_memory (100000);
      grown = parafa_secret_new_from_fd (fd, 100000, NULL);
      g_assert_cmpuint (strlen (parafa_secret_get (grown)), ==, 100000);
      close (fd);
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

/* The limit is met while a text grows: what was locked is unlocked rather than lost. */
static void
test_lock_limit_while_growing (void)
{
  if (g_test_subprocess ())
    {
      const struct rlimit few = { 16384, 16384 };
      g_autoptr (ParafaSecret) grown = NULL;
      int fd;

      drop_privileges ();
      g_assert_cmpint (setrlimit (RLIMIT_MEMLOCK, &few), ==, 0);
      fd = open_memory (1000000);
      grown = parafa_secret_new_from_fd (fd, 1000000, NULL);
      g_assert_cmpuint (strlen (parafa_secret_get (grown)), ==, 1000000);
      close (fd);
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/secret/text", test_text);
  g_test_add_func ("/base/secret/nul-inside", test_nul_inside);
  g_test_add_func ("/base/secret/page-boundary", test_page_boundary);
  g_test_add_func ("/base/secret/equal", test_equal);
  g_test_add_func ("/base/secret/pages-protected", test_pages_protected);
  g_test_add_func ("/base/secret/empty-in-child", test_empty_in_child);
  g_test_add_func ("/base/secret/last-reference", test_last_reference);
  g_test_add_func ("/base/secret/boxed", test_boxed);
  g_test_add_func ("/base/secret/threads", test_threads);
  g_test_add_func ("/base/secret/random", test_random);
  g_test_add_func ("/base/secret/random-differs", test_random_differs);
  g_test_add_func ("/base/secret/random-uses-whole-alphabet", test_random_uses_whole_alphabet);
  g_test_add_func ("/base/secret/from-fd", test_from_fd);
  g_test_add_func ("/base/secret/from-fd-limit", test_from_fd_limit);
  g_test_add_func ("/base/secret/from-fd-unreadable", test_from_fd_unreadable);
  g_test_add_func ("/base/secret/from-fd-in-pieces", test_from_fd_in_pieces);
  g_test_add_func ("/base/secret/pipe", test_pipe);
  g_test_add_func ("/base/secret/pipe-too-small", test_pipe_too_small);
  g_test_add_func ("/base/secret/lock-limit", test_lock_limit);
  g_test_add_func ("/base/secret/lock-limit-while-growing", test_lock_limit_while_growing);
  return g_test_run ();
}
