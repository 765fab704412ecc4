/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-token-facts.h"

#include "parafa-login-words.h"
#include "parafa-expiry.h"
#include "parafa-session.h"

#define ACCESS_MARKS 90u  /* one a day */
#define RENEWAL_MARKS 73u /* one for five days */
#define DUE_S (14 * G_GINT64_CONSTANT (86400))

/* Days to come are whole ones, rounded down, as everywhere in the program; days past are counted on the calendar */
static int
count_days (const ParafaTokenFacts *self, gint64 ends_at_s)
{
  int days = parafa_expiry_get_days_left (ends_at_s, self->now_s);

  return days != 0 ? days : parafa_clock_face_count_days (self->now_s, ends_at_s);
}

static void
read_claims (ParafaTokenFacts *self, ParafaTokenPair *pair)
{
  ParafaClaims *claims = parafa_token_pair_get_claims (pair);

  if (claims == NULL)
    return;
  g_strfreev (self->services);
  self->services = g_strdupv ((GStrv) parafa_claims_get_services (claims));
  parafa_claims_get_list (claims, &self->n_claims);
  if (self->serial == NULL)
    self->serial = g_strdup (parafa_claims_get_serial (claims));
  if (self->issuer == NULL)
    self->issuer = g_strdup (parafa_claims_get_issuer (claims));
  if (parafa_claims_get_issued_at (claims) >= 0)
    self->access_lifetime_s = self->times.access_ends_at_s - parafa_claims_get_issued_at (claims);
}

static void
read_pair (ParafaTokenFacts *self, ParafaTokenPair *pair)
{
  self->token = parafa_token_pair_get_state (pair, self->now_s);
  self->times.first_login_at_s = parafa_token_pair_get_first_login_at (pair);
  self->times.obtained_at_s = parafa_token_pair_get_obtained_at (pair);
  self->times.access_ends_at_s = parafa_token_pair_get_access_expires_at (pair);
  self->times.renewal_ends_at_s = parafa_token_pair_get_refresh_expires_at (pair);
  read_claims (self, pair);
  self->days_left = count_days (self, self->times.access_ends_at_s);
  self->renewal_days_left = count_days (self, self->times.renewal_ends_at_s);
  self->opaque = parafa_token_pair_is_opaque (pair);
  self->refreshes_left = parafa_token_pair_get_refreshes_left (pair);
  if (self->opaque)
    self->renewal_lifetime_s = PARAFA_TOKEN_OPAQUE_REFRESH_LIFETIME_S;
  self->renewable = parafa_token_pair_get_refresh (pair) != NULL && self->refreshes_left != 0 &&
                    self->times.renewal_ends_at_s > self->now_s;
}

/**
 * parafa_token_facts_get_profile_name:
 * @profile: a profile
 *
 * Returns: (transfer none): its name as shown; the practice profile's own one is translated until a person renames it
 */
const char *
parafa_token_facts_get_profile_name (ParafaProfile *profile)
{
  return parafa_login_words_get_profile_name (profile);
}

/**
 * parafa_token_facts_new_from_parts:
 * @profile: a profile
 * @state: the state of its account
 * @pair: (nullable): its tokens
 * @now_s: now, Unix seconds
 *
 * Gathers what the pages show.
 *
 * Returns: (transfer full): the facts
 */
