/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-broker-caller.h"

G_BEGIN_DECLS

typedef enum
{
  PARAFA_TOKEN_USE_GIVEN,
  PARAFA_TOKEN_USE_DENIED, /* the person said no */
  PARAFA_TOKEN_USE_FAILED, /* allowed, but there was no token to give */
} ParafaTokenUseEvent;

/* One line of the log: who got, or did not get, a token. Never the token. */
#define PARAFA_TYPE_TOKEN_USE (parafa_token_use_get_type ())
G_DECLARE_FINAL_TYPE (ParafaTokenUse, parafa_token_use, PARAFA, TOKEN_USE, GObject)
ParafaTokenUse *parafa_token_use_new (ParafaTokenUseEvent event,
                                      ParafaCaller *caller,
                                      const char *profile_id,
                                      gint64 at_s);
ParafaTokenUseEvent parafa_token_use_get_event (ParafaTokenUse *self);
ParafaCaller *parafa_token_use_get_caller (ParafaTokenUse *self);
const char *parafa_token_use_get_profile_id (ParafaTokenUse *self);
gint64 parafa_token_use_get_at (ParafaTokenUse *self);

G_END_DECLS
