/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What List answers, see ro.parafa.Card1.xml */
#define PARAFA_TOKENS_ANSWER_TYPE "((usssssu)a(sssssuuitu)a(aysu)as)"

GVariant *parafa_tokens_list (void);

G_END_DECLS
