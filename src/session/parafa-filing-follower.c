/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-filing-follower.h"

#include "parafa-declaration.h"

#define STATES_PER_DAY 96 /* of ANAF's 100 for one index (e-Transport API, 2024) */
#define TROUBLE_S 60      /* after an answer that says nothing about the filing */
#define LONG_S 3600
#define MAX_WAIT_S 3600

struct _ParafaFilingFollower
{
  GObject parent_instance;

  ParafaArchive *archive;     /* (owned) */
  ParafaFilingCaller *caller; /* (owned) */
  GCancellable *cancellable;  /* (owned) */
  GQueue wanted;              /* (owned) (element-type gint64*): asked for by a person */
  gboolean started;
  gboolean busy;
  gboolean again;
  guint timer;
};

/* One question */
typedef struct
{
  ParafaFilingFollower *follower; /* (owned) */
  ParafaArchive *archive;         /* (owned) */
  ParafaFilingRecord *record;     /* (owned) */
  ParafaFilingTurn *turn;         /* (owned) (nullable) */
  gboolean repeated;              /* after a 401, with another token */
} Question;

static guint settled_signal;
static guint asked_signal;

G_DEFINE_FINAL_TYPE (ParafaFilingFollower, parafa_filing_follower, G_TYPE_OBJECT)

static void look (ParafaFilingFollower *self);
static void counted (GObject *source, GAsyncResult *result, gpointer user_data);
static void has_turn (GObject *source, GAsyncResult *result, gpointer user_data);
static void answered (GObject *source, GAsyncResult *result, gpointer user_data);
static void written (GObject *source, GAsyncResult *result, gpointer user_data);

static void
question_free (Question *question)
{
  g_clear_object (&question->follower);
  g_clear_object (&question->archive);
  g_clear_pointer (&question->record, parafa_filing_record_unref);
  g_clear_pointer (&question->turn, parafa_filing_turn_free);
  g_free (question);
}

/**
 * parafa_filing_follower_get_pause:
 * @n_polls: how often it was asked
 *
 * Declarations are through within seconds as a rule; those that are not may take a day. The pauses of one day, all
 * together, stay far under the limit of questions.
 *
 * Returns: seconds until the next question
 */
gint64
parafa_filing_follower_get_pause (gint64 n_polls)
{
  static const gint64 pauses[] = { 3, 5, 10, 20, 40, 60, 120, 300, 600, 1200, 1800 };

  if (n_polls < 0)
    return pauses[0];
  return n_polls < (gint64) G_N_ELEMENTS (pauses) ? pauses[n_polls] : LONG_S;
}

static void
timer_came (gpointer user_data)
{
  ParafaFilingFollower *self = user_data;

  self->timer = 0;
  look (self);
}

static void
wait (ParafaFilingFollower *self, gint64 seconds)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->started)
    self->timer =
        g_timeout_add_once ((guint) CLAMP (seconds, 1, MAX_WAIT_S) * 1000u, timer_came, self);
}

/* -- a question: count, turn, ask, write -- */

static void
tell_asked (ParafaFilingFollower *self, gint64 id)
{
  g_signal_emit (self, asked_signal, 0, id);
}

static void
question_end (Question *question)
{
  g_autoptr (ParafaFilingFollower) self = g_object_ref (question->follower);
  gint64 id = question->record->id;

  question_free (question);
  self->busy = FALSE;
  tell_asked (self, id);
  if (self->archive != NULL)
    look (self);
}

/* Without a token, without a network: later */
static void
question_fail (Question *question)
{
  g_autoptr (ParafaFilingFollower) self = g_object_ref (question->follower);
  gint64 id = question->record->id;

  question_free (question);
  self->busy = FALSE;
  tell_asked (self, id);
  if (self->archive != NULL)
    wait (self, TROUBLE_S);
}

static void
put_off (Question *question, gint64 until, const char *problem, ParafaFilingAnswer *answer)
{
  gint64 now_s = parafa_filing_caller_get_now (question->follower->caller);
  ParafaFilingChange *change =
      parafa_filing_change_new (1u << PARAFA_FILING_PROCESSING, PARAFA_FILING_KEEP, now_s);

  change->next_poll_at = until;
  change->problem = g_strdup (problem);
  change->answer = answer;
  parafa_archive_change_async (question->archive, question->record->id, change, NULL, written,
                               question);
}

static void
ask (ParafaFilingFollower *self, ParafaFilingRecord *record)
{
  Question *question = g_new0 (Question, 1);
  g_autofree char *name = g_strconcat ("stareMesaj/", record->index, NULL);
  gint64 day = parafa_filing_caller_get_day (self->caller);

  self->busy = TRUE;
  question->follower = g_object_ref (self);
  question->archive = g_object_ref (self->archive);
  question->record = parafa_filing_record_ref (record);
  parafa_archive_count_async (self->archive, name, day, STATES_PER_DAY, self->cancellable, counted,
                              question);
}

