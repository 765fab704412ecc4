/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-filing-sender.h"

#include "parafa-filing-lock.h"
#include "parafa-filing-outcome.h"
#include "parafa-filing-settler.h"

#define LANES 6u        /* ParafaFilingPacer counts on no more */
#define LOOK_AGAIN_S 5u /* for another program's lock, and for the network */
/* Without a network each look may count as one of ANAF's lists of the day, so they become rarer */
#define LOOK_AGAIN_MAX_S 120u
#define FIRST_S (G_GINT64_CONSTANT (120))
#define SECOND_S (G_GINT64_CONSTANT (60))
#define SURE_S (G_GINT64_CONSTANT (600))

struct _ParafaFilingSender
{
  GObject parent_instance;

  ParafaArchive *archive;     /* (owned) */
  ParafaFilingCaller *caller; /* (owned) */
  ParafaFilingLock *lock;     /* (owned) (nullable): held while it runs */
  GCancellable *cancellable;  /* (owned) */
  ParafaFilingPatience patience;
  ParafaFilingStop stop;
  GError *error; /* (owned) (nullable) */
  guint n_lanes;
  guint n_busy;     /* lanes at work */
  guint n_sending;  /* of these, with a request on its way */
  guint n_doubtful; /* filings in doubt that the list may settle */
  guint n_offline;  /* how often in a row there was no network */
  guint attempt;    /* counts what a person resumed */
  gint64 settle_at; /* Unix seconds; -1: no need */
  gboolean running;
  gboolean paused;
  gboolean settling;
  gboolean examined; /* what an earlier program left is in doubt now */
  gboolean again;    /* something was added while the lanes ended */
  guint timer;
};

typedef enum
{
  PROP_RUNNING = 1,
  PROP_PAUSED,
  PROP_STOP,
  PROP_N_SENDING,
} ParafaFilingSenderProperty;

typedef enum
{
  SIGNAL_ANSWERED,
  SIGNAL_DONE,
  N_SIGNALS,
} ParafaFilingSenderSignal;

static GParamSpec *properties[PROP_N_SENDING + 1];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ParafaFilingSender, parafa_filing_sender, G_TYPE_OBJECT)

/* One filing on its way */
typedef struct
{
  ParafaFilingSender *sender; /* (owned) */
  ParafaArchive *archive;     /* (owned): outlives the sender's own */
  ParafaFilingTurn *turn;     /* (owned) (nullable) */
  char *profile;              /* (owned) (nullable) */
  gint64 system;
  gint64 id;
  guint attempt; /* the sender's, when this filing's turn began */
} Lane;

static void look (ParafaFilingSender *self);
static void lane_peeked (GObject *source, GAsyncResult *result, gpointer user_data);
static void lane_has_turn (GObject *source, GAsyncResult *result, gpointer user_data);
static void lane_claimed (GObject *source, GAsyncResult *result, gpointer user_data);
static void lane_answered (GObject *source, GAsyncResult *result, gpointer user_data);
static void lane_written (GObject *source, GAsyncResult *result, gpointer user_data);

