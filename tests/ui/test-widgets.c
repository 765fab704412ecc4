/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-answer.h"
#include "parafa-banner.h"
#include "parafa-bezel-clock.h"
#include "parafa-claim-row.h"
#include "parafa-colours.h"
#include "parafa-pill.h"
#include "parafa-problem-list.h"
#include "parafa-profile-row.h"
#include "parafa-raw-token.h"
#include "parafa-secret-clipboard.h"
#include "parafa-test.h"
#include "parafa-timeline.h"
#include "parafa-token-answer.h"
#include "ui-fixture.h"

/* Each widget by itself in a window: driven by its functions, read back from its labels */

static GtkWindow *
show_in_window (GtkWidget *widget)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());

  gtk_window_set_child (window, widget);
  ui_fixture_show (window);
  return window;
}

static void
test_pill (void)
{
  GtkWidget *pill = parafa_pill_new (PARAFA_PILL_WARNING, "alarm-symbolic", "Expires soon");
  GtkWindow *window = show_in_window (pill);

  g_assert_cmpstr (parafa_pill_get_label (PARAFA_PILL (pill)), ==, "Expires soon");
  g_assert_true (gtk_widget_has_css_class (pill, "warning"));
  parafa_pill_set (PARAFA_PILL (pill), PARAFA_PILL_SUCCESS, "object-select-symbolic", "Valid");
  g_assert_false (gtk_widget_has_css_class (pill, "warning"));
  g_assert_true (gtk_widget_has_css_class (pill, "success"));
  g_assert_cmpint (parafa_pill_get_kind (PARAFA_PILL (pill)), ==, PARAFA_PILL_SUCCESS);
  gtk_window_destroy (window);
}

static void
test_bezel_clock (void)
{
  GtkWidget *clock = parafa_bezel_clock_new (PARAFA_BEZEL_CLOCK_SIZE);
  ParafaClockFace dial =
      parafa_clock_face_new (90, UI_NOW - 27 * DAY, UI_NOW + 63 * DAY, 14 * DAY, UI_NOW);
  GtkWindow *window = show_in_window (clock);
  int minimum;

  parafa_bezel_clock_set (PARAFA_BEZEL_CLOCK (clock), &dial, PARAFA_PILL_SUCCESS, 63, "of 90 days",
                          "63 days left");
  g_assert_cmpstr (parafa_bezel_clock_get_text (PARAFA_BEZEL_CLOCK (clock)), ==, "63");
  g_assert_cmpstr (parafa_bezel_clock_get_label (PARAFA_BEZEL_CLOCK (clock)), ==, "63 days left");
  g_assert_cmpint (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (clock)), ==,
                   GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_measure (clock, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, ==, PARAFA_BEZEL_CLOCK_SIZE);
  parafa_bezel_clock_set (PARAFA_BEZEL_CLOCK (clock), &dial, PARAFA_PILL_PLAIN, -1, NULL, NULL);
  g_assert_cmpstr (parafa_bezel_clock_get_text (PARAFA_BEZEL_CLOCK (clock)), ==, "–");
  parafa_bezel_clock_set_size (PARAFA_BEZEL_CLOCK (clock), PARAFA_BEZEL_CLOCK_SIZE_MINI);
  gtk_widget_measure (clock, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, ==, PARAFA_BEZEL_CLOCK_SIZE_MINI);
  ui_fixture_settle ();
  gtk_window_destroy (window);
}

