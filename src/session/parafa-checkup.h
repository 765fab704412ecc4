/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-card.h"
#include "parafa-checkup-line.h"
#include "parafa-session.h"

G_BEGIN_DECLS

/* Looks at everything that a login needs, at once, each with a time limit of its own, and never tries
 * a PIN. Signal "changed" (int ParafaCheckupStep): the step has its line now, or lost it.
 * Property "running" (gboolean, notify). */
#define PARAFA_TYPE_CHECKUP (parafa_checkup_get_type ())
G_DECLARE_FINAL_TYPE (ParafaCheckup, parafa_checkup, PARAFA, CHECKUP, GObject)

ParafaCheckup *parafa_checkup_new (ParafaSession *session);
ParafaSession *parafa_checkup_get_session (ParafaCheckup *self);
/* profile: (nullable): who logs in; NULL asks about ANAF itself */
void parafa_checkup_set_profile (ParafaCheckup *self, ParafaProfile *profile);
/* the card processes that are asked; one may watch them for tokens put in and pulled out */
ParafaCard *parafa_checkup_get_card (ParafaCheckup *self);
/* whether the card processes stay after a run, for who watches them; else they end with it */
void parafa_checkup_set_keeps_card (ParafaCheckup *self, gboolean keeps_card);
/* nothing is asked of a server */
void parafa_checkup_set_offline (ParafaCheckup *self, gboolean offline);
/* for tests: the folder that stands for / */
void parafa_checkup_set_root (ParafaCheckup *self, const char *root);
/* how long the drivers may take, in milliseconds (10 s) */
void parafa_checkup_set_card_timeout (ParafaCheckup *self, guint timeout_ms);
/* one at a time. Fails only with G_IO_ERROR_CANCELLED; steps that did not end have no line then */
void parafa_checkup_run_async (ParafaCheckup *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean parafa_checkup_run_finish (ParafaCheckup *self, GAsyncResult *result, GError **error);
gboolean parafa_checkup_is_running (ParafaCheckup *self);
/* (nullable) (transfer none) */
ParafaCheckupLine *parafa_checkup_get_line (ParafaCheckup *self, ParafaCheckupStep step);
/* (nullable) (transfer none): NULL before the first run */
const ParafaDistribution *parafa_checkup_get_distribution (ParafaCheckup *self);
guint parafa_checkup_count (ParafaCheckup *self, ParafaCheckupState state);
/* the first line that stops a login, else the first worth a look; (nullable) (transfer none) */
ParafaCheckupLine *parafa_checkup_get_first_problem (ParafaCheckup *self);

G_END_DECLS