static void
notify (ParafaFilingSender *self, ParafaFilingSenderProperty property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_running (ParafaFilingSender *self, gboolean running)
{
  if (self->running == running)
    return;
  self->running = running;
  if (!running)
    g_clear_pointer (&self->lock, parafa_filing_lock_free);
  notify (self, PROP_RUNNING);
}

static void
set_stop (ParafaFilingSender *self, ParafaFilingStop stop, const GError *error)
{
  g_clear_error (&self->error);
  if (error != NULL)
    self->error = g_error_copy (error);
  /* an answer may not have been written down: its row is in doubt when it goes on */
  if (stop == PARAFA_FILING_STOP_ARCHIVE)
    self->examined = FALSE;
  if (stop == PARAFA_FILING_STOP_OFFLINE && self->stop != stop)
    self->n_offline++;
  if (self->stop == stop)
    return;
  self->stop = stop;
  notify (self, PROP_STOP);
}

/* What was met before a person resumed says nothing about now: whether it is mended, the next try shows. Not so for the
 * archive: an answer may be unwritten. */
static void
set_stop_from (ParafaFilingSender *self, guint attempt, ParafaFilingStop stop, const GError *error)
{
  if (stop == PARAFA_FILING_STOP_ARCHIVE ||
      (stop != PARAFA_FILING_STOP_NONE && attempt == self->attempt))
    set_stop (self, stop, error);
}

static gboolean
may_send (ParafaFilingSender *self)
{
  return self->running && !self->paused && self->stop == PARAFA_FILING_STOP_NONE &&
         self->archive != NULL;
}

static gboolean
mends_itself (ParafaFilingStop stop)
{
  return stop == PARAFA_FILING_STOP_BUSY || stop == PARAFA_FILING_STOP_OFFLINE;
}

/* -- looking again -- */

static void
timer_came (gpointer user_data)
{
  ParafaFilingSender *self = user_data;

  self->timer = 0;
  if (mends_itself (self->stop))
    set_stop (self, PARAFA_FILING_STOP_NONE, NULL);
  look (self);
}

static void
set_timer (ParafaFilingSender *self)
{
  gint64 now_s = parafa_filing_caller_get_now (self->caller);
  guint wait_s = 0;

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->stop == PARAFA_FILING_STOP_OFFLINE)
    wait_s = MIN (LOOK_AGAIN_S << MIN (MAX (self->n_offline, 1u) - 1, 5u), LOOK_AGAIN_MAX_S);
  else if (mends_itself (self->stop))
    wait_s = LOOK_AGAIN_S;
  else if (may_send (self) && self->settle_at >= 0)
    wait_s = (guint) CLAMP (self->settle_at - now_s, 1, 3600);
  if (wait_s > 0)
    self->timer = g_timeout_add_once (wait_s * 1000u, timer_came, self);
}

/* -- a lane: peek, turn, claim, upload, write -- */

static void
lane_free (Lane *lane)
{
  g_clear_object (&lane->sender);
  g_clear_object (&lane->archive);
  g_clear_pointer (&lane->turn, parafa_filing_turn_free);
  g_free (lane->profile);
  g_free (lane);
}

/* When all lanes have ended and nothing is in doubt, all is done and the next program may send */
static void
finish_look (ParafaFilingSender *self)
{
  if (self->n_busy > 0 || self->settling)
    return;
  if (self->again && may_send (self))
    {
      look (self);
      return;
    }
  set_timer (self);
  if (self->stop != PARAFA_FILING_STOP_NONE || self->paused)
    return;
  if (self->n_doubtful == 0)
    {
      set_running (self, FALSE);
      g_signal_emit (self, signals[SIGNAL_DONE], 0);
    }
}

static void
lane_end (Lane *lane)
{
  g_autoptr (ParafaFilingSender) self = g_object_ref (lane->sender);

  self->n_busy--;
  lane_free (lane);
  if (self->archive != NULL)
    finish_look (self);
}

static void
lane_stop (Lane *lane, ParafaFilingStop stop, const GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    set_stop_from (lane->sender, lane->attempt, stop, error);
  lane_end (lane);
}

static void
lane_start (Lane *lane)
{
  ParafaFilingSender *self = lane->sender;
  g_autoptr (ParafaFilingFilter) filter = NULL;

  if (!may_send (self))
    {
      lane_end (lane);
      return;
    }
  lane->attempt = self->attempt;
  filter = parafa_filing_filter_new ();
  filter->states = 1u << PARAFA_FILING_QUEUED;
  filter->limit = 1;
  parafa_archive_find_async (self->archive, filter, self->cancellable, lane_peeked, lane);
}

