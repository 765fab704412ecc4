/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-error-text-private.h"

#include <glib/gi18n.h>

#include "parafa-http.h"
#include "parafa-session-error.h"
#include "parafa-token-answer.h"
#include "parafa-vault.h"

/* The texts for what fails outside the login; rules as in parafa-error-text-data.c. */

static const ParafaErrorText answer_texts[] = {
  [PARAFA_TOKEN_ERROR_LOGIN_AGAIN] = {
    "login-again",
    N_ ("The renewal was refused"),
    N_ ("ANAF does not renew this token any more: it is older than a year, or it was renewed "
        "elsewhere. An access that has not expired stays valid until its end."),
    { N_ ("Log in once more with the USB token and its PIN") },
    PARAFA_ERROR_WAY_LOGIN,
  },
  [PARAFA_TOKEN_ERROR_SETTINGS] = {
    "renewal-settings",
    N_ ("ANAF does not accept the application’s data"),
    N_ ("Client ID or client secret are refused. The tokens were not changed."),
    { N_ ("Compare the client ID with ANAF’s page, letter by letter"),
      N_ ("If the client secret was generated anew, add the application again with the new one") },
    PARAFA_ERROR_WAY_SETTINGS,
  },
  [PARAFA_TOKEN_ERROR_LATER] = {
    "renewal-later",
    N_ ("ANAF is busy or under maintenance"),
    N_ ("It gave no usable answer. Nothing is wrong with your token, and it was not changed."),
    { N_ ("Try again in a few minutes") },
    PARAFA_ERROR_WAY_RETRY,
  },
  [PARAFA_TOKEN_ERROR_INVALID] = {
    "answer-invalid",
    N_ ("ANAF’s answer makes no sense"),
    N_ ("It looks like an answer, but holds no token. The token you have was not changed."),
    { N_ ("Try again"), N_ ("If it happens again, copy the details and report it") },
    PARAFA_ERROR_WAY_RETRY,
  },
};

static const ParafaErrorText http_texts[] = {
  [PARAFA_HTTP_ERROR_FAILED] = {
    "http-failed",
    N_ ("The request failed"),
    N_ ("The connection to the server ended with an error. Nothing was changed."),
    { N_ ("Try again"), N_ ("If it happens again, copy the details and report it") },
    PARAFA_ERROR_WAY_RETRY,
  },
  [PARAFA_HTTP_ERROR_OFFLINE] = {
    "http-offline",
    N_ ("No connection to the server"),
    N_ ("The computer is offline, or a firewall stands in between. Nothing was changed."),
    { N_ ("Check that other pages open in a browser, then try again") },
    PARAFA_ERROR_WAY_RETRY,
  },
  [PARAFA_HTTP_ERROR_TIMEOUT] = {
    "http-timeout",
    N_ ("The server did not answer in time"),
    N_ ("The request was given up after a while."),
    { N_ ("Try again in a few minutes") },
    PARAFA_ERROR_WAY_RETRY,
  },
  [PARAFA_HTTP_ERROR_TLS] = {
    "http-tls",
    N_ ("The server could not prove who it is"),
    N_ ("Its certificate is not trusted on this computer, or the secure connection failed. Nothing "
        "was sent."),
    { N_ ("Check date and time of this computer"),
      N_ ("Update the system: the list of trusted issuers may be old (package “ca-certificates”)") },
    PARAFA_ERROR_WAY_RETRY,
  },
  [PARAFA_HTTP_ERROR_RESET] = {
    "http-reset",
    N_ ("The connection broke before the answer came"),
    N_ ("The request was sent, but it is not known whether it was carried out."),
    { N_ ("Check what happened before you send it again") },
    PARAFA_ERROR_WAY_RETRY,
  },
  [PARAFA_HTTP_ERROR_TOO_LARGE] = {
    "http-too-large",
    N_ ("The answer was too large"),
    N_ ("The server sent more than this kind of answer can hold, so it was not read to its end."),
    { N_ ("Try again"), N_ ("If it happens again, copy the details and report it") },
    PARAFA_ERROR_WAY_RETRY,
  },
};

static const ParafaErrorText damaged_item = {
  "keyring-damaged",
  N_ ("An entry in the keyring cannot be read"),
  N_ ("The keyring has an entry for this profile, but its contents are damaged. It was left as it "
      "is."),
  { N_ ("Log in again; the new access token takes its place") },
  PARAFA_ERROR_WAY_LOGIN,
};

