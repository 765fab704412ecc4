/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-filing-package.h"

#include "parafa-declaration.h"
#include "parafa-zip.h"

#include <string.h>

typedef struct
{
  gint64 id;
  ParafaFilingRecord *record; /* (owned) (nullable) */
  GBytes *body; /* (owned) (nullable): there is none for what is known from the list only */
} Making;

static void
making_free (gpointer data)
{
  Making *making = data;

  g_clear_pointer (&making->record, parafa_filing_record_unref);
  g_clear_pointer (&making->body, g_bytes_unref);
  g_free (making);
}

static char *
format_time (gint64 at_s)
{
  g_autoptr (GTimeZone) zone = parafa_romania_zone_new ();
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at_s);
  g_autoptr (GDateTime) local = at_s >= 0 ? g_date_time_to_timezone (utc, zone) : NULL;

  return local != NULL ? g_date_time_format (local, "%Y-%m-%d %H:%M:%S") : g_strdup ("-");
}

static void
add_line (GString *text, const char *label, const char *value)
{
  if (value != NULL && *value != '\0')
    g_string_append_printf (text, "%-20s %s\n", label, value);
}

/**
 * parafa_filing_package_get_receipt:
 * @record: a filing
 * @answers: (element-type ParafaFilingAnswer): what ANAF answered
 *
 * Writes down what is known of a filing, for the files of a company: in Romanian, as ANAF's own papers are.
 *
 * Returns: (transfer full): text with line feeds
 */
char *
parafa_filing_package_get_receipt (const ParafaFilingRecord *record, GPtrArray *answers)
{
  GString *text = g_string_new ("RO e-Transport\n\n");
  g_autofree char *sent = format_time (record->sent_at);
  g_autofree char *changed = format_time (record->changed_at);

  add_line (text, "Sistem:", parafa_filing_system_get_name ((ParafaFilingSystem) record->system));
  add_line (text, "CIF:", record->cif);
  add_line (text, "Stare:", parafa_filing_state_get_name ((ParafaFilingState) record->state));
  add_line (text, "Cod UIT:", record->state == PARAFA_FILING_OK ? record->uit : NULL);
  add_line (text, "Index încărcare:", record->index);
  add_line (text, "Referință:", record->reference);
  add_line (text, "Fișier:", record->file_name);
  add_line (text, "SHA-256:", record->hash);
  add_line (text, "Trimis:", sent);
  add_line (text, "Stare din:", changed);
  add_line (text, "Mesaj:", record->message);
  g_string_append (text, "\nRăspunsuri\n");
  for (guint i = 0; i < answers->len; i++)
    {
      const ParafaFilingAnswer *answer = answers->pdata[i];
      g_autofree char *at = format_time (answer->at);

      g_string_append_printf (text, "\n%s  %s  HTTP %d\n%s\n", at, answer->call,
                              (int) answer->status, answer->text);
    }
  return g_string_free (text, FALSE);
}

static gboolean
add_text (ParafaZip *zip, const char *name, const char *text, gint64 at_s, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));

  return parafa_zip_add (zip, name, bytes, at_s, error);
}

static GBytes *
pack (const Making *making, GPtrArray *answers, GError **error)
{
  const ParafaFilingRecord *record = making->record;
  gint64 at_s = record->sent_at >= 0 ? record->sent_at : record->created_at;
  g_autoptr (ParafaZip) zip = parafa_zip_new ();
  g_autofree char *receipt = parafa_filing_package_get_receipt (record, answers);

  if (making->body != NULL && !parafa_zip_add (zip, "declaratie.xml", making->body, at_s, error))
    return NULL;
  for (guint i = 0; i < answers->len; i++)
    {
      const ParafaFilingAnswer *answer = answers->pdata[i];
      g_autofree char *name = g_strdup_printf ("raspuns-%02u-%s.json", i + 1, answer->call);

      if (answer->status != 0 && !add_text (zip, name, answer->text, answer->at, error))
        return NULL;
    }
  if (!add_text (zip, "recipisa.txt", receipt, at_s, error))
    return NULL;
  return parafa_zip_finish (zip, error);
}

static void
answers_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) answers =
      parafa_archive_get_answers_finish (PARAFA_ARCHIVE (source), result, &error);
  GBytes *zip = answers != NULL ? pack (g_task_get_task_data (task), answers, &error) : NULL;

  if (zip == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, zip, (GDestroyNotify) g_bytes_unref);
}

