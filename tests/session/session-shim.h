/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The soft token behind a driver that behaves like awkward hardware (tests/support/test-pkcs11.c), for
 * card processes that start from now on. After the tokens are made, before the first login */
void session_shim_prepare (void);
/* a token that works, in its reader, with a new trace */
void session_shim_reset (void);
/* for card processes that start from now on */
void session_shim_set (const char *variable, const char *value);
void session_shim_pull_out (void);
void session_shim_put_in (void);
void session_shim_set_wrong_tries (guint n);
guint session_shim_count (const char *call);

G_END_DECLS
