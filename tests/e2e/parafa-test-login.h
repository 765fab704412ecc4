/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-login-flow.h"
#include "parafa-login-module.h"
#include "parafa-session.h"

G_BEGIN_DECLS

#define PARAFA_TEST_PIN "824655"
#define PARAFA_TEST_TOKEN "QES"
#define PARAFA_TEST_LOCALHOST_PORT 47631

/* One login as the window does it, without the window's pages: the real flow, card process,
 * practice server, keyring, module and web view, wired as the login sheet wires them. */
typedef struct
{
  ParafaSession *session;  /* (owned) */
  ParafaAccount *account;  /* (owned) */
  ParafaLoginFlow *flow;   /* (owned) (nullable) */
  GtkWidget *window;       /* (nullable) */
  GtkWidget *view;         /* (owned) (nullable) */
  GSocketService *visited; /* (owned): listens where a callback points to */
  guint n_visits;
  guint n_pages;
  gboolean goes_on; /* the certificate of the last login is taken by itself */
  guint n_callbacks;
  guint n_done;
  char *refused;   /* (owned) (nullable): a host the view refused */
  char *page_text; /* (owned) (nullable) */
} ParafaTestLogin;

void parafa_test_login_prepare (void);
ParafaTestLogin *parafa_test_login_new (const char *redirect_uri);
void parafa_test_login_free (ParafaTestLogin *self);
/* the practice server's control channel; params: without braces and "do" */
char *parafa_test_login_command (ParafaTestLogin *self, const char *line);
void parafa_test_login_tell (ParafaTestLogin *self, const char *line);
gint64 parafa_test_login_count (ParafaTestLogin *self, const char *name);
char *parafa_test_login_last_client (ParafaTestLogin *self, const char *name);
void parafa_test_login_start (ParafaTestLogin *self);
ParafaCertificate *parafa_test_login_find (ParafaTestLogin *self, const char *holder);
void parafa_test_login_choose (ParafaTestLogin *self, const char *holder);
void parafa_test_login_type (ParafaTestLogin *self, const char *pin);
void parafa_test_login_open_file (ParafaTestLogin *self, const char *name, const char *password);
/* start, choose, PIN, up to the page */
void parafa_test_login_begin (ParafaTestLogin *self, const char *holder);
void parafa_test_login_wait_idle (ParafaTestLogin *self);
void parafa_test_login_wait_step (ParafaTestLogin *self, ParafaLoginStep step);
void parafa_test_login_wait_problem (ParafaTestLogin *self, ParafaLoginProblem problem);
/* the login ended well: greeted with the pair that lies in the keyring */
void parafa_test_login_assert_done (ParafaTestLogin *self);
void parafa_test_login_assert_nothing_stored (ParafaTestLogin *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaTestLogin, parafa_test_login_free)

G_END_DECLS