/* when tokens that are in the keyring cannot be read */
static const ParafaErrorText loading_texts[] = {
  [PARAFA_VAULT_ERROR_LOCKED] = {
    "loading-locked",
    N_ ("The keyring is locked"),
    N_ ("What Parafa keeps is in it and nothing is lost, but it cannot be used before the keyring is "
        "unlocked."),
    { N_ ("Try again and type the keyring’s password, usually that of the computer") },
    PARAFA_ERROR_WAY_RETRY,
  },
  [PARAFA_VAULT_ERROR_ABSENT] = {
    "loading-absent",
    N_ ("There is no keyring on this computer"),
    N_ ("Access tokens are kept in the keyring only, and none answers here."),
    { N_ ("Install and start a keyring, such as “gnome-keyring” or KWallet with its Secret Service"),
      N_ ("Then try again") },
    PARAFA_ERROR_WAY_RETRY,
  },
  [PARAFA_VAULT_ERROR_FAILED] = {
    "loading-failed",
    N_ ("The keyring answered with an error"),
    N_ ("It could not be read. What is in it was not changed."),
    { N_ ("Try again"), N_ ("Check that the keyring opens in its own program") },
    PARAFA_ERROR_WAY_RETRY,
  },
};

/* the same where the keyring is a file of Parafa's own, whose key comes from a portal */
static const ParafaErrorText loading_without_portal = {
  "loading-no-portal",
  N_ ("This desktop has no Secret portal"),
  N_ ("Installed as a Flatpak, Parafa keeps access tokens in an encrypted file whose key comes "
      "from "
      "that portal. What is in the file was not changed."),
  { N_ ("Open the check-up in the main menu: it shows the command that lets Parafa use the keyring "
        "you "
        "have"),
    N_ ("Or install “xdg-desktop-portal” and GNOME Keyring, then log out of the desktop and in "
        "again") },
  PARAFA_ERROR_WAY_RETRY,
};

static const ParafaErrorText saving_without_portal = {
  "saving-no-portal",
  N_ ("This desktop has no Secret portal"),
  N_ ("Installed as a Flatpak, Parafa keeps the client secret in an encrypted file whose key comes "
      "from "
      "that portal, so nothing was saved. What you typed is still here."),
  { N_ ("Open the check-up in the main menu: it shows the command that lets Parafa use the keyring "
        "you "
        "have"),
    N_ ("Or install “xdg-desktop-portal” and GNOME Keyring, then log out of the desktop and in "
        "again") },
  PARAFA_ERROR_WAY_SAVE,
};

/* when an application's client secret cannot be stored */
static const ParafaErrorText saving_texts[] = {
  [PARAFA_VAULT_ERROR_LOCKED] = {
    "saving-locked",
    N_ ("The keyring is locked"),
    N_ ("The client secret could not be put into it, so nothing was saved. What you typed is still "
        "here."),
    { N_ ("Save again and type the keyring’s password, usually that of the computer") },
    PARAFA_ERROR_WAY_SAVE,
  },
  [PARAFA_VAULT_ERROR_ABSENT] = {
    "saving-absent",
    N_ ("There is no keyring on this computer"),
    N_ ("The client secret is kept in the keyring only, so nothing was saved. What you typed is "
        "still here."),
    { N_ ("Install and start a keyring, such as “gnome-keyring” or KWallet with its Secret Service"),
      N_ ("Then save again") },
    PARAFA_ERROR_WAY_SAVE,
  },
  [PARAFA_VAULT_ERROR_FAILED] = {
    "saving-failed",
    N_ ("The keyring did not take the client secret"),
    N_ ("It answered with an error, so nothing was saved. What you typed is still here."),
    { N_ ("Save again"), N_ ("Check that the disk is not full and the keyring opens in its own program") },
    PARAFA_ERROR_WAY_SAVE,
  },
};

