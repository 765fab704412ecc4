/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "login-fakes.h"

#include <string.h>

#include "parafa-account-private.h"
#include "parafa-add-application.h"
#include "parafa-first-run.h"
#include "parafa-test.h"
#include "test-keyring.h"

/* The add-application dialog against a real session and a real keyring, and the first-run page with
 * the real card process of this machine */

#define CLIENT_ID "0123456789abcdef0123456789abcdef0123456789abcdef"
#define CLIENT_SECRET "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210"

typedef struct
{
  ParafaTestDir *dir;
  ParafaSession *session;
  GtkWindow *parent;
  GtkWidget *dialog; /* (unowned) (nullable) */
  char *selected;
} Fixture;

static ParafaTestKeyring *keyring;

static void
on_select_profile (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_free (fixture->selected);
  fixture->selected = g_variant_dup_string (parameter, NULL);
}

static void
find_dialog (Fixture *fixture)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (PARAFA_IS_ADD_APPLICATION (window))
        g_set_weak_pointer (&fixture->dialog, window);
    }
  g_assert_nonnull (fixture->dialog);
  fake_settle ();
}

static gboolean
can_write_keyring (gpointer data)
{
  return parafa_test_keyring_get_bus (keyring) != NULL;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ParafaClock) clock = parafa_clock_new_fixed (FAKE_NOW);
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  const GActionEntry entries[] = { { "select-profile", on_select_profile, "s" } };

  parafa_test_wait_until (can_write_keyring, NULL, PARAFA_TEST_LIMIT_MS);
  fixture->dir = parafa_test_dir_new ();
  fixture->session = parafa_session_new (fixture->dir, clock);
  fixture->parent = GTK_WINDOW (gtk_window_new ());
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries),
                                   fixture);
  gtk_widget_insert_action_group (GTK_WIDGET (fixture->parent), "win", G_ACTION_GROUP (actions));
  gtk_window_present (fixture->parent);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->dialog));
  gtk_window_destroy (fixture->parent);
  fake_settle ();
  g_assert_null (fixture->dialog);
  g_clear_object (&fixture->session);
  g_free (fixture->selected);
  g_clear_pointer (&fixture->dir, parafa_test_dir_free);
}

static GtkEditable *
get_field (Fixture *fixture, guint nth)
{
  return GTK_EDITABLE (fake_find (fixture->dialog, ADW_TYPE_ENTRY_ROW, nth));
}

static void
fill (Fixture *fixture)
{
  gtk_editable_set_text (get_field (fixture, 0), "Morile Albastre");
  gtk_editable_set_text (get_field (fixture, 1), " " CLIENT_ID "  ");
  gtk_editable_set_text (get_field (fixture, 2), CLIENT_SECRET " ");
  fake_settle ();
}

static gboolean
can_save (Fixture *fixture)
{
  return gtk_widget_is_sensitive (fake_find_button (fixture->dialog, "Save"));
}

static gboolean
is_closed (gpointer data)
{
  return ((Fixture *) data)->dialog == NULL;
}

static gboolean
shows_failure (gpointer data)
{
  return fake_shows (((Fixture *) data)->dialog, "What you typed is still here.");
}

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  parafa_add_application_present (fixture->parent, fixture->session);
  find_dialog (fixture);
  g_assert_false (can_save (fixture));
  g_assert_cmpstr (gtk_editable_get_text (get_field (fixture, 3)), ==,
                   "https://localhost:47631/callback");
  /* nothing is called wrong before it was typed */
  for (guint i = 0; i < 4; i++)
    g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (get_field (fixture, i)), "error"));
  g_assert_true (fake_shows (fixture->dialog, "www.anaf.ro/InregOauth"));
}

static void
test_wrong_callback (Fixture *fixture, gconstpointer data)
{
  parafa_add_application_present (fixture->parent, fixture->session);
  find_dialog (fixture);
  fill (fixture);
  g_assert_true (can_save (fixture));
  gtk_editable_set_text (get_field (fixture, 3), "http://localhost/callback");
  g_assert_false (can_save (fixture));
  g_assert_true (fake_shows (fixture->dialog, "ANAF does not take http://"));
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (get_field (fixture, 3)), "error"));
}

static void
test_secret_is_guarded (Fixture *fixture, gconstpointer data)
{
  GtkText *text;

  parafa_add_application_present (fixture->parent, fixture->session);
  find_dialog (fixture);
  text = GTK_TEXT (gtk_editable_get_delegate (get_field (fixture, 2)));
  g_assert_true (GTK_IS_PASSWORD_ENTRY_BUFFER (gtk_text_get_buffer (text)));
  g_assert_false (gtk_editable_get_enable_undo (GTK_EDITABLE (text)));
  g_assert_false (gtk_text_get_visibility (text));
}

