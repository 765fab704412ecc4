/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A refresh token as the store knows it. The token itself is nowhere. */
typedef struct
{
  char *client_id;    /* (owned) */
  char *issuer;       /* (owned): short name of the certificate's authority */
  char *serial;       /* (owned): of the certificate */
  char *login;        /* (owned): names the login it comes from; all its tokens share it */
  gint64 issued_at_s; /* Unix seconds */
  gboolean dead;      /* rotated away, or its login was killed */
  gboolean opaque;    /* of the kind of until 2024 */
  gint64 uses;        /* refreshes an opaque refresh token was good for */
  gint64 ends_at_s;   /* of an opaque access token, Unix seconds; 0: a refresh token */
} ParafaSimGrant;

ParafaSimGrant *parafa_sim_grant_new (const char *client_id,
                                      const char *issuer,
                                      const char *serial,
                                      const char *login,
                                      gint64 issued_at_s);
void parafa_sim_grant_free (ParafaSimGrant *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaSimGrant, parafa_sim_grant_free)

/* The registered applications and the refresh tokens, in two files of the state folder. Several
 * servers may share the folder: each change reads, changes and writes under the folder's lock. */
typedef struct _ParafaSimStore ParafaSimStore;

ParafaSimStore *parafa_sim_store_new (const char *dir);
void parafa_sim_store_free (ParafaSimStore *self);
gboolean parafa_sim_store_register (ParafaSimStore *self,
                                    const char *name,
                                    const char *const *redirect_uris,
                                    char **client_id,
                                    char **client_secret,
                                    GError **error);
gboolean parafa_sim_store_has_client (ParafaSimStore *self, const char *client_id);
gboolean parafa_sim_store_has_redirect (ParafaSimStore *self,
                                        const char *client_id,
                                        const char *redirect_uri);
gboolean
parafa_sim_store_check_secret (ParafaSimStore *self, const char *client_id, const char *secret);
gboolean parafa_sim_store_add_grant (ParafaSimStore *self,
                                     const char *token,
                                     const ParafaSimGrant *grant,
                                     GError **error);
ParafaSimGrant *parafa_sim_store_find_grant (ParafaSimStore *self, const char *token);
gboolean parafa_sim_store_replace_grant (ParafaSimStore *self,
                                         const char *old_token,
                                         const char *token,
                                         const ParafaSimGrant *grant,
                                         GError **error);
gboolean parafa_sim_store_count_use (ParafaSimStore *self, const char *token, GError **error);
gboolean parafa_sim_store_kill_login (ParafaSimStore *self, const char *login, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaSimStore, parafa_sim_store_free)

G_END_DECLS
