/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-vault-service.h"

struct _ParafaVaultService
{
  SecretService parent_instance;

  char *owner; /* (owned) (nullable): who served when it was opened */
  gboolean silent;
};

G_DEFINE_FINAL_TYPE (ParafaVaultService, parafa_vault_service, SECRET_TYPE_SERVICE)

static void
prompted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  GVariant *answer = secret_prompt_perform_finish (SECRET_PROMPT (source), result, &error);

  if (answer != NULL)
    g_task_return_pointer (task, answer, (GDestroyNotify) g_variant_unref);
  else if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The prompt was closed");
}

/* libsecret (0.20.5 to 0.21.7) passes no error on when a prompt ends without an answer, and then never
 * calls back: the program would wait for ever. */
static void
parafa_vault_service_prompt_async (SecretService *service,
                                   SecretPrompt *prompt,
                                   const GVariantType *return_type,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (service, cancellable, callback, user_data);

  g_task_set_source_tag (task, parafa_vault_service_prompt_async);
  if (PARAFA_VAULT_SERVICE (service)->silent)
    {
      g_task_return_new_error (task, SECRET_ERROR, SECRET_ERROR_IS_LOCKED, "No prompt is allowed");
      return;
    }
  secret_prompt_perform (prompt, NULL, return_type, cancellable, prompted, g_steal_pointer (&task));
}

static GVariant *
parafa_vault_service_prompt_finish (SecretService *service, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
parafa_vault_service_finalize (GObject *object)
{
  ParafaVaultService *self = PARAFA_VAULT_SERVICE (object);

  g_free (self->owner);
  G_OBJECT_CLASS (parafa_vault_service_parent_class)->finalize (object);
}

static void
parafa_vault_service_class_init (ParafaVaultServiceClass *klass)
{
  SecretServiceClass *service_class = SECRET_SERVICE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = parafa_vault_service_finalize;
  service_class->prompt_async = parafa_vault_service_prompt_async;
  service_class->prompt_finish = parafa_vault_service_prompt_finish;
}

static void
parafa_vault_service_init (ParafaVaultService *self)
{
}

/**
 * parafa_vault_service_open_async:
 * @cancellable: (nullable): to stop it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Finds the Secret Service and agrees on a key for what passes the bus.
 */
void
parafa_vault_service_open_async (GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  secret_service_open (PARAFA_TYPE_VAULT_SERVICE, NULL, SECRET_SERVICE_OPEN_SESSION, cancellable,
                       callback, user_data);
}

/**
 * parafa_vault_service_open_finish:
 * @result: what the callback got
 * @error: location for an error
 *
 * Ends parafa_vault_service_open_async(), with errors of libsecret, D-Bus or GIO.
 *
 * Returns: (transfer full): the service
 */
SecretService *
parafa_vault_service_open_finish (GAsyncResult *result, GError **error)
{
  SecretService *service = secret_service_open_finish (result, error);

  if (service != NULL)
    PARAFA_VAULT_SERVICE (service)->owner = g_dbus_proxy_get_name_owner (G_DBUS_PROXY (service));
  return service;
}

/**
 * parafa_vault_service_is_current:
 * @self: a service
 *
 * A service that was started again knows nothing of the key agreed on with the one before.
 *
 * Returns: whether the one who served when @self was opened still does
 */
gboolean
parafa_vault_service_is_current (ParafaVaultService *self)
{
  g_autofree char *owner = NULL;

  g_return_val_if_fail (PARAFA_IS_VAULT_SERVICE (self), FALSE);

  owner = g_dbus_proxy_get_name_owner (G_DBUS_PROXY (self));
  return owner != NULL && g_strcmp0 (owner, self->owner) == 0;
}

/**
 * parafa_vault_service_set_prompts:
 * @self: a service
 * @prompts: whether the keyring may ask the person for its password
 *
 * Without prompts, whatever is locked stays so.
 */
void
parafa_vault_service_set_prompts (ParafaVaultService *self, gboolean prompts)
{
  g_return_if_fail (PARAFA_IS_VAULT_SERVICE (self));

  self->silent = !prompts;
}