/* ANAF's limits are of its day, Romania's; its clock may be a little behind */
static gint64
get_tomorrow (gint64 now_s)
{
  g_autoptr (GTimeZone) zone = parafa_romania_zone_new ();
  g_autoptr (GDateTime) midnight = NULL;
  GDate day;

  parafa_romania_get_today (now_s, &day);
  g_date_add_days (&day, 1);
  midnight = g_date_time_new (zone, g_date_get_year (&day), (int) g_date_get_month (&day),
                              g_date_get_day (&day), 0, 0, 0);
  return (midnight != NULL ? g_date_time_to_unix (midnight) : now_s + LONG_S) + TROUBLE_S;
}

static void
counted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Question *question = user_data;
  ParafaFilingFollower *self = question->follower;
  gint64 now_s = parafa_filing_caller_get_now (self->caller);
  g_autoptr (GError) error = NULL;
  gboolean allowed;

  if (!parafa_archive_count_finish (PARAFA_ARCHIVE (source), result, &allowed, &error))
    question_fail (question);
  else if (!allowed)
    put_off (question, get_tomorrow (now_s), "day-limit", NULL);
  else
    parafa_filing_caller_take_async (self->caller, question->record->profile,
                                     question->record->system, self->cancellable, has_turn,
                                     question);
}

static void
has_turn (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Question *question = user_data;
  g_autoptr (GError) error = NULL;
  gint64 now_s = parafa_filing_caller_get_now (question->follower->caller);

  question->turn = parafa_filing_caller_take_finish (PARAFA_FILING_CALLER (source), result, &error);
  if (question->turn != NULL)
    parafa_etransport_state_async (question->turn->etransport, question->turn->door->token,
                                   question->record->index, question->follower->cancellable,
                                   answered, question);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    question_fail (question);
  else /* others may have a token */
    put_off (question, now_s + TROUBLE_S, "no-access", NULL);
}

static ParafaFilingChange *
change_for_state (const ParafaFilingRecord *record,
                  const ParafaEtransportAnswer *answer,
                  gint64 now_s)
{
  guint from = 1u << PARAFA_FILING_PROCESSING;
  ParafaFilingChange *change;

  switch (answer->state)
    {
    case PARAFA_ETRANSPORT_STATE_OK:
      change = parafa_filing_change_new (from, PARAFA_FILING_OK, now_s);
      change->problem = g_strdup ("");
      break;
    case PARAFA_ETRANSPORT_STATE_NOK:
    case PARAFA_ETRANSPORT_STATE_XML_ERRORS:
      change = parafa_filing_change_new (from, PARAFA_FILING_NOK, now_s);
      change->problem =
          g_strdup (answer->state == PARAFA_ETRANSPORT_STATE_NOK ? "nok" : "xml-errors");
      change->message = g_strjoinv ("\n", answer->errors);
      break;
    case PARAFA_ETRANSPORT_STATE_PROCESSING:
    case PARAFA_ETRANSPORT_STATE_NONE:
    default:
      change = parafa_filing_change_new (from, PARAFA_FILING_KEEP, now_s);
      change->next_poll_at = now_s + parafa_filing_follower_get_pause (record->polls + 1);
      change->problem = g_strdup ("");
      break;
    }
  change->polls = record->polls + 1;
  change->asked_at = now_s;
  return change;
}

static void
take_trouble (Question *question, const ParafaEtransportAnswer *answer, gint64 now_s)
{
  ParafaFilingAnswer *kept =
      parafa_filing_answer_new (now_s, "stareMesaj", answer->status, answer->text);
  gint64 pause = MAX (TROUBLE_S, parafa_filing_follower_get_pause (question->record->polls + 1));

  if (answer->outcome == PARAFA_ETRANSPORT_LIMITED)
    parafa_filing_caller_hold (question->follower->caller);
  if (answer->outcome == PARAFA_ETRANSPORT_REFUSED &&
      answer->problem == PARAFA_ETRANSPORT_PROBLEM_DAY_LIMIT)
    put_off (question, get_tomorrow (now_s), "day-limit", kept);
  else if (answer->outcome == PARAFA_ETRANSPORT_REFUSED)
    put_off (question, now_s + LONG_S, "not-told", kept);
  else if (answer->outcome == PARAFA_ETRANSPORT_UNAUTHORIZED)
    put_off (question, now_s + 5 * TROUBLE_S, "no-access", kept);
  else if (answer->outcome == PARAFA_ETRANSPORT_FORBIDDEN)
    put_off (question, now_s + 5 * TROUBLE_S, "forbidden", kept);
  else
    put_off (question, now_s + pause, "trouble", kept);
}