static const ParafaErrorText session_texts[] = {
  [PARAFA_SESSION_ERROR_DAMAGED] = {
    "profiles-damaged",
    N_ ("The list of profiles could not be read"),
    N_ ("It was set aside and not deleted. Access tokens and client secrets are still in the "
        "keyring."),
    { N_ ("Add your application again"), N_ ("If you need the old list, copy the details: they name its file") },
    PARAFA_ERROR_WAY_CLOSE,
  },
  [PARAFA_SESSION_ERROR_FILE] = {
    "profiles-file",
    N_ ("The list of profiles could not be saved"),
    N_ ("The file on the disk is as it was before. What you typed is still here."),
    { N_ ("Check that the disk is not full and your folder may be written to"),
      N_ ("Then save again") },
    PARAFA_ERROR_WAY_SAVE,
  },
  [PARAFA_SESSION_ERROR_PRACTICE] = {
    "practice",
    N_ ("The practice server did not start"),
    N_ ("It is a program of its own on this computer, and it ended or did not answer. ANAF has "
        "nothing to do with it."),
    { N_ ("Try again"), N_ ("If it happens again, copy the details and report it") },
    PARAFA_ERROR_WAY_RETRY,
  },
  [PARAFA_SESSION_ERROR_NO_PAIR] = {
    "no-pair",
    N_ ("There is nothing to renew"),
    N_ ("This profile has no access token, or none that can be renewed without the USB token."),
    { N_ ("Log in with the USB token and its PIN") },
    PARAFA_ERROR_WAY_LOGIN,
  },
  [PARAFA_SESSION_ERROR_CLIENT_SECRET] = {
    "client-secret-missing",
    N_ ("The client secret is missing"),
    N_ ("The keyring has no client secret for this profile. It was removed, or the profile comes "
        "from another computer."),
    { N_ ("Paste the client secret from ANAF’s page into the application’s settings") },
    PARAFA_ERROR_WAY_SETTINGS,
  },
  [PARAFA_SESSION_ERROR_REMOVED] = {
    "removed",
    N_ ("This profile was removed"),
    N_ ("What was asked for was not carried out."),
    { NULL },
    PARAFA_ERROR_WAY_CLOSE,
  },
  [PARAFA_SESSION_ERROR_ISSUER] = {
    "issuer",
    N_ ("There is no issuer’s certificate in this file"),
    N_ ("What is needed is the certificate of the authority that issued yours, valid today. A certificate "
        "of a person, one that has ended and a root are not needed."),
    { N_ ("Download the intermediate certificate from the issuer’s page (.cer, .crt, .pem or .p7b)") },
    PARAFA_ERROR_WAY_FILE,
  },
  [PARAFA_SESSION_ERROR_DAY_LIMIT] = {
    "day-limit",
    N_ ("ANAF answers no more today"),
    N_ ("ANAF’s list was asked as often today as ANAF allows. What the archive has is shown."),
    { N_ ("Ask again after midnight, Romanian time") },
    PARAFA_ERROR_WAY_CLOSE,
  },
  [PARAFA_SESSION_ERROR_BUSY] = {
    "busy",
    N_ ("The access token is being renewed elsewhere"),
    N_ ("Another window or program of yours is renewing the same token at this moment. Two renewals at "
        "once would make one of the tokens invalid, so this one was not begun."),
    { N_ ("Wait a few seconds and try again; the new token may be here already") },
    PARAFA_ERROR_WAY_RETRY,
  },
  [PARAFA_SESSION_ERROR_EXPIRED] = {
    "expired",
    N_ ("The access has ended"),
    N_ ("The access token is past its end, and it was not to be renewed."),
    { N_ ("Renew it") },
    PARAFA_ERROR_WAY_RETRY,
  },
  [PARAFA_SESSION_ERROR_ANSWER_LOST] = {
    "answer-lost",
    N_ ("The new token was lost on its way"),
    N_ ("An earlier renewal was sent, but its answer never arrived: the connection broke or the "
        "computer stopped. ANAF counts it as done and does not take the old renewal token any more. "
        "An access that has not expired stays valid until its end."),
    { N_ ("Log in once more with the USB token and its PIN") },
    PARAFA_ERROR_WAY_LOGIN,
  },
};

static const ParafaErrorText general = {
  "general",
  N_ ("Something went wrong"),
  N_ ("Parafa met an error it has no better words for. Nothing was deleted."),
  { N_ ("Try again"), N_ ("If it happens again, copy the details and report it") },
  PARAFA_ERROR_WAY_RETRY,
};

static const ParafaErrorText *
look_up (const ParafaErrorText *texts, gsize n_texts, int code)
{
  if (code >= 0 && (gsize) code < n_texts && texts[code].id != NULL)
    return &texts[code];
  return NULL;
}

const ParafaErrorText *
parafa_error_text_data_for_token (int code)
{
  const ParafaErrorText *text = look_up (answer_texts, G_N_ELEMENTS (answer_texts), code);

  return text != NULL ? text : &general;
}

const ParafaErrorText *
parafa_error_text_data_for_http (int code)
{
  const ParafaErrorText *text = look_up (http_texts, G_N_ELEMENTS (http_texts), code);

  return text != NULL ? text : &general;
}

const ParafaErrorText *
parafa_error_text_data_for_session (int code)
{
  const ParafaErrorText *text = look_up (session_texts, G_N_ELEMENTS (session_texts), code);

  return text != NULL ? text : &general;
}

const ParafaErrorText *
parafa_error_text_data_for_saving (int vault_code)
{
  const ParafaErrorText *text = NULL;

  if (vault_code == PARAFA_VAULT_ERROR_ABSENT && parafa_vault_uses_portal ())
    return &saving_without_portal;
  text = look_up (saving_texts, G_N_ELEMENTS (saving_texts), vault_code);

  return text != NULL ? text : &saving_texts[PARAFA_VAULT_ERROR_FAILED];
}

const ParafaErrorText *
parafa_error_text_data_for_loading (int vault_code)
{
  const ParafaErrorText *text = NULL;

  if (vault_code == PARAFA_VAULT_ERROR_ABSENT && parafa_vault_uses_portal ())
    return &loading_without_portal;
  text = look_up (loading_texts, G_N_ELEMENTS (loading_texts), vault_code);

  return text != NULL ? text : &damaged_item;
}

const ParafaErrorText *
parafa_error_text_data_for_damaged_item (void)
{
  return &damaged_item;
}

const ParafaErrorText *
parafa_error_text_data_general (void)
{
  return &general;
}
