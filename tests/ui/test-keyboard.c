/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-test.h"
#include "ui-fixture.h"
#include "ui-names.h"
#include "ui-session.h"

/* The window without a mouse: every page and tool, and the dialogs of a profile */

static const char *const pages[] = { "token", "certificate", "hello", "etransport" };
static const char *const tools[] = { "checkup", "drivers", "programs", "inspector", "requests" };
static const char *const dialogs[] = { "win.add-profile", "win.import", "win.rename", "win.export",
                                       "win.revoke" };

static GtkWidget *
get_focus (gpointer window)
{
  return gtk_root_get_focus (GTK_ROOT (window));
}

static void
activate (ParafaWindow *window, const char *action, const char *target)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), action,
                                             target != NULL ? "s" : NULL, target));
  ui_fixture_settle ();
}

static gboolean
is_focus_inside (ParafaWindow *window, GtkWidget *part)
{
  GtkWidget *focus = get_focus (window);

  return focus != NULL && gtk_widget_get_mapped (focus) &&
         (focus == part || gtk_widget_is_ancestor (focus, part));
}

static GtkWidget *
find_dialog (ParafaWindow *window)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) other = g_list_model_get_item (windows, i);

      if (gtk_window_get_transient_for (other) == GTK_WINDOW (window))
        return GTK_WIDGET (other);
    }
  return NULL;
}

static gboolean
has_focus (gpointer window)
{
  GtkWidget *focus = get_focus (window);

  return focus != NULL && gtk_widget_get_mapped (focus);
}

static void
test_start (void)
{
  ParafaWindow *window = ui_session_make_window (1000, 700);

  parafa_test_wait_until (has_focus, window, PARAFA_TEST_LIMIT_MS);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_pages (void)
{
  ParafaWindow *window = ui_session_make_window (1000, 700);
  guint n_named = 0;

  ui_session_select (window, UI_VALID);
  ui_fixture_settle ();
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      activate (window, "win.page", pages[i]);
      /* the certificate is read first, and the keyboard waits for it where it was */
      if (!g_str_equal (pages[i], "certificate"))
        g_assert_true (is_focus_inside (window, GTK_WIDGET (parafa_window_get_panel (window))));
      g_assert_true (has_focus (window));
      n_named += ui_names_check (GTK_WIDGET (window));
    }
  g_assert_cmpuint (n_named, >, 60);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The archive is being opened when the key is pressed; the keyboard ends where the page offers something */
static gboolean
is_at_button (gpointer data)
{
  GtkWidget *focus = get_focus (data);

  return GTK_IS_BUTTON (focus) && gtk_widget_get_mapped (focus) &&
         g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (focus)), "etransport.open") ==
             0;
}

static void
test_empty_page (void)
{
  ParafaWindow *window = ui_session_make_window (1000, 700);

  ui_session_select (window, UI_VALID);
  activate (window, "win.page", "etransport");
  parafa_test_wait_until (is_at_button, window, PARAFA_TEST_LIMIT_MS);
  activate (window, "win.page", "token");
  activate (window, "win.page", "etransport");
  g_assert_true (is_at_button (window));
  gtk_window_destroy (GTK_WINDOW (window));
}

static GtkWidget *
find_open_menu (ParafaWindow *window)
{
  GtkWidget *menu;

  for (guint i = 0;
       (menu = ui_fixture_find (GTK_WIDGET (window), GTK_TYPE_POPOVER_MENU, i)) != NULL; i++)
    if (gtk_widget_get_mapped (menu))
      return menu;
  return NULL;
}

