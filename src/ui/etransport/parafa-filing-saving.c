/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-filing-saving.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "parafa-choose-file.h"
#include "parafa-filing-download.h"
#include "parafa-filing-package.h"
#include "parafa-filing-save.h"
#include "parafa-filing-words.h"

/* Make the bytes → the place is chosen → written → said; a place that does not serve is chosen again */
typedef struct
{
  GtkWidget *widget; /* (owned) */
  char *title;       /* (owned): of the file chooser */
  char *name;        /* (owned) (nullable): proposed */
  char *note;        /* (owned) (nullable): said when it is saved */
  GBytes *bytes;     /* (owned) (nullable) */
  ParafaFilingSavingFunc func;
  gpointer user_data;
} Saving;

static void choose (Saving *saving);

static Saving *
saving_new (GtkWidget *widget, const char *title, ParafaFilingSavingFunc func, gpointer user_data)
{
  Saving *saving = g_new0 (Saving, 1);

  saving->widget = g_object_ref (widget);
  saving->title = g_strdup (title);
  saving->func = func;
  saving->user_data = user_data;
  return saving;
}

static void
end (Saving *saving, GFile *file)
{
  if (saving->func != NULL)
    saving->func (file, file != NULL ? saving->note : NULL, saving->user_data);
  g_object_unref (saving->widget);
  g_free (saving->title);
  g_free (saving->name);
  g_free (saving->note);
  g_clear_pointer (&saving->bytes, g_bytes_unref);
  g_free (saving);
}

static GtkWindow *
get_window (Saving *saving)
{
  GtkRoot *root = gtk_widget_get_root (saving->widget);

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static void
on_answered (Saving *saving, const char *response, GtkWidget *dialog)
{
  g_signal_handlers_disconnect_by_data (dialog, saving);
  if (g_strcmp0 (response, "again") == 0)
    choose (saving);
  else
    end (saving, NULL);
}

static void
fail (Saving *saving, const char *body, gboolean another_place)
{
  GtkWidget *dialog;

  if (get_window (saving) == NULL)
    {
      end (saving, NULL);
      return;
    }
  dialog = adw_message_dialog_new (get_window (saving), _ ("It Was Not Saved"), body);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  if (another_place)
    adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "again", _ ("_Other Place…"));
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog),
                                           another_place ? "again" : "close");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  g_signal_connect_swapped (dialog, "response", G_CALLBACK (on_answered), saving);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Saving *saving = user_data;
  g_autoptr (GError) error = NULL;

  if (!parafa_filing_save_finish (result, &error))
    {
      g_info ("filing: %s", error->message);
      fail (saving, parafa_filing_save_describe (error), TRUE);
      return;
    }
  gtk_widget_activate_action (saving->widget, "win.toast", "s", _ ("Saved"));
  end (saving, G_FILE (source));
}

static void
place_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Saving *saving = user_data;
  g_autoptr (GFile) file = parafa_choose_file_finish (result, NULL);

  if (file != NULL)
    parafa_filing_save_async (file, saving->bytes, NULL, saved, saving);
  else
    end (saving, NULL);
}

static void
choose (Saving *saving)
{
  GtkWindow *window = get_window (saving);

  if (window != NULL)
    parafa_choose_save_async (window, saving->title, saving->name, NULL, place_chosen, saving);
  else
    end (saving, NULL);
}

/* -- the download -- */

typedef struct
{
  Saving *saving;
  ParafaFilingRecord *record; /* (owned) */
} Download;

static void
downloaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Download *download = user_data;
  Saving *saving = download->saving;
  g_autoptr (ParafaFilingRecord) record = download->record;
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaFilingDownload) got = parafa_filing_download_finish (result, &error);

  if (got != NULL)
    {
      saving->bytes = g_bytes_ref (got->bytes);
      saving->name = parafa_filing_package_get_name (record, got->suffix);
      saving->note = g_strdup (parafa_filing_download_describe (got));
      choose (saving);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    end (saving, NULL);
  else
    fail (saving, parafa_filing_words_describe_archive (error), FALSE);
}

