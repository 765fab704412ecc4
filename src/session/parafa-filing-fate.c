/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

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

/**
 * parafa_filing_fate_get_uit:
 * @record: a filing
 *
 * ANAF gives what is about a UIT that UIT again, or none.
 *
 * Returns: (transfer none) (nullable): the UIT the filing has or is about
 */
const char *
parafa_filing_fate_get_uit (const ParafaFilingRecord *record)
{
  const char *uit = record->uit != NULL && *record->uit != '\0' ? record->uit : record->subject_uit;

  return uit != NULL && *uit != '\0' ? uit : NULL;
}

static gboolean
counts (const ParafaFilingRecord *record)
{
  return record->state == PARAFA_FILING_OK;
}

/* A whole declaration of a transport. ANAF's list may show a correction as the notice it became. */
static gboolean
declares (const ParafaFilingRecord *record)
{
  return record->kind == PARAFA_DECLARATION_NOTICE || record->kind == PARAFA_DECLARATION_CORRECTION;
}

static gboolean
is_same (const ParafaFilingRecord *one, const ParafaFilingRecord *other)
{
  return one == other || (one->id != 0 && one->id == other->id);
}

static gboolean
is_about (const ParafaFilingRecord *other, const ParafaFilingRecord *record)
{
  const char *uit = parafa_filing_fate_get_uit (record);

  return uit != NULL && counts (other) && other->system == record->system &&
         (g_strcmp0 (other->uit, uit) == 0 || g_strcmp0 (other->subject_uit, uit) == 0);
}

/* The archive's order is not that of filing: ANAF's list comes in between */
static gboolean
is_later (const ParafaFilingRecord *other, const ParafaFilingRecord *record)
{
  gint64 at_s = other->sent_at >= 0 ? other->sent_at : other->created_at;
  gint64 record_at_s = record->sent_at >= 0 ? record->sent_at : record->created_at;

  return at_s != record_at_s ? at_s > record_at_s : other->id > record->id;
}

/* Who confirmed says how; ANAF's list says so only where that is not known */
static void
add_confirmation (ParafaFilingFate *self,
                  const ParafaFilingRecord *other,
                  const ParafaFilingRecord **newest)
{
  if (other->kind == PARAFA_DECLARATION_CONFIRMATION)
    {
      self->confirmed = TRUE;
      if (other->confirmation < 0 || (*newest != NULL && !is_later (other, *newest)))
        return;
      *newest = other;
      self->confirmation = other->confirmation;
    }
  else if (other->confirmation >= 0 && declares (other))
    {
      self->confirmed = TRUE;
      if (*newest == NULL)
        self->confirmation = other->confirmation;
    }
}

/* What of the same UIT is the newest of its kind after the filing itself */
static const ParafaFilingRecord *
find_newest (const ParafaFilingRecord *record,
             GPtrArray *records,
             gboolean (*is_of_kind) (const ParafaFilingRecord *))
{
  const ParafaFilingRecord *newest = NULL;

  for (guint i = 0; i < records->len; i++)
    {
      const ParafaFilingRecord *other = records->pdata[i];

      if (!is_same (other, record) && is_of_kind (other) && is_about (other, record) &&
          is_later (other, newest != NULL ? newest : record))
        newest = other;
    }
  return newest;
}

static gboolean
changes_vehicle (const ParafaFilingRecord *record)
{
  return record->kind == PARAFA_DECLARATION_VEHICLE;
}

/**
 * parafa_filing_fate_new:
 * @record: a filing
 * @records: (element-type ParafaFilingRecord): filings, in any order, with @record itself or without
 *
 * A UIT is confirmed or deleted by what was filed here, or as ANAF's list says; its declaration is replaced by a later one
 * of the same UIT. Only what ANAF accepted counts.
 *
 * Returns: (transfer full): what became of the UIT that @record has or is about
 */
