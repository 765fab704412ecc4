/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-exit.h"
#include "parafa-session.h"

G_BEGIN_DECLS

/* One command on the person's session: opened, run, and ended by parafa_terminal_end() or a signal, but never in
 * the middle of a refresh. */
typedef struct _ParafaTerminal ParafaTerminal;

/* the session's profiles are there, their tokens are still loading */
typedef void (*ParafaTerminalFunc) (ParafaTerminal *self, gpointer user_data);

/* interactive: whether the keyring may ask for its password */
ParafaExit parafa_terminal_run (const char *command,
                                gboolean interactive,
                                ParafaTerminalFunc func,
                                gpointer user_data);
ParafaSession *parafa_terminal_get_session (ParafaTerminal *self);
GCancellable *parafa_terminal_get_cancellable (ParafaTerminal *self);
/* says on standard error what went wrong; profile: (nullable): the one meant */
ParafaExit
parafa_terminal_report (ParafaTerminal *self, ParafaProfile *profile, const GError *error);
void parafa_terminal_end (ParafaTerminal *self, ParafaExit status);

G_END_DECLS
