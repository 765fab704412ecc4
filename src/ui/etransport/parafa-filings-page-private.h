/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-declaration-view.h"
#include "parafa-filing-bar.h"
#include "parafa-filing-details.h"
#include "parafa-filing-notice.h"
#include "parafa-filing-view.h"
#include "parafa-filings-page.h"

G_BEGIN_DECLS

/**
 * ParafaFilingsPage:
 *
 * The list of what was filed, one of them beside it, and the check of what is to be filed.
 */
struct _ParafaFilingsPage
{
  GtkWidget parent_instance;

  GtkWidget *root; /* (unowned): template children */
  GtkWidget *ribbon;
  GtkLabel *ribbon_label;
  GtkStack *pages;
  ParafaFilingBar *bar;
  ParafaFilingNotice *notice;
  GtkWidget *list_side;
  GtkStack *states;
  AdwStatusPage *error;
  GtkButton *error_button;
  ParafaFilingView *view;
  GtkWidget *separator;
  ParafaFilingDetails *details;
  ParafaDeclarationView *check;

  ParafaSession *session;     /* (owned) (nullable) */
  ParafaFilings *filings;     /* (owned) (nullable) */
  ParafaFilingList *list;     /* (owned) (nullable) */
  ParafaCompanies *companies; /* (owned) */
  GSettings *settings;        /* (owned) (nullable) */
  ParafaFilingItem *shown;    /* (owned) (nullable): whose record is in the details */
  ParafaClock *clock;         /* (owned) (nullable) */
  char *profile;              /* (owned) (nullable): id */
  GCancellable *stop;         /* (owned) */
  gulong record_id;
  gboolean opening;
  gboolean failed;   /* the list could not be read */
  gboolean may_send; /* the account has a token */
  gboolean practice;
  gboolean narrow;
  gboolean wants_details; /* F9 */
  gboolean wants_focus;   /* as soon as there is something to give it to */
  guint narrow_id;
};

/* the page itself: details, size */
void parafa_filings_page_toast (ParafaFilingsPage *self, const char *text);
ParafaFilingSystem parafa_filings_page_get_system (ParafaFilingsPage *self);
void parafa_filings_page_show_item (ParafaFilingsPage *self, ParafaFilingItem *item);

/* the list: the archive, which filings, what ANAF's list says, export */
void parafa_filings_page_bind_list (GtkWidgetClass *widget_class);
void parafa_filings_page_init_list (ParafaFilingsPage *self);
void parafa_filings_page_open_archive (ParafaFilingsPage *self);
void parafa_filings_page_take_filings (ParafaFilingsPage *self, ParafaFilings *filings);
void parafa_filings_page_turn_to_profile (ParafaFilingsPage *self, const char *profile);
void parafa_filings_page_show_archive_error (ParafaFilingsPage *self, const GError *error);
void parafa_filings_page_refresh (ParafaFilingsPage *self);
void parafa_filings_page_learn_companies (ParafaFilingsPage *self);

/* what is done with the list: files for other programs, what one carries */
void parafa_filings_page_bind_export (GtkWidgetClass *widget_class);

/* what is to be filed */
void parafa_filings_page_bind_check (GtkWidgetClass *widget_class);
void parafa_filings_page_init_check (ParafaFilingsPage *self);
void parafa_filings_page_close_check (ParafaFilingsPage *self);
gboolean parafa_filings_page_is_checking (ParafaFilingsPage *self);

G_END_DECLS
