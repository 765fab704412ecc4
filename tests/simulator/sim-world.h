/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>
#include "parafa-sim-routes.h"

G_BEGIN_DECLS

#define SIM_CALLBACK "https://localhost:47631/cb"
#define SIM_CALLBACK_FORMAT "https%%3A%%2F%%2Flocalhost%%3A47631%%2Fcb" /* inside a format */
#define SIM_NOW (G_GINT64_CONSTANT (1795500000))

/* The server's state without a server: requests as text in, answers out. The clock stands at
 * SIM_NOW until it is moved; nothing touches the network. */
typedef struct
{
  char *dir;             /* (owned) */
  ParafaSimWorld *world; /* (owned) */
  ParafaClock *clock;    /* (owned) */
  GHashTable *cookies;   /* (owned): as a browser keeps them */
  char *client_id;       /* (owned) */
  char *client_secret;   /* (owned) */
  gint64 now_s;
} SimWorld;

SimWorld *sim_world_new (void);
void sim_world_free (SimWorld *self);
void sim_world_move_clock (SimWorld *self, gint64 seconds);
void sim_world_fail (SimWorld *self, const char *at, const char *how, gint64 times);
ParafaSimPeer sim_world_good_peer (void);
ParafaSimReply *
sim_world_ask (SimWorld *self, ParafaSimPort port, const char *text, const ParafaSimPeer *peer);
ParafaSimReply *sim_world_get (SimWorld *self, const char *target, const ParafaSimPeer *peer);
ParafaSimReply *sim_world_post_token (SimWorld *self, const char *authorization, const char *body);
ParafaSimReply *sim_world_exchange (SimWorld *self, const char *code);
ParafaSimReply *sim_world_refresh (SimWorld *self, const char *token);
ParafaSimReply *sim_world_hello (SimWorld *self, const char *token);
char *sim_world_authorize_target (SimWorld *self, const char *state);
char *sim_world_login (SimWorld *self);
char *sim_reply_get_header (const ParafaSimReply *reply, const char *name);
char *sim_reply_get_json (const ParafaSimReply *reply, const char *member);
void sim_reply_assert_redirect (const ParafaSimReply *reply, const char *location);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimWorld, sim_world_free)

G_END_DECLS
