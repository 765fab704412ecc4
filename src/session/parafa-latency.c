/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-latency.h"

/**
 * ParafaLatency:
 *
 * Measures how quickly ANAF answers, politely: one call at a time.
 */
struct _ParafaLatency
{
  GObject parent_instance;

  ParafaAccount *account;    /* (owned) */
  GCancellable *cancellable; /* (owned) (nullable): while it runs */
  guint pause_ms;
  guint pause_id;
  gint64 durations_us[PARAFA_LATENCY_CALLS];
  guint n_calls;
  GError *error; /* (owned) (nullable) */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ParafaLatency, parafa_latency, G_TYPE_OBJECT)

static void call (ParafaLatency *self);

static void
end (ParafaLatency *self)
{
  g_clear_handle_id (&self->pause_id, g_source_remove);
  g_clear_object (&self->cancellable);
}

static void
on_pause_ended (gpointer user_data)
{
  ParafaLatency *self = user_data;

  self->pause_id = 0;
  call (self);
}

static void
hello_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaLatency) self = PARAFA_LATENCY (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaHello) hello =
      parafa_account_hello_finish (PARAFA_ACCOUNT (source), result, &error);

  if (self->cancellable == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  if (hello != NULL)
    self->durations_us[self->n_calls++] = parafa_hello_get_outcome (hello) == PARAFA_HELLO_GREETED
                                              ? parafa_hello_get_duration_us (hello)
                                              : -1;
  else
    self->error = g_steal_pointer (&error);
  /* after a refusal the others would be refused, too, and count against the limit of the minute */
  if (hello == NULL || self->n_calls == PARAFA_LATENCY_CALLS ||
      self->durations_us[self->n_calls - 1] < 0)
    end (self);
  else
    self->pause_id = g_timeout_add_once (self->pause_ms, on_pause_ended, self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
call (ParafaLatency *self)
{
  parafa_account_hello_async (self->account, "Parafa", self->cancellable, hello_ready,
                              g_object_ref (self));
}

static void
parafa_latency_dispose (GObject *object)
{
  ParafaLatency *self = PARAFA_LATENCY (object);

  g_cancellable_cancel (self->cancellable);
  end (self);
  g_clear_object (&self->account);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (parafa_latency_parent_class)->dispose (object);
}

static void
parafa_latency_class_init (ParafaLatencyClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parafa_latency_dispose;
  /**
   * ParafaLatency::changed:
   * @self: a measurement
   *
   * A call ended, or the measurement did.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", PARAFA_TYPE_LATENCY, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
parafa_latency_init (ParafaLatency *self)
{
}

/**
 * parafa_latency_new:
 * @account: an account with a token
 * @pause_ms: how long to wait between two calls, in milliseconds
 *
 * Returns: (transfer full): a measurement, not started
 */
ParafaLatency *
parafa_latency_new (ParafaAccount *account, guint pause_ms)
{
  ParafaLatency *self;

  g_return_val_if_fail (PARAFA_IS_ACCOUNT (account), NULL);

  self = g_object_new (PARAFA_TYPE_LATENCY, NULL);
  self->account = g_object_ref (account);
  self->pause_ms = pause_ms;
  return self;
}

/**
 * parafa_latency_start:
 * @self: a measurement
 *
 * Starts it, once.
 */
void
parafa_latency_start (ParafaLatency *self)
{
  g_return_if_fail (PARAFA_IS_LATENCY (self));
  g_return_if_fail (self->cancellable == NULL && self->n_calls == 0);

  self->cancellable = g_cancellable_new ();
  call (self);
}

/**
 * parafa_latency_cancel:
 * @self: a measurement
 *
 * Ends it; what was measured stays.
 */
void
parafa_latency_cancel (ParafaLatency *self)
{
  g_return_if_fail (PARAFA_IS_LATENCY (self));

  if (self->cancellable == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  end (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * parafa_latency_is_running:
 * @self: a measurement
 *
 * Returns: whether calls are still to come
 */
gboolean
parafa_latency_is_running (ParafaLatency *self)
{
  g_return_val_if_fail (PARAFA_IS_LATENCY (self), FALSE);

  return self->cancellable != NULL;
}

/**
 * parafa_latency_get_durations_us:
 * @self: a measurement
 * @n_calls: (out): how many calls ended
 *
 * Returns: (transfer none) (array length=n_calls): how long each took, in microseconds; -1 without the answer it is
 * for
 */
const gint64 *
parafa_latency_get_durations_us (ParafaLatency *self, guint *n_calls)
{
  g_return_val_if_fail (PARAFA_IS_LATENCY (self), NULL);
  g_return_val_if_fail (n_calls != NULL, NULL);

  *n_calls = self->n_calls;
  return self->durations_us;
}

/**
 * parafa_latency_get_error:
 * @self: a measurement
 *
 * Returns: (transfer none) (nullable): why no answer came
 */
const GError *
parafa_latency_get_error (ParafaLatency *self)
{
  g_return_val_if_fail (PARAFA_IS_LATENCY (self), NULL);

  return self->error;
}
