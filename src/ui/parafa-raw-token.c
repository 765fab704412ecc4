/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-raw-token.h"

#include <glib/gi18n.h>
#include <string.h>

#include "parafa-colours.h"
#include "parafa-secret-clipboard.h"

/* Shown of each part while it is covered */
#define MASKED_HEAD 6
#define MASKED_DOTS 18
/* Characters of one part that are laid out: more would stop the window for a moment */
#define PART_SHOWN ((gsize) 3000)

/**
 * ParafaRawToken:
 *
 * A token as it goes over the wire: its three parts in three colours, covered until a person asks.
 */
struct _ParafaRawToken
{
  GtkWidget parent_instance;

  GtkWidget *box; /* (unowned): template children */
  GtkTextView *view;
  GtkToggleButton *reveal;
  GtkLabel *head;
  GtkLabel *body;
  GtkLabel *signature;
  GtkWidget *footer;
  ParafaSecret *token;             /* (owned) (nullable) */
  ParafaJwtInspection *inspection; /* (owned) (nullable) */
  gboolean open;                   /* not covered by itself */
  guint timeout;
};

G_DEFINE_FINAL_TYPE (ParafaRawToken, parafa_raw_token, GTK_TYPE_WIDGET)

/* the last one for what belongs to no part */
static const char *const PART_COLOURS[] = { "part_head", "part_body", "part_sign",
                                            "window_fg_color" };

typedef struct
{
  ParafaRawToken *self;
  GtkTextBuffer *buffer;
  const char *text;
  const ParafaJwtProblem *problem; /* (nullable) */
} Painting;

static void
append (Painting *painting, GtkTextTag *tag, const char *from, const char *to)
{
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (painting->buffer, &end);
  if (to > from)
    gtk_text_buffer_insert_with_tags (painting->buffer, &end, from, (int) (to - from), tag, NULL);
}

static void
append_count (Painting *painting, GtkTextTag *tag, gsize n_left_out)
{
  /* Translators: of a part of the token that is too long to be shown whole */
  g_autofree char *text =
      g_strdup_printf (ngettext (" … %d more character … ", " … %d more characters … ", n_left_out),
                       (int) n_left_out);

  append (painting, tag, text, text + strlen (text));
}

/* The beginning of a character at or before @at */
static const char *
align (Painting *painting, const char *at)
{
  while (at > painting->text && ((guchar) *at & 0xc0) == 0x80)
    at--;
  return at;
}

/* The end of the character that @at stands in */
static const char *
align_up (const char *at)
{
  while (((guchar) *at & 0xc0) == 0x80)
    at++;
  return at;
}

static void
put_mark (GtkTextBuffer *buffer, const char *name)
{
  GtkTextMark *mark = gtk_text_buffer_get_mark (buffer, name);
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (buffer, &end);
  if (mark == NULL)
    gtk_text_buffer_create_mark (buffer, name, &end, TRUE);
  else
    gtk_text_buffer_move_mark (buffer, mark, &end);
}

/* Puts marks around what is damaged; it may reach over several parts */
static void
append_with_problem (Painting *painting, GtkTextTag *tag, const char *from, const char *to)
{
  const ParafaJwtProblem *problem = painting->problem;
  const char *start = problem != NULL ? align (painting, painting->text + problem->offset) : NULL;
  const char *end =
      problem != NULL ? align_up (painting->text + problem->offset + problem->length) : NULL;

  if (problem == NULL || end < from || start > to || (start == to && end > to) ||
      (end == from && end > start))
    {
      append (painting, tag, from, to);
      return;
    }
  append (painting, tag, from, MAX (start, from));
  if (gtk_text_buffer_get_mark (painting->buffer, "problem") == NULL)
    put_mark (painting->buffer, "problem");
  append (painting, tag, MAX (start, from), MIN (end, to));
  put_mark (painting->buffer, "problem-end");
  append (painting, tag, MIN (end, to), to);
}

