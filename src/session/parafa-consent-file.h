/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-consent.h"
#include "parafa-token-use.h"

G_BEGIN_DECLS

/* consents, uses: (element-type ParafaConsent), (element-type ParafaTokenUse) */
char *parafa_consent_file_write (GListModel *consents, GListModel *uses);
void
parafa_consent_file_read (const char *text, gsize length, GListStore *consents, GListStore *uses);

G_END_DECLS