/**
 * parafa_filing_saving_download:
 * @widget: a widget in the window to ask in
 * @filings: whose archive has it
 * @record: the filing
 * @cancellable: (nullable): to give up while ANAF is asked
 * @func: (nullable) (scope async): called at the end
 * @user_data: for @func
 *
 * Saves what was filed: as ANAF gives it, or as the archive has it.
 */
void
parafa_filing_saving_download (GtkWidget *widget,
                               ParafaFilings *filings,
                               ParafaFilingRecord *record,
                               GCancellable *cancellable,
                               ParafaFilingSavingFunc func,
                               gpointer user_data)
{
  Download *download;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  download = g_new0 (Download, 1);
  download->saving = saving_new (widget, _ ("Save the Filing"), func, user_data);
  download->record = parafa_filing_record_ref (record);
  parafa_filing_download_async (filings, record, cancellable, downloaded, download);
}

/* -- the slip -- */

typedef struct
{
  ParafaSlip *slip; /* (owned) */
  ParafaSlipPaper paper;
} Drawing;

static void
drawing_free (gpointer data)
{
  Drawing *drawing = data;

  parafa_slip_free (drawing->slip);
  g_free (drawing);
}

static void
draw_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Drawing *drawing = data;
  GError *error = NULL;
  GBytes *pdf = parafa_slip_to_pdf (drawing->slip, drawing->paper, &error);

  if (pdf != NULL)
    g_task_return_pointer (task, pdf, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
drawn (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Saving *saving = user_data;

  saving->bytes = g_task_propagate_pointer (G_TASK (result), NULL);
  if (saving->bytes != NULL)
    choose (saving);
  else
    fail (saving, _ ("The page could not be drawn."), FALSE);
}

/**
 * parafa_filing_saving_slip:
 * @widget: a widget in the window to ask in
 * @slip: the slip; copied
 * @name: of the file, proposed
 * @paper: the size of the page
 * @func: (nullable) (scope async): called at the end
 * @user_data: for @func
 *
 * Saves the driver's slip as PDF.
 */
void
parafa_filing_saving_slip (GtkWidget *widget,
                           const ParafaSlip *slip,
                           const char *name,
                           ParafaSlipPaper paper,
                           ParafaFilingSavingFunc func,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Saving *saving;
  Drawing *drawing;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (slip != NULL && name != NULL);

  saving = saving_new (widget, _ ("Save the Driver’s Slip"), func, user_data);
  saving->name = g_strdup (name);
  saving->note = g_strdup (_ ("Saved: the driver’s slip."));
  drawing = g_new0 (Drawing, 1);
  drawing->slip = parafa_slip_copy (slip);
  drawing->paper = paper;
  task = g_task_new (widget, NULL, drawn, saving);
  g_task_set_source_tag (task, parafa_filing_saving_slip);
  g_task_set_task_data (task, drawing, drawing_free);
  g_task_run_in_thread (task, draw_in_thread);
}

/**
 * parafa_filing_saving_bytes:
 * @widget: a widget in the window to ask in
 * @title: of the file chooser
 * @name: of the file, proposed
 * @bytes: what to save
 * @func: (nullable) (scope async): called at the end
 * @user_data: for @func
 *
 * Asks where to, and saves it there.
 */
void
parafa_filing_saving_bytes (GtkWidget *widget,
                            const char *title,
                            const char *name,
                            GBytes *bytes,
                            ParafaFilingSavingFunc func,
                            gpointer user_data)
{
  Saving *saving;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (title != NULL && name != NULL && bytes != NULL);

  saving = saving_new (widget, title, func, user_data);
  saving->name = g_strdup (name);
  saving->bytes = g_bytes_ref (bytes);
  choose (saving);
}