/* A long part is shown from its beginning, or around what is wrong with it */
static void
append_revealed (Painting *painting, GtkTextTag *tag, const char *start, gsize length)
{
  const char *end = start + length;
  const char *from = start;
  const char *to = end;

  if (length > PART_SHOWN)
    {
      const char *at =
          painting->problem != NULL ? painting->text + painting->problem->offset : start;

      if (at > start + PART_SHOWN / 2 && at <= end)
        from = MIN (at - PART_SHOWN / 2, end - PART_SHOWN);
      from = align (painting, from);
      to = align (painting, from + PART_SHOWN);
    }
  if (from > start)
    append_count (painting, tag, (gsize) (from - start));
  append_with_problem (painting, tag, from, to);
  if (to < end)
    append_count (painting, tag, (gsize) (end - to));
}

static void
append_part (Painting *painting, guint part, const char *text, gsize length)
{
  static const char dot[] = "•";
  ParafaRawToken *self = painting->self;
  GdkRGBA colour =
      parafa_colours_get (GTK_WIDGET (self),
                          PART_COLOURS[MIN (part, G_N_ELEMENTS (PART_COLOURS) - 1)], 1);
  GtkTextTag *tag = gtk_text_buffer_create_tag (painting->buffer, NULL, "foreground-rgba", &colour,
                                                "insert-hyphens", FALSE, NULL);

  if (gtk_toggle_button_get_active (self->reveal))
    {
      append_revealed (painting, tag, text, length);
      return;
    }
  append (painting, tag, text, align (painting, text + MIN (length, MASKED_HEAD)));
  for (guint i = 0; i < MASKED_DOTS && length > MASKED_HEAD; i++)
    append (painting, tag, dot, dot + strlen (dot));
}

/* Cuts the text at its dots without copying it: a copy could not be wiped */
static void
append_parts (Painting *painting)
{
  const char *at = painting->text;
  guint part = 0;

  while (at != NULL)
    {
      const char *dot = strchr (at, '.');

      append_part (painting, part++, at, dot != NULL ? (gsize) (dot - at) : strlen (at));
      if (dot == NULL)
        break;
      append_with_problem (painting, NULL, dot, dot + 1);
      at = dot + 1;
    }
}

static void
select_problem (ParafaRawToken *self, GtkTextBuffer *buffer)
{
  /* coloured besides: a selection is pale in a view without the keyboard */
  GtkTextMark *start = gtk_text_buffer_get_mark (buffer, "problem");
  GtkTextMark *end = gtk_text_buffer_get_mark (buffer, "problem-end");
  GdkRGBA ground = parafa_colours_get (GTK_WIDGET (self), "error_color", .28);
  GtkTextTag *tag;
  GtkTextIter from;
  GtkTextIter to;

  if (start == NULL || end == NULL)
    return;
  tag = gtk_text_buffer_create_tag (buffer, NULL, "background-rgba", &ground, "underline",
                                    PANGO_UNDERLINE_ERROR, NULL);
  gtk_text_buffer_get_iter_at_mark (buffer, &from, start);
  gtk_text_buffer_get_iter_at_mark (buffer, &to, end);
  gtk_text_buffer_apply_tag (buffer, tag, &from, &to);
  gtk_text_buffer_select_range (buffer, &from, &to);
  gtk_text_view_scroll_to_mark (self->view, start, .1, FALSE, 0, 0);
}

/* What is selected in a text view becomes the primary clipboard, from where every program can take it; and it is
 * unselected when that clipboard changes hands late. So the view's buffer is taken out of it, and given back before
 * the view takes it out itself. */
static void
leave_primary (ParafaRawToken *self)
{
  gtk_text_buffer_remove_selection_clipboard (gtk_text_view_get_buffer (self->view),
                                              gtk_widget_get_primary_clipboard (
                                                  GTK_WIDGET (self->view)));
}

