/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include "parafa-archive-error.h"
#include "parafa-filing-record.h"

G_BEGIN_DECLS

/* Which filings */
typedef struct
{
  char *profile;   /* (owned) (nullable): NULL for all */
  gint64 system;   /* ParafaFilingSystem; -1 for all */
  GStrv cifs;      /* (owned) (nullable): these companies; NULL for all */
  guint states;    /* bits 1 << ParafaFilingState; 0 for all */
  gint64 source;   /* ParafaFilingSource; -1 for both */
  char *hash;      /* (owned) (nullable): with this file */
  gint64 kind;     /* ParafaDeclarationKind; -1 for all */
  char *operation; /* (owned) (nullable): this code, as "30" */
  char *
      from_day; /* (owned) (nullable): yyyy-mm-dd; transported, or filed when there is no such day, on it or later */
  char *until_day; /* (owned) (nullable): the same, on it or earlier */
  gint64 since;    /* Unix seconds: filed, kept, or known to ANAF then or later; -1 for all */
  char *search; /* (owned) (nullable): words, each found at the beginning of a word in any field */
  guint limit;  /* for parafa_archive_find_async(): at most so many; 0 for all */
  gboolean by_due; /* the same: by next_poll_at, not by age */
} ParafaFilingFilter;

ParafaFilingFilter *parafa_filing_filter_new (void);
ParafaFilingFilter *parafa_filing_filter_copy (const ParafaFilingFilter *self);
void parafa_filing_filter_free (ParafaFilingFilter *self);

typedef enum
{
  PARAFA_FILING_SORT_CREATED,
  PARAFA_FILING_SORT_STATE,
  PARAFA_FILING_SORT_TRANSPORT_DATE,
  PARAFA_FILING_SORT_CIF,
  PARAFA_FILING_SORT_PARTNER,
  PARAFA_FILING_SORT_VEHICLE,
  PARAFA_FILING_SORT_UIT,
  PARAFA_FILING_SORT_REFERENCE,
  PARAFA_FILING_SORT_GROSS,
  PARAFA_FILING_SORT_FILE_NAME,
  PARAFA_FILING_SORT_OPERATION,
  PARAFA_FILING_SORT_INDEX,
} ParafaFilingSort;

/* A step of one filing. Only what is set is changed: texts that are not NULL, numbers that are not
 * PARAFA_FILING_KEEP. The answer is kept in the same transaction. */
#define PARAFA_FILING_KEEP G_MININT64
typedef struct
{
  guint from; /* bits 1 << ParafaFilingState it must be in; 0 for any */
  gint64 state;
  gint64 at; /* becomes changed_at when the state changes */
  gint64 sent_at;
  gint64 polls;
  gint64 next_poll_at;
  gint64 absent_at;
  gint64 asked_at;
  char *index;                /* "" forgets it */
  char *uit;                  /* the same */
  char *problem;              /* the same */
  char *message;              /* the same */
  ParafaFilingAnswer *answer; /* (owned) (nullable) */
} ParafaFilingChange;

ParafaFilingChange *parafa_filing_change_new (guint from, gint64 state, gint64 at);
void parafa_filing_change_free (ParafaFilingChange *self);

/* A company that something was filed for */
typedef struct
{
  char *cif;
  char *
      name; /* (nullable): as it stands in what was filed, where it carried the goods itself or was the partner */
  gint64 n_filings;
} ParafaArchiveCompany;

/* What was filed and answered: one SQLite file, crash-safe, readable by the person only. All of its work is done on one
 * thread of its own; callbacks come where the call was made. Calls are done in the order they were made. Errors:
 * PARAFA_ARCHIVE_ERROR; with any of them nothing was changed. Several programs may have it open.
 *
 * Signal "changed" (gint64 id): a filing was added or changed by this object; 0: many, or it is not known which. */
#define PARAFA_TYPE_ARCHIVE (parafa_archive_get_type ())
G_DECLARE_FINAL_TYPE (ParafaArchive, parafa_archive, PARAFA, ARCHIVE, GObject)

