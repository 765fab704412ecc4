/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-certificate.h"
#include "parafa-pin-kind.h"
#include "parafa-pin-state.h"

G_BEGIN_DECLS

/* What is asked for */
typedef enum
{
  PARAFA_PIN_QUESTION_UNLOCK,    /* the token's PIN, before the login */
  PARAFA_PIN_QUESTION_SIGNATURE, /* the token asks again, for one signature */
  PARAFA_PIN_QUESTION_FILE,      /* the password of a PKCS#12 file */
} ParafaPinQuestion;

/* What happened to the last answer */
typedef enum
{
  PARAFA_PIN_ANSWER_NONE,
  PARAFA_PIN_ANSWER_WRONG,
  PARAFA_PIN_ANSWER_LENGTH,     /* refused before it counted as a try */
  PARAFA_PIN_ANSWER_CANCELLED,  /* nothing was typed on the reader */
  PARAFA_PIN_ANSWER_TOKEN_BACK, /* it was good, but the token was pulled out since */
} ParafaPinAnswer;

/* What stands above the entry, and how loud */
typedef struct
{
  const char *css_class; /* "error", "warning" or "plain"; NULL for no notice */
  const char *icon_name;
  char *title; /* (owned) */
  char *text;  /* (owned) (nullable) */
} ParafaPinNotice;

void parafa_pin_notice_clear (ParafaPinNotice *notice);
void parafa_pin_text_get_notice (ParafaPinQuestion question,
                                 ParafaPinState state,
                                 ParafaPinAnswer last,
                                 ParafaPinNotice *notice);
const char *
parafa_pin_text_title (ParafaPinQuestion question, ParafaPinKind kind, ParafaPinFlags flags);
char *parafa_pin_text_words (ParafaPinQuestion question,
                             ParafaPinKind kind,
                             ParafaPinFlags flags,
                             ParafaCertificate *certificate);
gboolean parafa_pin_text_is_last_try (ParafaPinState state);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ParafaPinNotice, parafa_pin_notice_clear)

G_END_DECLS
