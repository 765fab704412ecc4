/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-filing-draft.h"

#include "parafa-etransport-content.h"
#include "parafa-etransport-files.h"

#include <string.h>

G_DEFINE_BOXED_TYPE (ParafaFilingDraft,
                     parafa_filing_draft,
                     parafa_filing_draft_ref,
                     parafa_filing_draft_unref)

static void
draft_clear (gpointer data)
{
  ParafaFilingDraft *self = data;

  g_free (self->path);
  g_free (self->file_name);
  g_free (self->hash);
  g_free (self->content);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->check, parafa_etransport_check_unref);
  parafa_declaration_free (self->declaration);
  g_clear_error (&self->error);
}

static ParafaFilingDraft *
draft_new_empty (const char *path)
{
  ParafaFilingDraft *self = g_atomic_rc_box_new0 (ParafaFilingDraft);

  self->path = g_strdup (path);
  self->file_name = g_filename_display_basename (path);
  return self;
}

/**
 * parafa_filing_draft_new:
 * @path: where the file lies; only its name is kept
 * @body: the file
 * @today: today in Romania
 *
 * Judges a file. Pure: may be called on any thread.
 *
 * Returns: (transfer full): a draft
 */
ParafaFilingDraft *
parafa_filing_draft_new (const char *path, GBytes *body, const GDate *today)
{
  const ParafaXmlElement *root;
  ParafaFilingDraft *self;

  g_return_val_if_fail (path != NULL && body != NULL && today != NULL, NULL);

  self = draft_new_empty (path);
  self->body = g_bytes_ref (body);
  self->hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, body);
  self->check = parafa_etransport_check_new (body, today);
  if (parafa_etransport_check_get_kind (self->check) == NULL)
    return self;
  root = parafa_xml_document_get_root (parafa_etransport_check_get_document (self->check));
  self->declaration = parafa_declaration_new (root);
  self->content = parafa_etransport_content_hash (root);
  return self;
}

/**
 * parafa_filing_draft_read_content:
 * @body: a file that was filed
 *
 * Tells what it says, as a draft of it does. Pure: may be called on any thread.
 *
 * Returns: (transfer full) (nullable): SHA-256 of what it says, hex
 */
char *
parafa_filing_draft_read_content (GBytes *body)
{
  g_autoptr (ParafaXmlDocument) document = NULL;

  g_return_val_if_fail (body != NULL, NULL);

  document = parafa_xml_document_new (body, NULL, NULL);
  return document != NULL ? parafa_etransport_content_hash (parafa_xml_document_get_root (document))
                          : NULL;
}

/**
 * parafa_filing_draft_ref:
 * @self: a draft
 *
 * Returns: (transfer full): @self
 */
ParafaFilingDraft *
parafa_filing_draft_ref (ParafaFilingDraft *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

/**
 * parafa_filing_draft_unref:
 * @self: (transfer full): a draft
 */
void
parafa_filing_draft_unref (ParafaFilingDraft *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, draft_clear);
}

/**
 * parafa_filing_draft_is_ready:
 * @self: a draft
 *
 * Returns: whether it may be filed: a declaration without errors
 */
gboolean
parafa_filing_draft_is_ready (const ParafaFilingDraft *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->declaration != NULL && parafa_etransport_check_is_valid (self->check);
}

static void
copy_declaration (ParafaFilingRecord *record, const ParafaDeclaration *declaration)
{
  record->kind = declaration->kind;
  record->declarant = g_strdup (declaration->declarant);
  record->reference = g_strdup (declaration->reference);
  record->operation = g_strdup (declaration->operation);
  record->partner_country = g_strdup (declaration->partner_country);
  record->partner_code = g_strdup (declaration->partner_code);
  record->partner_name = g_strdup (declaration->partner_name);
  record->carrier_code = g_strdup (declaration->carrier_code);
  record->carrier_name = g_strdup (declaration->carrier_name);
  record->vehicle = g_strdup (declaration->vehicle);
  record->trailer_1 = g_strdup (declaration->trailer_1);
  record->trailer_2 = g_strdup (declaration->trailer_2);
  record->transport_date = g_strdup (declaration->transport_date);
  record->start = g_strdup (declaration->start);
  record->end = g_strdup (declaration->end);
  record->goods = g_strdup (declaration->goods);
  record->n_lines = declaration->n_lines;
  record->gross = declaration->gross;
  record->net = declaration->net;
  record->value = declaration->value;
  record->valid_from = parafa_declaration_get_valid_from (declaration);
  record->valid_until = parafa_declaration_get_valid_until (declaration);
  record->subject_uit = g_strdup (declaration->uit);
  record->confirmation = parafa_filing_confirmation_read (declaration->confirmation);
}

