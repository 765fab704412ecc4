/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-broker.h"
#include "parafa-broker-private.h"
#include "parafa-broker-signals.h"
#include "parafa-tokens-dbus.h"

struct _ParafaBroker
{
  GObject parent_instance;
  ParafaBrokerSessionFunc get_session;
  ParafaBrokerAskFunc ask;
  gpointer user_data;
  ParafaBusTokens1 *skeleton;   /* (owned) */
  ParafaBrokerPeers *peers;     /* (owned) */
  ParafaConsents *consents;     /* (owned) (nullable): until first needed */
  ParafaBrokerSignals *signals; /* (owned) (nullable): until the session is there */
  GQueue questions;             /* (element-type ParafaBrokerRequest) */
};

G_DEFINE_FINAL_TYPE (ParafaBroker, parafa_broker, G_TYPE_OBJECT)

static gboolean
on_list_profiles (ParafaBusTokens1 *skeleton, GDBusMethodInvocation *invocation, ParafaBroker *self)
{
  parafa_broker_request_list (self, invocation);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_get_access_token (ParafaBusTokens1 *skeleton,
                     GDBusMethodInvocation *invocation,
                     GUnixFDList *descriptors,
                     const char *profile,
                     GVariant *options,
                     ParafaBroker *self)
{
  parafa_broker_request_get_token (self, invocation, profile, options);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static void
parafa_broker_dispose (GObject *object)
{
  ParafaBroker *self = PARAFA_BROKER (object);

  parafa_broker_unexport (self);
  g_clear_pointer (&self->signals, parafa_broker_signals_free);
  g_clear_object (&self->consents);
  G_OBJECT_CLASS (parafa_broker_parent_class)->dispose (object);
}

static void
parafa_broker_finalize (GObject *object)
{
  ParafaBroker *self = PARAFA_BROKER (object);

  g_clear_object (&self->skeleton);
  g_clear_object (&self->peers);
  G_OBJECT_CLASS (parafa_broker_parent_class)->finalize (object);
}

static void
parafa_broker_class_init (ParafaBrokerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = parafa_broker_dispose;
  object_class->finalize = parafa_broker_finalize;
}

static void
parafa_broker_init (ParafaBroker *self)
{
  self->peers = parafa_broker_peers_new ();
  self->skeleton = parafa_bus_tokens1_skeleton_new ();
  g_queue_init (&self->questions);
  g_signal_connect (self->skeleton, "handle-list-profiles", G_CALLBACK (on_list_profiles), self);
  g_signal_connect (self->skeleton, "handle-get-access-token", G_CALLBACK (on_get_access_token),
                    self);
}

/**
 * parafa_broker_new:
 * @get_session: makes the session when it is first needed
 * @ask: puts a question to the person
 * @user_data: for both
 *
 * Returns: (transfer full): a broker that is on no bus yet
 */
ParafaBroker *
parafa_broker_new (ParafaBrokerSessionFunc get_session, ParafaBrokerAskFunc ask, gpointer user_data)
{
  ParafaBroker *self = g_object_new (PARAFA_TYPE_BROKER, NULL);

  self->get_session = get_session;
  self->ask = ask;
  self->user_data = user_data;
  return self;
}

/**
 * parafa_broker_export:
 * @self: a broker
 * @bus: the session bus
 * @error: return location
 *
 * Puts the object on the bus, at %PARAFA_BROKER_PATH; to be called before the name is taken. Costs nothing until
 * somebody calls.
 *
 * Returns: whether it is there
 */
gboolean
parafa_broker_export (ParafaBroker *self, GDBusConnection *bus, GError **error)
{
  g_return_val_if_fail (PARAFA_IS_BROKER (self), FALSE);

  return g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (self->skeleton), bus,
                                           PARAFA_BROKER_PATH, error);
}

/**
 * parafa_broker_unexport:
 * @self: a broker
 *
 * Takes the object off the bus. Calls that are under way are still answered.
 */
void
parafa_broker_unexport (ParafaBroker *self)
{
  g_return_if_fail (PARAFA_IS_BROKER (self));

  if (g_dbus_interface_skeleton_get_connection (G_DBUS_INTERFACE_SKELETON (self->skeleton)) != NULL)
    g_dbus_interface_skeleton_unexport (G_DBUS_INTERFACE_SKELETON (self->skeleton));
}

/**
 * parafa_broker_get_session:
 * @self: a broker
 *
 * Makes the session when there is none, and tells the bus from here on what changes in it.
 *
 * Returns: (transfer none): the session
 */
ParafaSession *
parafa_broker_get_session (ParafaBroker *self)
{
  ParafaSession *session;

  g_return_val_if_fail (PARAFA_IS_BROKER (self), NULL);

  session = self->get_session (self->user_data);
  if (self->signals == NULL)
    self->signals = parafa_broker_signals_new (session, self->skeleton);
  return session;
}

/**
 * parafa_broker_get_consents:
 * @self: a broker
 *
 * Returns: (transfer none): who may have tokens; see parafa_consents_load_async()
 */
ParafaConsents *
parafa_broker_get_consents (ParafaBroker *self)
{
  g_return_val_if_fail (PARAFA_IS_BROKER (self), NULL);

  if (self->consents == NULL)
    self->consents =
        parafa_consents_new (NULL, parafa_session_get_clock (parafa_broker_get_session (self)));
  return self->consents;
}

/**
 * parafa_broker_revoke:
 * @self: a broker
 * @consent: one of its consents
 *
 * Forgets it, with what programs were allowed for its profile until they leave the bus.
 */
void
parafa_broker_revoke (ParafaBroker *self, ParafaConsent *consent)
{
  g_return_if_fail (PARAFA_IS_BROKER (self));

  parafa_broker_peers_forget_profile (self->peers, parafa_consent_get_profile_id (consent));
  parafa_consents_revoke (parafa_broker_get_consents (self), consent);
}

ParafaBrokerPeers *
parafa_broker_get_peers (ParafaBroker *self)
{
  return self->peers;
}

GQueue *
parafa_broker_get_questions (ParafaBroker *self)
{
  return &self->questions;
}

gboolean
parafa_broker_ask (ParafaBroker *self, ParafaConsentQuestion *question)
{
  return self->ask (question, self->user_data);
}
