/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-headless.h"

#include "parafa-broker.h"

struct _ParafaHeadless
{
  GApplication parent_instance;

  ParafaSession *session; /* (owned) (nullable): made when a program asks */
  ParafaBroker *broker;   /* (owned) */
};

G_DEFINE_FINAL_TYPE (ParafaHeadless, parafa_headless, G_TYPE_APPLICATION)

/* Nobody could answer the keyring's question either */
static ParafaSession *
get_session (gpointer user_data)
{
  ParafaHeadless *self = user_data;
  g_autoptr (ParafaClock) clock = NULL;

  if (self->session == NULL)
    {
      clock = parafa_clock_new_system ();
      self->session = parafa_session_new (NULL, clock);
    }
  parafa_vault_set_prompts (parafa_session_get_vault (self->session), FALSE);
  return self->session;
}

static gboolean
ask (ParafaConsentQuestion *question, gpointer user_data)
{
  return FALSE;
}

static void
parafa_headless_startup (GApplication *application)
{
  G_APPLICATION_CLASS (parafa_headless_parent_class)->startup (application);
  g_application_set_inactivity_timeout (application, PARAFA_BROKER_IDLE_MS);
}

static gboolean
parafa_headless_dbus_register (GApplication *application,
                               GDBusConnection *bus,
                               const char *path,
                               GError **error)
{
  ParafaHeadless *self = PARAFA_HEADLESS (application);

  return G_APPLICATION_CLASS (parafa_headless_parent_class)
             ->dbus_register (application, bus, path, error) &&
         parafa_broker_export (self->broker, bus, error);
}

static void
parafa_headless_dbus_unregister (GApplication *application, GDBusConnection *bus, const char *path)
{
  ParafaHeadless *self = PARAFA_HEADLESS (application);

  if (self->broker != NULL)
    parafa_broker_unexport (self->broker);
  G_APPLICATION_CLASS (parafa_headless_parent_class)->dbus_unregister (application, bus, path);
}

/* A window was asked for, and there is nothing to show it on */
static void
parafa_headless_activate (GApplication *application)
{
  g_info ("headless: there is no display");
}

static void
parafa_headless_dispose (GObject *object)
{
  ParafaHeadless *self = PARAFA_HEADLESS (object);

  g_clear_object (&self->broker);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (parafa_headless_parent_class)->dispose (object);
}

static void
parafa_headless_class_init (ParafaHeadlessClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parafa_headless_dispose;
  application_class->activate = parafa_headless_activate;
  application_class->startup = parafa_headless_startup;
  application_class->dbus_register = parafa_headless_dbus_register;
  application_class->dbus_unregister = parafa_headless_dbus_unregister;
}

static void
parafa_headless_init (ParafaHeadless *self)
{
  self->broker = parafa_broker_new (get_session, ask, self);
}

/**
 * parafa_headless_new:
 *
 * Returns: (transfer full): the program without a display
 */
ParafaHeadless *
parafa_headless_new (void)
{
  return g_object_new (PARAFA_TYPE_HEADLESS, "application-id", PARAFA_APP_ID, NULL);
}
