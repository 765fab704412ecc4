/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "archive-test.h"
#include "parafa-filings.h"
#include "sim-server.h"

G_BEGIN_DECLS

#define FILING_TEST_CIF "8000000000"

/* Who has the token in these tests: no keyring, no login */
#define FILING_TEST_TYPE_ACCESS (filing_test_access_get_type ())
G_DECLARE_FINAL_TYPE (FilingTestAccess, filing_test_access, FILING_TEST, ACCESS, GObject)
ParafaFilingAccess *filing_test_access_new (const char *api_uri, const char *token);
void filing_test_access_when_asked (ParafaFilingAccess *access,
                                    GSourceOnceFunc func,
                                    gpointer user_data);
void filing_test_access_set_token (ParafaFilingAccess *access, const char *token);
void filing_test_access_set_other (ParafaFilingAccess *access,
                                   const char *profile,
                                   const char *api_uri,
                                   const char *token);
void filing_test_access_set_next (ParafaFilingAccess *access, const char *token);
guint filing_test_access_take_refused (ParafaFilingAccess *access);

/* The real practice server, a real archive, and the filings on them */
typedef struct
{
  ParafaTestDir *dir;         /* (owned) */
  SimServer *server;          /* (unowned): ends with the program */
  char *api_uri;              /* (owned) */
  char *token;                /* (owned) */
  ParafaHttp *http;           /* (owned) */
  ParafaFilingAccess *access; /* (owned) */
  ParafaArchive *archive;     /* (owned) */
  ParafaFilings *filings;     /* (owned) */
  ParafaClock *clock;         /* (owned) */
  guint n_done;               /* signals of the sender */
  guint n_settled;            /* signals of the filings */
} FilingTest;

typedef struct
{
  const char *path;
  void (*run) (FilingTest *self, gconstpointer data);
} FilingTestCase;

int filing_test_run (void);
/* g_test_init(), each case on a fixture of its own, and the end */
int filing_test_run_cases (int argc, char **argv, const FilingTestCase *cases, gsize n_cases);
void filing_test_set_up (FilingTest *self, gconstpointer data);
void filing_test_tear_down (FilingTest *self, gconstpointer data);
/* for a test that changes the file in between */
void filing_test_close (FilingTest *self);
void filing_test_open (FilingTest *self);
/* the filings as after a restart of the program */
void filing_test_restart (FilingTest *self);
char *filing_test_notice (guint number);
ParafaFilingDraft *filing_test_draft (const char *text);
ParafaFilingRecord *filing_test_submit (FilingTest *self, guint number, GError **error);
ParafaFilingRecord *filing_test_get (FilingTest *self, gint64 id);
gint64 filing_test_count (FilingTest *self, const char *name);
void filing_test_wait_state (FilingTest *self, gint64 id, ParafaFilingState state);
void filing_test_wait_done (FilingTest *self);
guint filing_test_count_state (FilingTest *self, ParafaFilingState state);

G_END_DECLS
