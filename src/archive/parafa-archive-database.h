/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <sqlite3.h>
#include "parafa-archive-error.h"

G_BEGIN_DECLS

/* The file. Belongs to one thread: the archive's worker. Every call may block. */
typedef struct _ParafaArchiveDatabase ParafaArchiveDatabase;

ParafaArchiveDatabase *parafa_archive_database_open (const char *path, GError **error);
/* without mending what is damaged */
ParafaArchiveDatabase *parafa_archive_database_open_file (const char *path, GError **error);
void parafa_archive_database_keep_lock (ParafaArchiveDatabase *self, int fd);
void parafa_archive_database_set_origin (ParafaArchiveDatabase *self,
                                         const char *set_aside,
                                         gint64 n_salvaged);
gint64 parafa_archive_database_get_n_salvaged (const ParafaArchiveDatabase *self);
void parafa_archive_database_close (ParafaArchiveDatabase *self);
const char *parafa_archive_database_get_set_aside (const ParafaArchiveDatabase *self);
sqlite3_stmt *
parafa_archive_database_prepare (ParafaArchiveDatabase *self, const char *sql, GError **error);
gboolean parafa_archive_database_step (ParafaArchiveDatabase *self,
                                       sqlite3_stmt *statement,
                                       gboolean *row,
                                       GError **error);
gboolean
parafa_archive_database_run (ParafaArchiveDatabase *self, sqlite3_stmt *statement, GError **error);
gboolean
parafa_archive_database_exec (ParafaArchiveDatabase *self, const char *sql, GError **error);
gboolean parafa_archive_database_begin (ParafaArchiveDatabase *self, GError **error);
gboolean parafa_archive_database_commit (ParafaArchiveDatabase *self, GError **error);
void parafa_archive_database_roll_back (ParafaArchiveDatabase *self);
gint64 parafa_archive_database_get_last_id (ParafaArchiveDatabase *self);
gint64 parafa_archive_database_get_changes (ParafaArchiveDatabase *self);

/* the steps from version to version; NULL ends them */
extern const char *const parafa_archive_migrations[];

typedef sqlite3_stmt ParafaArchiveStatement;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaArchiveStatement, sqlite3_finalize)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaArchiveDatabase, parafa_archive_database_close)

G_END_DECLS
