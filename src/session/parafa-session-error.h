/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PARAFA_SESSION_ERROR (parafa_session_error_quark ())
GQuark parafa_session_error_quark (void);

/**
 * ParafaSessionError:
 * @PARAFA_SESSION_ERROR_DAMAGED: profiles.ini could not be understood; it was set aside under the
 * name in the message, and the session goes on without profiles
 * @PARAFA_SESSION_ERROR_FILE: profiles.ini could not be read or written; nothing was changed
 * @PARAFA_SESSION_ERROR_PRACTICE: the practice server does not start or does not answer
 * @PARAFA_SESSION_ERROR_NO_PAIR: the account has no token, or none that can be refreshed
 * @PARAFA_SESSION_ERROR_CLIENT_SECRET: the keyring holds no client secret for the profile
 * @PARAFA_SESSION_ERROR_REMOVED: the account or the session is gone
 * @PARAFA_SESSION_ERROR_BUSY: another program of the person's is refreshing the same token
 * @PARAFA_SESSION_ERROR_EXPIRED: the access token has ended, and it was not to be refreshed
 * @PARAFA_SESSION_ERROR_ANSWER_LOST: the server does not take the refresh token any more, and an
 * earlier answer to it never came: only a new login helps
 * @PARAFA_SESSION_ERROR_NO_PROFILE: there is no such profile, or more than one
 * @PARAFA_SESSION_ERROR_ISSUER: a file holds no issuer's certificate that could be sent along
 * @PARAFA_SESSION_ERROR_DAY_LIMIT: ANAF was asked as often today as it allows
 */
typedef enum
{
  PARAFA_SESSION_ERROR_DAMAGED,
  PARAFA_SESSION_ERROR_FILE,
  PARAFA_SESSION_ERROR_PRACTICE,
  PARAFA_SESSION_ERROR_NO_PAIR,
  PARAFA_SESSION_ERROR_CLIENT_SECRET,
  PARAFA_SESSION_ERROR_REMOVED,
  PARAFA_SESSION_ERROR_BUSY,
  PARAFA_SESSION_ERROR_EXPIRED,
  PARAFA_SESSION_ERROR_ANSWER_LOST,
  PARAFA_SESSION_ERROR_NO_PROFILE,
  PARAFA_SESSION_ERROR_ISSUER,
  PARAFA_SESSION_ERROR_DAY_LIMIT,
} ParafaSessionError;

G_END_DECLS
