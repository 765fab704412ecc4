/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-login-flow.h"
#include "parafa-login-steps.h"

G_BEGIN_DECLS

/* What the login is about right now, as plain values */
typedef struct
{
  ParafaLoginStep step;
  gboolean busy;
  gboolean failed;   /* a problem is shown that is not a mere wrong PIN */
  gboolean practice; /* the practice server, not ANAF */
  gboolean any_certificates;
  gboolean from_file;
  gboolean pin_not_needed;
  gboolean pasting;        /* the system's browser shows the page */
  const char *certificate; /* (nullable): the chosen one, in words */
} ParafaLoginMoment;

ParafaStepState parafa_login_words_get_state (const ParafaLoginMoment *moment,
                                              ParafaLoginStep step);
/* what stands below a step's name */
const char *parafa_login_words_get_answer (const ParafaLoginMoment *moment, ParafaLoginStep step);
/* the page shown while there is nothing to do but wait */
const char *parafa_login_words_get_waiting_title (const ParafaLoginMoment *moment);
const char *parafa_login_words_get_waiting_text (const ParafaLoginMoment *moment);
/* the same after some seconds */
const char *parafa_login_words_get_waiting_hint (const ParafaLoginMoment *moment);
/* (nullable): the second button beside an explanation */
const char *parafa_login_words_get_other_button (ParafaLoginProblem problem);
/* whether the other way is the system's browser */
gboolean parafa_login_words_offers_browser (ParafaLoginProblem problem);
/* what people read for a profile's name */
const char *parafa_login_words_get_profile_name (ParafaProfile *profile);

G_END_DECLS
