/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-broker-caller.h"
#include "parafa-test.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* A folder that looks like /proc, so that every kind of process can be had */
typedef struct
{
  ParafaTestDir *dir;
  char *process;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dir = parafa_test_dir_new ();
  fixture->process = g_build_filename (fixture->dir, "42", NULL);
  g_assert_cmpint (g_mkdir_with_parents (fixture->process, 0700), ==, 0);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_free (fixture->process);
  parafa_test_dir_free (fixture->dir);
}

static void
put_link (Fixture *fixture, const char *name, const char *target)
{
  g_autofree char *path = g_build_filename (fixture->process, name, NULL);

  g_assert_cmpint (symlink (target, path), ==, 0);
}

static void
put_file (Fixture *fixture, const char *name, const char *text, gssize length)
{
  g_autofree char *path = g_build_filename (fixture->process, name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, length, NULL));
}

static char *
make_program (Fixture *fixture, const char *name)
{
  return parafa_test_write_file (fixture->dir, name, "program");
}

static ParafaCaller *
look (Fixture *fixture)
{
  return parafa_caller_new_from_proc (fixture->dir, 42);
}

static void
test_program (Fixture *fixture, gconstpointer data)
{
  g_autofree char *program = make_program (fixture, "erp");
  g_autoptr (ParafaCaller) caller = NULL;

  put_link (fixture, "exe", program);
  put_file (fixture, "cgroup",
            "0::/user.slice/user-1000.slice/user@1000.service/app.slice/app-fictiv-7.scope\n", -1);
  caller = look (fixture);
  g_assert_cmpint (parafa_caller_get_kind (caller), ==, PARAFA_CALLER_PROGRAM);
  g_assert_cmpstr (parafa_caller_get_program (caller), ==, program);
  g_assert_null (parafa_caller_get_script (caller));
  g_assert_cmpstr (parafa_caller_get_unit (caller), ==, "app-fictiv-7.scope");
  g_assert_true (parafa_caller_is_lasting (caller));
  g_assert_true (parafa_caller_is_changeable (caller));
}

static void
test_no_unit (Fixture *fixture, gconstpointer data)
{
  static const char *const texts[] = { "",
                                       "0::/\n",
                                       "0::/user.slice/user@1000.service\n",
                                       "1:cpu:/x.service\n",
                                       "0::/a/b\n",
                                       "0::/\xff.service\n" };
  g_autofree char *program = make_program (fixture, "erp");

  put_link (fixture, "exe", program);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (ParafaCaller) caller = NULL;

      put_file (fixture, "cgroup", texts[i], -1);
      caller = look (fixture);
      g_assert_null (parafa_caller_get_unit (caller));
    }
}

static void
test_flatpak (Fixture *fixture, gconstpointer data)
{
  g_autofree char *program = make_program (fixture, "erp");
  g_autoptr (ParafaCaller) caller = NULL;

  put_link (fixture, "exe", program);
  put_file (fixture, "root/.flatpak-info", "[Application]\nname=org.fictiv.Erp\n", -1);
  caller = look (fixture);
  g_assert_cmpint (parafa_caller_get_kind (caller), ==, PARAFA_CALLER_FLATPAK);
  g_assert_cmpstr (parafa_caller_get_program (caller), ==, "org.fictiv.Erp");
  g_assert_true (parafa_caller_is_lasting (caller));
}

/* A sandbox that says nothing sensible is nobody, and never the program outside of it */
static void
test_strange_flatpak (Fixture *fixture, gconstpointer data)
{
  static const char *const texts[] = { "", "name=x", "[Application]\nname=\n",
                                       "[Application]\nname=../etc\n",
                                       "[Application]\nname=a b\n" };
  g_autofree char *program = make_program (fixture, "erp");

  put_link (fixture, "exe", program);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (ParafaCaller) caller = NULL;

      put_file (fixture, "root/.flatpak-info", texts[i], -1);
      caller = look (fixture);
      g_assert_cmpint (parafa_caller_get_kind (caller), ==, PARAFA_CALLER_UNKNOWN);
      g_assert_false (parafa_caller_is_lasting (caller));
    }
}

/* Inside a sandbox of our own, the daemon's process ids are of another world */
static void
test_own_sandbox (Fixture *fixture, gconstpointer data)
{
  g_autofree char *program = make_program (fixture, "erp");
  g_autofree char *own = g_build_filename (fixture->dir, "self", "root", NULL);
  g_autofree char *info = g_build_filename (own, ".flatpak-info", NULL);
  g_autoptr (ParafaCaller) caller = NULL;

  put_link (fixture, "exe", program);
  g_assert_cmpint (g_mkdir_with_parents (own, 0700), ==, 0);
  g_assert_true (g_file_set_contents (info, "[Application]\n", -1, NULL));
  caller = look (fixture);
  g_assert_cmpint (parafa_caller_get_kind (caller), ==, PARAFA_CALLER_UNKNOWN);
  g_assert_cmpstr (parafa_caller_get_program (caller), ==, "");
}

