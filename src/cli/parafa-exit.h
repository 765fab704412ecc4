/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a script can tell from `parafa`'s exit status; documented in --help and parafa(1), so never renumbered */
typedef enum
{
  PARAFA_EXIT_DONE = 0,
  PARAFA_EXIT_PROBLEM = 1,         /* what was asked about is not in order */
  PARAFA_EXIT_USAGE = 2,           /* wrong arguments, or a file that cannot be read */
  PARAFA_EXIT_NO_PROFILE = 3,      /* no such profile, or none named where there are several */
  PARAFA_EXIT_NEVER_LOGGED_IN = 4, /* the profile has no token yet */
  PARAFA_EXIT_LOGIN_NEEDED = 5,    /* the access has ended, and only a login in the window helps */
  PARAFA_EXIT_KEYRING_LOCKED = 6,
  PARAFA_EXIT_KEYRING_FAILED = 7, /* no keyring answers, or it does not serve */
  PARAFA_EXIT_OFFLINE = 8,        /* the server did not answer */
  PARAFA_EXIT_SERVER = 9,         /* the server answered, but gave no token */
  PARAFA_EXIT_BUSY = 10,          /* another program is renewing the same token and does not end */
  PARAFA_EXIT_SIGNAL = 128,       /* ended by a signal: 128 and its number */
} ParafaExit;

G_END_DECLS
