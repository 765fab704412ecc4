/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-card-token.h"

struct _ParafaCardToken
{
  GObject parent_instance;

  ParafaCardTokenInfo info; /* (owned): its strings */
  ParafaDriver *driver;     /* (owned) */
  GPtrArray *alternatives;  /* (owned) (element-type ParafaDriver) */
};

G_DEFINE_FINAL_TYPE (ParafaCardToken, parafa_card_token, G_TYPE_OBJECT)

static void
parafa_card_token_finalize (GObject *object)
{
  ParafaCardToken *self = PARAFA_CARD_TOKEN (object);

  g_free ((char *) self->info.label);
  g_free ((char *) self->info.serial);
  g_free ((char *) self->info.model);
  g_free ((char *) self->info.manufacturer);
  g_free ((char *) self->info.reader);
  g_clear_object (&self->driver);
  g_clear_pointer (&self->alternatives, g_ptr_array_unref);
  G_OBJECT_CLASS (parafa_card_token_parent_class)->finalize (object);
}

static void
parafa_card_token_class_init (ParafaCardTokenClass *class)
{
  G_OBJECT_CLASS (class)->finalize = parafa_card_token_finalize;
}

static void
parafa_card_token_init (ParafaCardToken *self)
{
}

static char *
copy_text (const char *text)
{
  return g_strdup (text != NULL ? text : "");
}

/**
 * parafa_card_token_new:
 * @info: what the token says of itself; copied
 * @driver: the driver that is used for it
 * @alternatives: (transfer full) (nullable) (element-type ParafaDriver): others that see it
 *
 * Returns: (transfer full): a token
 */
ParafaCardToken *
parafa_card_token_new (const ParafaCardTokenInfo *info,
                       ParafaDriver *driver,
                       GPtrArray *alternatives)
{
  ParafaCardToken *self;

  g_return_val_if_fail (info != NULL, NULL);
  g_return_val_if_fail (PARAFA_IS_DRIVER (driver), NULL);

  self = g_object_new (PARAFA_TYPE_CARD_TOKEN, NULL);
  self->info = *info;
  self->info.label = copy_text (info->label);
  self->info.serial = copy_text (info->serial);
  self->info.model = copy_text (info->model);
  self->info.manufacturer = copy_text (info->manufacturer);
  self->info.reader = copy_text (info->reader);
  self->driver = g_object_ref (driver);
  self->alternatives =
      alternatives != NULL ? alternatives : g_ptr_array_new_with_free_func (g_object_unref);
  return self;
}

/**
 * parafa_card_token_get_info:
 * @self: a token
 *
 * Returns: (transfer none): what it says of itself
 */
const ParafaCardTokenInfo *
parafa_card_token_get_info (ParafaCardToken *self)
{
  g_return_val_if_fail (PARAFA_IS_CARD_TOKEN (self), NULL);
  return &self->info;
}

/**
 * parafa_card_token_get_driver:
 * @self: a token
 *
 * Returns: (transfer none): the driver that is used for it
 */
ParafaDriver *
parafa_card_token_get_driver (ParafaCardToken *self)
{
  g_return_val_if_fail (PARAFA_IS_CARD_TOKEN (self), NULL);
  return self->driver;
}

/**
 * parafa_card_token_get_alternatives:
 * @self: a token
 *
 * Returns: (transfer none) (element-type ParafaDriver): the other drivers that see it, best first
 */
GPtrArray *
parafa_card_token_get_alternatives (ParafaCardToken *self)
{
  g_return_val_if_fail (PARAFA_IS_CARD_TOKEN (self), NULL);
  return self->alternatives;
}
