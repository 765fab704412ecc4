/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-login-problem.h"

static ParafaLoginProblem
from_card (ParafaCardError code)
{
  switch (code)
    {
    case PARAFA_CARD_ERROR_TIMEOUT:
      return PARAFA_LOGIN_PROBLEM_CARD_TIMEOUT;
    case PARAFA_CARD_ERROR_TOKEN_GONE:
    case PARAFA_CARD_ERROR_PIN_NEEDED: /* pulled out and put in again: logged out on the way */
      return PARAFA_LOGIN_PROBLEM_TOKEN_GONE;
    case PARAFA_CARD_ERROR_KEY_MISSING:
      return PARAFA_LOGIN_PROBLEM_KEY_MISSING;
    case PARAFA_CARD_ERROR_PIN_WRONG:
      return PARAFA_LOGIN_PROBLEM_PIN_WRONG;
    case PARAFA_CARD_ERROR_PIN_LOCKED:
      return PARAFA_LOGIN_PROBLEM_PIN_LOCKED;
    case PARAFA_CARD_ERROR_PIN_LENGTH:
      return PARAFA_LOGIN_PROBLEM_PIN_LENGTH;
    case PARAFA_CARD_ERROR_PIN_EXPIRED:
      return PARAFA_LOGIN_PROBLEM_PIN_EXPIRED;
    case PARAFA_CARD_ERROR_PIN_NOT_SET:
      return PARAFA_LOGIN_PROBLEM_PIN_NOT_SET;
    case PARAFA_CARD_ERROR_FILE:
      return PARAFA_LOGIN_PROBLEM_FILE;
    case PARAFA_CARD_ERROR_FILE_PASSWORD:
      return PARAFA_LOGIN_PROBLEM_FILE_PASSWORD;
    case PARAFA_CARD_ERROR_CANCELLED:
      return PARAFA_LOGIN_PROBLEM_QUESTION_LEFT_OPEN;
    case PARAFA_CARD_ERROR_SIGN:
      return PARAFA_LOGIN_PROBLEM_SIGN;
    case PARAFA_CARD_ERROR_HOST_REFUSED:
      return PARAFA_LOGIN_PROBLEM_HOST_REFUSED;
    case PARAFA_CARD_ERROR_UNREACHABLE:
      return PARAFA_LOGIN_PROBLEM_UNREACHABLE;
    case PARAFA_CARD_ERROR_NET_TIMEOUT:
      return PARAFA_LOGIN_PROBLEM_TIMEOUT;
    case PARAFA_CARD_ERROR_UNTRUSTED:
      return PARAFA_LOGIN_PROBLEM_UNTRUSTED;
    case PARAFA_CARD_ERROR_SERVER_EXPIRED:
      return PARAFA_LOGIN_PROBLEM_SERVER_EXPIRED;
    case PARAFA_CARD_ERROR_WRONG_HOST:
      return PARAFA_LOGIN_PROBLEM_WRONG_HOST;
    case PARAFA_CARD_ERROR_TLS:
      return PARAFA_LOGIN_PROBLEM_TLS;
    case PARAFA_CARD_ERROR_CERTIFICATE_REFUSED:
      return PARAFA_LOGIN_PROBLEM_CERTIFICATE_REFUSED;
    case PARAFA_CARD_ERROR_NO_PSS:
      return PARAFA_LOGIN_PROBLEM_NO_PSS;
    case PARAFA_CARD_ERROR_FAILED:
    case PARAFA_CARD_ERROR_PROCESS:
    default:
      return PARAFA_LOGIN_PROBLEM_CARD_PROCESS;
    }
}

static ParafaLoginProblem
from_authorize (ParafaAuthorizeError code)
{
  switch (code)
    {
    case PARAFA_AUTHORIZE_ERROR_STATE:
      return PARAFA_LOGIN_PROBLEM_STATE;
    case PARAFA_AUTHORIZE_ERROR_DENIED:
      return PARAFA_LOGIN_PROBLEM_DENIED;
    case PARAFA_AUTHORIZE_ERROR_ADDRESS:
      return PARAFA_LOGIN_PROBLEM_SETTINGS;
    case PARAFA_AUTHORIZE_ERROR_NOT_CALLBACK:
      return PARAFA_LOGIN_PROBLEM_NOT_CALLBACK;
    case PARAFA_AUTHORIZE_ERROR_SERVER:
    case PARAFA_AUTHORIZE_ERROR_NO_CODE:
    default:
      return PARAFA_LOGIN_PROBLEM_CALLBACK_ERROR;
    }
}

