/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-filing-settler.h"

#include "parafa-filing-match.h"

#include <string.h>

#define DAY_S (G_GINT64_CONSTANT (86400))
#define MAX_DAYS 60
#define LISTS_PER_DAY                                                                              \
  950 /* of 1000, so that a person can still look (ANAF e-Transport API, 2024) */
#define AFTER_TROUBLE_S 300
#define ABSENT "not in the list"
#define MAX_LOST                                                                                   \
  3 /* how often one filing is sent again by itself: a file may be what breaks the server */

/* One round over all companies with filings in doubt */
typedef struct
{
  ParafaArchive *archive;     /* (owned) */
  ParafaFilingCaller *caller; /* (owned) */
  ParafaFilingPatience patience;
  GPtrArray *doubtful;            /* (owned) (nullable): all of them */
  GPtrArray *group;               /* (owned) (nullable): those of one company */
  GHashTable *asked;              /* (owned): companies of this round */
  ParafaFilingTurn *turn;         /* (owned) (nullable) */
  ParafaEtransportAnswer *answer; /* (owned) (nullable) */
  GArray *matches;                /* (owned) (nullable) */
  guint at;                       /* in the group */
  guint n_lost;                   /* how often the one at hand was lost */
  gboolean repeated;              /* the list, after a 401, with another token */
  guint n_left;
  gint64 next_at;
} Round;

static void next_company (GTask *task);
static void counted (GObject *source, GAsyncResult *result, gpointer user_data);
static void has_turn (GObject *source, GAsyncResult *result, gpointer user_data);
static void listed (GObject *source, GAsyncResult *result, gpointer user_data);
static void known_ready (GObject *source, GAsyncResult *result, gpointer user_data);
static void apply_next (GTask *task);

static void
round_free (gpointer data)
{
  Round *round = data;

  g_clear_object (&round->archive);
  g_clear_object (&round->caller);
  g_clear_pointer (&round->doubtful, g_ptr_array_unref);
  g_clear_pointer (&round->group, g_ptr_array_unref);
  g_clear_pointer (&round->asked, g_hash_table_unref);
  g_clear_pointer (&round->turn, parafa_filing_turn_free);
  g_clear_pointer (&round->answer, parafa_etransport_answer_unref);
  g_clear_pointer (&round->matches, g_array_unref);
  g_free (round);
}

static char *
get_company (const ParafaFilingRecord *record)
{
  return g_strdup_printf ("%s/%" G_GINT64_FORMAT "/%s", record->profile, record->system,
                          record->cif);
}

/* A clock that was set back since would have it sent in the future: it was before it came in doubt */
static gint64
get_sent (const ParafaFilingRecord *record)
{
  return MIN (record->sent_at, record->changed_at);
}

/* When the list is worth asking for it */
static gint64
get_due (const Round *round, const ParafaFilingRecord *record)
{
  gint64 due = get_sent (record) + round->patience.first_s;

  return record->absent_at >= 0 ? MAX (due, record->absent_at + round->patience.second_s) : due;
}

static gboolean
is_unsure (const ParafaFilingRecord *record)
{
  return g_strcmp0 (record->problem, "unsure") == 0;
}

static void
wait_until (Round *round, gint64 at)
{
  round->next_at = round->next_at < 0 ? at : MIN (round->next_at, at);
}

static void
finish (GTask *task)
{
  g_task_return_boolean (task, TRUE);
}

/* -- one company: count, turn, list, known, apply -- */

static void
doubtful_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Round *round = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  round->doubtful = parafa_archive_find_finish (PARAFA_ARCHIVE (source), result, &error);
  if (round->doubtful == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    next_company (task);
}

/* The first company of this round that has a filing whose time has come */
static GPtrArray *
find_group (Round *round, gint64 now_s)
{
  g_autofree char *company = NULL;
  GPtrArray *group;

  for (guint i = 0; i < round->doubtful->len && company == NULL; i++)
    {
      const ParafaFilingRecord *record = round->doubtful->pdata[i];
      g_autofree char *name = get_company (record);

      if (!is_unsure (record) && get_due (round, record) <= now_s &&
          !g_hash_table_contains (round->asked, name))
        company = g_steal_pointer (&name);
    }
  if (company == NULL)
    return NULL;
  group = g_ptr_array_new_with_free_func ((GDestroyNotify) parafa_filing_record_unref);
  for (guint i = 0; i < round->doubtful->len; i++)
    {
      g_autofree char *name = get_company (round->doubtful->pdata[i]);

      if (strcmp (name, company) == 0)
        g_ptr_array_add (group, parafa_filing_record_ref (round->doubtful->pdata[i]));
    }
  g_hash_table_add (round->asked, g_steal_pointer (&company));
  return group;
}

