/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "parafa-session.h"

G_BEGIN_DECLS

/* "Renew" of a reminder: without a window, its end told by a notification */
void parafa_reminder_renewal_start (GApplication *application,
                                    ParafaSession *session,
                                    const char *profile_id);

G_END_DECLS
