/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-broker-peers.h"

#define MAX_AT_ONCE 8
#define MAX_PER_MINUTE 60
#define MINUTE_US (60 * G_USEC_PER_SEC)
/* A program that asks again and again is not shown again and again */
#define DENIED_FOR_US (60 * G_USEC_PER_SEC)
#define MAX_REMEMBERED 256

typedef struct
{
  char *name; /* (owned) */
  guint watch_id;
  guint n_under_way;
  GHashTable *allowed; /* (owned): ids of profiles */
} Peer;

typedef struct
{
  gint64 since_us;
  guint n_requests;
} Rate;

struct _ParafaBrokerPeers
{
  GObject parent_instance;
  GHashTable *peers;  /* (owned): by unique name */
  GHashTable *rates;  /* (owned): by the caller's key */
  GHashTable *denied; /* (owned): until when, by the caller's key and profile */
};

enum
{
  SIGNAL_GONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ParafaBrokerPeers, parafa_broker_peers, G_TYPE_OBJECT)

static void
peer_free (gpointer data)
{
  Peer *peer = data;

  g_clear_handle_id (&peer->watch_id, g_bus_unwatch_name);
  g_hash_table_unref (peer->allowed);
  g_free (peer->name);
  g_free (peer);
}

static void
on_name_vanished (GDBusConnection *bus, const char *name, gpointer user_data)
{
  ParafaBrokerPeers *self = PARAFA_BROKER_PEERS (user_data);
  g_autofree char *gone = g_strdup (name);

  g_hash_table_remove (self->peers, gone);
  g_signal_emit (self, signals[SIGNAL_GONE], 0, gone);
}

static void
parafa_broker_peers_finalize (GObject *object)
{
  ParafaBrokerPeers *self = PARAFA_BROKER_PEERS (object);

  g_hash_table_unref (self->peers);
  g_hash_table_unref (self->rates);
  g_hash_table_unref (self->denied);
  G_OBJECT_CLASS (parafa_broker_peers_parent_class)->finalize (object);
}

