/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-identity.h"
#include "parafa-card.h"
#include "parafa-chain.h"
#include "parafa-key-file.h"
#include "parafa-token-login.h"

#include <gnutls/pkcs11.h>
#include <p11-kit/pkcs11.h>
#include <string.h>

struct _ParafaIdentity
{
  gatomicrefcount references;
  ParafaCertificate *certificate; /* (owned) */
  ParafaTokenLogin *login;        /* (owned) (nullable): NULL for a file */
  ParafaChain chain;              /* (owned): its contents */
  gnutls_privkey_t key;           /* (owned) */
  gint no_pss;                    /* atomic */
  GMutex ask_lock;                /* guards the rest */
  ParafaIdentityAsk ask;          /* (nullable) */
  gpointer ask_data;              /* (unowned) */
  gboolean cancelled;             /* a question was answered with nothing */
  gboolean locked;                /* a wrong answer was one too many */
};

static ParafaPinFlags
read_flags (ParafaIdentity *self)
{
  ParafaPinState state = { 0, -1 };

  if (self->login != NULL)
    parafa_token_login_read_state (self->login, &state, NULL);
  return state.flags;
}

/* GnuTLS asks here for a key that wants the PIN at each signature. Everything else it may ask for
 * would be a second try with the token, and nobody has typed one. */
static int
ask_for_pin (void *data,
             int attempt,
             const char *url,
             const char *label,
             guint gnutls_flags,
             char *pin,
             size_t size)
{
  ParafaIdentity *self = data;
  ParafaPinFlags flags = PARAFA_PIN_CONTEXT_SPECIFIC;
  g_autoptr (ParafaSecret) secret = NULL;
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = NULL;

  if ((gnutls_flags & GNUTLS_PIN_CONTEXT_SPECIFIC) == 0)
    return -1;
  locker = g_mutex_locker_new (&self->ask_lock);
  if (self->ask == NULL || self->cancelled || self->locked)
    return -1;
  /* GnuTLS would ask once more and only then be told that the third wrong PIN has locked the token */
  flags |= read_flags (self) & (PARAFA_PIN_COUNT_LOW | PARAFA_PIN_FINAL_TRY | PARAFA_PIN_LOCKED);
  if ((flags & PARAFA_PIN_LOCKED) != 0)
    {
      self->locked = TRUE;
      return -1;
    }
  if ((gnutls_flags & (GNUTLS_PIN_COUNT_LOW | GNUTLS_PIN_WRONG)) != 0)
    flags |= PARAFA_PIN_COUNT_LOW;
  if ((gnutls_flags & GNUTLS_PIN_FINAL_TRY) != 0)
    flags |= PARAFA_PIN_FINAL_TRY;
  secret = self->ask (flags, label, self->ask_data);
  if (secret == NULL || parafa_secret_get_length (secret) == 0 ||
      parafa_secret_get_length (secret) >= size)
    {
      self->cancelled = TRUE;
      return -1;
    }
  memcpy (pin, parafa_secret_get (secret), parafa_secret_get_length (secret) + 1);
  return 0;
}

static ParafaIdentity *
identity_new (void)
{
  ParafaIdentity *self = g_new0 (ParafaIdentity, 1);

  g_atomic_ref_count_init (&self->references);
  g_mutex_init (&self->ask_lock);
  return self;
}

static gboolean
fail_key (GError **error, ParafaCardError code, int ret)
{
  g_set_error (error, PARAFA_CARD_ERROR, code, "private key: %s", gnutls_strerror (ret));
  return FALSE;
}

/* Two keys may share an id after a renewal: the certificate must be the key's own. A key that does
 * not show its public half is trusted to be the one. */
