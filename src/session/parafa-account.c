/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-account.h"
#include "parafa-account-private.h"
#include "parafa-expiry.h"
#include "parafa-session-error.h"
#include "parafa-wall-timer.h"

/* Shown state may depend on parts of a day: look again at least this often while a pair is held */
#define MAX_WAIT_S (G_GINT64_CONSTANT (86400))

typedef enum
{
  PROP_PROFILE = 1,
  PROP_STATE,
  PROP_TOKEN_STATE,
  PROP_BUSY,
  PROP_UNSAVED,
  N_PROPERTIES
} ParafaAccountProperty;

static GParamSpec *properties[N_PROPERTIES];

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ParafaAccount, parafa_account, G_TYPE_OBJECT)

static gint64
get_now (ParafaAccount *self)
{
  return parafa_clock_get_now (self->clock);
}

/* Everything derived from pair and clock, told once */
void
parafa_account_tell_changed (ParafaAccount *self)
{
  ParafaTokenState token_state = PARAFA_TOKEN_UNKNOWN;

  if (self->pair != NULL)
    token_state = parafa_token_pair_get_state (self->pair, get_now (self));
  if (token_state != self->token_state)
    {
      self->token_state = token_state;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOKEN_STATE]);
    }
  parafa_account_arm_timer (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
parafa_account_set_state (ParafaAccount *self, ParafaAccountState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

void
parafa_account_set_unsaved (ParafaAccount *self, gboolean unsaved)
{
  if (self->unsaved == unsaved)
    return;
  self->unsaved = unsaved;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_UNSAVED]);
}

void
parafa_account_set_refreshing (ParafaAccount *self, gboolean refreshing)
{
  if (self->refreshing == refreshing)
    return;
  self->refreshing = refreshing;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

void
parafa_account_set_pair (ParafaAccount *self, ParafaTokenPair *pair)
{
  g_clear_pointer (&self->pair, parafa_token_pair_unref);
  if (pair != NULL)
    self->pair = parafa_token_pair_ref (pair);
}

static gboolean
on_timer (gpointer user_data)
{
  ParafaAccount *self = PARAFA_ACCOUNT (user_data);

  self->timer_id = 0;
  parafa_account_renew_when_due (self);
  parafa_account_tell_changed (self);
  return G_SOURCE_REMOVE;
}

static gint64
find_next_change (ParafaAccount *self, gint64 now_s)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  gint64 access_s = parafa_token_pair_get_access_expires_at (self->pair);
  gint64 refresh_s = parafa_token_pair_get_refresh_expires_at (self->pair);
  ParafaClaims *claims = parafa_token_pair_get_claims (self->pair);
  gint64 not_before_s = claims != NULL ? parafa_claims_get_not_before (claims) : -1;
  gint64 next_s = parafa_expiry_get_next_midnight (now_s, zone);

  next_s = MIN (next_s, parafa_expiry_get_next_change (access_s, now_s));
  next_s = MIN (next_s, parafa_expiry_get_next_change (refresh_s, now_s));
  if (not_before_s > now_s)
    next_s = MIN (next_s, not_before_s);
  return MIN (next_s, parafa_account_get_renewal_at (self));
}

/* One timer, for the next moment at which something shown changes; none without a pair */
void
parafa_account_arm_timer (ParafaAccount *self)
{
  gint64 now_s = 0;

  g_clear_handle_id (&self->timer_id, g_source_remove);
  if (self->pair == NULL || self->retired || self->session == NULL)
    return;
  now_s = get_now (self);
  self->timer_id = parafa_wall_timer_add (MIN (find_next_change (self, now_s) - now_s, MAX_WAIT_S),
                                          on_timer, self);
}

/* -- the object -- */

