/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-consent-dialog.h"
#include "parafa-consent-text.h"
#include "parafa-fact-row.h"
#include "parafa-panel.h"
#include "parafa-programs-page.h"
#include "parafa-test.h"
#include "ui-fixture.h"

#include <string.h>

/* The question about a program, and the page where consents are taken back */

#define ERP "org.fictiv.Erp"

static ParafaClock *fixed;

static ParafaCaller *
new_script (void)
{
  return parafa_caller_new (PARAFA_CALLER_SCRIPT, "/usr/bin/python3.11",
                            "/home/daria/facturi/trimite.py");
}

/* -- the question -- */

typedef struct
{
  ParafaProfile *profile;
  ParafaConsentQuestion *question;
  GtkWindow *dialog;
  int answer; /* -1: none yet */
} Asked;

static void
on_answered (ParafaConsentQuestion *question, int answer, int *into)
{
  *into = answer;
}

static Asked *
ask (ParafaCaller *caller, const char *profile)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->answer = -1;
  asked->profile = ui_fixture_new_profile (profile, PARAFA_ENVIRONMENT_ANAF);
  asked->question = parafa_consent_question_new (caller, asked->profile);
  g_signal_connect (asked->question, "answered", G_CALLBACK (on_answered), &asked->answer);
  asked->dialog = parafa_consent_dialog_present (NULL, asked->question);
  ui_fixture_show (asked->dialog);
  return asked;
}

static void
asked_free (Asked *asked)
{
  g_assert_finalize_object (asked->question);
  g_object_unref (asked->profile);
  g_free (asked);
}

static gboolean
can_allow (gpointer data)
{
  return adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (data), "this-time");
}

static gboolean
has_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

static void
respond (Asked *asked, const char *response)
{
  gpointer dialog = asked->dialog;

  g_object_add_weak_pointer (G_OBJECT (asked->dialog), &dialog);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (asked->dialog), response);
  gtk_window_destroy (GTK_WINDOW (asked->dialog));
  parafa_test_wait_until (has_gone, &dialog, PARAFA_TEST_LIMIT_MS);
}

/* What is typed while it comes up allows nothing */
static void
test_attention_first (void)
{
  g_autoptr (ParafaCaller) caller = parafa_caller_new (PARAFA_CALLER_FLATPAK, ERP, NULL);
  Asked *asked = ask (caller, "Cabinet Salcia");
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (asked->dialog);

  g_assert_cmpstr (adw_message_dialog_get_default_response (dialog), ==, "deny");
  g_assert_cmpstr (adw_message_dialog_get_close_response (dialog), ==, "deny");
  g_assert_nonnull (ui_fixture_find_text (GTK_WIDGET (dialog), "Let “" ERP "” use ANAF?"));
  g_assert_nonnull (ui_fixture_find_text (GTK_WIDGET (dialog), "“Cabinet Salcia”"));
  g_assert_nonnull (ui_fixture_find_text (GTK_WIDGET (dialog), "Daria Stânceanu"));
  g_assert_nonnull (ui_fixture_find_text (GTK_WIDGET (dialog), "Flatpak vouches"));
  parafa_test_wait_until (can_allow, dialog, PARAFA_TEST_LIMIT_MS);
  g_assert_true (adw_message_dialog_get_response_enabled (dialog, "always"));
  respond (asked, "always");
  g_assert_cmpint (asked->answer, ==, PARAFA_CONSENT_ALWAYS);
  asked_free (asked);
}

static void
test_answers (void)
{
  static const struct
  {
    const char *response;
    ParafaConsentAnswer answer;
  } cases[] = {
    { "deny", PARAFA_CONSENT_DENY },
    { "this-time", PARAFA_CONSENT_THIS_TIME },
  };
  g_autoptr (ParafaCaller) caller = new_script ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Asked *asked = ask (caller, "Cabinet Salcia");

      respond (asked, cases[i].response);
      g_assert_cmpint (asked->answer, ==, cases[i].answer);
      asked_free (asked);
    }
}

/* A program that cannot be known again cannot be allowed for good, whatever is answered */
static void
test_not_lasting (void)
{
  g_autoptr (ParafaCaller) caller =
      parafa_caller_new (PARAFA_CALLER_UNKNOWN, "/usr/bin/gdbus", NULL);
  Asked *asked = ask (caller, "Cabinet Salcia");

  g_assert_false (adw_message_dialog_has_response (ADW_MESSAGE_DIALOG (asked->dialog), "always"));
  parafa_consent_question_answer (asked->question, PARAFA_CONSENT_ALWAYS);
  g_assert_cmpint (asked->answer, ==, PARAFA_CONSENT_THIS_TIME);
  respond (asked, "deny");
  g_assert_cmpint (asked->answer, ==, PARAFA_CONSENT_THIS_TIME);
  asked_free (asked);
}

