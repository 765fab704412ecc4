/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-authorize.h"
#include "parafa-card.h"
#include "parafa-known-page.h"
#include "parafa-login-remembered.h"
#include "parafa-session.h"

G_BEGIN_DECLS

typedef enum
{
  PARAFA_LOGIN_CERTIFICATE, /* choose; "certificates" is being filled while "busy" */
  PARAFA_LOGIN_PIN,         /* type the PIN */
  PARAFA_LOGIN_PAGE,        /* the web view shows the server's pages */
  PARAFA_LOGIN_TOKEN,       /* exchange and store */
  PARAFA_LOGIN_DONE,
} ParafaLoginStep;

/* Each known failure; ui/parafa-error-text.c has a sentence and a way on for each */
typedef enum
{
  PARAFA_LOGIN_PROBLEM_NONE,
  PARAFA_LOGIN_PROBLEM_NO_CERTIFICATES, /* no token, or no certificate with a key on it */
  PARAFA_LOGIN_PROBLEM_CARD_PROCESS,    /* detail names the driver when known */
  PARAFA_LOGIN_PROBLEM_CARD_TIMEOUT,
  PARAFA_LOGIN_PROBLEM_TOKEN_GONE,
  PARAFA_LOGIN_PROBLEM_KEY_MISSING,
  PARAFA_LOGIN_PROBLEM_PIN_WRONG,
  PARAFA_LOGIN_PROBLEM_PIN_LOCKED,
  PARAFA_LOGIN_PROBLEM_PIN_LENGTH,
  PARAFA_LOGIN_PROBLEM_PIN_EXPIRED, /* to be changed with the issuer's tool first */
  PARAFA_LOGIN_PROBLEM_PIN_NOT_SET,
  PARAFA_LOGIN_PROBLEM_FILE,
  PARAFA_LOGIN_PROBLEM_FILE_PASSWORD,
  PARAFA_LOGIN_PROBLEM_FILE_GONE, /* the file of the last login, or one chosen a moment ago */
  PARAFA_LOGIN_PROBLEM_SIGN,
  PARAFA_LOGIN_PROBLEM_NO_PSS,
  PARAFA_LOGIN_PROBLEM_QUESTION_LEFT_OPEN,
  PARAFA_LOGIN_PROBLEM_SANDBOX, /* WebKit's sandbox cannot start here */
  PARAFA_LOGIN_PROBLEM_VIEW,    /* the web view failed or crashed */
  PARAFA_LOGIN_PROBLEM_HOST_REFUSED,
  PARAFA_LOGIN_PROBLEM_UNREACHABLE,
  PARAFA_LOGIN_PROBLEM_TIMEOUT,
  PARAFA_LOGIN_PROBLEM_UNTRUSTED,
  PARAFA_LOGIN_PROBLEM_SERVER_EXPIRED,
  PARAFA_LOGIN_PROBLEM_WRONG_HOST,
  PARAFA_LOGIN_PROBLEM_TLS,
  PARAFA_LOGIN_PROBLEM_CERTIFICATE_REFUSED,
  PARAFA_LOGIN_PROBLEM_PAGE_NO_CERTIFICATE, /* page: the certificate was not presented */
  PARAFA_LOGIN_PROBLEM_PAGE_SESSION_FINISHED,
  PARAFA_LOGIN_PROBLEM_PAGE_BLOCKED, /* detail is the support id */
  PARAFA_LOGIN_PROBLEM_PAGE_MAINTENANCE,
  PARAFA_LOGIN_PROBLEM_DENIED,         /* error=access_denied */
  PARAFA_LOGIN_PROBLEM_CALLBACK_ERROR, /* another error=...; detail is the error code */
  PARAFA_LOGIN_PROBLEM_STATE,
  PARAFA_LOGIN_PROBLEM_NOT_CALLBACK,   /* what was pasted is another address */
  PARAFA_LOGIN_PROBLEM_SETTINGS,       /* token endpoint: client id, secret, redirect */
  PARAFA_LOGIN_PROBLEM_CODE_EXPIRED,   /* token endpoint: the code was refused */
  PARAFA_LOGIN_PROBLEM_EXCHANGE_LATER, /* token endpoint: busy, HTML, 5xx, no answer */
  PARAFA_LOGIN_PROBLEM_KEYRING_LOCKED, /* the pair is held by the account; offer again */
  PARAFA_LOGIN_PROBLEM_KEYRING_ABSENT,
  PARAFA_LOGIN_PROBLEM_KEYRING_FAILED,
  PARAFA_LOGIN_PROBLEM_CLIENT_SECRET, /* no client secret in the keyring for this profile */
  PARAFA_LOGIN_PROBLEM_SETUP,         /* practice server or addresses; detail for developers */
} ParafaLoginProblem;

