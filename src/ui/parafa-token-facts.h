/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-account.h"
#include "parafa-clock-face.h"
#include "parafa-timeline-plan.h"

G_BEGIN_DECLS

/* What the pages show of an account at one moment; no secret in it. Times are Unix seconds, -1 unknown */
typedef struct
{
  ParafaAccountState account;
  ParafaTokenState token; /* only when account is PARAFA_ACCOUNT_READY */
  gboolean busy;
  gboolean unsaved;
  gboolean practice;
  char *name;
  char *holder; /* (nullable) */
  char *issuer; /* (nullable): who issued the certificate */
  char *serial; /* (nullable): its serial number */
  gint64 now_s;
  ParafaTimelineTimes times;
  gint64 access_lifetime_s;
  int days_left; /* whole days to come, 1 for the last 24 hours; 0 or less: ended so many days ago, or unknown */
  int renewal_days_left; /* the same of the renewal */
  int certificate_days_left;
  gint64 renewal_lifetime_s;
  gint64 renews_at_s; /* when it is renewed without being asked; -1: it is not */
  gboolean opaque;    /* the access token says nothing by itself */
  int refreshes_left; /* of an opaque refresh token; -1: no limit */
  gboolean renewable; /* there is a refresh token that is not past */
  guint n_claims;
  GStrv services; /* (not nullable) */
} ParafaTokenFacts;

ParafaTokenFacts *parafa_token_facts_new (ParafaAccount *account, gint64 now_s);
ParafaTokenFacts *parafa_token_facts_new_from_parts (ParafaProfile *profile,
                                                     ParafaAccountState state,
                                                     ParafaTokenPair *pair,
                                                     gint64 now_s);
const char *parafa_token_facts_get_profile_name (ParafaProfile *profile);
void parafa_token_facts_free (ParafaTokenFacts *self);
gboolean parafa_token_facts_has_token (const ParafaTokenFacts *self);
gboolean parafa_token_facts_is_due (const ParafaTokenFacts *self);
ParafaClockFace parafa_token_facts_get_access_dial (const ParafaTokenFacts *self);
ParafaClockFace parafa_token_facts_get_renewal_dial (const ParafaTokenFacts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaTokenFacts, parafa_token_facts_free)

G_END_DECLS