static void
join_primary (ParafaRawToken *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkTextIter start;

  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_place_cursor (buffer, &start);
  gtk_text_buffer_add_selection_clipboard (buffer, gtk_widget_get_primary_clipboard (
                                                       GTK_WIDGET (self->view)));
}

static void
set_buffer (ParafaRawToken *self, GtkTextBuffer *buffer)
{
  gboolean realized = gtk_widget_get_realized (GTK_WIDGET (self->view));

  if (realized)
    join_primary (self);
  gtk_text_view_set_buffer (self->view, buffer);
  if (realized)
    leave_primary (self);
}

static void
show (ParafaRawToken *self)
{
  g_autoptr (GtkTextBuffer) buffer = gtk_text_buffer_new (NULL);
  const char *text = self->token != NULL ? parafa_secret_get (self->token) : NULL;
  Painting painting = { self, buffer, text, NULL };
  gsize starts[PARAFA_JWT_N_SEGMENTS];
  gsize lengths[PARAFA_JWT_N_SEGMENTS];

  gtk_text_buffer_set_enable_undo (buffer, FALSE);
  if (self->inspection != NULL)
    painting.problem = parafa_jwt_inspection_get_problem (self->inspection);
  if (text != NULL && !g_utf8_validate (text, -1, NULL))
    gtk_text_buffer_set_text (buffer, _ ("What was opened is no text."), -1);
  else if (text != NULL && self->inspection != NULL &&
           parafa_jwt_inspection_get_segments (self->inspection, starts, lengths) == 0)
    append_part (&painting, G_N_ELEMENTS (PART_COLOURS), text, strlen (text));
  else if (text != NULL)
    append_parts (&painting);
  set_buffer (self, buffer);
  select_problem (self, buffer);
}

static void
show_legend (ParafaRawToken *self)
{
  GtkLabel *labels[] = { self->head, self->body, self->signature };
  const char *names[] = { _ ("Header"), _ ("Content"), _ ("Signature") };
  gsize lengths[3] = { 0 };
  const char *at = self->token != NULL ? parafa_secret_get (self->token) : "";
  gsize starts[PARAFA_JWT_N_SEGMENTS];
  guint n_parts = 0;

  if (self->inspection != NULL &&
      parafa_jwt_inspection_get_segments (self->inspection, starts, lengths) == 0)
    at = "";

  for (; n_parts < G_N_ELEMENTS (lengths); n_parts++)
    {
      lengths[n_parts] = strcspn (at, ".");
      at += lengths[n_parts];
      if (*at == '\0')
        break;
      at++;
    }
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      /* Translators: a part of the token, then how many characters it has */
      g_autofree char *text = g_strdup_printf (C_ ("legend", "%s %d"), names[i], (int) lengths[i]);

      gtk_label_set_label (labels[i], text);
      gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (labels[i])), n_parts > 0);
    }
}

static void
on_time_up (gpointer user_data)
{
  ParafaRawToken *self = user_data;

  self->timeout = 0;
  parafa_raw_token_mask (self);
}

