/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-inspector-json.h"

#include <glib/gi18n.h>
#include <string.h>

#include "parafa-colours.h"
#include "parafa-json-text.h"
#include "parafa-json.h"

/* What is laid out, in bytes: of one line, and of the whole */
#define LINE_SHOWN ((gsize) 400)
#define TEXT_SHOWN ((gsize) 64 * 1024)
#define MARKED_MAX 1000

/**
 * ParafaInspectorJson:
 *
 * Header and content of a token as JSON text.
 */
struct _ParafaInspectorJson
{
  GtkWidget parent_instance;

  GtkWidget *scroller; /* (unowned) */
  GtkTextView *view;   /* (unowned) */
  char *text;          /* (owned) (nullable) */
  char *words;         /* (owned) (nullable) */
  guint tick_id;
  guint n_ticks;
};

G_DEFINE_FINAL_TYPE (ParafaInspectorJson, parafa_inspector_json, GTK_TYPE_WIDGET)

static void
append_line (GString *out, const char *line, gsize length)
{
  const char *end;

  if (length <= LINE_SHOWN)
    {
      g_string_append_len (out, line, (gssize) length);
      return;
    }
  end = g_utf8_find_prev_char (line, line + LINE_SHOWN + 1);
  g_string_append_len (out, line, end - line);
  /* Translators: of a line that is too long to be shown whole */
  g_string_append_printf (out,
                          ngettext (" … %d more byte", " … %d more bytes",
                                    length - (gsize) (end - line)),
                          (int) (length - (gsize) (end - line)));
}

static void
append_part (GString *out, const char *json)
{
  ParafaJsonValue root;
  g_autofree char *formatted = NULL;
  const char *at;

  parafa_json_get_root (json, strlen (json), &root);
  at = formatted = parafa_json_value_format (&root, 2, 0);
  while (*at != '\0')
    {
      gsize length = strcspn (at, "\n");

      if (out->len > TEXT_SHOWN)
        {
          g_string_append_printf (out,
                                  ngettext ("… %d more byte\n", "… %d more bytes\n", strlen (at)),
                                  (int) strlen (at));
          return;
        }
      append_line (out, at, length);
      g_string_append_c (out, '\n');
      at += length + (at[length] == '\n');
    }
}

/**
 * parafa_inspector_json_make_text:
 * @header: the header's JSON
 * @claims: the claims' JSON
 *
 * Returns: (transfer full): both, indented, shortened to what can be laid out at once
 */
char *
parafa_inspector_json_make_text (const char *header, const char *claims)
{
  GString *out = g_string_new (NULL);

  append_part (out, header);
  g_string_append_c (out, '\n');
  append_part (out, claims);
  return g_string_free (out, FALSE);
}

static guint
mark_found (ParafaInspectorJson *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GdkRGBA ground = parafa_colours_get (GTK_WIDGET (self), "warning_color", .35);
  GtkTextTag *tag = gtk_text_buffer_create_tag (buffer, NULL, "background-rgba", &ground, NULL);
  GtkTextIter at;
  GtkTextIter from;
  GtkTextIter to;
  guint n = 0;

  gtk_text_buffer_get_start_iter (buffer, &at);
  while (n < MARKED_MAX &&
         gtk_text_iter_forward_search (&at, self->words,
                                       GTK_TEXT_SEARCH_TEXT_ONLY | GTK_TEXT_SEARCH_CASE_INSENSITIVE,
                                       &from, &to, NULL))
    {
      gtk_text_buffer_apply_tag (buffer, tag, &from, &to);
      if (n++ == 0)
        gtk_text_buffer_select_range (buffer, &from, &to);
      at = to;
    }
  return n;
}

/* A frame begins with the ticks and lays out after them: at the second tick the text has its places. Before that a text
 * view scrolls to anywhere. */
static gboolean
on_tick (GtkWidget *view, GdkFrameClock *frame_clock, gpointer user_data)
{
  ParafaInspectorJson *self = user_data;

  if (self->n_ticks++ == 0)
    return G_SOURCE_CONTINUE;
  self->tick_id = 0;
  gtk_text_view_scroll_to_mark (self->view,
                                gtk_text_buffer_get_insert (gtk_text_view_get_buffer (self->view)),
                                .1, FALSE, 0, 0);
  return G_SOURCE_REMOVE;
}

static void
stop_scrolling (ParafaInspectorJson *self)
{
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->view), self->tick_id);
  self->tick_id = 0;
}

static void
scroll_to_found (ParafaInspectorJson *self)
{
  stop_scrolling (self);
  self->n_ticks = 0;
  if (self->words != NULL && gtk_widget_get_mapped (GTK_WIDGET (self->view)))
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self->view), on_tick, self, NULL);
}