static ParafaSecret *
load_secret (Fixture *fixture, const char *profile_id)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GError) error = NULL;
  ParafaVault *vault = parafa_session_get_vault (fixture->session);
  ParafaSecret *secret;

  parafa_vault_load_client_secret_async (vault, profile_id, NULL, parafa_test_result_callback,
                                         result);
  secret = parafa_vault_load_client_secret_finish (vault,
                                                   parafa_test_result_wait (result,
                                                                            PARAFA_TEST_LIMIT_MS),
                                                   &error);
  g_assert_no_error (error);
  return secret;
}

static ParafaProfile *
get_only_profile (Fixture *fixture)
{
  g_autoptr (ParafaAccount) account = g_list_model_get_item (G_LIST_MODEL (fixture->session), 0);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->session)), ==, 1);
  return parafa_account_get_profile (account);
}

static void
test_save (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ParafaSecret) secret = NULL;
  ParafaProfile *profile;

  parafa_add_application_present (fixture->parent, fixture->session);
  find_dialog (fixture);
  fill (fixture);
  fake_press (fixture->dialog, "Save");
  parafa_test_wait_until (is_closed, fixture, PARAFA_TEST_LIMIT_MS);
  profile = get_only_profile (fixture);
  g_assert_cmpstr (fixture->selected, ==, parafa_profile_get_id (profile));
  g_assert_cmpstr (parafa_profile_get_name (profile), ==, "Morile Albastre");
  /* blanks around what was pasted are not part of it */
  g_assert_cmpstr (parafa_profile_get_client_id (profile), ==, CLIENT_ID);
  g_assert_cmpstr (parafa_profile_get_redirect_uri (profile), ==,
                   "https://localhost:47631/callback");
  g_assert_cmpint (parafa_profile_get_environment (profile), ==, PARAFA_ENVIRONMENT_ANAF);
  secret = load_secret (fixture, parafa_profile_get_id (profile));
  g_assert_cmpstr (parafa_secret_get (secret), ==, CLIENT_SECRET);
}

static void
test_mend (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ParafaSecret) secret = NULL;
  g_autoptr (ParafaAccount) account = NULL;
  ParafaProfile *profile;

  test_save (fixture, data);
  profile = get_only_profile (fixture);
  account = g_list_model_get_item (G_LIST_MODEL (fixture->session), 0);
  parafa_add_application_present_for (fixture->parent, fixture->session, account);
  find_dialog (fixture);
  g_assert_cmpstr (gtk_editable_get_text (get_field (fixture, 1)), ==, CLIENT_ID);
  g_assert_cmpstr (gtk_editable_get_text (get_field (fixture, 2)), ==, "");
  gtk_editable_set_text (get_field (fixture, 3), "https://localhost:47631/other");
  fake_press (fixture->dialog, "Save");
  parafa_test_wait_until (is_closed, fixture, PARAFA_TEST_LIMIT_MS);
  g_assert_cmpstr (parafa_profile_get_redirect_uri (profile), ==, "https://localhost:47631/other");
  /* the secret was not typed, so it is the former one */
  secret = load_secret (fixture, parafa_profile_get_id (profile));
  g_assert_cmpstr (parafa_secret_get (secret), ==, CLIENT_SECRET);
}

static void
test_mend_secret (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ParafaSecret) secret = NULL;
  g_autoptr (ParafaAccount) account = NULL;
  ParafaProfile *profile;

  test_save (fixture, data);
  profile = get_only_profile (fixture);
  account = g_list_model_get_item (G_LIST_MODEL (fixture->session), 0);
  parafa_add_application_present_for (fixture->parent, fixture->session, account);
  find_dialog (fixture);
  gtk_editable_set_text (get_field (fixture, 2), "another-secret");
  fake_press (fixture->dialog, "Save");
  parafa_test_wait_until (is_closed, fixture, PARAFA_TEST_LIMIT_MS);
  secret = load_secret (fixture, parafa_profile_get_id (profile));
  g_assert_cmpstr (parafa_secret_get (secret), ==, "another-secret");
}

static void
test_escape_keeps_nothing (Fixture *fixture, gconstpointer data)
{
  parafa_add_application_present (fixture->parent, fixture->session);
  find_dialog (fixture);
  fill (fixture);
  fake_press (fixture->dialog, "Cancel");
  parafa_test_wait_until (is_closed, fixture, PARAFA_TEST_LIMIT_MS);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->session)), ==, 0);
  g_assert_null (fixture->selected);
}

/* last of them: the keyring does not come back */
static void
test_keyring_gone (Fixture *fixture, gconstpointer data)
{
  parafa_test_keyring_kill_service (keyring);
  parafa_add_application_present (fixture->parent, fixture->session);
  find_dialog (fixture);
  fill (fixture);
  fake_press (fixture->dialog, "Save");
  parafa_test_wait_until (shows_failure, fixture, PARAFA_TEST_LIMIT_MS);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->session)), ==, 0);
  g_assert_cmpstr (gtk_editable_get_text (get_field (fixture, 0)), ==, "Morile Albastre");
  g_assert_cmpstr (gtk_editable_get_text (get_field (fixture, 2)), ==, CLIENT_SECRET " ");
  g_assert_true (can_save (fixture));
}