static void
test_timeline (void)
{
  g_autoptr (ParafaTokenFacts) facts = ui_fixture_new_facts (UI_ENDS, UI_LOGIN, TRUE);
  const ParafaPillKind kinds[] = { PARAFA_PILL_SUCCESS, PARAFA_PILL_ACCENT, PARAFA_PILL_WARNING };
  GtkWidget *timeline = parafa_timeline_new ();
  GtkWindow *window = show_in_window (timeline);
  int wide;
  int narrow;

  parafa_timeline_set (PARAFA_TIMELINE (timeline), &facts->times, kinds, "Three lanes.");
  g_assert_cmpstr (parafa_timeline_get_label (PARAFA_TIMELINE (timeline)), ==, "Three lanes.");
  g_assert_cmpint (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (timeline)), ==,
                   GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_measure (timeline, GTK_ORIENTATION_VERTICAL, -1, &wide, NULL, NULL, NULL);
  parafa_timeline_set_narrow (PARAFA_TIMELINE (timeline), TRUE);
  gtk_widget_measure (timeline, GTK_ORIENTATION_VERTICAL, -1, &narrow, NULL, NULL, NULL);
  g_assert_cmpint (narrow - wide, ==, 36);
  ui_fixture_settle ();
  gtk_window_destroy (window);
}

static void
test_banner (void)
{
  GtkWidget *banner = parafa_banner_new ();
  GtkWindow *window = show_in_window (banner);
  GtkWidget *button = ui_fixture_find (banner, GTK_TYPE_BUTTON, 0);

  g_assert_false (parafa_banner_is_shown (PARAFA_BANNER (banner)));
  parafa_banner_show (PARAFA_BANNER (banner), PARAFA_PILL_WARNING, "Not saved.", "_Save Again",
                      "win.save");
  g_assert_true (parafa_banner_is_shown (PARAFA_BANNER (banner)));
  g_assert_cmpstr (parafa_banner_get_text (PARAFA_BANNER (banner)), ==, "Not saved.");
  g_assert_true (gtk_widget_get_visible (button));
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)), ==, "win.save");
  parafa_banner_show (PARAFA_BANNER (banner), PARAFA_PILL_ERROR, "Offline.", NULL, NULL);
  g_assert_false (gtk_widget_get_visible (button));
  parafa_banner_hide (PARAFA_BANNER (banner));
  g_assert_false (parafa_banner_is_shown (PARAFA_BANNER (banner)));
  gtk_window_destroy (window);
}

static gboolean
is_masked (gpointer data)
{
  return !parafa_raw_token_is_revealed (PARAFA_RAW_TOKEN (data));
}

static void
assert_raw (ParafaRawToken *raw, const char *token, gboolean revealed)
{
  g_autofree char *text = parafa_raw_token_dup_text (raw);

  g_assert_cmpint (parafa_raw_token_is_revealed (raw), ==, revealed);
  if (revealed)
    g_assert_cmpstr (text, ==, token);
  else
    {
      g_assert_null (strstr (text, token));
      g_assert_cmpuint (g_utf8_strlen (text, -1), ==, 3 * (6 + 18) + 2);
    }
}

static void
test_raw_token_is_covered_and_covers_itself (void)
{
  GtkWidget *raw = g_object_new (PARAFA_TYPE_RAW_TOKEN, NULL);
  GtkWindow *window = show_in_window (raw);
  g_autofree char *token = ui_fixture_make_token (UI_NOW, UI_ENDS);
  g_autoptr (ParafaSecret) secret = parafa_secret_new (token, -1);

  parafa_raw_token_set_token (PARAFA_RAW_TOKEN (raw), secret);
  assert_raw (PARAFA_RAW_TOKEN (raw), token, FALSE);
  parafa_raw_token_reveal_for (PARAFA_RAW_TOKEN (raw), 50);
  assert_raw (PARAFA_RAW_TOKEN (raw), token, TRUE);
  parafa_test_wait_until (is_masked, raw, PARAFA_TEST_LIMIT_MS);
  assert_raw (PARAFA_RAW_TOKEN (raw), token, FALSE);
  gtk_window_destroy (window);
}

