/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include <adwaita.h>
#include <glib/gstdio.h>
#include <signal.h>

#include "parafa-command-box.h"
#include "parafa-host-commands.h"
#include "parafa-host-drivers.h"
#include "parafa-test.h"
#include "ui-fixture.h"

/* The commands that serve a driver into a Flatpak do what the page says: they are run here, with the real p11-kit */

static const char list_text[] = "[vendor]\n"
                                "title=A Vendor\n"
                                "rank=vendor\n"
                                "files=libvendor.so*;libother_p11.so\n"
                                "folders=/usr/lib/vendor;/opt/vendor\n";

static ParafaDriverList *
make_list (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (list_text, sizeof list_text - 1);
  g_autoptr (GError) error = NULL;
  ParafaDriverList *list = parafa_driver_list_new (bytes, &error);

  g_assert_no_error (error);
  return list;
}

/* -- the commands -- */

static void
test_path (void)
{
  static const char *const good[] = { "/usr/lib/libeToken.so", "/opt/a-b_c/x+y.so.10.8.1" };
  static const char *const bad[] = { "",
                                     "libeToken.so",
                                     "/usr/lib/libeToken",
                                     "/usr/lib/my driver.so",
                                     "/usr/lib/x.so; rm -rf ~",
                                     "/usr/lib/$(id).so",
                                     "/usr/lib/`id`.so",
                                     "/usr/lib/x.so\nExec=sh",
                                     "/usr/lib/%f.so",
                                     "/usr/lib/'x'.so",
                                     "//host/x.so",
                                     "/usr/lib/ț.so" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (parafa_host_commands_is_path (good[i]));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (parafa_host_commands_is_path (bad[i]));
}

static void
test_known (void)
{
  g_autoptr (ParafaDriverList) list = make_list ();
  const ParafaKnownDriver *known = parafa_driver_list_find (list, "vendor");
  g_autofree char *path = parafa_host_commands_guess_path (known);
  g_autofree char *nothing = parafa_host_commands_guess_path (NULL);
  g_autofree char *find = parafa_host_commands_find (known);

  g_assert_cmpstr (path, ==, "/usr/lib/vendor/libvendor.so");
  g_assert_null (nothing);
  g_assert_cmpstr (find, ==,
                   "find /usr /opt -name 'libvendor.so*' -o -name 'libother_p11.so' 2>/dev/null");
}

static void
test_install (void)
{
  static const struct
  {
    const char *os_release, *command;
  } cases[] = {
    { "ID=debian", "sudo apt install p11-kit" },
    { "ID=ubuntu\nID_LIKE=debian", "sudo apt install p11-kit" },
    { "ID=fedora", "sudo dnf install p11-kit-server" },
    { "ID=opensuse-tumbleweed", "sudo zypper install p11-kit-server" },
    { "ID=arch", "sudo pacman -S p11-kit" },
    { "ID=plan9", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ParafaDistribution) computer = parafa_distribution_new (cases[i].os_release, TRUE);
      g_autofree char *command = parafa_host_commands_install (computer);

      g_assert_cmpstr (command, ==, cases[i].command);
    }
}

static void
test_permission (void)
{
  g_assert_false (parafa_host_commands_may_reach (NULL));
  g_assert_false (parafa_host_commands_may_reach ("nothing"));
  g_assert_false (parafa_host_commands_may_reach ("[Context]\nfilesystems=xdg-run/dconf;\n"));
  g_assert_false (
      parafa_host_commands_may_reach ("[Context]\nfilesystems=xdg-run/parafa-tokens2;"));
  g_assert_true (parafa_host_commands_may_reach (
      "[Context]\nshared=network;\nfilesystems=xdg-run/dconf;xdg-run/parafa-tokens;\n"));
  g_assert_true (
      parafa_host_commands_may_reach ("[Context]\nfilesystems=xdg-run/parafa-tokens:ro"));
}

static char *
run (const char *command, const char *folder)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  char *answer = NULL;

  g_subprocess_launcher_setenv (launcher, "XDG_RUNTIME_DIR", folder, TRUE);
  g_subprocess_launcher_setenv (launcher, "HOME", folder, TRUE);
  process = g_subprocess_launcher_spawn (launcher, &error, "sh", "-c", command, NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &answer, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));
  return answer;
}