static void
on_reveal_toggled (ParafaRawToken *self)
{
  gboolean shown = gtk_toggle_button_get_active (self->reveal);
  const char *label = shown        ? _ ("Cover the token")
                      : self->open ? _ ("Show the token")
                                   : _ ("Show the token for 20 seconds");

  g_clear_handle_id (&self->timeout, g_source_remove);
  if (shown && !self->open)
    self->timeout = g_timeout_add_once (PARAFA_RAW_TOKEN_SECONDS * 1000, on_time_up, self);
  gtk_button_set_icon_name (GTK_BUTTON (self->reveal),
                            shown ? "view-conceal-symbolic" : "view-reveal-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->reveal), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->reveal), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  show (self);
}

/* A part that is selected and copied by hand is as secret as the whole that the button copies */
static void
on_copy (ParafaRawToken *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  g_autoptr (ParafaSecret) secret = NULL;
  GtkTextIter start;
  GtkTextIter end;
  char *text = NULL;

  g_signal_stop_emission_by_name (self->view, "copy-clipboard");
  if (!gtk_text_buffer_get_selection_bounds (buffer, &start, &end))
    return;
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  secret = parafa_secret_new (text, -1);
  explicit_bzero (text, strlen (text));
  g_free (text);
  parafa_secret_clipboard_copy (gtk_widget_get_clipboard (GTK_WIDGET (self)), secret);
}

/* Leaving the page covers the token; a change of theme paints it anew */
static void
parafa_raw_token_unmap (GtkWidget *widget)
{
  parafa_raw_token_mask (PARAFA_RAW_TOKEN (widget));
  GTK_WIDGET_CLASS (parafa_raw_token_parent_class)->unmap (widget);
}

static void
parafa_raw_token_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (parafa_raw_token_parent_class)->css_changed (widget, change);
  if (gtk_widget_get_realized (widget))
    show (PARAFA_RAW_TOKEN (widget));
}

static void
parafa_raw_token_dispose (GObject *object)
{
  ParafaRawToken *self = PARAFA_RAW_TOKEN (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  g_clear_pointer (&self->token, parafa_secret_unref);
  g_clear_pointer (&self->inspection, parafa_jwt_inspection_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), PARAFA_TYPE_RAW_TOKEN);
  G_OBJECT_CLASS (parafa_raw_token_parent_class)->dispose (object);
}

static void
parafa_raw_token_class_init (ParafaRawTokenClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parafa_raw_token_dispose;
  widget_class->unmap = parafa_raw_token_unmap;
  widget_class->css_changed = parafa_raw_token_css_changed;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/ro/parafa/Parafa/parafa-raw-token.ui");
  gtk_widget_class_bind_template_child (widget_class, ParafaRawToken, box);
  gtk_widget_class_bind_template_child (widget_class, ParafaRawToken, view);
  gtk_widget_class_bind_template_child (widget_class, ParafaRawToken, reveal);
  gtk_widget_class_bind_template_child (widget_class, ParafaRawToken, head);
  gtk_widget_class_bind_template_child (widget_class, ParafaRawToken, body);
  gtk_widget_class_bind_template_child (widget_class, ParafaRawToken, signature);
  gtk_widget_class_bind_template_child (widget_class, ParafaRawToken, footer);
  gtk_widget_class_bind_template_callback (widget_class, on_reveal_toggled);
}

static void
parafa_raw_token_init (ParafaRawToken *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->view, "copy-clipboard", G_CALLBACK (on_copy), self);
  g_signal_connect_object (self->view, "realize", G_CALLBACK (leave_primary), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->view, "unrealize", G_CALLBACK (join_primary), self,
                           G_CONNECT_SWAPPED);
  on_reveal_toggled (self);
}

/**
 * parafa_raw_token_set_token:
 * @self: a raw token view
 * @token: (nullable): the token
 *
 * Shows another token, covered.
 */
void
parafa_raw_token_set_token (ParafaRawToken *self, ParafaSecret *token)
{
  g_return_if_fail (PARAFA_IS_RAW_TOKEN (self));

  if (self->token == token)
    return;
  g_clear_pointer (&self->token, parafa_secret_unref);
  g_clear_pointer (&self->inspection, parafa_jwt_inspection_unref);
  self->token = token != NULL ? parafa_secret_ref (token) : NULL;
  self->open = FALSE;
  parafa_raw_token_mask (self);
  show (self);
  show_legend (self);
}

/**
 * parafa_raw_token_set_inspection:
 * @self: a raw token view
 * @inspection: (nullable): a pasted text that was looked at
 * @open: whether it is shown at once and stays so until the view is left: for what somebody pasted
 *
 * Shows a text of any kind, and selects what is wrong with it. Of a part of more than 3000 characters
 * only the beginning, or what is around the damage, is shown.
 */
