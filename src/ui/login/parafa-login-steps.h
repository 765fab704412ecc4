/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "parafa-login-flow.h"

G_BEGIN_DECLS

typedef enum
{
  PARAFA_STEP_TO_COME,
  PARAFA_STEP_CURRENT,
  PARAFA_STEP_BUSY, /* the one spinner of the sheet */
  PARAFA_STEP_PROBLEM,
  PARAFA_STEP_DONE,
} ParafaStepState;

#define PARAFA_N_LOGIN_STEPS 4

/* The four steps of a login, each with its state and answer. Two forms: a list, and one line
 * ("2 of 4 · PIN") where there is no room for it. */
#define PARAFA_TYPE_LOGIN_STEPS (parafa_login_steps_get_type ())
G_DECLARE_FINAL_TYPE (ParafaLoginSteps, parafa_login_steps, PARAFA, LOGIN_STEPS, GtkWidget)
GtkWidget *parafa_login_steps_new (void);
GtkWidget *parafa_login_steps_new_line (void);
/* practice: the pages are not ANAF's */
void parafa_login_steps_set_practice (ParafaLoginSteps *self, gboolean practice);
/* answer: what stands below the step's name */
void parafa_login_steps_set_step (ParafaLoginSteps *self,
                                  ParafaLoginStep step,
                                  ParafaStepState state,
                                  const char *answer);
ParafaStepState parafa_login_steps_get_state (ParafaLoginSteps *self, ParafaLoginStep step);

G_END_DECLS
