/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-inspector-compare.h"
#include "parafa-inspector-json.h"
#include "parafa-inspector-node.h"
#include "parafa-inspector-summary.h"
#include "parafa-inspector-text.h"
#include "parafa-inspector-tree.h"
#include "parafa-inspector-verdict.h"
#include "parafa-inspector.h"
#include "parafa-panel.h"
#include "parafa-raw-token.h"
#include "parafa-test.h"
#include "rfc-tokens.h"
#include "ui-fixture.h"

#include <string.h>
#include <time.h>

/* The inspector with tokens of nobody: everything pasted here is invented */

typedef struct
{
  GtkWindow *window;
  ParafaInspector *inspector;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->window = GTK_WINDOW (gtk_window_new ());
  fixture->inspector = g_object_new (PARAFA_TYPE_INSPECTOR, NULL);
  parafa_inspector_set_now (fixture->inspector, UI_NOW);
  gtk_window_set_child (fixture->window, GTK_WIDGET (fixture->inspector));
  gtk_window_set_default_size (fixture->window, 1100, 714);
  ui_fixture_show (fixture->window);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (fixture->window);
}

static gboolean
is_idle (gpointer data)
{
  return !parafa_inspector_is_busy (data);
}

static void
inspect (Fixture *fixture, const char *text)
{
  g_autoptr (ParafaSecret) secret = parafa_secret_new (text, -1);

  parafa_inspector_inspect (fixture->inspector, secret, "Pasted token", FALSE);
  parafa_test_wait_until (is_idle, fixture->inspector, PARAFA_TEST_LIMIT_MS);
  ui_fixture_settle ();
}

static GtkWidget *
get (Fixture *fixture, GType type)
{
  return ui_fixture_find (GTK_WIDGET (fixture->inspector), type, 0);
}

static gboolean
is_shown (Fixture *fixture, const char *text)
{
  return ui_fixture_find_text (GTK_WIDGET (fixture->inspector), text) != NULL;
}

static char *
make_token (void)
{
  return ui_fixture_make_token (UI_ENDS - 90 * DAY, UI_ENDS);
}

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  g_assert_true (is_shown (fixture, "What Is in a Token?"));
  g_assert_null (parafa_inspector_get_inspection (fixture->inspector));
}

static void
test_explained (Fixture *fixture, gconstpointer data)
{
  g_autofree char *token = make_token ();

  inspect (fixture, token);
  g_assert_nonnull (
      parafa_jwt_inspection_get_jwt (parafa_inspector_get_inspection (fixture->inspector)));
  g_assert_true (is_shown (fixture, "Read, not verified"));
  g_assert_true (is_shown (fixture, "Expires in 63 days"));
  g_assert_true (is_shown (fixture, "Signed with RSA and SHA-512"));
  g_assert_true (
      is_shown (fixture, "Opens: TestOauth, e-Factura, e-Transport, e-Factura for programs"));
  g_assert_true (is_shown (fixture, "Certificate 5c:00:9e:41:7a:d2:9c:4f:1a by SigiliuCert"));
  /* three roots, two fields of the header, sixteen claims */
  g_assert_cmpuint (parafa_inspector_tree_get_n_rows (
                        PARAFA_INSPECTOR_TREE (get (fixture, PARAFA_TYPE_INSPECTOR_TREE))),
                    ==, 21);
}

static void
test_search (Fixture *fixture, gconstpointer data)
{
  g_autofree char *token = make_token ();
  ParafaInspectorTree *tree;
  ParafaInspectorJson *json;

  inspect (fixture, token);
  tree = PARAFA_INSPECTOR_TREE (get (fixture, PARAFA_TYPE_INSPECTOR_TREE));
  json = PARAFA_INSPECTOR_JSON (get (fixture, PARAFA_TYPE_INSPECTOR_JSON));
  parafa_inspector_search (fixture->inspector, "sigiliucert");
  /* the claim, the value in scope_data, and the element that holds it */
  g_assert_cmpuint (parafa_inspector_tree_get_n_rows (tree), ==, 3);
  g_assert_true (is_shown (fixture, "3 fields"));
  g_assert_cmpuint (parafa_inspector_json_set_search (json, "sigiliucert"), ==, 2);
  parafa_inspector_search (fixture->inspector, "IN 63 DAYS");
  g_assert_cmpuint (parafa_inspector_tree_get_n_rows (tree), ==, 1);
  ui_fixture_settle ();
  g_assert_true (is_shown (fixture, "Expires 26 Jan 2027, 10:14:07 · in 63 days"));
  parafa_inspector_search (fixture->inspector, "nowhere");
  g_assert_cmpuint (parafa_inspector_tree_get_n_rows (tree), ==, 0);
  parafa_inspector_search (fixture->inspector, "");
  g_assert_cmpuint (parafa_inspector_tree_get_n_rows (tree), ==, 21);
}