/* First run */

typedef struct
{
  GtkWidget *window;
  GtkWidget *page;
  guint n_add;
  guint n_practise;
} FirstRun;

static void
on_counted (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  FirstRun *first_run = user_data;

  if (g_str_equal (g_action_get_name (G_ACTION (action)), "practise"))
    first_run->n_practise++;
  else
    first_run->n_add++;
}

static gboolean
has_looked (gpointer data)
{
  return parafa_first_run_has_looked (PARAFA_FIRST_RUN (data));
}

static void
test_first_run (void)
{
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  const GActionEntry entries[] = { { "add-profile", on_counted }, { "practise", on_counted } };
  FirstRun first_run = { gtk_window_new (), parafa_first_run_new (), 0, 0 };
  gint64 before_us;

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries),
                                   &first_run);
  gtk_widget_insert_action_group (first_run.window, "win", G_ACTION_GROUP (actions));
  gtk_window_set_child (GTK_WINDOW (first_run.window), first_run.page);
  before_us = g_get_monotonic_time ();
  gtk_window_present (GTK_WINDOW (first_run.window));
  fake_settle ();
  /* nothing is looked at before the first frame */
  if (g_get_monotonic_time () - before_us < 300 * 1000)
    g_assert_false (has_looked (first_run.page));
  g_assert_true (fake_shows (first_run.page, "Looking; no PIN is tried"));

  fake_press (first_run.page, "Add Your Application…");
  fake_press (first_run.page, "Practise Without a Token");
  g_assert_cmpuint (first_run.n_add, ==, 1);
  g_assert_cmpuint (first_run.n_practise, ==, 1);

  parafa_test_wait_until (has_looked, first_run.page, PARAFA_TEST_LIMIT_MS);
  g_assert_false (fake_shows (first_run.page, "Looking; no PIN is tried"));
  g_signal_emit_by_name (fake_find_button (first_run.page, "Check Again"), "clicked");
  g_assert_false (has_looked (first_run.page));
  parafa_test_wait_until (has_looked, first_run.page, PARAFA_TEST_LIMIT_MS);
  gtk_window_destroy (GTK_WINDOW (first_run.window));
}

static void
test_first_run_states (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *page = parafa_first_run_new ();

  gtk_window_set_child (GTK_WINDOW (window), page);
  gtk_window_present (GTK_WINDOW (window));
  parafa_test_wait_until (has_looked, page, PARAFA_TEST_LIMIT_MS);
  parafa_first_run_show_token (PARAFA_FIRST_RUN (page), PARAFA_READINESS_READY,
                               "Token “A & B <c>”");
  parafa_first_run_show_driver (PARAFA_FIRST_RUN (page), PARAFA_READINESS_MISSING, NULL);
  fake_settle ();
  g_assert_true (fake_shows (page, "The USB token is in the reader"));
  g_assert_true (fake_shows (page, "A & B <c>"));
  g_assert_true (fake_shows (page, "Ready"));
  g_assert_true (fake_shows (page, "Check It"));
  gtk_window_destroy (GTK_WINDOW (window));
  fake_settle ();
}

/* closed while it is about to look: nothing is left behind */
static void
test_first_run_closed_early (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *page = g_object_ref_sink (parafa_first_run_new ());

  gtk_window_set_child (GTK_WINDOW (window), page);
  gtk_window_present (GTK_WINDOW (window));
  gtk_window_destroy (GTK_WINDOW (window));
  fake_settle ();
  g_assert_false (has_looked (page));
  g_assert_finalize_object (page);
}

int
main (int argc, char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  keyring = parafa_test_keyring_new (PARAFA_TEST_KEYRING_UNLOCKED);
  fake_start_gtk ();

#define ADD(name, function)                                                                        \
  g_test_add ("/ui/login-dialogs/" name, Fixture, NULL, set_up, function, tear_down)
  g_test_add_func ("/ui/login-dialogs/first-run", test_first_run);
  g_test_add_func ("/ui/login-dialogs/first-run-states", test_first_run_states);
  g_test_add_func ("/ui/login-dialogs/first-run-closed-early", test_first_run_closed_early);
  ADD ("empty", test_empty);
  ADD ("wrong-callback", test_wrong_callback);
  ADD ("secret-is-guarded", test_secret_is_guarded);
  ADD ("save", test_save);
  ADD ("mend", test_mend);
  ADD ("mend-secret", test_mend_secret);
  ADD ("escape-keeps-nothing", test_escape_keeps_nothing);
  ADD ("keyring-gone", test_keyring_gone);
  result = g_test_run ();
  parafa_test_keyring_free (keyring);
  return result;
}
