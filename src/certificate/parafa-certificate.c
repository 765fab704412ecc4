/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-certificate.h"
#include "parafa-certificate-private.h"
#include "parafa-certificate-usage.h"
#include "parafa-distinguished-name.h"
#include "parafa-serial.h"

#include <gnutls/x509.h>

struct _ParafaCertificate
{
  GObject parent_instance;

  GBytes *der;                  /* (owned) */
  ParafaCertificatePlace place; /* (owned): its strings */
  char *holder;                 /* (owned) */
  char *person_id;              /* (owned) (nullable): the subject's serialNumber */
  char *common_name;            /* (owned) (nullable): the subject's */
  char *issuer;                 /* (owned) */
  char *serial;                 /* (owned) */
  char *key_type;               /* (owned) */
  char *fingerprint;            /* (owned) */
  gint64 not_before_s;
  gint64 not_after_s;
  ParafaCertificateUsage usage;
  GPtrArray *issuers; /* (owned) (nullable) (element-type ParafaCertificate) */
};

G_DEFINE_QUARK (parafa_certificate_error_quark, parafa_certificate_error)
G_DEFINE_FINAL_TYPE (ParafaCertificate, parafa_certificate, G_TYPE_OBJECT)

G_DEFINE_AUTO_CLEANUP_FREE_FUNC (gnutls_x509_crt_t, gnutls_x509_crt_deinit, NULL)

static char *
dup_fingerprint (GBytes *der)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize size = sizeof digest;
  GString *text = g_string_new (NULL);

  g_checksum_update (checksum, g_bytes_get_data (der, NULL), (gssize) g_bytes_get_size (der));
  g_checksum_get_digest (checksum, digest, &size);
  for (gsize i = 0; i < size; i++)
    g_string_append_printf (text, i == 0 ? "%02X" : ":%02X", digest[i]);
  return g_string_free (text, FALSE);
}

static char *
dup_serial (gnutls_x509_crt_t crt)
{
  guint8 bytes[128];
  size_t size = sizeof bytes;

  if (gnutls_x509_crt_get_serial (crt, bytes, &size) < 0)
    return g_strdup ("");
  return parafa_serial_from_bytes (bytes, size);
}

/**
 * parafa_certificate_import:
 * @der: a certificate's bytes
 * @error: where to put the reason
 *
 * Fails with %PARAFA_CERTIFICATE_ERROR_INVALID.
 *
 * Returns: (transfer full) (nullable): the certificate for GnuTLS
 */
gnutls_x509_crt_t
parafa_certificate_import (GBytes *der, GError **error)
{
  gsize size;
  const void *data = g_bytes_get_data (der, &size);
  gnutls_datum_t datum = { (guchar *) data, (guint) size };
  g_auto (gnutls_x509_crt_t) crt = NULL;
  int ret = GNUTLS_E_ASN1_DER_ERROR;

  if (gnutls_x509_crt_init (&crt) < 0)
    g_error ("certificate: out of memory");
  if (size > 0 && size <= G_MAXINT)
    ret = gnutls_x509_crt_import (crt, &datum, GNUTLS_X509_FMT_DER);
  if (ret >= 0)
    return g_steal_pointer (&crt);
  g_set_error (error, PARAFA_CERTIFICATE_ERROR, PARAFA_CERTIFICATE_ERROR_INVALID,
               "not an X.509 certificate: %s", gnutls_strerror (ret));
  return NULL;
}

static void
read_names (ParafaCertificate *self, gnutls_x509_crt_t crt)
{
  gnutls_x509_dn_t name;

  if (gnutls_x509_crt_get_subject (crt, &name) >= 0)
    {
      self->holder = parafa_distinguished_name_get_holder (name);
      self->person_id = parafa_distinguished_name_get (name, PARAFA_OID_SERIAL_NUMBER);
      self->common_name = parafa_distinguished_name_get (name, PARAFA_OID_COMMON_NAME);
    }
  if (gnutls_x509_crt_get_issuer (crt, &name) >= 0)
    self->issuer = parafa_distinguished_name_get_authority (name);
  if (self->holder == NULL)
    self->holder = g_strdup ("");
  if (self->issuer == NULL)
    self->issuer = g_strdup ("");
}

