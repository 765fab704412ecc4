/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-filing-options.h"
#include "parafa-filings.h"
#include "parafa-terminal.h"

G_BEGIN_DECLS

/* One command on the filings */
typedef struct
{
  ParafaFilingOptions *options; /* (unowned) */
  ParafaTerminal *terminal;     /* (unowned) */
  ParafaAccount *account;       /* (owned) (nullable) */
  ParafaFilings *filings;       /* (owned) (nullable) */
  GBytes *from_input;           /* (owned) (nullable): what - stands for */
  GPtrArray *drafts;            /* (owned) (nullable) (element-type ParafaFilingDraft) */
  GPtrArray *records; /* (owned): what the command is about (element-type ParafaFilingRecord) */
  guint at;           /* which of them */
  guint timer;
  gboolean busy;    /* another program sends: ours wait for it */
  gboolean reading; /* the records are being read anew */
  gboolean printed; /* standard output has what was asked for */
  gboolean cut;     /* not all of it could be written there */
  GHashTable
      *asked; /* (owned) (nullable): of `status`: ids (gint64 *) whose question is under way */
  GHashTable
      *early; /* (owned) (nullable): of `status`: ids that it is too soon to ask about again */
  ParafaExit status;
} ParafaFilingJob;

ParafaExit parafa_filing_job_run (ParafaFilingOptions *options);
void parafa_filing_job_end (ParafaFilingJob *job, ParafaExit status);
ParafaExit parafa_filing_job_report (ParafaFilingJob *job, const GError *error);
void parafa_filing_job_fail (ParafaFilingJob *job, const GError *error);
void parafa_filing_job_print (ParafaFilingJob *job);
const char *parafa_filing_job_get_profile (ParafaFilingJob *job);

/* the commands; each ends the job */
void parafa_filing_upload (ParafaFilingJob *job);
void parafa_filing_status (ParafaFilingJob *job);
void parafa_filing_list (ParafaFilingJob *job);
void parafa_filing_download (ParafaFilingJob *job);
void parafa_filing_slip (ParafaFilingJob *job);
void parafa_filing_info (ParafaFilingJob *job);
/* what is in the archive, and what of it the command names */
void parafa_filing_find_async (ParafaFilingJob *job, GAsyncReadyCallback callback);
GPtrArray *parafa_filing_take_found (ParafaFilingJob *job, GObject *source, GAsyncResult *result);
/* reads records anew and waits until those in process are through, then prints and ends */
void parafa_filing_follow (ParafaFilingJob *job);

G_END_DECLS
