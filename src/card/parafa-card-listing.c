/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-card-listing.h"

struct _ParafaCardListing
{
  GObject parent_instance;

  GPtrArray *certificates; /* (owned) (element-type ParafaCertificate) */
  GPtrArray *tokens;       /* (owned) (element-type ParafaCardToken) */
  GPtrArray *reports;      /* (owned) (element-type ParafaDriverReport) */
  GStrv problems;          /* (owned) */
};

G_DEFINE_FINAL_TYPE (ParafaCardListing, parafa_card_listing, G_TYPE_OBJECT)

static void
parafa_card_listing_finalize (GObject *object)
{
  ParafaCardListing *self = PARAFA_CARD_LISTING (object);

  g_clear_pointer (&self->certificates, g_ptr_array_unref);
  g_clear_pointer (&self->tokens, g_ptr_array_unref);
  g_clear_pointer (&self->reports, g_ptr_array_unref);
  g_strfreev (self->problems);
  G_OBJECT_CLASS (parafa_card_listing_parent_class)->finalize (object);
}

static void
parafa_card_listing_class_init (ParafaCardListingClass *class)
{
  G_OBJECT_CLASS (class)->finalize = parafa_card_listing_finalize;
}

static void
parafa_card_listing_init (ParafaCardListing *self)
{
}

/**
 * parafa_card_listing_new:
 * @certificates: (transfer full) (element-type ParafaCertificate): the certificates, ordered
 * @tokens: (transfer full) (element-type ParafaCardToken): the tokens
 * @reports: (transfer full) (element-type ParafaDriverReport): the drivers
 * @problems: (nullable): sentences for developers; copied
 *
 * Returns: (transfer full): a listing
 */
ParafaCardListing *
parafa_card_listing_new (GPtrArray *certificates,
                         GPtrArray *tokens,
                         GPtrArray *reports,
                         const char *const *problems)
{
  static const char *const none[] = { NULL };
  ParafaCardListing *self;

  g_return_val_if_fail (certificates != NULL && tokens != NULL && reports != NULL, NULL);

  self = g_object_new (PARAFA_TYPE_CARD_LISTING, NULL);
  self->certificates = certificates;
  self->tokens = tokens;
  self->reports = reports;
  self->problems = g_strdupv ((char **) (problems != NULL ? problems : none));
  return self;
}

/**
 * parafa_card_listing_get_certificates:
 * @self: a listing
 *
 * Returns: (transfer none) (element-type ParafaCertificate): the certificates, best first
 */
GPtrArray *
parafa_card_listing_get_certificates (ParafaCardListing *self)
{
  g_return_val_if_fail (PARAFA_IS_CARD_LISTING (self), NULL);
  return self->certificates;
}

/**
 * parafa_card_listing_get_tokens:
 * @self: a listing
 *
 * Returns: (transfer none) (element-type ParafaCardToken): the tokens
 */
GPtrArray *
parafa_card_listing_get_tokens (ParafaCardListing *self)
{
  g_return_val_if_fail (PARAFA_IS_CARD_LISTING (self), NULL);
  return self->tokens;
}

/**
 * parafa_card_listing_get_reports:
 * @self: a listing
 *
 * Returns: (transfer none) (element-type ParafaDriverReport): how each driver did
 */
GPtrArray *
parafa_card_listing_get_reports (ParafaCardListing *self)
{
  g_return_val_if_fail (PARAFA_IS_CARD_LISTING (self), NULL);
  return self->reports;
}

/**
 * parafa_card_listing_get_problems:
 * @self: a listing
 *
 * Returns: (transfer none): a sentence for developers for each thing that failed
 */
const char *const *
parafa_card_listing_get_problems (ParafaCardListing *self)
{
  g_return_val_if_fail (PARAFA_IS_CARD_LISTING (self), NULL);
  return (const char *const *) self->problems;
}

/**
 * parafa_card_listing_find_token:
 * @self: a listing
 * @certificate: a certificate of it
 *
 * Returns: (transfer none) (nullable): the token it lies on
 */
ParafaCardToken *
parafa_card_listing_find_token (ParafaCardListing *self, ParafaCertificate *certificate)
{
  const ParafaCertificatePlace *place;

  g_return_val_if_fail (PARAFA_IS_CARD_LISTING (self), NULL);
  g_return_val_if_fail (PARAFA_IS_CERTIFICATE (certificate), NULL);

  place = parafa_certificate_get_place (certificate);
  for (guint i = 0; i < self->tokens->len; i++)
    {
      const ParafaCardTokenInfo *info = parafa_card_token_get_info (self->tokens->pdata[i]);

      if (g_strcmp0 (place->token_serial, info->serial) == 0 &&
          g_strcmp0 (place->token_label, info->label) == 0 &&
          g_strcmp0 (place->manufacturer, info->manufacturer) == 0)
        return self->tokens->pdata[i];
    }
  return NULL;
}
