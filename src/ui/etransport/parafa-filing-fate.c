/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-filing-fate.h"

#include "parafa-declaration.h"
#include "parafa-filing-package.h"

static char *
join_vehicle (const ParafaFilingRecord *record)
{
  const char *parts[] = { record->vehicle, record->trailer_1, record->trailer_2 };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && *parts[i] != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? " + " : "", parts[i]);
  return g_string_free (text, text->len == 0);
}

static gboolean
is_about (const ParafaFilingRecord *later, const ParafaFilingRecord *record)
{
  return later->id != record->id && later->state == PARAFA_FILING_OK &&
         later->system == record->system && g_strcmp0 (later->subject_uit, record->uit) == 0;
}

/**
 * parafa_filing_fate_new:
 * @record: a filing
 * @records: (element-type ParafaFilingRecord): filings, oldest first
 *
 * Returns: (transfer full): what those of @records that are about the UIT of @record did to it
 */
ParafaFilingFate *
parafa_filing_fate_new (const ParafaFilingRecord *record, GPtrArray *records)
{
  ParafaFilingFate *self = g_new0 (ParafaFilingFate, 1);

  for (guint i = 0; record->uit != NULL && i < records->len; i++)
    {
      const ParafaFilingRecord *later = records->pdata[i];

      if (!is_about (later, record))
        continue;
      self->confirmed = self->confirmed || later->kind == PARAFA_DECLARATION_CONFIRMATION;
      self->deleted = self->deleted || later->kind == PARAFA_DECLARATION_DELETION;
      if (later->kind == PARAFA_DECLARATION_VEHICLE)
        {
          g_free (self->vehicle);
          self->vehicle = join_vehicle (later);
        }
    }
  return self;
}

/**
 * parafa_filing_fate_free:
 * @self: (nullable) (transfer full): a fate
 */
void
parafa_filing_fate_free (ParafaFilingFate *self)
{
  if (self == NULL)
    return;
  g_free (self->vehicle);
  g_free (self);
}

static void
found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records =
      parafa_archive_find_finish (PARAFA_ARCHIVE (source), result, &error);

  if (records == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, parafa_filing_fate_new (g_task_get_task_data (task), records),
                           (GDestroyNotify) parafa_filing_fate_free);
}

/**
 * parafa_filing_fate_find_async:
 * @archive: the archive
 * @record: a filing
 * @cancellable: (nullable): to give up
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Looks whether the transport was confirmed, deleted, or got another vehicle.
 */
void
parafa_filing_fate_find_async (ParafaArchive *archive,
                               ParafaFilingRecord *record,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (ParafaFilingFilter) filter = NULL;

  g_return_if_fail (PARAFA_IS_ARCHIVE (archive));
  g_return_if_fail (record != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_filing_fate_find_async);
  g_task_set_task_data (task, parafa_filing_record_ref (record),
                        (GDestroyNotify) parafa_filing_record_unref);
  if (record->uit == NULL || *record->uit == '\0')
    {
      g_task_return_pointer (task, g_new0 (ParafaFilingFate, 1),
                             (GDestroyNotify) parafa_filing_fate_free);
      return;
    }
  filter = parafa_filing_filter_new ();
  filter->system = record->system;
  filter->states = 1u << PARAFA_FILING_OK;
  filter->search = g_strdup (record->uit);
  parafa_archive_find_async (archive, filter, cancellable, found, g_steal_pointer (&task));
}

/**
 * parafa_filing_fate_find_finish:
 * @result: the result
 * @error: return location: %PARAFA_ARCHIVE_ERROR
 *
 * Returns: (transfer full) (nullable): the fate
 */
ParafaFilingFate *
parafa_filing_fate_find_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * parafa_filing_fate_get_slip:
 * @self: (nullable): what later filings did
 * @record: a filing
 *
 * Returns: (transfer full) (nullable): the driver's slip with the vehicle as it is now; %NULL when the UIT does not count
 */
ParafaSlip *
parafa_filing_fate_get_slip (const ParafaFilingFate *self, const ParafaFilingRecord *record)
{
  ParafaSlip *slip = NULL;

  if (record->kind == PARAFA_DECLARATION_DELETION || (self != NULL && self->deleted))
    return NULL;
  slip = parafa_filing_package_get_slip (record);
  if (slip != NULL && self != NULL && self->vehicle != NULL)
    {
      g_free (slip->vehicle);
      slip->vehicle = g_strdup (self->vehicle);
    }
  return slip;
}
