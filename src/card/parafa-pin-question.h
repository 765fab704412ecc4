/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-secret.h"

G_BEGIN_DECLS

/* A question from a worker thread to the person, answered exactly once */
typedef struct _ParafaPinQuestions ParafaPinQuestions;

ParafaPinQuestions *parafa_pin_questions_new (guint timeout_ms);
void parafa_pin_questions_free (ParafaPinQuestions *self);
guint parafa_pin_questions_open (ParafaPinQuestions *self);
ParafaSecret *parafa_pin_questions_wait (ParafaPinQuestions *self, guint id);
void parafa_pin_questions_answer (ParafaPinQuestions *self, guint id, ParafaSecret *pin);
void parafa_pin_questions_stop (ParafaPinQuestions *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaPinQuestions, parafa_pin_questions_free)

G_END_DECLS
