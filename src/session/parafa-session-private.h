/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-profile-store.h"
#include "parafa-session.h"

G_BEGIN_DECLS

struct _ParafaSession
{
  GObject parent_instance;
  ParafaClock *clock;        /* (owned) */
  ParafaHttp *http;          /* (owned) */
  ParafaVault *vault;        /* (owned) */
  ParafaProfileStore *store; /* (owned) */
  ParafaPractice *practice;  /* (owned) (nullable) */
  GPtrArray *accounts;       /* (owned) (element-type ParafaAccount) */
  gboolean automatic_renewal;
};

/* parafa-session-accounts.c */
GPtrArray *parafa_session_collect_profiles (ParafaSession *self);
ParafaAccount *parafa_session_append (ParafaSession *self, ParafaProfile *profile);
void parafa_session_account_loaded (GObject *source, GAsyncResult *result, gpointer user_data);

G_END_DECLS
