/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-token-login.h"
#include "parafa-card.h"
#include "parafa-driver-note.h"
#include "parafa-modules.h"

#include <gnutls/gnutls.h>
#include <gnutls/pkcs11.h>
#include <p11-kit/uri.h>
#include <stdlib.h>

#define MAX_SLOTS 64

struct _ParafaTokenLogin
{
  const ParafaModule *module;  /* (unowned) */
  CK_FUNCTION_LIST *functions; /* (unowned): the driver, as it is called here */
  CK_SLOT_ID slot;
  CK_SESSION_HANDLE session;
  gboolean logged_in;
};

static ParafaCardError
translate (CK_RV rv)
{
  switch (rv)
    {
    case CKR_PIN_INCORRECT:
      return PARAFA_CARD_ERROR_PIN_WRONG;
    case CKR_PIN_LOCKED:
      return PARAFA_CARD_ERROR_PIN_LOCKED;
    case CKR_PIN_INVALID:
    case CKR_PIN_LEN_RANGE:
      return PARAFA_CARD_ERROR_PIN_LENGTH;
    case CKR_PIN_EXPIRED:
      return PARAFA_CARD_ERROR_PIN_EXPIRED;
    case CKR_USER_PIN_NOT_INITIALIZED:
      return PARAFA_CARD_ERROR_PIN_NOT_SET;
    case CKR_DEVICE_REMOVED:
    case CKR_TOKEN_NOT_PRESENT:
    case CKR_TOKEN_NOT_RECOGNIZED:
    case CKR_SLOT_ID_INVALID:
    case CKR_SESSION_CLOSED:
    case CKR_SESSION_HANDLE_INVALID:
      return PARAFA_CARD_ERROR_TOKEN_GONE;
    case CKR_CANCEL:
    case CKR_FUNCTION_CANCELED:
      return PARAFA_CARD_ERROR_CANCELLED;
    default:
      return PARAFA_CARD_ERROR_FAILED;
    }
}

static void
set_error (GError **error, const ParafaModule *module, const char *call, CK_RV rv)
{
  g_set_error (error, PARAFA_CARD_ERROR, translate (rv), "%s: %s failed (0x%lx)", module->file,
               call, (gulong) rv);
}

/* --- finding the token --- */

static gboolean
find_slot (ParafaTokenLogin *self, const ParafaModule *module, P11KitUri *uri)
{
  CK_SLOT_ID slots[MAX_SLOTS];
  CK_ULONG n_slots = G_N_ELEMENTS (slots);

  if (module->functions->C_GetSlotList (CK_TRUE, slots, &n_slots) != CKR_OK)
    return FALSE;
  for (CK_ULONG i = 0; i < MIN (n_slots, G_N_ELEMENTS (slots)); i++)
    {
      CK_TOKEN_INFO info;

      if (module->functions->C_GetTokenInfo (slots[i], &info) != CKR_OK ||
          !p11_kit_uri_match_token_info (uri, &info))
        continue;
      self->module = module;
      self->functions = module->functions;
      self->slot = slots[i];
      return TRUE;
    }
  return FALSE;
}

/* The client of a `p11-kit server` makes a connection of its own for each that loads it, and a login
 * counts for one connection: the key is used through GnuTLS's, so the login has to be made there */
static void
take_connection_of_gnutls (ParafaTokenLogin *self, const char *uri)
{
  void *functions = NULL;
  unsigned long slot = 0;

  if (g_getenv ("P11_KIT_SERVER_ADDRESS") == NULL ||
      gnutls_pkcs11_token_get_ptr (uri, &functions, &slot, 0) < 0)
    return;
  self->functions = functions;
  self->slot = slot;
}

/* Slot numbers change when tokens are moved, so the token is looked for each time */
static gboolean
find_token (ParafaTokenLogin *self, const char *text)
{
  const GPtrArray *modules = parafa_modules_get ();
  P11KitUri *uri = p11_kit_uri_new ();
  gboolean found = FALSE;

  if (p11_kit_uri_parse (text, P11_KIT_URI_FOR_OBJECT_ON_TOKEN, uri) == P11_KIT_URI_OK &&
      !p11_kit_uri_any_unrecognized (uri))
    for (guint i = 0; i < modules->len && !found; i++)
      {
        const ParafaModule *module = modules->pdata[i];

        if (module->for_trust || module->started != CKR_OK)
          continue;
        parafa_driver_note_set (module->file);
        found = find_slot (self, module, uri);
      }
  p11_kit_uri_free (uri);
  if (found)
    take_connection_of_gnutls (self, text);
  parafa_driver_note_set (found ? self->module->file : NULL);
  return found;
}

