/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "parafa-filings.h"

G_BEGIN_DECLS

/* Follows what is filed with the window and without it, and says when it is through */
#define PARAFA_TYPE_FILING_WATCH (parafa_filing_watch_get_type ())
G_DECLARE_FINAL_TYPE (ParafaFilingWatch, parafa_filing_watch, PARAFA, FILING_WATCH, GObject)

typedef ParafaSession *(*ParafaFilingWatchFunc) (gpointer user_data);

ParafaFilingWatch *parafa_filing_watch_new (GApplication *application,
                                            ParafaFilingWatchFunc get_session,
                                            gpointer user_data);
/* goes on with what an earlier program left; without an archive nothing is done */
void parafa_filing_watch_start (ParafaFilingWatch *self);
/* from here on it is followed by the watch, too */
void parafa_filing_watch_adopt (ParafaFilingWatch *self, ParafaFilings *filings);
/* the window opened or closed: before it closes the program is held, until all is through */
void parafa_filing_watch_release (ParafaFilingWatch *self);
void parafa_filing_watch_set_window (ParafaFilingWatch *self, gboolean open);
void parafa_filing_watch_stop (ParafaFilingWatch *self);
gboolean parafa_filing_watch_is_holding (ParafaFilingWatch *self);

G_END_DECLS
