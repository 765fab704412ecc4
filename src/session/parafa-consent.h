/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-broker-caller.h"

G_BEGIN_DECLS

/* A program that may have the tokens of a profile without a question. Property "used-at" (int64, notify). */
#define PARAFA_TYPE_CONSENT (parafa_consent_get_type ())
G_DECLARE_FINAL_TYPE (ParafaConsent, parafa_consent, PARAFA, CONSENT, GObject)
ParafaConsent *
parafa_consent_new (ParafaCaller *caller, const char *profile_id, gint64 granted_at_s);
ParafaCaller *parafa_consent_get_caller (ParafaConsent *self);
const char *parafa_consent_get_profile_id (ParafaConsent *self);
gint64 parafa_consent_get_granted_at (ParafaConsent *self);
gint64 parafa_consent_get_used_at (ParafaConsent *self); /* -1: never */
guint parafa_consent_get_n_uses (ParafaConsent *self);
gboolean parafa_consent_is_for (ParafaConsent *self, ParafaCaller *caller, const char *profile_id);
void parafa_consent_note_use (ParafaConsent *self, gint64 used_at_s);
void parafa_consent_restore_uses (ParafaConsent *self, gint64 used_at_s, guint n_uses);

G_END_DECLS
