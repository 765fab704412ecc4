/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-pill.h"
#include "parafa-token-facts.h"

G_BEGIN_DECLS

/* The words of a state: always an icon, a word and a colour together */
/* A certificate that ends within this many days asks for a new one: issuing takes time */
#define PARAFA_CERTIFICATE_SOON_DAYS 120

typedef struct
{
  ParafaPillKind kind;
  const char *icon; /* icon name */
  const char *word; /* translated */
} ParafaStateWords;

ParafaStateWords parafa_token_text_get_state (const ParafaTokenFacts *facts);
ParafaStateWords parafa_token_text_get_certificate_state (const ParafaTokenFacts *facts);
char *parafa_token_text_make_sentence (const ParafaTokenFacts *facts, gboolean narrow);
char *parafa_token_text_make_next (const ParafaTokenFacts *facts);
char *parafa_token_text_make_row (const ParafaTokenFacts *facts);
char *parafa_token_text_make_access_when (const ParafaTokenFacts *facts, gboolean narrow);
char *parafa_token_text_make_renewal_when (const ParafaTokenFacts *facts, gboolean narrow);
char *parafa_token_text_make_access_note (const ParafaTokenFacts *facts);
char *parafa_token_text_make_renewal_note (const ParafaTokenFacts *facts);
char *parafa_token_text_make_access_label (const ParafaTokenFacts *facts);
char *parafa_token_text_make_renewal_label (const ParafaTokenFacts *facts);
char *parafa_token_text_make_timeline_label (const ParafaTokenFacts *facts);
char *parafa_token_text_make_certificate_title (const ParafaTokenFacts *facts);
char *parafa_token_text_make_certificate_note (const ParafaTokenFacts *facts);
const char *parafa_token_text_get_service_name (const char *service);

G_END_DECLS
