/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-certificate-details.h"
#include "parafa-certificate-private.h"
#include "parafa-distinguished-name.h"
#include "parafa-name-text.h"

#include <gnutls/x509-ext.h>
#include <gnutls/x509.h>
#include <string.h>

#define OID_QC_STATEMENTS "1.3.6.1.5.5.7.1.3" /* RFC 3739, section 3.2.6 */

/* No real certificate has more of anything; a bound keeps a hostile one from costing time */
#define MAX_ITEMS 64
#define MAX_VALUE_BYTES 8192

G_DEFINE_AUTO_CLEANUP_FREE_FUNC (gnutls_x509_crt_t, gnutls_x509_crt_deinit, NULL)

static void
policy_free (gpointer data)
{
  ParafaCertificatePolicy *policy = data;

  g_free (policy->oid);
  g_free (policy->address);
  g_free (policy->notice);
  g_free (policy);
}

static void
extension_free (gpointer data)
{
  g_free (((ParafaCertificateExtension *) data)->oid);
  g_free (data);
}

/* Texts of a certificate may be any bytes */
static char *
dup_text (const void *bytes, gsize length)
{
  return parafa_name_text_decode (0, bytes, MIN (length, MAX_VALUE_BYTES));
}

static char *
dup_hex (const guint8 *bytes, gsize length)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < length; i++)
    g_string_append_printf (text, i == 0 ? "%02X" : ":%02X", bytes[i]);
  return g_string_free (text, FALSE);
}

static char *
dup_sha1 (GBytes *der)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA1);
  guint8 digest[20];
  gsize size = sizeof digest;

  g_checksum_update (checksum, g_bytes_get_data (der, NULL), (gssize) g_bytes_get_size (der));
  g_checksum_get_digest (checksum, digest, &size);
  return dup_hex (digest, size);
}

static void
read_names (ParafaCertificateDetails *self, gnutls_x509_crt_t crt)
{
  gnutls_x509_dn_t name;

  if (gnutls_x509_crt_get_subject (crt, &name) >= 0)
    self->subject = parafa_distinguished_name_list (name);
  else
    self->subject = parafa_distinguished_name_list (NULL);
  if (gnutls_x509_crt_get_issuer (crt, &name) >= 0)
    self->issuer = parafa_distinguished_name_list (name);
  else
    self->issuer = parafa_distinguished_name_list (NULL);
}

static void
read_usage (ParafaCertificateDetails *self, gnutls_x509_crt_t crt)
{
  static const struct
  {
    guint theirs;
    ParafaKeyUsage ours;
  } bits[] = {
    { GNUTLS_KEY_DIGITAL_SIGNATURE, PARAFA_KEY_USAGE_AUTHENTICATION },
    { GNUTLS_KEY_NON_REPUDIATION, PARAFA_KEY_USAGE_SIGNATURE },
    { GNUTLS_KEY_KEY_ENCIPHERMENT, PARAFA_KEY_USAGE_KEY_ENCIPHERMENT },
    { GNUTLS_KEY_DATA_ENCIPHERMENT, PARAFA_KEY_USAGE_DATA_ENCIPHERMENT },
    { GNUTLS_KEY_KEY_AGREEMENT, PARAFA_KEY_USAGE_AGREEMENT },
    { GNUTLS_KEY_KEY_CERT_SIGN, PARAFA_KEY_USAGE_CERTIFICATES },
    { GNUTLS_KEY_CRL_SIGN, PARAFA_KEY_USAGE_LISTS },
  };
  guint usage = 0;
  guint critical;

  self->has_key_usage = gnutls_x509_crt_get_key_usage (crt, &usage, &critical) >= 0;
  for (guint i = 0; self->has_key_usage && i < G_N_ELEMENTS (bits); i++)
    if ((usage & bits[i].theirs) != 0)
      self->key_usage |= bits[i].ours;
  self->is_authority = gnutls_x509_crt_get_ca_status (crt, &critical) > 0;
  self->is_self_signed = gnutls_x509_crt_check_issuer (crt, crt) != 0;
}

static void
read_purposes (ParafaCertificateDetails *self, gnutls_x509_crt_t crt)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < MAX_ITEMS; i++)
    {
      char oid[128];
      size_t size = sizeof oid;
      guint critical;
      int ret = gnutls_x509_crt_get_key_purpose_oid (crt, i, oid, &size, &critical);

      if (ret == GNUTLS_E_SHORT_MEMORY_BUFFER)
        continue;
      if (ret < 0)
        break;
      self->has_purposes = TRUE;
      g_strv_builder_add (builder, oid);
    }
  self->purposes = g_strv_builder_end (builder);
}