static gboolean
key_belongs_to (gnutls_privkey_t key, GBytes *der)
{
  gsize size;
  const void *data = g_bytes_get_data (der, &size);
  gnutls_datum_t datum = { (guchar *) data, (guint) size };
  gnutls_pubkey_t of_key = NULL;
  gnutls_x509_crt_t crt = NULL;
  guint8 key_id[64], crt_id[64];
  size_t key_size = sizeof key_id, crt_size = sizeof crt_id;
  gboolean differ = FALSE;

  gnutls_pubkey_init (&of_key);
  gnutls_x509_crt_init (&crt);
  if (gnutls_pubkey_import_privkey (of_key, key, 0, 0) >= 0 &&
      gnutls_pubkey_get_key_id (of_key, GNUTLS_KEYID_USE_SHA256, key_id, &key_size) >= 0 &&
      gnutls_x509_crt_import (crt, &datum, GNUTLS_X509_FMT_DER) >= 0 &&
      gnutls_x509_crt_get_key_id (crt, GNUTLS_KEYID_USE_SHA256, crt_id, &crt_size) >= 0)
    differ = key_size != crt_size || memcmp (key_id, crt_id, key_size) != 0;
  gnutls_pubkey_deinit (of_key);
  gnutls_x509_crt_deinit (crt);
  return !differ;
}

static gboolean
load_token_key (ParafaIdentity *self, const char *certificate_uri, GBytes *der, GError **error)
{
  g_autofree char *uri = parafa_token_login_dup_key_uri (self->login, certificate_uri);
  guint bits;
  int ret;

  if (uri == NULL)
    return fail_key (error, PARAFA_CARD_ERROR_KEY_MISSING, GNUTLS_E_PARSING_ERROR);
  gnutls_privkey_init (&self->key);
  gnutls_privkey_set_pin_function (self->key, ask_for_pin, self);
  ret = gnutls_privkey_import_url (self->key, uri, 0);
  if (ret < 0)
    return fail_key (error,
                     parafa_token_login_is_present (self->login) ? PARAFA_CARD_ERROR_KEY_MISSING
                                                                 : PARAFA_CARD_ERROR_TOKEN_GONE,
                     ret);
  if (!key_belongs_to (self->key, der))
    return fail_key (error, PARAFA_CARD_ERROR_KEY_MISSING, GNUTLS_E_CERTIFICATE_KEY_MISMATCH);
  if (gnutls_privkey_get_pk_algorithm (self->key, &bits) == GNUTLS_PK_RSA &&
      !parafa_token_login_can_sign_with (self->login, CKM_RSA_PKCS_PSS))
    g_atomic_int_set (&self->no_pss, 1);
  return TRUE;
}

/**
 * parafa_identity_new_from_token:
 * @uri: PKCS#11 URI of the certificate
 * @der: its bytes
 * @pin: (nullable): the PIN
 * @state: (out): what the token says about its PIN afterwards, also after a failure
 * @error: where to put the reason
 *
 * Logs in to a token, with one try at most, and takes the certificate's key into use. Blocks.
 *
 * Returns: (transfer full) (nullable): the identity; its last reference logs out
 */