static void
test_gone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ParafaCaller) nobody = parafa_caller_new_from_proc (fixture->dir, 43);
  g_autoptr (ParafaCaller) zero = parafa_caller_new_from_proc (fixture->dir, 0);
  g_autoptr (ParafaCaller) replaced = NULL;

  g_assert_cmpint (parafa_caller_get_kind (nobody), ==, PARAFA_CALLER_UNKNOWN);
  g_assert_cmpint (parafa_caller_get_kind (zero), ==, PARAFA_CALLER_UNKNOWN);
  put_link (fixture, "exe", "/usr/bin/erp (deleted)");
  replaced = look (fixture);
  g_assert_cmpint (parafa_caller_get_kind (replaced), ==, PARAFA_CALLER_UNKNOWN);
  g_assert_false (parafa_caller_is_lasting (replaced));
}

typedef struct
{
  const char *program;
  const char *arguments; /* with “|” for the zero byte, and “@” for the script's path */
  gboolean found;
} ScriptCase;

static void
test_script (Fixture *fixture, gconstpointer data)
{
  static const ScriptCase cases[] = {
    { "python3.11", "python3|@|--token=secret", TRUE },
    { "python3", "python3|-u|@", TRUE },
    { "node", "node|--no-warnings|invoices.py", TRUE },
    { "java", "java|-jar|@", TRUE },
    { "bash", "bash|-c|curl @", FALSE },
    { "python3.12", "python3|-m|@", FALSE },
    { "perl", "perl|-e|@", FALSE },
    { "sh", "sh", FALSE },
    { "zsh", "", FALSE },
    { "ruby", "ruby|missing.rb", FALSE },
  };
  g_autofree char *script = parafa_test_write_file (fixture->dir, "invoices.py", "script");

  put_link (fixture, "cwd", fixture->dir);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *program = make_program (fixture, cases[i].program);
      g_auto (GStrv) parts = g_strsplit (cases[i].arguments, "@", -1);
      g_autofree char *arguments = g_strjoinv (script, parts);
      gsize length = strlen (arguments);
      g_autofree char *link = g_build_filename (fixture->process, "exe", NULL);
      g_autoptr (ParafaCaller) caller = NULL;

      g_test_message ("%s", arguments);
      g_strdelimit (arguments, "|", '\1');
      for (gsize n = 0; n < length; n++)
        if (arguments[n] == '\1')
          arguments[n] = '\0';
      g_remove (link);
      put_link (fixture, "exe", program);
      put_file (fixture, "cmdline", arguments, (gssize) (length + 1));
      caller = look (fixture);
      g_assert_cmpint (parafa_caller_get_kind (caller), ==, PARAFA_CALLER_SCRIPT);
      g_assert_cmpint (parafa_caller_is_lasting (caller), ==, cases[i].found);
      if (cases[i].found)
        g_assert_true (g_str_has_suffix (parafa_caller_get_script (caller), "/invoices.py"));
      else
        g_assert_null (parafa_caller_get_script (caller));
    }
}

/* Whoever can start gdbus could call with its name */
static void
test_bus_tool (Fixture *fixture, gconstpointer data)
{
  g_autofree char *program = make_program (fixture, "gdbus");
  g_autoptr (ParafaCaller) caller = NULL;

  put_link (fixture, "exe", program);
  caller = look (fixture);
  g_assert_cmpint (parafa_caller_get_kind (caller), ==, PARAFA_CALLER_UNKNOWN);
  g_assert_cmpstr (parafa_caller_get_program (caller), ==, program);
}

static void
test_keys (void)
{
  g_autoptr (ParafaCaller) program = parafa_caller_new (PARAFA_CALLER_PROGRAM, "/usr/bin/a", NULL);
  g_autoptr (ParafaCaller) again = parafa_caller_new (PARAFA_CALLER_PROGRAM, "/usr/bin/a", NULL);
  g_autoptr (ParafaCaller) flatpak = parafa_caller_new (PARAFA_CALLER_FLATPAK, "/usr/bin/a", NULL);
  g_autoptr (ParafaCaller) script = parafa_caller_new (PARAFA_CALLER_SCRIPT, "/usr/bin/a", "/b");

  g_assert_cmpstr (parafa_caller_get_key (program), ==, parafa_caller_get_key (again));
  g_assert_cmpstr (parafa_caller_get_key (program), !=, parafa_caller_get_key (flatpak));
  g_assert_cmpstr (parafa_caller_get_key (program), !=, parafa_caller_get_key (script));
}

#define ADD(name, func)                                                                            \
  g_test_add ("/session/broker-caller/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("program", test_program);
  ADD ("no-unit", test_no_unit);
  ADD ("flatpak", test_flatpak);
  ADD ("strange-flatpak", test_strange_flatpak);
  ADD ("own-sandbox", test_own_sandbox);
  ADD ("gone", test_gone);
  ADD ("script", test_script);
  ADD ("bus-tool", test_bus_tool);
  g_test_add_func ("/session/broker-caller/keys", test_keys);
  return g_test_run ();
}