/**
 * parafa_token_login_new:
 * @uri: PKCS#11 URI (RFC 7512) of an object on the token
 * @error: where to put the reason
 *
 * Finds the token and opens a session on it. Blocks as long as the driver wants.
 *
 * Fails with %PARAFA_CARD_ERROR_TOKEN_GONE when it is not there.
 *
 * Returns: (transfer full) (nullable): the token, not logged in by us yet
 */
ParafaTokenLogin *
parafa_token_login_new (const char *uri, GError **error)
{
  g_autoptr (ParafaTokenLogin) self = g_new0 (ParafaTokenLogin, 1);
  CK_RV rv;

  if (!find_token (self, uri))
    {
      g_set_error_literal (error, PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_TOKEN_GONE,
                           "the token is not there");
      return NULL;
    }
  rv = self->functions->C_OpenSession (self->slot, CKF_SERIAL_SESSION, NULL, NULL, &self->session);
  if (rv == CKR_OK)
    return g_steal_pointer (&self);
  self->session = CK_INVALID_HANDLE;
  set_error (error, self->module, "C_OpenSession", rv);
  return NULL;
}

/**
 * parafa_token_login_free:
 * @self: (transfer full): a token
 *
 * Logs out when we logged in, and closes the session.
 */
void
parafa_token_login_free (ParafaTokenLogin *self)
{
  if (self->session != CK_INVALID_HANDLE)
    {
      if (self->logged_in)
        self->functions->C_Logout (self->session);
      self->functions->C_CloseSession (self->session);
      parafa_driver_note_set (NULL);
    }
  g_free (self);
}

/* --- PIN --- */

static gboolean
read_info (ParafaTokenLogin *self, CK_TOKEN_INFO *info, ParafaPinState *state, GError **error)
{
  CK_RV rv = self->functions->C_GetTokenInfo (self->slot, info);

  if (rv != CKR_OK)
    {
      set_error (error, self->module, "C_GetTokenInfo", rv);
      return FALSE;
    }
  *state = parafa_pin_state_from_token_flags (info->flags);
  return TRUE;
}

/**
 * parafa_token_login_read_state:
 * @self: a token
 * @state: (out): what it says about its PIN
 * @error: where to put the reason
 *
 * Returns: whether the token answered
 */
gboolean
parafa_token_login_read_state (ParafaTokenLogin *self, ParafaPinState *state, GError **error)
{
  CK_TOKEN_INFO info;

  return read_info (self, &info, state, error);
}

/* What can be known to fail is not tried: a try is worth money */
static gboolean
check_before (const CK_TOKEN_INFO *info,
              ParafaPinState state,
              const ParafaSecret *pin,
              GError **error)
{
  gsize length = pin != NULL ? parafa_secret_get_length (pin) : 0;
  gsize longest = info->ulMaxPinLen;

  if ((state.flags & PARAFA_PIN_LOCKED) != 0)
    g_set_error_literal (error, PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_PIN_LOCKED,
                         "the PIN is locked");
  else if (pin == NULL && (state.flags & PARAFA_PIN_PAD) == 0)
    g_set_error_literal (error, PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_PIN_NEEDED,
                         "the token wants a PIN");
  else if (pin != NULL && (length == 0 || length < info->ulMinPinLen))
    g_set_error_literal (error, PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_PIN_LENGTH,
                         "the PIN is too short");
  /* some drivers say 0 or "unavailable" when they do not know */
  else if (longest > 0 && longest != CK_UNAVAILABLE_INFORMATION && length > longest)
    g_set_error_literal (error, PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_PIN_LENGTH,
                         "the PIN is too long");
  else
    return TRUE;
  return FALSE;
}

/**
 * parafa_token_login_unlock:
 * @self: a token
 * @pin: (nullable): the PIN, handed to the driver where it lies; %NULL for a reader with its own keys
 * @state: (out): what the token says about its PIN afterwards
 * @error: where to put the reason
 *
 * Logs in with exactly one `C_Login`, or none when the token says beforehand that it cannot work or
 * is not needed.
 *
 * Returns: whether the token is unlocked
 */
