/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-card-token.h"
#include "parafa-certificate.h"
#include "parafa-driver-report.h"

G_BEGIN_DECLS

/* All that a listing found. Immutable */
#define PARAFA_TYPE_CARD_LISTING (parafa_card_listing_get_type ())
G_DECLARE_FINAL_TYPE (ParafaCardListing, parafa_card_listing, PARAFA, CARD_LISTING, GObject)

/* takes the arrays */
ParafaCardListing *parafa_card_listing_new (GPtrArray *certificates,
                                            GPtrArray *tokens,
                                            GPtrArray *reports,
                                            const char *const *problems);
/* (element-type ParafaCertificate), ordered; each token's once */
GPtrArray *parafa_card_listing_get_certificates (ParafaCardListing *self);
/* (element-type ParafaCardToken): each token once, those without certificates among them */
GPtrArray *parafa_card_listing_get_tokens (ParafaCardListing *self);
/* (element-type ParafaDriverReport): every enabled driver for tokens, in p11-kit's order */
GPtrArray *parafa_card_listing_get_reports (ParafaCardListing *self);
/* a sentence for developers for each thing that failed; empty when nothing did */
const char *const *parafa_card_listing_get_problems (ParafaCardListing *self);
/* (nullable): the token that a certificate lies on */
ParafaCardToken *parafa_card_listing_find_token (ParafaCardListing *self,
                                                 ParafaCertificate *certificate);

G_END_DECLS
