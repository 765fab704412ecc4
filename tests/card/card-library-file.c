/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-library-file.h"

#include <elf.h>
#include <string.h>

/* A head of this machine's libraries, to be changed */
static void
get_head (guint8 *head, gsize size)
{
  g_autofree char *text = NULL;
  gsize length = 0;

  g_assert_true (g_file_get_contents ("/proc/self/exe", &text, &length, NULL));
  g_assert_cmpuint (length, >, size);
  memcpy (head, text, size);
}

static void
test_judge (void)
{
  guint8 head[20];
  const char script[] = "/* GNU ld script */ GROUP ( libx.so )";

  get_head (head, sizeof head);
  g_assert_cmpint (parafa_library_file_judge (head, sizeof head), ==, PARAFA_DRIVER_PROBLEM_NONE);
  g_assert_cmpint (parafa_library_file_judge (head, 19), ==, PARAFA_DRIVER_PROBLEM_NOT_A_LIBRARY);
  g_assert_cmpint (parafa_library_file_judge (head, 0), ==, PARAFA_DRIVER_PROBLEM_NOT_A_LIBRARY);
  g_assert_cmpint (parafa_library_file_judge ((const guint8 *) script, sizeof script), ==,
                   PARAFA_DRIVER_PROBLEM_NOT_A_LIBRARY);

  head[EI_CLASS] = head[EI_CLASS] == ELFCLASS64 ? ELFCLASS32 : ELFCLASS64;
  g_assert_cmpint (parafa_library_file_judge (head, sizeof head), ==,
                   PARAFA_DRIVER_PROBLEM_OTHER_MACHINE);
  get_head (head, sizeof head);
  /* EM_AARCH64 or EM_X86_64, whichever this is not */
  head[18] = head[18] == EM_X86_64 ? EM_AARCH64 : EM_X86_64;
  g_assert_cmpint (parafa_library_file_judge (head, sizeof head), ==,
                   PARAFA_DRIVER_PROBLEM_OTHER_MACHINE);
  get_head (head, sizeof head);
  head[16] = ET_REL;
  g_assert_cmpint (parafa_library_file_judge (head, sizeof head), ==,
                   PARAFA_DRIVER_PROBLEM_NOT_A_LIBRARY);
}

static void
test_missing (void)
{
  g_autofree char *glibc = parafa_library_file_dup_missing (
      "libeTPkcs11.so.10: cannot open shared object file: No such file or directory", "/x/a.so");
  g_autofree char *musl =
      parafa_library_file_dup_missing ("Error loading shared library libcrypto.so.1.0.0: No such "
                                       "file or directory (needed by "
                                       "/x/a.so)",
                                       "/x/a.so");

  g_assert_cmpstr (glibc, ==, "libeTPkcs11.so.10");
  g_assert_cmpstr (musl, ==, "libcrypto.so.1.0.0");
  /* the library itself is not one that it needs */
  g_assert_null (parafa_library_file_dup_missing (
      "/x/a.so: cannot open shared object file: No such file or directory", "/x/a.so"));
  g_assert_null (parafa_library_file_dup_missing ("/x/a.so: undefined symbol: foo", "/x/a.so"));
}

static void
test_load (void)
{
  g_autofree char *message = NULL;
  g_autofree char *detail = NULL;

  g_assert_cmpint (parafa_library_file_load ("/nowhere/x.so", &message, &detail), ==,
                   PARAFA_DRIVER_PROBLEM_NO_FILE);
  g_clear_pointer (&message, g_free);
  g_assert_cmpint (parafa_library_file_load ("/", &message, &detail), ==,
                   PARAFA_DRIVER_PROBLEM_NOT_A_LIBRARY);
  g_clear_pointer (&message, g_free);
  g_assert_cmpint (parafa_library_file_load ("/etc/passwd", &message, &detail), ==,
                   PARAFA_DRIVER_PROBLEM_NOT_A_LIBRARY);
  g_assert_cmpstr (message, ==, "is no library");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/card/library-file/judge", test_judge);
  g_test_add_func ("/card/library-file/missing", test_missing);
  g_test_add_func ("/card/library-file/load", test_load);
  return g_test_run ();
}