static void
lane_peeked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Lane *lane = user_data;
  ParafaFilingSender *self = lane->sender;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found =
      parafa_archive_find_finish (PARAFA_ARCHIVE (source), result, &error);
  const ParafaFilingRecord *first;

  if (found == NULL)
    {
      lane_stop (lane, PARAFA_FILING_STOP_ARCHIVE, error);
      return;
    }
  if (found->len == 0 || !may_send (self))
    {
      lane_end (lane);
      return;
    }
  first = found->pdata[0];
  g_free (lane->profile);
  lane->profile = g_strdup (first->profile);
  lane->system = first->system;
  parafa_filing_caller_take_async (self->caller, lane->profile, lane->system, self->cancellable,
                                   lane_has_turn, lane);
}

/* Only now is a filing written down as about to be sent: everything that could go wrong before has not */
static void
lane_has_turn (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Lane *lane = user_data;
  ParafaFilingSender *self = lane->sender;
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaFilingFilter) filter = NULL;

  g_clear_pointer (&lane->turn, parafa_filing_turn_free);
  lane->turn = parafa_filing_caller_take_finish (PARAFA_FILING_CALLER (source), result, &error);
  if (lane->turn == NULL)
    {
      lane_stop (lane, PARAFA_FILING_STOP_ACCESS, error);
      return;
    }
  if (!may_send (self))
    {
      lane_end (lane);
      return;
    }
  filter = parafa_filing_filter_new ();
  filter->profile = g_strdup (lane->profile);
  filter->system = lane->system;
  parafa_archive_claim_async (self->archive, filter, parafa_filing_caller_get_now (self->caller),
                              NULL, lane_claimed, lane);
}

static void
lane_claimed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Lane *lane = user_data;
  ParafaFilingSender *self = lane->sender;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (ParafaFilingRecord) record =
      parafa_archive_claim_finish (PARAFA_ARCHIVE (source), result, &body, &error);

  if (record == NULL && error != NULL)
    {
      lane_stop (lane, PARAFA_FILING_STOP_ARCHIVE, error);
      return;
    }
  if (record == NULL)
    {
      lane_start (lane);
      return;
    }
  /* nobody is there to take the answer: nothing is sent, and the next start finds the row in doubt */
  if (self->archive == NULL)
    {
      lane_end (lane);
      return;
    }
  lane->id = record->id;
  self->n_sending++;
  notify (self, PROP_N_SENDING);
  parafa_etransport_upload_async (lane->turn->etransport, lane->turn->door->token, record->cif,
                                  body, NULL, lane_answered, lane);
}

static void
lane_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Lane *lane = user_data;
  ParafaFilingSender *self = lane->sender;
  gint64 now_s = parafa_filing_caller_get_now (self->caller);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaEtransportAnswer) answer =
      parafa_etransport_call_finish (PARAFA_ETRANSPORT (source), result, &error);
  ParafaFilingChange *change = parafa_filing_outcome_get_change (answer, error, now_s);
  ParafaFilingStop stop = parafa_filing_outcome_get_stop (answer, error);

  /* what was refused was not taken in: it waits again, and goes with another token if there is one */
  if (stop == PARAFA_FILING_STOP_UNAUTHORIZED &&
      parafa_filing_caller_refused (self->caller, lane->profile, lane->turn->door->token))
    stop = PARAFA_FILING_STOP_NONE;

  self->n_sending--;
  if (answer != NULL)
    self->n_offline = 0;
  notify (self, PROP_N_SENDING);
  if (answer != NULL && answer->outcome == PARAFA_ETRANSPORT_LIMITED)
    parafa_filing_caller_hold (self->caller);
  set_stop_from (self, lane->attempt, stop, error);
  /* without a cancellable: what was answered is written down, whatever else ends */
  parafa_archive_change_async (lane->archive, lane->id, change, NULL, lane_written, lane);
}

static void
lane_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Lane *lane = user_data;
  ParafaFilingSender *self = lane->sender;
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaFilingRecord) record =
      parafa_archive_change_finish (PARAFA_ARCHIVE (source), result, &error);

  /* the row still says "about to be sent", so the next start will find it in doubt */
  if (record == NULL)
    {
      lane_stop (lane, PARAFA_FILING_STOP_ARCHIVE, error);
      return;
    }
  if (record->state == PARAFA_FILING_UNKNOWN)
    {
      gint64 at = record->sent_at + self->patience.first_s;

      self->n_doubtful++;
      self->settle_at = self->settle_at < 0 ? at : MIN (self->settle_at, at);
    }
  if (record->state != PARAFA_FILING_QUEUED)
    g_signal_emit (self, signals[SIGNAL_ANSWERED], 0, record);
  lane_start (lane);
}