/* On the narrowest screen, whatever the program and its language */
static void
test_narrow (void)
{
  static const char *const languages[] = { "en", "ro" };
  static const char *const scripts[] = {
    "/home/daria/facturi/trimite.py",
    "/home/daria/facturi/numeFoarteLungFaraNiciUnSpatiuCareNuSeIncheieNicicumSiNicicand.py",
  };

  for (guint i = 0; i < G_N_ELEMENTS (languages) * G_N_ELEMENTS (scripts); i++)
    {
      g_autoptr (ParafaCaller) caller =
          parafa_caller_new (PARAFA_CALLER_SCRIPT, "/usr/bin/python3.11", scripts[i / 2]);
      Asked *asked = NULL;

      ui_fixture_set_language (languages[i % 2]);
      asked = ask (caller, "Cabinet Salcia");
      g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (asked->dialog)), <=, 360);
      if (i == 3)
        ui_fixture_save_picture (GTK_WIDGET (asked->dialog), "ro-consent-long");
      respond (asked, "deny");
      asked_free (asked);
    }
  ui_fixture_set_language ("en");
}

static void
test_withdrawn (void)
{
  g_autoptr (ParafaCaller) caller = new_script ();
  Asked *asked = ask (caller, "Cabinet Salcia");
  gpointer dialog = asked->dialog;

  g_object_add_weak_pointer (G_OBJECT (asked->dialog), &dialog);
  parafa_consent_question_withdraw (asked->question);
  parafa_test_wait_until (has_gone, &dialog, PARAFA_TEST_LIMIT_MS);
  g_assert_cmpint (asked->answer, ==, -1);
  asked_free (asked);
}

/* -- the page -- */

static ParafaConsents *
new_consents (const ParafaTestDir *dir)
{
  ParafaConsents *consents = parafa_consents_new (dir, fixed);
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_consents_load_async (consents, NULL, parafa_test_result_callback, result);
  g_assert_true (
      parafa_consents_load_finish (consents, parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                   NULL));
  return consents;
}

static gboolean
is_saved (gpointer data)
{
  return !parafa_consents_is_saving (data);
}

static void
fill (ParafaConsents *consents)
{
  g_autoptr (ParafaCaller) flatpak = parafa_caller_new (PARAFA_CALLER_FLATPAK, ERP, NULL);
  g_autoptr (ParafaCaller) program =
      parafa_caller_new (PARAFA_CALLER_PROGRAM, "/opt/fictiv/contabilitate", NULL);
  g_autoptr (ParafaCaller) script = new_script ();
  g_autoptr (ParafaCaller) tool = parafa_caller_new (PARAFA_CALLER_UNKNOWN, "/usr/bin/gdbus", NULL);

  parafa_consents_allow (consents, flatpak, "one");
  parafa_consents_allow (consents, script, "one");
  parafa_consents_allow (consents, program, "one");
  for (guint i = 0; i < 9; i++)
    parafa_consents_note (consents, PARAFA_TOKEN_USE_GIVEN, flatpak, "one");
  parafa_consents_note (consents, PARAFA_TOKEN_USE_DENIED, tool, "one");
  parafa_consents_note (consents, PARAFA_TOKEN_USE_FAILED, flatpak, "one");
  parafa_consents_note (consents, PARAFA_TOKEN_USE_GIVEN, script, "one");
}

static GtkWindow *
show_page (ParafaConsents *consents, int width, GtkWidget **page)
{
  GtkWidget *window = adw_window_new ();

  *page = g_object_new (PARAFA_TYPE_PROGRAMS_PAGE, NULL);
  adw_window_set_content (ADW_WINDOW (window), *page);
  gtk_window_set_default_size (GTK_WINDOW (window), width, 720);
  parafa_programs_page_show_consents (PARAFA_PROGRAMS_PAGE (*page), consents);
  parafa_panel_set_account (PARAFA_PANEL (*page), NULL, NULL);
  ui_fixture_show (GTK_WINDOW (window));
  return GTK_WINDOW (window);
}