static void
count_rest (Round *round, gint64 now_s)
{
  for (guint i = 0; i < round->doubtful->len; i++)
    {
      const ParafaFilingRecord *record = round->doubtful->pdata[i];
      g_autofree char *name = get_company (record);

      if (is_unsure (record) || g_hash_table_contains (round->asked, name))
        continue;
      round->n_left++;
      wait_until (round, get_due (round, record));
    }
}

static void
next_company (GTask *task)
{
  Round *round = g_task_get_task_data (task);
  gint64 now_s = parafa_filing_caller_get_now (round->caller);

  g_clear_pointer (&round->group, g_ptr_array_unref);
  round->group = find_group (round, now_s);
  if (round->group == NULL)
    {
      count_rest (round, now_s);
      finish (task);
      return;
    }
  parafa_archive_count_async (round->archive, "lista", parafa_filing_caller_get_day (round->caller),
                              LISTS_PER_DAY, NULL, counted, g_object_ref (task));
}

/* The company waits; the others go on */
static void
leave_company (GTask *task, gint64 until)
{
  Round *round = g_task_get_task_data (task);

  round->n_left += round->group->len;
  wait_until (round, until);
  next_company (task);
}

static void
counted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Round *round = g_task_get_task_data (task);
  const ParafaFilingRecord *first = round->group->pdata[0];
  g_autoptr (GError) error = NULL;
  gboolean allowed;

  if (!parafa_archive_count_finish (PARAFA_ARCHIVE (source), result, &allowed, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (!allowed)
    leave_company (task, parafa_filing_caller_get_now (round->caller) + 12 * AFTER_TROUBLE_S);
  else
    {
      round->repeated = FALSE;
      parafa_filing_caller_take_async (round->caller, first->profile, first->system,
                                       g_task_get_cancellable (task), has_turn,
                                       g_object_ref (task));
    }
}

/* What was filed to a notification is listed with that, which may be as old as the list goes back */
static guint
get_days (const Round *round, gint64 now_s)
{
  gint64 first_s = now_s;

  for (guint i = 0; i < round->group->len; i++)
    {
      const ParafaFilingRecord *record = round->group->pdata[i];

      if (record->subject_uit != NULL)
        return MAX_DAYS;
      first_s = MIN (first_s, record->sent_at);
    }
  return (guint) CLAMP ((now_s - first_s) / DAY_S + 2, 1, MAX_DAYS);
}

static void
has_turn (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Round *round = g_task_get_task_data (task);
  const ParafaFilingRecord *first = round->group->pdata[0];
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&round->turn, parafa_filing_turn_free);
  round->turn = parafa_filing_caller_take_finish (PARAFA_FILING_CALLER (source), result, &error);
  if (round->turn == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  parafa_etransport_list_async (round->turn->etransport, round->turn->door->token,
                                get_days (round, parafa_filing_caller_get_now (round->caller)),
                                first->cif, g_task_get_cancellable (task), listed,
                                g_object_ref (task));
}

static void
ask_known (GTask *task)
{
  Round *round = g_task_get_task_data (task);
  const ParafaFilingRecord *first = round->group->pdata[0];
  g_autoptr (GPtrArray) indexes = g_ptr_array_new ();

  for (guint i = 0; i < round->answer->records->len; i++)
    {
      const ParafaEtransportRecord *record = round->answer->records->pdata[i];

      if (record->id_incarcare != NULL)
        g_ptr_array_add (indexes, record->id_incarcare);
      for (guint n = 0; n < record->steps->len; n++)
        {
          const ParafaEtransportStep *step = record->steps->pdata[n];

          if (step->id_incarcare != NULL)
            g_ptr_array_add (indexes, step->id_incarcare);
        }
    }
  g_ptr_array_add (indexes, NULL);
  parafa_archive_get_known_async (round->archive, first->system,
                                  (const char *const *) indexes->pdata, NULL, known_ready,
                                  g_object_ref (task));
}

/* Once for a company, with another token */
static gboolean
repeat (GTask *task)
{
  Round *round = g_task_get_task_data (task);
  const ParafaFilingRecord *first = round->group->pdata[0];

  if (round->answer->outcome != PARAFA_ETRANSPORT_UNAUTHORIZED ||
      !parafa_filing_caller_refused (round->caller, first->profile, round->turn->door->token) ||
      round->repeated)
    return FALSE;
  round->repeated = TRUE;
  parafa_filing_caller_take_async (round->caller, first->profile, first->system,
                                   g_task_get_cancellable (task), has_turn, g_object_ref (task));
  return TRUE;
}

/* The server is there, but this list does not come whole: that keeps nobody else waiting */
static gboolean
is_list_alone (const GError *error)
{
  return g_error_matches (error, PARAFA_HTTP_ERROR, PARAFA_HTTP_ERROR_RESET) ||
         g_error_matches (error, PARAFA_HTTP_ERROR, PARAFA_HTTP_ERROR_TIMEOUT) ||
         g_error_matches (error, PARAFA_HTTP_ERROR, PARAFA_HTTP_ERROR_TOO_LARGE);
}

static void
listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Round *round = g_task_get_task_data (task);
  gint64 now_s = parafa_filing_caller_get_now (round->caller);
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&round->answer, parafa_etransport_answer_unref);
  round->answer = parafa_etransport_call_finish (PARAFA_ETRANSPORT (source), result, &error);
  if (round->answer == NULL && is_list_alone (error))
    {
      leave_company (task, now_s + AFTER_TROUBLE_S);
      return;
    }
  if (round->answer == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (round->answer->outcome == PARAFA_ETRANSPORT_LIMITED)
    parafa_filing_caller_hold (round->caller);
  if (repeat (task))
    return;
  switch (round->answer->outcome)
    {
    case PARAFA_ETRANSPORT_DONE:
    case PARAFA_ETRANSPORT_NOTHING:
      ask_known (task);
      break;
    case PARAFA_ETRANSPORT_UNAUTHORIZED:
    case PARAFA_ETRANSPORT_FORBIDDEN:
      g_task_return_new_error (task, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_NO_PAIR,
                               "filing: the list is not shown to this token (%u)",
                               round->answer->status);
      break;
    case PARAFA_ETRANSPORT_REFUSED:
    case PARAFA_ETRANSPORT_LIMITED:
    case PARAFA_ETRANSPORT_NOT_FOUND:
    case PARAFA_ETRANSPORT_SERVER:
    case PARAFA_ETRANSPORT_PAGE:
    case PARAFA_ETRANSPORT_STRANGE:
    default:
      leave_company (task, now_s + AFTER_TROUBLE_S);
      break;
    }
}