static void
parafa_account_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  ParafaAccount *self = PARAFA_ACCOUNT (object);

  switch ((ParafaAccountProperty) prop_id)
    {
    case PROP_PROFILE:
      g_value_set_object (value, self->profile);
      break;
    case PROP_STATE:
      g_value_set_int (value, (int) self->state);
      break;
    case PROP_TOKEN_STATE:
      g_value_set_int (value, (int) self->token_state);
      break;
    case PROP_BUSY:
      g_value_set_boolean (value, self->refreshing);
      break;
    case PROP_UNSAVED:
      g_value_set_boolean (value, self->unsaved);
      break;
    case N_PROPERTIES:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parafa_account_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  ParafaAccount *self = PARAFA_ACCOUNT (object);

  if (prop_id == PROP_PROFILE)
    self->profile = g_value_dup_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
parafa_account_dispose (GObject *object)
{
  ParafaAccount *self = PARAFA_ACCOUNT (object);

  g_clear_handle_id (&self->timer_id, g_source_remove);
  g_clear_weak_pointer (&self->session);

  G_OBJECT_CLASS (parafa_account_parent_class)->dispose (object);
}

static void
parafa_account_finalize (GObject *object)
{
  ParafaAccount *self = PARAFA_ACCOUNT (object);

  g_clear_object (&self->profile);
  g_clear_object (&self->vault);
  g_clear_pointer (&self->clock, parafa_clock_unref);
  g_clear_pointer (&self->pair, parafa_token_pair_unref);
  g_clear_pointer (&self->refreshed, parafa_token_pair_unref);
  g_clear_pointer (&self->refresh_lock, parafa_refresh_lock_free);
  g_clear_error (&self->refresh_error);
  g_ptr_array_unref (self->savers);
  g_ptr_array_unref (self->refreshers);
  g_ptr_array_unref (self->retirers);

  G_OBJECT_CLASS (parafa_account_parent_class)->finalize (object);
}

static void
parafa_account_class_init (ParafaAccountClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = parafa_account_dispose;
  object_class->finalize = parafa_account_finalize;
  object_class->get_property = parafa_account_get_property;
  object_class->set_property = parafa_account_set_property;

  properties[PROP_PROFILE] =
      g_param_spec_object ("profile", NULL, NULL, PARAFA_TYPE_PROFILE,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_STATE] =
      g_param_spec_int ("state", NULL, NULL, PARAFA_ACCOUNT_LOADING, PARAFA_ACCOUNT_KEYRING_FAILED,
                        PARAFA_ACCOUNT_LOADING, readable);
  properties[PROP_TOKEN_STATE] =
      g_param_spec_int ("token-state", NULL, NULL, PARAFA_TOKEN_VALID, PARAFA_TOKEN_UNKNOWN,
                        PARAFA_TOKEN_UNKNOWN, readable);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, readable);
  properties[PROP_UNSAVED] = g_param_spec_boolean ("unsaved", NULL, NULL, FALSE, readable);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", PARAFA_TYPE_ACCOUNT, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
parafa_account_init (ParafaAccount *self)
{
  self->token_state = PARAFA_TOKEN_UNKNOWN;
  self->retry_at_s = -1;
  self->lost_at_s = -1;
  self->savers = parafa_account_new_waiting ();
  self->refreshers = parafa_account_new_waiting ();
  self->retirers = parafa_account_new_waiting ();
}

/**
 * parafa_account_new:
 * @session: the session it belongs to; held weakly
 * @profile: its profile
 *
 * Returns: (transfer full): an account in %PARAFA_ACCOUNT_LOADING; nothing is loaded yet
 */
ParafaAccount *
parafa_account_new (ParafaSession *session, ParafaProfile *profile)
{
  ParafaAccount *self = NULL;

  g_return_val_if_fail (PARAFA_IS_SESSION (session), NULL);
  g_return_val_if_fail (PARAFA_IS_PROFILE (profile), NULL);

  self = g_object_new (PARAFA_TYPE_ACCOUNT, "profile", profile, NULL);
  g_set_weak_pointer (&self->session, session);
  self->vault = g_object_ref (parafa_session_get_vault (session));
  self->clock = parafa_clock_ref (parafa_session_get_clock (session));
  return self;
}

/**
 * parafa_account_get_profile:
 * @self: an account
 *
 * Returns: (transfer none): its profile
 */
ParafaProfile *
parafa_account_get_profile (ParafaAccount *self)
{
  g_return_val_if_fail (PARAFA_IS_ACCOUNT (self), NULL);

  return self->profile;
}

/**
 * parafa_account_get_state:
 * @self: an account
 *
 * Returns: whether there is a pair, and what the keyring said if not
 */
ParafaAccountState
parafa_account_get_state (ParafaAccount *self)
{
  g_return_val_if_fail (PARAFA_IS_ACCOUNT (self), PARAFA_ACCOUNT_EMPTY);

  return self->state;
}

/**
 * parafa_account_get_pair:
 * @self: an account
 *
 * Returns: (transfer none) (nullable): the newest pair, stored or not
 */
ParafaTokenPair *
parafa_account_get_pair (ParafaAccount *self)
{
  g_return_val_if_fail (PARAFA_IS_ACCOUNT (self), NULL);

  return self->pair;
}

/**
 * parafa_account_get_token_state:
 * @self: an account
 *
 * Returns: the access token's state by the session's clock now; %PARAFA_TOKEN_UNKNOWN without a
 *   pair
 */
ParafaTokenState
parafa_account_get_token_state (ParafaAccount *self)
{
  g_return_val_if_fail (PARAFA_IS_ACCOUNT (self), PARAFA_TOKEN_UNKNOWN);

  if (self->pair == NULL)
    return PARAFA_TOKEN_UNKNOWN;
  return parafa_token_pair_get_state (self->pair, get_now (self));
}

/**
 * parafa_account_get_days_left:
 * @self: an account
 *
 * Days until the access token expires: whole days rounded down; the last 24 hours count as 1 (the
 * hours are told from parafa_token_pair_get_access_expires_at()).
 *
 * Returns: days, 0 when expired and only then, -1 when unknown or without a pair
 */
int
parafa_account_get_days_left (ParafaAccount *self)
{
  g_return_val_if_fail (PARAFA_IS_ACCOUNT (self), -1);

  if (self->pair == NULL)
    return -1;
  return parafa_expiry_get_days_left (parafa_token_pair_get_access_expires_at (self->pair),
                                      get_now (self));
}

/**
 * parafa_account_get_refresh_days_left:
 * @self: an account
 *
 * Returns: the same for the refresh token, by the earlier of its two possible ends
 */
int
parafa_account_get_refresh_days_left (ParafaAccount *self)
{
  g_return_val_if_fail (PARAFA_IS_ACCOUNT (self), -1);

  if (self->pair == NULL)
    return -1;
  return parafa_expiry_get_days_left (parafa_token_pair_get_refresh_expires_at (self->pair),
                                      get_now (self));
}

/**
 * parafa_account_is_unsaved:
 * @self: an account
 *
 * Returns: %TRUE while the pair held is not in the keyring; it is usable all the same, and lost
 *   when the program ends
 */
gboolean
parafa_account_is_unsaved (ParafaAccount *self)
{
  g_return_val_if_fail (PARAFA_IS_ACCOUNT (self), FALSE);

  return self->unsaved;
}

/**
 * parafa_account_is_busy:
 * @self: an account
 *
 * Returns: %TRUE while a refresh runs
 */
gboolean
parafa_account_is_busy (ParafaAccount *self)
{
  g_return_val_if_fail (PARAFA_IS_ACCOUNT (self), FALSE);

  return self->refreshing;
}
