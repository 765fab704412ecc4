/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "login-sheet-fixture.h"

#include "parafa-account-private.h"
#include "parafa-certificate-row.h"
#include "parafa-error-text.h"
#include "parafa-login-sheet.h"
#include "parafa-login-steps.h"
#include "parafa-pin-page.h"
#include "parafa-test.h"

#include <string.h>

static void
on_logged_in (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SheetFixture *fixture = user_data;

  fixture->logged_in = g_variant_dup_string (parameter, NULL);
}

static void
make_parent (SheetFixture *fixture)
{
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  const GActionEntry entries[] = { { "logged-in", on_logged_in, "s" } };

  fixture->parent = GTK_WINDOW (gtk_window_new ());
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries),
                                   fixture);
  gtk_widget_insert_action_group (GTK_WIDGET (fixture->parent), "win", G_ACTION_GROUP (actions));
  gtk_window_present (fixture->parent);
}

static ParafaCertificate *
make_certificate (const char *holder, guint serial, int begins_in_days, int ends_in_days)
{
  return fake_certificate_new (holder, "SigiliuCert CA G3", serial,
                               FAKE_NOW + begins_in_days * FAKE_DAY,
                               FAKE_NOW + ends_in_days * FAKE_DAY, NULL, "BALTEANU R.");
}

void
sheet_open_sheet (SheetFixture *fixture)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());

  fake_flow_forget ();
  parafa_login_sheet_present (fixture->parent, fixture->session, fixture->account);
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (PARAFA_IS_LOGIN_SHEET (window))
        g_set_weak_pointer (&fixture->sheet, window);
    }
  g_assert_nonnull (fixture->sheet);
  fake_settle ();
}

void
sheet_set_up (SheetFixture *fixture, gconstpointer data)
{
  g_autoptr (ParafaClock) clock = parafa_clock_new_fixed (FAKE_NOW);

  fixture->dir = parafa_test_dir_new ();
  fixture->session = parafa_session_new (fixture->dir, clock);
  fixture->profile = parafa_profile_new ("Cotul Dealului Trans", PARAFA_ENVIRONMENT_ANAF);
  parafa_profile_set_client_id (fixture->profile, "0123456789abcdef");
  fixture->account = parafa_account_new (fixture->session, fixture->profile);
  fixture->fresh = make_certificate ("Ruxandra Bâlteanu", 0x34e1079e, -21, 700);
  fixture->old = make_certificate ("Ruxandra Bâlteanu", 0x112b60d4, -700, -12);
  fixture->other = make_certificate ("Ion Salcie", 0x22222222, -100, 300);
  fake_module_fail (FALSE, FALSE);
  make_parent (fixture);
  sheet_open_sheet (fixture);
}

void
sheet_tear_down (SheetFixture *fixture, gconstpointer data)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());

  while (g_list_model_get_n_items (windows) > 0)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, 0);

      gtk_window_destroy (window);
    }
  fake_settle ();
  g_assert_null (fixture->sheet);
  g_assert_null (fake_flow_get ());
  g_clear_object (&fixture->fresh);
  g_clear_object (&fixture->old);
  g_clear_object (&fixture->other);
  g_assert_finalize_object (g_steal_pointer (&fixture->account));
  g_clear_object (&fixture->profile);
  g_clear_object (&fixture->session);
  g_free (fixture->logged_in);
  g_clear_pointer (&fixture->dir, parafa_test_dir_free);
}

void
sheet_list (SheetFixture *fixture)
{
  fake_flow_set (PARAFA_LOGIN_CERTIFICATE, TRUE, PARAFA_LOGIN_PROBLEM_NONE);
  fake_flow_add_certificate (fixture->fresh);
  fake_flow_add_certificate (fixture->old);
  fake_flow_set (PARAFA_LOGIN_CERTIFICATE, FALSE, PARAFA_LOGIN_PROBLEM_NONE);
  fake_settle ();
}

void
sheet_go_to_pin (SheetFixture *fixture, ParafaPinFlags flags, int tries_left)
{
  sheet_list (fixture);
  fake_flow_set_certificate (fixture->fresh);
  fake_flow_set_pin_state (flags, tries_left);
  fake_flow_set (PARAFA_LOGIN_PIN, FALSE, PARAFA_LOGIN_PROBLEM_NONE);
  fake_settle ();
}

void
sheet_go_to_page (SheetFixture *fixture)
{
  sheet_go_to_pin (fixture, 0, -1);
  fake_flow_set (PARAFA_LOGIN_PAGE, FALSE, PARAFA_LOGIN_PROBLEM_NONE);
  fake_flow_open_page ();
  fake_settle ();
  g_assert_nonnull (fake_view_get ());
}

GtkEditable *
sheet_find_entry (SheetFixture *fixture)
{
  return GTK_EDITABLE (fake_find (fixture->sheet, GTK_TYPE_PASSWORD_ENTRY, 0));
}

gboolean
sheet_can_press (SheetFixture *fixture, const char *label)
{
  GtkWidget *button = fake_find_button (fixture->sheet, label);

  return button != NULL && gtk_widget_is_sensitive (button);
}

static gboolean
is_closed (gpointer data)
{
  return ((SheetFixture *) data)->sheet == NULL;
}

void
sheet_wait_closed (SheetFixture *fixture)
{
  parafa_test_wait_until (is_closed, fixture, PARAFA_TEST_LIMIT_MS);
}