static void
start_lanes (ParafaFilingSender *self)
{
  guint n_new = self->n_lanes > self->n_busy ? self->n_lanes - self->n_busy : 0;

  self->again = FALSE;
  self->n_busy += n_new;
  for (guint i = 0; i < n_new; i++)
    {
      Lane *lane = g_new0 (Lane, 1);

      lane->sender = g_object_ref (self);
      lane->archive = g_object_ref (self->archive);
      lane_start (lane);
    }
}

/* -- a look: lock, what was left, what is in doubt, what waits -- */

/* One round of asking ANAF's list */
typedef struct
{
  ParafaFilingSender *sender; /* (owned) */
  guint attempt;              /* the sender's, when the round began */
} Settling;

static ParafaFilingStop
get_stop_of_round (const GError *error)
{
  if (error->domain == PARAFA_ARCHIVE_ERROR)
    return PARAFA_FILING_STOP_ARCHIVE;
  return error->domain == PARAFA_HTTP_ERROR ? PARAFA_FILING_STOP_OFFLINE
                                            : PARAFA_FILING_STOP_ACCESS;
}

static void
settled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Settling *round = user_data;
  g_autoptr (ParafaFilingSender) self = round->sender;
  g_autoptr (GError) error = NULL;
  gboolean done = parafa_filing_settle_finish (result, &self->n_doubtful, &self->settle_at, &error);
  gboolean stale = round->attempt != self->attempt;

  self->settling = FALSE;
  if (done)
    self->n_offline = 0;
  if (self->archive == NULL)
    return;
  if (!done && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    set_stop_from (self, round->attempt, get_stop_of_round (error), error);
  /* a person resumed meanwhile: what failed before is tried anew, at once */
  if (!done && stale)
    self->again = TRUE;
  else if (may_send (self))
    start_lanes (self);
  finish_look (self);
}

static void
start_settling (ParafaFilingSender *self)
{
  gint64 now_s = parafa_filing_caller_get_now (self->caller);
  Settling *round;

  if (self->settling || (self->settle_at >= 0 && self->settle_at > now_s))
    {
      start_lanes (self);
      return;
    }
  self->settling = TRUE;
  round = g_new0 (Settling, 1);
  round->sender = g_object_ref (self);
  round->attempt = self->attempt;
  parafa_filing_settle_async (self->archive, self->caller, &self->patience, self->cancellable,
                              settled, round);
}

static void
doubted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaFilingSender) self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 n = parafa_archive_doubt_finish (PARAFA_ARCHIVE (source), result, &error);

  if (self->archive == NULL)
    return;
  self->examined = n >= 0;
  if (n < 0)
    {
      set_stop (self, PARAFA_FILING_STOP_ARCHIVE, error);
      set_running (self, FALSE);
      return;
    }
  self->settle_at = -1;
  start_settling (self);
}

static void
look (ParafaFilingSender *self)
{
  g_autoptr (GError) error = NULL;

  if (self->archive == NULL || self->paused || self->stop != PARAFA_FILING_STOP_NONE)
    return;
  self->again = TRUE;
  if (self->n_busy > 0 || self->settling)
    return;
  if (self->lock == NULL)
    {
      self->examined = FALSE;
      self->lock = parafa_filing_lock_take (parafa_archive_get_path (self->archive), &error);
    }
  if (self->lock == NULL)
    {
      set_stop (self,
                g_error_matches (error, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_BUSY)
                    ? PARAFA_FILING_STOP_BUSY
                    : PARAFA_FILING_STOP_ARCHIVE,
                error);
      set_timer (self);
      return;
    }
  set_running (self, TRUE);
  if (self->examined)
    start_settling (self);
  else
    parafa_archive_doubt_async (self->archive, parafa_filing_caller_get_now (self->caller),
                                self->cancellable, doubted, g_object_ref (self));
}

