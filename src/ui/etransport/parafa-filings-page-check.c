/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-filings-page-private.h"

#include <glib/gi18n.h>

#include "parafa-choose-file.h"
#include "parafa-filing-dispatch.h"

/* Files that are chosen or dropped, judged, confirmed, and put in the queue */

static void
drafts_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaFilingsPage) self = PARAFA_FILINGS_PAGE (user_data);
  g_autoptr (GPtrArray) drafts = parafa_filing_drafts_read_finish (result, NULL);

  if (g_cancellable_is_cancelled (self->stop))
    return;
  if (drafts == NULL || drafts->len == 0)
    {
      parafa_filings_page_toast (self, _ ("There is no XML file in it"));
      return;
    }
  parafa_declaration_view_show (self->check, drafts, parafa_filings_page_get_system (self));
  gtk_stack_set_visible_child_name (self->pages, "check");
}

static void
file_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaFilingsPage) self = PARAFA_FILINGS_PAGE (user_data);
  g_autoptr (GFile) file = parafa_choose_file_finish (result, NULL);
  const char *paths[] = { file != NULL ? g_file_peek_path (file) : NULL, NULL };

  if (paths[0] != NULL && !g_cancellable_is_cancelled (self->stop))
    parafa_filings_page_open_files (self, paths);
}

static void
open_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  static const char *const suffixes[] = { "xml", NULL };

  parafa_choose_file_async (GTK_WINDOW (gtk_widget_get_root (widget)), _ ("Open a Declaration"),
                            _ ("Declarations (XML)"), suffixes, NULL, file_chosen,
                            g_object_ref (widget));
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, ParafaFilingsPage *self)
{
  GSList *files = g_value_get_boxed (value);
  g_autoptr (GPtrArray) paths = g_ptr_array_new ();

  for (; files != NULL; files = files->next)
    if (g_file_peek_path (files->data) != NULL)
      g_ptr_array_add (paths, (gpointer) g_file_peek_path (files->data));
  if (paths->len == 0)
    return FALSE;
  g_ptr_array_add (paths, NULL);
  parafa_filings_page_open_files (self, (const char *const *) paths->pdata);
  return TRUE;
}

static void
on_dispatched (guint n_queued, const GError *error, gpointer user_data)
{
  g_autoptr (ParafaFilingsPage) self = PARAFA_FILINGS_PAGE (user_data);

  if (g_cancellable_is_cancelled (self->stop))
    return;
  if (error != NULL)
    {
      parafa_filings_page_close_check (self);
      parafa_filings_page_show_archive_error (self, error);
    }
  if (n_queued == 0)
    return;
  parafa_filings_page_close_check (self);
  parafa_filing_bar_clear (self->bar);
  parafa_filings_page_learn_companies (self);
}

static void
on_send (ParafaFilingsPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autoptr (GPtrArray) drafts = NULL;

  if (self->filings == NULL || self->profile == NULL)
    return;
  drafts = parafa_declaration_view_dup_ready (self->check);
  parafa_filing_dispatch_ask (GTK_WINDOW (root), self->filings, self->companies, self->profile,
                              parafa_filings_page_get_system (self), drafts, on_dispatched,
                              g_object_ref (self));
}

/**
 * parafa_filings_page_close_check:
 * @self: the page
 *
 * Shows the list again.
 */
void
parafa_filings_page_close_check (ParafaFilingsPage *self)
{
  gtk_stack_set_visible_child_name (self->pages, "list");
}

/**
 * parafa_filings_page_is_checking:
 * @self: the page
 *
 * Returns: whether a declaration is looked at before it is filed
 */
gboolean
parafa_filings_page_is_checking (ParafaFilingsPage *self)
{
  return g_str_equal (gtk_stack_get_visible_child_name (self->pages), "check");
}

/**
 * parafa_filings_page_bind_check:
 * @widget_class: the page's class
 *
 * Tells it what the template and the actions call here.
 */
void
parafa_filings_page_bind_check (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback_full (widget_class, "close_check",
                                                G_CALLBACK (parafa_filings_page_close_check));
  gtk_widget_class_bind_template_callback (widget_class, on_send);
  gtk_widget_class_install_action (widget_class, "etransport.open", NULL, open_activated);
}

/**
 * parafa_filings_page_init_check:
 * @self: a page that is being made
 *
 * Files may be dropped on it.
 */
void
parafa_filings_page_init_check (ParafaFilingsPage *self)
{
  GtkDropTarget *drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  parafa_declaration_view_set_companies (self->check, self->companies);
  g_signal_connect (drop, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
}

/**
 * parafa_filings_page_open_files:
 * @self: the page
 * @paths: (array zero-terminated=1): files and folders
 *
 * Reads and judges them, then shows what they say. Nothing is sent.
 */
void
parafa_filings_page_open_files (ParafaFilingsPage *self, const char *const *paths)
{
  g_return_if_fail (PARAFA_IS_FILINGS_PAGE (self));
  g_return_if_fail (self->clock != NULL);

  parafa_filing_drafts_read_async (paths, parafa_clock_get_now (self->clock), self->stop,
                                   drafts_read, g_object_ref (self));
}