/**
 * parafa_filing_draft_to_record:
 * @self: a draft that is a declaration
 * @profile: id of the profile
 * @system: (type ParafaFilingSystem): where it is to be filed
 * @cif: for which company
 * @now_s: Unix seconds
 *
 * Returns: (transfer full): the row it becomes, waiting
 */
ParafaFilingRecord *
parafa_filing_draft_to_record (const ParafaFilingDraft *self,
                               const char *profile,
                               gint64 system,
                               const char *cif,
                               gint64 now_s)
{
  ParafaFilingRecord *record;

  g_return_val_if_fail (self != NULL && self->declaration != NULL, NULL);

  record = parafa_filing_record_new ();
  record->profile = g_strdup (profile);
  record->system = system;
  record->cif = g_strdup (cif);
  record->state = PARAFA_FILING_QUEUED;
  record->hash = g_strdup (self->hash);
  record->content = g_strdup (self->content);
  record->file_name = g_strdup (self->file_name);
  record->created_at = record->changed_at = now_s;
  copy_declaration (record, self->declaration);
  return record;
}

/* -- reading files and folders -- */

typedef struct
{
  GStrv paths; /* (owned) */
  gint64 now_s;
} ReadData;

static void
read_data_free (gpointer data)
{
  g_strfreev (((ReadData *) data)->paths);
  g_free (data);
}

/* One byte more than is taken tells that it is too much, without reading all of it */
static GBytes *
read_file (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autofree char *buffer = NULL;
  gsize size = PARAFA_XML_MAX_BYTES + 1;
  gsize length = 0;

  if (stream == NULL)
    return NULL;
  buffer = g_malloc (size);
  if (!g_input_stream_read_all (G_INPUT_STREAM (stream), buffer, size, &length, NULL, error))
    return NULL;
  return g_bytes_new (buffer, length);
}

static void
read_path (GPtrArray *drafts, const ParafaEtransportFile *file, const GDate *today)
{
  const char *path = file->path;
  g_autoptr (GError) error = file->error != NULL ? g_error_copy (file->error) : NULL;
  g_autoptr (GBytes) body = error == NULL ? read_file (path, &error) : NULL;
  ParafaFilingDraft *draft;

  if (body != NULL)
    draft = parafa_filing_draft_new (path, body, today);
  else
    {
      draft = draft_new_empty (path);
      draft->error = g_steal_pointer (&error);
    }
  g_ptr_array_add (drafts, draft);
}

static void
read_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const ReadData *data = task_data;
  GPtrArray *drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) parafa_filing_draft_unref);
  g_autoptr (GPtrArray) files = NULL;
  GDate today;

  parafa_romania_get_today (data->now_s, &today);
  files = parafa_etransport_files_find ((const char *const *) data->paths, cancellable);
  for (guint i = 0; i < files->len && !g_cancellable_is_cancelled (cancellable); i++)
    read_path (drafts, files->pdata[i], &today);
  g_task_return_pointer (task, drafts, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * parafa_filing_drafts_read_async:
 * @paths: files and folders
 * @now_s: Unix seconds
 * @cancellable: (nullable): to stop it
 * @callback: called when all are read
 * @user_data: for @callback
 *
 * Reads and judges files, and the XML files of folders; at most 20 000.
 */
void
parafa_filing_drafts_read_async (const char *const *paths,
                                 gint64 now_s,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  ReadData *data;

  g_return_if_fail (paths != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_filing_drafts_read_async);
  data = g_new0 (ReadData, 1);
  data->paths = g_strdupv ((char **) paths);
  data->now_s = now_s;
  g_task_set_task_data (task, data, read_data_free);
  g_task_run_in_thread (task, read_in_thread);
}

/**
 * parafa_filing_drafts_read_finish:
 * @result: the result
 * @error: return location; only %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (element-type ParafaFilingDraft): the drafts
 */
GPtrArray *
parafa_filing_drafts_read_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