gboolean
parafa_token_login_unlock (ParafaTokenLogin *self,
                           const ParafaSecret *pin,
                           ParafaPinState *state,
                           GError **error)
{
  CK_TOKEN_INFO info;
  CK_RV rv;

  if (!read_info (self, &info, state, error))
    return FALSE;
  if ((state->flags & PARAFA_PIN_NOT_NEEDED) != 0)
    return TRUE;
  if (!check_before (&info, *state, pin, error))
    return FALSE;

  rv = self->functions->C_Login (self->session, CKU_USER,
                                 pin != NULL ? (guint8 *) parafa_secret_get (pin) : NULL,
                                 pin != NULL ? parafa_secret_get_length (pin) : 0);
  if (rv == CKR_OK || rv == CKR_USER_ALREADY_LOGGED_IN)
    {
      self->logged_in = TRUE;
      return TRUE;
    }
  /* the last wrong PIN locks: what the token says now is worth more than what it answered */
  if (read_info (self, &info, state, NULL) && rv == CKR_PIN_INCORRECT &&
      (state->flags & PARAFA_PIN_LOCKED) != 0)
    rv = CKR_PIN_LOCKED;
  if (rv == CKR_PIN_LOCKED)
    {
      state->flags |= PARAFA_PIN_LOCKED;
      state->tries_left = 0;
    }
  set_error (error, self->module, "C_Login", rv);
  return FALSE;
}

/* --- what else is asked of it --- */

/**
 * parafa_token_login_is_present:
 * @self: a token
 *
 * Returns: whether our session on it still lives: a token that was pulled out and put back is
 *   another one
 */
gboolean
parafa_token_login_is_present (ParafaTokenLogin *self)
{
  CK_FUNCTION_LIST *p11 = self->functions;
  CK_TOKEN_INFO token;
  CK_SESSION_INFO session;

  return p11->C_GetTokenInfo (self->slot, &token) == CKR_OK &&
         p11->C_GetSessionInfo (self->session, &session) == CKR_OK;
}

/**
 * parafa_token_login_can_sign_with:
 * @self: a token
 * @mechanism: a PKCS#11 mechanism
 *
 * Returns: whether the token says that it signs with it
 */
gboolean
parafa_token_login_can_sign_with (ParafaTokenLogin *self, gulong mechanism)
{
  CK_MECHANISM_INFO info = { 0 };

  return self->functions->C_GetMechanismInfo (self->slot, mechanism, &info) == CKR_OK &&
         (info.flags & CKF_SIGN) != 0;
}

/**
 * parafa_token_login_get_driver:
 * @self: a token
 *
 * Returns: (transfer none): file name of its driver
 */
const char *
parafa_token_login_get_driver (ParafaTokenLogin *self)
{
  return self->module->file;
}

/**
 * parafa_token_login_dup_key_uri:
 * @self: a token
 * @certificate_uri: PKCS#11 URI of a certificate on it
 *
 * Names the certificate's private key, through the driver that is logged in. By CKA_ID, which both
 * share; by label only where there is no id.
 *
 * Returns: (transfer full) (nullable): a PKCS#11 URI
 */
char *
parafa_token_login_dup_key_uri (ParafaTokenLogin *self, const char *certificate_uri)
{
  P11KitUri *uri = p11_kit_uri_new ();
  CK_OBJECT_CLASS class = CKO_PRIVATE_KEY;
  CK_ATTRIBUTE attribute = { CKA_CLASS, &class, sizeof class };
  char *formatted = NULL;
  char *text = NULL;

  if (p11_kit_uri_parse (certificate_uri, P11_KIT_URI_FOR_OBJECT_ON_TOKEN, uri) == P11_KIT_URI_OK)
    {
      if (p11_kit_uri_get_attribute (uri, CKA_ID) != NULL)
        p11_kit_uri_clear_attribute (uri, CKA_LABEL);
      p11_kit_uri_set_attribute (uri, &attribute);
      self->functions->C_GetInfo (p11_kit_uri_get_module_info (uri));
      if (p11_kit_uri_format (uri, P11_KIT_URI_FOR_OBJECT_ON_TOKEN_AND_MODULE, &formatted) ==
          P11_KIT_URI_OK)
        text = g_strdup (formatted);
    }
  free (formatted);
  p11_kit_uri_free (uri);
  return text;
}
