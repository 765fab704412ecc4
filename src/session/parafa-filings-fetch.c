/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-filings.h"

#include "parafa-filing-match.h"

#include <string.h>

#define LISTS_PER_DAY 990 /* of ANAF's 1000 (e-Transport API, 2024) */

/* One question: count, turn, call, and for a list the merge */
typedef struct
{
  ParafaEtransportCall call;
  char *profile; /* (owned) */
  gint64 system;
  char *cif; /* (owned): company, carrier or index */
  guint days;
  char *declarant;                /* (owned) (nullable) */
  char *uit;                      /* (owned) (nullable) */
  char *reference;                /* (owned) (nullable) */
  ParafaFilingTurn *turn;         /* (owned) (nullable) */
  ParafaEtransportAnswer *answer; /* (owned) (nullable) */
  gboolean repeated;              /* after a 401, with another token */
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->profile);
  g_free (question->cif);
  g_free (question->declarant);
  g_free (question->uit);
  g_free (question->reference);
  g_clear_pointer (&question->turn, parafa_filing_turn_free);
  g_clear_pointer (&question->answer, parafa_etransport_answer_unref);
  g_free (question);
}

static Question *
question_new (ParafaEtransportCall call, const char *profile, gint64 system, const char *cif)
{
  Question *question = g_new0 (Question, 1);

  question->call = call;
  question->profile = g_strdup (profile);
  question->system = system;
  question->cif = g_strdup (cif);
  return question;
}

static void
return_answer (GTask *task)
{
  Question *question = g_task_get_task_data (task);

  g_task_return_pointer (task, g_steal_pointer (&question->answer),
                         (GDestroyNotify) parafa_etransport_answer_unref);
}

static void
return_ended (GTask *task)
{
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "filing: the program ends");
}

static gint64
read_kind (const char *type)
{
  if (g_strcmp0 (type, "COR") == 0)
    return PARAFA_DECLARATION_CORRECTION;
  if (g_strcmp0 (type, "DEL") == 0)
    return PARAFA_DECLARATION_DELETION;
  if (g_strcmp0 (type, "CON") == 0)
    return PARAFA_DECLARATION_CONFIRMATION;
  return g_strcmp0 (type, "MVH") == 0 ? PARAFA_DECLARATION_VEHICLE : PARAFA_DECLARATION_NOTICE;
}

/* An entry without stare is valid when it has a UIT and no error among its messages */
static gint64
read_state (const ParafaEtransportRecord *entry)
{
  if (entry->has_error)
    return PARAFA_FILING_NOK;
  if (g_strcmp0 (entry->stare, "OK") == 0 ||
      (entry->stare == NULL && entry->tip == NULL && entry->uit != NULL))
    return PARAFA_FILING_OK;
  return PARAFA_FILING_PROCESSING;
}

static gint64
read_hundredths (const char *decimal)
{
  return decimal != NULL ? (gint64) (g_ascii_strtod (decimal, NULL) * 100 + 0.5) : -1;
}

static char *
read_date (const char *compact)
{
  return compact != NULL && strlen (compact) >= 8
             ? g_strdup_printf ("%.4s-%.2s-%.2s", compact, compact + 4, compact + 6)
             : NULL;
}

static void
set_validity (ParafaFilingRecord *record)
{
  ParafaDeclaration declaration = { .operation = record->operation,
                                    .transport_date = record->transport_date };

  record->valid_from = parafa_declaration_get_valid_from (&declaration);
  record->valid_until = parafa_declaration_get_valid_until (&declaration);
}

static ParafaFilingRecord *
record_from_entry (const ParafaEtransportRecord *entry, const Question *question, gint64 now_s)
{
  ParafaFilingRecord *record = parafa_filing_record_new ();
  gint64 created_at = parafa_etransport_record_get_created_at (entry);

  record->profile = g_strdup (question->profile);
  record->system = question->system;
  record->source = PARAFA_FILING_FROM_LIST;
  record->cif = g_strdup (question->cif);
  record->state = read_state (entry);
  record->created_at = created_at >= 0 ? created_at : now_s;
  record->changed_at = now_s;
  record->kind = read_kind (entry->tip);
  record->declarant = g_strdup (entry->cod_decl);
  record->reference = g_strdup (entry->ref_decl);
  record->operation = g_strdup (entry->tip_op);
  record->partner_country = g_strdup (entry->pc_tara);
  record->partner_code = g_strdup (entry->pc_cod);
  record->partner_name = g_strdup (entry->pc_den);
  record->carrier_code = g_strdup (entry->tr_cod);
  record->carrier_name = g_strdup (entry->tr_den);
  record->vehicle = g_strdup (entry->nr_veh);
  record->trailer_1 = g_strdup (entry->nr_rem1);
  record->trailer_2 = g_strdup (entry->nr_rem2);
  record->transport_date = read_date (entry->data_transp);
  record->n_lines = entry->nr_linii != NULL ? g_ascii_strtoll (entry->nr_linii, NULL, 10) : -1;
  record->gross = read_hundredths (entry->gr_tot_bruta);
  record->net = read_hundredths (entry->gr_tot_neta);
  record->value = read_hundredths (entry->val_tot);
  record->index = g_strdup (entry->id_incarcare);
  record->uit = g_strdup (entry->uit);
  /* the entry of a change, a deletion or a confirmation names the UIT it is about */
  record->subject_uit = record->kind != PARAFA_DECLARATION_NOTICE ? g_strdup (entry->uit) : NULL;
  record->confirmation = parafa_filing_confirmation_read (entry->tip_conf);
  record->message = g_strdup (entry->messages);
  set_validity (record);
  return record;
}

