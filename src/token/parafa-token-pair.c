/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-token-pair.h"

#include "parafa-json.h"
#include "parafa-secret-builder.h"
#include "parafa-token-answer.h"

#define SOON_S (G_GINT64_CONSTANT (14) * 24 * 60 * 60)

/* Members may be added without a new number; a reader leaves alone what it does not know. */
#define TEXT_VERSION 1

/**
 * ParafaTokenPair:
 *
 * An access token, the refresh token that came with it, and what is needed to tell their two clocks.
 */
struct _ParafaTokenPair
{
  gatomicrefcount references;
  ParafaSecret *access;  /* (owned) */
  ParafaSecret *refresh; /* (owned) (nullable) */
  ParafaClaims *claims;  /* (owned) (nullable) */
  gint64 expires_in_s;   /* -1 unknown, as the next two */
  gint64 obtained_at_s;
  gint64 first_login_at_s;
  gint64 n_refreshes; /* how often this refresh token was used; counted for opaque ones */
};

G_DEFINE_BOXED_TYPE (ParafaTokenPair,
                     parafa_token_pair,
                     parafa_token_pair_ref,
                     parafa_token_pair_unref)

static gint64
add_seconds (gint64 at_s, gint64 lifetime_s)
{
  return at_s > G_MAXINT64 - lifetime_s ? G_MAXINT64 : at_s + lifetime_s;
}

/* The earlier of two moments of which either may be unknown. */
static gint64
get_earlier (gint64 a_s, gint64 b_s)
{
  if (a_s < 0)
    return b_s;
  if (b_s < 0)
    return a_s;
  return MIN (a_s, b_s);
}

/**
 * parafa_token_pair_new:
 * @access: the access token
 * @refresh: (nullable): the refresh token
 * @expires_in_s: how long the server said the access token lives, in seconds; 0 or less when it did
 * not say
 * @obtained_at_s: when the pair was issued, Unix seconds, or -1
 * @first_login_at_s: when the person last logged in with the certificate, Unix seconds, or -1
 *
 * Puts a pair together. An access token that is no JWT is taken as opaque: no claims.
 *
 * Returns: (transfer full): a pair
 */
ParafaTokenPair *
parafa_token_pair_new (ParafaSecret *access,
                       ParafaSecret *refresh,
                       gint64 expires_in_s,
                       gint64 obtained_at_s,
                       gint64 first_login_at_s)
{
  g_autoptr (ParafaJwt) jwt = NULL;
  ParafaTokenPair *self;

  g_return_val_if_fail (access != NULL, NULL);

  self = g_new0 (ParafaTokenPair, 1);
  g_atomic_ref_count_init (&self->references);
  self->access = parafa_secret_ref (access);
  self->refresh = refresh != NULL ? parafa_secret_ref (refresh) : NULL;
  jwt = parafa_jwt_new_from_text (parafa_secret_get (access),
                                  (gssize) parafa_secret_get_length (access), NULL);
  self->claims = jwt != NULL ? parafa_claims_new (jwt) : NULL;
  self->expires_in_s = expires_in_s > 0 ? expires_in_s : -1;
  self->obtained_at_s = MAX (obtained_at_s, -1);
  self->first_login_at_s = MAX (first_login_at_s, -1);
  return self;
}

/**
 * parafa_token_pair_new_refreshed:
 * @previous: the pair that was refreshed
 * @access: the new access token
 * @refresh: (nullable): the new refresh token; %NULL keeps the one of @previous
 * @expires_in_s: as in parafa_token_pair_new()
 * @obtained_at_s: when the new pair was issued, Unix seconds
 *
 * Puts together what a refresh gave. The date of the login stays, and a refresh token that stays is
 * counted as used once more.
 *
 * Returns: (transfer full): a pair
 */
ParafaTokenPair *
parafa_token_pair_new_refreshed (ParafaTokenPair *previous,
                                 ParafaSecret *access,
                                 ParafaSecret *refresh,
                                 gint64 expires_in_s,
                                 gint64 obtained_at_s)
{
  gboolean stays;
  ParafaTokenPair *self;

  g_return_val_if_fail (previous != NULL, NULL);
  g_return_val_if_fail (access != NULL, NULL);

  stays = refresh == NULL ||
          (previous->refresh != NULL && parafa_secret_equal (refresh, previous->refresh));
  self = parafa_token_pair_new (access, stays ? previous->refresh : refresh, expires_in_s,
                                obtained_at_s, previous->first_login_at_s);
  if (stays && self->refresh != NULL)
    self->n_refreshes = MIN (previous->n_refreshes, G_MAXINT32) + 1;
  return self;
}

/**
 * parafa_token_pair_ref:
 * @self: a pair
 *
 * Takes a reference. Thread-safe.
 *
 * Returns: (transfer full): @self
 */
