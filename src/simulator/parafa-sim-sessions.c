/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-sim-sessions.h"

#include "parafa-sim-token-maker.h"

#include <openssl/crypto.h>
#include <string.h>

#define MAX_ENTRIES 1000

/* A table that drops its oldest entry when it is full */
typedef struct
{
  GHashTable *entries; /* (owned) */
  GQueue order;        /* of keys, which the table owns */
} Table;

struct _ParafaSimSessions
{
  Table logins; /* by id */
  Table codes;  /* by hash */
};

static void
login_free (gpointer data)
{
  ParafaSimLogin *self = data;

  g_free (self->id);
  g_free (self->stamp);
  g_free (self->target);
  g_free (self->redirect_uri);
  g_free (self->state);
  g_free (self->nonce);
  g_free (self->issuer);
  g_free (self->serial);
  g_free (self);
}

static void
code_free (gpointer data)
{
  ParafaSimCode *self = data;

  g_free (self->client_id);
  g_free (self->redirect_uri);
  g_free (self->issuer);
  g_free (self->serial);
  g_free (self->login);
  g_free (self);
}

static void
table_init (Table *self, GDestroyNotify free_entry)
{
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_entry);
  g_queue_init (&self->order);
}

static void
table_clear (Table *self)
{
  g_queue_clear (&self->order);
  g_hash_table_unref (self->entries);
}

static void
table_add (Table *self, char *key, gpointer entry)
{
  if (self->order.length >= MAX_ENTRIES)
    g_hash_table_remove (self->entries, g_queue_pop_head (&self->order));
  g_queue_push_tail (&self->order, key);
  g_hash_table_insert (self->entries, key, entry);
}

/**
 * parafa_sim_sessions_new:
 *
 * Returns: (transfer full): no sessions and no codes
 */
ParafaSimSessions *
parafa_sim_sessions_new (void)
{
  ParafaSimSessions *self = g_new0 (ParafaSimSessions, 1);

  table_init (&self->logins, login_free);
  table_init (&self->codes, code_free);
  return self;
}

/**
 * parafa_sim_sessions_free:
 * @self: (nullable) (transfer full): the sessions
 *
 * Frees them all.
 */
void
parafa_sim_sessions_free (ParafaSimSessions *self)
{
  if (self == NULL)
    return;
  table_clear (&self->logins);
  table_clear (&self->codes);
  g_free (self);
}

static void
stamp (ParafaSimLogin *login, gint64 now_s, int lifetime_s)
{
  g_free (login->stamp);
  login->stamp = g_strdup_printf ("1z1z1z%" G_GINT64_FORMAT "z%d", now_s, lifetime_s);
  login->started_at_s = now_s;
}

/**
 * parafa_sim_sessions_start:
 * @self: the sessions
 * @target: the address that was asked for, path and query
 * @now_s: Unix seconds
 *
 * Starts a session of the gateway.
 *
 * Returns: (transfer none): the session
 */
ParafaSimLogin *
parafa_sim_sessions_start (ParafaSimSessions *self, const char *target, gint64 now_s)
{
  ParafaSimLogin *login = g_new0 (ParafaSimLogin, 1);

  login->id = parafa_sim_random_hex (16);
  login->target = g_strdup (target);
  stamp (login, now_s, PARAFA_SIM_CHAIN_LIFETIME_S);
  login->stage = PARAFA_SIM_LOGIN_STARTED;
  table_add (&self->logins, g_strdup (login->id), login);
  return login;
}

/**
 * parafa_sim_sessions_find:
 * @self: the sessions
 * @id: (nullable): the cookie MRHSession
 *
 * Returns: (transfer none) (nullable): the session
 */
ParafaSimLogin *
parafa_sim_sessions_find (ParafaSimSessions *self, const char *id)
{
  return id != NULL ? g_hash_table_lookup (self->logins.entries, id) : NULL;
}

