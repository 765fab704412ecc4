/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "filing-test.h"
#include "parafa-filing-view.h"
#include "parafa-filings-page.h"

G_BEGIN_DECLS

/* The page e-Transport on a real archive and the real practice server, with nothing remembered */
typedef struct
{
  FilingTest filing;
  GtkWindow *window;       /* (unowned) */
  ParafaFilingsPage *page; /* (unowned) */
  ParafaFilingView *view;  /* (unowned) */
} FilingRows;

void filing_rows_set_up (FilingRows *self, gconstpointer data);
void filing_rows_open (FilingRows *self, int width, int height);
void filing_rows_close (FilingRows *self);
void filing_rows_tear_down (FilingRows *self, gconstpointer data);
/* filings number @first and following, as ANAF's list has them */
void filing_rows_add (FilingRows *self, guint first, guint n);
const char *filing_rows_get_company (guint number);
void filing_rows_wait_rows (FilingRows *self, guint n_rows);
void filing_rows_wait_state (FilingRows *self, const char *state);
void filing_rows_wait_text (GtkWidget *widget, const char *text);
GtkWindow *filing_rows_wait_window (GType type);

G_END_DECLS
