/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-pin-question.h"

struct _ParafaPinQuestions
{
  GMutex lock;
  GCond changed;
  guint timeout_ms;
  guint last_id;
  guint open_id;     /* the question that waits, 0 for none */
  ParafaSecret *pin; /* (owned) (nullable): its answer */
  gboolean answered;
  gboolean stopped;
};

/**
 * parafa_pin_questions_new:
 * @timeout_ms: how long a question may stay open
 *
 * Returns: (transfer full): a place for questions, one at a time
 */
ParafaPinQuestions *
parafa_pin_questions_new (guint timeout_ms)
{
  ParafaPinQuestions *self = g_new0 (ParafaPinQuestions, 1);

  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  self->timeout_ms = timeout_ms;
  return self;
}

/**
 * parafa_pin_questions_free:
 * @self: (transfer full): a place for questions nobody waits in
 */
void
parafa_pin_questions_free (ParafaPinQuestions *self)
{
  g_clear_pointer (&self->pin, parafa_secret_unref);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self);
}

/**
 * parafa_pin_questions_open:
 * @self: a place for questions
 *
 * Opens a question. The caller tells the person its number, then waits. One at a time: callers
 * serialise themselves.
 *
 * Returns: its number, never 0
 */
guint
parafa_pin_questions_open (ParafaPinQuestions *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->last_id = self->last_id == G_MAXUINT ? 1 : self->last_id + 1;
  self->open_id = self->last_id;
  self->answered = FALSE;
  g_clear_pointer (&self->pin, parafa_secret_unref);
  return self->open_id;
}

/**
 * parafa_pin_questions_wait:
 * @self: a place for questions
 * @id: the question
 *
 * Blocks until the question is answered, the limit has passed or everything stops.
 *
 * Returns: (transfer full) (nullable): the PIN, %NULL when there is none
 */
ParafaSecret *
parafa_pin_questions_wait (ParafaPinQuestions *self, guint id)
{
  gint64 until = g_get_monotonic_time () + (gint64) self->timeout_ms * 1000;
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  while (!self->answered && !self->stopped)
    if (!g_cond_wait_until (&self->changed, &self->lock, until))
      break;
  self->open_id = 0;
  if (self->stopped)
    g_clear_pointer (&self->pin, parafa_secret_unref);
  return g_steal_pointer (&self->pin);
}

/**
 * parafa_pin_questions_answer:
 * @self: a place for questions
 * @id: the question
 * @pin: (nullable): the PIN, %NULL to cancel
 *
 * Answers the question that is open. Any other id, or a second answer, does nothing.
 */
void
parafa_pin_questions_answer (ParafaPinQuestions *self, guint id, ParafaSecret *pin)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (id == 0 || id != self->open_id || self->answered)
    return;
  self->answered = TRUE;
  self->pin = pin != NULL ? parafa_secret_ref (pin) : NULL;
  g_cond_broadcast (&self->changed);
}

/**
 * parafa_pin_questions_stop:
 * @self: a place for questions
 *
 * Answers the open question, and every later one, with nothing.
 */
void
parafa_pin_questions_stop (ParafaPinQuestions *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->stopped = TRUE;
  g_cond_broadcast (&self->changed);
}
