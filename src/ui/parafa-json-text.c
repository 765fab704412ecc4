/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-json-text.h"

#include <string.h>

#include "parafa-colours.h"

/* The end of a string that starts at @from, after its closing quote or at the end of the text */
static gsize
skip_string (const char *text, gsize from)
{
  gsize i = from + 1;

  while (text[i] != '\0' && text[i] != '"')
    i += text[i] == '\\' && text[i + 1] != '\0' ? 2 : 1;
  return text[i] == '"' ? i + 1 : i;
}

/**
 * parafa_json_text_scan:
 * @text: JSON text, or anything else
 * @func: (scope call): called for each part that has a colour
 * @user_data: for @func
 *
 * Finds names, strings, numbers and words with their places in bytes. Only for colours: it never fails and checks
 * nothing.
 */
void
parafa_json_text_scan (const char *text, ParafaJsonPartFunc func, gpointer user_data)
{
  gsize i = 0;

  g_return_if_fail (text != NULL);

  while (text[i] != '\0')
    {
      gsize from = i;

      if (text[i] == '"')
        {
          i = skip_string (text, i);
          func (text[i + strspn (text + i, " \t\r\n")] == ':' ? PARAFA_JSON_PART_NAME
                                                              : PARAFA_JSON_PART_STRING,
                from, i, user_data);
        }
      else if (g_ascii_isdigit (text[i]) || text[i] == '-')
        {
          i += strspn (text + i, "0123456789+-.eE");
          func (PARAFA_JSON_PART_NUMBER, from, i, user_data);
        }
      else if (g_ascii_isalpha (text[i]))
        {
          while (g_ascii_isalpha (text[i]))
            i++;
          func (PARAFA_JSON_PART_WORD, from, i, user_data);
        }
      else
        i++;
    }
}

typedef struct
{
  GtkTextBuffer *buffer;
  const char *text;
  GtkTextTag *tags[4];
  /* the last place, in bytes and in characters: counting from the start each time takes for ever */
  gsize byte;
  int character;
} Painting;

static int
get_character (Painting *painting, gsize byte)
{
  painting->character +=
      (int) g_utf8_strlen (painting->text + painting->byte, (gssize) (byte - painting->byte));
  painting->byte = byte;
  return painting->character;
}

static void
paint_part (ParafaJsonPart part, gsize from, gsize to, gpointer user_data)
{
  Painting *painting = user_data;
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_iter_at_offset (painting->buffer, &start, get_character (painting, from));
  gtk_text_buffer_get_iter_at_offset (painting->buffer, &end, get_character (painting, to));
  gtk_text_buffer_apply_tag (painting->buffer, painting->tags[part], &start, &end);
}

/**
 * parafa_json_text_show:
 * @view: a text view
 * @text: JSON text, UTF-8
 *
 * Shows @text in @view with names, strings and numbers in the colours of the theme.
 */
void
parafa_json_text_show (GtkTextView *view, const char *text)
{
  static const char *const names[] = { "part_body", "part_sign", "part_head", "part_head" };
  Painting painting = { .buffer = gtk_text_buffer_new (NULL), .text = text };
  GtkTextIter start;
  GtkTextIter end;

  g_return_if_fail (GTK_IS_TEXT_VIEW (view));
  g_return_if_fail (text != NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GdkRGBA colour = parafa_colours_get (GTK_WIDGET (view), names[i], 1);

      painting.tags[i] =
          gtk_text_buffer_create_tag (painting.buffer, NULL, "foreground-rgba", &colour, NULL);
    }
  gtk_text_buffer_set_text (painting.buffer, text, -1);
  /* a hyphen at the end of a line would look as if it were in the text */
  gtk_text_buffer_get_bounds (painting.buffer, &start, &end);
  gtk_text_buffer_apply_tag (painting.buffer,
                             gtk_text_buffer_create_tag (painting.buffer, NULL, "insert-hyphens",
                                                         FALSE, NULL),
                             &start, &end);
  parafa_json_text_scan (text, paint_part, &painting);
  gtk_text_view_set_buffer (view, painting.buffer);
  g_object_unref (painting.buffer);
}
