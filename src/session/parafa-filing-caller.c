/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-filing-caller.h"

#include "parafa-declaration.h"
#include "parafa-filing-pace.h"

#define PER_MINUTE 1000u /* ANAF's limit for all services (OAuth procedure, 2024) */
#define HOLD_US (60 * G_USEC_PER_SEC)

struct _ParafaFilingCaller
{
  GObject parent_instance;

  ParafaHttp *http;           /* (owned) */
  ParafaFilingAccess *access; /* (owned) */
  ParafaClock *clock;         /* (owned) */
  ParafaFilingPace *pace;     /* (owned) */
  char *pace_path;            /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ParafaFilingCaller, parafa_filing_caller, G_TYPE_OBJECT)

/**
 * parafa_filing_turn_free:
 * @turn: (nullable) (transfer full): a turn
 */
void
parafa_filing_turn_free (ParafaFilingTurn *turn)
{
  if (turn == NULL)
    return;
  parafa_filing_door_free (turn->door);
  g_clear_object (&turn->etransport);
  g_free (turn);
}

static void
parafa_filing_caller_finalize (GObject *object)
{
  ParafaFilingCaller *self = PARAFA_FILING_CALLER (object);

  g_clear_object (&self->http);
  g_clear_object (&self->access);
  g_clear_pointer (&self->clock, parafa_clock_unref);
  g_clear_pointer (&self->pace, parafa_filing_pace_free);
  g_free (self->pace_path);
  G_OBJECT_CLASS (parafa_filing_caller_parent_class)->finalize (object);
}

static void
parafa_filing_caller_class_init (ParafaFilingCallerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = parafa_filing_caller_finalize;
}

static void
parafa_filing_caller_init (ParafaFilingCaller *self)
{
  self->pace = parafa_filing_pace_new (NULL, PER_MINUTE);
}

static void
set_pace (ParafaFilingCaller *self, guint per_minute)
{
  g_clear_pointer (&self->pace, parafa_filing_pace_free);
  self->pace = parafa_filing_pace_new (self->pace_path, per_minute);
}

/**
 * parafa_filing_caller_new:
 * @http: the session
 * @access: who has the tokens
 * @clock: what tells the time
 *
 * Returns: (transfer full): a caller; one for the whole program
 */
ParafaFilingCaller *
parafa_filing_caller_new (ParafaHttp *http, ParafaFilingAccess *access, ParafaClock *clock)
{
  ParafaFilingCaller *self;

  g_return_val_if_fail (PARAFA_IS_HTTP (http), NULL);
  g_return_val_if_fail (PARAFA_IS_FILING_ACCESS (access), NULL);

  self = g_object_new (PARAFA_TYPE_FILING_CALLER, NULL);
  self->http = g_object_ref (http);
  self->access = g_object_ref (access);
  self->clock = parafa_clock_ref (clock);
  return self;
}

/**
 * parafa_filing_caller_get_now:
 * @self: a caller
 *
 * Returns: Unix seconds
 */
gint64
parafa_filing_caller_get_now (ParafaFilingCaller *self)
{
  return parafa_clock_get_now (self->clock);
}

/**
 * parafa_filing_caller_get_day:
 * @self: a caller
 *
 * ANAF's limits "in cursul zilei" are taken as of the day in Romania.
 *
 * Returns: the day, counted since the year 1
 */
gint64
parafa_filing_caller_get_day (ParafaFilingCaller *self)
{
  GDate today;

  parafa_romania_get_today (parafa_filing_caller_get_now (self), &today);
  return g_date_get_julian (&today);
}

/**
 * parafa_filing_caller_set_per_minute:
 * @self: a caller
 * @per_minute: the limit of calls in any 60 seconds, more than 20
 *
 * ANAF may change its limit for a service.
 */
void
parafa_filing_caller_set_per_minute (ParafaFilingCaller *self, guint per_minute)
{
  g_return_if_fail (PARAFA_IS_FILING_CALLER (self));

  set_pace (self, per_minute);
}