static ParafaCertificatePolicy *
policy_new (const struct gnutls_x509_policy_st *from)
{
  ParafaCertificatePolicy *policy = g_new0 (ParafaCertificatePolicy, 1);

  policy->oid = g_strdup (from->oid);
  for (guint i = 0; i < from->qualifiers && i < GNUTLS_MAX_QUALIFIERS; i++)
    {
      char **field =
          from->qualifier[i].type == GNUTLS_X509_QUALIFIER_URI ? &policy->address : &policy->notice;

      if (*field == NULL && from->qualifier[i].data != NULL)
        *field = dup_text (from->qualifier[i].data, strlen (from->qualifier[i].data));
    }
  return policy;
}

static void
read_policies (ParafaCertificateDetails *self, gnutls_x509_crt_t crt)
{
  self->policies = g_ptr_array_new_with_free_func (policy_free);
  for (guint i = 0; i < MAX_ITEMS; i++)
    {
      struct gnutls_x509_policy_st policy;
      guint critical;

      if (gnutls_x509_crt_get_policy (crt, i, &policy, &critical) < 0)
        return;
      if (policy.oid != NULL)
        g_ptr_array_add (self->policies, policy_new (&policy));
      gnutls_x509_policy_release (&policy);
    }
}

static void
read_extensions (ParafaCertificateDetails *self, gnutls_x509_crt_t crt)
{
  self->extensions = g_ptr_array_new_with_free_func (extension_free);
  for (guint i = 0; i < MAX_ITEMS; i++)
    {
      char oid[128];
      size_t oid_size = sizeof oid;
      guint critical = 0;
      gnutls_datum_t value = { NULL, 0 };
      ParafaCertificateExtension *extension;
      int ret = gnutls_x509_crt_get_extension_info (crt, i, oid, &oid_size, &critical);

      if (ret == GNUTLS_E_SHORT_MEMORY_BUFFER)
        continue;
      if (ret < 0)
        break;
      if (gnutls_x509_crt_get_extension_data2 (crt, i, &value) < 0)
        continue;
      extension = g_new0 (ParafaCertificateExtension, 1);
      extension->oid = g_strdup (oid);
      extension->critical = critical != 0;
      extension->size = value.size;
      g_ptr_array_add (self->extensions, extension);
      if (self->statements == NULL && strcmp (oid, OID_QC_STATEMENTS) == 0)
        self->statements = parafa_qc_statements_read (value.data, value.size);
      gnutls_free (value.data);
    }
  if (self->statements == NULL)
    self->statements = parafa_qc_statements_read (NULL, 0);
}

static void
add_datum (GStrvBuilder *builder, gnutls_datum_t *datum)
{
  g_autofree char *text = datum->data != NULL ? dup_text (datum->data, datum->size) : NULL;

  if (text != NULL)
    g_strv_builder_add (builder, text);
  g_clear_pointer (&datum->data, gnutls_free);
}

static GStrv
read_access (gnutls_x509_crt_t crt, int what)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < MAX_ITEMS; i++)
    {
      gnutls_datum_t datum = { NULL, 0 };
      guint critical;
      int ret = gnutls_x509_crt_get_authority_info_access (crt, i, what, &datum, &critical);

      if (ret == GNUTLS_E_UNKNOWN_ALGORITHM)
        continue; /* another kind of address */
      if (ret < 0)
        break;
      add_datum (builder, &datum);
    }
  return g_strv_builder_end (builder);
}

static GStrv
read_lists (gnutls_x509_crt_t crt)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < MAX_ITEMS; i++)
    {
      char address[1024];
      size_t size = sizeof address;
      guint reasons;
      guint critical;
      g_autofree char *text = NULL;
      int ret = gnutls_x509_crt_get_crl_dist_points (crt, i, address, &size, &reasons, &critical);

      if (ret == GNUTLS_E_SHORT_MEMORY_BUFFER)
        continue;
      if (ret < 0)
        break;
      text = dup_text (address, size);
      if (text != NULL)
        g_strv_builder_add (builder, text);
    }
  return g_strv_builder_end (builder);
}