static void
merged (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;

  if (parafa_archive_merge_finish (PARAFA_ARCHIVE (source), result, &error) < 0)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    return_answer (task);
}

/* While a filing is in doubt its entry belongs to the settling, which knows what was sent: a merge would take it away */
static void
doubtful_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  ParafaFilings *self = g_task_get_source_object (task);
  Question *question = g_task_get_task_data (task);
  gint64 now_s = parafa_filing_caller_get_now (parafa_filings_get_caller (self));
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) doubtful =
      parafa_archive_find_finish (PARAFA_ARCHIVE (source), result, &error);
  g_autoptr (GPtrArray) records =
      g_ptr_array_new_with_free_func ((GDestroyNotify) parafa_filing_record_unref);

  if (doubtful == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  for (guint i = 0; i < question->answer->records->len; i++)
    {
      const ParafaEtransportRecord *entry = question->answer->records->pdata[i];
      gboolean open = FALSE;

      for (guint n = 0; n < doubtful->len && !open; n++)
        open = parafa_filing_match_may_be (doubtful->pdata[n], entry);
      if (!open)
        g_ptr_array_add (records, record_from_entry (entry, question, now_s));
    }
  parafa_archive_merge_async (PARAFA_ARCHIVE (source), records, NULL, merged,
                              g_steal_pointer (&task));
}

static void
start_merge (GTask *task)
{
  ParafaFilings *self = g_task_get_source_object (task);
  Question *question = g_task_get_task_data (task);
  g_autoptr (ParafaFilingFilter) filter = parafa_filing_filter_new ();

  filter->system = question->system;
  filter->states = (1u << PARAFA_FILING_SENDING) | (1u << PARAFA_FILING_UNKNOWN);
  parafa_archive_find_async (parafa_filings_get_archive (self), filter, NULL, doubtful_ready,
                             g_object_ref (task));
}

static void take_turn (GTask *task);

/* Reading twice does no harm: a call refused with 401 is made once more, with another token */
static gboolean
repeat (GTask *task)
{
  ParafaFilings *self = g_task_get_source_object (task);
  Question *question = g_task_get_task_data (task);

  if (question->answer->outcome != PARAFA_ETRANSPORT_UNAUTHORIZED || question->repeated ||
      !parafa_filing_caller_refused (parafa_filings_get_caller (self), question->profile,
                                     question->turn->door->token))
    return FALSE;
  question->repeated = TRUE;
  g_clear_pointer (&question->turn, parafa_filing_turn_free);
  take_turn (task);
  return TRUE;
}

static void
answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  ParafaFilings *self = g_task_get_source_object (task);
  Question *question = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&question->answer, parafa_etransport_answer_unref);
  question->answer = parafa_etransport_call_finish (PARAFA_ETRANSPORT (source), result, &error);
  if (question->answer == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (repeat (task))
    return;
  if (question->answer->outcome == PARAFA_ETRANSPORT_LIMITED)
    parafa_filing_caller_hold (parafa_filings_get_caller (self));
  if (question->call == PARAFA_ETRANSPORT_LIST &&
      question->answer->outcome == PARAFA_ETRANSPORT_DONE)
    start_merge (task);
  else
    return_answer (task);
}

static void
has_turn (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Question *question = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GError) error = NULL;
  ParafaEtransport *etransport;
  ParafaSecret *token;

  question->turn = parafa_filing_caller_take_finish (PARAFA_FILING_CALLER (source), result, &error);
  if (question->turn == NULL && question->repeated &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      /* without another token the refusal is the answer */
      return_answer (task);
      return;
    }
  if (question->turn == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (parafa_filings_has_ended (g_task_get_source_object (task)))
    {
      return_ended (task);
      return;
    }
  etransport = question->turn->etransport;
  token = question->turn->door->token;
  if (question->call == PARAFA_ETRANSPORT_LIST)
    parafa_etransport_list_async (etransport, token, question->days, question->cif, cancellable,
                                  answered, g_steal_pointer (&task));
  else if (question->call == PARAFA_ETRANSPORT_INFO)
    parafa_etransport_info_async (etransport, token, question->cif, question->declarant,
                                  question->uit, question->reference, cancellable, answered,
                                  g_steal_pointer (&task));
  else
    parafa_etransport_download_async (etransport, token, question->cif, cancellable, answered,
                                      g_steal_pointer (&task));
}

