/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-broker-caller.h"
#include "parafa-profile.h"

G_BEGIN_DECLS

typedef enum
{
  PARAFA_CONSENT_DENY,
  PARAFA_CONSENT_THIS_TIME, /* until the program leaves the bus */
  PARAFA_CONSENT_ALWAYS,    /* only for a program that will be known again */
} ParafaConsentAnswer;

/* A question to the person: may this program have this profile's token? Signals: "answered" (int
 * ParafaConsentAnswer), "withdrawn": the program is gone, nobody waits for the answer. One of them, once. */
#define PARAFA_TYPE_CONSENT_QUESTION (parafa_consent_question_get_type ())
G_DECLARE_FINAL_TYPE (
    ParafaConsentQuestion, parafa_consent_question, PARAFA, CONSENT_QUESTION, GObject)
ParafaConsentQuestion *parafa_consent_question_new (ParafaCaller *caller, ParafaProfile *profile);
ParafaCaller *parafa_consent_question_get_caller (ParafaConsentQuestion *self);
ParafaProfile *parafa_consent_question_get_profile (ParafaConsentQuestion *self);
void parafa_consent_question_answer (ParafaConsentQuestion *self, ParafaConsentAnswer answer);
void parafa_consent_question_withdraw (ParafaConsentQuestion *self);

G_END_DECLS
