/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "parafa-companies.h"

G_BEGIN_DECLS

/* What a cell is drawn with */
typedef struct
{
  ParafaCompanies *companies; /* (nullable) */
  gint64 now_s;
} ParafaFilingCellContext;

typedef void (*ParafaFilingDrawFunc) (GtkWidget *child,
                                      const ParafaFilingRecord *record,
                                      const ParafaFilingCellContext *context);

/* A column of the list of filings */
typedef struct
{
  const char *name;  /* as it is remembered */
  const char *title; /* N_() with the context "column" */
  int width;         /* 0: what is left */
  ParafaFilingSort sort;
  const char *css_class; /* (nullable) */
  gboolean is_pill;
  ParafaFilingDrawFunc draw;
} ParafaFilingColumnSpec;

extern const ParafaFilingColumnSpec parafa_filing_column_specs[];
extern const guint parafa_filing_n_column_specs;

GtkWidget *parafa_filing_columns_make_cell (const ParafaFilingColumnSpec *spec);
GtkWidget *parafa_filing_columns_make_card (void);
void parafa_filing_columns_draw_card (GtkWidget *card,
                                      const ParafaFilingRecord *record,
                                      const ParafaFilingCellContext *context);

G_END_DECLS
