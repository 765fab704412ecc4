/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-broker-caller.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FLATPAK_INFO ".flatpak-info"
#define MAX_INFO_BYTES 65536
#define MAX_ARGUMENTS_BYTES 8192
#define MAX_UNIT_BYTES 160

struct _ParafaCaller
{
  ParafaCallerKind kind;
  char *program; /* (owned) */
  char *script;  /* (owned) (nullable) */
  char *unit;    /* (owned) (nullable) */
  char *key;     /* (owned) */
  gboolean lasting;
  gboolean changeable;
};

G_DEFINE_BOXED_TYPE (ParafaCaller, parafa_caller, parafa_caller_ref, parafa_caller_unref)

/* They run what they are told to: their own path says nothing about that */
static const char *const interpreters[] = {
  "bash", "bun",    "busybox", "dash", "deno",  "dotnet", "fish", "gjs", "guile",
  "java", "ksh",    "lua",     "mono", "node",  "nodejs", "perl", "php", "pwsh",
  "pypy", "python", "ruby",    "sh",   "tclsh", "wish",   "zsh",
};
/* They say to the bus what somebody else tells them */
static const char *const bus_tools[] = {
  "busctl", "dbus-send", "dbus-test-tool", "gdbus", "qdbus", "qdbus-qt5", "qdbus-qt6", "qdbus6",
};

static gboolean
is_among (const char *path, const char *const *names, gsize n_names, gboolean with_version)
{
  g_autofree char *name = g_path_get_basename (path);
  gsize length = strlen (name);

  /* python3.11 is python */
  while (with_version && length > 0 &&
         (g_ascii_isdigit (name[length - 1]) || name[length - 1] == '.' || name[length - 1] == '-'))
    name[--length] = '\0';
  for (gsize i = 0; i < n_names; i++)
    if (g_str_equal (name, names[i]))
      return TRUE;
  return FALSE;
}

/* Reads a file that is no bigger than it may be; NULL otherwise */
static char *
read_small (const char *path, gsize max_bytes, gsize *length, int *problem)
{
  g_autofree char *buffer = g_malloc (max_bytes + 1);
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  gsize n = 0;
  gssize got = 1;

  *problem = fd < 0 ? errno : 0;
  while (fd >= 0 && got != 0 && n < max_bytes)
    {
      got = read (fd, buffer + n, max_bytes - n);
      if (got < 0 && errno == EINTR)
        continue;
      if (got < 0)
        {
          *problem = errno;
          break;
        }
      n += (gsize) got;
    }
  if (fd >= 0)
    close (fd);
  if (*problem != 0)
    return NULL;
  buffer[n] = '\0';
  *length = n;
  return g_steal_pointer (&buffer);
}

/* -- what a process is -- */

/* Flatpak puts the file at the root of the sandbox, also of the proxy that speaks for the application on the bus;
 * the application cannot write there. The portals ask the same way. */