ParafaTokenPair *
parafa_token_pair_ref (ParafaTokenPair *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * parafa_token_pair_unref:
 * @self: (transfer full): a pair
 *
 * Gives a reference back; the last one wipes the tokens. Thread-safe.
 */
void
parafa_token_pair_unref (ParafaTokenPair *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_clear_pointer (&self->access, parafa_secret_unref);
  g_clear_pointer (&self->refresh, parafa_secret_unref);
  g_clear_pointer (&self->claims, parafa_claims_unref);
  g_free (self);
}

/**
 * parafa_token_pair_get_access:
 * @self: a pair
 *
 * Returns: (transfer none): the access token
 */
ParafaSecret *
parafa_token_pair_get_access (ParafaTokenPair *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->access;
}

/**
 * parafa_token_pair_get_refresh:
 * @self: a pair
 *
 * Returns: (transfer none) (nullable): the refresh token
 */
ParafaSecret *
parafa_token_pair_get_refresh (ParafaTokenPair *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->refresh;
}

/**
 * parafa_token_pair_get_claims:
 * @self: a pair
 *
 * Returns: (transfer none) (nullable): what the access token says; %NULL for an opaque one
 */
ParafaClaims *
parafa_token_pair_get_claims (ParafaTokenPair *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->claims;
}

/**
 * parafa_token_pair_is_opaque:
 * @self: a pair
 *
 * Tells whether the access token is of the kind that says nothing by itself. ANAF gave out such
 * tokens until May 2024, and its documents still describe them; other rules hold for them.
 *
 * Returns: whether it is no JWT
 */
gboolean
parafa_token_pair_is_opaque (ParafaTokenPair *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->claims == NULL;
}

/**
 * parafa_token_pair_get_refreshes_left:
 * @self: a pair
 *
 * Counts how often an opaque refresh token may still be used: 64 times in all (ANAF OAuth procedure,
 * early 2024). Uses by other programs are not known here.
 *
 * Returns: a number from 0 on, or -1 where there is no such limit
 */
int
parafa_token_pair_get_refreshes_left (ParafaTokenPair *self)
{
  g_return_val_if_fail (self != NULL, -1);

  if (self->claims != NULL || self->refresh == NULL)
    return -1;
  return (int) MAX (PARAFA_TOKEN_OPAQUE_REUSE_LIMIT - self->n_refreshes, 0);
}

/**
 * parafa_token_pair_get_obtained_at:
 * @self: a pair
 *
 * Returns: when this pair was issued, Unix seconds, or -1 when unknown
 */
gint64
parafa_token_pair_get_obtained_at (ParafaTokenPair *self)
{
  g_return_val_if_fail (self != NULL, -1);

  return self->obtained_at_s;
}

/**
 * parafa_token_pair_get_first_login_at:
 * @self: a pair
 *
 * Returns: when the person last logged in with the certificate, Unix seconds, or -1 when unknown
 */
gint64
parafa_token_pair_get_first_login_at (ParafaTokenPair *self)
{
  g_return_val_if_fail (self != NULL, -1);

  return self->first_login_at_s;
}

/**
 * parafa_token_pair_get_access_expires_at:
 * @self: a pair
 *
 * When the access token ends: what its claim `exp` says or what the answer's `expires_in` said,
 * whichever is earlier.
 *
 * Returns: Unix seconds, or -1 when neither says
 */
gint64
parafa_token_pair_get_access_expires_at (ParafaTokenPair *self)
{
  gint64 told_s = -1;
  gint64 claimed_s = -1;

  g_return_val_if_fail (self != NULL, -1);

  if (self->expires_in_s > 0 && self->obtained_at_s >= 0)
    told_s = add_seconds (self->obtained_at_s, self->expires_in_s);
  if (self->claims != NULL)
    claimed_s = parafa_claims_get_expires_at (self->claims);
  return get_earlier (claimed_s, told_s);
}

/**
 * parafa_token_pair_get_refresh_expires_at:
 * @self: a pair
 *
 * When the refresh token ends. ANAF's documents say 365 days and sources disagree whether a refresh
 * starts them anew, so they are counted from the login with the certificate and from the last
 * refresh, and the earlier end is told. Opaque ones have 1095 days.
 *
 * Returns: Unix seconds, or -1 without a refresh token or when no date is known
 */
gint64
parafa_token_pair_get_refresh_expires_at (ParafaTokenPair *self)
{
  gint64 from_s;

  g_return_val_if_fail (self != NULL, -1);

  from_s = get_earlier (self->first_login_at_s, self->obtained_at_s);
  if (self->refresh == NULL || from_s < 0)
    return -1;
  return add_seconds (from_s, self->claims == NULL ? PARAFA_TOKEN_OPAQUE_REFRESH_LIFETIME_S
                                                   : PARAFA_TOKEN_REFRESH_LIFETIME_S);
}

/**
 * parafa_token_pair_get_state:
 * @self: a pair
 * @now_s: Unix seconds
 *
 * Tells how the access token stands. It is expired from the second its end names on (RFC 7519
 * §4.1.4).
 *
 * Returns: its state
 */
ParafaTokenState
parafa_token_pair_get_state (ParafaTokenPair *self, gint64 now_s)
{
  gint64 end_s;

  g_return_val_if_fail (self != NULL, PARAFA_TOKEN_UNKNOWN);

  end_s = parafa_token_pair_get_access_expires_at (self);
  if (end_s >= 0 && now_s >= end_s)
    return PARAFA_TOKEN_EXPIRED;
  if (self->claims != NULL && now_s < parafa_claims_get_not_before (self->claims))
    return PARAFA_TOKEN_NOT_YET_VALID;
  if (end_s < 0)
    return PARAFA_TOKEN_UNKNOWN;
  return end_s - now_s <= SOON_S ? PARAFA_TOKEN_EXPIRES_SOON : PARAFA_TOKEN_VALID;
}

static void
append_number (ParafaSecretBuilder *builder, const char *name, gint64 number)
{
  g_autofree char *text = NULL;

  if (number < 0)
    return;
  text = g_strdup_printf (",\"%s\":%" G_GINT64_FORMAT, name, number);
  parafa_secret_builder_append (builder, text, -1);
}

/**
 * parafa_token_pair_to_secret:
 * @self: a pair
 *
 * Writes the pair as one text, for the vault: JSON with `version`, `access_token`, `refresh_token`,
 * `expires_in`, `obtained_at`, `first_login_at`, `refreshes`; what is unknown is left out.
 *
 * Returns: (transfer full): the text
 */
ParafaSecret *
parafa_token_pair_to_secret (ParafaTokenPair *self)
{
  g_autoptr (ParafaSecretBuilder) builder = parafa_secret_builder_new ();

  g_return_val_if_fail (self != NULL, NULL);

  parafa_secret_builder_append (builder,
                                "{\"version\":" G_STRINGIFY (TEXT_VERSION) ",\"access_token\":",
                                -1);
  parafa_secret_builder_append_json_string (builder, parafa_secret_get (self->access),
                                            (gssize) parafa_secret_get_length (self->access));
  if (self->refresh != NULL)
    {
      parafa_secret_builder_append (builder, ",\"refresh_token\":", -1);
      parafa_secret_builder_append_json_string (builder, parafa_secret_get (self->refresh),
                                                (gssize) parafa_secret_get_length (self->refresh));
    }
  append_number (builder, "expires_in", self->expires_in_s);
  append_number (builder, "obtained_at", self->obtained_at_s);
  append_number (builder, "first_login_at", self->first_login_at_s);
  append_number (builder, "refreshes", self->n_refreshes > 0 ? self->n_refreshes : -1);
  parafa_secret_builder_append (builder, "}", 1);
  return parafa_secret_builder_end (builder);
}

static ParafaTokenPair *
fail_invalid (GError **error, const char *problem)
{
  g_set_error (error, PARAFA_TOKEN_ERROR, PARAFA_TOKEN_ERROR_INVALID, "stored pair: %s", problem);
  return NULL;
}

static ParafaSecret *
read_token (const ParafaJsonValue *root, const char *name)
{
  ParafaJsonValue value;

  if (!parafa_json_find (root, name, &value) || value.kind != PARAFA_JSON_TEXT || value.length <= 2)
    return NULL;
  return parafa_json_value_dup_secret (&value);
}

static gint64
read_number (const ParafaJsonValue *root, const char *name)
{
  ParafaJsonValue value;
  gint64 number;

  if (!parafa_json_find (root, name, &value) || !parafa_json_value_get_seconds (&value, &number))
    return -1;
  return number;
}

/**
 * parafa_token_pair_new_from_secret:
 * @text: what parafa_token_pair_to_secret() wrote
 * @error: return location
 *
 * Reads a stored pair. Unknown members are left alone. No copy of a token is left outside locked
 * memory.
 *
 * Fails with %PARAFA_TOKEN_ERROR_INVALID.
 *
 * Returns: (transfer full): the pair
 */
ParafaTokenPair *
parafa_token_pair_new_from_secret (ParafaSecret *text, GError **error)
{
  g_autoptr (ParafaSecret) access = NULL;
  g_autoptr (ParafaSecret) refresh = NULL;
  const char *problem;
  ParafaJsonValue root;
  ParafaTokenPair *self;

  g_return_val_if_fail (text != NULL, NULL);

  if (!parafa_json_check (parafa_secret_get (text), parafa_secret_get_length (text),
                          PARAFA_JSON_LENIENT, &problem, NULL))
    return fail_invalid (error, problem);
  parafa_json_get_root (parafa_secret_get (text), parafa_secret_get_length (text), &root);
  if (root.kind != PARAFA_JSON_OBJECT)
    return fail_invalid (error, "not an object");
  if (read_number (&root, "version") != TEXT_VERSION)
    return fail_invalid (error, "of an unknown version");
  access = read_token (&root, "access_token");
  if (access == NULL)
    return fail_invalid (error, "no access token");
  refresh = read_token (&root, "refresh_token");
  self = parafa_token_pair_new (access, refresh, read_number (&root, "expires_in"),
                                read_number (&root, "obtained_at"),
                                read_number (&root, "first_login_at"));
  self->n_refreshes = MAX (read_number (&root, "refreshes"), 0);
  return self;
}
