/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "parafa-account.h"
#include "parafa-clock.h"
#include "parafa-token-facts.h"

G_BEGIN_DECLS

/* Whose token it is, what it allows and until when. Its buttons activate "win." actions. */
#define PARAFA_TYPE_TOKEN_PAGE (parafa_token_page_get_type ())
G_DECLARE_FINAL_TYPE (ParafaTokenPage, parafa_token_page, PARAFA, TOKEN_PAGE, AdwBin)

void
parafa_token_page_set_account (ParafaTokenPage *self, ParafaAccount *account, ParafaClock *clock);
void parafa_token_page_show (ParafaTokenPage *self,
                             const ParafaTokenFacts *facts,
                             ParafaTokenPair *pair);
void parafa_token_page_show_error (ParafaTokenPage *self, const GError *error);
void parafa_token_page_clear_error (ParafaTokenPage *self);
void parafa_token_page_show_details (ParafaTokenPage *self, const char *view);
void parafa_token_page_toggle_details (ParafaTokenPage *self);
const char *parafa_token_page_get_view (ParafaTokenPage *self);
const char *parafa_token_page_get_sentence (ParafaTokenPage *self);

G_END_DECLS