static char *
read_flatpak_id (const char *folder, gboolean *closed)
{
  g_autofree char *path = g_build_filename (folder, "root", FLATPAK_INFO, NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *text = NULL;
  g_autofree char *id = NULL;
  gsize length = 0;
  int problem = 0;

  text = read_small (path, MAX_INFO_BYTES, &length, &problem);
  *closed = text == NULL && problem != ENOENT && problem != ENOTDIR;
  if (text == NULL)
    return NULL;
  if (g_key_file_load_from_data (file, text, length, G_KEY_FILE_NONE, NULL))
    id = g_key_file_get_string (file, "Application", "name", NULL);
  *closed = id == NULL || !g_application_id_is_valid (id);
  return *closed ? NULL : g_steal_pointer (&id);
}

static gboolean
is_same_file (const char *one, const char *other)
{
  struct stat a, b;

  return stat (one, &a) == 0 && stat (other, &b) == 0 && a.st_dev == b.st_dev &&
         a.st_ino == b.st_ino;
}

/* The arguments may hold secrets: only the first one that is a file is looked at, and nothing of them is kept */
static char *
find_script (const char *folder, const char *arguments, gsize length)
{
  static const char *const inline_code[] = { "-c", "-e", "-m", "-p", "--eval", "--print" };
  g_autofree char *cwd_link = g_build_filename (folder, "cwd", NULL);
  g_autofree char *cwd = g_file_read_link (cwd_link, NULL);

  for (const char *at = arguments + strlen (arguments) + 1; at < arguments + length;
       at += strlen (at) + 1)
    {
      g_autofree char *path = NULL;
      char *real;

      for (gsize i = 0; i < G_N_ELEMENTS (inline_code); i++)
        if (g_str_equal (at, inline_code[i]))
          return NULL;
      if (*at == '-' || *at == '\0' || cwd == NULL)
        continue;
      path = g_canonicalize_filename (at, cwd);
      if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
        continue;
      real = realpath (path, NULL);
      if (real != NULL && g_utf8_validate (real, -1, NULL))
        {
          g_free (g_steal_pointer (&path));
          path = g_strdup (real);
          free (real);
          return g_steal_pointer (&path);
        }
      free (real);
      return NULL;
    }
  return NULL;
}

static char *
read_script (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "cmdline", NULL);
  gsize length = 0;
  int problem = 0;
  char *arguments = read_small (path, MAX_ARGUMENTS_BYTES, &length, &problem);
  char *script;

  if (arguments == NULL)
    return NULL;
  script = find_script (folder, arguments, length);
  explicit_bzero (arguments, length);
  g_free (arguments);
  return script;
}

/* The last part of the path in the control groups, when it is a unit of systemd's */
static char *
read_unit (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "cgroup", NULL);
  g_autofree char *text = NULL;
  g_autofree char *name = NULL;
  gsize length = 0;
  int problem = 0;

  text = read_small (path, MAX_INFO_BYTES, &length, &problem);
  if (text == NULL || !g_str_has_prefix (text, "0::/") || !g_str_is_ascii (text))
    return NULL;
  text[strcspn (text, "\n")] = '\0';
  name = g_path_get_basename (text);
  if ((!g_str_has_suffix (name, ".service") && !g_str_has_suffix (name, ".scope")) ||
      strlen (name) > MAX_UNIT_BYTES || g_str_has_prefix (name, "user@"))
    return NULL;
  return g_steal_pointer (&name);
}

static gboolean
is_changeable (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return access (path, W_OK) == 0 || access (folder, W_OK) == 0;
}

static char *
make_key (ParafaCallerKind kind, const char *program, const char *script)
{
  return g_strdup_printf ("%d\t%s\t%s", (int) kind, program, script != NULL ? script : "");
}

/**
 * parafa_caller_new:
 * @kind: what it is
 * @program: an application id or a path
 * @script: (nullable): for %PARAFA_CALLER_SCRIPT, the script's path
 *
 * Returns: (transfer full): a caller, as one that was remembered
 */
ParafaCaller *
parafa_caller_new (ParafaCallerKind kind, const char *program, const char *script)
{
  ParafaCaller *self;

  g_return_val_if_fail (program != NULL, NULL);

  self = g_atomic_rc_box_new0 (ParafaCaller);
  self->kind = kind;
  self->program = g_strdup (program);
  self->script = g_strdup (script);
  self->key = make_key (kind, program, script);
  self->lasting = kind == PARAFA_CALLER_FLATPAK || kind == PARAFA_CALLER_PROGRAM ||
                  (kind == PARAFA_CALLER_SCRIPT && script != NULL);
  return self;
}

/* A process of the host: the file it runs, if that is still the file of that name here */
static ParafaCaller *
read_program (const char *folder)
{
  g_autofree char *link = g_build_filename (folder, "exe", NULL);
  g_autofree char *program = g_file_read_link (link, NULL);
  g_autofree char *script = NULL;
  ParafaCaller *self;

  if (program == NULL || !g_utf8_validate (program, -1, NULL))
    return parafa_caller_new (PARAFA_CALLER_UNKNOWN, "", NULL);
  if (!is_same_file (link, program) ||
      is_among (program, bus_tools, G_N_ELEMENTS (bus_tools), FALSE))
    return parafa_caller_new (PARAFA_CALLER_UNKNOWN, program, NULL);
  if (!is_among (program, interpreters, G_N_ELEMENTS (interpreters), TRUE))
    {
      self = parafa_caller_new (PARAFA_CALLER_PROGRAM, program, NULL);
      self->changeable = is_changeable (program);
      return self;
    }
  script = read_script (folder);
  self = parafa_caller_new (PARAFA_CALLER_SCRIPT, program, script);
  self->changeable = is_changeable (script != NULL ? script : program);
  return self;
}

