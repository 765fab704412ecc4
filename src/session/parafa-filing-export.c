/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-filing-export.h"

#define CHUNK 500u

/* Open → read some → write them (in a thread) → … → close, which puts the new file in place */
typedef struct
{
  ParafaFilingTableFormat format;
  ParafaArchive *archive; /* (owned) */
  GArray *ids;            /* (owned) (element-type gint64) */
  GFile *file;            /* (owned) */
  GOutputStream *stream;  /* (owned) (nullable) */
  GPtrArray *records;     /* (owned) (nullable): those to be written next */
  guint at;
  gint64 n_written;
} Export;

static void read_some (GTask *task);

static void
export_free (gpointer data)
{
  Export *export = data;

  g_object_unref (export->archive);
  g_array_unref (export->ids);
  g_object_unref (export->file);
  g_clear_object (&export->stream);
  g_clear_pointer (&export->records, g_ptr_array_unref);
  g_free (export);
}

/* A replaced file takes its place when it is closed, but not when the closing is cancelled: then the old one stays */
static void
give_up (Export *export)
{
  g_autoptr (GCancellable) stop = g_cancellable_new ();

  if (export->stream == NULL)
    return;
  g_cancellable_cancel (stop);
  g_output_stream_close_async (export->stream, G_PRIORITY_DEFAULT, stop, NULL, NULL);
}

static gboolean
open_file (Export *export, GCancellable *cancellable, GError **error)
{
  if (export->stream != NULL)
    return TRUE;
  export->stream = G_OUTPUT_STREAM (
      g_file_replace (export->file, NULL, FALSE, G_FILE_CREATE_PRIVATE, cancellable, error));
  return export->stream != NULL;
}

static gboolean
write_some (Export *export, GCancellable *cancellable, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean first = export->stream == NULL;
  gboolean last = export->at >= export->ids->len;

  if (!open_file (export, cancellable, error))
    return FALSE;
  if (first)
    parafa_filing_table_begin (text, export->format);
  for (guint i = 0; export->records != NULL && i < export->records->len; i++)
    if (export->records->pdata[i] != NULL)
      parafa_filing_table_add (text, export->format, export->records->pdata[i],
                               export->n_written++ == 0);
  if (last)
    parafa_filing_table_end (text, export->format);
  if (!g_output_stream_write_all (export->stream, text->str, text->len, NULL, cancellable, error))
    return FALSE;
  return !last || g_output_stream_close (export->stream, cancellable, error);
}

static void
write_in_thread (GTask *step, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;

  if (write_some (data, cancellable, &error))
    {
      g_task_return_boolean (step, TRUE);
      return;
    }
  g_task_return_error (step, g_steal_pointer (&error));
}

static void
written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Export *export = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&export->records, g_ptr_array_unref);
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      give_up (export);
      g_task_return_error (task, g_steal_pointer (&error));
    }
  else if (export->at >= export->ids->len)
    g_task_return_int (task, (gssize) export->n_written);
  else
    read_some (task);
}

static void
start_writing (GTask *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GTask) step = g_task_new (NULL, cancellable, written, g_object_ref (task));

  g_task_set_source_tag (step, start_writing);
  g_task_set_task_data (step, g_task_get_task_data (task), NULL);
  g_task_run_in_thread (step, write_in_thread);
}

static void
records_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Export *export = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  export->records = parafa_archive_get_many_finish (PARAFA_ARCHIVE (source), result, &error);
  if (export->records == NULL)
    {
      give_up (export);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  start_writing (task);
}

static void
read_some (GTask *task)
{
  Export *export = g_task_get_task_data (task);
  guint from = export->at;
  guint n = MIN (CHUNK, export->ids->len - from);

  export->at += n;
  parafa_archive_get_many_async (export->archive,
                                 n > 0 ? &g_array_index (export->ids, gint64, from) : NULL, n,
                                 g_task_get_cancellable (task), records_read, g_object_ref (task));
}

/**
 * parafa_filing_export_async:
 * @archive: where the filings are
 * @ids: (element-type gint64): which ones, in this order
 * @format: how they are written
 * @file: where; one that is there is replaced
 * @cancellable: (nullable): to stop it; then nothing is written
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Writes filings for other programs.
 */
void
parafa_filing_export_async (ParafaArchive *archive,
                            GArray *ids,
                            ParafaFilingTableFormat format,
                            GFile *file,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Export *export;

  g_return_if_fail (PARAFA_IS_ARCHIVE (archive));
  g_return_if_fail (ids != NULL);
  g_return_if_fail (G_IS_FILE (file));

  export = g_new0 (Export, 1);
  export->format = format;
  export->archive = g_object_ref (archive);
  export->ids = g_array_ref (ids);
  export->file = g_object_ref (file);
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_filing_export_async);
  g_task_set_task_data (task, export, export_free);
  read_some (task);
}

/**
 * parafa_filing_export_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: how many were written; -1 with an error
 */
gint64
parafa_filing_export_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), -1);

  return g_task_propagate_int (G_TASK (result), error);
}
