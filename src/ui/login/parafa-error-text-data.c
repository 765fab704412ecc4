/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-error-text-private.h"

#include <glib/gi18n.h>

/* Rules for these texts: the title says what is; the text says what happened and why, and what was
 * not lost; each remedy is one thing to do, the likeliest first. No blame, no jargon. */

static const ParafaErrorText certificate_texts[] = {
  [PARAFA_LOGIN_PROBLEM_NONE] = { "none", "", "", { NULL }, PARAFA_ERROR_WAY_CLOSE },
  [PARAFA_LOGIN_PROBLEM_NO_CERTIFICATES] = {
    "no-certificates",
    N_ ("No certificate was found"),
    N_ ("There is no USB token here, or none that holds a certificate with its key."),
    { N_ ("Put the USB token in and wait until its light is steady"),
      N_ ("Install the driver from whoever gave you the token, or OpenSC: each token needs one"),
      N_ ("Check that the service “pcscd” runs: it is the way to every reader"),
      N_ ("If your certificate is a file (.p12 or .pfx), open it with “Certificate File…”") },
    PARAFA_ERROR_WAY_RETRY,
  },
  [PARAFA_LOGIN_PROBLEM_CARD_PROCESS] = {
    "card-process",
    N_ ("The token’s driver stopped working"),
    N_ ("The driver failed or ended by itself. It runs apart from Parafa, so nothing else was harmed. "
        "Parafa never tries a PIN a second time."),
    { N_ ("Take the token out, put it in again and try once more"),
      N_ ("If it happens again, update the driver named in the details"),
      N_ ("Many tokens also work with OpenSC instead of their own driver") },
    PARAFA_ERROR_WAY_RETRY,
  },
  [PARAFA_LOGIN_PROBLEM_CARD_TIMEOUT] = {
    "card-timeout",
    N_ ("The token does not answer"),
    N_ ("The driver was asked and gave no answer in time. Another program may be holding the token."),
    { N_ ("Close other programs that use the token, such as a browser or a signing program"),
      N_ ("Take the token out, put it in again and try once more") },
    PARAFA_ERROR_WAY_RETRY,
  },
  [PARAFA_LOGIN_PROBLEM_TOKEN_GONE] = {
    "token-gone",
    N_ ("The token is not in the reader any more"),
    N_ ("It was taken out, or lost its contact, before the login ended. Nothing was lost: put it in again, "
        "and the login goes on with the PIN."),
    { N_ ("Put the token in again and leave it until the login has ended"),
      N_ ("Use another USB socket, without an extension or hub") },
    PARAFA_ERROR_WAY_RETRY,
  },
  [PARAFA_LOGIN_PROBLEM_KEY_MISSING] = {
    "key-missing",
    N_ ("The certificate has no key on this token"),
    N_ ("The certificate is there, but the private key that belongs to it is not, so it cannot be "
        "used to log in."),
    { N_ ("Choose another certificate from the list"),
      N_ ("Ask the issuer of the certificate: the key may be on another token") },
    PARAFA_ERROR_WAY_CERTIFICATE,
  },
  [PARAFA_LOGIN_PROBLEM_PIN_WRONG] = {
    "pin-wrong",
    N_ ("The PIN was wrong"),
    N_ ("The token refused the PIN. Parafa tries each PIN once only, so one try was used."),
    { N_ ("Type it again slowly; check Caps Lock and the number keys"),
      N_ ("If you are not sure, stop here: too many wrong PINs lock the token") },
    PARAFA_ERROR_WAY_PIN,
  },
  [PARAFA_LOGIN_PROBLEM_PIN_LOCKED] = {
    "pin-locked",
    N_ ("The token is locked"),
    N_ ("Too many wrong PINs were typed, here or in another program. The certificate is still on it, "
        "but it cannot be used until the token is unlocked."),
    { N_ ("Find the PUK: a second, longer code that came with the token, on paper or by e-mail"),
      N_ ("Unlock the token with the PUK in the program of its manufacturer, and set a new PIN"),
      N_ ("Without the PUK, call the issuer of the certificate; only they can help") },
    PARAFA_ERROR_WAY_CERTIFICATE,
  },
  [PARAFA_LOGIN_PROBLEM_PIN_LENGTH] = {
    "pin-length",
    N_ ("The PIN is too short or too long for this token"),
    N_ ("The token did not count it as a try."),
    { N_ ("Type the whole PIN, without blanks"),
      N_ ("Check that it is the PIN of the token, not the PUK or the password of the computer") },
    PARAFA_ERROR_WAY_PIN,
  },
  [PARAFA_LOGIN_PROBLEM_PIN_EXPIRED] = {
    "pin-expired",
    N_ ("The PIN has to be changed first"),
    N_ ("The token knows the PIN, but does not accept it any more: it is the one it was delivered with, "
        "or it has expired. No try was lost."),
    { N_ ("Change the PIN in the program of the token’s manufacturer or issuer"),
      N_ ("Then come back and type the new PIN") },
    PARAFA_ERROR_WAY_PIN,
  },
  [PARAFA_LOGIN_PROBLEM_PIN_NOT_SET] = {
    "pin-not-set",
    N_ ("No PIN was set on this token"),
    N_ ("The token is new or was emptied, and does not open before it has a PIN. No try was lost."),
    { N_ ("Set a PIN in the program of the token’s manufacturer or issuer; it asks for the PUK or the "
          "activation code"),
      N_ ("Then come back and type the new PIN") },
    PARAFA_ERROR_WAY_PIN,
  },
  [PARAFA_LOGIN_PROBLEM_FILE] = {
    "file",
    N_ ("This is not a certificate file"),
    N_ ("The file cannot be read, or it is not a PKCS#12 file with a certificate and its key "
        "(.p12 or .pfx)."),
    { N_ ("Choose the file that was exported together with its private key"),
      N_ ("A file ending in .cer, .crt or .pem has no key in it and cannot be used to log in") },
    PARAFA_ERROR_WAY_FILE,
  },
  [PARAFA_LOGIN_PROBLEM_FILE_PASSWORD] = {
    "file-password",
    N_ ("The password of the file was wrong"),
    N_ ("The file did not open. A file is not locked by wrong passwords; you can try again."),
    { N_ ("Type the password that was chosen when the file was exported") },
    PARAFA_ERROR_WAY_FILE,
  },
  [PARAFA_LOGIN_PROBLEM_FILE_GONE] = {
    "file-gone",
    N_ ("The certificate file is not where it was"),
    N_ ("It was moved, renamed or deleted, or lies on a disk that is not connected. Parafa keeps no copy "
        "of it."),
    { N_ ("Connect the disk or USB stick the file lies on, then try again"),
      N_ ("If you moved the file, choose it at its new place"),
      N_ ("If it was deleted, export it again where you got it from") },
    PARAFA_ERROR_WAY_FILE,
  },
  [PARAFA_LOGIN_PROBLEM_SIGN] = {
    "sign",
    N_ ("The token refused to sign"),
    N_ ("The PIN was right, but the token did not use the key. The server got no answer from it."),
    { N_ ("Try once more; some tokens refuse when they were just put in"),
      N_ ("Choose the certificate for authentication, not the one for signatures"),
      N_ ("Update the token’s driver, or use its own driver instead of OpenSC") },
    PARAFA_ERROR_WAY_RETRY,
  },
  [PARAFA_LOGIN_PROBLEM_NO_PSS] = {
    "no-pss",
    N_ ("The token cannot sign the way the server asks"),
    N_ ("The server wants a newer kind of signature (RSA-PSS) than this token or its driver can make."),
    { N_ ("Update the token’s driver, then try again"),
      N_ ("Choose another certificate, on a newer token") },
    PARAFA_ERROR_WAY_CERTIFICATE,
  },
  [PARAFA_LOGIN_PROBLEM_QUESTION_LEFT_OPEN] = {
    "question-left-open",
    N_ ("The token’s question was not answered"),
    N_ ("The token asked for its PIN again and got none in time, so the login ended. No PIN was "
        "tried."),
    { N_ ("Try again and type the PIN when the token asks for it") },
    PARAFA_ERROR_WAY_RETRY,
  },
};