static void
take_turn (GTask *task)
{
  ParafaFilings *self = g_task_get_source_object (task);
  Question *question = g_task_get_task_data (task);

  if (parafa_filings_has_ended (self))
    {
      return_ended (task);
      return;
    }
  parafa_filing_caller_take_async (parafa_filings_get_caller (self), question->profile,
                                   question->system, g_task_get_cancellable (task), has_turn,
                                   g_object_ref (task));
}

static void
counted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  gboolean allowed;

  if (!parafa_archive_count_finish (PARAFA_ARCHIVE (source), result, &allowed, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (!allowed)
    g_task_return_new_error (task, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_DAY_LIMIT,
                             "filing: the list was asked as often today as ANAF allows");
  else
    take_turn (task);
}

static GTask *
start (ParafaFilings *self,
       Question *question,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, start);
  g_task_set_task_data (task, question, question_free);
  return task;
}

/**
 * parafa_filings_fetch_list_async:
 * @self: filings
 * @profile: whose token
 * @system: which system
 * @cif: the company
 * @days: how many days back, 1 to 60
 * @cancellable: (nullable): to stop it
 * @callback: called when it is merged
 * @user_data: for @callback
 *
 * Asks ANAF's list and brings it into the archive. Fails with %PARAFA_SESSION_ERROR_DAY_LIMIT when it was asked too often
 * today.
 */
void
parafa_filings_fetch_list_async (ParafaFilings *self,
                                 const char *profile,
                                 ParafaFilingSystem system,
                                 const char *cif,
                                 guint days,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  Question *question;
  gint64 day;

  g_return_if_fail (PARAFA_IS_FILINGS (self));
  g_return_if_fail (profile != NULL && cif != NULL);

  question = question_new (PARAFA_ETRANSPORT_LIST, profile, system, cif);
  question->days = days;
  day = parafa_filing_caller_get_day (parafa_filings_get_caller (self));
  parafa_archive_count_async (parafa_filings_get_archive (self), "lista", day, LISTS_PER_DAY,
                              cancellable, counted,
                              start (self, question, cancellable, callback, user_data));
}

/**
 * parafa_filings_fetch_list_finish:
 * @self: filings
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full): what ANAF said; the list itself is in the archive
 */
ParafaEtransportAnswer *
parafa_filings_fetch_list_finish (ParafaFilings *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * parafa_filings_fetch_info_async:
 * @self: filings
 * @profile: whose token
 * @system: which system
 * @carrier: the company that organises the transports
 * @declarant: (nullable): only what this company declared
 * @uit: (nullable): only this UIT
 * @reference: (nullable): only this reference
 * @cancellable: (nullable): to stop it
 * @callback: called when it is answered
 * @user_data: for @callback
 *
 * Asks for the transports a carrier was named for.
 */
void
parafa_filings_fetch_info_async (ParafaFilings *self,
                                 const char *profile,
                                 ParafaFilingSystem system,
                                 const char *carrier,
                                 const char *declarant,
                                 const char *uit,
                                 const char *reference,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Question *question;

  g_return_if_fail (PARAFA_IS_FILINGS (self));
  g_return_if_fail (profile != NULL && carrier != NULL);

  question = question_new (PARAFA_ETRANSPORT_INFO, profile, system, carrier);
  question->declarant = g_strdup (declarant);
  question->uit = g_strdup (uit);
  question->reference = g_strdup (reference);
  task = start (self, question, cancellable, callback, user_data);
  take_turn (task);
}

/**
 * parafa_filings_fetch_info_finish:
 * @self: filings
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full): the answer, with its records
 */
ParafaEtransportAnswer *
parafa_filings_fetch_info_finish (ParafaFilings *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * parafa_filings_download_async:
 * @self: filings
 * @record: a filing with an index
 * @cancellable: (nullable): to stop it
 * @callback: called when it is answered
 * @user_data: for @callback
 *
 * Tries ANAF's own download, which was withdrawn: without it, what the archive has is all there is.
 */
void
parafa_filings_download_async (ParafaFilings *self,
                               ParafaFilingRecord *record,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (PARAFA_IS_FILINGS (self));
  g_return_if_fail (record != NULL && record->index != NULL);

  task = start (self,
                question_new (PARAFA_ETRANSPORT_DOWNLOAD, record->profile, record->system,
                              record->index),
                cancellable, callback, user_data);
  take_turn (task);
}

/**
 * parafa_filings_download_finish:
 * @self: filings
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full): the answer; its file when ANAF still gives it
 */
ParafaEtransportAnswer *
parafa_filings_download_finish (ParafaFilings *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
