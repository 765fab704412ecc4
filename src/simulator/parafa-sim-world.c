/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-sim-world.h"

#include "parafa-sim-etransport.h"

#include "parafa-sim-pki.h"

#define ACCESS_LIFETIME_S (G_GINT64_CONSTANT (7776000)) /* 90 days (ANAF OAuth procedure, 2024) */

/**
 * parafa_sim_world_new:
 * @dir: the state folder, prepared
 * @clock: the time, to which the offset is added that was set
 * @error: return location for a %PARAFA_SIM_ERROR
 *
 * Returns: (transfer full) (nullable): the server's state as it is at a start
 */
ParafaSimWorld *
parafa_sim_world_new (const char *dir, ParafaClock *clock, GError **error)
{
  g_autoptr (ParafaSimWorld) self = g_new0 (ParafaSimWorld, 1);

  g_mutex_init (&self->lock);
  self->clock = parafa_clock_ref (clock);
  self->settings.access_lifetime_s = ACCESS_LIFETIME_S;
  self->settings.rotation = TRUE;
  self->sessions = parafa_sim_sessions_new ();
  self->store = parafa_sim_store_new (dir);
  self->dir = g_strdup (dir);
  self->filings = parafa_sim_filings_new (dir);
  parafa_sim_filings_read (self->filings);
  parafa_sim_control_etransport_load (self);
  self->signing_key = parafa_sim_pki_load_key (dir, "signing", error);
  return self->signing_key != NULL ? g_steal_pointer (&self) : NULL;
}

/**
 * parafa_sim_world_free:
 * @self: (nullable) (transfer full): the state
 *
 * Frees it. No connection may be left.
 */
void
parafa_sim_world_free (ParafaSimWorld *self)
{
  if (self == NULL)
    return;
  g_mutex_clear (&self->lock);
  parafa_sim_peer_clear (&self->last_client);
  parafa_sim_sessions_free (self->sessions);
  parafa_sim_store_free (self->store);
  parafa_sim_filings_free (self->filings);
  g_free (self->dir);
  parafa_clock_unref (self->clock);
  EVP_PKEY_free (self->signing_key);
  g_free (self);
}

/**
 * parafa_sim_world_get_now:
 * @self: the state, locked
 *
 * Returns: Unix seconds of the practice clock: its time and the offset that was set
 */
gint64
parafa_sim_world_get_now (const ParafaSimWorld *self)
{
  return parafa_clock_get_now (self->clock) + self->settings.clock_offset_s;
}

/**
 * parafa_sim_world_get_settings:
 * @self: the state, not locked
 *
 * Returns: the settings of this moment
 */
ParafaSimSettings
parafa_sim_world_get_settings (ParafaSimWorld *self)
{
  ParafaSimSettings settings;

  g_mutex_lock (&self->lock);
  settings = self->settings;
  g_mutex_unlock (&self->lock);
  return settings;
}

/**
 * parafa_sim_world_take_failure:
 * @self: the state, not locked
 * @place: a place
 *
 * Returns: the failure that was ordered there; one less is left of it
 */
ParafaSimHow
parafa_sim_world_take_failure (ParafaSimWorld *self, ParafaSimPlace place)
{
  ParafaSimHow how;

  g_mutex_lock (&self->lock);
  how = parafa_sim_failures_take (&self->failures, place);
  g_mutex_unlock (&self->lock);
  return how;
}

/**
 * parafa_sim_world_hold:
 * @self: the state, not locked
 *
 * A connection is left hanging from now on.
 *
 * Returns: what to ask parafa_sim_world_is_held() with
 */
guint
parafa_sim_world_hold (ParafaSimWorld *self)
{
  guint since;

  g_mutex_lock (&self->lock);
  self->counts.held++;
  since = self->n_releases;
  g_mutex_unlock (&self->lock);
  return since;
}

/**
 * parafa_sim_world_is_held:
 * @self: the state, not locked
 * @since: from parafa_sim_world_hold()
 *
 * Returns: whether nobody ordered since then that what hangs should end
 */
gboolean
parafa_sim_world_is_held (ParafaSimWorld *self, guint since)
{
  gboolean held;

  g_mutex_lock (&self->lock);
  held = self->n_releases == since;
  g_mutex_unlock (&self->lock);
  return held;
}

/**
 * parafa_sim_world_count_handshake:
 * @self: the state, not locked
 *
 * A connection finished its first handshake.
 */
void
parafa_sim_world_count_handshake (ParafaSimWorld *self)
{
  g_mutex_lock (&self->lock);
  self->counts.handshakes++;
  g_mutex_unlock (&self->lock);
}

/**
 * parafa_sim_world_note_client:
 * @self: the state, locked
 * @peer: what a client presented
 *
 * Remembers the last certificate and counts it.
 */
void
parafa_sim_world_note_client (ParafaSimWorld *self, const ParafaSimPeer *peer)
{
  if (!peer->present)
    return;
  self->counts.client_certificates++;
  parafa_sim_peer_clear (&self->last_client);
  self->last_client = *peer;
  self->last_client.holder = g_strdup (peer->holder);
  self->last_client.issuer = g_strdup (peer->issuer);
  self->last_client.serial = g_strdup (peer->serial);
  self->last_client.signature = g_strdup (peer->signature);
}

/**
 * parafa_sim_peer_clear:
 * @self: what a client presented
 *
 * Frees what it holds.
 */
void
parafa_sim_peer_clear (ParafaSimPeer *self)
{
  g_free (self->holder);
  g_free (self->issuer);
  g_free (self->serial);
  g_free (self->signature);
  *self = (ParafaSimPeer){ 0 };
}

/**
 * parafa_sim_tls_style_from_text:
 * @text: `renegotiate`, `first-1.2`, `first-1.3` or `post-handshake`
 * @style: (out): the style
 *
 * Returns: whether there is one of that name
 */
gboolean
parafa_sim_tls_style_from_text (const char *text, ParafaSimTlsStyle *style)
{
  static const char *const names[PARAFA_SIM_N_TLS_STYLES] = {
    "renegotiate",
    "first-1.2",
    "first-1.3",
    "post-handshake",
  };

  for (int i = 0; i < PARAFA_SIM_N_TLS_STYLES; i++)
    {
      if (g_str_equal (text, names[i]))
        {
          *style = (ParafaSimTlsStyle) i;
          return TRUE;
        }
    }
  return FALSE;
}
