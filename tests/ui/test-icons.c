/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Every icon that the source names can be drawn on this system: it is in the theme, what can read it is installed, and it
 * is not the picture that stands for a missing one. */

#include "ui-fixture.h"

#define SIZE 32

/* Returns: (transfer full): what is drawn for @name */
static GBytes *
draw (const char *name)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());
  g_autoptr (GtkIconPaintable) icon =
      gtk_icon_theme_lookup_icon (theme, name, NULL, SIZE, 1, GTK_TEXT_DIR_LTR,
                                  (GtkIconLookupFlags) 0);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, SIZE, SIZE);
  cairo_t *cr = cairo_create (surface);
  GskRenderNode *node = NULL;
  GBytes *bytes = NULL;

  gdk_paintable_snapshot (GDK_PAINTABLE (icon), snapshot, SIZE, SIZE);
  node = gtk_snapshot_free_to_node (snapshot);
  if (node != NULL)
    {
      gsk_render_node_draw (node, cr);
      gsk_render_node_unref (node);
    }
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  bytes = g_bytes_new (cairo_image_surface_get_data (surface),
                       (gsize) cairo_image_surface_get_stride (surface) * SIZE);
  cairo_surface_destroy (surface);
  return bytes;
}

/* Adds the names of symbolic icons in the texts of @dir and below to @names */
static void
read_names (const char *dir, GHashTable *names)
{
  g_autoptr (GDir) entries = g_dir_open (dir, 0, NULL);
  g_autoptr (GRegex) regex =
      g_regex_new ("[\">]([a-zA-Z][a-zA-Z0-9.-]*-symbolic)[\"<]", 0, 0, NULL);
  const char *entry;

  g_assert_nonnull (entries);
  while ((entry = g_dir_read_name (entries)) != NULL)
    {
      g_autofree char *path = g_build_filename (dir, entry, NULL);
      g_autofree char *text = NULL;
      g_autoptr (GMatchInfo) match = NULL;

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        read_names (path, names);
      if (!g_str_has_suffix (entry, ".c") && !g_str_has_suffix (entry, ".ui"))
        continue;
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match);
           g_match_info_next (match, NULL))
        g_hash_table_add (names, g_match_info_fetch (match, 1));
    }
}

static gboolean
is_blank (GBytes *bytes)
{
  gsize size = 0;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  for (gsize i = 0; i < size; i++)
    {
      if (data[i] != 0)
        return FALSE;
    }
  return TRUE;
}

static void
test_drawn (void)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *dir = g_build_filename (g_test_get_dir (G_TEST_DIST), "..", "src", "ui", NULL);
  g_autoptr (GBytes) missing = draw ("no-such-icon-symbolic");
  guint n_wrong = 0;
  GHashTableIter iter;
  gpointer name;

  g_assert_false (is_blank (missing));
  read_names (dir, names);
  g_assert_cmpuint (g_hash_table_size (names), >, 20);
  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      g_autoptr (GBytes) drawn = draw (name);

      if (gtk_icon_theme_has_icon (theme, name) && !is_blank (drawn) &&
          !g_bytes_equal (drawn, missing))
        continue;
      g_test_message ("cannot be drawn: %s", (const char *) name);
      n_wrong++;
    }
  g_assert_cmpuint (n_wrong, ==, 0);
}

int
main (int argc, char **argv)
{
  ui_fixture_init (&argc, &argv);
  ui_fixture_start_gtk ();
  g_test_add_func ("/ui/icons/drawn", test_drawn);
  return g_test_run ();
}
