/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-consents.h"
#include "parafa-pill.h"
#include "parafa-profile.h"

G_BEGIN_DECLS

char *parafa_consent_text_name (ParafaCaller *caller);
char *parafa_consent_text_origin (ParafaCaller *caller);
char *parafa_consent_text_certainty (ParafaCaller *caller);
char *parafa_consent_text_profile (ParafaProfile *profile);
char *parafa_consent_text_consent (ParafaConsent *consent, ParafaProfile *profile);
char *parafa_consent_text_use (ParafaTokenUse *use, ParafaProfile *profile);

typedef struct
{
  ParafaPillKind kind;
  const char *icon;
  const char *word; /* translated */
} ParafaUseWord;

ParafaUseWord parafa_consent_text_event (ParafaTokenUseEvent event);

G_END_DECLS
