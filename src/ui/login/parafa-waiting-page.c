/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-waiting-page.h"

#include "parafa-announce.h"

/* No word about waiting before this; most steps are over by then */
#define WORDS_DELAY_MS 300
/* From here on it is said what takes so long */
#define HINT_DELAY_MS 5000

struct _ParafaWaitingPage
{
  AdwBin parent_instance;

  GtkWidget *box;
  GtkLabel *title;
  GtkLabel *text;
  GtkLabel *hint;

  gboolean started;
  guint words_source;
  guint hint_source;
};

G_DEFINE_FINAL_TYPE (ParafaWaitingPage, parafa_waiting_page, ADW_TYPE_BIN)

static void
words_delay_over (gpointer user_data)
{
  ParafaWaitingPage *self = PARAFA_WAITING_PAGE (user_data);

  self->words_source = 0;
  gtk_widget_set_opacity (self->box, 1);
  parafa_announce_pair (GTK_WIDGET (self), gtk_label_get_text (self->title),
                        gtk_label_get_text (self->text));
}

static void
hint_delay_over (gpointer user_data)
{
  ParafaWaitingPage *self = PARAFA_WAITING_PAGE (user_data);

  self->hint_source = 0;
  gtk_widget_set_opacity (GTK_WIDGET (self->hint), 1);
}

static void
parafa_waiting_page_dispose (GObject *object)
{
  parafa_waiting_page_stop (PARAFA_WAITING_PAGE (object));

  G_OBJECT_CLASS (parafa_waiting_page_parent_class)->dispose (object);
}

static void
parafa_waiting_page_class_init (ParafaWaitingPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parafa_waiting_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/ro/parafa/Parafa/login/parafa-waiting-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ParafaWaitingPage, box);
  gtk_widget_class_bind_template_child (widget_class, ParafaWaitingPage, title);
  gtk_widget_class_bind_template_child (widget_class, ParafaWaitingPage, text);
  gtk_widget_class_bind_template_child (widget_class, ParafaWaitingPage, hint);
}

static void
parafa_waiting_page_init (ParafaWaitingPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * parafa_waiting_page_new:
 *
 * Returns: (transfer floating): an empty page
 */
GtkWidget *
parafa_waiting_page_new (void)
{
  return g_object_new (PARAFA_TYPE_WAITING_PAGE, NULL);
}

/**
 * parafa_waiting_page_start:
 * @self: a page
 * @title: what is being waited for
 * @text: the same in a sentence
 * @hint: what to know when it takes longer
 *
 * Starts a wait; nothing happens when it is the one that runs already. A wait that follows another
 * one at once shows its words at once, so that nothing flickers.
 */
void
parafa_waiting_page_start (ParafaWaitingPage *self,
                           const char *title,
                           const char *text,
                           const char *hint)
{
  gboolean fresh;

  g_return_if_fail (PARAFA_IS_WAITING_PAGE (self));

  if (self->started && g_strcmp0 (gtk_label_get_text (self->title), title) == 0)
    return;
  fresh = !self->started;
  parafa_waiting_page_stop (self);
  self->started = TRUE;
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->text, text);
  gtk_label_set_text (self->hint, hint);
  gtk_widget_set_opacity (GTK_WIDGET (self->hint), 0);
  gtk_widget_set_opacity (self->box, fresh ? 0 : 1);
  if (fresh)
    self->words_source = g_timeout_add_once (WORDS_DELAY_MS, words_delay_over, self);
  else
    parafa_announce_pair (GTK_WIDGET (self), title, text);
  self->hint_source = g_timeout_add_once (HINT_DELAY_MS, hint_delay_over, self);
}

/**
 * parafa_waiting_page_stop:
 * @self: a page
 *
 * Ends the wait; safe without one.
 */
void
parafa_waiting_page_stop (ParafaWaitingPage *self)
{
  g_return_if_fail (PARAFA_IS_WAITING_PAGE (self));

  self->started = FALSE;
  g_clear_handle_id (&self->words_source, g_source_remove);
  g_clear_handle_id (&self->hint_source, g_source_remove);
}
