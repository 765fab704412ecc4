/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-archive.h"
#include "parafa-etransport-answer.h"
#include "parafa-filing-access.h"
#include "parafa-filing-draft.h"
#include "parafa-filing-follower.h"
#include "parafa-filing-sender.h"

G_BEGIN_DECLS

/* e-Transport for both faces: the archive, the queue and what follows. One for the whole program.
 *
 *   paths → parafa_filing_drafts_read_async() → ParafaFilingDraft (parafa_readable_new() shows it)
 *         → parafa_filings_submit_async(): the row is QUEUED, on the disk
 *         → the sender (property "sender") sends it: exactly once, whatever happens
 *         → the follower (property "follower") asks what became of it: OK with a UIT, or NOK
 *   ParafaFilingList (archive) shows all of it.
 *
 * Signal "settled" (ParafaFilingRecord *): a filing became OK, NOK or REFUSED: worth a notification. */
#define PARAFA_TYPE_FILINGS (parafa_filings_get_type ())
G_DECLARE_FINAL_TYPE (ParafaFilings, parafa_filings, PARAFA, FILINGS, GObject)

/* opens the archive (in the person's state folder, or at @path) for the accounts of a session. Errors:
 * PARAFA_ARCHIVE_ERROR. Nothing is sent and nobody is asked before parafa_filings_start(). */
void parafa_filings_open_async (ParafaSession *session,
                                const char *path,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
ParafaFilings *parafa_filings_open_finish (GAsyncResult *result, GError **error);
/* the parts put together by hand, for tests and other owners of tokens */
ParafaFilings *parafa_filings_new (ParafaArchive *archive,
                                   ParafaHttp *http,
                                   ParafaFilingAccess *access,
                                   ParafaClock *clock);
char *parafa_filings_get_default_path (void);

/* begins to follow what is in process, and to settle what is in doubt; the sender sends what waits. Call it when an
 * account is ready; harmless when called again. */
void parafa_filings_start (ParafaFilings *self);
gboolean parafa_filings_has_ended (ParafaFilings *self);
ParafaArchive *parafa_filings_get_archive (ParafaFilings *self);
ParafaFilingSender *parafa_filings_get_sender (ParafaFilings *self);
ParafaFilingFollower *parafa_filings_get_follower (ParafaFilings *self);
ParafaFilingCaller *parafa_filings_get_caller (ParafaFilings *self);

/* puts a draft in the queue: confirmed by the person, who saw company and system. Errors: PARAFA_ARCHIVE_ERROR_SAME
 * (the id of the earlier filing is the message; ask, then call again with @allow_same), PARAFA_ARCHIVE_ERROR_UNSETTLED
 * (part of the archive was lost, and ANAF's list did not come to say what was filed), the others of the archive, and
 * G_IO_ERROR_INVALID_DATA for a draft with errors. */
void parafa_filings_submit_async (ParafaFilings *self,
                                  const char *profile,
                                  ParafaFilingSystem system,
                                  const char *cif,
                                  ParafaFilingDraft *draft,
                                  gboolean allow_same,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
ParafaFilingRecord *
parafa_filings_submit_finish (ParafaFilings *self, GAsyncResult *result, GError **error);

/* asks ANAF's list and merges it into the archive. The answer tells what ANAF said (NOTHING is an empty list; REFUSED
 * has its sentences). Errors: PARAFA_SESSION_ERROR, PARAFA_HTTP_ERROR, PARAFA_ARCHIVE_ERROR. */
void parafa_filings_fetch_list_async (ParafaFilings *self,
                                      const char *profile,
                                      ParafaFilingSystem system,
                                      const char *cif,
                                      guint days,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
ParafaEtransportAnswer *
parafa_filings_fetch_list_finish (ParafaFilings *self, GAsyncResult *result, GError **error);

/* the transports a carrier was named for; nothing is kept */
void parafa_filings_fetch_info_async (ParafaFilings *self,
                                      const char *profile,
                                      ParafaFilingSystem system,
                                      const char *carrier,
                                      const char *declarant,
                                      const char *uit,
                                      const char *reference,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
ParafaEtransportAnswer *
parafa_filings_fetch_info_finish (ParafaFilings *self, GAsyncResult *result, GError **error);

/* tries ANAF's own download; NOT_FOUND is to be expected, since ANAF withdrew it */
void parafa_filings_download_async (ParafaFilings *self,
                                    ParafaFilingRecord *record,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
ParafaEtransportAnswer *
parafa_filings_download_finish (ParafaFilings *self, GAsyncResult *result, GError **error);

/* a person's word on a filing in doubt that the list cannot settle (problem "unsure"): send it again */
void parafa_filings_send_again_async (ParafaFilings *self,
                                      gint64 id,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
ParafaFilingRecord *
parafa_filings_send_again_finish (ParafaFilings *self, GAsyncResult *result, GError **error);

G_END_DECLS
