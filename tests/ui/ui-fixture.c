/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "ui-fixture.h"

#include "parafa-theme.h"

#include <errno.h>
#include <libintl.h>
#include <locale.h>
#include <string.h>
#include <unistd.h>

#include "parafa-test.h"

/**
 * ui_fixture_init:
 *
 * To be called first in `main`: the zone of Bucharest by its rule, so that no zone database is needed, and English.
 */
void
ui_fixture_init (int *argc, char ***argv)
{
  g_setenv ("TZ", "EET-2EEST,M3.5.0/3,M10.5.0/4", TRUE);
  /* GLib decides once whether a program is translated at all, so it has to meet the Romanian catalogue first */
  ui_fixture_set_language ("ro");
  g_assert_cmpstr (g_dgettext (GETTEXT_PACKAGE, "Main Menu"), ==, "Meniul principal");
  ui_fixture_set_language ("en");
  g_test_init (argc, argv, NULL);
}

/* gettext keeps silent in the locales "C" and "C.UTF-8" (since glibc 2.39 in both), whatever LANGUAGE says. A bare
 * machine has nothing else, so its C.UTF-8 gets a second name: a folder with a link, and LOCPATH pointing there. */
static void
name_a_locale (void)
{
  static const char *const sources[] = { "/usr/lib/locale/C.utf8", "/usr/lib/locale/C.UTF-8" };
  g_autofree char *dir = g_build_filename (UI_LOCALE_DIR, NULL);
  g_autofree char *link = g_build_filename (dir, "ro_RO.utf8", NULL);

  g_assert_cmpint (g_mkdir_with_parents (dir, 0755), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    if (g_file_test (sources[i], G_FILE_TEST_IS_DIR) && symlink (sources[i], link) != 0)
      g_assert_cmpint (errno, ==, EEXIST);
  /* without one, whoever runs the tests has made a Romanian locale */
  if (g_file_test (link, G_FILE_TEST_IS_DIR))
    g_setenv ("LOCPATH", dir, TRUE);
}

/**
 * ui_fixture_set_language:
 * @language: "en" or "ro"
 *
 * Sets the language of what is made from now on.
 */
void
ui_fixture_set_language (const char *language)
{
  name_a_locale ();
  g_setenv ("LANGUAGE", language, TRUE);
  g_assert_nonnull (setlocale (LC_ALL, "ro_RO.UTF-8"));
  bindtextdomain (GETTEXT_PACKAGE, PARAFA_BUILDDIR "/po");
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

/**
 * ui_fixture_start_gtk:
 *
 * Starts GTK as the program does, without animations. `UI_TEXT_SCALE=1.5` draws all pictures with large text.
 */
void
ui_fixture_start_gtk (void)
{
  static AdwApplication *application = NULL;

  if (application != NULL)
    return;
  parafa_test_pardon_libraries ();
  application = adw_application_new ("ro.parafa.Test", G_APPLICATION_NON_UNIQUE);
  g_application_set_resource_base_path (G_APPLICATION (application), "/ro/parafa/Parafa");
  g_application_set_default (NULL);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  parafa_theme_follow (adw_application_get_style_manager (application));
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, "gtk-font-name",
                "Cantarell 11", NULL);
  if (g_getenv ("UI_TEXT_SCALE") != NULL)
    g_object_set (gtk_settings_get_default (), "gtk-xft-dpi",
                  (int) (g_ascii_strtod (g_getenv ("UI_TEXT_SCALE"), NULL) * 96 * 1024), NULL);
}

ParafaProfile *
ui_fixture_new_profile (const char *name, ParafaEnvironment environment)
{
  ParafaProfile *profile = parafa_profile_new (name, environment);

  parafa_profile_set_client_id (profile, "b6a84769269827d2b5c1e27d30309ac4bde2ff7a12ca75cb");
  parafa_profile_set_redirect_uri (profile, "https://localhost:8443/parafa");
  parafa_profile_set_certificate (profile, "Daria Stânceanu", "SigiliuCert Calificat CA G2",
                                  "5c:00:9e:41:7a:d2:9c:4f:1a", UI_NOW + 110 * DAY + 3600);
  return profile;
}

static char *
encode (const char *text)
{
  char *encoded = g_base64_encode ((const guchar *) text, strlen (text));

  g_strdelimit (encoded, "+", '-');
  g_strdelimit (encoded, "/", '_');
  for (char *padding = strchr (encoded, '='); padding != NULL && *padding != '\0'; padding++)
    *padding = '\0';
  return encoded;
}

/**
 * ui_fixture_make_token:
 *
 * Returns: (transfer full): a token in ANAF's layout, signed by nobody
 */
char *
ui_fixture_make_token (gint64 issued_at_s, gint64 ends_at_s)
{
  g_autofree char *claims = g_strdup_printf (
      "{\n  \"token_type\": \"Bearer\",\n  \"scope\": \"clientappid issuer role serial\",\n"
      "  \"scope_data\": [\n    {\n      \"id\": \"issuer\",\n      \"value\": \"SigiliuCert\"\n   "
      " }\n  ],\n"
      "  \"iss\": \"https://logincert.anaf.ro\",\n"
      "  \"clientappid\": \"b6a84769269827d2b5c1e27d30309ac4bde2ff7a12ca75cb\",\n"
      "  \"efactura\": \"EFACTURA@SRV_EFACTURA\",\n  \"etransport\": \"ETRANSPORT\",\n  \"hello\": "
      "\"HELLO\",\n"
      "  \"issuer\": \"SigiliuCert\",\n  \"roles\": \"HELLO@EFACTURA@ETRANSPORT@SRV_EFACTURA\",\n"
      "  \"serial\": \"5c:00:9e:41:7a:d2:9c:4f:1a\",\n  \"sub\": \"5c009e417ad29c4f1a\",\n"
      "  \"jti\": \"5b1288bdb86ccf2f8a6ae1c43d12e7710d5aa66ff5c2a6b9e2a11d0f6e1c9b35\",\n"
      "  \"iat\": %" G_GINT64_FORMAT ",\n  \"exp\": %" G_GINT64_FORMAT
      ",\n  \"nbf\": %" G_GINT64_FORMAT "\n}\n",
      issued_at_s, ends_at_s, issued_at_s - 300);
  g_autofree char *head = encode ("{\n  \"alg\": \"RS512\",\n  \"kid\": \"anaf_2023_2024\"\n}\n");
  g_autofree char *body = encode (claims);
  g_autofree char *signature = g_strnfill (342, 'Q');

  return g_strjoin (".", head, body, signature, NULL);
}

ParafaTokenPair *
ui_fixture_new_pair (gint64 ends_at_s, gint64 first_login_at_s, gboolean renewable)
{
  gint64 issued_at_s = ends_at_s - PARAFA_TOKEN_ACCESS_LIFETIME_S;
  g_autofree char *token = ui_fixture_make_token (issued_at_s, ends_at_s);
  g_autoptr (ParafaSecret) access = parafa_secret_new (token, -1);
  g_autoptr (ParafaSecret) refresh =
      renewable ? parafa_secret_new ("refresh-token-of-a-test", -1) : NULL;

  return parafa_token_pair_new (access, refresh, PARAFA_TOKEN_ACCESS_LIFETIME_S, issued_at_s,
                                first_login_at_s);
}

ParafaTokenFacts *
ui_fixture_new_facts (gint64 ends_at_s, gint64 first_login_at_s, gboolean renewable)
{
  g_autoptr (ParafaProfile) profile =
      ui_fixture_new_profile ("Cabinet Salcia", PARAFA_ENVIRONMENT_ANAF);
  g_autoptr (ParafaTokenPair) pair = ui_fixture_new_pair (ends_at_s, first_login_at_s, renewable);

  return parafa_token_facts_new_from_parts (profile, PARAFA_ACCOUNT_READY, pair, UI_NOW);
}

static gboolean
has_frame (gpointer data)
{
  return gtk_widget_get_mapped (GTK_WIDGET (data)) && gtk_widget_get_width (GTK_WIDGET (data)) > 0;
}

/**
 * ui_fixture_show:
 * @window: a window
 *
 * Shows @window and waits until it is laid out.
 */
void
ui_fixture_show (GtkWindow *window)
{
  gtk_window_present (window);
  parafa_test_wait_until (has_frame, window, PARAFA_TEST_LIMIT_MS);
  ui_fixture_settle ();
}

static gboolean
count_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  return ++*(guint *) user_data < 3 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static gboolean
had_three_frames (gpointer data)
{
  return *(guint *) data >= 3;
}

/**
 * ui_fixture_settle:
 *
 * Waits until three frames are drawn: what was changed is laid out by then.
 */
void
ui_fixture_settle (void)
{
  GListModel *windows = gtk_window_get_toplevels ();
  guint frames = 0;

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (!gtk_widget_get_mapped (window))
        continue;
      frames = 0;
      gtk_widget_add_tick_callback (window, count_frame, &frames, NULL);
      parafa_test_wait_until (had_three_frames, &frames, PARAFA_TEST_LIMIT_MS);
    }
}