static const ParafaErrorText page_texts[] = {
  [PARAFA_LOGIN_PROBLEM_SANDBOX] = {
    "sandbox",
    N_ ("The page cannot be shown safely on this system"),
    N_ ("The login page runs shut off from the rest of the computer, and this system does not allow "
        "that. Parafa does not open the page without it."),
    { N_ ("Install “bubblewrap” and “xdg-dbus-proxy”"),
      N_ ("Allow user namespaces: ask whoever looks after the computer about “unprivileged user "
          "namespaces”"),
      N_ ("Inside a container, start Parafa outside of it") },
    PARAFA_ERROR_WAY_RETRY,
  },
  [PARAFA_LOGIN_PROBLEM_VIEW] = {
    "view",
    N_ ("The login page stopped working"),
    N_ ("The part of Parafa that shows the page failed. Nothing was lost, and nothing was changed."),
    { N_ ("Try again"), N_ ("If it happens again, copy the details and report it") },
    PARAFA_ERROR_WAY_RETRY,
  },
  [PARAFA_LOGIN_PROBLEM_HOST_REFUSED] = {
    "host-refused",
    N_ ("The page wanted to go elsewhere"),
    N_ ("It led to an address that does not belong to the login. Parafa does not follow there, so "
        "that your certificate is offered to nobody else."),
    { N_ ("Try again; a login does not need that address"),
      N_ ("If it happens again, copy the details and report it") },
    PARAFA_ERROR_WAY_RETRY,
  },
  [PARAFA_LOGIN_PROBLEM_UNREACHABLE] = {
    "unreachable",
    N_ ("The server cannot be reached"),
    N_ ("No connection was made: no network, or a firewall or proxy in between."),
    { N_ ("Check that other pages open in a browser"),
      N_ ("In a company, ask whether a proxy is needed and set it in the system’s network settings"),
      N_ ("Try again in a few minutes; the server may be down") },
    PARAFA_ERROR_WAY_RETRY,
  },
  [PARAFA_LOGIN_PROBLEM_TIMEOUT] = {
    "timeout",
    N_ ("The server did not answer in time"),
    N_ ("The connection was made, but no answer came. The server may be busy."),
    { N_ ("Try again now"), N_ ("If it stays so, try again in a quarter of an hour") },
    PARAFA_ERROR_WAY_RETRY,
  },
  [PARAFA_LOGIN_PROBLEM_UNTRUSTED] = {
    "untrusted",
    N_ ("The server could not prove who it is"),
    N_ ("Its certificate comes from an issuer this computer does not trust. Somebody may stand in "
        "between, so nothing was sent."),
    { N_ ("Update the system: the list of trusted issuers may be old (package “ca-certificates”)"),
      N_ ("A virus scanner or company firewall may look into connections; ask for an exception for "
          "the server"),
      N_ ("On somebody else’s Wi-Fi, use another network") },
    PARAFA_ERROR_WAY_RETRY,
  },
  [PARAFA_LOGIN_PROBLEM_SERVER_EXPIRED] = {
    "server-expired",
    N_ ("The server’s certificate is out of date"),
    N_ ("Either the server’s certificate has expired or is not valid yet, or the clock of this "
        "computer is wrong."),
    { N_ ("Check date and time of this computer"),
      N_ ("If they are right, wait: the server has to be repaired first") },
    PARAFA_ERROR_WAY_RETRY,
  },
  [PARAFA_LOGIN_PROBLEM_WRONG_HOST] = {
    "wrong-host",
    N_ ("Another server answered"),
    N_ ("The certificate that was shown belongs to another address. Nothing was sent."),
    { N_ ("On a hotel or guest network, open a page in a browser and log in to the network first"),
      N_ ("Use another network and try again") },
    PARAFA_ERROR_WAY_RETRY,
  },
  [PARAFA_LOGIN_PROBLEM_TLS] = {
    "tls",
    N_ ("The secure connection failed"),
    N_ ("Server and computer could not agree on a secure connection, or it broke while it was made."),
    { N_ ("Try again; the server sometimes breaks off"),
      N_ ("If it happens again, copy the details and report it") },
    PARAFA_ERROR_WAY_RETRY,
  },
  [PARAFA_LOGIN_PROBLEM_CERTIFICATE_REFUSED] = {
    "certificate-refused",
    N_ ("The server refused the certificate"),
    N_ ("It was presented and the PIN was right, but the server does not accept it: it was revoked, "
        "or its issuer is not accepted there."),
    { N_ ("Choose another certificate, if you have one"),
      N_ ("Ask the issuer whether the certificate was revoked"),
      N_ ("A certificate that is not a qualified one is not accepted by ANAF") },
    PARAFA_ERROR_WAY_CERTIFICATE,
  },
  [PARAFA_LOGIN_PROBLEM_PAGE_NO_CERTIFICATE] = {
    "page-no-certificate",
    N_ ("ANAF says no certificate was presented"),
    N_ ("Usually ANAF does not know this certificate yet, as after a renewal. Nothing was lost, and "
        "the PIN was right."),
    { N_ ("Check that the new certificate is enrolled: the confirmation document is uploaded at "
          "anaf.ro/reinnoire"),
      N_ ("Wait until it is active; this can take up to 24 hours"),
      N_ ("Try again with the token in the reader; the old session is closed by itself") },
    PARAFA_ERROR_WAY_RETRY,
  },
  [PARAFA_LOGIN_PROBLEM_PAGE_SESSION_FINISHED] = {
    "page-session-finished",
    N_ ("An earlier session was still open"),
    N_ ("ANAF’s gateway ended this session, because another one was open or too much time had "
        "passed. Nothing was lost."),
    { N_ ("Try again: Parafa starts with a new session each time"),
      N_ ("If it comes back, close the browser windows in which you are logged in at ANAF") },
    PARAFA_ERROR_WAY_RETRY,
  },
  [PARAFA_LOGIN_PROBLEM_PAGE_BLOCKED] = {
    "page-blocked",
    N_ ("ANAF’s firewall stopped the request"),
    N_ ("It took the request for an attack. This happens to whole companies or providers, and says "
        "nothing about your certificate."),
    { N_ ("Try again in a few minutes, or from another network"),
      N_ ("If it stays so, send ANAF the support number on the page; it is also in the details") },
    PARAFA_ERROR_WAY_RETRY,
  },
  [PARAFA_LOGIN_PROBLEM_PAGE_MAINTENANCE] = {
    "page-maintenance",
    N_ ("ANAF is under maintenance"),
    N_ ("The server answers with a notice instead of the login. The access you have "
        "stays valid."),
    { N_ ("Try again later, for instance in an hour") },
    PARAFA_ERROR_WAY_RETRY,
  },
};