/* An own token is covered until somebody asks; what was pasted is not */
static void
test_covered (Fixture *fixture, gconstpointer data)
{
  g_autofree char *token = make_token ();
  g_autoptr (ParafaSecret) secret = parafa_secret_new (token, -1);
  ParafaRawToken *raw = PARAFA_RAW_TOKEN (get (fixture, PARAFA_TYPE_RAW_TOKEN));
  g_autofree char *covered = NULL;
  g_autofree char *open = NULL;

  parafa_inspector_inspect (fixture->inspector, secret, "Cabinet Salcia", TRUE);
  parafa_test_wait_until (is_idle, fixture->inspector, PARAFA_TEST_LIMIT_MS);
  covered = parafa_raw_token_dup_text (raw);
  g_assert_false (parafa_raw_token_is_revealed (raw));
  g_assert_null (strstr (covered, "QQQQQQQ"));
  g_assert_true (is_shown (fixture, "Cabinet Salcia"));
  inspect (fixture, token);
  open = parafa_raw_token_dup_text (raw);
  g_assert_cmpstr (open, ==, token);
}

static void
assert_damage (Fixture *fixture, const char *text, const char *words, const char *selected)
{
  ParafaRawToken *raw = PARAFA_RAW_TOKEN (get (fixture, PARAFA_TYPE_RAW_TOKEN));
  g_autofree char *selection = NULL;

  inspect (fixture, text);
  g_assert_true (is_shown (fixture, words));
  selection = parafa_raw_token_dup_selection (raw);
  g_assert_cmpstr (selection, ==, selected);
}

static void
test_damage (Fixture *fixture, gconstpointer data)
{
  assert_damage (fixture, "eyJhIjoxfQ.eyJhI=oxfQ.AAAA", "Content, character 6: this cannot stand",
                 "=");
  assert_damage (fixture, "eyJhIjoxfQ.eyJhIj8.AAAA",
                 "Content, character 6 (byte 5 of its JSON): a member without a value.", "j8");
  assert_damage (fixture, "eyJhIjoxfQ.eyJhIjoxfQ", "It has 2 parts; a token has three", "");
  assert_damage (fixture, "eyJhIjoxfQ.eyJhIjoxfQ.AA.BB", "It has 4 parts; a token has three",
                 ".BB");
  assert_damage (fixture, "a.b.c.d.e", "A token in five parts is encrypted", ".d.e");
  assert_damage (fixture, "eyJhIjoxfQ..AAAA", "Content: there is nothing between the dots.", ".");
  assert_damage (fixture, "onlyoneword", "One piece without dots", "onlyoneword");
  assert_damage (fixture, "eyJh șters", "Text, character 6: this cannot stand in a token", "ș");
}

static char *
make_large_token (gsize bytes)
{
  g_autofree char *filling = g_strnfill (bytes / 4 * 3 - 200, 'x');
  g_autofree char *claims = g_strdup_printf ("{\"exp\":1800951247,\"filling\":\"%s\"}", filling);
  g_autofree char *body = g_base64_encode ((const guchar *) claims, strlen (claims));

  body[strcspn (body, "=")] = '\0';
  return g_strconcat ("eyJhbGciOiJSUzI1NiJ9.", body, ".AAAA", NULL);
}

/* A source that runs at every turn of the main loop sees how much the turn before worked. The processor's time: other
 * programs on the same machine are not the inspector's doing. */
typedef struct
{
  gint64 last_us;
  gint64 longest_us;
} Watch;

static gint64
get_worked_us (void)
{
  struct timespec time;

  g_assert_cmpint (clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time), ==, 0);
  return time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static gboolean
on_turn (gpointer data)
{
  Watch *watch = data;
  gint64 now_us = get_worked_us ();

  watch->longest_us = MAX (watch->longest_us, now_us - watch->last_us);
  watch->last_us = now_us;
  return G_SOURCE_CONTINUE;
}

