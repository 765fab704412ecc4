/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-clock.h"

/**
 * ParafaClock:
 *
 * Where the time comes from: the system, or a moment a test sets.
 */
struct _ParafaClock
{
  gatomicrefcount references;
  gboolean is_fixed;
  GMutex mutex; /* guards now_s */
  gint64 now_s;
};

G_DEFINE_BOXED_TYPE (ParafaClock, parafa_clock, parafa_clock_ref, parafa_clock_unref)

static ParafaClock *
new_clock (gboolean is_fixed, gint64 now_s)
{
  ParafaClock *self = g_new0 (ParafaClock, 1);

  g_atomic_ref_count_init (&self->references);
  g_mutex_init (&self->mutex);
  self->is_fixed = is_fixed;
  self->now_s = now_s;
  return self;
}

/**
 * parafa_clock_new_system:
 *
 * Returns: (transfer full): a clock that shows the system's time
 */
ParafaClock *
parafa_clock_new_system (void)
{
  return new_clock (FALSE, 0);
}

/**
 * parafa_clock_new_fixed:
 * @now_s: Unix seconds
 *
 * Returns: (transfer full): a clock that stands still until parafa_clock_set_now()
 */
ParafaClock *
parafa_clock_new_fixed (gint64 now_s)
{
  return new_clock (TRUE, now_s);
}

/**
 * parafa_clock_ref:
 * @self: a clock
 *
 * Takes a reference. Thread-safe.
 *
 * Returns: (transfer full): @self
 */
ParafaClock *
parafa_clock_ref (ParafaClock *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * parafa_clock_unref:
 * @self: (transfer full): a clock
 *
 * Gives a reference back. Thread-safe.
 */
void
parafa_clock_unref (ParafaClock *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/**
 * parafa_clock_get_now:
 * @self: a clock
 *
 * Returns: Unix seconds
 */
gint64
parafa_clock_get_now (ParafaClock *self)
{
  gint64 now_s;

  g_return_val_if_fail (self != NULL, 0);

  if (!self->is_fixed)
    return g_get_real_time () / G_USEC_PER_SEC;
  g_mutex_lock (&self->mutex);
  now_s = self->now_s;
  g_mutex_unlock (&self->mutex);
  return now_s;
}

/**
 * parafa_clock_set_now:
 * @self: a fixed clock
 * @now_s: Unix seconds
 *
 * Sets the clock, also backwards.
 */
void
parafa_clock_set_now (ParafaClock *self, gint64 now_s)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (self->is_fixed);

  g_mutex_lock (&self->mutex);
  self->now_s = now_s;
  g_mutex_unlock (&self->mutex);
}