void
parafa_raw_token_set_inspection (ParafaRawToken *self,
                                 ParafaJwtInspection *inspection,
                                 gboolean open)
{
  g_return_if_fail (PARAFA_IS_RAW_TOKEN (self));

  g_clear_pointer (&self->inspection, parafa_jwt_inspection_unref);
  g_clear_pointer (&self->token, parafa_secret_unref);
  if (inspection != NULL)
    {
      self->inspection = parafa_jwt_inspection_ref (inspection);
      self->token = parafa_secret_ref (parafa_jwt_inspection_get_text (inspection));
    }
  self->open = open;
  gtk_toggle_button_set_active (self->reveal, open);
  on_reveal_toggled (self);
  show_legend (self);
}

/**
 * parafa_raw_token_set_plain:
 * @self: a raw token view
 *
 * Leaves out what is below the text; whoever shows the view brings the button that uncovers it along.
 */
void
parafa_raw_token_set_plain (ParafaRawToken *self)
{
  g_return_if_fail (PARAFA_IS_RAW_TOKEN (self));

  gtk_widget_set_visible (self->footer, FALSE);
}

/**
 * parafa_raw_token_get_reveal:
 * @self: a raw token view
 *
 * Returns: (transfer none): the button that covers and uncovers, to be bound to another one
 */
GtkToggleButton *
parafa_raw_token_get_reveal (ParafaRawToken *self)
{
  g_return_val_if_fail (PARAFA_IS_RAW_TOKEN (self), NULL);

  return self->reveal;
}

/**
 * parafa_raw_token_dup_selection:
 * @self: a raw token view
 *
 * Returns: (transfer full): what is selected
 */
char *
parafa_raw_token_dup_selection (ParafaRawToken *self)
{
  GtkTextBuffer *buffer;
  GtkTextIter start;
  GtkTextIter end;

  g_return_val_if_fail (PARAFA_IS_RAW_TOKEN (self), NULL);

  buffer = gtk_text_view_get_buffer (self->view);
  if (!gtk_text_buffer_get_selection_bounds (buffer, &start, &end))
    return g_strdup ("");
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

/**
 * parafa_raw_token_reveal_for:
 * @self: a raw token view
 * @time_ms: how long, in milliseconds
 *
 * Uncovers the token; it covers itself when the time is up or the view is left.
 */
void
parafa_raw_token_reveal_for (ParafaRawToken *self, guint time_ms)
{
  g_return_if_fail (PARAFA_IS_RAW_TOKEN (self));

  gtk_toggle_button_set_active (self->reveal, TRUE);
  g_clear_handle_id (&self->timeout, g_source_remove);
  self->timeout = g_timeout_add_once (time_ms, on_time_up, self);
}

/**
 * parafa_raw_token_mask:
 * @self: a raw token view
 *
 * Covers the token.
 */
void
parafa_raw_token_mask (ParafaRawToken *self)
{
  g_return_if_fail (PARAFA_IS_RAW_TOKEN (self));

  gtk_toggle_button_set_active (self->reveal, FALSE);
}

/**
 * parafa_raw_token_is_revealed:
 * @self: a raw token view
 *
 * Returns: whether the token can be read
 */
gboolean
parafa_raw_token_is_revealed (ParafaRawToken *self)
{
  g_return_val_if_fail (PARAFA_IS_RAW_TOKEN (self), FALSE);

  return gtk_toggle_button_get_active (self->reveal);
}

/**
 * parafa_raw_token_dup_text:
 * @self: a raw token view
 *
 * Returns: (transfer full): what the view shows, covered or not
 */
char *
parafa_raw_token_dup_text (ParafaRawToken *self)
{
  GtkTextBuffer *buffer;
  GtkTextIter start;
  GtkTextIter end;

  g_return_val_if_fail (PARAFA_IS_RAW_TOKEN (self), NULL);

  buffer = gtk_text_view_get_buffer (self->view);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}