static GStrv
read_emails (gnutls_x509_crt_t crt)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < MAX_ITEMS; i++)
    {
      char name[512];
      size_t size = sizeof name;
      guint critical;
      g_autofree char *text = NULL;
      int ret = gnutls_x509_crt_get_subject_alt_name (crt, i, name, &size, &critical);

      if (ret == GNUTLS_E_SHORT_MEMORY_BUFFER)
        continue;
      if (ret < 0)
        break;
      text = ret == GNUTLS_SAN_RFC822NAME ? dup_text (name, size) : NULL;
      if (text != NULL)
        g_strv_builder_add (builder, text);
    }
  return g_strv_builder_end (builder);
}

static void
read_signature (ParafaCertificateDetails *self, gnutls_x509_crt_t crt)
{
  char oid[128];
  size_t size = sizeof oid;
  int algorithm = gnutls_x509_crt_get_signature_algorithm (crt);
  const char *name =
      algorithm > 0 ? gnutls_sign_get_name ((gnutls_sign_algorithm_t) algorithm) : NULL;

  self->signature_oid =
      g_strdup (gnutls_x509_crt_get_signature_oid (crt, oid, &size) >= 0 ? oid : "");
  self->signature = g_strdup (name != NULL ? name : self->signature_oid);
}

static void
read_key_ids (ParafaCertificateDetails *self, gnutls_x509_crt_t crt)
{
  guint8 id[256];
  size_t size = sizeof id;
  guint critical;

  if (gnutls_x509_crt_get_subject_key_id (crt, id, &size, &critical) >= 0)
    self->key_id = dup_hex (id, size);
  size = sizeof id;
  if (gnutls_x509_crt_get_authority_key_id (crt, id, &size, &critical) >= 0)
    self->issuer_key_id = dup_hex (id, size);
}

/**
 * parafa_certificate_details_new:
 * @der: the certificate's bytes, DER
 * @error: where to put the reason
 *
 * Reads everything a person or a programmer may want to know of a certificate. An extension that is
 * damaged counts as missing.
 *
 * Fails with %PARAFA_CERTIFICATE_ERROR_INVALID for other bytes.
 *
 * Returns: (transfer full) (nullable): the details
 */
ParafaCertificateDetails *
parafa_certificate_details_new (GBytes *der, GError **error)
{
  ParafaCertificateDetails *self;
  g_auto (gnutls_x509_crt_t) crt = NULL;

  g_return_val_if_fail (der != NULL, NULL);

  crt = parafa_certificate_import (der, error);
  if (crt == NULL)
    return NULL;
  self = g_new0 (ParafaCertificateDetails, 1);
  self->version = (guint) MAX (gnutls_x509_crt_get_version (crt), 0);
  read_names (self, crt);
  read_usage (self, crt);
  read_purposes (self, crt);
  read_policies (self, crt);
  read_extensions (self, crt);
  self->emails = read_emails (crt);
  self->issuer_addresses = read_access (crt, GNUTLS_IA_CAISSUERS_URI);
  self->status_addresses = read_access (crt, GNUTLS_IA_OCSP_URI);
  self->list_addresses = read_lists (crt);
  read_signature (self, crt);
  read_key_ids (self, crt);
  self->sha1 = dup_sha1 (der);
  return self;
}

/**
 * parafa_certificate_details_free:
 * @self: (nullable) (transfer full): details
 */
void
parafa_certificate_details_free (ParafaCertificateDetails *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->subject);
  g_ptr_array_unref (self->issuer);
  g_strfreev (self->purposes);
  g_ptr_array_unref (self->policies);
  g_ptr_array_unref (self->statements);
  g_ptr_array_unref (self->extensions);
  g_strfreev (self->emails);
  g_strfreev (self->issuer_addresses);
  g_strfreev (self->status_addresses);
  g_strfreev (self->list_addresses);
  g_free (self->signature);
  g_free (self->signature_oid);
  g_free (self->key_id);
  g_free (self->issuer_key_id);
  g_free (self->sha1);
  g_free (self);
}

/**
 * parafa_certificate_details_get_subject:
 * @self: details
 * @oid: an attribute type in dotted form
 *
 * Returns: (transfer none) (nullable): its first value in the subject
 */
const char *
parafa_certificate_details_get_subject (const ParafaCertificateDetails *self, const char *oid)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->subject->len; i++)
    {
      const ParafaNamePart *part = g_ptr_array_index (self->subject, i);

      if (g_str_equal (part->oid, oid))
        return part->text;
    }
  return NULL;
}