static void
parafa_broker_peers_class_init (ParafaBrokerPeersClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = parafa_broker_peers_finalize;
  signals[SIGNAL_GONE] = g_signal_new ("gone", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
parafa_broker_peers_init (ParafaBrokerPeers *self)
{
  self->peers = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, peer_free);
  self->rates = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->denied = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/**
 * parafa_broker_peers_new:
 *
 * Returns: (transfer full): nobody yet
 */
ParafaBrokerPeers *
parafa_broker_peers_new (void)
{
  return g_object_new (PARAFA_TYPE_BROKER_PEERS, NULL);
}

/**
 * parafa_broker_peers_begin:
 * @self: the peers
 * @bus: the bus it is on
 * @sender: a unique name
 *
 * Counts a request that begins, and watches the name from the first one on.
 *
 * Returns: whether it may go on; only then parafa_broker_peers_end() is called for it
 */
gboolean
parafa_broker_peers_begin (ParafaBrokerPeers *self, GDBusConnection *bus, const char *sender)
{
  Peer *peer;

  g_return_val_if_fail (PARAFA_IS_BROKER_PEERS (self), FALSE);

  peer = g_hash_table_lookup (self->peers, sender);
  if (peer == NULL)
    {
      peer = g_new0 (Peer, 1);
      peer->name = g_strdup (sender);
      peer->allowed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_hash_table_insert (self->peers, peer->name, peer);
      peer->watch_id = g_bus_watch_name_on_connection (bus, sender, G_BUS_NAME_WATCHER_FLAGS_NONE,
                                                       NULL, on_name_vanished, self, NULL);
    }
  if (peer->n_under_way >= MAX_AT_ONCE)
    return FALSE;
  peer->n_under_way++;
  return TRUE;
}

/**
 * parafa_broker_peers_end:
 * @self: the peers
 * @sender: a unique name
 *
 * Counts a request that was answered.
 */
void
parafa_broker_peers_end (ParafaBrokerPeers *self, const char *sender)
{
  Peer *peer;

  g_return_if_fail (PARAFA_IS_BROKER_PEERS (self));

  peer = g_hash_table_lookup (self->peers, sender);
  if (peer != NULL && peer->n_under_way > 0)
    peer->n_under_way--;
}

/**
 * parafa_broker_peers_count:
 * @self: the peers
 * @caller: who asks
 * @now_us: monotonic time
 *
 * Counts what a program asks, also when it leaves the bus and comes back.
 *
 * Returns: whether it is within 60 in a minute
 */
gboolean
parafa_broker_peers_count (ParafaBrokerPeers *self, ParafaCaller *caller, gint64 now_us)
{
  const char *key;
  Rate *rate;

  g_return_val_if_fail (PARAFA_IS_BROKER_PEERS (self), FALSE);

  key = parafa_caller_get_key (caller);
  rate = g_hash_table_lookup (self->rates, key);
  if (rate == NULL)
    {
      if (g_hash_table_size (self->rates) >= MAX_REMEMBERED)
        g_hash_table_remove_all (self->rates);
      rate = g_new0 (Rate, 1);
      rate->since_us = now_us;
      g_hash_table_insert (self->rates, g_strdup (key), rate);
    }
  if (now_us - rate->since_us >= MINUTE_US)
    {
      rate->since_us = now_us;
      rate->n_requests = 0;
    }
  if (rate->n_requests >= MAX_PER_MINUTE)
    return FALSE;
  rate->n_requests++;
  return TRUE;
}

/**
 * parafa_broker_peers_allow:
 * @self: the peers
 * @sender: a unique name
 * @profile_id: a profile
 *
 * Allows it until it leaves the bus.
 */
void
parafa_broker_peers_allow (ParafaBrokerPeers *self, const char *sender, const char *profile_id)
{
  Peer *peer;

  g_return_if_fail (PARAFA_IS_BROKER_PEERS (self));

  peer = g_hash_table_lookup (self->peers, sender);
  if (peer != NULL)
    g_hash_table_add (peer->allowed, g_strdup (profile_id));
}

/**
 * parafa_broker_peers_is_allowed:
 * @self: the peers
 * @sender: a unique name
 * @profile_id: a profile
 *
 * Returns: whether it was allowed since it came
 */
gboolean
parafa_broker_peers_is_allowed (ParafaBrokerPeers *self, const char *sender, const char *profile_id)
{
  Peer *peer;

  g_return_val_if_fail (PARAFA_IS_BROKER_PEERS (self), FALSE);

  peer = g_hash_table_lookup (self->peers, sender);
  return peer != NULL && g_hash_table_contains (peer->allowed, profile_id);
}

static char *
make_denied_key (ParafaCaller *caller, const char *profile_id)
{
  return g_strconcat (parafa_caller_get_key (caller), "\t", profile_id, NULL);
}

/**
 * parafa_broker_peers_deny:
 * @self: the peers
 * @caller: a program
 * @profile_id: a profile
 * @now_us: monotonic time
 *
 * Remembers for a minute that the person said no.
 */
void
parafa_broker_peers_deny (ParafaBrokerPeers *self,
                          ParafaCaller *caller,
                          const char *profile_id,
                          gint64 now_us)
{
  gint64 until_us = now_us + DENIED_FOR_US;

  g_return_if_fail (PARAFA_IS_BROKER_PEERS (self));

  if (g_hash_table_size (self->denied) >= MAX_REMEMBERED)
    g_hash_table_remove_all (self->denied);
  g_hash_table_insert (self->denied, make_denied_key (caller, profile_id),
                       g_memdup2 (&until_us, sizeof until_us));
}

/**
 * parafa_broker_peers_is_denied:
 * @self: the peers
 * @caller: a program
 * @profile_id: a profile
 * @now_us: monotonic time
 *
 * Returns: whether the person said no within the last minute
 */
gboolean
parafa_broker_peers_is_denied (ParafaBrokerPeers *self,
                               ParafaCaller *caller,
                               const char *profile_id,
                               gint64 now_us)
{
  g_autofree char *key = make_denied_key (caller, profile_id);
  const gint64 *until_us;

  g_return_val_if_fail (PARAFA_IS_BROKER_PEERS (self), FALSE);

  until_us = g_hash_table_lookup (self->denied, key);
  return until_us != NULL && now_us < *until_us;
}

/**
 * parafa_broker_peers_forget_profile:
 * @self: the peers
 * @profile_id: a profile
 *
 * Takes back what was allowed until a program leaves.
 */
void
parafa_broker_peers_forget_profile (ParafaBrokerPeers *self, const char *profile_id)
{
  GHashTableIter iter;
  gpointer peer;

  g_return_if_fail (PARAFA_IS_BROKER_PEERS (self));

  g_hash_table_iter_init (&iter, self->peers);
  while (g_hash_table_iter_next (&iter, NULL, &peer))
    g_hash_table_remove (((Peer *) peer)->allowed, profile_id);
}
