/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define PARAFA_SIGNATURE_ERROR (parafa_signature_error_quark ())
GQuark parafa_signature_error_quark (void);

/**
 * ParafaSignatureError:
 * @PARAFA_SIGNATURE_ERROR_UNREADABLE: no public key and no certificate
 * @PARAFA_SIGNATURE_ERROR_PRIVATE: a private key, which nobody should have to load here
 * @PARAFA_SIGNATURE_ERROR_WEAK: an RSA key under 2048 bits (RFC 7518 §3.3)
 * @PARAFA_SIGNATURE_ERROR_WRONG_KEY: the key is of another kind or curve than the algorithm
 * @PARAFA_SIGNATURE_ERROR_ALGORITHM: an algorithm that no public key checks
 * @PARAFA_SIGNATURE_ERROR_MISMATCH: the signature is not this key's, or the text was changed
 */
typedef enum
{
  PARAFA_SIGNATURE_ERROR_UNREADABLE,
  PARAFA_SIGNATURE_ERROR_PRIVATE,
  PARAFA_SIGNATURE_ERROR_WEAK,
  PARAFA_SIGNATURE_ERROR_WRONG_KEY,
  PARAFA_SIGNATURE_ERROR_ALGORITHM,
  PARAFA_SIGNATURE_ERROR_MISMATCH,
} ParafaSignatureError;

#define PARAFA_TYPE_SIGNATURE_KEY (parafa_signature_key_get_type ())
typedef struct _ParafaSignatureKey ParafaSignatureKey;

GType parafa_signature_key_get_type (void) G_GNUC_CONST;
ParafaSignatureKey *
parafa_signature_key_new_from_data (const char *data, gsize length, GError **error);
ParafaSignatureKey *
parafa_signature_key_new_rsa (GBytes *modulus, GBytes *exponent, GError **error);
ParafaSignatureKey *
parafa_signature_key_new_ec (const char *curve, GBytes *x, GBytes *y, GError **error);
ParafaSignatureKey *parafa_signature_key_new_ed (const char *curve, GBytes *x, GError **error);
ParafaSignatureKey *parafa_signature_key_ref (ParafaSignatureKey *self);
void parafa_signature_key_unref (ParafaSignatureKey *self);
const char *parafa_signature_key_get_name (ParafaSignatureKey *self); /* "RSA 2048" */
gboolean parafa_signature_key_is_certificate (ParafaSignatureKey *self);
gboolean parafa_signature_key_verify (ParafaSignatureKey *self,
                                      const char *algorithm,
                                      const void *data,
                                      gsize length,
                                      GBytes *signature,
                                      GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaSignatureKey, parafa_signature_key_unref)

G_END_DECLS