/**
 * parafa_sim_login_is_fresh:
 * @self: a session
 * @stamp: (nullable): the cookie F5_ST
 * @last: (nullable): the cookie LastMRH_Session
 * @now_s: Unix seconds
 *
 * The gateway's cookies are good together only, and not for long (observed 2026 on sister hosts).
 * A clock that is set back a little in between does not end them.
 *
 * Returns: whether the session may go on
 */
gboolean
parafa_sim_login_is_fresh (const ParafaSimLogin *self,
                           const char *stamp,
                           const char *last,
                           gint64 now_s)
{
  gboolean good = self->stage == PARAFA_SIM_LOGIN_GOOD;
  gint64 lifetime_s = good ? PARAFA_SIM_LOGIN_LIFETIME_S : PARAFA_SIM_CHAIN_LIFETIME_S;

  return g_strcmp0 (stamp, self->stamp) == 0 && last != NULL &&
         g_str_equal (last, self->id + strlen (self->id) - 8) &&
         ABS (now_s - self->started_at_s) < lifetime_s;
}

/**
 * parafa_sim_login_accept:
 * @self: a session
 * @issuer: short name of the certificate's authority
 * @serial: the certificate's serial
 * @now_s: Unix seconds
 *
 * A good certificate was presented: the session gets its nonce and a new stamp, because typing a PIN
 * may have taken longer than the first one lives.
 */
void
parafa_sim_login_accept (ParafaSimLogin *self, const char *issuer, const char *serial, gint64 now_s)
{
  g_free (self->nonce);
  g_free (self->issuer);
  g_free (self->serial);
  self->nonce = parafa_sim_random_hex (16);
  self->issuer = g_strdup (issuer);
  self->serial = g_strdup (serial);
  self->stage = PARAFA_SIM_LOGIN_NONCE;
  stamp (self, now_s, PARAFA_SIM_LOGIN_LIFETIME_S);
}

/**
 * parafa_sim_login_take_nonce:
 * @self: a session
 * @nonce: (nullable): what came back
 *
 * Returns: whether it was the session's nonce; it is good once
 */
gboolean
parafa_sim_login_take_nonce (ParafaSimLogin *self, const char *nonce)
{
  if (self->stage != PARAFA_SIM_LOGIN_NONCE || nonce == NULL ||
      strlen (nonce) != strlen (self->nonce) ||
      CRYPTO_memcmp (nonce, self->nonce, strlen (nonce)) != 0)
    return FALSE;
  g_clear_pointer (&self->nonce, g_free);
  self->stage = PARAFA_SIM_LOGIN_GOOD;
  return TRUE;
}

/**
 * parafa_sim_sessions_new_code:
 * @self: the sessions
 * @login: a session that is logged in
 * @client_id: the application
 * @redirect_uri: its callback
 * @now_s: Unix seconds
 *
 * Returns: (transfer full): a new authorization code, 64 hex digits; only its hash is kept
 */
char *
parafa_sim_sessions_new_code (ParafaSimSessions *self,
                              const ParafaSimLogin *login,
                              const char *client_id,
                              const char *redirect_uri,
                              gint64 now_s)
{
  char *text = parafa_sim_random_hex (32);
  ParafaSimCode *code = g_new0 (ParafaSimCode, 1);

  code->client_id = g_strdup (client_id);
  code->redirect_uri = g_strdup (redirect_uri);
  code->issuer = g_strdup (login->issuer);
  code->serial = g_strdup (login->serial);
  code->login = parafa_sim_random_hex (16);
  code->issued_at_s = now_s;
  table_add (&self->codes, g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1), code);
  return text;
}

/**
 * parafa_sim_sessions_find_code:
 * @self: the sessions
 * @code: what was sent as a code
 *
 * Returns: (transfer none) (nullable): what is known of it, also when it is used or too old
 */
ParafaSimCode *
parafa_sim_sessions_find_code (ParafaSimSessions *self, const char *code)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, code, -1);

  return g_hash_table_lookup (self->codes.entries, hash);
}
