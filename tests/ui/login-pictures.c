/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "login-fakes.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "parafa-account-private.h"
#include "parafa-add-application.h"
#include "parafa-config.h"
#include "parafa-first-run.h"
#include "parafa-login-sheet.h"
#include "parafa-pin-page.h"
#include "parafa-test.h"
#include "parafa-waiting-page.h"

/* Draws every state of the login's windows, for people to look at: light, dark and at the width of a
 * phone. The pictures lie in the build folder under tests/pictures. Asserted is what can be: that
 * each state can be reached and drawn, and that none is wider than the phone. */

typedef struct
{
  ParafaTestDir *dir;
  ParafaSession *session;
  ParafaAccount *account;
  ParafaCertificate *fresh;
  ParafaCertificate *old;
  ParafaCertificate *signature;
} Scene;

static void
scene_set_up (Scene *scene, gconstpointer data)
{
  g_autoptr (ParafaClock) clock = parafa_clock_new_fixed (FAKE_NOW);
  g_autoptr (ParafaProfile) profile =
      parafa_profile_new ("Cotul Dealului Trans", PARAFA_ENVIRONMENT_ANAF);

  scene->dir = parafa_test_dir_new ();
  scene->session = parafa_session_new (scene->dir, clock);
  scene->account = parafa_account_new (scene->session, profile);
  scene->fresh = fake_certificate_new ("Ruxandra Bâlteanu", "SigiliuCert Calificat CA G3",
                                       0x34e1079e, FAKE_NOW - 21 * FAKE_DAY,
                                       FAKE_NOW + 709 * FAKE_DAY, NULL, "BALTEANU R.");
  scene->old = fake_certificate_new ("Ruxandra Bâlteanu", "SigiliuCert Calificat CA G2", 0x112b60d4,
                                     FAKE_NOW - 742 * FAKE_DAY, FAKE_NOW - 12 * FAKE_DAY, NULL,
                                     "BALTEANU R.");
  scene->signature =
      fake_certificate_new ("Ruxandra Bâlteanu", "SigiliuCert Calificat CA G3", 0x5501aa02,
                            FAKE_NOW - 21 * FAKE_DAY, FAKE_NOW + 709 * FAKE_DAY,
                            "critical,nonRepudiation", "BALTEANU R.");
}

static void
scene_tear_down (Scene *scene, gconstpointer data)
{
  g_clear_object (&scene->fresh);
  g_clear_object (&scene->old);
  g_clear_object (&scene->signature);
  g_clear_object (&scene->account);
  g_clear_object (&scene->session);
  g_clear_pointer (&scene->dir, parafa_test_dir_free);
}

static GtkWindow *
find_window (void)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());
  g_autoptr (GtkWindow) window = g_list_model_get_item (windows, 0);

  g_assert_nonnull (window);
  return window;
}

static gboolean
is_narrow (gpointer data)
{
  return gtk_widget_get_width (data) <= 360;
}

static gboolean
is_wide (gpointer data)
{
  return gtk_widget_get_width (data) > 600;
}

/* words about waiting come after a while; where there are none, nothing is waited for */
static gboolean
shows_waiting_words (gpointer data)
{
  GtkWidget *page = fake_find (data, PARAFA_TYPE_WAITING_PAGE, 0);
  GtkWidget *box =
      page != NULL && gtk_widget_get_mapped (page) ? fake_find (page, GTK_TYPE_BOX, 0) : NULL;

  return box == NULL || gtk_widget_get_opacity (box) > 0;
}

/* light, dark, and 360 wide */
static void
draw (GtkWindow *window, const char *name)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  const char *language = g_getenv ("LANGUAGE");
  g_autofree char *light = g_strdup_printf ("%s-%s.png", name, language);
  g_autofree char *dark = g_strdup_printf ("%s-%s-dark.png", name, language);
  g_autofree char *narrow = g_strdup_printf ("%s-%s-narrow.png", name, language);
  int width, height;

  fake_settle ();
  parafa_test_wait_until (is_wide, window, PARAFA_TEST_LIMIT_MS);
  parafa_test_wait_until (shows_waiting_words, window, PARAFA_TEST_LIMIT_MS);
  fake_save_picture (GTK_WIDGET (window), light);
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_FORCE_DARK);
  fake_settle ();
  fake_save_picture (GTK_WIDGET (window), dark);
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_FORCE_LIGHT);
  gtk_window_get_default_size (window, &width, &height);
  gtk_window_set_default_size (window, 360, 720);
  parafa_test_wait_until (is_narrow, window, PARAFA_TEST_LIMIT_MS);
  fake_settle ();
  fake_save_picture (GTK_WIDGET (window), narrow);
  gtk_window_set_default_size (window, width, height);
  parafa_test_wait_until (is_wide, window, PARAFA_TEST_LIMIT_MS);
}

