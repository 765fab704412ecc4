/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-filing-access.h"

G_BEGIN_DECLS

/* Every call to e-Transport passes here: door, place in the minute, call. */
#define PARAFA_TYPE_FILING_CALLER (parafa_filing_caller_get_type ())
G_DECLARE_FINAL_TYPE (ParafaFilingCaller, parafa_filing_caller, PARAFA, FILING_CALLER, GObject)
ParafaFilingCaller *
parafa_filing_caller_new (ParafaHttp *http, ParafaFilingAccess *access, ParafaClock *clock);
gint64 parafa_filing_caller_get_now (ParafaFilingCaller *self);
/* the day ANAF counts in, as a number */
gint64 parafa_filing_caller_get_day (ParafaFilingCaller *self);
void parafa_filing_caller_share (ParafaFilingCaller *self, const char *path);
void parafa_filing_caller_set_per_minute (ParafaFilingCaller *self, guint per_minute);
/* after a 429: nothing for a minute */
void parafa_filing_caller_hold (ParafaFilingCaller *self);
/* after a 401: see parafa_filing_access_refused() */
gboolean
parafa_filing_caller_refused (ParafaFilingCaller *self, const char *profile, ParafaSecret *token);

/* a door whose place in the minute is taken: make one call with it, now */
typedef struct
{
  ParafaFilingDoor *door;       /* (owned) */
  ParafaEtransport *etransport; /* (owned) */
} ParafaFilingTurn;
void parafa_filing_turn_free (ParafaFilingTurn *turn);
void parafa_filing_caller_take_async (ParafaFilingCaller *self,
                                      const char *profile,
                                      gint64 system,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
ParafaFilingTurn *
parafa_filing_caller_take_finish (ParafaFilingCaller *self, GAsyncResult *result, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaFilingTurn, parafa_filing_turn_free)

G_END_DECLS