ParafaTokenFacts *
parafa_token_facts_new_from_parts (ParafaProfile *profile,
                                   ParafaAccountState state,
                                   ParafaTokenPair *pair,
                                   gint64 now_s)
{
  ParafaTokenFacts *self;

  g_return_val_if_fail (PARAFA_IS_PROFILE (profile), NULL);

  self = g_new0 (ParafaTokenFacts, 1);
  self->account = state;
  self->token = PARAFA_TOKEN_UNKNOWN;
  self->now_s = now_s;
  self->practice = parafa_profile_get_environment (profile) == PARAFA_ENVIRONMENT_PRACTICE;
  self->name = g_strdup (parafa_token_facts_get_profile_name (profile));
  self->holder = g_strdup (parafa_profile_get_holder (profile));
  self->issuer = g_strdup (parafa_profile_get_certificate_issuer (profile));
  self->serial = g_strdup (parafa_profile_get_certificate_serial (profile));
  self->times = (ParafaTimelineTimes){ .now_s = now_s,
                                       .first_login_at_s = -1,
                                       .obtained_at_s = -1,
                                       .access_ends_at_s = -1,
                                       .renewal_ends_at_s = -1 };
  self->times.certificate_ends_at_s = parafa_profile_get_certificate_ends_at (profile);
  if (self->times.certificate_ends_at_s > 0)
    self->certificate_days_left = count_days (self, self->times.certificate_ends_at_s);
  else
    self->times.certificate_ends_at_s = -1;
  self->access_lifetime_s = PARAFA_TOKEN_ACCESS_LIFETIME_S;
  self->renewal_lifetime_s = PARAFA_TOKEN_REFRESH_LIFETIME_S;
  self->renews_at_s = -1;
  self->refreshes_left = -1;
  self->services = g_new0 (char *, 1);
  if (pair != NULL)
    read_pair (self, pair);
  return self;
}

/**
 * parafa_token_facts_new:
 * @account: an account
 * @now_s: now, Unix seconds
 *
 * Returns: (transfer full): what the pages show of @account
 */
ParafaTokenFacts *
parafa_token_facts_new (ParafaAccount *account, gint64 now_s)
{
  ParafaTokenFacts *self;

  g_return_val_if_fail (PARAFA_IS_ACCOUNT (account), NULL);

  self = parafa_token_facts_new_from_parts (parafa_account_get_profile (account),
                                            parafa_account_get_state (account),
                                            parafa_account_get_pair (account), now_s);
  self->busy = parafa_account_is_busy (account);
  self->unsaved = parafa_account_is_unsaved (account);
  self->renews_at_s = parafa_account_get_renewal_due_at (account);
  return self;
}

/**
 * parafa_token_facts_free:
 * @self: (transfer full) (nullable): facts
 */
void
parafa_token_facts_free (ParafaTokenFacts *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->holder);
  g_free (self->issuer);
  g_free (self->serial);
  g_strfreev (self->services);
  g_free (self);
}

/**
 * parafa_token_facts_has_token:
 * @self: facts
 *
 * Returns: whether there is a token to speak of
 */
gboolean
parafa_token_facts_has_token (const ParafaTokenFacts *self)
{
  return self->account == PARAFA_ACCOUNT_READY && self->times.obtained_at_s >= 0;
}

/**
 * parafa_token_facts_is_due:
 * @self: facts
 *
 * Returns: whether the person has to act within days: the access has ended or ends soon
 */
gboolean
parafa_token_facts_is_due (const ParafaTokenFacts *self)
{
  return parafa_token_facts_has_token (self) &&
         (self->token == PARAFA_TOKEN_EXPIRED || self->token == PARAFA_TOKEN_EXPIRES_SOON);
}

/**
 * parafa_token_facts_get_access_dial:
 * @self: facts
 *
 * Returns: the access clock
 */
ParafaClockFace
parafa_token_facts_get_access_dial (const ParafaTokenFacts *self)
{
  return parafa_clock_face_new (ACCESS_MARKS,
                                self->times.access_ends_at_s - self->access_lifetime_s,
                                self->times.access_ends_at_s,
                                self->renews_at_s >= 0
                                    ? self->times.access_ends_at_s - self->renews_at_s
                                    : DUE_S,
                                self->now_s);
}

/**
 * parafa_token_facts_get_renewal_dial:
 * @self: facts
 *
 * Returns: the renewal clock
 */
ParafaClockFace
parafa_token_facts_get_renewal_dial (const ParafaTokenFacts *self)
{
  return parafa_clock_face_new (RENEWAL_MARKS,
                                self->times.renewal_ends_at_s - self->renewal_lifetime_s,
                                self->times.renewal_ends_at_s, 0, self->now_s);
}
