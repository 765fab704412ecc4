/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The program where there is no display: only the token service, for what was allowed before */
#define PARAFA_TYPE_HEADLESS (parafa_headless_get_type ())
G_DECLARE_FINAL_TYPE (ParafaHeadless, parafa_headless, PARAFA, HEADLESS, GApplication)

ParafaHeadless *parafa_headless_new (void);

G_END_DECLS