static void
body_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Making *making = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  making->body = parafa_archive_get_body_finish (PARAFA_ARCHIVE (source), result, &error);
  if (making->body == NULL &&
      !g_error_matches (error, PARAFA_ARCHIVE_ERROR, PARAFA_ARCHIVE_ERROR_NO_ROW))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  parafa_archive_get_answers_async (PARAFA_ARCHIVE (source), making->id, NULL, answers_ready,
                                    g_steal_pointer (&task));
}

static void
record_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Making *making = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  making->record = parafa_archive_get_finish (PARAFA_ARCHIVE (source), result, &error);
  if (making->record == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    parafa_archive_get_body_async (PARAFA_ARCHIVE (source), making->id, NULL, body_ready,
                                   g_steal_pointer (&task));
}

/**
 * parafa_filing_package_make_async:
 * @archive: the archive
 * @id: a filing
 * @cancellable: (nullable): to stop it
 * @callback: called when it is made
 * @user_data: for @callback
 *
 * Makes a ZIP of the declaration, the answers and a receipt: what can be had since ANAF withdrew its own download.
 */
void
parafa_filing_package_make_async (ParafaArchive *archive,
                                  gint64 id,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Making *making;

  g_return_if_fail (PARAFA_IS_ARCHIVE (archive));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_filing_package_make_async);
  making = g_new0 (Making, 1);
  making->id = id;
  g_task_set_task_data (task, making, making_free);
  parafa_archive_get_async (archive, id, cancellable, record_ready, g_steal_pointer (&task));
}

/**
 * parafa_filing_package_make_finish:
 * @result: the result
 * @error: return location: %PARAFA_ARCHIVE_ERROR, %G_IO_ERROR
 *
 * Returns: (transfer full): the ZIP
 */
GBytes *
parafa_filing_package_make_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * parafa_filing_package_get_name:
 * @record: a filing
 * @suffix: as `.zip`
 *
 * Returns: (transfer full): a file name that tells which filing it is
 */
char *
parafa_filing_package_get_name (const ParafaFilingRecord *record, const char *suffix)
{
  const char *uit = record->state == PARAFA_FILING_OK ? record->uit : NULL;
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, record->id);
  g_autofree char *name = g_strdup (uit != NULL ? uit : record->index);

  /* a server gave it: it is to name a file, never a folder */
  if (name != NULL)
    g_strcanon (name, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-", '_');
  return g_strconcat ("etransport-", name != NULL ? name : id, suffix, NULL);
}

static char *
join (const char *separator, const char *one, const char *two, const char *three)
{
  GString *all = g_string_new (one);
  const char *rest[] = { two, three };

  for (guint i = 0; i < G_N_ELEMENTS (rest); i++)
    if (rest[i] != NULL && *rest[i] != '\0')
      g_string_append_printf (all, "%s%s", all->len > 0 ? separator : "", rest[i]);
  return g_string_free (all, FALSE);
}

/**
 * parafa_filing_package_get_slip:
 * @record: a filing
 *
 * Returns: (transfer full) (nullable): what the driver carries; %NULL unless it declares a transport and the UIT counts
 */
ParafaSlip *
parafa_filing_package_get_slip (const ParafaFilingRecord *record)
{
  const char *uit = record->uit;
  ParafaSlip *slip;

  if (record->kind == PARAFA_DECLARATION_CORRECTION && uit == NULL)
    uit = record->subject_uit;
  if (record->state != PARAFA_FILING_OK || uit == NULL || *uit == '\0' ||
      (record->kind != PARAFA_DECLARATION_NOTICE && record->kind != PARAFA_DECLARATION_CORRECTION))
    return NULL;
  slip = g_new0 (ParafaSlip, 1);
  slip->uit = g_strdup (uit);
  slip->company = g_strdup (record->cif);
  slip->partner = join (", ", record->partner_name, record->partner_code, record->partner_country);
  slip->vehicle = join (" + ", record->vehicle, record->trailer_1, record->trailer_2);
  slip->carrier = join (", ", record->carrier_name, record->carrier_code, NULL);
  slip->start = g_strdup (record->start);
  slip->end = g_strdup (record->end);
  slip->goods = g_strdup (record->goods);
  if (record->gross >= 0)
    slip->weight = g_strdup_printf ("%" G_GINT64_FORMAT ",%02d kg", record->gross / 100,
                                    (int) (record->gross % 100));
  slip->reference = g_strdup (record->reference);
  slip->index = g_strdup (record->index);
  slip->valid_from = record->valid_from;
  slip->valid_until = record->valid_until;
  slip->practice = record->system != PARAFA_FILING_PRODUCTION;
  return slip;
}
