/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-clock.h"
#include "parafa-filings.h"

G_BEGIN_DECLS

/* Writes down for the reminders until when arrivals are to be confirmed, whenever the archive changes */
#define PARAFA_TYPE_CONFIRM_WATCH (parafa_confirm_watch_get_type ())
G_DECLARE_FINAL_TYPE (ParafaConfirmWatch, parafa_confirm_watch, PARAFA, CONFIRM_WATCH, GObject)

ParafaConfirmWatch *
parafa_confirm_watch_new (ParafaArchive *archive, ParafaClock *clock, GSettings *settings);
/* one that lives as long as @owner, and writes where the program keeps its settings */
void parafa_confirm_watch_attach (GObject *owner, ParafaArchive *archive, ParafaClock *clock);
/* pure: a(sx), floating */
GVariant *parafa_confirm_watch_find_ends (GPtrArray *records, gint64 now_s);

G_END_DECLS