static int
measure_block_ms (Fixture *fixture, const char *token)
{
  Watch watch = { get_worked_us (), 0 };
  guint id = g_timeout_add (1, on_turn, &watch);

  inspect (fixture, token);
  parafa_inspector_show_view (fixture->inspector, "json");
  ui_fixture_settle ();
  parafa_inspector_show_view (fixture->inspector, "explained");
  ui_fixture_settle ();
  g_source_remove (id);
  return (int) (watch.longest_us / 1000);
}

/* The window stands still no longer for a megabyte than for a token of the usual size, give or take */
static void
test_large (Fixture *fixture, gconstpointer data)
{
  g_autofree char *large = make_large_token (1000 * 1000);
  g_autofree char *usual = make_token ();
  int usual_ms;
  int large_ms;

  measure_block_ms (fixture, usual);
  usual_ms = measure_block_ms (fixture, usual);
  large_ms = measure_block_ms (fixture, large);
  g_test_message ("longest the window worked without a pause: %d ms with a megabyte, %d ms with a "
                  "usual token (at most 50, or three times as long)",
                  large_ms, usual_ms);
  g_assert_true (is_shown (fixture, "Expires in 63 days"));
  g_assert_cmpint (large_ms, <, MAX (50, 3 * usual_ms));
}

/* Fifty thousand fields: those that are listed are few, what is searched is found */
static void
test_many_fields (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) claims = g_string_new ("{\"exp\":1800951247");
  g_autofree char *body = NULL;
  g_autofree char *token = NULL;
  ParafaInspectorTree *tree;

  for (guint i = 0; i < 50000; i++)
    g_string_append_printf (claims, ",\"f%u\":%u", i, i);
  g_string_append_c (claims, '}');
  body = g_base64_encode ((const guchar *) claims->str, claims->len);
  body[strcspn (body, "=")] = '\0';
  token = g_strconcat ("eyJhbGciOiJSUzI1NiJ9.", body, ".AAAA", NULL);
  inspect (fixture, token);
  tree = PARAFA_INSPECTOR_TREE (get (fixture, PARAFA_TYPE_INSPECTOR_TREE));
  g_assert_cmpuint (parafa_inspector_tree_get_n_rows (tree), ==,
                    3 + 1 + PARAFA_NODE_CHILDREN_MAX + 1);
  parafa_inspector_search (fixture->inspector, "f49999");
  g_assert_cmpuint (parafa_inspector_tree_get_n_rows (tree), ==, 1);
}

static gboolean
has_verdict (gpointer data)
{
  return !g_str_equal (parafa_inspector_verdict_get_title (data), "Read, not verified");
}

static void
verify (Fixture *fixture, const char *token, const char *key, const char *title)
{
  ParafaInspectorVerdict *verdict;
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "parafa-test-key.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, key, -1, &error));
  inspect (fixture, token);
  verdict = PARAFA_INSPECTOR_VERDICT (get (fixture, PARAFA_TYPE_INSPECTOR_VERDICT));
  parafa_inspector_verdict_verify (verdict, file);
  parafa_test_wait_until (has_verdict, verdict, PARAFA_TEST_LIMIT_MS);
  g_assert_cmpstr (parafa_inspector_verdict_get_title (verdict), ==, title);
  g_assert_true (g_file_delete (file, NULL, NULL));
}

static void
test_verify (Fixture *fixture, gconstpointer data)
{
  verify (fixture, RFC_RS256, RFC_RS256_KEY, "The signature is this key’s");
  g_assert_true (is_shown (fixture, "RS256 with the key RSA 2048 from parafa-test-key.json"));
  verify (fixture, RFC_RS256, RFC_ES256_KEY, "Refused: a key of another kind");
  verify (fixture, RFC_HS256, RFC_RS256_KEY, "Refused: signed with a shared secret");
  verify (fixture, RFC_RS256, "hello", "There is no key in this file");
  inspect (fixture, RFC_NONE);
  g_assert_true (is_shown (fixture, "Not signed: anybody could have written this"));
}

static GtkToggleButton *
find_toggle (GtkWidget *root, const char *label)
{
  GtkWidget *button;

  for (guint i = 0; (button = ui_fixture_find (root, GTK_TYPE_TOGGLE_BUTTON, i)) != NULL; i++)
    if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), label) == 0)
      return GTK_TOGGLE_BUTTON (button);
  return NULL;
}

