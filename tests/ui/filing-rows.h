/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "filings-fixture.h"

G_BEGIN_DECLS

/* Many filings on the page e-Transport, with nothing remembered */
void filing_rows_set_up (FilingsFixture *self, gconstpointer data);
void filing_rows_open (FilingsFixture *self, int width, int height);
/* filings number @first and following, as ANAF's list has them */
void filing_rows_add (FilingsFixture *self, guint first, guint n);
const char *filing_rows_get_company (guint number);

G_END_DECLS