ParafaIdentity *
parafa_identity_new_from_token (
    const char *uri, GBytes *der, const ParafaSecret *pin, ParafaPinState *state, GError **error)
{
  g_autoptr (ParafaIdentity) self = identity_new ();

  *state = (ParafaPinState){ 0, -1 };
  self->certificate = parafa_certificate_new (der, NULL, error);
  if (self->certificate == NULL)
    return NULL;
  self->login = parafa_token_login_new (uri, error);
  if (self->login == NULL || !parafa_token_login_unlock (self->login, pin, state, error) ||
      !load_token_key (self, uri, der, error) ||
      !parafa_chain_load_from_token (&self->chain, der, uri, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * parafa_identity_new_from_file:
 * @path: a PKCS#12 file
 * @password: its password
 * @error: where to put the reason
 *
 * Takes certificate and key of a file into use. Blocks.
 *
 * Returns: (transfer full) (nullable): the identity
 */
ParafaIdentity *
parafa_identity_new_from_file (const char *path, const ParafaSecret *password, GError **error)
{
  g_autoptr (ParafaIdentity) self = identity_new ();
  g_autoptr (GBytes) leaf = NULL;
  g_autoptr (GError) reason = NULL;

  if (!parafa_key_file_read (path, password, &self->chain, &self->key, error))
    return NULL;
  leaf = parafa_chain_dup_leaf (&self->chain);
  self->certificate = parafa_certificate_new (leaf, NULL, &reason);
  if (self->certificate != NULL)
    return g_steal_pointer (&self);
  g_set_error_literal (error, PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_FILE, reason->message);
  return NULL;
}

/**
 * parafa_identity_ref:
 * @self: an identity
 *
 * Returns: (transfer full): @self
 */
ParafaIdentity *
parafa_identity_ref (ParafaIdentity *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * parafa_identity_unref:
 * @self: (transfer full): an identity
 *
 * The last one frees key and chain, then logs out: in this order, because the key has a session of
 * its own on the token.
 */
void
parafa_identity_unref (ParafaIdentity *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_clear_pointer (&self->key, gnutls_privkey_deinit);
  parafa_chain_clear (&self->chain);
  g_clear_pointer (&self->login, parafa_token_login_free);
  g_clear_object (&self->certificate);
  g_mutex_clear (&self->ask_lock);
  g_free (self);
}

/**
 * parafa_identity_get_certificate:
 * @self: an identity
 *
 * Returns: (transfer none): the leaf certificate
 */
ParafaCertificate *
parafa_identity_get_certificate (ParafaIdentity *self)
{
  return self->certificate;
}

/**
 * parafa_identity_is_on_token:
 * @self: an identity
 *
 * Returns: whether the key lies on a token
 */
gboolean
parafa_identity_is_on_token (ParafaIdentity *self)
{
  return self->login != NULL;
}

/**
 * parafa_identity_get_chain:
 * @self: an identity
 * @n_chain: (out): how many
 *
 * Returns: (transfer none) (array length=n_chain): leaf and intermediates, without the root
 */
gnutls_pcert_st *
parafa_identity_get_chain (ParafaIdentity *self, guint *n_chain)
{
  *n_chain = self->chain.length;
  return self->chain.certificates;
}

/**
 * parafa_identity_get_key:
 * @self: an identity
 *
 * GnuTLS guards a PKCS#11 key with a lock of its own: parallel handshakes may use it.
 *
 * Returns: (transfer none): the private key
 */
gnutls_privkey_t
parafa_identity_get_key (ParafaIdentity *self)
{
  return self->key;
}

/**
 * parafa_identity_lacks_pss:
 * @self: an identity
 *
 * Returns: whether the key is RSA and its token cannot do RSA-PSS, the only RSA signature that
 *   TLS 1.3 knows (RFC 8446, section 4.2.3)
 */
gboolean
parafa_identity_lacks_pss (ParafaIdentity *self)
{
  return g_atomic_int_get (&self->no_pss) != 0;
}

/**
 * parafa_identity_note_no_pss:
 * @self: an identity
 *
 * Remembers that a signature failed although the token promised RSA-PSS.
 *
 * Returns: whether that is news that may help: the key is RSA, on a token that is still there
 */
gboolean
parafa_identity_note_no_pss (ParafaIdentity *self)
{
  guint bits;

  if (self->login == NULL || gnutls_privkey_get_pk_algorithm (self->key, &bits) != GNUTLS_PK_RSA ||
      !parafa_token_login_is_present (self->login))
    return FALSE;
  return g_atomic_int_compare_and_exchange (&self->no_pss, 0, 1);
}

/**
 * parafa_identity_set_ask:
 * @self: an identity
 * @ask: (nullable): whom to ask when the key wants the PIN again; %NULL for nobody
 * @user_data: (scope forever): for @ask
 */
void
parafa_identity_set_ask (ParafaIdentity *self, ParafaIdentityAsk ask, gpointer user_data)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->ask_lock);

  self->ask = ask;
  self->ask_data = user_data;
  self->cancelled = FALSE;
}

/**
 * parafa_identity_explain_failure:
 * @self: an identity
 * @gnutls_code: what GnuTLS answered when it should sign
 *
 * Returns: (transfer full): why the key could not be used
 */
GError *
parafa_identity_explain_failure (ParafaIdentity *self, int gnutls_code)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->ask_lock);
  ParafaCardError code = PARAFA_CARD_ERROR_SIGN;

  if (self->cancelled)
    code = PARAFA_CARD_ERROR_CANCELLED;
  else if (self->locked || gnutls_code == GNUTLS_E_PKCS11_PIN_LOCKED)
    code = PARAFA_CARD_ERROR_PIN_LOCKED;
  else if (self->login != NULL && !parafa_token_login_is_present (self->login))
    code = PARAFA_CARD_ERROR_TOKEN_GONE;
  return g_error_new (PARAFA_CARD_ERROR, code, "%s: %s",
                      self->login != NULL ? parafa_token_login_get_driver (self->login) : "file",
                      gnutls_strerror (gnutls_code));
}
