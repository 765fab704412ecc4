/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* p11-kit's configuration, read without p11-kit: pkcs11.conf(5) */

#include "parafa-driver-config.h"
#include "parafa-module-file.h"
#include "parafa-test.h"

#include <string.h>

typedef struct
{
  ParafaTestDir *dir;
  ParafaDriverFolders *folders;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->dir = parafa_test_dir_new ();
  f->folders = parafa_driver_folders_new_under (f->dir);
  g_mkdir_with_parents (f->folders->package_folder, 0700);
  g_mkdir_with_parents (f->folders->admin_folder, 0700);
  g_mkdir_with_parents (f->folders->user_folder, 0700);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  parafa_driver_folders_free (f->folders);
  parafa_test_dir_free (f->dir);
}

static void
put (const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

/* "name+" enabled, "name-" not, "name=other" a double, "name!" for trust; in their order */
static void
assert_drivers (Fixture *f, const char *expected)
{
  g_autoptr (GPtrArray) drivers = parafa_driver_config_read (f->folders);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < drivers->len; i++)
    {
      const ParafaDriverSettings *s = parafa_driver_get_settings (drivers->pdata[i]);

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", s->name);
      if (s->for_trust)
        g_string_append_c (text, '!');
      else if (s->same_as != NULL)
        g_string_append_printf (text, "=%s", s->same_as);
      else
        g_string_append_c (text, s->enabled ? '+' : '-');
      g_assert_cmpint (parafa_driver_is_for_tokens (drivers->pdata[i]), ==,
                       s->enabled && !s->for_trust && s->same_as == NULL);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static ParafaDriver *
get_driver (Fixture *f, const char *name)
{
  g_autoptr (GPtrArray) drivers = parafa_driver_config_read (f->folders);

  for (guint i = 0; i < drivers->len; i++)
    if (g_str_equal (parafa_driver_get_name (drivers->pdata[i]), name))
      return g_object_ref (drivers->pdata[i]);
  g_error ("%s is not there", name);
}

static void
test_nothing (Fixture *f, gconstpointer data)
{
  assert_drivers (f, "");
  parafa_test_remove_tree (f->folders->user_folder);
  parafa_test_remove_tree (f->folders->package_folder);
  assert_drivers (f, "");
  g_assert_true (parafa_driver_config_allows_user (f->folders));
}

static void
test_fields (Fixture *f, gconstpointer data)
{
  g_autoptr (ParafaDriver) plain = NULL;
  g_autoptr (ParafaDriver) served = NULL;
  g_autoptr (ParafaDriver) remote = NULL;
  g_autofree char *relative = g_build_filename (f->folders->library_folder, "relative.so", NULL);
  const ParafaDriverSettings *s;

  put (f->folders->package_folder, "plain.module",
       "# a comment\n\n  module :  relative.so  \npriority: 7\nunknown: x\n");
  put (f->folders->admin_folder, "served.module",
       "module: /x/p11-kit-client.so\nserver-address: unix:path=/run/x\n");
  put (f->folders->user_folder, "remote.module", "remote: |ssh there p11-kit remote /x.so\n");
  assert_drivers (f, "plain+ remote+ served+");

  plain = get_driver (f, "plain");
  s = parafa_driver_get_settings (plain);
  g_assert_cmpstr (s->file, ==, relative);
  g_assert_cmpstr (parafa_driver_get_file_name (plain), ==, "relative.so");
  g_assert_cmpint (s->priority, ==, 7);
  g_assert_cmpint (s->origin, ==, PARAFA_DRIVER_ORIGIN_PACKAGE);
  g_assert_true (g_str_has_suffix (s->config_file, "/package/plain.module"));
  served = get_driver (f, "served");
  s = parafa_driver_get_settings (served);
  g_assert_cmpstr (s->server_address, ==, "unix:path=/run/x");
  g_assert_cmpint (s->origin, ==, PARAFA_DRIVER_ORIGIN_ADMIN);
  g_assert_cmpstr (parafa_driver_get_file_name (served), ==, "served");
  remote = get_driver (f, "remote");
  s = parafa_driver_get_settings (remote);
  g_assert_null (s->file);
  g_assert_cmpstr (s->remote, ==, "|ssh there p11-kit remote /x.so");
  g_assert_cmpint (s->origin, ==, PARAFA_DRIVER_ORIGIN_USER);
}

static void
test_order (Fixture *f, gconstpointer data)
{
  put (f->folders->package_folder, "b.module", "module: /b.so\n");
  put (f->folders->package_folder, "a.module", "module: /a.so\n");
  put (f->folders->package_folder, "last.module", "module: /l.so\npriority: -5\n");
  put (f->folders->package_folder, "first.module", "module: /f.so\npriority: 10\n");
  put (f->folders->package_folder, "trust.module",
       "module: /t.so\ntrust-policy: yes\npriority: 1\n");
  assert_drivers (f, "first+ trust! a+ b+ last+");
}

static void
test_enabled (Fixture *f, gconstpointer data)
{
  put (f->folders->package_folder, "a.module",
       "module: /a.so\ndisable-in: p11-kit-proxy, firefox\n");
  put (f->folders->package_folder, "b.module", "module: /b.so\ndisable-in: firefox parafa-card\n");
  put (f->folders->package_folder, "c.module", "module: /c.so\nenable-in: firefox\n");
  put (f->folders->package_folder, "d.module",
       "module: /d.so\nenable-in: firefox,ro.parafa.Parafa\n");
  put (f->folders->package_folder, "e.module", "module: /e.so\ndisable-in: parafa-cardholder\n");
  put (f->folders->package_folder, "f.module", "module:\n");
  put (f->folders->package_folder, "g.module", "priority: 3\n");
  assert_drivers (f, "a+ b- c- d+ e+");
}

/* A file of the same name in the person's folder goes over the others, field by field */
static void
test_merged (Fixture *f, gconstpointer data)
{
  g_autoptr (ParafaDriver) other = NULL;
  g_autoptr (ParafaDriver) overridden = NULL;
  const ParafaDriverSettings *s;

  put (f->folders->package_folder, "a.module", "module: /a.so\npriority: 2\n");
  put (f->folders->user_folder, "a.module", "module: /other.so\n");
  put (f->folders->package_folder, "b.module", "module: /b.so\n");
  put (f->folders->user_folder, "b.module",
       "# Written by Parafa. Or so.\ndisable-in: parafa-card\n");
  put (f->folders->package_folder, "c.module", "module: /c.so\n");
  put (f->folders->user_folder, "c.module", "module:\n");
  assert_drivers (f, "a+ b-");
  other = get_driver (f, "a");
  s = parafa_driver_get_settings (other);
  g_assert_cmpstr (s->file, ==, "/other.so");
  g_assert_cmpint (s->priority, ==, 2);
  g_assert_cmpint (s->origin, ==, PARAFA_DRIVER_ORIGIN_USER);
  g_assert_false (s->overridden);
  overridden = get_driver (f, "b");
  s = parafa_driver_get_settings (overridden);
  g_assert_cmpint (s->origin, ==, PARAFA_DRIVER_ORIGIN_PACKAGE);
  g_assert_true (s->overridden);
}

static void
test_user_mode (Fixture *f, gconstpointer data)
{
  put (f->folders->package_folder, "a.module", "module: /a.so\n");
  put (f->folders->user_folder, "b.module", "module: /b.so\n");
  assert_drivers (f, "a+ b+");
  put (f->dir, "admin.conf", "user-config: none\n");
  assert_drivers (f, "a+");
  g_assert_false (parafa_driver_config_allows_user (f->folders));
  /* what the administrator forbids, the person does not allow */
  put (f->dir, "user.conf", "user-config: only\n");
  assert_drivers (f, "a+");
  put (f->dir, "admin.conf", "# nothing\n");
  assert_drivers (f, "b+");
  put (f->dir, "user.conf", "user-config: none\n");
  assert_drivers (f, "a+");
}

static void
test_strange_files (Fixture *f, gconstpointer data)
{
  g_autofree char *long_text = g_strnfill (70000, 'x');
  g_autofree char *folder = g_build_filename (f->folders->user_folder, "folder.module", NULL);

  put (f->folders->package_folder, "good.module", "module: /good.so\n");
  put (f->folders->package_folder, "copy.module~", "module: /copy.so\n");
  put (f->folders->package_folder, ".hidden.module", "module: /hidden.so\n");
  put (f->folders->package_folder, "two words.module", "module: /words.so\n");
  put (f->folders->package_folder, ".module", "module: /none.so\n");
  put (f->folders->package_folder, "README", "module: /readme.so\n");
  put (f->folders->user_folder, "line.module", "module: /line.so\nno colon\n");
  put (f->folders->user_folder, "section.module", "[p11-kit]\nmodule: /section.so\n");
  put (f->folders->user_folder, "long.module", long_text);
  g_mkdir_with_parents (folder, 0700);
  assert_drivers (f, "good+");
}

/* p11-kit loads a library once, whatever it is called */
static void
test_doubles (Fixture *f, gconstpointer data)
{
  g_autofree char *library = parafa_test_write_file (f->dir, "lib.so", "x");
  g_autofree char *text = g_strdup_printf ("module: %s\n", library);
  g_autofree char *through = g_strdup_printf ("module: %s/../%s/lib.so\npriority: -1\n", f->dir,
                                              strrchr (f->dir, '/') + 1);

  put (f->folders->package_folder, "b.module", text);
  put (f->folders->user_folder, "a.module", text);
  put (f->folders->user_folder, "c.module", through);
  assert_drivers (f, "a+ b=a c=a");
  /* one that is not enabled hides nothing */
  put (f->folders->user_folder, "a.module", "module: /a.so\ndisable-in: parafa\n");
  assert_drivers (f, "a- b+ c=b");
}

static void
test_file_format (void)
{
  g_autoptr (GHashTable) fields = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) back = NULL;
  g_autofree char *text = NULL;
  gboolean ours = FALSE;

  g_hash_table_insert (fields, (char *) "module", (char *) "/opt/ț b/x.so");
  g_hash_table_insert (fields, (char *) "priority", (char *) "3");
  text = parafa_module_file_format (fields);
  back = parafa_module_file_parse (text, strlen (text), &ours);
  g_assert_true (ours);
  g_assert_cmpuint (g_hash_table_size (back), ==, 2);
  g_assert_cmpstr (g_hash_table_lookup (back, "module"), ==, "/opt/ț b/x.so");
  g_assert_cmpstr (g_hash_table_lookup (back, "priority"), ==, "3");
  g_clear_pointer (&back, g_hash_table_unref);
  back = parafa_module_file_parse ("module: x", 9, &ours);
  g_assert_false (ours);
  g_assert_cmpstr (g_hash_table_lookup (back, "module"), ==, "x");
}

static void
test_values (void)
{
  const ParafaDriverSettings a = { .name = "a", .file = "/x/a.so" };
  const ParafaDriverSettings b = { .name = "a", .file = "/x/a.so", .server_address = "s" };
  g_autoptr (ParafaDriver) one = parafa_driver_new (&a);
  g_autoptr (ParafaDriver) two = parafa_driver_new (&a);
  g_autoptr (ParafaDriver) other = parafa_driver_new (&b);
  g_autoptr (ParafaDriver) file = parafa_driver_new_for_file ("/x/../y/libz.so");

  g_assert_true (parafa_driver_equal (one, two));
  g_assert_false (parafa_driver_equal (one, other));
  g_assert_cmpstr (parafa_driver_get_settings (file)->file, ==, "/y/libz.so");
  g_assert_cmpstr (parafa_driver_get_file_name (file), ==, "libz.so");
  g_assert_cmpint (parafa_driver_get_settings (file)->origin, ==, PARAFA_DRIVER_ORIGIN_FILE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/card/driver-config/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("nothing", test_nothing);
  ADD ("fields", test_fields);
  ADD ("order", test_order);
  ADD ("enabled", test_enabled);
  ADD ("merged", test_merged);
  ADD ("user-mode", test_user_mode);
  ADD ("strange-files", test_strange_files);
  ADD ("doubles", test_doubles);
  g_test_add_func ("/card/driver-config/file-format", test_file_format);
  g_test_add_func ("/card/driver-config/values", test_values);
  return g_test_run ();
}
