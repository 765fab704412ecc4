/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-library-file.h"

#include <dlfcn.h>
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* The parts of an ELF header that 32 and 64 bit share */
#define HEAD_BYTES 20
#define TYPE_AT 16
#define MACHINE_AT 18

static gssize
read_head (const char *path, guint8 *head)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  gssize got = fd >= 0 ? read (fd, head, HEAD_BYTES) : -1;
  int reason = errno;

  if (fd >= 0)
    close (fd);
  errno = reason;
  return got;
}

static gboolean
is_elf (const guint8 *head, gsize length)
{
  return length >= HEAD_BYTES && memcmp (head, ELFMAG, SELFMAG) == 0;
}

/* In the file's own byte order, which says where the low byte lies */
static guint
get_half (const guint8 *head, guint at)
{
  return head[EI_DATA] == ELFDATA2MSB ? (guint) head[at] << 8 | head[at + 1]
                                      : (guint) head[at + 1] << 8 | head[at];
}

/**
 * parafa_library_file_judge:
 * @head: (array length=length): how a file begins
 * @length: how much of it there is, 20 bytes at least for a library
 *
 * Compares the file with this program: a library for another processor, or for 32 bit, cannot be
 * loaded by it.
 *
 * Returns: %PARAFA_DRIVER_PROBLEM_NONE for a library of this machine,
 *   %PARAFA_DRIVER_PROBLEM_OTHER_MACHINE or %PARAFA_DRIVER_PROBLEM_NOT_A_LIBRARY
 */
ParafaDriverProblem
parafa_library_file_judge (const guint8 *head, gsize length)
{
  guint8 mine[HEAD_BYTES];

  if (!is_elf (head, length) || get_half (head, TYPE_AT) != ET_DYN)
    return PARAFA_DRIVER_PROBLEM_NOT_A_LIBRARY;
  if (read_head ("/proc/self/exe", mine) != HEAD_BYTES || !is_elf (mine, HEAD_BYTES))
    return PARAFA_DRIVER_PROBLEM_NONE;
  if (head[EI_CLASS] != mine[EI_CLASS] || head[EI_DATA] != mine[EI_DATA] ||
      get_half (head, MACHINE_AT) != get_half (mine, MACHINE_AT))
    return PARAFA_DRIVER_PROBLEM_OTHER_MACHINE;
  return PARAFA_DRIVER_PROBLEM_NONE;
}

/**
 * parafa_library_file_dup_missing:
 * @linker_message: what dlerror() said
 * @path: the library that was to be loaded
 *
 * Returns: (transfer full) (nullable): name of another library that it needs and that is not there
 */
char *
parafa_library_file_dup_missing (const char *linker_message, const char *path)
{
  const char *end = strstr (linker_message, ": cannot open shared object file");

  /* musl says it in other words */
  if (end == NULL && g_str_has_prefix (linker_message, "Error loading shared library "))
    {
      linker_message += strlen ("Error loading shared library ");
      end = strchr (linker_message, ':');
    }
  if (end == NULL || strncmp (linker_message, path, (gsize) (end - linker_message)) == 0)
    return NULL;
  return g_strndup (linker_message, (gsize) (end - linker_message));
}

static ParafaDriverProblem
judge_file (const char *path, char **message)
{
  guint8 head[HEAD_BYTES];
  gssize length = read_head (path, head);
  ParafaDriverProblem problem;

  if (length < 0)
    {
      *message = g_strdup_printf ("cannot be read: %s", g_strerror (errno));
      return errno == EISDIR ? PARAFA_DRIVER_PROBLEM_NOT_A_LIBRARY : PARAFA_DRIVER_PROBLEM_NO_FILE;
    }
  problem = parafa_library_file_judge (head, (gsize) length);
  if (problem == PARAFA_DRIVER_PROBLEM_OTHER_MACHINE)
    *message = g_strdup ("is made for another kind of computer (processor, or 32 bit)");
  else if (problem != PARAFA_DRIVER_PROBLEM_NONE)
    *message = g_strdup ("is no library");
  return problem;
}

/**
 * parafa_library_file_load:
 * @path: an absolute path
 * @message: (out) (transfer full) (nullable): what is wrong, for developers
 * @detail: (out) (transfer full) (nullable): name of a library that is missing
 *
 * Loads a library, never to be unloaded, and looks whether it is a PKCS#11 driver. Runs whatever the
 * library does when it is loaded.
 *
 * Returns: what is wrong with it
 */
ParafaDriverProblem
parafa_library_file_load (const char *path, char **message, char **detail)
{
  ParafaDriverProblem problem;
  void *library;

  *message = *detail = NULL;
  problem = judge_file (path, message);
  if (problem != PARAFA_DRIVER_PROBLEM_NONE)
    return problem;
  library = dlopen (path, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
  if (library == NULL)
    {
      const char *reason = dlerror ();

      *message = g_strdup_printf ("cannot be loaded: %s", reason != NULL ? reason : "no reason");
      *detail = parafa_library_file_dup_missing (*message + strlen ("cannot be loaded: "), path);
      return *detail != NULL ? PARAFA_DRIVER_PROBLEM_MISSING_LIBRARY
                             : PARAFA_DRIVER_PROBLEM_DOES_NOT_LOAD;
    }
  if (dlsym (library, "C_GetFunctionList") != NULL || dlsym (library, "C_GetInterface") != NULL)
    return PARAFA_DRIVER_PROBLEM_NONE;
  *message = g_strdup ("is no PKCS#11 driver: C_GetFunctionList is missing");
  return PARAFA_DRIVER_PROBLEM_NOT_PKCS11;
}
