/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-error-text.h"

#include <glib/gi18n.h>

#include "parafa-authorize.h"
#include "parafa-card.h"
#include "parafa-config.h"
#include "parafa-error-text-private.h"
#include "parafa-http.h"
#include "parafa-login-problem.h"
#include "parafa-redact.h"
#include "parafa-session-error.h"
#include "parafa-token-answer.h"
#include "parafa-vault.h"

/* The sentences themselves are in parafa-error-text-data.c; here they are found and translated. */

static char *
translate (const char *text)
{
  return g_strdup (text != NULL && *text != '\0' ? _ (text) : "");
}

/* Texts are kept per source entry: each is translated once, at its first use, because the language
 * of a running program does not change. */
static const ParafaErrorText *
get_translated (const ParafaErrorText *source)
{
  static GHashTable *cache = NULL;
  ParafaErrorText *text;

  if (cache == NULL)
    cache = g_hash_table_new (NULL, NULL);
  text = g_hash_table_lookup (cache, source);
  if (text != NULL)
    return text;

  text = g_new0 (ParafaErrorText, 1);
  text->id = source->id;
  text->title = translate (source->title);
  text->text = translate (source->text);
  for (gsize i = 0; source->remedies[i] != NULL; i++)
    text->remedies[i] = translate (source->remedies[i]);
  text->way = source->way;
  g_hash_table_insert (cache, (gpointer) source, text);
  return text;
}

/**
 * parafa_error_text_for_problem:
 * @problem: a known failure of the login
 *
 * Looks up what the person reads about a failure. %PARAFA_LOGIN_PROBLEM_NONE has an empty text.
 * To be called on the main thread.
 *
 * Returns: (transfer none): the text in the program's language, valid for ever
 */
const ParafaErrorText *
parafa_error_text_for_problem (ParafaLoginProblem problem)
{
  return get_translated (parafa_error_text_data_for_problem (problem));
}

/**
 * parafa_error_text_for_error:
 * @error: what an asynchronous call of session, card, http or vault failed with
 *
 * Like parafa_error_text_for_problem() for what happens outside the login: renewing, TestOauth,
 * adding a profile. Errors of a domain not known here get a general text. To be called on the main
 * thread.
 *
 * Returns: (transfer none): the text in the program's language, valid for ever
 */
const ParafaErrorText *
parafa_error_text_for_error (const GError *error)
{
  const ParafaErrorText *source = NULL;

  g_return_val_if_fail (error != NULL, parafa_error_text_for_problem (PARAFA_LOGIN_PROBLEM_NONE));

  if (error->domain == PARAFA_CARD_ERROR || error->domain == PARAFA_AUTHORIZE_ERROR)
    return parafa_error_text_for_problem (parafa_login_problem_from_error (error));
  if (error->domain == PARAFA_TOKEN_ERROR)
    source = parafa_error_text_data_for_token (error->code);
  else if (error->domain == PARAFA_HTTP_ERROR)
    source = parafa_error_text_data_for_http (error->code);
  else if (error->domain == PARAFA_VAULT_ERROR)
    source = error->code == PARAFA_VAULT_ERROR_DAMAGED
                 ? parafa_error_text_data_for_damaged_item ()
                 : parafa_error_text_data_for_problem (parafa_login_problem_from_error (error));
  else if (error->domain == PARAFA_CERTIFICATE_ERROR)
    source = parafa_error_text_data_for_certificate_file (error->code);
  else if (error->domain == PARAFA_SESSION_ERROR)
    source = parafa_error_text_data_for_session (error->code);
  return get_translated (source != NULL ? source : parafa_error_text_data_general ());
}

/**
 * parafa_error_text_for_saving:
 * @error: what storing a profile or its client secret failed with
 *
 * Like parafa_error_text_for_error(), in words for somebody who typed something and wants it kept.
 *
 * Returns: (transfer none): the text in the program's language, valid for ever
 */
const ParafaErrorText *
parafa_error_text_for_saving (const GError *error)
{
  g_return_val_if_fail (error != NULL, parafa_error_text_for_problem (PARAFA_LOGIN_PROBLEM_NONE));

  if (error->domain == PARAFA_VAULT_ERROR)
    return get_translated (parafa_error_text_data_for_saving (error->code));
  return parafa_error_text_for_error (error);
}

/**
 * parafa_error_text_for_loading:
 * @code: what reading the keyring failed with
 *
 * Like parafa_error_text_for_error(), in words for somebody whose tokens are in the keyring.
 *
 * Returns: (transfer none): the text in the program's language, valid for ever
 */
const ParafaErrorText *
parafa_error_text_for_loading (ParafaVaultError code)
{
  return get_translated (parafa_error_text_data_for_loading ((int) code));
}

