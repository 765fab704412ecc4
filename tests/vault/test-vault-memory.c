/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "vault-test.h"
#include "parafa-test.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* What libsecret's file back end leaves in ordinary memory of what it stores: in a program that has ended
 * its work, nothing of the token is to be found. A sanitizer keeps freed memory, so it is not done there. */
#define N_MARKS 10
#define MARK_BYTES 24
#define MARK_DISTANCE 250
#define VEIL 0x5a

static char *program; /* (owned): this one */

/* Pieces of the token: freed memory is used again in part */
typedef guint8 Marks[N_MARKS][MARK_BYTES];

static gboolean
is_here (const guint8 *memory, const guint8 *veiled)
{
  for (gsize i = 0; i < MARK_BYTES; i++)
    if ((memory[i] ^ VEIL) != veiled[i])
      return FALSE;
  return TRUE;
}

static guint
count_here (const guint8 *memory, Marks marks)
{
  guint n = 0;

  for (gsize i = 0; i < N_MARKS; i++)
    if (is_here (memory, marks[i]))
      n++;
  return n;
}

static guint
count_between (int fd, guint64 from, guint64 to, Marks marks)
{
  static guint8 page[1 << 20];
  guint n = 0;

  for (guint64 at = from; at < to;)
    {
      gsize want = MIN (sizeof page, to - at);
      gssize got = pread (fd, page, want, (off_t) at);

      if (got < MARK_BYTES)
        break;
      for (gssize i = 0; i + MARK_BYTES <= got; i++)
        n += count_here (page + i, marks);
      at += (guint64) (got == (gssize) want && want == sizeof page ? got - MARK_BYTES + 1 : got);
    }
  /* what was copied here to be looked at is not found again */
  memset (page, 0, sizeof page);
  return n;
}

/* In all memory that can be written to. Looking allocates nothing: freed memory would be used for that */
static guint
count_in_memory (Marks marks)
{
  static char maps[1 << 18];
  int maps_fd = open ("/proc/self/maps", O_RDONLY | O_CLOEXEC);
  int fd = open ("/proc/self/mem", O_RDONLY | O_CLOEXEC);
  gsize length = 0;
  gssize got;
  guint n = 0;

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (maps_fd, >=, 0);
  while ((got = read (maps_fd, maps + length, sizeof maps - 1 - length)) > 0)
    length += (gsize) got;
  for (char *line = maps; line != NULL && *line != '\0'; line = strchr (line, '\n'))
    {
      char *at = line + (*line == '\n' ? 1 : 0);
      guint64 from = g_ascii_strtoull (at, &at, 16);
      guint64 to = *at == '-' ? g_ascii_strtoull (at + 1, &at, 16) : 0;

      if (g_str_has_prefix (at, " rw"))
        n += count_between (fd, from, to, marks);
      if (*line == '\n')
        line++;
    }
  close (maps_fd);
  close (fd);
  return n;
}

/* Several: the first that are freed are written over soon */
static void
leave_copies (const char *text)
{
  char *copies[8];

  for (gsize i = 0; i < G_N_ELEMENTS (copies); i++)
    copies[i] = g_strdup (text);
  for (gsize i = 0; i < G_N_ELEMENTS (copies); i++)
    g_free (copies[i]);
}

static int
store_and_look (gboolean leak)
{
  Marks marks;
  ParafaSecret *access = parafa_secret_new_random (3000);
  ParafaSecret *refresh = parafa_secret_new_random (3000);
  ParafaTokenPair *pair = NULL;
  g_autoptr (ParafaVault) vault = NULL;
  g_autoptr (GError) error = NULL;

  vault_test_init ();
  vault = parafa_vault_new ();
  for (gsize i = 0; i < N_MARKS; i++)
    for (gsize j = 0; j < MARK_BYTES; j++)
      marks[i][j] = (guint8) parafa_secret_get (access)[i * MARK_DISTANCE + j] ^ VEIL;
  pair = parafa_token_pair_new (access, refresh, PARAFA_TOKEN_ACCESS_LIFETIME_S, 1700000000,
                                1700000000);
  g_assert_true (vault_test_store (vault, TEST_PROFILE, pair, &error));
  g_assert_no_error (error);
  if (leak)
    leave_copies (parafa_secret_get (access));
  parafa_token_pair_unref (pair);
  parafa_secret_unref (refresh);
  parafa_secret_unref (access);
  printf ("%u\n", count_in_memory (marks));
  return 0;
}

/* In a program of its own, without meson's own overwriting of freed memory */
static guint
run (const char *what)
{
  const char *argv[] = { program, what, NULL };
  g_auto (GStrv) environment = g_environ_unsetenv (g_get_environ (), "MALLOC_PERTURB_");
  g_autofree char *out = NULL;
  g_autoptr (GError) error = NULL;
  int status = -1;

  g_spawn_sync (NULL, (char **) argv, environment, G_SPAWN_DEFAULT, NULL, NULL, &out, NULL, &status,
                &error);
  g_assert_no_error (error);
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
  g_assert_true (WIFEXITED (status));
  return (guint) g_ascii_strtoull (out, NULL, 10);
}

static void
test_nothing_left (void)
{
  g_assert_cmpuint (run ("--store"), ==, 0);
}

/* A copy that somebody forgot is found */
static void
test_leak_is_found (void)
{
  g_assert_cmpuint (run ("--leak"), >, 0);
}

int
main (int argc, char **argv)
{
  ParafaTestKeyring *keyring;
  int status;

  if (argc == 2 && g_str_equal (argv[1], "--store"))
    return store_and_look (FALSE);
  if (argc == 2 && g_str_equal (argv[1], "--leak"))
    return store_and_look (TRUE);

  program = g_file_read_link ("/proc/self/exe", NULL);
  keyring = vault_test_keyring_new (PARAFA_TEST_KEYRING_UNLOCKED);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/vault/memory/nothing-left", test_nothing_left);
  g_test_add_func ("/vault/memory/leak-is-found", test_leak_is_found);
  status = g_test_run ();
  parafa_test_keyring_free (keyring);
  g_free (program);
  return status;
}