static void
test_compare (Fixture *fixture, gconstpointer data)
{
  g_autofree char *token = make_token ();
  g_autofree char *other = ui_fixture_make_token (UI_ENDS - 180 * DAY, UI_ENDS - 90 * DAY);
  g_autoptr (ParafaSecret) second = parafa_secret_new (other, -1);
  g_autoptr (ParafaSecret) damaged = parafa_secret_new ("x", -1);
  ParafaInspectorCompare *compare;

  inspect (fixture, token);
  parafa_inspector_show_view (fixture->inspector, "compare");
  compare = PARAFA_INSPECTOR_COMPARE (get (fixture, PARAFA_TYPE_INSPECTOR_COMPARE));
  ui_fixture_settle ();
  g_assert_true (is_shown (fixture, "Which token is to stand beside it?"));
  parafa_inspector_inspect_second (fixture->inspector, second, "Older token");
  parafa_test_wait_until (is_idle, fixture->inspector, PARAFA_TEST_LIMIT_MS);
  g_assert_cmpstr (parafa_inspector_compare_get_sentence (compare), ==, "3 fields differ");
  g_assert_cmpuint (parafa_inspector_compare_get_n_rows (compare), ==, 18);
  gtk_toggle_button_set_active (find_toggle (GTK_WIDGET (compare), "_Differences Only"), TRUE);
  g_assert_cmpuint (parafa_inspector_compare_get_n_rows (compare), ==, 3);
  parafa_inspector_inspect_second (fixture->inspector, damaged, "x");
  parafa_test_wait_until (is_idle, fixture->inspector, PARAFA_TEST_LIMIT_MS);
  g_assert_nonnull (strstr (parafa_inspector_compare_get_sentence (compare), "One piece"));
}

static void
test_clear (Fixture *fixture, gconstpointer data)
{
  g_autofree char *token = make_token ();
  g_autofree char *text = NULL;

  inspect (fixture, token);
  gtk_widget_activate_action (GTK_WIDGET (fixture->inspector), "inspector.clear", NULL);
  g_assert_null (parafa_inspector_get_inspection (fixture->inspector));
  text = parafa_raw_token_dup_text (PARAFA_RAW_TOKEN (get (fixture, PARAFA_TYPE_RAW_TOKEN)));
  g_assert_cmpstr (text, ==, "");
  ui_fixture_settle ();
  g_assert_true (is_shown (fixture, "What Is in a Token?"));
}

static gboolean
has_token (gpointer data)
{
  return parafa_inspector_get_inspection (data) != NULL;
}

static void
test_paste (Fixture *fixture, gconstpointer data)
{
  g_autofree char *token = make_token ();
  g_autofree char *line = g_strconcat ("Authorization: Bearer ", token, "\n", NULL);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (fixture->inspector)), line);
  gtk_widget_activate_action (GTK_WIDGET (fixture->inspector), "inspector.paste", NULL);
  parafa_test_wait_until (has_token, fixture->inspector, PARAFA_TEST_LIMIT_MS);
  g_assert_cmpstr (parafa_secret_get (parafa_jwt_inspection_get_text (
                       parafa_inspector_get_inspection (fixture->inspector))),
                   ==, token);
}

static void
test_certificate (Fixture *fixture, gconstpointer data)
{
  g_autofree char *token = make_token ();
  const ParafaSerialSearch none = { NULL, 0, 0 };
  const ParafaSerialSearch others = { NULL, 2, 0 };
  ParafaInspectorSummary *summary;

  inspect (fixture, token);
  summary = PARAFA_INSPECTOR_SUMMARY (get (fixture, PARAFA_TYPE_INSPECTOR_SUMMARY));
  parafa_inspector_summary_show_search (summary, &none);
  g_assert_cmpstr (parafa_inspector_summary_get_certificate (summary), ==,
                   "No certificate was found: is the USB token plugged in?");
  parafa_inspector_summary_show_search (summary, &others);
  g_assert_cmpstr (parafa_inspector_summary_get_certificate (summary), ==,
                   "It is none of the 2 certificates that are plugged in");
}

static gboolean
is_narrow (gpointer data)
{
  return parafa_inspector_is_narrow (data);
}

static void
take (Fixture *fixture, const char *prefix, const char *name)
{
  g_autofree char *full = g_strdup_printf ("%s-inspector-%s", prefix, name);

  ui_fixture_save_picture (GTK_WIDGET (fixture->window), full);
}