static void
copy_place (ParafaCertificatePlace *to, const ParafaCertificatePlace *from)
{
  to->uri = g_strdup (from->uri);
  to->file = g_strdup (from->file);
  to->token_label = g_strdup (from->token_label);
  to->token_serial = g_strdup (from->token_serial);
  to->token_model = g_strdup (from->token_model);
  to->manufacturer = g_strdup (from->manufacturer);
  to->driver = g_strdup (from->driver);
}

static void
clear_place (ParafaCertificatePlace *place)
{
  g_free ((char *) place->uri);
  g_free ((char *) place->file);
  g_free ((char *) place->token_label);
  g_free ((char *) place->token_serial);
  g_free ((char *) place->token_model);
  g_free ((char *) place->manufacturer);
  g_free ((char *) place->driver);
}

static void
parafa_certificate_finalize (GObject *object)
{
  ParafaCertificate *self = PARAFA_CERTIFICATE (object);

  g_clear_pointer (&self->der, g_bytes_unref);
  g_clear_pointer (&self->issuers, g_ptr_array_unref);
  clear_place (&self->place);
  g_free (self->holder);
  g_free (self->person_id);
  g_free (self->common_name);
  g_free (self->issuer);
  g_free (self->serial);
  g_free (self->key_type);
  g_free (self->fingerprint);
  G_OBJECT_CLASS (parafa_certificate_parent_class)->finalize (object);
}

static void
parafa_certificate_class_init (ParafaCertificateClass *class)
{
  G_OBJECT_CLASS (class)->finalize = parafa_certificate_finalize;
}

static void
parafa_certificate_init (ParafaCertificate *self)
{
}

/**
 * parafa_certificate_new:
 * @der: the certificate's bytes, DER
 * @place: (nullable): where it lies; copied
 * @error: where to put the reason
 *
 * Reads an X.509 certificate. Nothing is checked but its form: whether it can be used is
 * [method@Certificate.get_state].
 *
 * Fails with %PARAFA_CERTIFICATE_ERROR_INVALID for other bytes.
 *
 * Returns: (transfer full) (nullable): the certificate
 */