static GtkWindow *
open_sheet (Scene *scene)
{
  parafa_login_sheet_present (NULL, scene->session, scene->account);
  fake_settle ();
  return find_window ();
}

static void
list (Scene *scene)
{
  fake_flow_add_certificate (scene->fresh);
  fake_flow_add_certificate (scene->old);
  fake_flow_add_certificate (scene->signature);
  fake_flow_set (PARAFA_LOGIN_CERTIFICATE, FALSE, PARAFA_LOGIN_PROBLEM_NONE);
}

static void
test_certificate (Scene *scene, gconstpointer data)
{
  const char *const problems[] = { "libeTPkcs11.so: C_Initialize: CKR_FUNCTION_FAILED", NULL };
  GtkWindow *sheet = open_sheet (scene);

  fake_flow_set (PARAFA_LOGIN_CERTIFICATE, TRUE, PARAFA_LOGIN_PROBLEM_NONE);
  draw (sheet, "login-1-looking");
  fake_flow_set_driver_problems (problems);
  list (scene);
  draw (sheet, "login-2-certificate");
  gtk_window_close (sheet);
}

static void
test_no_certificate (Scene *scene, gconstpointer data)
{
  GtkWindow *sheet = open_sheet (scene);

  fake_flow_set (PARAFA_LOGIN_CERTIFICATE, FALSE, PARAFA_LOGIN_PROBLEM_NO_CERTIFICATES);
  draw (sheet, "login-3-no-certificate");
  gtk_window_close (sheet);
}

static void
test_pin (Scene *scene, gconstpointer data)
{
  GtkWindow *sheet = open_sheet (scene);

  list (scene);
  fake_flow_set_certificate (scene->fresh);
  fake_flow_set (PARAFA_LOGIN_PIN, FALSE, PARAFA_LOGIN_PROBLEM_NONE);
  draw (sheet, "login-4-pin");
  fake_flow_set (PARAFA_LOGIN_PIN, TRUE, PARAFA_LOGIN_PROBLEM_NONE);
  fake_flow_set_pin_state (PARAFA_PIN_COUNT_LOW, 2);
  fake_flow_set (PARAFA_LOGIN_PIN, FALSE, PARAFA_LOGIN_PROBLEM_PIN_WRONG);
  draw (sheet, "login-5-pin-wrong");
  fake_flow_set (PARAFA_LOGIN_PIN, TRUE, PARAFA_LOGIN_PROBLEM_NONE);
  fake_flow_set_pin_state (PARAFA_PIN_COUNT_LOW | PARAFA_PIN_FINAL_TRY, -1);
  fake_flow_set (PARAFA_LOGIN_PIN, FALSE, PARAFA_LOGIN_PROBLEM_NONE);
  draw (sheet, "login-6-pin-last");
  fake_flow_set (PARAFA_LOGIN_PIN, FALSE, PARAFA_LOGIN_PROBLEM_PIN_LOCKED);
  draw (sheet, "login-7-pin-locked");
  gtk_window_close (sheet);
}

/* What the token says before the PIN is typed */
static void
test_pin_states (Scene *scene, gconstpointer data)
{
  const struct
  {
    const char *name;
    ParafaPinFlags flags;
    gboolean token_back;
    ParafaLoginProblem problem;
  } states[] = {
    { "login-17-pin-pad", PARAFA_PIN_PAD, FALSE, 0 },
    { "login-18-pin-pad-nothing", PARAFA_PIN_PAD, FALSE, PARAFA_LOGIN_PROBLEM_QUESTION_LEFT_OPEN },
    { "login-19-pin-none-set", PARAFA_PIN_NOT_INITIALISED, FALSE, 0 },
    { "login-20-pin-to-change", PARAFA_PIN_TO_BE_CHANGED, FALSE, 0 },
    { "login-21-pin-token-back", 0, TRUE, 0 },
    { "login-22-pin-expired", 0, FALSE, PARAFA_LOGIN_PROBLEM_PIN_EXPIRED },
    { "login-23-token-gone", 0, FALSE, PARAFA_LOGIN_PROBLEM_TOKEN_GONE },
  };
  GtkWindow *sheet = open_sheet (scene);

  list (scene);
  fake_flow_set_certificate (scene->fresh);
  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    {
      fake_flow_set (PARAFA_LOGIN_PIN, TRUE, PARAFA_LOGIN_PROBLEM_NONE);
      fake_flow_set_pin_state (states[i].flags, -1);
      fake_flow_set_token_back (states[i].token_back);
      fake_flow_set (PARAFA_LOGIN_PIN, FALSE, states[i].problem);
      draw (sheet, states[i].name);
    }
  gtk_window_close (sheet);
}