static void
known_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Round *round = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) known =
      parafa_archive_get_known_finish (PARAFA_ARCHIVE (source), result, &error);

  if (known == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_clear_pointer (&round->matches, g_array_unref);
  round->matches = parafa_filing_match (round->group, round->answer->records, known);
  round->at = 0;
  apply_next (task);
}

static ParafaFilingChange *
change_for_found (const ParafaFilingMatch *match, gint64 now_s)
{
  const char *uit = match->record->uit;
  ParafaFilingChange *change =
      parafa_filing_change_new (1u << PARAFA_FILING_UNKNOWN, PARAFA_FILING_PROCESSING, now_s);

  change->index = g_strdup (match->index);
  change->uit = g_strdup (uit != NULL ? uit : "");
  change->problem = g_strdup ("");
  change->next_poll_at = now_s;
  change->answer = parafa_filing_answer_new (now_s, "lista", 200, match->index);
  return change;
}

/* Absent once, or too soon: it is asked again. Absent twice, the last time late enough: it was not taken in, and waits
 * anew; but for one that is lost again and again. */
static ParafaFilingChange *
change_for_absent (const Round *round, const ParafaFilingRecord *record, gint64 now_s)
{
  ParafaFilingChange *change;

  if (get_due (round, record) > now_s)
    return NULL;
  if (record->absent_at < 0 || now_s < get_sent (record) + round->patience.sure_s)
    {
      change = parafa_filing_change_new (1u << PARAFA_FILING_UNKNOWN, PARAFA_FILING_KEEP, now_s);
      change->absent_at = now_s;
    }
  else if (round->n_lost >= MAX_LOST)
    {
      change = parafa_filing_change_new (1u << PARAFA_FILING_UNKNOWN, PARAFA_FILING_KEEP, now_s);
      change->problem = g_strdup ("unsure");
    }
  else
    {
      change = parafa_filing_change_new (1u << PARAFA_FILING_UNKNOWN, PARAFA_FILING_QUEUED, now_s);
      change->problem = g_strdup ("");
      change->next_poll_at = -1;
    }
  change->answer = parafa_filing_answer_new (now_s, "lista", 200, ABSENT);
  return change;
}

static ParafaFilingChange *
change_for_match (const Round *round,
                  const ParafaFilingRecord *record,
                  const ParafaFilingMatch *match,
                  gint64 now_s)
{
  ParafaFilingChange *change;
  gboolean too_old = record->sent_at < now_s - MAX_DAYS * DAY_S;

  if (match->result == PARAFA_FILING_MATCH_FOUND)
    return change_for_found (match, now_s);
  if (is_unsure (record))
    return NULL;
  if (match->result == PARAFA_FILING_MATCH_ABSENT && !too_old)
    return change_for_absent (round, record, now_s);
  change = parafa_filing_change_new (1u << PARAFA_FILING_UNKNOWN, PARAFA_FILING_KEEP, now_s);
  change->problem = g_strdup ("unsure");
  return change;
}