static ParafaLoginProblem
from_vault (ParafaVaultError code)
{
  switch (code)
    {
    case PARAFA_VAULT_ERROR_LOCKED:
      return PARAFA_LOGIN_PROBLEM_KEYRING_LOCKED;
    case PARAFA_VAULT_ERROR_ABSENT:
      return PARAFA_LOGIN_PROBLEM_KEYRING_ABSENT;
    case PARAFA_VAULT_ERROR_DAMAGED:
    case PARAFA_VAULT_ERROR_FAILED:
    default:
      return PARAFA_LOGIN_PROBLEM_KEYRING_FAILED;
    }
}

/**
 * parafa_login_problem_from_error:
 * @error: an error of the card process, the relay, the keyring, the callback or the practice server
 *
 * Returns: the problem that names it to the person
 */
ParafaLoginProblem
parafa_login_problem_from_error (const GError *error)
{
  g_return_val_if_fail (error != NULL, PARAFA_LOGIN_PROBLEM_SETUP);

  if (error->domain == PARAFA_CARD_ERROR)
    return from_card ((ParafaCardError) error->code);
  if (error->domain == PARAFA_VAULT_ERROR)
    return from_vault ((ParafaVaultError) error->code);
  if (error->domain == PARAFA_AUTHORIZE_ERROR)
    return from_authorize ((ParafaAuthorizeError) error->code);
  if (g_error_matches (error, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_CLIENT_SECRET))
    return PARAFA_LOGIN_PROBLEM_CLIENT_SECRET;
  return PARAFA_LOGIN_PROBLEM_SETUP;
}

/**
 * parafa_login_problem_from_exchange:
 * @error: an error of the exchange of a code
 *
 * Without a sensible answer the outcome is unknown and nothing is wrong with the settings: later.
 *
 * Returns: the problem that names it to the person
 */
ParafaLoginProblem
parafa_login_problem_from_exchange (const GError *error)
{
  g_return_val_if_fail (error != NULL, PARAFA_LOGIN_PROBLEM_EXCHANGE_LATER);

  if (g_error_matches (error, PARAFA_TOKEN_ERROR, PARAFA_TOKEN_ERROR_LOGIN_AGAIN))
    return PARAFA_LOGIN_PROBLEM_CODE_EXPIRED;
  if (g_error_matches (error, PARAFA_TOKEN_ERROR, PARAFA_TOKEN_ERROR_SETTINGS))
    return PARAFA_LOGIN_PROBLEM_SETTINGS;
  if (g_error_matches (error, PARAFA_HTTP_ERROR, PARAFA_HTTP_ERROR_TLS))
    return PARAFA_LOGIN_PROBLEM_TLS;
  return PARAFA_LOGIN_PROBLEM_EXCHANGE_LATER;
}

/**
 * parafa_login_problem_from_page:
 * @page: a page
 *
 * Returns: its problem, %PARAFA_LOGIN_PROBLEM_NONE for a page that is no known failure
 */
ParafaLoginProblem
parafa_login_problem_from_page (ParafaKnownPage page)
{
  switch (page)
    {
    case PARAFA_PAGE_NO_CERTIFICATE:
      return PARAFA_LOGIN_PROBLEM_PAGE_NO_CERTIFICATE;
    case PARAFA_PAGE_SESSION_FINISHED:
      return PARAFA_LOGIN_PROBLEM_PAGE_SESSION_FINISHED;
    case PARAFA_PAGE_BLOCKED:
      return PARAFA_LOGIN_PROBLEM_PAGE_BLOCKED;
    case PARAFA_PAGE_MAINTENANCE:
      return PARAFA_LOGIN_PROBLEM_PAGE_MAINTENANCE;
    case PARAFA_PAGE_UNKNOWN:
    default:
      return PARAFA_LOGIN_PROBLEM_NONE;
    }
}

/**
 * parafa_login_problem_is_refusal:
 * @problem: a problem
 *
 * Returns: whether it means that the server did not take the certificate, most often because it was
 *   not enrolled
 */
gboolean
parafa_login_problem_is_refusal (ParafaLoginProblem problem)
{
  return problem == PARAFA_LOGIN_PROBLEM_CERTIFICATE_REFUSED ||
         problem == PARAFA_LOGIN_PROBLEM_PAGE_NO_CERTIFICATE ||
         problem == PARAFA_LOGIN_PROBLEM_DENIED;
}
