/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-claims.h"
#include "parafa-secret.h"

G_BEGIN_DECLS

#define PARAFA_TOKEN_ACCESS_LIFETIME_S (G_GINT64_CONSTANT (7776000))   /* 90 days */
#define PARAFA_TOKEN_REFRESH_LIFETIME_S (G_GINT64_CONSTANT (31536000)) /* 365 days */
/* of opaque tokens */
#define PARAFA_TOKEN_OPAQUE_REFRESH_LIFETIME_S (G_GINT64_CONSTANT (94608000)) /* 1095 days */
#define PARAFA_TOKEN_OPAQUE_REUSE_LIMIT 64

#define PARAFA_TYPE_TOKEN_PAIR (parafa_token_pair_get_type ())
typedef struct _ParafaTokenPair ParafaTokenPair;

typedef enum
{
  PARAFA_TOKEN_VALID,
  PARAFA_TOKEN_EXPIRES_SOON, /* 14 days or less */
  PARAFA_TOKEN_EXPIRED,
  PARAFA_TOKEN_NOT_YET_VALID,
  PARAFA_TOKEN_UNKNOWN, /* the token does not say when it ends */
} ParafaTokenState;

GType parafa_token_pair_get_type (void) G_GNUC_CONST;
/* obtained_at_s: when this pair was issued; first_login_at_s: when the person last logged in with
 * the certificate */
ParafaTokenPair *parafa_token_pair_new (ParafaSecret *access,
                                        ParafaSecret *refresh,
                                        gint64 expires_in_s,
                                        gint64 obtained_at_s,
                                        gint64 first_login_at_s);
/* the pair that takes the place of another one */
ParafaTokenPair *parafa_token_pair_new_refreshed (ParafaTokenPair *previous,
                                                  ParafaSecret *access,
                                                  ParafaSecret *refresh,
                                                  gint64 expires_in_s,
                                                  gint64 obtained_at_s);
ParafaTokenPair *parafa_token_pair_ref (ParafaTokenPair *self);
void parafa_token_pair_unref (ParafaTokenPair *self);
ParafaSecret *parafa_token_pair_get_access (ParafaTokenPair *self);
ParafaSecret *parafa_token_pair_get_refresh (ParafaTokenPair *self); /* (nullable) */
ParafaClaims *
parafa_token_pair_get_claims (ParafaTokenPair *self); /* (nullable): NULL for an opaque token */
gboolean parafa_token_pair_is_opaque (ParafaTokenPair *self);
int parafa_token_pair_get_refreshes_left (ParafaTokenPair *self); /* -1: no limit known */
gint64 parafa_token_pair_get_obtained_at (ParafaTokenPair *self);
gint64 parafa_token_pair_get_first_login_at (ParafaTokenPair *self);
gint64 parafa_token_pair_get_access_expires_at (ParafaTokenPair *self); /* -1 unknown */
gint64 parafa_token_pair_get_refresh_expires_at (
    ParafaTokenPair *self); /* the earlier reading; -1 without refresh */
ParafaTokenState parafa_token_pair_get_state (ParafaTokenPair *self, gint64 now_s);
/* one self-contained text with both tokens and the dates, for the vault; and back */
ParafaSecret *parafa_token_pair_to_secret (ParafaTokenPair *self);
ParafaTokenPair *parafa_token_pair_new_from_secret (ParafaSecret *text, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaTokenPair, parafa_token_pair_unref)

G_END_DECLS