/* Once, with another token */
static gboolean
repeat (Question *question, const ParafaEtransportAnswer *answer)
{
  ParafaFilingFollower *self = question->follower;

  if (answer->outcome != PARAFA_ETRANSPORT_UNAUTHORIZED ||
      !parafa_filing_caller_refused (self->caller, question->record->profile,
                                     question->turn->door->token) ||
      question->repeated)
    return FALSE;
  question->repeated = TRUE;
  g_clear_pointer (&question->turn, parafa_filing_turn_free);
  parafa_filing_caller_take_async (self->caller, question->record->profile,
                                   question->record->system, self->cancellable, has_turn, question);
  return TRUE;
}

static void
answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Question *question = user_data;
  gint64 now_s = parafa_filing_caller_get_now (question->follower->caller);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaEtransportAnswer) answer =
      parafa_etransport_call_finish (PARAFA_ETRANSPORT (source), result, &error);
  ParafaFilingChange *change;

  if (answer == NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      question_fail (question);
      return;
    }
  if (answer == NULL)
    {
      put_off (question, now_s + TROUBLE_S, "no-answer", NULL);
      return;
    }
  if (repeat (question, answer))
    return;
  if (answer->outcome != PARAFA_ETRANSPORT_DONE)
    {
      take_trouble (question, answer, now_s);
      return;
    }
  change = change_for_state (question->record, answer, now_s);
  if (answer->state != PARAFA_ETRANSPORT_STATE_PROCESSING)
    change->answer = parafa_filing_answer_new (now_s, "stareMesaj", answer->status, answer->text);
  parafa_archive_change_async (question->archive, question->record->id, change, NULL, written,
                               question);
}

static void
written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Question *question = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaFilingRecord) after =
      parafa_archive_change_finish (PARAFA_ARCHIVE (source), result, &error);

  if (after == NULL && !g_error_matches (error, PARAFA_ARCHIVE_ERROR, PARAFA_ARCHIVE_ERROR_STATE))
    {
      question_fail (question);
      return;
    }
  if (after != NULL && after->state != PARAFA_FILING_PROCESSING)
    g_signal_emit (question->follower, settled_signal, 0, after);
  question_end (question);
}

/* -- whose turn it is -- */

static void
found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaFilingFollower) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records =
      parafa_archive_find_finish (PARAFA_ARCHIVE (source), result, &error);
  gint64 now_s = parafa_filing_caller_get_now (self->caller);
  ParafaFilingRecord *first;

  self->busy = FALSE;
  if (self->archive == NULL || !self->started)
    return;
  if (records == NULL)
    {
      wait (self, TROUBLE_S);
      return;
    }
  first = records->len > 0 ? records->pdata[0] : NULL;
  if (first != NULL && first->next_poll_at <= now_s && first->index != NULL)
    ask (self, first);
  else if (self->again)
    look (self);
  else if (first != NULL)
    wait (self, first->next_poll_at - now_s);
}

static void
wanted_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaFilingFollower) self = user_data;
  g_autoptr (ParafaFilingRecord) record =
      parafa_archive_get_finish (PARAFA_ARCHIVE (source), result, NULL);

  self->busy = FALSE;
  if (self->archive == NULL)
    return;
  if (record != NULL && record->state == PARAFA_FILING_PROCESSING && record->index != NULL)
    ask (self, record);
  else
    {
      if (record != NULL) /* it is through already */
        tell_asked (self, record->id);
      look (self);
    }
}

static void
look (ParafaFilingFollower *self)
{
  g_autoptr (ParafaFilingFilter) filter = NULL;
  g_autofree gint64 *wanted = NULL;

  self->again = TRUE;
  if (self->archive == NULL || self->busy)
    return;
  wanted = g_queue_pop_head (&self->wanted);
  if (wanted == NULL && !self->started)
    return;
  self->busy = TRUE;
  self->again = FALSE;
  if (wanted != NULL)
    {
      parafa_archive_get_async (self->archive, *wanted, self->cancellable, wanted_ready,
                                g_object_ref (self));
      return;
    }
  filter = parafa_filing_filter_new ();
  filter->states = 1u << PARAFA_FILING_PROCESSING;
  filter->limit = 1;
  filter->by_due = TRUE;
  parafa_archive_find_async (self->archive, filter, self->cancellable, found, g_object_ref (self));
}

static void
on_changed (ParafaArchive *archive, gint64 id, ParafaFilingFollower *self)
{
  if (self->started)
    look (self);
}