/* What there is of the certificate of the last login */
static void
test_remembered (Scene *scene, gconstpointer data)
{
  const struct
  {
    const char *name;
    ParafaLoginRemembered remembered;
    gboolean any;
  } cases[] = {
    { "login-24-missed-alone", PARAFA_LOGIN_REMEMBERED_MISSED, FALSE },
    { "login-25-missed", PARAFA_LOGIN_REMEMBERED_MISSED, TRUE },
    { "login-26-renewed", PARAFA_LOGIN_REMEMBERED_RENEWED, TRUE },
    { "login-27-file-gone", PARAFA_LOGIN_REMEMBERED_FILE_GONE, TRUE },
  };
  ParafaProfile *profile = parafa_account_get_profile (scene->account);

  parafa_profile_set_certificate (profile, "Ruxandra Bâlteanu", "SigiliuCert Calificat CA G2",
                                  "11:2b:60:d4", FAKE_NOW + 40 * FAKE_DAY);
  parafa_profile_set_certificate_file (profile, "/media/rux/STICK/certificate/firma.p12");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GtkWindow *sheet = open_sheet (scene);

      fake_flow_set (PARAFA_LOGIN_CERTIFICATE, TRUE, PARAFA_LOGIN_PROBLEM_NONE);
      fake_flow_set_remembered (cases[i].remembered,
                                cases[i].remembered == PARAFA_LOGIN_REMEMBERED_RENEWED
                                    ? scene->fresh
                                    : NULL);
      if (cases[i].any)
        list (scene);
      else
        fake_flow_set (PARAFA_LOGIN_CERTIFICATE, FALSE, PARAFA_LOGIN_PROBLEM_NO_CERTIFICATES);
      draw (sheet, cases[i].name);
      gtk_window_close (sheet);
      fake_settle ();
    }
}

/* The system's browser instead of the view */
static void
test_paste (Scene *scene, gconstpointer data)
{
  GtkWindow *sheet = open_sheet (scene);

  list (scene);
  fake_flow_set (PARAFA_LOGIN_PIN, FALSE, PARAFA_LOGIN_PROBLEM_SANDBOX);
  draw (sheet, "login-28-no-view");
  parafa_login_flow_paste (fake_flow_get ());
  fake_flow_set (PARAFA_LOGIN_PAGE, FALSE, PARAFA_LOGIN_PROBLEM_NONE);
  draw (sheet, "login-29-paste");
  fake_flow_set (PARAFA_LOGIN_PAGE, FALSE, PARAFA_LOGIN_PROBLEM_NOT_CALLBACK);
  draw (sheet, "login-30-paste-wrong");
  gtk_window_close (sheet);
}

static gboolean
shows_page (gpointer data)
{
  return fake_view_get () != NULL && gtk_widget_get_mapped (fake_view_get ());
}

static void
test_page (Scene *scene, gconstpointer data)
{
  GtkWindow *sheet = open_sheet (scene);

  list (scene);
  fake_flow_set_certificate (scene->fresh);
  fake_flow_set (PARAFA_LOGIN_PAGE, FALSE, PARAFA_LOGIN_PROBLEM_NONE);
  fake_flow_open_page ();
  draw (sheet, "login-8-page-waiting");
  fake_flow_tell_upstream ("logincert.example:443");
  fake_flow_set_detail ("support id 1234567890");
  fake_flow_set (PARAFA_LOGIN_PAGE, FALSE, PARAFA_LOGIN_PROBLEM_PAGE_NO_CERTIFICATE);
  fake_view_show ("https://logincert.example/vdesk/hangup.php3", "Sesiunea nu a putut fi deschisă",
                  "Certificatul digital nu a fost prezentat sau nu este înregistrat.\n\nNumărul "
                  "sesiunii: 7b1e02c4");
  parafa_test_wait_until (shows_page, NULL, PARAFA_TEST_LIMIT_MS);
  draw (sheet, "login-9-page-known");
  fake_flow_ask (3, PARAFA_PIN_CONTEXT_SPECIFIC, "BALTEANU R.");
  draw (sheet, "login-10-pin-again");
  gtk_window_close (sheet);
}