/* -- the object -- */

static void
parafa_filing_sender_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  ParafaFilingSender *self = PARAFA_FILING_SENDER (object);

  switch ((ParafaFilingSenderProperty) prop_id)
    {
    case PROP_RUNNING:
      g_value_set_boolean (value, self->running);
      break;
    case PROP_PAUSED:
      g_value_set_boolean (value, self->paused);
      break;
    case PROP_STOP:
      g_value_set_int (value, (int) self->stop);
      break;
    case PROP_N_SENDING:
      g_value_set_uint (value, self->n_sending);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parafa_filing_sender_dispose (GObject *object)
{
  ParafaFilingSender *self = PARAFA_FILING_SENDER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->archive);
  G_OBJECT_CLASS (parafa_filing_sender_parent_class)->dispose (object);
}

static void
parafa_filing_sender_finalize (GObject *object)
{
  ParafaFilingSender *self = PARAFA_FILING_SENDER (object);

  g_clear_object (&self->caller);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->lock, parafa_filing_lock_free);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (parafa_filing_sender_parent_class)->finalize (object);
}

static void
parafa_filing_sender_class_init (ParafaFilingSenderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = parafa_filing_sender_get_property;
  object_class->dispose = parafa_filing_sender_dispose;
  object_class->finalize = parafa_filing_sender_finalize;

  properties[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE, flags);
  properties[PROP_PAUSED] = g_param_spec_boolean ("paused", NULL, NULL, FALSE, flags);
  properties[PROP_STOP] = g_param_spec_int ("stop", NULL, NULL, 0, G_MAXINT, 0, flags);
  properties[PROP_N_SENDING] = g_param_spec_uint ("n-sending", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * ParafaFilingSender::answered:
   * @self: the sender
   * @record: the filing
   *
   * A filing was taken in, refused, or is in doubt.
   */
  signals[SIGNAL_ANSWERED] =
      g_signal_new ("answered", PARAFA_TYPE_FILING_SENDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, PARAFA_TYPE_FILING_RECORD);
  /**
   * ParafaFilingSender::done:
   * @self: the sender
   *
   * Nothing waits and nothing is in doubt that the list could settle.
   */
  signals[SIGNAL_DONE] = g_signal_new ("done", PARAFA_TYPE_FILING_SENDER, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
parafa_filing_sender_init (ParafaFilingSender *self)
{
  self->cancellable = g_cancellable_new ();
  self->patience = (ParafaFilingPatience){ FIRST_S, SECOND_S, SURE_S };
  self->n_lanes = LANES;
  self->settle_at = -1;
}

/**
 * parafa_filing_sender_new:
 * @archive: what is to be sent
 * @caller: who makes the calls
 *
 * Returns: (transfer full): a sender at rest
 */
ParafaFilingSender *
parafa_filing_sender_new (ParafaArchive *archive, ParafaFilingCaller *caller)
{
  ParafaFilingSender *self;

  g_return_val_if_fail (PARAFA_IS_ARCHIVE (archive), NULL);
  g_return_val_if_fail (PARAFA_IS_FILING_CALLER (caller), NULL);

  self = g_object_new (PARAFA_TYPE_FILING_SENDER, NULL);
  self->archive = g_object_ref (archive);
  self->caller = g_object_ref (caller);
  return self;
}

/**
 * parafa_filing_sender_start:
 * @self: a sender
 *
 * Sends what waits, after what an earlier program left was found to be in doubt. Call it again when something was
 * added. A stop stays until parafa_filing_sender_resume(), but for those that mend themselves.
 */
void
parafa_filing_sender_start (ParafaFilingSender *self)
{
  g_return_if_fail (PARAFA_IS_FILING_SENDER (self));

  look (self);
}

/**
 * parafa_filing_sender_pause:
 * @self: a sender
 *
 * Sends nothing new; what is on its way is waited for.
 */
void
parafa_filing_sender_pause (ParafaFilingSender *self)
{
  g_return_if_fail (PARAFA_IS_FILING_SENDER (self));

  if (self->paused)
    return;
  self->paused = TRUE;
  g_clear_handle_id (&self->timer, g_source_remove);
  notify (self, PROP_PAUSED);
}

/**
 * parafa_filing_sender_resume:
 * @self: a sender
 *
 * Ends a pause, and forgets why it stopped.
 */
void
parafa_filing_sender_resume (ParafaFilingSender *self)
{
  g_return_if_fail (PARAFA_IS_FILING_SENDER (self));

  if (self->paused)
    {
      self->paused = FALSE;
      notify (self, PROP_PAUSED);
    }
  self->attempt++;
  self->n_offline = 0;
  set_stop (self, PARAFA_FILING_STOP_NONE, NULL);
  look (self);
}

/**
 * parafa_filing_sender_is_running:
 * @self: a sender
 *
 * Returns: whether something waits, is on its way or is in doubt, and this program is the one that sends
 */
gboolean
parafa_filing_sender_is_running (ParafaFilingSender *self)
{
  g_return_val_if_fail (PARAFA_IS_FILING_SENDER (self), FALSE);

  return self->running;
}

/**
 * parafa_filing_sender_is_paused:
 * @self: a sender
 *
 * Returns: whether a person paused it
 */
gboolean
parafa_filing_sender_is_paused (ParafaFilingSender *self)
{
  g_return_val_if_fail (PARAFA_IS_FILING_SENDER (self), FALSE);

  return self->paused;
}

/**
 * parafa_filing_sender_get_stop:
 * @self: a sender
 *
 * Returns: why it stopped by itself
 */
ParafaFilingStop
parafa_filing_sender_get_stop (ParafaFilingSender *self)
{
  g_return_val_if_fail (PARAFA_IS_FILING_SENDER (self), PARAFA_FILING_STOP_NONE);

  return self->stop;
}

/**
 * parafa_filing_sender_get_error:
 * @self: a sender
 *
 * Returns: (transfer none) (nullable): what is behind the stop
 */
const GError *
parafa_filing_sender_get_error (ParafaFilingSender *self)
{
  g_return_val_if_fail (PARAFA_IS_FILING_SENDER (self), NULL);

  return self->error;
}

/**
 * parafa_filing_sender_get_n_sending:
 * @self: a sender
 *
 * Returns: how many requests are on their way
 */
guint
parafa_filing_sender_get_n_sending (ParafaFilingSender *self)
{
  g_return_val_if_fail (PARAFA_IS_FILING_SENDER (self), 0);

  return self->n_sending;
}

/**
 * parafa_filing_sender_set_lanes:
 * @self: a sender
 * @n_lanes: how many requests may be on their way at once, 1 to 6
 */
void
parafa_filing_sender_set_lanes (ParafaFilingSender *self, guint n_lanes)
{
  g_return_if_fail (PARAFA_IS_FILING_SENDER (self));

  self->n_lanes = CLAMP (n_lanes, 1u, LANES);
}

/**
 * parafa_filing_sender_set_patience:
 * @self: a sender
 * @first_s: how long after the sending ANAF's list is asked for a filing in doubt, in seconds
 * @second_s: how long after an answer that does not have it the list is asked again
 * @sure_s: how long after the sending a list without it counts as proof
 *
 * A request may lie in a queue of ANAF's when the connection is gone already, and what was taken in may be listed later,
 * so a filing is believed to be absent only after two answers, the last of them not too soon.
 */
void
parafa_filing_sender_set_patience (ParafaFilingSender *self,
                                   gint64 first_s,
                                   gint64 second_s,
                                   gint64 sure_s)
{
  g_return_if_fail (PARAFA_IS_FILING_SENDER (self));

  self->patience = (ParafaFilingPatience){ first_s, second_s, sure_s };
}