/* The login as one object: certificate, PIN, page, token. Drives card, view addresses, oauth,
 * vault; no GTK. Properties (notify): "step" (int), "busy" (gboolean), "problem" (int),
 * "certificate" (ParafaCertificate). Signals: "open-page" (): the relay is ready, load
 * parafa_login_flow_get_page_uri() through it; "close-page" (): stop the view and drop its session;
 *          "upstream" (ParafaUpstream *); "pin-question" (guint id, guint flags, const char
 * *token); "done" (ParafaAccount *) after the pair is kept. */
#define PARAFA_TYPE_LOGIN_FLOW (parafa_login_flow_get_type ())
G_DECLARE_FINAL_TYPE (ParafaLoginFlow, parafa_login_flow, PARAFA, LOGIN_FLOW, GObject)
ParafaLoginFlow *parafa_login_flow_new (ParafaSession *session, ParafaAccount *account);
ParafaAccount *parafa_login_flow_get_account (ParafaLoginFlow *self);
ParafaLoginStep parafa_login_flow_get_step (ParafaLoginFlow *self);
gboolean parafa_login_flow_is_busy (ParafaLoginFlow *self);
ParafaLoginProblem parafa_login_flow_get_problem (ParafaLoginFlow *self);
const char *
parafa_login_flow_get_detail (ParafaLoginFlow *self); /* (nullable): for developers, redacted */
GListModel *parafa_login_flow_get_certificates (ParafaLoginFlow *self);
ParafaCertificate *parafa_login_flow_get_certificate (ParafaLoginFlow *self); /* (nullable) */
ParafaPinState parafa_login_flow_get_pin_state (ParafaLoginFlow *self);
const char *const *parafa_login_flow_get_driver_problems (ParafaLoginFlow *self); /* (nullable) */
/* certificate: (out) (optional) (nullable): the one to be offered, of the list */
ParafaLoginRemembered parafa_login_flow_get_remembered (ParafaLoginFlow *self,
                                                        ParafaCertificate **certificate);
/* at PARAFA_LOGIN_PIN: the token was pulled out and is back, so its PIN is asked for again */
gboolean parafa_login_flow_is_token_back (ParafaLoginFlow *self);
/* the person chooses: the remembered certificate is not taken by itself any more */
void parafa_login_flow_stay (ParafaLoginFlow *self);
/* starts the card process and lists; called again it lists again (token put in) */
void parafa_login_flow_start (ParafaLoginFlow *self);
/* reads the PIN state and goes to PARAFA_LOGIN_PIN, or straight to the page when none is needed */
void parafa_login_flow_choose (ParafaLoginFlow *self, ParafaCertificate *certificate);
/* back to the choice of certificate */
void parafa_login_flow_back (ParafaLoginFlow *self);
/* a PKCS#12 file: opened with its password it becomes the chosen certificate, no PIN */
void parafa_login_flow_open_file (ParafaLoginFlow *self, const char *path, ParafaSecret *password);
/* one try */
void parafa_login_flow_unlock (ParafaLoginFlow *self, ParafaSecret *pin);
void parafa_login_flow_answer_question (ParafaLoginFlow *self, guint id, ParafaSecret *pin);
/* for the view, from "open-page" on */
const ParafaRelayAddress *parafa_login_flow_get_relay (ParafaLoginFlow *self); /* (nullable) */
const char *parafa_login_flow_get_page_uri (ParafaLoginFlow *self);            /* (nullable) */
const char *parafa_login_flow_get_redirect_uri (ParafaLoginFlow *self);        /* (nullable) */
const char *const *
parafa_login_flow_get_hosts (ParafaLoginFlow *self); /* login hosts, "host:port" */
/* the view tells what it met */
void parafa_login_flow_callback_caught (ParafaLoginFlow *self, ParafaSecret *uri);
void parafa_login_flow_page_shown (ParafaLoginFlow *self, const char *address, const char *text);
void parafa_login_flow_view_failed (ParafaLoginFlow *self,
                                    ParafaLoginProblem problem,
                                    const char *detail);
/* Without a view: the system's browser shows get_page_uri(), and the person pastes the callback's
 * address. "step" is PARAFA_LOGIN_PAGE and nothing is busy when it can be shown */
void parafa_login_flow_paste (ParafaLoginFlow *self);
gboolean parafa_login_flow_is_pasting (ParafaLoginFlow *self);
/* blanks around it are no part of it */
void parafa_login_flow_callback_pasted (ParafaLoginFlow *self, ParafaSecret *text);
/* after a problem: once more with what is still good (page again while the token is unlocked; else
 * from the start) */
void parafa_login_flow_retry (ParafaLoginFlow *self);
/* ends everything: view, relay, token log-out, card process. Safe at any step, the last call on a
 * flow */
void parafa_login_flow_cancel (ParafaLoginFlow *self);

G_END_DECLS
