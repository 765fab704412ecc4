/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-archive-database.h"
#include "parafa-archive.h"

G_BEGIN_DECLS

typedef struct _ParafaArchiveJob ParafaArchiveJob;

/* Runs on the worker and returns something through the task */
typedef void (*ParafaArchiveWork) (ParafaArchiveDatabase *database,
                                   GTask *task,
                                   ParafaArchiveJob *job);

/* What a job may need; each sets what is its own */
struct _ParafaArchiveJob
{
  ParafaArchiveWork work;
  gint64 id;
  gint64 now_s;
  gint64 day;
  gint64 limit;
  gboolean flag;
  ParafaArchiveReader reader; /* (nullable): the archive's */
  ParafaFilingSort sort;
  char *name;                 /* (owned) (nullable) */
  ParafaFilingRecord *record; /* (owned) (nullable) */
  GBytes *body;               /* (owned) (nullable) */
  ParafaFilingFilter *filter; /* (owned) (nullable) */
  ParafaFilingChange *change; /* (owned) (nullable) */
  GArray *ids;                /* (owned) (nullable) */
  GPtrArray *records;         /* (owned) (nullable) */
  GStrv texts;                /* (owned) (nullable) */
};

ParafaArchiveJob *parafa_archive_job_new (ParafaArchiveWork work);
void parafa_archive_run (ParafaArchive *self,
                         ParafaArchiveJob *job,
                         gpointer tag,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
void parafa_archive_return (GTask *task, gpointer found, GDestroyNotify destroy, GError *error);
void parafa_archive_tell (ParafaArchive *self, gint64 id);

G_END_DECLS
