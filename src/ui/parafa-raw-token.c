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
  ParafaSecret *token; /* (owned) (nullable) */
  guint timeout;
};

G_DEFINE_FINAL_TYPE (ParafaRawToken, parafa_raw_token, GTK_TYPE_WIDGET)

static const char *const PART_COLOURS[] = { "part_head", "part_body", "part_sign" };

static void
append_part (
    ParafaRawToken *self, GtkTextBuffer *buffer, guint part, const char *text, gsize length)
{
  GdkRGBA colour =
      parafa_colours_get (GTK_WIDGET (self),
                          PART_COLOURS[MIN (part, G_N_ELEMENTS (PART_COLOURS) - 1)], 1);
  GtkTextTag *tag = gtk_text_buffer_create_tag (buffer, NULL, "foreground-rgba", &colour,
                                                "insert-hyphens", FALSE, NULL);
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (buffer, &end);
  if (gtk_toggle_button_get_active (self->reveal))
    {
      gtk_text_buffer_insert_with_tags (buffer, &end, text, (int) length, tag, NULL);
      return;
    }
  gtk_text_buffer_insert_with_tags (buffer, &end, text, (int) MIN (length, MASKED_HEAD), tag, NULL);
  for (guint i = 0; i < MASKED_DOTS && length > MASKED_HEAD; i++)
    gtk_text_buffer_insert_with_tags (buffer, &end, "•", -1, tag, NULL);
}

/* Cuts the text at its dots without copying it: a copy could not be wiped */
static void
show (ParafaRawToken *self)
{
  g_autoptr (GtkTextBuffer) buffer = gtk_text_buffer_new (NULL);
  const char *at = self->token != NULL ? parafa_secret_get (self->token) : NULL;
  guint part = 0;

  gtk_text_buffer_set_enable_undo (buffer, FALSE);
  while (at != NULL)
    {
      const char *dot = strchr (at, '.');
      GtkTextIter end;

      append_part (self, buffer, part++, at, dot != NULL ? (gsize) (dot - at) : strlen (at));
      if (dot == NULL)
        break;
      gtk_text_buffer_get_end_iter (buffer, &end);
      gtk_text_buffer_insert (buffer, &end, ".", 1);
      at = dot + 1;
    }
  gtk_text_view_set_buffer (self->view, buffer);
}

static void
show_legend (ParafaRawToken *self)
{
  GtkLabel *labels[] = { self->head, self->body, self->signature };
  const char *names[] = { _ ("Header"), _ ("Content"), _ ("Signature") };
  gsize lengths[3] = { 0 };
  const char *at = self->token != NULL ? parafa_secret_get (self->token) : "";
  guint n_parts = 0;

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
  const char *label = shown ? _ ("Cover the token") : _ ("Show the token for 20 seconds");

  g_clear_handle_id (&self->timeout, g_source_remove);
  if (shown)
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
  gtk_widget_class_bind_template_callback (widget_class, on_reveal_toggled);
}

static void
parafa_raw_token_init (ParafaRawToken *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->view, "copy-clipboard", G_CALLBACK (on_copy), self);
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
  self->token = token != NULL ? parafa_secret_ref (token) : NULL;
  parafa_raw_token_mask (self);
  show (self);
  show_legend (self);
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
