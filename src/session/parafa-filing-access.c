/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-filing-access.h"

#include "parafa-account-access.h"
#include "parafa-token-supply.h"

struct _ParafaFilingAccounts
{
  GObject parent_instance;

  ParafaSession *session; /* (owned) */
  GHashTable *refused;    /* (owned) (element-type utf8 ParafaSecret): by profile */
  GHashTable *replaced;   /* (owned) (element-type utf8 ParafaSecret): what came in their place */
};

static void access_init (ParafaFilingAccessInterface *iface);

G_DEFINE_INTERFACE (ParafaFilingAccess, parafa_filing_access, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE_WITH_CODE (ParafaFilingAccounts,
                               parafa_filing_accounts,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PARAFA_TYPE_FILING_ACCESS, access_init))

typedef struct
{
  ParafaAccount *account;     /* (owned) */
  ParafaEndpoints *endpoints; /* (owned) (nullable) */
  gint64 system;
  ParafaFilingAccounts *accounts; /* (owned) */
} OpenData;

static void
open_data_free (gpointer data)
{
  OpenData *open = data;

  g_clear_object (&open->account);
  g_clear_object (&open->accounts);
  g_clear_pointer (&open->endpoints, parafa_endpoints_unref);
  g_free (open);
}

/**
 * parafa_filing_door_new:
 * @api_uri: where the services are
 * @system: (type ParafaFilingSystem): practice is served as production is, by another server
 * @token: an access token
 *
 * Returns: (transfer full): a door
 */
ParafaFilingDoor *
parafa_filing_door_new (const char *api_uri, gint64 system, ParafaSecret *token)
{
  ParafaFilingDoor *self = g_new0 (ParafaFilingDoor, 1);

  self->api_uri = g_strdup (api_uri);
  self->system =
      system == PARAFA_FILING_TEST ? PARAFA_ETRANSPORT_TEST : PARAFA_ETRANSPORT_PRODUCTION;
  self->token = parafa_secret_ref (token);
  return self;
}

/**
 * parafa_filing_door_free:
 * @self: (nullable) (transfer full): a door
 */
void
parafa_filing_door_free (ParafaFilingDoor *self)
{
  if (self == NULL)
    return;
  g_free (self->api_uri);
  parafa_secret_unref (self->token);
  g_free (self);
}

static void
parafa_filing_access_default_init (ParafaFilingAccessInterface *iface)
{
}

/**
 * parafa_filing_access_open_async:
 * @self: who has the tokens
 * @profile: whose token
 * @system: (type ParafaFilingSystem): which system
 * @cancellable: (nullable): to stop it
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Finds address and token for a call.
 */
void
parafa_filing_access_open_async (ParafaFilingAccess *self,
                                 const char *profile,
                                 gint64 system,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_return_if_fail (PARAFA_IS_FILING_ACCESS (self));
  g_return_if_fail (profile != NULL);

  PARAFA_FILING_ACCESS_GET_IFACE (self)->open_async (self, profile, system, cancellable, callback,
                                                     user_data);
}

/**
 * parafa_filing_access_open_finish:
 * @self: who has the tokens
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full): the door
 */
ParafaFilingDoor *
parafa_filing_access_open_finish (ParafaFilingAccess *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (PARAFA_IS_FILING_ACCESS (self), NULL);

  return PARAFA_FILING_ACCESS_GET_IFACE (self)->open_finish (self, result, error);
}

/**
 * parafa_filing_access_refused:
 * @self: who has the tokens
 * @profile: whose token
 * @token: the token
 *
 * Says that a server answered 401 to @token. The next door gets another one, through the queue of renewals that all share;
 * a token that came that way and is refused, too, stays as it is: one more renewal would not help.
 *
 * Returns: whether the next door gets another token, so that what was refused is worth repeating with it
 */
gboolean
parafa_filing_access_refused (ParafaFilingAccess *self, const char *profile, ParafaSecret *token)
{
  g_return_val_if_fail (PARAFA_IS_FILING_ACCESS (self), FALSE);
  g_return_val_if_fail (profile != NULL, FALSE);
  g_return_val_if_fail (token != NULL, FALSE);

  return PARAFA_FILING_ACCESS_GET_IFACE (self)->refused != NULL &&
         PARAFA_FILING_ACCESS_GET_IFACE (self)->refused (self, profile, token);
}

/* -- the accounts of a session -- */

/* -- open: addresses, token, which is renewed when it is over -- */

static void
token_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  OpenData *open = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaSecret) token = parafa_token_supply_finish (result, NULL, NULL, &error);

  if (token == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task,
                           parafa_filing_door_new (parafa_endpoints_get_api_uri (open->endpoints),
                                                   open->system, token),
                           (GDestroyNotify) parafa_filing_door_free);
}

static void
token_replaced (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  OpenData *open = g_task_get_task_data (task);
  const char *id = parafa_profile_get_id (parafa_account_get_profile (open->account));
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaSecret) token =
      parafa_account_replace_access_finish (PARAFA_ACCOUNT (source), result, &error);

  if (token == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_hash_table_remove (open->accounts->refused, id);
  g_hash_table_insert (open->accounts->replaced, g_strdup (id), parafa_secret_ref (token));
  g_task_return_pointer (task,
                         parafa_filing_door_new (parafa_endpoints_get_api_uri (open->endpoints),
                                                 open->system, token),
                         (GDestroyNotify) parafa_filing_door_free);
}

