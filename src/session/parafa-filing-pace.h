/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Places in ANAF's minute, which all programs of a person share: window and terminal may call at the same time */
typedef struct _ParafaFilingPace ParafaFilingPace;

ParafaFilingPace *parafa_filing_pace_new (const char *path, guint per_minute);
void parafa_filing_pace_free (ParafaFilingPace *self);
gint64 parafa_filing_pace_take (ParafaFilingPace *self, gint64 now_us);
void parafa_filing_pace_hold (ParafaFilingPace *self, gint64 now_us, gint64 until_us);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaFilingPace, parafa_filing_pace_free)

G_END_DECLS