/* F10 opens the main menu, also where the list with its button is folded away, and the keyboard comes back from it */
static void
test_main_menu (gconstpointer data)
{
  ParafaWindow *window = ui_session_make_window (GPOINTER_TO_INT (data), 700);
  GtkWidget *before;
  GtkWidget *menu;

  ui_session_select (window, UI_VALID);
  activate (window, "win.page", "token");
  before = get_focus (window);
  ui_fixture_press (GTK_WIDGET (window), GDK_KEY_F10, 0);
  ui_fixture_settle ();
  menu = find_open_menu (window);
  g_assert_nonnull (menu);
  g_assert_nonnull (ui_fixture_find_text (menu, "Preferences"));
  g_assert_true (is_focus_inside (window, menu));
  ui_fixture_save_picture (menu, GPOINTER_TO_INT (data) < 400 ? "en-light-360-main-menu"
                                                              : "en-light-1000-main-menu");
  gtk_popover_popdown (GTK_POPOVER (menu));
  ui_fixture_settle ();
  g_assert_null (find_open_menu (window));
  g_assert_true (has_focus (window));
  g_assert_false (is_focus_inside (window, menu));
  if (GPOINTER_TO_INT (data) < 400)
    g_assert_true (get_focus (window) == before);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The practice profile: a check-up asks its servers, and these are on this computer */
static void
test_tools (void)
{
  ParafaWindow *window = ui_session_make_window (1000, 700);
  guint n_named = 0;

  ui_session_select (window, UI_PRACTICE);
  parafa_http_note (parafa_session_get_http (ui_session_get ()), "CONNECT",
                    "https://logincert.localhost:443", g_get_real_time (), "TLS 1.2");
  activate (window, "win.page", "token");
  for (guint i = 0; i < G_N_ELEMENTS (tools); i++)
    {
      GtkWidget *before = get_focus (window);

      activate (window, "win.tool", tools[i]);
      g_assert_true (is_focus_inside (window, GTK_WIDGET (parafa_window_get_panel (window))));
      n_named += ui_names_check (GTK_WIDGET (window));
      activate (window, "win.back", NULL);
      g_assert_true (get_focus (window) == before);
    }
  g_assert_cmpuint (n_named, >=, 40);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The search of requests has the focus, and would keep Escape to itself */
static void
test_escape (void)
{
  ParafaWindow *window = ui_session_make_window (1000, 700);
  GtkWidget *search;
  ParafaPanel *before;

  ui_session_select (window, UI_PRACTICE);
  ui_fixture_settle ();
  before = parafa_window_get_panel (window);
  parafa_http_note (parafa_session_get_http (ui_session_get ()), "CONNECT",
                    "https://logincert.localhost:443", g_get_real_time (), "TLS 1.2");
  activate (window, "win.tool", "requests");
  search =
      ui_fixture_find (GTK_WIDGET (parafa_window_get_panel (window)), GTK_TYPE_SEARCH_ENTRY, 0);
  g_assert_true (is_focus_inside (window, search));
  gtk_editable_set_text (GTK_EDITABLE (search), "upload");
  g_signal_emit_by_name (search, "stop-search");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (search)), ==, "");
  g_assert_false (parafa_window_get_panel (window) == before);
  g_signal_emit_by_name (search, "stop-search");
  g_assert_true (parafa_window_get_panel (window) == before);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A tool is opened from a menu; afterwards the keyboard is at its button, not at an item nobody sees */
static void
test_menu (void)
{
  ParafaWindow *window = ui_session_make_window (1000, 700);
  GtkWidget *button;
  GtkPopover *popover;

  ui_session_select (window, UI_PRACTICE);
  ui_fixture_settle ();
  for (guint i = 0;; i++)
    {
      button = ui_fixture_find (GTK_WIDGET (window), GTK_TYPE_MENU_BUTTON, i);
      g_assert_nonnull (button);
      if (gtk_widget_get_mapped (button))
        break;
    }
  popover = gtk_menu_button_get_popover (GTK_MENU_BUTTON (button));
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  ui_fixture_settle ();
  gtk_widget_child_focus (GTK_WIDGET (popover), GTK_DIR_TAB_FORWARD);
  g_assert_true (gtk_widget_is_ancestor (get_focus (window), GTK_WIDGET (popover)));
  activate (window, "win.tool", "inspector");
  gtk_popover_popdown (popover);
  ui_fixture_settle ();
  activate (window, "win.back", NULL);
  g_assert_true (is_focus_inside (window, button));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_dialogs (void)
{
  ParafaWindow *window = ui_session_make_window (1000, 700);

  ui_session_select (window, UI_VALID);
  activate (window, "win.page", "token");
  for (guint i = 0; i < G_N_ELEMENTS (dialogs); i++)
    {
      GtkWidget *before = get_focus (window);
      GtkWidget *dialog;

      activate (window, dialogs[i], NULL);
      dialog = find_dialog (window);
      g_assert_nonnull (dialog);
      g_assert_true (has_focus (dialog));
      g_assert_cmpuint (ui_names_check (dialog), >, 0);
      gtk_window_destroy (GTK_WINDOW (dialog));
      ui_fixture_settle ();
      g_assert_true (get_focus (window) == before);
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  int status;

  ui_fixture_init (&argc, &argv);
  ui_session_set_up ();
  ui_fixture_start_gtk ();
  g_test_add_func ("/ui/keyboard/start", test_start);
  g_test_add_func ("/ui/keyboard/pages", test_pages);
  g_test_add_func ("/ui/keyboard/empty-page", test_empty_page);
  g_test_add_data_func ("/ui/keyboard/main-menu", GINT_TO_POINTER (1000), test_main_menu);
  g_test_add_data_func ("/ui/keyboard/main-menu-folded", GINT_TO_POINTER (360), test_main_menu);
  g_test_add_func ("/ui/keyboard/tools", test_tools);
  g_test_add_func ("/ui/keyboard/escape", test_escape);
  g_test_add_func ("/ui/keyboard/menu", test_menu);
  g_test_add_func ("/ui/keyboard/dialogs", test_dialogs);
  status = g_test_run ();
  ui_session_tear_down ();
  return status;
}
