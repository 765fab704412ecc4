/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define PARAFA_CERTIFICATE_ERROR (parafa_certificate_error_quark ())
GQuark parafa_certificate_error_quark (void);
typedef enum
{
  PARAFA_CERTIFICATE_ERROR_INVALID, /* the bytes are no X.509 certificate */
  /* of files: */
  PARAFA_CERTIFICATE_ERROR_EMPTY,
  PARAFA_CERTIFICATE_ERROR_PAGE,        /* a web page, or XML */
  PARAFA_CERTIFICATE_ERROR_PRIVATE_KEY, /* a key that nobody else should see, and no certificate */
  PARAFA_CERTIFICATE_ERROR_KEY_FILE,    /* PKCS#12: certificate and key behind a password */
  PARAFA_CERTIFICATE_ERROR_REQUEST,     /* a request for a certificate */
  PARAFA_CERTIFICATE_ERROR_NONE,        /* a container without certificates */
  PARAFA_CERTIFICATE_ERROR_TOO_LARGE,
} ParafaCertificateError;

typedef enum
{
  PARAFA_CERTIFICATE_USABLE,
  PARAFA_CERTIFICATE_EXPIRED,
  PARAFA_CERTIFICATE_NOT_YET_VALID,
  PARAFA_CERTIFICATE_NOT_FOR_AUTHENTICATION, /* key usage without digitalSignature, or no clientAuth
                                                where EKU is present */
  PARAFA_CERTIFICATE_AUTHORITY,
} ParafaCertificateState;

/* Where a certificate and its key lie. Strings are owned by the certificate. */
typedef struct
{
  const char *uri;          /* (nullable): PKCS#11 URI (RFC 7512) of the certificate */
  const char *file;         /* (nullable): path of the PKCS#12 file */
  const char *token_label;  /* (nullable) */
  const char *token_serial; /* (nullable) */
  const char *token_model;  /* (nullable) */
  const char *manufacturer; /* (nullable) */
  const char *driver;       /* (nullable): PKCS#11 module, its file name */
} ParafaCertificatePlace;

#define PARAFA_TYPE_CERTIFICATE (parafa_certificate_get_type ())
G_DECLARE_FINAL_TYPE (ParafaCertificate, parafa_certificate, PARAFA, CERTIFICATE, GObject)

ParafaCertificate *
parafa_certificate_new (GBytes *der, const ParafaCertificatePlace *place, GError **error);
GBytes *parafa_certificate_get_der (ParafaCertificate *self);
const ParafaCertificatePlace *parafa_certificate_get_place (ParafaCertificate *self);
const char *parafa_certificate_get_holder (ParafaCertificate *self); /* "Ion Popescu" */
const char *parafa_certificate_get_issuer (ParafaCertificate *self); /* the CA's common name */
const char *
parafa_certificate_get_serial (ParafaCertificate *self); /* "5c:00:9e", as ANAF prints it */
gint64 parafa_certificate_get_not_before (ParafaCertificate *self); /* Unix seconds */
gint64 parafa_certificate_get_not_after (ParafaCertificate *self);
gboolean parafa_certificate_is_qualified (ParafaCertificate *self);    /* QcCompliance statement */
const char *parafa_certificate_get_key_type (ParafaCertificate *self); /* "RSA 2048", "EC P-256" */
const char *parafa_certificate_get_fingerprint (ParafaCertificate *self); /* SHA-256, colon form */
/* (nullable) (element-type ParafaCertificate): of the authorities that vouch for it, as far as known */
GPtrArray *parafa_certificate_get_issuers (ParafaCertificate *self);
void parafa_certificate_set_issuers (ParafaCertificate *self, GPtrArray *issuers);
ParafaCertificateState parafa_certificate_get_state (ParafaCertificate *self, gint64 now_s);
gboolean parafa_certificate_has_same_holder (ParafaCertificate *self, ParafaCertificate *other);
int parafa_certificate_compare (ParafaCertificate *a, ParafaCertificate *b, gint64 now_s);
void parafa_certificate_sort (GPtrArray *certificates, gint64 now_s);

G_END_DECLS