/**
 * parafa_error_text_for_step:
 * @problem: a known failure of the login
 * @step: where it happened
 *
 * Like parafa_error_text_for_problem(), but says that a fresh token is held only where there is one:
 * before %PARAFA_LOGIN_TOKEN the keyring was asked for the client secret.
 *
 * Returns: (transfer none): the text in the program's language, valid for ever
 */
const ParafaErrorText *
parafa_error_text_for_step (ParafaLoginProblem problem, ParafaLoginStep step)
{
  if (step < PARAFA_LOGIN_TOKEN && problem == PARAFA_LOGIN_PROBLEM_KEYRING_LOCKED)
    return parafa_error_text_for_loading (PARAFA_VAULT_ERROR_LOCKED);
  if (step < PARAFA_LOGIN_TOKEN && problem == PARAFA_LOGIN_PROBLEM_KEYRING_ABSENT)
    return parafa_error_text_for_loading (PARAFA_VAULT_ERROR_ABSENT);
  if (step < PARAFA_LOGIN_TOKEN && problem == PARAFA_LOGIN_PROBLEM_KEYRING_FAILED)
    return parafa_error_text_for_loading (PARAFA_VAULT_ERROR_FAILED);
  return parafa_error_text_for_problem (problem);
}

/**
 * parafa_error_text_get_icon:
 * @text: a text
 *
 * Returns: (transfer none): the name of a symbolic icon for what the failure is about
 */
const char *
parafa_error_text_get_icon (const ParafaErrorText *text)
{
  static const struct
  {
    const char *about; /* how the ids begin */
    const char *icon_name;
  } icons[] = {
    { "no-certificates", "auth-smartcard-symbolic" },
    { "card-", "auth-smartcard-symbolic" },
    { "token-gone", "auth-smartcard-symbolic" },
    { "key-missing", "auth-smartcard-symbolic" },
    { "pin-", "changes-prevent-symbolic" },
    { "unreachable", "network-offline-symbolic" },
    { "timeout", "network-offline-symbolic" },
    { "http-offline", "network-offline-symbolic" },
    { "untrusted", "channel-insecure-symbolic" },
    { "wrong-host", "channel-insecure-symbolic" },
    { "keyring-", "dialog-password-symbolic" },
    { "loading-", "dialog-password-symbolic" },
    { "saving-", "dialog-password-symbolic" },
  };

  g_return_val_if_fail (text != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (icons); i++)
    if (g_str_has_prefix (text->id, icons[i].about))
      return icons[i].icon_name;
  return "dialog-warning-symbolic";
}

/**
 * parafa_error_text_get_button:
 * @text: a text
 *
 * Returns: (transfer none): the label of the button that does what helps, with a mnemonic
 */
const char *
parafa_error_text_get_button (const ParafaErrorText *text)
{
  g_return_val_if_fail (text != NULL, "");

  switch (text->way)
    {
    case PARAFA_ERROR_WAY_RETRY:
      return _ ("_Try Again");
    case PARAFA_ERROR_WAY_PIN:
      return _ ("Type the _PIN Again");
    case PARAFA_ERROR_WAY_CERTIFICATE:
      return _ ("Choose Another _Certificate");
    case PARAFA_ERROR_WAY_FILE:
      return _ ("Choose the _File Again…");
    case PARAFA_ERROR_WAY_SETTINGS:
      return _ ("_Application Settings…");
    case PARAFA_ERROR_WAY_SAVE:
      return _ ("_Save Again");
    case PARAFA_ERROR_WAY_LOGIN:
      return _ ("_Log In…");
    case PARAFA_ERROR_WAY_CLOSE:
      return _ ("_Close");
    default:
      g_return_val_if_reached ("");
    }
}

/**
 * parafa_error_text_make_details:
 * @text: a text
 * @detail: (nullable): what the part that failed said
 *
 * Makes what "Copy details" puts on the clipboard: versions, the failure's stable id and the
 * detail, redacted. English, because it is written for whoever answers the bug report.
 *
 * Returns: (transfer full): some lines
 */
char *
parafa_error_text_make_details (const ParafaErrorText *text, const char *detail)
{
  g_autofree char *os = g_get_os_info (G_OS_INFO_KEY_PRETTY_NAME);
  g_autofree char *redacted = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (detail != NULL && *detail != '\0')
    redacted = parafa_redact_text (detail);
  return g_strdup_printf ("Parafa %s, GLib %u.%u.%u, %s\nproblem: %s\ndetail: %s\n", PARAFA_VERSION,
                          glib_major_version, glib_minor_version, glib_micro_version,
                          os != NULL ? os : "unknown system", text->id,
                          redacted != NULL ? redacted : "none");
}
