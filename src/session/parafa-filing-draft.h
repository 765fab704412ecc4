/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include "parafa-declaration.h"
#include "parafa-etransport-check.h"
#include "parafa-filing-record.h"

G_BEGIN_DECLS

/* A file that was read and judged; nothing was decided yet. Immutable; fields are read directly. */
typedef struct
{
  char *path;                     /* (owned): in the encoding of file names */
  char *file_name;                /* (owned): its last part, UTF-8 */
  GBytes *body;                   /* (owned) (nullable): NULL when it could not be read */
  char *hash;                     /* (owned) (nullable): SHA-256 of the body, hex */
  char *content;                  /* (owned) (nullable): SHA-256 of what it says, hex */
  ParafaEtransportCheck *check;   /* (owned) (nullable): the same */
  ParafaDeclaration *declaration; /* (owned) (nullable): NULL when the file is no declaration */
  GError *error;                  /* (owned) (nullable): why it could not be read: G_IO_ERROR */
} ParafaFilingDraft;

#define PARAFA_TYPE_FILING_DRAFT (parafa_filing_draft_get_type ())
GType parafa_filing_draft_get_type (void) G_GNUC_CONST;
ParafaFilingDraft *parafa_filing_draft_new (const char *path, GBytes *body, const GDate *today);
char *parafa_filing_draft_read_content (GBytes *body);
ParafaFilingDraft *parafa_filing_draft_ref (ParafaFilingDraft *self);
void parafa_filing_draft_unref (ParafaFilingDraft *self);
gboolean parafa_filing_draft_is_ready (const ParafaFilingDraft *self);
ParafaFilingRecord *parafa_filing_draft_to_record (const ParafaFilingDraft *self,
                                                   const char *profile,
                                                   gint64 system,
                                                   const char *cif,
                                                   gint64 now_s);

/* Reads files and folders (their *.xml, and those of folders in them), off the caller's thread. The result is a
 * GPtrArray of ParafaFilingDraft: one for each file in the order given, those of a folder by name; a file that cannot
 * be read is among them with its error. */
void parafa_filing_drafts_read_async (const char *const *paths,
                                      gint64 now_s,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
GPtrArray *parafa_filing_drafts_read_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaFilingDraft, parafa_filing_draft_unref)

G_END_DECLS