/**
 * parafa_caller_new_from_proc:
 * @proc: `/proc`
 * @pid: a process
 *
 * Looks at a process. Inside a sandbox of our own, process ids of the bus are those of the host and mean
 * nothing here: nobody can be told apart then.
 *
 * Blocks: for a worker thread.
 *
 * Returns: (transfer full): what can be said about it
 */
ParafaCaller *
parafa_caller_new_from_proc (const char *proc, guint32 pid)
{
  g_autofree char *number = g_strdup_printf ("%u", pid);
  g_autofree char *folder = g_build_filename (proc, number, NULL);
  g_autofree char *own = g_build_filename (proc, "self", "root", FLATPAK_INFO, NULL);
  g_autofree char *flatpak_id = NULL;
  ParafaCaller *self;
  gboolean closed = FALSE;

  if (pid == 0 || g_file_test (own, G_FILE_TEST_EXISTS))
    return parafa_caller_new (PARAFA_CALLER_UNKNOWN, "", NULL);
  flatpak_id = read_flatpak_id (folder, &closed);
  if (closed)
    return parafa_caller_new (PARAFA_CALLER_UNKNOWN, "", NULL);
  self = flatpak_id != NULL ? parafa_caller_new (PARAFA_CALLER_FLATPAK, flatpak_id, NULL)
                            : read_program (folder);
  if (self->kind != PARAFA_CALLER_FLATPAK)
    self->unit = read_unit (folder);
  return self;
}

/**
 * parafa_caller_ref:
 * @self: a caller
 *
 * Returns: (transfer full): @self
 */
ParafaCaller *
parafa_caller_ref (ParafaCaller *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  ParafaCaller *self = data;

  g_free (self->program);
  g_free (self->script);
  g_free (self->unit);
  g_free (self->key);
}

/**
 * parafa_caller_unref:
 * @self: (transfer full): a caller
 */
void
parafa_caller_unref (ParafaCaller *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/**
 * parafa_caller_get_kind:
 * @self: a caller
 *
 * Returns: what it is, and so how sure that is
 */
ParafaCallerKind
parafa_caller_get_kind (ParafaCaller *self)
{
  return self->kind;
}

/**
 * parafa_caller_get_program:
 * @self: a caller
 *
 * Returns: the application's id, or the path of the file it runs; empty when unknown
 */
const char *
parafa_caller_get_program (ParafaCaller *self)
{
  return self->program;
}

/**
 * parafa_caller_get_script:
 * @self: a caller
 *
 * Returns: (nullable): the script an interpreter says it runs
 */
const char *
parafa_caller_get_script (ParafaCaller *self)
{
  return self->script;
}

/**
 * parafa_caller_get_unit:
 * @self: a caller
 *
 * Returns: (nullable): the unit of systemd's it runs in
 */
const char *
parafa_caller_get_unit (ParafaCaller *self)
{
  return self->unit;
}

/**
 * parafa_caller_is_lasting:
 * @self: a caller
 *
 * Returns: whether the program will be known again when it asks another time
 */
gboolean
parafa_caller_is_lasting (ParafaCaller *self)
{
  return self->lasting;
}

/**
 * parafa_caller_is_changeable:
 * @self: a caller
 *
 * Returns: whether other programs of the person's can put something else in place of its file
 */
gboolean
parafa_caller_is_changeable (ParafaCaller *self)
{
  return self->changeable;
}

/**
 * parafa_caller_get_key:
 * @self: a caller
 *
 * Returns: a text that is the same for the same program, and for no other
 */
const char *
parafa_caller_get_key (ParafaCaller *self)
{
  return self->key;
}