/* What was found is in the part of the JSON that can be seen */
static void
assert_found_is_seen (Fixture *fixture)
{
  GtkTextView *view = GTK_TEXT_VIEW (
      ui_fixture_find (get (fixture, PARAFA_TYPE_INSPECTOR_JSON), GTK_TYPE_TEXT_VIEW, 0));
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GdkRectangle seen;
  GdkRectangle place;
  GtkTextIter found;

  gtk_text_view_get_visible_rect (view, &seen);
  gtk_text_buffer_get_iter_at_mark (buffer, &found, gtk_text_buffer_get_insert (buffer));
  gtk_text_view_get_iter_location (view, &found, &place);
  g_assert_cmpint (place.y, >=, seen.y);
  g_assert_cmpint (place.y + place.height, <=, seen.y + seen.height);
}

static void
take_pictures (Fixture *fixture, const char *prefix)
{
  g_autofree char *token = make_token ();
  g_autofree char *other = ui_fixture_make_token (UI_ENDS - 180 * DAY, UI_ENDS - 90 * DAY);
  g_autoptr (ParafaSecret) second = parafa_secret_new (other, -1);
  g_autofree char *damaged = g_strdup (token);

  take (fixture, prefix, "empty");
  inspect (fixture, token);
  take (fixture, prefix, "explained");
  parafa_inspector_search (fixture->inspector, "factura");
  ui_fixture_settle ();
  take (fixture, prefix, "search");
  parafa_inspector_show_view (fixture->inspector, "json");
  take (fixture, prefix, "json");
  assert_found_is_seen (fixture);
  parafa_inspector_search (fixture->inspector, "");
  parafa_inspector_inspect_second (fixture->inspector, second, "token-vechi.txt");
  parafa_test_wait_until (is_idle, fixture->inspector, PARAFA_TEST_LIMIT_MS);
  parafa_inspector_show_view (fixture->inspector, "compare");
  take (fixture, prefix, "compare");
  if (parafa_inspector_is_narrow (fixture->inspector))
    {
      parafa_inspector_show_view (fixture->inspector, "raw");
      take (fixture, prefix, "raw");
    }
  damaged[200] = '#';
  damaged[strlen (damaged) - 100] = '\0';
  parafa_inspector_show_view (fixture->inspector, "explained");
  inspect (fixture, damaged);
  take (fixture, prefix, "damaged");
}

static void
test_pictures (gconstpointer data)
{
  g_auto (GStrv) parts = g_strsplit (data, "/", 3);
  int width = atoi (parts[2]);
  g_autofree char *prefix = g_strdup_printf ("%s-%s-%d", parts[0], parts[1], width);
  Fixture fixture;

  ui_fixture_set_language (parts[0]);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      g_str_equal (parts[1], "dark")
                                          ? ADW_COLOR_SCHEME_FORCE_DARK
                                          : ADW_COLOR_SCHEME_FORCE_LIGHT);
  set_up (&fixture, NULL);
  if (width < 760)
    {
      gtk_window_destroy (fixture.window);
      fixture.window = GTK_WINDOW (gtk_window_new ());
      fixture.inspector = g_object_new (PARAFA_TYPE_INSPECTOR, NULL);
      parafa_inspector_set_now (fixture.inspector, UI_NOW);
      gtk_window_set_child (fixture.window, GTK_WIDGET (fixture.inspector));
      gtk_window_set_default_size (fixture.window, width, 674);
      ui_fixture_show (fixture.window);
      parafa_test_wait_until (is_narrow, fixture.inspector, PARAFA_TEST_LIMIT_MS);
      ui_fixture_settle ();
      g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (fixture.window)), <=, width);
    }
  take_pictures (&fixture, prefix);
  gtk_window_destroy (fixture.window);
}

int
main (int argc, char *argv[])
{
  static const char *const sets[] = { "en/light/1100", "ro/light/1100", "ro/dark/1100",
                                      "ro/light/360", "en/dark/360" };

  ui_fixture_init (&argc, &argv);
  ui_fixture_start_gtk ();
#define ADD(name, function)                                                                        \
  g_test_add ("/ui/inspector/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("empty", test_empty);
  ADD ("explained", test_explained);
  ADD ("search", test_search);
  ADD ("covered", test_covered);
  ADD ("damage", test_damage);
  ADD ("large", test_large);
  ADD ("many-fields", test_many_fields);
  ADD ("verify", test_verify);
  ADD ("compare", test_compare);
  ADD ("clear", test_clear);
  ADD ("paste", test_paste);
  ADD ("certificate", test_certificate);
  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ui/inspector/pictures/%s", sets[i]);

      g_test_add_data_func (path, sets[i], test_pictures);
    }
  return g_test_run ();
}
