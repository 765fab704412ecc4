/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-consent-question.h"

struct _ParafaConsentQuestion
{
  GObject parent_instance;
  ParafaCaller *caller;   /* (owned) */
  ParafaProfile *profile; /* (owned) */
  gboolean closed;
};

enum
{
  SIGNAL_ANSWERED,
  SIGNAL_WITHDRAWN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ParafaConsentQuestion, parafa_consent_question, G_TYPE_OBJECT)

static void
parafa_consent_question_finalize (GObject *object)
{
  ParafaConsentQuestion *self = PARAFA_CONSENT_QUESTION (object);

  g_clear_pointer (&self->caller, parafa_caller_unref);
  g_clear_object (&self->profile);
  G_OBJECT_CLASS (parafa_consent_question_parent_class)->finalize (object);
}

static void
parafa_consent_question_class_init (ParafaConsentQuestionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = parafa_consent_question_finalize;
  signals[SIGNAL_ANSWERED] = g_signal_new ("answered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[SIGNAL_WITHDRAWN] = g_signal_new ("withdrawn", G_TYPE_FROM_CLASS (klass),
                                            G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
parafa_consent_question_init (ParafaConsentQuestion *self)
{
}

/**
 * parafa_consent_question_new:
 * @caller: who asks
 * @profile: for whose token
 *
 * Returns: (transfer full): a question that was not put yet
 */
ParafaConsentQuestion *
parafa_consent_question_new (ParafaCaller *caller, ParafaProfile *profile)
{
  ParafaConsentQuestion *self = g_object_new (PARAFA_TYPE_CONSENT_QUESTION, NULL);

  self->caller = parafa_caller_ref (caller);
  self->profile = g_object_ref (profile);
  return self;
}

/**
 * parafa_consent_question_get_caller:
 * @self: a question
 *
 * Returns: (transfer none): who asks
 */
ParafaCaller *
parafa_consent_question_get_caller (ParafaConsentQuestion *self)
{
  g_return_val_if_fail (PARAFA_IS_CONSENT_QUESTION (self), NULL);

  return self->caller;
}

/**
 * parafa_consent_question_get_profile:
 * @self: a question
 *
 * Returns: (transfer none): for whose token
 */
ParafaProfile *
parafa_consent_question_get_profile (ParafaConsentQuestion *self)
{
  g_return_val_if_fail (PARAFA_IS_CONSENT_QUESTION (self), NULL);

  return self->profile;
}

/**
 * parafa_consent_question_answer:
 * @self: a question
 * @answer: what the person said
 *
 * Answers it. The first answer counts; one to a question that was withdrawn does nothing.
 */
void
parafa_consent_question_answer (ParafaConsentQuestion *self, ParafaConsentAnswer answer)
{
  g_return_if_fail (PARAFA_IS_CONSENT_QUESTION (self));

  if (self->closed)
    return;
  self->closed = TRUE;
  if (answer == PARAFA_CONSENT_ALWAYS && !parafa_caller_is_lasting (self->caller))
    answer = PARAFA_CONSENT_THIS_TIME;
  g_signal_emit (self, signals[SIGNAL_ANSWERED], 0, (int) answer);
}

/**
 * parafa_consent_question_withdraw:
 * @self: a question
 *
 * Says that nobody waits for the answer any more.
 */
void
parafa_consent_question_withdraw (ParafaConsentQuestion *self)
{
  g_return_if_fail (PARAFA_IS_CONSENT_QUESTION (self));

  if (self->closed)
    return;
  self->closed = TRUE;
  g_signal_emit (self, signals[SIGNAL_WITHDRAWN], 0);
}
