/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-login-flow.h"

G_BEGIN_DECLS

/* A question that was put in one state; its answer counts in that state only */
typedef struct
{
  ParafaLoginFlow *flow; /* (owned) */
  guint serial;
} ParafaLoginQuestion;

ParafaLoginQuestion *parafa_login_question_new (ParafaLoginFlow *flow);
void parafa_login_question_free (ParafaLoginQuestion *self);
gboolean parafa_login_question_is_late (const ParafaLoginQuestion *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaLoginQuestion, parafa_login_question_free)

G_END_DECLS
