/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-certificate-details.h"

G_BEGIN_DECLS

/* Object identifiers of certificates in plain words, translated; NULL for those without words */
const char *parafa_certificate_words_get_attribute (const char *oid);
guint parafa_certificate_words_get_attribute_order (const char *oid);
const char *parafa_certificate_words_get_usage (ParafaKeyUsage usage);
const char *parafa_certificate_words_get_purpose (const char *oid);
const char *parafa_certificate_words_get_policy (const char *oid);
char *parafa_certificate_words_make_statement (const ParafaQcStatement *statement, char **note);
int parafa_certificate_words_count_days (gint64 ends_at_s, gint64 now_s);
char *parafa_certificate_words_make_days_sentence (int days);

G_END_DECLS
