/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-archive.h"
#include "parafa-filing-caller.h"

G_BEGIN_DECLS

/* Why the sender stopped by itself */
typedef enum
{
  PARAFA_FILING_STOP_NONE,
  PARAFA_FILING_STOP_BUSY, /* another program of the person's sends: it looks again every few seconds */
  PARAFA_FILING_STOP_ACCESS, /* no token, or the practice server does not start: log in, then resume */
  PARAFA_FILING_STOP_UNAUTHORIZED, /* ANAF does not take the token: renew it, then resume */
  PARAFA_FILING_STOP_FORBIDDEN,    /* the application is not enrolled for the service */
  PARAFA_FILING_STOP_OFFLINE,      /* nothing could be sent; it looks again by itself */
  PARAFA_FILING_STOP_TLS,
  PARAFA_FILING_STOP_ADDRESS, /* ANAF does not know the address */
  PARAFA_FILING_STOP_ARCHIVE, /* the archive cannot be written: nothing more is sent */
} ParafaFilingStop;

/* Sends what waits in the archive: each filing exactly once. A row says that it is about to be sent before its first
 * byte leaves. What has no clear answer is in doubt, and looked for in ANAF's list before it is sent again. One sender
 * per archive, among all programs of the person.
 *
 * Properties: "running" (gboolean, notify), "paused" (gboolean, notify), "stop" (int ParafaFilingStop, notify),
 * "n-sending" (uint, notify). Signals: "answered" (ParafaFilingRecord *): a filing was taken in, refused or is in doubt;
 * "done": nothing waits and nothing is in doubt. */
#define PARAFA_TYPE_FILING_SENDER (parafa_filing_sender_get_type ())
G_DECLARE_FINAL_TYPE (ParafaFilingSender, parafa_filing_sender, PARAFA, FILING_SENDER, GObject)
ParafaFilingSender *parafa_filing_sender_new (ParafaArchive *archive, ParafaFilingCaller *caller);
/* starts, or looks again when something was added or mended; a pause stays */
void parafa_filing_sender_start (ParafaFilingSender *self);
void parafa_filing_sender_pause (ParafaFilingSender *self);
void parafa_filing_sender_resume (ParafaFilingSender *self);
gboolean parafa_filing_sender_is_running (ParafaFilingSender *self);
gboolean parafa_filing_sender_is_paused (ParafaFilingSender *self);
ParafaFilingStop parafa_filing_sender_get_stop (ParafaFilingSender *self);
const GError *
parafa_filing_sender_get_error (ParafaFilingSender *self); /* (nullable): behind the stop */
guint parafa_filing_sender_get_n_sending (ParafaFilingSender *self);
/* at most so many at once (6) */
void parafa_filing_sender_set_lanes (ParafaFilingSender *self, guint n_lanes);
/* how long after the sending the list is believed, and between its two answers that do not have a filing (120 s, 60 s) */
void parafa_filing_sender_set_patience (ParafaFilingSender *self,
                                        gint64 first_s,
                                        gint64 second_s,
                                        gint64 sure_s);

G_END_DECLS