/* -- the object -- */

static void
parafa_filing_follower_dispose (GObject *object)
{
  ParafaFilingFollower *self = PARAFA_FILING_FOLLOWER (object);

  self->started = FALSE;
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->archive != NULL)
    g_signal_handlers_disconnect_by_data (self->archive, self);
  g_clear_object (&self->archive);
  g_queue_clear_full (&self->wanted, g_free);
  G_OBJECT_CLASS (parafa_filing_follower_parent_class)->dispose (object);
}

static void
parafa_filing_follower_finalize (GObject *object)
{
  ParafaFilingFollower *self = PARAFA_FILING_FOLLOWER (object);

  g_clear_object (&self->caller);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (parafa_filing_follower_parent_class)->finalize (object);
}

static void
parafa_filing_follower_class_init (ParafaFilingFollowerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = parafa_filing_follower_dispose;
  object_class->finalize = parafa_filing_follower_finalize;

  /**
   * ParafaFilingFollower::settled:
   * @self: the follower
   * @record: the filing
   *
   * A filing that was in process is OK or NOK now.
   */
  settled_signal = g_signal_new ("settled", PARAFA_TYPE_FILING_FOLLOWER, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, PARAFA_TYPE_FILING_RECORD);

  /**
   * ParafaFilingFollower::asked:
   * @self: the follower
   * @id: the filing
   *
   * A question is through, whatever came of it: the archive has that, if anything did.
   */
  asked_signal = g_signal_new ("asked", PARAFA_TYPE_FILING_FOLLOWER, G_SIGNAL_RUN_LAST, 0, NULL,
                               NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
parafa_filing_follower_init (ParafaFilingFollower *self)
{
  self->cancellable = g_cancellable_new ();
  g_queue_init (&self->wanted);
}

/**
 * parafa_filing_follower_new:
 * @archive: the archive
 * @caller: who makes the calls
 *
 * Returns: (transfer full): a follower at rest
 */
ParafaFilingFollower *
parafa_filing_follower_new (ParafaArchive *archive, ParafaFilingCaller *caller)
{
  ParafaFilingFollower *self;

  g_return_val_if_fail (PARAFA_IS_ARCHIVE (archive), NULL);
  g_return_val_if_fail (PARAFA_IS_FILING_CALLER (caller), NULL);

  self = g_object_new (PARAFA_TYPE_FILING_FOLLOWER, NULL);
  self->archive = g_object_ref (archive);
  self->caller = g_object_ref (caller);
  g_signal_connect (archive, "changed", G_CALLBACK (on_changed), self);
  return self;
}

/**
 * parafa_filing_follower_start:
 * @self: a follower
 *
 * Asks for all that is in process, one after another, each when its time has come.
 */
void
parafa_filing_follower_start (ParafaFilingFollower *self)
{
  g_return_if_fail (PARAFA_IS_FILING_FOLLOWER (self));

  self->started = TRUE;
  look (self);
}

/**
 * parafa_filing_follower_stop:
 * @self: a follower
 *
 * Asks no more.
 */
void
parafa_filing_follower_stop (ParafaFilingFollower *self)
{
  g_return_if_fail (PARAFA_IS_FILING_FOLLOWER (self));

  self->started = FALSE;
  g_clear_handle_id (&self->timer, g_source_remove);
}

/**
 * parafa_filing_follower_is_too_soon:
 * @record: a filing
 * @now_s: Unix seconds
 *
 * ANAF answers 100 questions a day for one upload, so that each answer makes a pause.
 *
 * Returns: whether ANAF was asked lately and had an answer, and next_poll_at says when it is worth asking again
 */
gboolean
parafa_filing_follower_is_too_soon (const ParafaFilingRecord *record, gint64 now_s)
{
  static const char *const not_answered[] = { "no-access", "no-answer", "forbidden", NULL };
  static const char *const answered_oddly[] = { "trouble", "not-told", "day-limit", NULL };
  const char *problem = record->problem != NULL ? record->problem : "";

  if (record->state != PARAFA_FILING_PROCESSING || record->next_poll_at <= now_s ||
      g_strv_contains (not_answered, problem))
    return FALSE;
  return record->polls > 0 || g_strv_contains (answered_oddly, problem);
}

/**
 * parafa_filing_follower_ask_now:
 * @self: a follower
 * @id: a filing
 *
 * Asks for one filing before its time, as a person wants it.
 */
void
parafa_filing_follower_ask_now (ParafaFilingFollower *self, gint64 id)
{
  g_return_if_fail (PARAFA_IS_FILING_FOLLOWER (self));

  g_queue_push_tail (&self->wanted, g_memdup2 (&id, sizeof id));
  look (self);
}
