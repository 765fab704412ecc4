/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-filing-saving.h"

#include <glib/gi18n.h>

#include "parafa-filing-download.h"
#include "parafa-filing-package.h"
#include "parafa-filing-words.h"
#include "parafa-saving.h"

/* What is made first, and then saved */
typedef struct
{
  GtkWidget *widget; /* (owned) */
  char *title;       /* (owned): of the file chooser */
  char *note;        /* (owned) (nullable): said when it is saved */
  ParafaFilingSavingFunc func;
  gpointer user_data;
} Saving;

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
end (GFile *file, gpointer user_data)
{
  Saving *saving = user_data;

  if (saving->func != NULL)
    saving->func (file, file != NULL ? saving->note : NULL, saving->user_data);
  g_object_unref (saving->widget);
  g_free (saving->title);
  g_free (saving->note);
  g_free (saving);
}

static void
on_failure_seen (gboolean again, gpointer user_data)
{
  end (NULL, user_data);
}

static void
save (Saving *saving, const char *name, GBytes *bytes)
{
  parafa_saving_bytes (saving->widget, saving->title, name, NULL, bytes, _ ("Saved"), end, saving);
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
  g_autofree char *name = NULL;

  if (got != NULL)
    {
      name = parafa_filing_package_get_name (record, got->suffix);
      saving->note = g_strdup (parafa_filing_download_describe (got));
      save (saving, name, got->bytes);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    end (NULL, saving);
  else
    parafa_saving_fail (saving->widget, parafa_filing_words_describe_archive (error), FALSE,
                        on_failure_seen, saving);
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
  char *name;     /* (owned): of the file, proposed */
  Saving *saving; /* (unowned) */
} Drawing;

static void
drawing_free (gpointer data)
{
  Drawing *drawing = data;

  parafa_slip_free (drawing->slip);
  g_free (drawing->name);
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
  const Drawing *drawing = g_task_get_task_data (G_TASK (result));
  g_autoptr (GBytes) pdf = g_task_propagate_pointer (G_TASK (result), NULL);

  if (pdf != NULL)
    save (drawing->saving, drawing->name, pdf);
  else
    parafa_saving_fail (drawing->saving->widget, _ ("The page could not be drawn."), FALSE,
                        on_failure_seen, drawing->saving);
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
  saving->note = g_strdup (_ ("Saved: the driver’s slip."));
  drawing = g_new0 (Drawing, 1);
  drawing->saving = saving;
  drawing->name = g_strdup (name);
  drawing->slip = parafa_slip_copy (slip);
  drawing->paper = paper;
  task = g_task_new (widget, NULL, drawn, NULL);
  g_task_set_source_tag (task, parafa_filing_saving_slip);
  g_task_set_task_data (task, drawing, drawing_free);
  g_task_run_in_thread (task, draw_in_thread);
}