/**
 * ui_fixture_save_picture:
 * @widget: a window, or a widget in one
 * @name: the name of the picture, without ".png"
 *
 * Writes what @widget looks like into the folder of pictures.
 */
void
ui_fixture_save_picture (GtkWidget *widget, const char *name)
{
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree char *file = g_strdup_printf ("%s/%s.png", UI_PICTURES_DIR, name);
  GskRenderer *renderer = gtk_native_get_renderer (gtk_widget_get_native (widget));

  /* a window that was just given another size has nothing to show for some frames */
  for (guint i = 0; node == NULL && i < 100; i++)
    {
      g_autoptr (GdkPaintable) paintable = NULL;
      GtkSnapshot *snapshot = gtk_snapshot_new ();

      ui_fixture_settle ();
      paintable = gtk_widget_paintable_new (widget);
      gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (widget),
                              gtk_widget_get_height (widget));
      node = gtk_snapshot_free_to_node (snapshot);
    }
  g_assert_nonnull (node);
  texture = gsk_renderer_render_texture (renderer, node, NULL);
  g_assert_cmpint (g_mkdir_with_parents (UI_PICTURES_DIR, 0755), ==, 0);
  g_assert_true (gdk_texture_save_to_png (texture, file));
  g_assert_cmpint (gdk_texture_get_width (texture), >=, gtk_widget_get_width (widget));
}