/* A copy of the module that stands before SoftHSM, under the name of a vendor's */
static char *
put_driver (const char *folder)
{
  g_autoptr (GFile) from = g_file_new_for_path (g_getenv ("TEST_PKCS11_LIBRARY"));
  char *path = g_build_filename (folder, "libvendor.so", NULL);
  g_autoptr (GFile) to = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_file_copy (from, to, G_FILE_COPY_NONE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return path;
}

/* What the session starts is the very server that the command starts */
static void
test_always (void)
{
  g_autoptr (ParafaTestDir) folder = parafa_test_dir_new ();
  g_autofree char *command =
      parafa_host_commands_serve_always ("/usr/lib/libvendor.so", "/run/user/1000");
  g_autofree char *path =
      g_build_filename (folder, ".config", "autostart", "parafa-tokens.desktop", NULL);
  g_autofree char *answer = NULL;
  g_autofree char *exec = NULL;
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2; i++)
    {
      g_free (answer);
      answer = run (command, folder);
      g_assert_cmpstr (answer, ==, "");
    }
  g_key_file_load_from_file (file, path, 0, &error);
  g_assert_no_error (error);
  exec = g_key_file_get_string (file, "Desktop Entry", "Exec", NULL);
  g_assert_cmpstr (exec, ==,
                   "p11-kit server --name /run/user/1000/parafa-tokens --provider "
                   "/usr/lib/libvendor.so pkcs11:");
}

/* -- what the page says then -- */

typedef struct
{
  ParafaHostDrivers *host;
  const char *root, *socket;
  ParafaHostState state;
} Wait;

static gboolean
has_state (gpointer data)
{
  Wait *wait = data;

  if (parafa_host_drivers_get_state (wait->host) == wait->state)
    return TRUE;
  /* the server is in the background before it listens: who comes too early asks again, as a person does */
  if (!parafa_host_drivers_is_checking (wait->host))
    parafa_host_drivers_check (wait->host, wait->root, wait->socket);
  return FALSE;
}

static void
check (ParafaHostDrivers *host, const char *root, const char *socket, ParafaHostState state)
{
  Wait wait = { host, root, socket, state };

  parafa_host_drivers_check (host, root, socket);
  parafa_test_wait_until (has_state, &wait, PARAFA_TEST_LIMIT_MS);
}

static GtkWindow *
show_host (ParafaHostDrivers **host)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());

  *host = g_object_new (PARAFA_TYPE_HOST_DRIVERS, NULL);
  gtk_window_set_child (window, GTK_WIDGET (*host));
  ui_fixture_show (window);
  return window;
}

static GtkWidget *
find_command (ParafaHostDrivers *host, const char *beginning)
{
  for (guint i = 0;; i++)
    {
      GtkWidget *box = ui_fixture_find (GTK_WIDGET (host), PARAFA_TYPE_COMMAND_BOX, i);

      g_assert_nonnull (box);
      if (g_str_has_prefix (parafa_command_box_get_command (PARAFA_COMMAND_BOX (box)), beginning))
        return box;
    }
}

