/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "filing-test.h"
#include "parafa-declaration-view.h"
#include "parafa-filing-details.h"
#include "parafa-filing-view.h"
#include "parafa-filings-page.h"
#include "ui-fixture.h"

G_BEGIN_DECLS

#define FILINGS_FIXTURE_UIT "7K0A2C4E6H8J9L70"

/* The page on a real archive and the real practice server, in a window that keeps what it is told to say */
typedef struct
{
  FilingTest filing;
  GtkWindow *window;
  ParafaFilingsPage *page;
  ParafaFilingView *view;
  GPtrArray *toasts; /* (owned) (element-type utf8) */
  char *folder;      /* (owned): a private one */
} FilingsFixture;

/* a row as ANAF's list would have made it; what is NULL or 0 is as of a notice on its way to Reghin */
typedef struct
{
  gint64 state;
  gint64 kind;
  const char *uit;
  const char *subject_uit;
  const char *date;
  const char *partner;
  const char *vehicle;
  const char *problem;
  const char *message;
  gint64 valid_from;
  gint64 valid_until;
  gint64 system;
  gint64 confirmation; /* as the list says; 0: nothing */
} FilingsFixtureRow;

void filings_fixture_set_up (FilingsFixture *self, gconstpointer data);
void filings_fixture_show (FilingsFixture *self, int width, int height, ParafaClock *clock);
void filings_fixture_close (FilingsFixture *self);
void filings_fixture_tear_down (FilingsFixture *self, gconstpointer data);
void filings_fixture_add (FilingsFixture *self, const FilingsFixtureRow *row);
void filings_fixture_wait_rows (FilingsFixture *self, guint n_rows);
void filings_fixture_wait_state (FilingsFixture *self, const char *state);
void filings_fixture_wait_text (FilingsFixture *self, const char *text);
void filings_fixture_wait_text_in (GtkWidget *widget, const char *text);
void filings_fixture_wait_toast (FilingsFixture *self, const char *text);
void filings_fixture_wait_narrow (FilingsFixture *self);
void filings_fixture_open_row (FilingsFixture *self, guint row);
GtkWidget *filings_fixture_get_details (FilingsFixture *self);
ParafaDeclarationView *filings_fixture_get_check (FilingsFixture *self);
/* a file in the private folder */
char *filings_fixture_write (FilingsFixture *self, const char *name, const char *text);
void filings_fixture_take (FilingsFixture *self, GtkWidget *what, char **set, const char *name);

GtkWindow *filings_fixture_wait_window (GType type);
void filings_fixture_wait_no_window (GType type);
void filings_fixture_answer (const char *response, const char *heading);
/* the file chooser that is open: a place, and its button */
void filings_fixture_set_place (GFile *folder, const char *name);
void filings_fixture_accept (void);
void filings_fixture_choose (GFile *folder, const char *name);
void filings_fixture_choose_nothing (void);

G_END_DECLS