static GtkWidget *
find (GtkWidget *widget, GType type, const char *text, guint *index)
{
  if (text != NULL)
    {
      if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) &&
          strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL)
        return widget;
    }
  else if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && (*index)-- == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type, text, index);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/**
 * ui_fixture_find:
 *
 * Returns: (nullable): the widget of a type inside @root, the @index-th from 0
 */
GtkWidget *
ui_fixture_find (GtkWidget *root, GType type, guint index)
{
  return find (root, type, NULL, &index);
}

/**
 * ui_fixture_find_text:
 *
 * Returns: (nullable): a label inside @root that can be seen and has @text in it
 */
GtkWidget *
ui_fixture_find_text (GtkWidget *root, const char *text)
{
  return find (root, 0, text, NULL);
}

static gboolean
try_controllers (GtkWidget *widget, guint key, GdkModifierType modifiers, gboolean global)
{
  /* a window may close */
  G_GNUC_UNUSED g_autoptr (GtkWidget) alive = g_object_ref (widget);
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
        continue;
      if (global != (gtk_shortcut_controller_get_scope (GTK_SHORTCUT_CONTROLLER (controller)) ==
                     GTK_SHORTCUT_SCOPE_GLOBAL))
        continue;
      for (guint n = 0; n < g_list_model_get_n_items (G_LIST_MODEL (controller)); n++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), n);
          GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

          if (GTK_IS_KEYVAL_TRIGGER (trigger) &&
              gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) == key &&
              gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger)) == modifiers &&
              gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget,
                                            gtk_shortcut_get_arguments (shortcut)))
            return TRUE;
        }
    }
  return FALSE;
}

static gboolean
try_global (GtkWidget *widget, guint key, GdkModifierType modifiers)
{
  if (try_controllers (widget, key, modifiers, TRUE))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (try_global (child, key, modifiers))
      return TRUE;
  return FALSE;
}

/**
 * ui_fixture_press:
 * @root: a window
 * @key: a key
 * @modifiers: held with it
 *
 * Finds whose shortcut it is in the order GTK does: from the focus upward, then those of the whole window.
 */
void
ui_fixture_press (GtkWidget *root, guint key, GdkModifierType modifiers)
{
  GtkWidget *widget = gtk_root_get_focus (GTK_ROOT (root));

  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    if (try_controllers (widget, key, modifiers, FALSE))
      return;
  if (try_controllers (root, key, modifiers, FALSE) || try_global (root, key, modifiers))
    return;
  g_error ("nobody takes the key %s", gdk_keyval_name (key));
}

static gboolean
is_not_saved (gpointer body)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);
      AdwMessageDialog *dialog;

      if (!ADW_IS_MESSAGE_DIALOG (window) || !gtk_widget_get_mapped (GTK_WIDGET (window)))
        continue;
      dialog = ADW_MESSAGE_DIALOG (window);
      g_assert_cmpstr (adw_message_dialog_get_heading (dialog), ==, "It Was Not Saved");
      g_assert_cmpstr (adw_message_dialog_get_body (dialog), ==, body);
      g_assert_cmpstr (adw_message_dialog_get_default_response (dialog), ==, "again");
      adw_message_dialog_response (dialog, "close");
      gtk_window_destroy (window);
      return TRUE;
    }
  return FALSE;
}

/**
 * ui_fixture_wait_not_saved:
 * @body: what it says
 *
 * Waits for the dialog that says that something was not saved and offers another place, and closes it.
 */
void
ui_fixture_wait_not_saved (const char *body)
{
  parafa_test_wait_until (is_not_saved, (gpointer) body, PARAFA_TEST_LIMIT_MS);
  ui_fixture_settle ();
}