static const ParafaErrorText token_texts[] = {
  [PARAFA_LOGIN_PROBLEM_DENIED] = {
    "denied",
    N_ ("ANAF denied the access"),
    N_ ("The login went through, but ANAF gives this certificate no access. Usually it is not "
        "enrolled in the Virtual Private Space (SPV) for a company."),
    { N_ ("Check in SPV that the certificate is enrolled as a representative of a company"),
      N_ ("After a renewal, upload the confirmation document at anaf.ro/reinnoire and wait a day"),
      N_ ("Choose another certificate, if you have one") },
    PARAFA_ERROR_WAY_CERTIFICATE,
  },
  [PARAFA_LOGIN_PROBLEM_CALLBACK_ERROR] = {
    "callback-error",
    N_ ("ANAF ended the login with an error"),
    N_ ("The answer names a code instead of a permission. The code is in the details."),
    { N_ ("Try again"),
      N_ ("Compare client ID and callback address with ANAF’s page, letter by letter") },
    PARAFA_ERROR_WAY_RETRY,
  },
  [PARAFA_LOGIN_PROBLEM_STATE] = {
    "state",
    N_ ("The answer belongs to another login"),
    N_ ("What came back does not carry the mark of this login, so it was thrown away and not used."),
    { N_ ("Try again, with one login at a time") },
    PARAFA_ERROR_WAY_RETRY,
  },
  [PARAFA_LOGIN_PROBLEM_NOT_CALLBACK] = {
    "not-callback",
    N_ ("This is not the address that is needed"),
    N_ ("What was pasted does not begin with the application’s callback address. Copy the whole address "
        "that the browser shows at the end of the login."),
    { N_ ("Copy it from the browser’s address bar, from “https” to its end"),
      N_ ("If the browser shows another page, finish the login there first") },
    PARAFA_ERROR_WAY_RETRY,
  },
  [PARAFA_LOGIN_PROBLEM_SETTINGS] = {
    "settings",
    N_ ("ANAF does not accept the application’s data"),
    N_ ("Client ID, client secret or callback address differ from what is registered. Your "
        "certificate and PIN are fine."),
    { N_ ("Compare the client ID and the callback address with ANAF’s page, letter by letter"),
      N_ ("Paste the client secret again; if it is lost, generate a new one at ANAF") },
    PARAFA_ERROR_WAY_SETTINGS,
  },
  [PARAFA_LOGIN_PROBLEM_CODE_EXPIRED] = {
    "code-expired",
    N_ ("The permission was no longer valid"),
    N_ ("After the login there are 60 seconds to fetch the token, and a permission works once only. "
        "This one was refused."),
    { N_ ("Try again"),
      N_ ("Check that the callback address is the same at ANAF, to the last slash") },
    PARAFA_ERROR_WAY_RETRY,
  },
  [PARAFA_LOGIN_PROBLEM_EXCHANGE_LATER] = {
    "exchange-later",
    N_ ("ANAF did not hand out the token"),
    N_ ("The login went through, but the server was busy or gave no usable answer. Tokens you "
        "already have stay as they are."),
    { N_ ("Try again in a few minutes") },
    PARAFA_ERROR_WAY_RETRY,
  },
  [PARAFA_LOGIN_PROBLEM_KEYRING_LOCKED] = {
    "keyring-locked",
    N_ ("The keyring is locked"),
    N_ ("The new access token is here and is not lost, but it could not be put into the keyring. Parafa "
        "holds it until it is saved; do not close Parafa before."),
    { N_ ("Press “Save Again” and type the keyring’s password, usually that of the computer") },
    PARAFA_ERROR_WAY_SAVE,
  },
  [PARAFA_LOGIN_PROBLEM_KEYRING_ABSENT] = {
    "keyring-absent",
    N_ ("There is no keyring on this computer"),
    N_ ("The new access token is here and is not lost, but there is no safe place for it. Parafa writes "
        "tokens into the keyring only, never into a file."),
    { N_ ("Install and start a keyring, such as “gnome-keyring” or KWallet with its Secret Service"),
      N_ ("Then press “Save Again”; do not close Parafa before") },
    PARAFA_ERROR_WAY_SAVE,
  },
  [PARAFA_LOGIN_PROBLEM_KEYRING_FAILED] = {
    "keyring-failed",
    N_ ("The keyring did not take the token"),
    N_ ("The new access token is here and is not lost, but the keyring answered with an error. Parafa "
        "holds it until it is saved; do not close Parafa before."),
    { N_ ("Press “Save Again”"),
      N_ ("Check that the disk is not full and the keyring opens in its own program") },
    PARAFA_ERROR_WAY_SAVE,
  },
  [PARAFA_LOGIN_PROBLEM_CLIENT_SECRET] = {
    "client-secret",
    N_ ("The client secret is missing"),
    N_ ("The keyring has no client secret for this profile, so no token can be fetched for it. It "
        "was removed, or the profile comes from another computer."),
    { N_ ("Paste the client secret from ANAF’s page into the application’s settings; if it is lost, "
"generate a new one there") },
    PARAFA_ERROR_WAY_SETTINGS,
  },
  [PARAFA_LOGIN_PROBLEM_SETUP] = {
    "setup",
    N_ ("The login could not be prepared"),
    N_ ("A part of Parafa did not start. Nothing was sent and nothing was lost."),
    { N_ ("Try again"), N_ ("If it happens again, copy the details and report it") },
    PARAFA_ERROR_WAY_RETRY,
  },
};