static guint
show (ParafaInspectorJson *self)
{
  guint n_found = 0;

  parafa_json_text_show (self->view, self->text != NULL ? self->text : "");
  if (self->words != NULL)
    n_found = mark_found (self);
  if (n_found > 0)
    scroll_to_found (self);
  return n_found;
}

/* A change of theme paints it anew */
static void
parafa_inspector_json_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (parafa_inspector_json_parent_class)->css_changed (widget, change);
  if (gtk_widget_get_realized (widget))
    show (PARAFA_INSPECTOR_JSON (widget));
}

static void
parafa_inspector_json_dispose (GObject *object)
{
  ParafaInspectorJson *self = PARAFA_INSPECTOR_JSON (object);

  if (self->scroller != NULL)
    stop_scrolling (self);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->words, g_free);
  G_OBJECT_CLASS (parafa_inspector_json_parent_class)->dispose (object);
}

static void
parafa_inspector_json_class_init (ParafaInspectorJsonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parafa_inspector_json_dispose;
  widget_class->css_changed = parafa_inspector_json_css_changed;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
parafa_inspector_json_init (ParafaInspectorJson *self)
{
  self->scroller = gtk_scrolled_window_new ();
  self->view = GTK_TEXT_VIEW (gtk_text_view_new ());
  gtk_text_view_set_editable (self->view, FALSE);
  gtk_text_view_set_cursor_visible (self->view, FALSE);
  gtk_text_view_set_monospace (self->view, TRUE);
  gtk_text_view_set_wrap_mode (self->view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (self->view, FALSE);
  gtk_text_view_set_left_margin (self->view, 12);
  gtk_text_view_set_right_margin (self->view, 12);
  gtk_text_view_set_top_margin (self->view, 12);
  gtk_text_view_set_bottom_margin (self->view, 12);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Header and content as JSON"), -1);
  g_signal_connect_object (self->view, "map", G_CALLBACK (scroll_to_found), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), GTK_WIDGET (self->view));
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

/**
 * parafa_inspector_json_set_token:
 * @self: a JSON view
 * @jwt: (nullable): the token
 *
 * Shows another token. Long texts are shown shortened.
 */
void
parafa_inspector_json_set_token (ParafaInspectorJson *self, ParafaJwt *jwt)
{
  g_return_if_fail (PARAFA_IS_INSPECTOR_JSON (self));

  g_clear_pointer (&self->text, g_free);
  if (jwt != NULL)
    {
      g_autofree char *header = parafa_jwt_dup_header_text (jwt);
      g_autofree char *claims = parafa_jwt_dup_claims_text (jwt);

      self->text = parafa_inspector_json_make_text (header, claims);
    }
  show (self);
}

/**
 * parafa_inspector_json_set_search:
 * @self: a JSON view
 * @words: (nullable): what is searched
 *
 * Marks what is searched and shows the first of it.
 *
 * Returns: how often it was found, at most 1000
 */
guint
parafa_inspector_json_set_search (ParafaInspectorJson *self, const char *words)
{
  g_return_val_if_fail (PARAFA_IS_INSPECTOR_JSON (self), 0);

  g_free (self->words);
  self->words = words != NULL && *words != '\0' ? g_strdup (words) : NULL;
  return show (self);
}

/**
 * parafa_inspector_json_next:
 * @self: a JSON view
 *
 * Goes to the next place that was found, and from the last to the first.
 */
void
parafa_inspector_json_next (ParafaInspectorJson *self)
{
  GtkTextBuffer *buffer;
  GtkTextIter at;
  GtkTextIter from;
  GtkTextIter to;
  GtkTextSearchFlags flags = GTK_TEXT_SEARCH_TEXT_ONLY | GTK_TEXT_SEARCH_CASE_INSENSITIVE;

  g_return_if_fail (PARAFA_IS_INSPECTOR_JSON (self));

  if (self->words == NULL)
    return;
  buffer = gtk_text_view_get_buffer (self->view);
  gtk_text_buffer_get_selection_bounds (buffer, NULL, &at);
  if (!gtk_text_iter_forward_search (&at, self->words, flags, &from, &to, NULL))
    {
      gtk_text_buffer_get_start_iter (buffer, &at);
      if (!gtk_text_iter_forward_search (&at, self->words, flags, &from, &to, NULL))
        return;
    }
  gtk_text_buffer_select_range (buffer, &from, &to);
  gtk_text_view_scroll_to_mark (self->view, gtk_text_buffer_get_insert (buffer), .1, FALSE, 0, 0);
}
