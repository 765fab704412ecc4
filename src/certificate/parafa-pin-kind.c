/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-pin-kind.h"

#include <string.h>

/* A token with two PINs shows each as a slot of its own, as PKCS#11 knows one user PIN per token; the
 * drivers name them in the label: "(Digital Signature PIN)", "(User PIN)", "(PIN1)", "(QSCD)". "sign"
 * alone says nothing: it is in the names of issuers. */
static const char *const signature_words[] = { "signature pin", "signing pin", "sign pin",
                                               "(signature",    "(signing",    "(sign)",
                                               "semnătur",      "semnatur",    "qscd",
                                               "pin2",          "pin 2" };
static const char *const login_words[] = { "authentication", "(auth", "auth pin", "autentificare",
                                           "user pin",       "pin1",  "pin 1" };

static gboolean
has_word (const char *label, const char *const *words, gsize n_words)
{
  g_autofree char *folded = label != NULL ? g_utf8_casefold (label, -1) : g_strdup ("");

  for (gsize i = 0; i < n_words; i++)
    if (strstr (folded, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

#define HAS_WORD(label, words) has_word (label, words, G_N_ELEMENTS (words))

/* Two slots of one device: the same maker and serial number under two labels */
static gboolean
is_other_slot (const ParafaCertificatePlace *a, const ParafaCertificatePlace *b)
{
  return b->token_serial != NULL && *b->token_serial != '\0' &&
         g_strcmp0 (a->token_serial, b->token_serial) == 0 &&
         g_strcmp0 (a->manufacturer, b->manufacturer) == 0 &&
         g_strcmp0 (a->token_label, b->token_label) != 0;
}

static gboolean
is_for_signatures (ParafaCertificate *certificate)
{
  /* long before any certificate ends, so that its age says nothing */
  gint64 then_s = parafa_certificate_get_not_before (certificate);

  return parafa_certificate_get_state (certificate, then_s) ==
         PARAFA_CERTIFICATE_NOT_FOR_AUTHENTICATION;
}

/**
 * parafa_pin_kind_guess:
 * @certificate: the chosen certificate
 * @certificates: (element-type ParafaCertificate): all that were found
 *
 * Guesses from the labels of the token's slots, then from what the certificates in its other slot
 * are for, which PIN the key wants. Where nothing says so, one PIN is assumed: naming the wrong one
 * would cost a try.
 *
 * Returns: the PIN
 */
ParafaPinKind
parafa_pin_kind_guess (ParafaCertificate *certificate, GListModel *certificates)
{
  const ParafaCertificatePlace *place = NULL;
  gboolean second = FALSE;
  gboolean second_signs = FALSE;

  g_return_val_if_fail (PARAFA_IS_CERTIFICATE (certificate), PARAFA_PIN_KIND_ONLY);
  g_return_val_if_fail (G_IS_LIST_MODEL (certificates), PARAFA_PIN_KIND_ONLY);

  place = parafa_certificate_get_place (certificate);
  if (place->uri == NULL)
    return PARAFA_PIN_KIND_ONLY;
  for (guint i = 0; i < g_list_model_get_n_items (certificates); i++)
    {
      g_autoptr (ParafaCertificate) other = g_list_model_get_item (certificates, i);
      const ParafaCertificatePlace *other_place = parafa_certificate_get_place (other);

      if (!is_other_slot (place, other_place))
        continue;
      second = TRUE;
      if (HAS_WORD (other_place->token_label, signature_words) || is_for_signatures (other))
        second_signs = TRUE;
    }

  if (HAS_WORD (place->token_label, signature_words) && !HAS_WORD (place->token_label, login_words))
    return PARAFA_PIN_KIND_SIGNATURE;
  if (second_signs || (second && HAS_WORD (place->token_label, login_words)))
    return PARAFA_PIN_KIND_LOGIN;
  return PARAFA_PIN_KIND_ONLY;
}
