/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-filings-page-private.h"

#include <glib/gi18n.h>

#include "parafa-carried-window.h"
#include "parafa-choose-file.h"
#include "parafa-file-save.h"
#include "parafa-filing-export.h"
#include "parafa-filing-words.h"
#include "parafa-number-text.h"
#include "parafa-saving.h"

/* The list for other programs, and the transports one carries for others */

/* Where to, once the person was asked */
typedef struct
{
  ParafaFilingsPage *page; /* (owned) */
  gboolean json;
} Place;

static void choose (ParafaFilingsPage *self, gboolean json);

static void
on_failure_seen (gboolean again, gpointer user_data)
{
  Place *place = user_data;
  g_autoptr (ParafaFilingsPage) self = place->page;

  if (again && !g_cancellable_is_cancelled (self->stop))
    choose (self, place->json);
  g_free (place);
}

static void
fail (ParafaFilingsPage *self, gboolean json, const GError *error)
{
  Place *place = g_new0 (Place, 1);

  g_info ("export: %s", error->message);
  place->page = g_object_ref (self);
  place->json = json;
  if (error->domain == PARAFA_ARCHIVE_ERROR)
    parafa_saving_fail (GTK_WIDGET (self), parafa_filing_words_describe_archive (error), FALSE,
                        on_failure_seen, place);
  else
    parafa_saving_fail (GTK_WIDGET (self), parafa_file_save_describe (error), TRUE, on_failure_seen,
                        place);
}

static void
exported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Place *place = user_data;
  g_autoptr (ParafaFilingsPage) self = place->page;
  g_autoptr (GError) error = NULL;
  gint64 n = parafa_filing_export_finish (result, &error);
  g_autofree char *count = NULL;
  g_autofree char *text = NULL;

  if (g_cancellable_is_cancelled (self->stop))
    return;
  if (n < 0)
    {
      fail (self, place->json, error);
      return;
    }
  count = parafa_number_text_count ((guint64) n);
  text = g_strdup_printf (ngettext ("%s filing saved; decimals have a point, days are 2026-11-25",
                                    "%s filings saved; decimals have a point, days are 2026-11-25",
                                    (gulong) n),
                          count);
  parafa_filings_page_toast (self, text);
}

static void
place_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Place *place = user_data;
  g_autoptr (ParafaFilingsPage) self = place->page;
  gboolean json = place->json;
  g_autoptr (GFile) file = parafa_choose_file_finish (result, NULL);

  g_free (place);
  if (file != NULL && !g_cancellable_is_cancelled (self->stop))
    parafa_filings_page_export (self, json, file);
}

static void
choose (ParafaFilingsPage *self, gboolean json)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autoptr (GDateTime) today = NULL;
  g_autofree char *day = NULL;
  g_autofree char *name = NULL;
  Place *place;

  if (self->list == NULL || !GTK_IS_WINDOW (root))
    return;
  today = g_date_time_new_from_unix_local (parafa_clock_get_now (self->clock));
  day = g_date_time_format (today, "%Y-%m-%d");
  name = g_strdup_printf ("e-transport-%s.%s", day, json ? "json" : "csv");
  place = g_new0 (Place, 1);
  place->page = g_object_ref (self);
  place->json = json;
  parafa_choose_save_async (GTK_WINDOW (root),
                            json ? _ ("Save the List as JSON") : _ ("Save the List as CSV"), name,
                            NULL, place_chosen, place);
}

static void
export_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  choose (PARAFA_FILINGS_PAGE (widget),
          g_str_equal (g_variant_get_string (parameter, NULL), "json"));
}

static void
carried_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ParafaFilingsPage *self = PARAFA_FILINGS_PAGE (widget);

  if (self->filings == NULL || self->profile == NULL)
    return;
  parafa_carried_window_present (GTK_WINDOW (gtk_widget_get_root (widget)), self->filings,
                                 self->profile, parafa_filings_page_get_system (self),
                                 self->companies);
}

/**
 * parafa_filings_page_bind_export:
 * @widget_class: the page's class
 *
 * Tells it what the actions call here.
 */
void
parafa_filings_page_bind_export (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "etransport.export", "s", export_activated);
  gtk_widget_class_install_action (widget_class, "etransport.carried", NULL, carried_activated);
}

/**
 * parafa_filings_page_export:
 * @self: the page
 * @json: JSON, or else CSV
 * @file: where to
 *
 * Saves the rows that are selected when there are several, else all that are listed.
 */
void
parafa_filings_page_export (ParafaFilingsPage *self, gboolean json, GFile *file)
{
  g_autoptr (GArray) ids = NULL;
  Place *place;

  g_return_if_fail (PARAFA_IS_FILINGS_PAGE (self));
  g_return_if_fail (self->list != NULL);

  place = g_new0 (Place, 1);
  place->page = g_object_ref (self);
  place->json = json;
  ids = parafa_filing_view_get_ids (self->view);
  parafa_filing_export_async (parafa_filings_get_archive (self->filings), ids,
                              json ? PARAFA_FILING_TABLE_JSON : PARAFA_FILING_TABLE_CSV, file,
                              self->stop, exported, place);
}

/**
 * parafa_filings_page_get_companies:
 * @self: the page
 *
 * Returns: (transfer none): the companies of the profile shown
 */
ParafaCompanies *
parafa_filings_page_get_companies (ParafaFilingsPage *self)
{
  g_return_val_if_fail (PARAFA_IS_FILINGS_PAGE (self), NULL);

  return self->companies;
}
