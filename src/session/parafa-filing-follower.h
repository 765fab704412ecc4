/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-archive.h"
#include "parafa-filing-caller.h"

G_BEGIN_DECLS

/* Asks what became of filings that were taken in: soon at first, then with growing pauses, never more often than ANAF
 * allows for one index in a day. Signals "settled" (ParafaFilingRecord *): it is OK or NOK now; "asked" (gint64 id): a
 * question is through, whatever came of it. */
#define PARAFA_TYPE_FILING_FOLLOWER (parafa_filing_follower_get_type ())
G_DECLARE_FINAL_TYPE (
    ParafaFilingFollower, parafa_filing_follower, PARAFA, FILING_FOLLOWER, GObject)
ParafaFilingFollower *parafa_filing_follower_new (ParafaArchive *archive,
                                                  ParafaFilingCaller *caller);
void parafa_filing_follower_start (ParafaFilingFollower *self);
void parafa_filing_follower_stop (ParafaFilingFollower *self);
/* asks for one filing now, whatever its pause; still within the day's limit */
void parafa_filing_follower_ask_now (ParafaFilingFollower *self, gint64 id);
/* seconds until the next question after so many: pure */
gint64 parafa_filing_follower_get_pause (gint64 n_polls);
gboolean parafa_filing_follower_is_too_soon (const ParafaFilingRecord *record, gint64 now_s);

G_END_DECLS
