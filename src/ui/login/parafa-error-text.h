/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-login-flow.h"
#include "parafa-vault.h"

G_BEGIN_DECLS

/* What the button beside an explanation does */
typedef enum
{
  PARAFA_ERROR_WAY_RETRY,       /* the same again */
  PARAFA_ERROR_WAY_PIN,         /* type the PIN again */
  PARAFA_ERROR_WAY_CERTIFICATE, /* back to the choice of certificate */
  PARAFA_ERROR_WAY_FILE,        /* choose the file or type its password again */
  PARAFA_ERROR_WAY_SETTINGS,    /* mend client id, secret, callback */
  PARAFA_ERROR_WAY_SAVE,        /* offer the held tokens to the keyring again */
  PARAFA_ERROR_WAY_LOGIN,       /* log in with the certificate */
  PARAFA_ERROR_WAY_CLOSE,       /* nothing to be done here */
} ParafaErrorWay;

#define PARAFA_ERROR_TEXT_MAX_REMEDIES 4

/* What the user reads about one failure, translated */
typedef struct
{
  const char *id;    /* stable, English, for "Copy details" */
  const char *title; /* what is, a few words */
  const char *text;  /* what happened and why, one or two sentences */
  const char *remedies[PARAFA_ERROR_TEXT_MAX_REMEDIES + 1]; /* what to do, in order, NULL-ended */
  ParafaErrorWay way;
} ParafaErrorText;

/* (transfer none) (not nullable); lives for ever, in the language of the program */
const ParafaErrorText *parafa_error_text_for_problem (ParafaLoginProblem problem);
/* any error of card, http, token answer, authorize, vault, files; anything else gets a general text
 */
const ParafaErrorText *parafa_error_text_for_error (const GError *error);
/* the same for storing what a person typed: nothing is lost, they can save again */
const ParafaErrorText *parafa_error_text_for_saving (const GError *error);
/* for tokens in a keyring that cannot be read */
const ParafaErrorText *parafa_error_text_for_loading (ParafaVaultError code);
/* a failure of the login at a step: before there is a token, the keyring's is about reading it */
const ParafaErrorText *parafa_error_text_for_step (ParafaLoginProblem problem,
                                                   ParafaLoginStep step);
/* a symbolic icon for what it is about */
const char *parafa_error_text_get_icon (const ParafaErrorText *text);
const char *parafa_error_text_get_button (const ParafaErrorText *text);
/* for "Copy details": versions, id and redacted detail. detail: (nullable) */
char *parafa_error_text_make_details (const ParafaErrorText *text, const char *detail);

G_END_DECLS