static void
test_token (Scene *scene, gconstpointer data)
{
  GtkWindow *sheet = open_sheet (scene);

  list (scene);
  fake_flow_set_certificate (scene->fresh);
  fake_flow_set (PARAFA_LOGIN_TOKEN, TRUE, PARAFA_LOGIN_PROBLEM_NONE);
  draw (sheet, "login-11-token");
  fake_flow_set (PARAFA_LOGIN_TOKEN, FALSE, PARAFA_LOGIN_PROBLEM_KEYRING_LOCKED);
  draw (sheet, "login-12-keyring");
  gtk_window_close (sheet);
}

static void
test_practice (Scene *scene, gconstpointer data)
{
  g_autoptr (ParafaProfile) profile = parafa_profile_new ("Practice", PARAFA_ENVIRONMENT_PRACTICE);
  GtkWindow *sheet;

  g_clear_object (&scene->account);
  scene->account = parafa_account_new (scene->session, profile);
  sheet = open_sheet (scene);
  list (scene);
  draw (sheet, "login-13-practice");
  gtk_window_close (sheet);
}

static void
test_add_application (Scene *scene, gconstpointer data)
{
  GtkWindow *dialog;

  parafa_add_application_present (NULL, scene->session);
  fake_settle ();
  dialog = find_window ();
  draw (dialog, "login-14-add");
  gtk_editable_set_text (GTK_EDITABLE (fake_find (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW, 0)),
                         "Cotul Dealului Trans");
  gtk_editable_set_text (GTK_EDITABLE (fake_find (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW, 1)),
                         "4f2c81d09ab3");
  gtk_editable_set_text (GTK_EDITABLE (fake_find (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW, 3)),
                         "http://localhost/callback");
  draw (dialog, "login-15-add-wrong");
  gtk_window_close (dialog);
}

static gboolean
has_looked (gpointer data)
{
  GtkWidget *page = fake_find (data, PARAFA_TYPE_FIRST_RUN, 0);

  return gtk_widget_get_mapped (page) && parafa_first_run_has_looked (PARAFA_FIRST_RUN (page));
}

static void
test_first_run (Scene *scene, gconstpointer data)
{
  GtkWindow *window = GTK_WINDOW (adw_window_new ());
  GtkWidget *page = parafa_first_run_new ();
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  const GActionEntry entries[] = { { "add-profile" }, { "practise" } };

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), NULL);
  gtk_widget_insert_action_group (GTK_WIDGET (window), "win", G_ACTION_GROUP (actions));
  adw_window_set_content (ADW_WINDOW (window), page);
  gtk_window_set_default_size (window, 1100, 720);
  gtk_window_present (window);
  /* it looks at the real drivers of this machine first */
  parafa_test_wait_until (has_looked, window, PARAFA_TEST_LIMIT_MS);
  parafa_first_run_show_token (PARAFA_FIRST_RUN (page), PARAFA_READINESS_READY,
                               "„STANCEANU D.”, Dorina Stănceanu");
  parafa_first_run_show_driver (PARAFA_FIRST_RUN (page), PARAFA_READINESS_READY,
                                "opensc-pkcs11.so");
  draw (window, "login-16-first-run");
  gtk_window_destroy (window);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, PARAFA_BUILDDIR "/po");
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_test_init (&argc, &argv, NULL);
  fake_start_gtk ();

#define ADD(name, function)                                                                        \
  g_test_add ("/ui/login-pictures/" name, Scene, NULL, scene_set_up, function, scene_tear_down)
  ADD ("certificate", test_certificate);
  ADD ("no-certificate", test_no_certificate);
  ADD ("pin", test_pin);
  ADD ("pin-states", test_pin_states);
  ADD ("remembered", test_remembered);
  ADD ("paste", test_paste);
  ADD ("page", test_page);
  ADD ("token", test_token);
  ADD ("practice", test_practice);
  ADD ("add-application", test_add_application);
  ADD ("first-run", test_first_run);
  return g_test_run ();
}