/**
 * parafa_filing_caller_share:
 * @self: a caller
 * @path: a file
 *
 * Shares ANAF's minute with all programs that name the same file. Asked for before the first call.
 */
void
parafa_filing_caller_share (ParafaFilingCaller *self, const char *path)
{
  g_return_if_fail (PARAFA_IS_FILING_CALLER (self));
  g_return_if_fail (path != NULL);

  g_free (self->pace_path);
  self->pace_path = g_strdup (path);
  set_pace (self, PER_MINUTE);
}

/**
 * parafa_filing_caller_hold:
 * @self: a caller
 *
 * ANAF said that the limit of the minute is reached: no call for a minute.
 */
void
parafa_filing_caller_hold (ParafaFilingCaller *self)
{
  gint64 now_us = g_get_monotonic_time ();

  parafa_filing_pace_hold (self->pace, now_us, now_us + HOLD_US);
}

/**
 * parafa_filing_caller_refused:
 * @self: a caller
 * @profile: whose token
 * @token: the token
 *
 * ANAF answered 401 to @token: see parafa_filing_access_refused().
 *
 * Returns: whether the next turn comes with another token
 */
gboolean
parafa_filing_caller_refused (ParafaFilingCaller *self, const char *profile, ParafaSecret *token)
{
  g_return_val_if_fail (PARAFA_IS_FILING_CALLER (self), FALSE);

  return parafa_filing_access_refused (self->access, profile, token);
}

/* -- take: door, place -- */

static void
give_turn (GTask *task)
{
  ParafaFilingCaller *self = g_task_get_source_object (task);
  ParafaFilingDoor *door = g_task_get_task_data (task);
  ParafaFilingTurn *turn;

  if (g_task_return_error_if_cancelled (task))
    return;
  turn = g_new0 (ParafaFilingTurn, 1);
  turn->door =
      parafa_filing_door_new (door->api_uri,
                              door->system == PARAFA_ETRANSPORT_TEST ? PARAFA_FILING_TEST
                                                                     : PARAFA_FILING_PRODUCTION,
                              door->token);
  turn->etransport = parafa_etransport_new (self->http, door->api_uri, door->system);
  g_task_return_pointer (task, turn, (GDestroyNotify) parafa_filing_turn_free);
}

static gboolean
place_came (gpointer user_data)
{
  give_turn (G_TASK (user_data));
  return G_SOURCE_REMOVE;
}

static void
door_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  ParafaFilingCaller *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  ParafaFilingDoor *door =
      parafa_filing_access_open_finish (PARAFA_FILING_ACCESS (source), result, &error);
  gint64 now_us = g_get_monotonic_time ();
  gint64 at_us;

  if (door == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_task_set_task_data (task, door, (GDestroyNotify) parafa_filing_door_free);
  at_us = parafa_filing_pace_take (self->pace, now_us);
  if (at_us <= now_us)
    give_turn (task);
  else
    g_timeout_add_full (G_PRIORITY_DEFAULT, (guint) ((at_us - now_us + 999) / 1000), place_came,
                        g_steal_pointer (&task), g_object_unref);
}

/**
 * parafa_filing_caller_take_async:
 * @self: a caller
 * @profile: whose token
 * @system: (type ParafaFilingSystem): which system
 * @cancellable: (nullable): to stop it
 * @callback: called when its turn has come
 * @user_data: for @callback
 *
 * Finds address and token, and waits for a place in the minute. Errors: see #ParafaFilingAccess.
 */
void
parafa_filing_caller_take_async (ParafaFilingCaller *self,
                                 const char *profile,
                                 gint64 system,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (PARAFA_IS_FILING_CALLER (self));
  g_return_if_fail (profile != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_filing_caller_take_async);
  parafa_filing_access_open_async (self->access, profile, system, cancellable, door_ready,
                                   g_steal_pointer (&task));
}

/**
 * parafa_filing_caller_take_finish:
 * @self: a caller
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full): the turn
 */
ParafaFilingTurn *
parafa_filing_caller_take_finish (ParafaFilingCaller *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
