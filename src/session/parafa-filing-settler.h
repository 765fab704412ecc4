/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-archive.h"
#include "parafa-filing-caller.h"

G_BEGIN_DECLS

/* Settles what is in doubt, a company at a time: asks the list, and finds a filing there, or finds it twice not there.
 * Works once per call: the sender calls it again at the time it names. */
typedef struct
{
  gint64 first_s;  /* the list is asked so long after the sending at the earliest */
  gint64 second_s; /* and again so long after it did not have it */
  gint64 sure_s;   /* before so long after the sending, what is not listed may still come */
} ParafaFilingPatience;

void parafa_filing_settle_async (ParafaArchive *archive,
                                 ParafaFilingCaller *caller,
                                 const ParafaFilingPatience *patience,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
/* @n_left: filings still in doubt that the list may settle; @next_at: Unix seconds when to look again, -1 never */
gboolean
parafa_filing_settle_finish (GAsyncResult *result, guint *n_left, gint64 *next_at, GError **error);

G_END_DECLS