/* The command that the page shows, run by a shell, and each thing that may be missing */
static void
test_result (void)
{
  g_autoptr (ParafaTestDir) root = parafa_test_dir_new ();
  g_autofree char *driver = put_driver (root);
  g_autofree char *socket = g_build_filename (root, PARAFA_HOST_SOCKET, NULL);
  g_autofree char *info = g_build_filename (root, ".flatpak-info", NULL);
  g_autofree char *answer = NULL;
  ParafaHostDrivers *host = NULL;
  GtkWindow *window = show_host (&host);
  GtkWidget *serve = find_command (host, "p11-kit server");
  GtkWidget *file = ui_fixture_find (GTK_WIDGET (host), ADW_TYPE_ENTRY_ROW, 0);
  const char *pid = NULL;

  g_assert_true (g_file_set_contents (info, "[Context]\nfilesystems=xdg-run/dconf;\n", -1, NULL));
  check (host, root, socket, PARAFA_HOST_NOTHING);
  g_assert_true (
      g_file_set_contents (info, "[Context]\nfilesystems=xdg-run/parafa-tokens;\n", -1, NULL));
  check (host, root, socket, PARAFA_HOST_ALLOWED);
  g_assert_false (gtk_widget_is_sensitive (serve));
  gtk_editable_set_text (GTK_EDITABLE (file), driver);
  g_assert_true (gtk_widget_is_sensitive (serve));
  answer = run (parafa_command_box_get_command (PARAFA_COMMAND_BOX (serve)), root);
  g_assert_true (g_str_has_prefix (answer, "P11_KIT_SERVER_ADDRESS="));
  pid = strstr (answer, "P11_KIT_SERVER_PID=");
  g_assert_nonnull (pid);
  check (host, root, socket, PARAFA_HOST_SERVED);
  g_assert_cmpint (kill (atoi (pid + strlen ("P11_KIT_SERVER_PID=")), SIGKILL), ==, 0);
  check (host, root, socket, PARAFA_HOST_ENDED);
  gtk_window_destroy (window);
}

/* What is known is filled in, what a person typed stays, and what cannot be a path is said at the field */
static void
test_field (void)
{
  g_autoptr (ParafaDriverList) list = make_list ();
  g_autoptr (ParafaDistribution) debian = parafa_distribution_new ("ID=debian", TRUE);
  g_autoptr (ParafaDistribution) other = parafa_distribution_new ("ID=plan9", TRUE);
  ParafaHostDrivers *host = NULL;
  GtkWindow *window = show_host (&host);
  GtkWidget *file = ui_fixture_find (GTK_WIDGET (host), ADW_TYPE_ENTRY_ROW, 0);
  GtkWidget *serve = find_command (host, "p11-kit server");
  GtkWidget *install = NULL;

  parafa_host_drivers_suggest (host, NULL, debian);
  install = find_command (host, "sudo apt install p11-kit");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (file)), ==, "");
  parafa_host_drivers_suggest (host, parafa_driver_list_find (list, "vendor"), debian);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (file)), ==, "/usr/lib/vendor/libvendor.so");
  g_assert_nonnull (find_command (host, "find /usr /opt -name 'libvendor.so*'"));
  gtk_editable_set_text (GTK_EDITABLE (file), "/opt/mine.so");
  parafa_host_drivers_suggest (host, parafa_driver_list_find (list, "vendor"), other);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (file)), ==, "/opt/mine.so");
  g_assert_cmpstr (parafa_command_box_get_command (PARAFA_COMMAND_BOX (install)), ==, "p11-kit");
  g_assert_nonnull (
      ui_fixture_find_text (GTK_WIDGET (host), "Look for it where you install programs."));
  gtk_editable_set_text (GTK_EDITABLE (file), "mine.so");
  g_assert_false (gtk_widget_is_sensitive (serve));
  g_assert_nonnull (
      ui_fixture_find_text (GTK_WIDGET (host),
                            "Write the whole path, without blanks, such as /usr/lib/libeToken.so"));
  gtk_window_destroy (window);
}

int
main (int argc, char **argv)
{
  ui_fixture_init (&argc, &argv);
  ui_fixture_start_gtk ();
  g_test_add_func ("/ui/host-drivers/path", test_path);
  g_test_add_func ("/ui/host-drivers/known", test_known);
  g_test_add_func ("/ui/host-drivers/install", test_install);
  g_test_add_func ("/ui/host-drivers/permission", test_permission);
  g_test_add_func ("/ui/host-drivers/always", test_always);
  g_test_add_func ("/ui/host-drivers/result", test_result);
  g_test_add_func ("/ui/host-drivers/field", test_field);
  return g_test_run ();
}