ParafaCertificate *
parafa_certificate_new (GBytes *der, const ParafaCertificatePlace *place, GError **error)
{
  g_autoptr (ParafaCertificate) self = NULL;
  g_auto (gnutls_x509_crt_t) crt = NULL;

  g_return_val_if_fail (der != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  crt = parafa_certificate_import (der, error);
  if (crt == NULL)
    return NULL;

  self = g_object_new (PARAFA_TYPE_CERTIFICATE, NULL);
  self->der = g_bytes_ref (der);
  if (place != NULL)
    copy_place (&self->place, place);
  read_names (self, crt);
  self->serial = dup_serial (crt);
  self->key_type = parafa_certificate_usage_describe_key (crt);
  self->fingerprint = dup_fingerprint (der);
  self->not_before_s = (gint64) gnutls_x509_crt_get_activation_time (crt);
  self->not_after_s = (gint64) gnutls_x509_crt_get_expiration_time (crt);
  parafa_certificate_usage_read (crt, &self->usage);
  return g_steal_pointer (&self);
}

/**
 * parafa_certificate_get_der:
 * @self: a certificate
 *
 * Returns: (transfer none): its bytes
 */
GBytes *
parafa_certificate_get_der (ParafaCertificate *self)
{
  g_return_val_if_fail (PARAFA_IS_CERTIFICATE (self), NULL);
  return self->der;
}

/**
 * parafa_certificate_get_place:
 * @self: a certificate
 *
 * Returns: (transfer none): where it lies; every field is %NULL when nobody said so
 */
const ParafaCertificatePlace *
parafa_certificate_get_place (ParafaCertificate *self)
{
  g_return_val_if_fail (PARAFA_IS_CERTIFICATE (self), NULL);
  return &self->place;
}

/**
 * parafa_certificate_get_holder:
 * @self: a certificate
 *
 * Returns: (transfer none): given name and surname, else the common name; "" when it has no name
 */
const char *
parafa_certificate_get_holder (ParafaCertificate *self)
{
  g_return_val_if_fail (PARAFA_IS_CERTIFICATE (self), NULL);
  return self->holder;
}

/**
 * parafa_certificate_get_issuer:
 * @self: a certificate
 *
 * Returns: (transfer none): the authority's common name, else its organization, else ""
 */
const char *
parafa_certificate_get_issuer (ParafaCertificate *self)
{
  g_return_val_if_fail (PARAFA_IS_CERTIFICATE (self), NULL);
  return self->issuer;
}

/**
 * parafa_certificate_get_serial:
 * @self: a certificate
 *
 * Returns: (transfer none): the serial number in lower-case hexadecimal pairs joined by colons, the
 *   form that the claims of ANAF's tokens have
 */
const char *
parafa_certificate_get_serial (ParafaCertificate *self)
{
  g_return_val_if_fail (PARAFA_IS_CERTIFICATE (self), NULL);
  return self->serial;
}

/**
 * parafa_certificate_get_not_before:
 * @self: a certificate
 *
 * Returns: from when it is valid, in Unix seconds
 */
gint64
parafa_certificate_get_not_before (ParafaCertificate *self)
{
  g_return_val_if_fail (PARAFA_IS_CERTIFICATE (self), 0);
  return self->not_before_s;
}

/**
 * parafa_certificate_get_not_after:
 * @self: a certificate
 *
 * Returns: until when it is valid, in Unix seconds
 */
gint64
parafa_certificate_get_not_after (ParafaCertificate *self)
{
  g_return_val_if_fail (PARAFA_IS_CERTIFICATE (self), 0);
  return self->not_after_s;
}

/**
 * parafa_certificate_is_qualified:
 * @self: a certificate
 *
 * Returns: whether its authority states that it is a qualified certificate under EU law
 */
gboolean
parafa_certificate_is_qualified (ParafaCertificate *self)
{
  g_return_val_if_fail (PARAFA_IS_CERTIFICATE (self), FALSE);
  return self->usage.is_qualified;
}

/**
 * parafa_certificate_get_key_type:
 * @self: a certificate
 *
 * Returns: (transfer none): kind and size of the key, such as "RSA 2048" or "EC P-256"
 */
const char *
parafa_certificate_get_key_type (ParafaCertificate *self)
{
  g_return_val_if_fail (PARAFA_IS_CERTIFICATE (self), NULL);
  return self->key_type;
}

/**
 * parafa_certificate_get_fingerprint:
 * @self: a certificate
 *
 * Returns: (transfer none): SHA-256 of the bytes, upper-case hexadecimal pairs joined by colons
 */
const char *
parafa_certificate_get_fingerprint (ParafaCertificate *self)
{
  g_return_val_if_fail (PARAFA_IS_CERTIFICATE (self), NULL);
  return self->fingerprint;
}

/**
 * parafa_certificate_get_issuers:
 * @self: a certificate
 *
 * Returns: (transfer none) (nullable) (element-type ParafaCertificate): certificates of the
 *   authorities that vouch for it, in any order; %NULL when nobody told
 */
GPtrArray *
parafa_certificate_get_issuers (ParafaCertificate *self)
{
  g_return_val_if_fail (PARAFA_IS_CERTIFICATE (self), NULL);
  return self->issuers;
}

/**
 * parafa_certificate_set_issuers:
 * @self: a certificate
 * @issuers: (nullable) (element-type ParafaCertificate): certificates found with it
 */
void
parafa_certificate_set_issuers (ParafaCertificate *self, GPtrArray *issuers)
{
  g_return_if_fail (PARAFA_IS_CERTIFICATE (self));

  if (issuers != NULL)
    g_ptr_array_ref (issuers);
  g_clear_pointer (&self->issuers, g_ptr_array_unref);
  self->issuers = issuers;
}

/**
 * parafa_certificate_get_state:
 * @self: a certificate
 * @now_s: the time, in Unix seconds
 *
 * Says whether a login can be tried with this certificate. What it is for comes before its dates:
 * a certificate that never can be used is not shown as merely expired. Both ends of the validity
 * belong to it (RFC 5280, section 4.1.2.5).
 *
 * Returns: the state
 */
ParafaCertificateState
parafa_certificate_get_state (ParafaCertificate *self, gint64 now_s)
{
  g_return_val_if_fail (PARAFA_IS_CERTIFICATE (self), PARAFA_CERTIFICATE_NOT_FOR_AUTHENTICATION);

  if (self->usage.is_authority)
    return PARAFA_CERTIFICATE_AUTHORITY;
  if (!self->usage.for_authentication)
    return PARAFA_CERTIFICATE_NOT_FOR_AUTHENTICATION;
  if (now_s < self->not_before_s)
    return PARAFA_CERTIFICATE_NOT_YET_VALID;
  if (now_s > self->not_after_s)
    return PARAFA_CERTIFICATE_EXPIRED;
  return PARAFA_CERTIFICATE_USABLE;
}

/**
 * parafa_certificate_has_same_holder:
 * @self: a certificate
 * @other: another
 *
 * Tells a renewed certificate from another person's. The subject's serialNumber is unique for a
 * person at an authority; where one of the two has none, the common names are compared.
 *
 * Returns: whether both stand for the same person
 */
gboolean
parafa_certificate_has_same_holder (ParafaCertificate *self, ParafaCertificate *other)
{
  g_return_val_if_fail (PARAFA_IS_CERTIFICATE (self), FALSE);
  g_return_val_if_fail (PARAFA_IS_CERTIFICATE (other), FALSE);

  if (self->person_id != NULL && other->person_id != NULL)
    return g_str_equal (self->person_id, other->person_id);
  return self->common_name != NULL && g_strcmp0 (self->common_name, other->common_name) == 0;
}

static int
compare_times (gint64 a, gint64 b)
{
  return (a > b) - (a < b);
}

/**
 * parafa_certificate_compare:
 * @a: a certificate
 * @b: another
 * @now_s: the time, in Unix seconds
 *
 * Orders certificates as they are offered: usable ones first, then expired, not yet valid, not for
 * authentication, authorities; in each group the newest first, so that a renewed certificate
 * stands before the one it replaces.
 *
 * Returns: negative when @a comes first, positive when @b does, 0 for the same certificate
 */
int
parafa_certificate_compare (ParafaCertificate *a, ParafaCertificate *b, gint64 now_s)
{
  int order;

  g_return_val_if_fail (PARAFA_IS_CERTIFICATE (a), 0);
  g_return_val_if_fail (PARAFA_IS_CERTIFICATE (b), 0);

  order =
      (int) parafa_certificate_get_state (a, now_s) - (int) parafa_certificate_get_state (b, now_s);
  if (order == 0)
    order = compare_times (b->not_before_s, a->not_before_s);
  if (order == 0)
    order = compare_times (b->not_after_s, a->not_after_s);
  if (order == 0)
    order = g_utf8_collate (a->holder, b->holder);
  if (order == 0)
    order = g_strcmp0 (a->fingerprint, b->fingerprint);
  if (order == 0)
    order = g_strcmp0 (a->place.token_serial, b->place.token_serial);
  return order;
}

static int
compare_entries (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const gint64 *now_s = user_data;

  return parafa_certificate_compare (*(ParafaCertificate *const *) a,
                                     *(ParafaCertificate *const *) b, *now_s);
}

/**
 * parafa_certificate_sort:
 * @certificates: (element-type ParafaCertificate): certificates
 * @now_s: the time, in Unix seconds
 *
 * Sorts with [method@Certificate.compare].
 */
void
parafa_certificate_sort (GPtrArray *certificates, gint64 now_s)
{
  g_return_if_fail (certificates != NULL);
  g_ptr_array_sort_with_data (certificates, compare_entries, &now_s);
}