static GtkWidget *
find_text_view (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_TEXT_VIEW (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_text_view (child);
  return found;
}

/* What is selected and copied by hand goes the way of the button: marked as a secret, and taken
 * back from the clipboard */
static void
test_raw_token_copied_by_hand_is_taken_back (void)
{
  GtkWidget *raw = g_object_new (PARAFA_TYPE_RAW_TOKEN, NULL);
  GtkWindow *window = show_in_window (raw);
  GdkClipboard *clipboard = gtk_widget_get_clipboard (raw);
  g_autoptr (ParafaSecret) secret = parafa_secret_new ("eyJhbGci.eyJzdWIi.c2lnbmF0", -1);
  GtkWidget *view = find_text_view (raw);

  parafa_raw_token_set_token (PARAFA_RAW_TOKEN (raw), secret);
  parafa_raw_token_reveal_for (PARAFA_RAW_TOKEN (raw), 600000);
  g_signal_emit_by_name (view, "select-all", TRUE);
  g_signal_emit_by_name (view, "copy-clipboard");
  g_assert_true (gdk_content_formats_contain_mime_type (gdk_clipboard_get_formats (clipboard),
                                                        "x-kde-passwordManagerHint"));
  parafa_secret_clipboard_clear (clipboard);
  g_assert_null (gdk_clipboard_get_content (clipboard));
  gtk_window_destroy (window);
}

static void
test_raw_token_covers_itself_when_left (void)
{
  GtkWidget *raw = g_object_new (PARAFA_TYPE_RAW_TOKEN, NULL);
  GtkWindow *window = show_in_window (raw);
  g_autofree char *token = ui_fixture_make_token (UI_NOW, UI_ENDS);
  g_autofree char *nothing = NULL;
  g_autoptr (ParafaSecret) secret = parafa_secret_new (token, -1);

  parafa_raw_token_set_token (PARAFA_RAW_TOKEN (raw), secret);
  parafa_raw_token_reveal_for (PARAFA_RAW_TOKEN (raw), 600000);
  gtk_widget_set_visible (raw, FALSE);
  assert_raw (PARAFA_RAW_TOKEN (raw), token, FALSE);
  parafa_raw_token_set_token (PARAFA_RAW_TOKEN (raw), NULL);
  nothing = parafa_raw_token_dup_text (PARAFA_RAW_TOKEN (raw));
  g_assert_cmpstr (nothing, ==, "");
  gtk_window_destroy (window);
}

static void
on_text_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  char **text = user_data;

  *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
  if (*text == NULL)
    *text = g_strdup ("");
}

static gboolean
is_read (gpointer data)
{
  return *(char **) data != NULL;
}

static char *
read_clipboard (GdkClipboard *clipboard)
{
  char *text = NULL;

  gdk_clipboard_read_text_async (clipboard, NULL, on_text_read, &text);
  parafa_test_wait_until (is_read, &text, PARAFA_TEST_LIMIT_MS);
  return text;
}

static gboolean
is_empty (gpointer data)
{
  return gdk_clipboard_get_content (GDK_CLIPBOARD (data)) == NULL;
}

static void
test_clipboard_is_emptied (void)
{
  GdkClipboard *clipboard = gdk_display_get_clipboard (gdk_display_get_default ());
  g_autoptr (ParafaSecret) secret = parafa_secret_new ("token-to-copy", -1);
  g_autofree char *text = NULL;

  parafa_secret_clipboard_copy_for (clipboard, secret, 600000);
  text = read_clipboard (clipboard);
  g_assert_cmpstr (text, ==, "token-to-copy");
  g_assert_true (gdk_content_formats_contain_mime_type (gdk_clipboard_get_formats (clipboard),
                                                        "x-kde-passwordManagerHint"));
  parafa_secret_clipboard_copy_for (clipboard, secret, 20);
  parafa_test_wait_until (is_empty, clipboard, PARAFA_TEST_LIMIT_MS);
}

