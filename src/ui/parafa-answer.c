/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-answer.h"

typedef struct
{
  ParafaAnswerFunc func; /* NULL once it was called */
  gpointer user_data;
} Answer;

static void
give (Answer *self, const char *response)
{
  ParafaAnswerFunc func = self->func;

  self->func = NULL;
  if (func != NULL)
    func (response, self->user_data);
}

static void
answer_free (gpointer data, GClosure *closure)
{
  give (data, NULL);
  g_free (data);
}

static void
on_response (Answer *self, const char *response)
{
  give (self, response);
}

/**
 * parafa_answer_wait:
 * @dialog: a question
 * @func: (scope async): called once, whatever happens
 * @user_data: for @func
 *
 * Waits for the answer. A dialog that is destroyed with its window never emits one; what hangs on the question would
 * stay for ever, and what was to go on after it never would.
 */
void
parafa_answer_wait (AdwMessageDialog *dialog, ParafaAnswerFunc func, gpointer user_data)
{
  Answer *self;

  g_return_if_fail (ADW_IS_MESSAGE_DIALOG (dialog));

  self = g_new0 (Answer, 1);
  self->func = func;
  self->user_data = user_data;
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_response), self, answer_free,
                         G_CONNECT_SWAPPED);
}