void parafa_archive_open_async (const char *path,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
ParafaArchive *parafa_archive_open_finish (GAsyncResult *result, GError **error);
const char *parafa_archive_get_path (ParafaArchive *self);
/* the file was damaged: it lies there now, and so many filings of it could be read and are here */
const char *parafa_archive_get_set_aside (ParafaArchive *self);
gint64 parafa_archive_get_n_salvaged (ParafaArchive *self);

/* what a file says, however it is saved: (transfer full) (nullable). Pure: it runs on the archive's thread. With it, files
 * that an older version kept without noting that are read when one that looks like theirs is added. */
typedef char *(*ParafaArchiveReader) (GBytes *body);
void parafa_archive_set_reader (ParafaArchive *self, ParafaArchiveReader reader);

/* after damage ANAF's list comes before anything else is filed for a company; FALSE without an error: not asked yet.
 * Profile, system and cif of @company are read. */
void parafa_archive_is_settled_async (ParafaArchive *self,
                                      ParafaFilingRecord *company,
                                      gint64 now_s,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
void parafa_archive_settle_async (ParafaArchive *self,
                                  ParafaFilingRecord *company,
                                  gint64 now_s,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean
parafa_archive_is_settled_finish (ParafaArchive *self, GAsyncResult *result, GError **error);

void parafa_archive_add_async (ParafaArchive *self,
                               ParafaFilingRecord *record,
                               GBytes *body,
                               gboolean allow_same,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
ParafaFilingRecord *
parafa_archive_add_finish (ParafaArchive *self, GAsyncResult *result, GError **error);

void parafa_archive_get_async (ParafaArchive *self,
                               gint64 id,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
ParafaFilingRecord *
parafa_archive_get_finish (ParafaArchive *self, GAsyncResult *result, GError **error);

void parafa_archive_get_body_async (ParafaArchive *self,
                                    gint64 id,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GBytes *parafa_archive_get_body_finish (ParafaArchive *self, GAsyncResult *result, GError **error);

void parafa_archive_get_answers_async (ParafaArchive *self,
                                       gint64 id,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
/* (element-type ParafaFilingAnswer), oldest first */
GPtrArray *
parafa_archive_get_answers_finish (ParafaArchive *self, GAsyncResult *result, GError **error);

void parafa_archive_change_async (ParafaArchive *self,
                                  gint64 id,
                                  ParafaFilingChange *change, /* (transfer full) */
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
ParafaFilingRecord *
parafa_archive_change_finish (ParafaArchive *self, GAsyncResult *result, GError **error);

/* the oldest QUEUED filing of @filter becomes SENDING, on the disk; NULL without an error when there is none */
void parafa_archive_claim_async (ParafaArchive *self,
                                 const ParafaFilingFilter *filter,
                                 gint64 now_s,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
ParafaFilingRecord *parafa_archive_claim_finish (ParafaArchive *self,
                                                 GAsyncResult *result,
                                                 GBytes **body,
                                                 GError **error);

/* every SENDING becomes UNKNOWN: for whoever holds the sender's lock and sends nothing yet; -1 with an error */
void parafa_archive_doubt_async (ParafaArchive *self,
                                 gint64 now_s,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gint64 parafa_archive_doubt_finish (ParafaArchive *self, GAsyncResult *result, GError **error);

/* (element-type ParafaFilingRecord), oldest first */
void parafa_archive_find_async (ParafaArchive *self,
                                const ParafaFilingFilter *filter,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
GPtrArray *parafa_archive_find_finish (ParafaArchive *self, GAsyncResult *result, GError **error);

/* ids only (element-type gint64), for a list that reads its rows as they come into view */
void parafa_archive_list_async (ParafaArchive *self,
                                const ParafaFilingFilter *filter,
                                ParafaFilingSort sort,
                                gboolean descending,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
GArray *parafa_archive_list_finish (ParafaArchive *self, GAsyncResult *result, GError **error);
void parafa_archive_get_many_async (ParafaArchive *self,
                                    const gint64 *ids,
                                    guint n_ids,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
/* in the order of the ids; NULL for one that is gone */
GPtrArray *
parafa_archive_get_many_finish (ParafaArchive *self, GAsyncResult *result, GError **error);

/* counts a question of this day and says whether it may be asked: kept across programs and restarts */
void parafa_archive_count_async (ParafaArchive *self,
                                 const char *name,
                                 gint64 day,
                                 gint64 limit,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean parafa_archive_count_finish (ParafaArchive *self,
                                      GAsyncResult *result,
                                      gboolean *allowed,
                                      GError **error);

/* those of these indexes that some row of @system has (element-type utf8) */
void parafa_archive_get_known_async (ParafaArchive *self,
                                     gint64 system,
                                     const char *const *indexes,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GHashTable *
parafa_archive_get_known_finish (ParafaArchive *self, GAsyncResult *result, GError **error);

/* what ANAF's list knows: rows are found by system and index, or where there is none by UIT; others are added; how many
 * changed, -1 with an error */
void parafa_archive_merge_async (ParafaArchive *self,
                                 GPtrArray *records,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gint64 parafa_archive_merge_finish (ParafaArchive *self, GAsyncResult *result, GError **error);

/* the companies of a profile: what was filed for them, and what they are called in it (element-type
 * ParafaArchiveCompany) */
void parafa_archive_get_companies_async (ParafaArchive *self,
                                         const char *profile,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
GPtrArray *
parafa_archive_get_companies_finish (ParafaArchive *self, GAsyncResult *result, GError **error);

/* only drafts and what waits can be removed: nothing that was filed */
void parafa_archive_remove_async (ParafaArchive *self,
                                  gint64 id,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean parafa_archive_remove_finish (ParafaArchive *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaFilingFilter, parafa_filing_filter_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaFilingChange, parafa_filing_change_free)

G_END_DECLS
