/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-oauth.h"
#include "test-card.h"

G_BEGIN_DECLS

#define PEER_REDIRECT "https://localhost:47631/callback"
#define PEER_SECRET "secret of a test & more"

/* The server of others with its two doors; Parafa's own relay, with a certificate on a token, in front
 * of the one that lets nobody in without; and Parafa's client. */
typedef struct
{
  TestWorld *world; /* (owned) */
  TestCard *card;   /* (owned) */
  GPid pid;
  int in;
  GIOChannel *out; /* (owned) */
  guint mutual, open;
  char *serial; /* (owned): of the token's certificate, as the server writes it */
} OauthPeer;

/* One way to the server: what Parafa's client is told about it */
typedef struct
{
  ParafaTestDir *dir;         /* (owned) */
  char *trust_file;           /* (owned) */
  ParafaHttp *http;           /* (owned) */
  ParafaEndpoints *endpoints; /* (owned) */
  ParafaOauth *oauth;         /* (owned) */
} OauthWay;

OauthPeer *oauth_peer_new (void);
void oauth_peer_free (OauthPeer *self);
char *oauth_peer_ask (OauthPeer *self, const char *what);
void oauth_peer_assert_seen (OauthPeer *self, const char *door, const char *const *paths);
/* the relay in front of the mutual door; certificate: (nullable) */
ParafaRelayAddress *oauth_peer_start_relay (OauthPeer *self, ParafaCertificate *certificate);
OauthWay *oauth_way_new (guint port, const char *ca_pem);
void oauth_way_free (OauthWay *self);
ParafaSecret *oauth_way_log_in (OauthWay *self, const char *client, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OauthPeer, oauth_peer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OauthWay, oauth_way_free)

G_END_DECLS
