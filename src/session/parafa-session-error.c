/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-session-error.h"

G_DEFINE_QUARK (parafa_session_error, parafa_session_error)