/* in place of the one for a missing keyring, in a Flatpak */
static const ParafaErrorText token_without_portal = {
  "keyring-no-portal",
  N_ ("This desktop has no Secret portal"),
  N_ ("The new access token is here and is not lost, but the key of the file that Parafa keeps "
      "tokens in "
      "comes from that portal. Parafa holds the token until it is saved; do not close Parafa "
      "before."),
  { N_ ("Start the portal: install “xdg-desktop-portal” and GNOME Keyring, without logging out of "
        "the "
        "desktop"),
    N_ ("Then press “Save Again”") },
  PARAFA_ERROR_WAY_SAVE,
};

static const ParafaErrorText *
look_up (const ParafaErrorText *texts, gsize n_texts, int code)
{
  if (code >= 0 && (gsize) code < n_texts && texts[code].id != NULL)
    return &texts[code];
  return NULL;
}

const ParafaErrorText *
parafa_error_text_data_for_problem (ParafaLoginProblem problem)
{
  const ParafaErrorText *text =
      look_up (certificate_texts, G_N_ELEMENTS (certificate_texts), (int) problem);

  if (problem == PARAFA_LOGIN_PROBLEM_KEYRING_ABSENT && parafa_vault_uses_portal ())
    return &token_without_portal;
  if (text == NULL)
    text = look_up (page_texts, G_N_ELEMENTS (page_texts), (int) problem);
  if (text == NULL)
    text = look_up (token_texts, G_N_ELEMENTS (token_texts), (int) problem);
  return text != NULL ? text : parafa_error_text_data_general ();
}