static gboolean
is_refused (OpenData *open, ParafaTokenPair *pair)
{
  const char *id = parafa_profile_get_id (parafa_account_get_profile (open->account));
  ParafaSecret *refused = g_hash_table_lookup (open->accounts->refused, id);

  return refused != NULL && pair != NULL &&
         parafa_secret_equal (parafa_token_pair_get_access (pair), refused);
}

static void
endpoints_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  OpenData *open = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GError) error = NULL;
  ParafaTokenPair *pair = parafa_account_get_pair (open->account);

  open->endpoints = parafa_session_get_endpoints_finish (PARAFA_SESSION (source), result, &error);
  if (open->endpoints == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (is_refused (open, pair))
    {
      g_autoptr (ParafaSecret) refused = parafa_secret_ref (parafa_token_pair_get_access (pair));

      parafa_account_replace_access_async (open->account, refused, cancellable, token_replaced,
                                           g_steal_pointer (&task));
    }
  else if (pair != NULL && parafa_account_get_token_state (open->account) != PARAFA_TOKEN_EXPIRED)
    g_task_return_pointer (task,
                           parafa_filing_door_new (parafa_endpoints_get_api_uri (open->endpoints),
                                                   open->system,
                                                   parafa_token_pair_get_access (pair)),
                           (GDestroyNotify) parafa_filing_door_free);
  else
    parafa_token_supply_async (open->account, TRUE, cancellable, token_ready,
                               g_steal_pointer (&task));
}

/* A practice row never goes to ANAF, and a real one never to the practice server */
static gboolean
fits (ParafaProfile *profile, gint64 system)
{
  return (parafa_profile_get_environment (profile) == PARAFA_ENVIRONMENT_PRACTICE) ==
         (system == PARAFA_FILING_PRACTICE);
}

static void
open_async (ParafaFilingAccess *access,
            const char *profile,
            gint64 system,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  ParafaFilingAccounts *self = PARAFA_FILING_ACCOUNTS (access);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  ParafaAccount *account = parafa_session_find (self->session, profile);
  OpenData *open;

  g_task_set_source_tag (task, open_async);
  if (account == NULL || !fits (parafa_account_get_profile (account), system))
    {
      g_task_return_new_error (task, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_REMOVED,
                               "filing: there is no such profile for this system");
      return;
    }
  open = g_new0 (OpenData, 1);
  open->account = g_object_ref (account);
  open->system = system;
  open->accounts = g_object_ref (self);
  g_task_set_task_data (task, open, open_data_free);
  parafa_session_get_endpoints_async (self->session, parafa_account_get_profile (account),
                                      cancellable, endpoints_ready, g_steal_pointer (&task));
}

static ParafaFilingDoor *
open_finish (ParafaFilingAccess *access, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, access), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
can_renew (ParafaFilingAccounts *self, const char *profile)
{
  ParafaAccount *account = parafa_session_find (self->session, profile);
  ParafaTokenPair *pair = account != NULL ? parafa_account_get_pair (account) : NULL;

  return pair != NULL && parafa_token_pair_get_refresh (pair) != NULL;
}

static gboolean
refused (ParafaFilingAccess *access, const char *profile, ParafaSecret *token)
{
  ParafaFilingAccounts *self = PARAFA_FILING_ACCOUNTS (access);
  ParafaSecret *replaced = g_hash_table_lookup (self->replaced, profile);

  if ((replaced != NULL && parafa_secret_equal (replaced, token)) || !can_renew (self, profile))
    return FALSE;
  g_hash_table_insert (self->refused, g_strdup (profile), parafa_secret_ref (token));
  return TRUE;
}

static void
access_init (ParafaFilingAccessInterface *iface)
{
  iface->open_async = open_async;
  iface->open_finish = open_finish;
  iface->refused = refused;
}

static void
parafa_filing_accounts_dispose (GObject *object)
{
  ParafaFilingAccounts *self = PARAFA_FILING_ACCOUNTS (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->refused, g_hash_table_unref);
  g_clear_pointer (&self->replaced, g_hash_table_unref);
  G_OBJECT_CLASS (parafa_filing_accounts_parent_class)->dispose (object);
}

static void
parafa_filing_accounts_class_init (ParafaFilingAccountsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parafa_filing_accounts_dispose;
}

static void
parafa_filing_accounts_init (ParafaFilingAccounts *self)
{
  GDestroyNotify unref = (GDestroyNotify) parafa_secret_unref;

  self->refused = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, unref);
  self->replaced = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, unref);
}

/**
 * parafa_filing_accounts_new:
 * @session: a session
 *
 * Returns: (transfer full): the tokens of its accounts
 */
ParafaFilingAccess *
parafa_filing_accounts_new (ParafaSession *session)
{
  ParafaFilingAccounts *self;

  g_return_val_if_fail (PARAFA_IS_SESSION (session), NULL);

  self = g_object_new (PARAFA_TYPE_FILING_ACCOUNTS, NULL);
  self->session = g_object_ref (session);
  return PARAFA_FILING_ACCESS (self);
}
