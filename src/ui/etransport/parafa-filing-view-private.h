/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-filing-columns.h"
#include "parafa-filing-selection.h"
#include "parafa-filing-view.h"

G_BEGIN_DECLS

/**
 * ParafaFilingView:
 *
 * Rows are read from the archive as they come into view: a cell draws what is known, and again when the rest comes.
 */
struct _ParafaFilingView
{
  GtkWidget parent_instance;

  GtkStack *stack;                  /* (unowned): child */
  GtkColumnView *table;             /* (unowned) */
  GtkListView *cards;               /* (unowned) */
  GtkPopover *popover;              /* (unowned) (nullable): child */
  ParafaFilingSelection *selection; /* (owned) */
  ParafaFilingList *list;           /* (owned) (nullable) */
  ParafaArchive *archive;           /* (owned) (nullable) */
  ParafaClock *clock;               /* (owned) (nullable) */
  ParafaCompanies *companies;       /* (owned) (nullable) */
  GSettings *settings;              /* (owned) (nullable) */
  GSimpleActionGroup *shown;        /* (owned): a toggle for each column */
  GMenu *columns_menu;              /* (owned) */
  GtkColumnViewColumn **columns;    /* (owned) (array): one for each spec, shown or not */
  GCancellable *stop;               /* (owned) */
  int probed;                       /* the spec whose column compares first; -1 none */
  gboolean restoring;
};

/* columns: which ones, and by which it is sorted */
void parafa_filing_view_make_columns (ParafaFilingView *self);
void parafa_filing_view_free_columns (ParafaFilingView *self);
void parafa_filing_view_apply_sort (ParafaFilingView *self);

/* menu and clipboard */
void parafa_filing_view_install_actions (GtkWidgetClass *widget_class);
void parafa_filing_view_add_menu (ParafaFilingView *self);

GtkListItemFactory *parafa_filing_view_make_factory (ParafaFilingView *self,
                                                     const ParafaFilingColumnSpec *spec);

G_END_DECLS
