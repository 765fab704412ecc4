/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-paths.h"

#include "parafa-config.h"

#include <errno.h>
#include <string.h>

/* Where a program of the project lies. What is run is decided by where the running program itself
 * lies, never by the environment: a variable that chose the card process would choose who sees the
 * PIN. */
static const struct
{
  const char *build_path; /* below the build folder */
  const char *folder;     /* where it is installed */
  const char *name;
} programs[] = {
  [PARAFA_PROGRAM_CARD] = { "src/card/parafa-card", PARAFA_LIBEXECDIR, "parafa-card" },
  [PARAFA_PROGRAM_SIMULATOR] = { "src/simulator/parafa-simulator", PARAFA_LIBEXECDIR,
                                 "parafa-simulator" },
  [PARAFA_PROGRAM_DOCTOR] = { "src/cli/parafa-doctor", PARAFA_LIBEXECDIR, "parafa-doctor" },
  [PARAFA_PROGRAM_TOKEN] = { "src/cli/parafa-token", PARAFA_LIBEXECDIR, "parafa-token" },
  [PARAFA_PROGRAM_ETRANSPORT] = { "src/cli/parafa-etransport", PARAFA_LIBEXECDIR,
                                  "parafa-etransport" },
  [PARAFA_PROGRAM_WINDOW] = { "src/ui/parafa-window", PARAFA_LIBEXECDIR, "parafa-window" },
  [PARAFA_PROGRAM_LOGIN_MODULE] = { "src/login/libparafa-login.so", PARAFA_MODULEDIR,
                                    "libparafa-login.so" },
};

/* Everything that is run from a build folder lies two folders down in it, src/ROOM/NAME or
 * tests/ROOM/NAME, and the build's configuration lies in it. An installed program is told by its
 * place alone. A path compiled in would make each build's bytes depend on where it was made. */
static char *
make_build_dir (const char *program)
{
  g_autofree char *room = g_path_get_dirname (program);
  g_autofree char *part = g_path_get_dirname (room);
  g_autofree char *part_name = g_path_get_basename (part);
  g_autofree char *build_dir = g_path_get_dirname (part);
  g_autofree char *mark = g_build_filename (build_dir, "parafa-config.h", NULL);

  if (strcmp (part_name, "src") != 0 && strcmp (part_name, "tests") != 0)
    return NULL;
  return g_file_test (mark, G_FILE_TEST_IS_REGULAR) ? g_steal_pointer (&build_dir) : NULL;
}

/* The build folder when the running program was started from it, else NULL. Each build (plain,
 * sanitized, other compiler) finds its own programs. */
static const char *
find_build_dir (void)
{
  static gsize once = 0;
  static char *build_dir = NULL;

  if (g_once_init_enter (&once))
    {
      g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);

      if (program != NULL)
        build_dir = make_build_dir (program);
      g_once_init_leave (&once, 1);
    }
  return build_dir;
}

/**
 * parafa_paths_find:
 * @program: a program or module of the project
 *
 * Tells where it lies: in the build folder when the running program comes from there, else where it
 * is installed. Whether it is there is for the caller to find out by using it.
 *
 * Returns: (transfer full): an absolute path
 */
char *
parafa_paths_find (ParafaProgram program)
{
  const char *build_dir = find_build_dir ();

  g_return_val_if_fail ((guint) program < G_N_ELEMENTS (programs), NULL);

  if (build_dir != NULL)
    return g_build_filename (build_dir, programs[program].build_path, NULL);
  return g_build_filename (programs[program].folder, programs[program].name, NULL);
}

/**
 * parafa_paths_get_locale_dir:
 *
 * Returns: (transfer full): where the translations lie, for bindtextdomain()
 */
char *
parafa_paths_get_locale_dir (void)
{
  const char *build_dir = find_build_dir ();

  if (build_dir != NULL)
    return g_build_filename (build_dir, "po", NULL);
  return g_strdup (PARAFA_LOCALEDIR);
}

/**
 * parafa_paths_find_data:
 * @name: name of a data file of the project
 *
 * Returns: (transfer full): an absolute path: in the build folder, or where it is installed
 */
char *
parafa_paths_find_data (const char *name)
{
  const char *build_dir = find_build_dir ();

  g_return_val_if_fail (name != NULL, NULL);

  if (build_dir != NULL)
    return g_build_filename (build_dir, "data", name, NULL);
  return g_build_filename (PARAFA_DATADIR, name, NULL);
}

/**
 * parafa_paths_get_own_dir:
 * @part: a folder in it, such as `issuers`
 *
 * The folder of data that a person added: `$XDG_DATA_HOME/parafa`. Not made here: one that is not
 * there is empty.
 *
 * Returns: (transfer full): an absolute path
 */
char *
parafa_paths_get_own_dir (const char *part)
{
  g_return_val_if_fail (part != NULL, NULL);

  return g_build_filename (g_get_user_data_dir (), "parafa", part, NULL);
}

/* A folder that cannot be made shows itself when something is written there, with the error that
 * matters to the person. */
static char *
make_private_dir (char *path)
{
  if (g_mkdir_with_parents (path, 0700) != 0)
    g_info ("paths: a folder cannot be made: %s", g_strerror (errno));
  return path;
}

/**
 * parafa_paths_get_config_dir:
 *
 * The folder of what a person set up (profiles, without secrets): `$XDG_CONFIG_HOME/parafa`. Made
 * when it is missing, readable by the user only.
 *
 * Returns: (transfer full): an absolute path
 */
char *
parafa_paths_get_config_dir (void)
{
  return make_private_dir (g_build_filename (g_get_user_config_dir (), "parafa", NULL));
}

/**
 * parafa_paths_get_state_dir:
 * @part: (nullable): a folder in it, such as `practice`
 *
 * The folder of what the program itself keeps: `$XDG_STATE_HOME/parafa`. Made when it is missing,
 * readable by the user only.
 *
 * Returns: (transfer full): an absolute path
 */
char *
parafa_paths_get_state_dir (const char *part)
{
  g_return_val_if_fail (part == NULL || strstr (part, "..") == NULL, NULL);

  return make_private_dir (g_build_filename (g_get_user_state_dir (), "parafa", part, NULL));
}