static void
test_clipboard_of_others_stays (void)
{
  GdkClipboard *clipboard = gdk_display_get_clipboard (gdk_display_get_default ());
  g_autoptr (ParafaSecret) secret = parafa_secret_new ("token-to-copy", -1);
  g_autofree char *text = NULL;

  parafa_secret_clipboard_copy_for (clipboard, secret, 600000);
  gdk_clipboard_set_text (clipboard, "something else");
  parafa_secret_clipboard_clear (clipboard);
  text = read_clipboard (clipboard);
  g_assert_cmpstr (text, ==, "something else");
  gdk_clipboard_set_content (clipboard, NULL);
}

static void
test_claim_row_copies_its_value (void)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *row = parafa_claim_row_new ("exp", "When it expires", "2027-01-26", "1800951247");
  GdkClipboard *clipboard = gdk_display_get_clipboard (gdk_display_get_default ());
  g_autofree char *text = NULL;
  GtkWindow *window;

  gtk_list_box_append (GTK_LIST_BOX (list), row);
  window = show_in_window (list);
  g_assert_cmpstr (parafa_claim_row_get_name (PARAFA_CLAIM_ROW (row)), ==, "exp");
  g_assert_cmpstr (parafa_claim_row_get_value (PARAFA_CLAIM_ROW (row)), ==, "2027-01-26");
  g_assert_true (gtk_widget_activate_action (row, "claim.copy", NULL));
  text = read_clipboard (clipboard);
  g_assert_cmpstr (text, ==, "1800951247");
  gdk_clipboard_set_content (clipboard, NULL);
  gtk_window_destroy (window);
}

static void
test_problem_list (void)
{
  GtkWidget *list = g_object_new (PARAFA_TYPE_PROBLEM_LIST, NULL);
  GtkWindow *window = show_in_window (list);
  g_autoptr (GError) refused =
      g_error_new (PARAFA_TOKEN_ERROR, PARAFA_TOKEN_ERROR_LOGIN_AGAIN, "refused");
  g_autoptr (GError) later = g_error_new (PARAFA_TOKEN_ERROR, PARAFA_TOKEN_ERROR_LATER, "503");
  g_autofree char *first = NULL;

  g_assert_null (parafa_problem_list_get_title (PARAFA_PROBLEM_LIST (list)));
  parafa_problem_list_show (PARAFA_PROBLEM_LIST (list), refused, "win.renew");
  first = g_strdup (parafa_problem_list_get_title (PARAFA_PROBLEM_LIST (list)));
  g_assert_cmpstr (gtk_actionable_get_action_name (
                       GTK_ACTIONABLE (ui_fixture_find (list, GTK_TYPE_BUTTON, 1))),
                   ==, "win.login");
  parafa_problem_list_show (PARAFA_PROBLEM_LIST (list), later, "win.renew");
  g_assert_cmpstr (parafa_problem_list_get_title (PARAFA_PROBLEM_LIST (list)), !=, first);
  g_assert_cmpstr (gtk_actionable_get_action_name (
                       GTK_ACTIONABLE (ui_fixture_find (list, GTK_TYPE_BUTTON, 1))),
                   ==, "win.renew");
  parafa_problem_list_clear (PARAFA_PROBLEM_LIST (list));
  g_assert_null (parafa_problem_list_get_title (PARAFA_PROBLEM_LIST (list)));
  gtk_window_destroy (window);
}

static void
test_profile_row (void)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *row = parafa_profile_row_new (NULL, NULL);
  g_autoptr (ParafaTokenFacts) facts = ui_fixture_new_facts (UI_ENDS, UI_LOGIN, TRUE);
  GtkWindow *window;

  gtk_list_box_append (GTK_LIST_BOX (list), row);
  window = show_in_window (list);
  parafa_profile_row_show (PARAFA_PROFILE_ROW (row), facts);
  g_assert_cmpstr (parafa_profile_row_get_state (PARAFA_PROFILE_ROW (row)), ==, "Valid · 63 days");
  g_assert_nonnull (ui_fixture_find_text (row, "Cabinet Salcia"));
  g_assert_null (parafa_profile_row_get_account (PARAFA_PROFILE_ROW (row)));
  gtk_window_destroy (window);
}