ParafaFilingFate *
parafa_filing_fate_new (const ParafaFilingRecord *record, GPtrArray *records)
{
  ParafaFilingFate *self = g_new0 (ParafaFilingFate, 1);
  const ParafaFilingRecord *confirmed_by = NULL;
  const ParafaFilingRecord *found;

  self->confirmation = -1;
  if (counts (record))
    {
      self->deleted = record->kind == PARAFA_DECLARATION_DELETION;
      add_confirmation (self, record, &confirmed_by);
    }
  for (guint i = 0; i < records->len; i++)
    {
      const ParafaFilingRecord *other = records->pdata[i];

      if (is_same (other, record) || !is_about (other, record))
        continue;
      self->deleted = self->deleted || other->kind == PARAFA_DECLARATION_DELETION;
      add_confirmation (self, other, &confirmed_by);
    }
  found = declares (record) ? find_newest (record, records, declares) : NULL;
  self->corrected_by = found != NULL ? found->id : 0;
  found = declares (record) ? find_newest (record, records, changes_vehicle) : NULL;
  self->vehicle = found != NULL ? join_vehicle (found) : NULL;
  return self;
}

/**
 * parafa_filing_fate_is_open:
 * @self: a fate
 *
 * Returns: whether the UIT still waits for its confirmation, by this declaration
 */
gboolean
parafa_filing_fate_is_open (const ParafaFilingFate *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return !self->confirmed && !self->deleted && self->corrected_by == 0;
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
 * Looks whether the transport was confirmed, deleted, declared anew, or got another vehicle.
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
  const char *uit;

  g_return_if_fail (PARAFA_IS_ARCHIVE (archive));
  g_return_if_fail (record != NULL);

  uit = parafa_filing_fate_get_uit (record);
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_filing_fate_find_async);
  g_task_set_task_data (task, parafa_filing_record_ref (record),
                        (GDestroyNotify) parafa_filing_record_unref);
  if (uit == NULL)
    {
      g_autoptr (GPtrArray) none = g_ptr_array_new ();

      g_task_return_pointer (task, parafa_filing_fate_new (record, none),
                             (GDestroyNotify) parafa_filing_fate_free);
      return;
    }
  filter = parafa_filing_filter_new ();
  filter->system = record->system;
  filter->states = 1u << PARAFA_FILING_OK;
  filter->search = g_strdup (uit);
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

static ParafaSlipEnd
get_end (const ParafaFilingFate *self)
{
  if (self == NULL || parafa_filing_fate_is_open (self))
    return PARAFA_SLIP_OPEN;
  if (!self->confirmed)
    return PARAFA_SLIP_REPLACED;
  switch (self->confirmation)
    {
    case PARAFA_FILING_CONFIRMED_IN_PART:
      return PARAFA_SLIP_CONFIRMED_IN_PART;
    case PARAFA_FILING_NOT_CONFIRMED:
      return PARAFA_SLIP_NOT_CONFIRMED;
    case PARAFA_FILING_CONFIRMED:
    default:
      return PARAFA_SLIP_CONFIRMED;
    }
}

/**
 * parafa_filing_fate_get_slip:
 * @self: (nullable): what became of its UIT
 * @record: a filing
 *
 * Returns: (transfer full) (nullable): the driver's slip with the vehicle as it is now; %NULL when the UIT does not count.
 *   For one that was confirmed, or declared anew, the slip itself says that it is not valid.
 */
ParafaSlip *
parafa_filing_fate_get_slip (const ParafaFilingFate *self, const ParafaFilingRecord *record)
{
  ParafaSlip *slip = NULL;

  if (record->kind == PARAFA_DECLARATION_DELETION || (self != NULL && self->deleted))
    return NULL;
  slip = parafa_filing_package_get_slip (record);
  if (slip == NULL)
    return NULL;
  slip->end_of_uit = get_end (self);
  if (self != NULL && self->vehicle != NULL)
    {
      g_free (slip->vehicle);
      slip->vehicle = g_strdup (self->vehicle);
    }
  return slip;
}
