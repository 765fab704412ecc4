/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-login-question.h"
#include "parafa-login-flow-private.h"

/**
 * parafa_login_question_new:
 * @flow: the login that asks
 *
 * Returns: (transfer full): the state it asks in
 */
ParafaLoginQuestion *
parafa_login_question_new (ParafaLoginFlow *flow)
{
  ParafaLoginQuestion *self = g_new0 (ParafaLoginQuestion, 1);

  self->flow = g_object_ref (flow);
  self->serial = flow->machine.serial;
  return self;
}

/**
 * parafa_login_question_free:
 * @self: (transfer full): a question
 */
void
parafa_login_question_free (ParafaLoginQuestion *self)
{
  g_object_unref (self->flow);
  g_free (self);
}

/**
 * parafa_login_question_is_late:
 * @self: a question
 *
 * Returns: whether the login went on since, so that the answer counts for nothing
 */
gboolean
parafa_login_question_is_late (const ParafaLoginQuestion *self)
{
  return self->serial != self->flow->machine.serial;
}