static void
test_page (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  ParafaConsents *consents = new_consents (dir);
  GtkWidget *page = NULL;
  GtkWindow *window = show_page (consents, 820, &page);
  GtkWidget *button;

  g_assert_nonnull (ui_fixture_find_text (page, "No program may take your tokens"));
  fill (consents);
  ui_fixture_settle ();
  g_assert_nonnull (ui_fixture_find_text (page, "3 programs may take tokens"));
  g_assert_nonnull (ui_fixture_find_text (page, "used 9 times, last on"));
  g_assert_nonnull (ui_fixture_find_text (page, "used once, on"));
  g_assert_nonnull (ui_fixture_find_text (page, "/home/daria/facturi/trimite.py, run by"));
  g_assert_nonnull (ui_fixture_find_text (page, "Refused by you"));
  g_assert_nonnull (ui_fixture_find_text (page, "Show All"));
  gtk_widget_activate_action (page, "programs.more", NULL);
  ui_fixture_settle ();
  g_assert_null (ui_fixture_find_text (page, "Show All"));

  button = gtk_widget_get_ancestor (ui_fixture_find_text (page, "Take Back"), GTK_TYPE_BUTTON);
  g_signal_emit_by_name (button, "clicked");
  ui_fixture_settle ();
  g_assert_nonnull (ui_fixture_find_text (page, "2 programs may take tokens"));
  gtk_widget_activate_action (page, "programs.clear", NULL);
  ui_fixture_settle ();
  g_assert_nonnull (ui_fixture_find_text (page, "Nothing yet"));
  gtk_window_destroy (window);
  parafa_test_wait_until (is_saved, consents, PARAFA_TEST_LIMIT_MS);
  g_object_unref (consents);
}

/* -- words -- */

static void
test_words (void)
{
  g_autoptr (ParafaCaller) nobody = parafa_caller_new (PARAFA_CALLER_UNKNOWN, "", NULL);
  g_autoptr (ParafaCaller) shell = parafa_caller_new (PARAFA_CALLER_SCRIPT, "/bin/sh", NULL);
  g_autoptr (ParafaCaller) script = new_script ();
  g_autofree char *nobody_name = parafa_consent_text_name (nobody);
  g_autofree char *nobody_origin = parafa_consent_text_origin (nobody);
  g_autofree char *shell_certainty = parafa_consent_text_certainty (shell);
  g_autofree char *script_name = parafa_consent_text_name (script);
  g_autofree char *removed = parafa_consent_text_profile (NULL);

  g_assert_cmpstr (nobody_name, ==, "Unknown Program");
  g_assert_cmpstr (nobody_origin, ==, "Nothing is known about it");
  g_assert_nonnull (strstr (shell_certainty, "will not be known again"));
  g_assert_cmpstr (script_name, ==, "trimite.py");
  g_assert_cmpstr (removed, ==, "removed profile");
}

/* -- pictures -- */

static void
take (const char *language, gboolean dark, int width)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autofree char *prefix = g_strdup_printf ("%s-%s-%d", language, dark ? "dark" : "light", width);
  g_autofree char *page_name = g_strconcat (prefix, "-programs", NULL);
  g_autofree char *dialog_name = g_strconcat (prefix, "-consent", NULL);
  g_autoptr (ParafaCaller) caller = new_script ();
  ParafaConsents *consents = NULL;
  GtkWidget *page = NULL;
  GtkWindow *window;
  Asked *asked;

  ui_fixture_set_language (language);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                           : ADW_COLOR_SCHEME_FORCE_LIGHT);
  consents = new_consents (dir);
  fill (consents);
  window = show_page (consents, width, &page);
  ui_fixture_save_picture (GTK_WIDGET (window), page_name);
  gtk_window_destroy (window);
  parafa_test_wait_until (is_saved, consents, PARAFA_TEST_LIMIT_MS);
  g_object_unref (consents);

  asked = ask (caller, "Cabinet Salcia");
  parafa_test_wait_until (can_allow, asked->dialog, PARAFA_TEST_LIMIT_MS);
  ui_fixture_save_picture (GTK_WIDGET (asked->dialog), dialog_name);
  respond (asked, "deny");
  asked_free (asked);
}

static void
test_pictures (void)
{
  take ("en", FALSE, 820);
  take ("ro", FALSE, 820);
  take ("ro", TRUE, 360);
  ui_fixture_set_language ("en");
}

int
main (int argc, char *argv[])
{
  ui_fixture_init (&argc, &argv);
  ui_fixture_start_gtk ();
  fixed = parafa_clock_new_fixed (UI_NOW);
  g_test_add_func ("/ui/programs/attention-first", test_attention_first);
  g_test_add_func ("/ui/programs/answers", test_answers);
  g_test_add_func ("/ui/programs/not-lasting", test_not_lasting);
  g_test_add_func ("/ui/programs/narrow", test_narrow);
  g_test_add_func ("/ui/programs/withdrawn", test_withdrawn);
  g_test_add_func ("/ui/programs/page", test_page);
  g_test_add_func ("/ui/programs/words", test_words);
  g_test_add_func ("/ui/programs/pictures", test_pictures);
  return g_test_run ();
}
