/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-checkup-facts.h"

static void
driver_free (gpointer data)
{
  ParafaCheckupDriver *self = data;

  g_free (self->file);
  g_free (self->reason);
  g_free (self);
}

static void
token_free (gpointer data)
{
  ParafaCheckupToken *self = data;

  g_free (self->manufacturer);
  g_free (self->model);
  g_free (self->serial);
  g_free (self->driver);
  g_free (self);
}

/**
 * parafa_checkup_certificate_free:
 * @self: (nullable) (transfer full): a certificate's facts
 */
void
parafa_checkup_certificate_free (ParafaCheckupCertificate *self)
{
  if (self == NULL)
    return;
  g_free (self->issuer);
  g_free (self->serial);
  g_free (self->key_type);
  g_free (self->missing_issuer);
  g_free (self);
}

/**
 * parafa_checkup_wanted_free:
 * @self: (nullable) (transfer full): a driver that is needed
 */
void
parafa_checkup_wanted_free (ParafaCheckupWanted *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->package);
  g_free (self);
}

/**
 * parafa_checkup_facts_new:
 * @distribution: which computer it is
 * @now_s: now, Unix seconds
 *
 * Returns: (transfer full): facts of which none is known yet
 */
ParafaCheckupFacts *
parafa_checkup_facts_new (const ParafaDistribution *distribution, gint64 now_s)
{
  ParafaCheckupFacts *self = NULL;

  g_return_val_if_fail (distribution != NULL, NULL);

  self = g_new0 (ParafaCheckupFacts, 1);
  self->distribution = parafa_distribution_copy (distribution);
  self->now_s = now_s;
  self->drivers = g_ptr_array_new_with_free_func (driver_free);
  self->tokens = g_ptr_array_new_with_free_func (token_free);
  self->login.at_s = -1;
  self->login_server.problem = self->api_server.problem = -1;
  self->login_server.server_time_s = self->api_server.server_time_s = -1;
  return self;
}

/**
 * parafa_checkup_facts_free:
 * @self: (nullable) (transfer full): facts
 */
void
parafa_checkup_facts_free (ParafaCheckupFacts *self)
{
  if (self == NULL)
    return;
  parafa_distribution_free (self->distribution);
  parafa_reader_service_answer_free (self->service);
  g_clear_pointer (&self->usb, g_ptr_array_unref);
  parafa_usb_device_free (self->device);
  parafa_checkup_wanted_free (self->wanted);
  g_ptr_array_unref (self->drivers);
  g_ptr_array_unref (self->tokens);
  parafa_checkup_certificate_free (self->certificate);
  g_free (self->keyring_message);
  g_free (self->sandbox_message);
  g_free (self->login_server.host);
  g_free (self->api_server.host);
  g_free (self->login.issuer);
  g_free (self->login.serial);
  g_free (self);
}

/**
 * parafa_checkup_facts_add_driver:
 * @self: facts
 * @file: the driver's file name
 * @state: how it did
 *
 * Returns: (transfer none): the new driver
 */
ParafaCheckupDriver *
parafa_checkup_facts_add_driver (ParafaCheckupFacts *self,
                                 const char *file,
                                 ParafaCheckupDriverState state)
{
  ParafaCheckupDriver *driver = g_new0 (ParafaCheckupDriver, 1);

  driver->file = g_path_get_basename (file);
  driver->state = state;
  g_ptr_array_add (self->drivers, driver);
  return driver;
}

/**
 * parafa_checkup_facts_add_token:
 * @self: facts
 * @manufacturer: who made it
 * @model: its model
 * @serial: its serial number
 *
 * Returns: (transfer none): the new token, set up and with a PIN
 */
ParafaCheckupToken *
parafa_checkup_facts_add_token (ParafaCheckupFacts *self,
                                const char *manufacturer,
                                const char *model,
                                const char *serial)
{
  ParafaCheckupToken *token = g_new0 (ParafaCheckupToken, 1);

  token->manufacturer = g_strdup (manufacturer);
  token->model = g_strdup (model);
  token->serial = g_strdup (serial);
  token->initialised = token->pin_set = TRUE;
  token->pin.tries_left = -1;
  g_ptr_array_add (self->tokens, token);
  return token;
}
