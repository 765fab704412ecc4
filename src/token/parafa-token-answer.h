/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-token-pair.h"

G_BEGIN_DECLS

#define PARAFA_TOKEN_ERROR (parafa_token_error_quark ())
GQuark parafa_token_error_quark (void);

/**
 * ParafaTokenError:
 * @PARAFA_TOKEN_ERROR_LOGIN_AGAIN: code or refresh token dead: only a new login helps
 * @PARAFA_TOKEN_ERROR_SETTINGS: client id, secret or redirect address refused: mend the settings
 * @PARAFA_TOKEN_ERROR_LATER: the server is busy, down, or answered with a page: nothing is wrong
 * with the token
 * @PARAFA_TOKEN_ERROR_INVALID: a JSON answer that makes no sense (a token answer without a token)
 */
typedef enum
{
  PARAFA_TOKEN_ERROR_LOGIN_AGAIN,
  PARAFA_TOKEN_ERROR_SETTINGS,
  PARAFA_TOKEN_ERROR_LATER,
  PARAFA_TOKEN_ERROR_INVALID,
} ParafaTokenError;

/* Reads the token endpoint's answer by content (anaf-api.md §1.5, §1.8).
 * previous: (nullable): the pair that was refreshed; keeps its refresh token when the answer has
 * none */
ParafaTokenPair *parafa_token_answer_read (guint status,
                                           const char *body,
                                           gsize length,
                                           ParafaTokenPair *previous,
                                           gint64 now_s,
                                           GError **error);

G_END_DECLS