static void
applied (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Round *round = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaFilingRecord) after =
      parafa_archive_change_finish (PARAFA_ARCHIVE (source), result, &error);

  if (after == NULL && !g_error_matches (error, PARAFA_ARCHIVE_ERROR, PARAFA_ARCHIVE_ERROR_STATE))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (after != NULL && after->state == PARAFA_FILING_UNKNOWN && !is_unsure (after))
    {
      round->n_left++;
      wait_until (round, get_due (round, after));
    }
  apply_next (task);
}

/* How often it left and got no clear answer, since a person last said that it should be sent again */
static guint
count_lost (GPtrArray *answers)
{
  guint n = 0;

  for (guint i = 0; i < answers->len; i++)
    {
      const ParafaFilingAnswer *answer = answers->pdata[i];

      if (strcmp (answer->call, "upload") == 0)
        n += answer->status < 400 || answer->status >= 500;
      else if (strcmp (answer->call, "none") == 0)
        n = 0;
    }
  return n;
}

static void
apply (GTask *task)
{
  Round *round = g_task_get_task_data (task);
  gint64 now_s = parafa_filing_caller_get_now (round->caller);
  const ParafaFilingRecord *record = round->group->pdata[round->at];
  const ParafaFilingMatch *match = &g_array_index (round->matches, ParafaFilingMatch, round->at);
  ParafaFilingChange *change = change_for_match (round, record, match, now_s);

  round->at++;
  if (change != NULL)
    {
      parafa_archive_change_async (round->archive, record->id, change, NULL, applied,
                                   g_object_ref (task));
      return;
    }
  if (!is_unsure (record))
    {
      round->n_left++;
      wait_until (round, get_due (round, record));
    }
  apply_next (task);
}

static void
answers_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Round *round = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) answers =
      parafa_archive_get_answers_finish (PARAFA_ARCHIVE (source), result, &error);

  if (answers == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  round->n_lost = count_lost (answers);
  apply (task);
}

static void
apply_next (GTask *task)
{
  Round *round = g_task_get_task_data (task);
  const ParafaFilingRecord *record;

  if (round->at == round->group->len)
    {
      next_company (task);
      return;
    }
  record = round->group->pdata[round->at];
  parafa_archive_get_answers_async (round->archive, record->id, NULL, answers_ready,
                                    g_object_ref (task));
}

/**
 * parafa_filing_settle_async:
 * @archive: the archive
 * @caller: who makes the calls
 * @patience: how long to wait
 * @cancellable: (nullable): to stop it
 * @callback: called when every company whose time has come was asked for
 * @user_data: for @callback
 *
 * Settles filings in doubt by ANAF's list. What the list has goes on as taken in; what it does not have twice waits to
 * be sent again; what it has some of, of several that look alike, stays in doubt with problem "unsure". Only for whoever
 * holds the sender's lock.
 */
void
parafa_filing_settle_async (ParafaArchive *archive,
                            ParafaFilingCaller *caller,
                            const ParafaFilingPatience *patience,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (ParafaFilingFilter) filter = NULL;
  Round *round;

  g_return_if_fail (PARAFA_IS_ARCHIVE (archive));
  g_return_if_fail (PARAFA_IS_FILING_CALLER (caller));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_filing_settle_async);
  round = g_new0 (Round, 1);
  round->archive = g_object_ref (archive);
  round->caller = g_object_ref (caller);
  round->patience = *patience;
  round->asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  round->next_at = -1;
  g_task_set_task_data (task, round, round_free);
  filter = parafa_filing_filter_new ();
  filter->states = 1u << PARAFA_FILING_UNKNOWN;
  parafa_archive_find_async (archive, filter, cancellable, doubtful_ready, g_steal_pointer (&task));
}

/**
 * parafa_filing_settle_finish:
 * @result: the result
 * @n_left: (out): filings that are still in doubt and that the list may settle
 * @next_at: (out): Unix seconds when to look again; -1 for never
 * @error: return location: %PARAFA_ARCHIVE_ERROR, %PARAFA_HTTP_ERROR, else why there is no token
 *
 * Returns: whether the round was finished
 */
gboolean
parafa_filing_settle_finish (GAsyncResult *result, guint *n_left, gint64 *next_at, GError **error)
{
  Round *round;

  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  round = g_task_get_task_data (G_TASK (result));
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  *n_left = round->n_left;
  *next_at = round->next_at;
  return TRUE;
}
