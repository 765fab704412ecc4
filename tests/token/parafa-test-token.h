/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-secret.h"

G_BEGIN_DECLS

extern const char parafa_test_header[];
extern const char parafa_test_claims_new[];
extern const char parafa_test_claims_old[];

char *parafa_test_token_build (const char *header, const char *claims);
char *parafa_test_token_build_at (gint64 issued_at_s, gint64 lifetime_s);

G_END_DECLS
