/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-broker-signals.h"

struct _ParafaBrokerSignals
{
  ParafaSession *session;     /* (owned) */
  ParafaBusTokens1 *skeleton; /* (owned) */
  GPtrArray *followed;        /* (owned) (element-type Followed): one an account, in their order */
  gulong items_id;
};

typedef struct
{
  ParafaBusTokens1 *skeleton; /* (unowned) */
  ParafaAccount *account;     /* (owned) */
  gboolean known;             /* the keyring was asked once: what comes now is a change */
  gint64 obtained_at_s;       /* -1: no token */
  gulong changed_id;
  gulong name_id;
} Followed;

static ParafaProfile *
get_profile (Followed *followed)
{
  return parafa_account_get_profile (followed->account);
}

static void
followed_free (gpointer data)
{
  Followed *followed = data;

  g_clear_signal_handler (&followed->changed_id, followed->account);
  g_clear_signal_handler (&followed->name_id, get_profile (followed));
  g_clear_object (&followed->account);
  g_free (followed);
}

/* "changed" comes for anything shown, also at midnight: only another pair is another token */
static void
on_account_changed (ParafaAccount *account, Followed *followed)
{
  ParafaTokenPair *pair = parafa_account_get_pair (account);
  gint64 obtained_at_s = pair != NULL ? parafa_token_pair_get_obtained_at (pair) : -1;
  gboolean known = followed->known;

  if (parafa_account_get_state (account) == PARAFA_ACCOUNT_LOADING)
    return;
  followed->known = TRUE;
  if (followed->obtained_at_s == obtained_at_s)
    return;
  followed->obtained_at_s = obtained_at_s;
  if (known)
    parafa_bus_tokens1_emit_token_changed (followed->skeleton,
                                           parafa_profile_get_id (get_profile (followed)),
                                           pair != NULL
                                               ? parafa_token_pair_get_access_expires_at (pair)
                                               : -1);
}

static void
tell_profile (Followed *followed)
{
  parafa_bus_tokens1_emit_profile_changed (followed->skeleton,
                                           parafa_profile_get_id (get_profile (followed)));
}

static Followed *
follow (ParafaBrokerSignals *self, guint position)
{
  Followed *followed = g_new0 (Followed, 1);

  followed->skeleton = self->skeleton;
  followed->account = g_list_model_get_item (G_LIST_MODEL (self->session), position);
  followed->obtained_at_s = -1;
  on_account_changed (followed->account, followed);
  followed->changed_id =
      g_signal_connect (followed->account, "changed", G_CALLBACK (on_account_changed), followed);
  followed->name_id = g_signal_connect_swapped (get_profile (followed), "notify::name",
                                                G_CALLBACK (tell_profile), followed);
  return followed;
}

static void
on_items_changed (
    GListModel *accounts, guint position, guint removed, guint added, ParafaBrokerSignals *self)
{
  for (guint i = 0; i < removed; i++)
    {
      tell_profile (g_ptr_array_index (self->followed, position));
      g_ptr_array_remove_index (self->followed, position);
    }
  for (guint i = 0; i < added; i++)
    {
      g_ptr_array_insert (self->followed, (int) (position + i), follow (self, position + i));
      tell_profile (g_ptr_array_index (self->followed, position + i));
    }
}

/**
 * parafa_broker_signals_new:
 * @session: the session
 * @skeleton: the object on the bus
 *
 * Returns: (transfer full): what tells the bus of changes, until it is freed
 */
ParafaBrokerSignals *
parafa_broker_signals_new (ParafaSession *session, ParafaBusTokens1 *skeleton)
{
  ParafaBrokerSignals *self = g_new0 (ParafaBrokerSignals, 1);

  self->session = g_object_ref (session);
  self->skeleton = g_object_ref (skeleton);
  self->followed = g_ptr_array_new_with_free_func (followed_free);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (session)); i++)
    g_ptr_array_add (self->followed, follow (self, i));
  self->items_id = g_signal_connect (session, "items-changed", G_CALLBACK (on_items_changed), self);
  return self;
}

/**
 * parafa_broker_signals_free:
 * @self: (transfer full): the signals
 */
void
parafa_broker_signals_free (ParafaBrokerSignals *self)
{
  g_clear_signal_handler (&self->items_id, self->session);
  g_ptr_array_unref (self->followed);
  g_clear_object (&self->session);
  g_clear_object (&self->skeleton);
  g_free (self);
}
