/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-session.h"
#include "parafa-account-private.h"
#include "parafa-paths.h"
#include "parafa-session-private.h"

typedef enum
{
  PROP_PRACTICE_READY = 1,
  PROP_AUTOMATIC_RENEWAL,
  N_PROPERTIES
} ParafaSessionProperty;

static GParamSpec *properties[N_PROPERTIES];

static void parafa_session_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ParafaSession,
                               parafa_session,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      parafa_session_list_model_init))

/* -- open -- */

static void
profiles_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  ParafaSession *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) profiles =
      parafa_profile_store_read_finish (PARAFA_PROFILE_STORE (source), result, &error);

  if (profiles == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  for (guint i = 0; i < profiles->len; i++)
    {
      ParafaProfile *profile = g_ptr_array_index (profiles, i);

      if (parafa_session_find (self, parafa_profile_get_id (profile)) == NULL)
        parafa_account_load_async (parafa_session_append (self, profile), NULL,
                                   parafa_session_account_loaded, NULL);
    }
  g_task_return_boolean (task, TRUE);
}

static void
profiles_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;

  if (parafa_profile_store_write_finish (PARAFA_PROFILE_STORE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* -- addresses -- */

static void
endpoints_started (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  ParafaPractice *practice = PARAFA_PRACTICE (source);
  g_autoptr (GError) error = NULL;

  if (!parafa_practice_start_finish (practice, result, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (parafa_practice_get_endpoints (practice) == NULL)
    g_task_return_new_error (task, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_PRACTICE,
                             "practice server: it ended right after its start");
  else
    g_task_return_pointer (task, parafa_endpoints_ref (parafa_practice_get_endpoints (practice)),
                           (GDestroyNotify) parafa_endpoints_unref);
}

/* The http session trusts the practice server's CA while there is one, for loopback names only */
static void
on_practice_running (ParafaPractice *practice, GParamSpec *pspec, ParafaSession *self)
{
  ParafaEndpoints *endpoints = parafa_practice_get_endpoints (practice);
  g_autoptr (GError) error = NULL;

  if (!parafa_http_set_practice_trust (self->http,
                                       endpoints != NULL ? parafa_endpoints_get_ca_pem (endpoints)
                                                         : NULL,
                                       &error))
    g_info ("session: the practice CA is not trusted: %s", error->message);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PRACTICE_READY]);
  for (guint i = 0; i < self->accounts->len; i++)
    parafa_account_arm_timer (g_ptr_array_index (self->accounts, i));
}

/* -- the object -- */

static GType
get_item_type (GListModel *model)
{
  return PARAFA_TYPE_ACCOUNT;
}

static guint
get_n_items (GListModel *model)
{
  return PARAFA_SESSION (model)->accounts->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  ParafaSession *self = PARAFA_SESSION (model);

  if (position >= self->accounts->len)
    return NULL;
  return g_object_ref (g_ptr_array_index (self->accounts, position));
}

static void
parafa_session_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
parafa_session_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  ParafaSession *self = PARAFA_SESSION (object);

  if (prop_id == PROP_PRACTICE_READY)
    g_value_set_boolean (value,
                         self->practice != NULL && parafa_practice_is_running (self->practice));
  else if (prop_id == PROP_AUTOMATIC_RENEWAL)
    g_value_set_boolean (value, self->automatic_renewal);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
parafa_session_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_AUTOMATIC_RENEWAL)
    parafa_session_set_automatic_renewal (PARAFA_SESSION (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

/* What is due by now is renewed; the timers of the others follow */
static void
look_at_renewals (ParafaSession *self)
{
  for (guint i = 0; i < self->accounts->len; i++)
    {
      ParafaAccount *account = g_ptr_array_index (self->accounts, i);

      parafa_account_renew_when_due (account);
      parafa_account_tell_changed (account);
    }
}

static void
parafa_session_dispose (GObject *object)
{
  ParafaSession *self = PARAFA_SESSION (object);

  if (self->practice != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->practice, self);
      parafa_practice_stop (self->practice);
    }
  g_clear_object (&self->practice);
  g_ptr_array_set_size (self->accounts, 0);

  G_OBJECT_CLASS (parafa_session_parent_class)->dispose (object);
}

static void
parafa_session_finalize (GObject *object)
{
  ParafaSession *self = PARAFA_SESSION (object);

  g_clear_object (&self->http);
  g_clear_object (&self->vault);
  g_clear_object (&self->store);
  g_clear_pointer (&self->clock, parafa_clock_unref);
  g_ptr_array_unref (self->accounts);

  G_OBJECT_CLASS (parafa_session_parent_class)->finalize (object);
}

static void
parafa_session_class_init (ParafaSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = parafa_session_dispose;
  object_class->finalize = parafa_session_finalize;
  object_class->get_property = parafa_session_get_property;
  object_class->set_property = parafa_session_set_property;

  properties[PROP_PRACTICE_READY] =
      g_param_spec_boolean ("practice-ready", NULL, NULL, FALSE,
                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_AUTOMATIC_RENEWAL] =
      g_param_spec_boolean ("automatic-renewal", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
parafa_session_init (ParafaSession *self)
{
  g_autofree char *practice_dir = parafa_paths_get_state_dir ("practice");

  self->accounts = g_ptr_array_new_with_free_func (g_object_unref);
  self->http = parafa_http_new ();
  self->vault = parafa_vault_new ();
  self->practice = parafa_practice_new (practice_dir);
  g_signal_connect (self->practice, "notify::running", G_CALLBACK (on_practice_running), self);
}

/**
 * parafa_session_new:
 * @config_dir: (nullable): where profiles.ini lies; %NULL for the person's own
 * @clock: what tells the time
 *
 * Returns: (transfer full): a session without accounts; parafa_session_open_async() reads them
 */
ParafaSession *
parafa_session_new (const char *config_dir, ParafaClock *clock)
{
  g_autofree char *own_dir = NULL;
  ParafaSession *self = NULL;

  g_return_val_if_fail (clock != NULL, NULL);

  if (config_dir == NULL)
    own_dir = parafa_paths_get_config_dir ();
  self = g_object_new (PARAFA_TYPE_SESSION, NULL);
  self->clock = parafa_clock_ref (clock);
  self->store = parafa_profile_store_new (config_dir != NULL ? config_dir : own_dir);
  return self;
}

/**
 * parafa_session_get_clock:
 * @self: a session
 *
 * Returns: (transfer none): what tells the time
 */
ParafaClock *
parafa_session_get_clock (ParafaSession *self)
{
  g_return_val_if_fail (PARAFA_IS_SESSION (self), NULL);

  return self->clock;
}

/**
 * parafa_session_get_http:
 * @self: a session
 *
 * Returns: (transfer none): what all calls go through
 */
ParafaHttp *
parafa_session_get_http (ParafaSession *self)
{
  g_return_val_if_fail (PARAFA_IS_SESSION (self), NULL);

  return self->http;
}

/**
 * parafa_session_get_vault:
 * @self: a session
 *
 * Returns: (transfer none): where the secrets are kept
 */
ParafaVault *
parafa_session_get_vault (ParafaSession *self)
{
  g_return_val_if_fail (PARAFA_IS_SESSION (self), NULL);

  return self->vault;
}

/**
 * parafa_session_get_practice:
 * @self: a session
 *
 * Returns: (transfer none): the practice server, which may not run
 */
ParafaPractice *
parafa_session_get_practice (ParafaSession *self)
{
  g_return_val_if_fail (PARAFA_IS_SESSION (self), NULL);

  return self->practice;
}

/**
 * parafa_session_get_automatic_renewal:
 * @self: a session
 *
 * Returns: whether tokens are renewed in their last 14 days without being asked
 */
gboolean
parafa_session_get_automatic_renewal (ParafaSession *self)
{
  g_return_val_if_fail (PARAFA_IS_SESSION (self), FALSE);

  return self->automatic_renewal;
}

/**
 * parafa_session_set_automatic_renewal:
 * @self: a session
 * @automatic: whether tokens are to be renewed in their last 14 days without being asked
 *
 * A new session does not: each face turns it on by the person's setting. What is due is renewed at
 * once. A practice account is renewed only while the practice server runs.
 */
void
parafa_session_set_automatic_renewal (ParafaSession *self, gboolean automatic)
{
  g_return_if_fail (PARAFA_IS_SESSION (self));

  automatic = !!automatic;
  if (self->automatic_renewal == automatic)
    return;
  self->automatic_renewal = automatic;
  look_at_renewals (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AUTOMATIC_RENEWAL]);
}

/**
 * parafa_session_open_async:
 * @self: a session
 * @cancellable: (nullable): ends the wait
 * @callback: called when the accounts are there; their pairs are still loading
 * @user_data: for @callback
 *
 * Reads profiles.ini. Fails with %PARAFA_SESSION_ERROR_DAMAGED (the session can be used, without
 * accounts) and %PARAFA_SESSION_ERROR_FILE.
 */
void
parafa_session_open_async (ParafaSession *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = NULL;

  g_return_if_fail (PARAFA_IS_SESSION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_session_open_async);
  parafa_profile_store_read_async (self->store, cancellable, profiles_read, task);
}

/**
 * parafa_session_open_finish:
 * @self: a session
 * @result: the result
 * @error: return location
 *
 * Returns: %TRUE when all profiles were read
 */
gboolean
parafa_session_open_finish (ParafaSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * parafa_session_save_profiles_async:
 * @self: a session
 * @cancellable: (nullable): ends the wait, not the write
 * @callback: called when done
 * @user_data: for @callback
 *
 * Writes the profiles as they are now. Fails with %PARAFA_SESSION_ERROR_FILE; the file is then as
 * it was.
 */
void
parafa_session_save_profiles_async (ParafaSession *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GPtrArray) profiles = NULL;
  GTask *task = NULL;

  g_return_if_fail (PARAFA_IS_SESSION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_session_save_profiles_async);
  profiles = parafa_session_collect_profiles (self);
  parafa_profile_store_write_async (self->store, profiles, cancellable, profiles_written, task);
}

/**
 * parafa_session_save_profiles_finish:
 * @self: a session
 * @result: the result
 * @error: return location
 *
 * Returns: %TRUE when the file is on the disk
 */
gboolean
parafa_session_save_profiles_finish (ParafaSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * parafa_session_find:
 * @self: a session
 * @profile_id: a profile's id
 *
 * Returns: (transfer none) (nullable): its account
 */
ParafaAccount *
parafa_session_find (ParafaSession *self, const char *profile_id)
{
  g_return_val_if_fail (PARAFA_IS_SESSION (self), NULL);
  g_return_val_if_fail (profile_id != NULL, NULL);

  for (guint i = 0; i < self->accounts->len; i++)
    {
      ParafaAccount *account = g_ptr_array_index (self->accounts, i);

      if (g_str_equal (parafa_profile_get_id (parafa_account_get_profile (account)), profile_id))
        return account;
    }
  return NULL;
}

/**
 * parafa_session_get_endpoints_async:
 * @self: a session
 * @profile: a profile
 * @cancellable: (nullable): ends the wait
 * @callback: called when done
 * @user_data: for @callback
 *
 * Finds the addresses of a profile's environment; for practice it starts the server when it does
 * not run. Fails with %PARAFA_SESSION_ERROR_PRACTICE.
 */
void
parafa_session_get_endpoints_async (ParafaSession *self,
                                    ParafaProfile *profile,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (PARAFA_IS_SESSION (self));
  g_return_if_fail (PARAFA_IS_PROFILE (profile));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_session_get_endpoints_async);
  if (parafa_profile_get_environment (profile) == PARAFA_ENVIRONMENT_PRACTICE)
    parafa_practice_start_async (self->practice, cancellable, endpoints_started,
                                 g_steal_pointer (&task));
  else
    g_task_return_pointer (task, parafa_endpoints_new_anaf (),
                           (GDestroyNotify) parafa_endpoints_unref);
}

/**
 * parafa_session_get_endpoints_finish:
 * @self: a session
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full): the addresses
 */
ParafaEndpoints *
parafa_session_get_endpoints_finish (ParafaSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