static void
test_colours_follow_the_theme (void)
{
  GtkWidget *label = gtk_label_new ("x");
  GtkWindow *window = show_in_window (label);
  AdwStyleManager *manager = adw_style_manager_get_default ();
  GdkRGBA light;
  GdkRGBA dark;
  GdkRGBA half;

  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_LIGHT);
  ui_fixture_settle ();
  light = parafa_colours_get_kind (label, PARAFA_PILL_SUCCESS, 1);
  half = parafa_colours_get_kind (label, PARAFA_PILL_SUCCESS, 0.5);
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_DARK);
  ui_fixture_settle ();
  dark = parafa_colours_get_kind (label, PARAFA_PILL_SUCCESS, 1);
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_DEFAULT);
  g_assert_false (gdk_rgba_equal (&light, &dark));
  g_assert_cmpfloat_with_epsilon (half.alpha, light.alpha / 2, 1e-6);
  gtk_window_destroy (window);
}

typedef struct
{
  guint n;
  char *last;
} Answers;

static void
count_answer (const char *response, gpointer user_data)
{
  Answers *answers = user_data;

  answers->n++;
  g_free (answers->last);
  answers->last = g_strdup (response);
}

/* Once, whatever happens to the dialog */
static void
test_answer (void)
{
  GtkWindow *parent = GTK_WINDOW (gtk_window_new ());
  Answers answers = { 0, NULL };
  GtkWidget *dialog;

  ui_fixture_show (parent);
  for (guint i = 0; i < 2; i++)
    {
      answers.n = 0;
      dialog = adw_message_dialog_new (parent, "Parafa", NULL);
      gtk_window_set_destroy_with_parent (GTK_WINDOW (dialog), TRUE);
      adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "yes", "Yes");
      parafa_answer_wait (ADW_MESSAGE_DIALOG (dialog), count_answer, &answers);
      gtk_window_present (GTK_WINDOW (dialog));
      if (i == 0)
        {
          adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "yes");
          g_assert_cmpuint (answers.n, ==, 1);
          g_assert_cmpstr (answers.last, ==, "yes");
          adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "yes");
          gtk_window_destroy (GTK_WINDOW (dialog));
        }
      else
        {
          gtk_window_destroy (parent);
          g_assert_null (answers.last);
        }
      g_assert_cmpuint (answers.n, ==, 1);
    }
  g_free (answers.last);
}

int
main (int argc, char *argv[])
{
  ui_fixture_init (&argc, &argv);
  ui_fixture_start_gtk ();
  g_test_add_func ("/ui/widgets/pill", test_pill);
  g_test_add_func ("/ui/widgets/answer", test_answer);
  g_test_add_func ("/ui/widgets/bezel-clock", test_bezel_clock);
  g_test_add_func ("/ui/widgets/timeline", test_timeline);
  g_test_add_func ("/ui/widgets/banner", test_banner);
  g_test_add_func ("/ui/widgets/raw-token/is-covered-and-covers-itself",
                   test_raw_token_is_covered_and_covers_itself);
  g_test_add_func ("/ui/widgets/raw-token/covers-itself-when-left",
                   test_raw_token_covers_itself_when_left);
  g_test_add_func ("/ui/widgets/raw-token-copied-by-hand-is-taken-back",
                   test_raw_token_copied_by_hand_is_taken_back);
  g_test_add_func ("/ui/widgets/clipboard/is-emptied", test_clipboard_is_emptied);
  g_test_add_func ("/ui/widgets/clipboard/of-others-stays", test_clipboard_of_others_stays);
  g_test_add_func ("/ui/widgets/claim-row-copies-its-value", test_claim_row_copies_its_value);
  g_test_add_func ("/ui/widgets/problem-list", test_problem_list);
  g_test_add_func ("/ui/widgets/profile-row", test_profile_row);
  g_test_add_func ("/ui/widgets/colours-follow-the-theme", test_colours_follow_the_theme);
  return g_test_run ();
}
