/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-account-access.h"
#include "parafa-account-ending.h"
#include "parafa-login-flow-private.h"
#include "parafa-session.h"
#include "parafa-test.h"
#include "test-keyring.h"

G_BEGIN_DECLS

#define SESSION_TEST_PIN "482915"
#define SESSION_TEST_TOKEN "QES"

/* made in a new process's home before anything else */
void session_test_issue (const char *name, const char *holder, const char *key, const char *kind);
void session_test_make_token (const char *pin);
void session_test_put (const char *name, const char *id);
/* further tokens beside it */
void session_test_add_token (const char *token, const char *pin);
void session_test_put_on (const char *token, const char *pin, const char *name, const char *id);
char *session_test_issued_path (const char *name, const char *suffix);

/* waits for the calls of a session and an account */
ParafaSession *session_test_open (ParafaClock *clock, GError **error);
ParafaAccount *session_test_practise (ParafaSession *session, GError **error);
ParafaAccount *session_test_add (ParafaSession *session,
                                 ParafaProfile *profile,
                                 const char *client_secret,
                                 GError **error);
gboolean session_test_remove (ParafaSession *session, ParafaAccount *account, GError **error);
gboolean session_test_save_profiles (ParafaSession *session, GError **error);
gboolean session_test_load (ParafaAccount *account, GError **error);
gboolean session_test_keep (ParafaAccount *account, ParafaTokenPair *pair, GError **error);
gboolean session_test_save (ParafaAccount *account, GError **error);
int session_test_revoke (ParafaAccount *account, GError **error);
gboolean session_test_forget (ParafaAccount *account, GError **error);
ParafaSecret *
session_test_get_access (ParafaAccount *account, ParafaAccessFlags flags, GError **error);
ParafaSecret *
session_test_replace_access (ParafaAccount *account, ParafaSecret *refused, GError **error);
gboolean session_test_refresh (ParafaAccount *account, GError **error);
ParafaHello *session_test_hello (ParafaAccount *account, const char *name, GError **error);
void session_test_wait_loaded (ParafaAccount *account);
/* what the keyring holds, by another vault: NULL when nothing */
ParafaTokenPair *session_test_stored_pair (ParafaAccount *account);
ParafaTokenPair *session_test_pair (const char *mark, gint64 obtained_at_s, gint64 expires_in_s);
/* the practice server's control channel */
void session_test_command (ParafaSession *session, const char *line);
gint64 session_test_count (ParafaSession *session, const char *name);
/* a pair of the practice server's, as after a login, kept; and what its token endpoint gave */
void session_test_grant (ParafaSession *session, ParafaAccount *account);
ParafaTokenPair *session_test_new_grant (ParafaSession *session, ParafaAccount *account);
void session_test_release (ParafaSession *session);

/* A login without a web view: relay-client walks where the view would */
typedef struct
{
  ParafaSession *session; /* (owned) */
  ParafaAccount *account; /* (owned) */
  ParafaLoginFlow *flow;  /* (owned) */
  GCancellable *browser;  /* (owned) (nullable): while a page is open */
  gboolean keep_callback; /* hold the callback back instead of handing it on */
  ParafaSecret *callback; /* (owned) (nullable): the last one */
  char *text;             /* (owned) (nullable): what the last page said */
  guint n_opened;
  guint n_closed;
  guint n_done;
  guint n_upstream_with_certificate;
  guint n_questions;
} SessionTestLogin;

SessionTestLogin *session_test_login_new (ParafaSession *session, ParafaAccount *account);
void session_test_login_free (SessionTestLogin *self);
void session_test_login_start (SessionTestLogin *self);
ParafaCertificate *session_test_login_find (SessionTestLogin *self, const char *holder);
void session_test_login_choose (SessionTestLogin *self, const char *holder);
void session_test_login_type (SessionTestLogin *self, const char *pin);
void session_test_login_wait_step (SessionTestLogin *self, ParafaLoginStep step);
void session_test_login_wait_problem (SessionTestLogin *self, ParafaLoginProblem problem);
void session_test_login_wait_idle (SessionTestLogin *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SessionTestLogin, session_test_login_free)

G_END_DECLS
