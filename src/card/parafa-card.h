/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-card-listing.h"
#include "parafa-certificate.h"
#include "parafa-driver-config.h"
#include "parafa-pin-state.h"
#include "parafa-secret.h"

G_BEGIN_DECLS

#define PARAFA_CARD_ERROR (parafa_card_error_quark ())
GQuark parafa_card_error_quark (void);

/**
 * ParafaCardError: (registered with D-Bus as ro.parafa.Card1.Error.*)
 */
typedef enum
{
  PARAFA_CARD_ERROR_FAILED,  /* anything else; message for developers */
  PARAFA_CARD_ERROR_PROCESS, /* the card process ended or cannot start; the message names the driver
                                if known */
  PARAFA_CARD_ERROR_TIMEOUT, /* the driver did not answer in time */
  PARAFA_CARD_ERROR_TOKEN_GONE,  /* token pulled out */
  PARAFA_CARD_ERROR_KEY_MISSING, /* no private key for the certificate */
  PARAFA_CARD_ERROR_PIN_WRONG,
  PARAFA_CARD_ERROR_PIN_LOCKED,
  PARAFA_CARD_ERROR_PIN_NEEDED, /* StartRelay before Unlock */
  PARAFA_CARD_ERROR_PIN_LENGTH, /* empty, or refused by the token before a try was counted */
  PARAFA_CARD_ERROR_FILE,       /* not a PKCS#12 file */
  PARAFA_CARD_ERROR_FILE_PASSWORD,
  PARAFA_CARD_ERROR_CANCELLED, /* a question was cancelled or left open too long */
  PARAFA_CARD_ERROR_SIGN,      /* the token refused to sign */
  /* of the relay: */
  PARAFA_CARD_ERROR_HOST_REFUSED, /* a host that is not on the list */
  PARAFA_CARD_ERROR_UNREACHABLE,
  PARAFA_CARD_ERROR_NET_TIMEOUT,
  PARAFA_CARD_ERROR_UNTRUSTED,           /* server certificate: unknown issuer */
  PARAFA_CARD_ERROR_SERVER_EXPIRED,      /* server certificate out of date */
  PARAFA_CARD_ERROR_WRONG_HOST,          /* server certificate for another name */
  PARAFA_CARD_ERROR_TLS,                 /* any other TLS failure, alerts among them */
  PARAFA_CARD_ERROR_CERTIFICATE_REFUSED, /* the server sent an alert about the client certificate */
  PARAFA_CARD_ERROR_NO_PSS,
  PARAFA_CARD_ERROR_PIN_EXPIRED, /* has to be changed first, with the issuer's tool */
  PARAFA_CARD_ERROR_PIN_NOT_SET, /* no PIN was set on the token yet */
} ParafaCardError;

/* What the relay may reach and whom it trusts */
typedef struct
{
  const char *const *login_hosts;  /* "host:port", TLS ended here, certificate offered */
  const char *const *tunnel_hosts; /* (nullable): "host:port", passed through untouched */
  GBytes *trust_pem;               /* (nullable): CA certificates; NULL for the system's */
  const char
      *proxy_uri; /* (nullable): the company's proxy; NULL asks the system (GProxyResolver) */
} ParafaRelaySettings;

/* Where the relay listens */
typedef struct
{
  guint16 port;
  ParafaSecret *password; /* user name is "relay" */
  char *certificate_pem;  /* what the view has to accept for the login hosts */
} ParafaRelayAddress;

/* What is known of the real connection behind the relay */
typedef struct
{
  char *host;     /* host:port */
  char *protocol; /* "TLS 1.2" */
  char *cipher;
  char *issuer; /* issuer of the server certificate */
  gboolean certificate_sent;
} ParafaUpstream;

void parafa_relay_address_free (ParafaRelayAddress *address);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaRelayAddress, parafa_relay_address_free)
#define PARAFA_TYPE_UPSTREAM (parafa_upstream_get_type ())
GType parafa_upstream_get_type (void) G_GNUC_CONST;
ParafaUpstream *parafa_upstream_copy (const ParafaUpstream *upstream);
void parafa_upstream_free (ParafaUpstream *upstream);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaUpstream, parafa_upstream_free)

/* The application's end of the card processes: one per driver, so that a driver that hangs, crashes or
 * lies takes nothing along but itself. Signals, all in the context of who made the calls:
 *  "relay-failed" (GError *error, const char *host)
 *  "upstream" (ParafaUpstream *upstream): a connection to a login host was secured or renegotiated
 *  "pin-question" (guint id, guint flags, const char *token): a key that asks again (context-specific)
 *  "ended" (GError *error): the process of the token that was chosen went away by itself
 * and while it watches (parafa_card_set_watching()), within two seconds:
 *  "tokens-changed" (): a token was put in or pulled out; list again
 *  "token-gone" (const char *label): the token that was unlocked last was pulled out. Its login is
 *    lost with it; the process stays. When "tokens-changed" comes and read_pin_state works again, the
 *    same token is back: unlock it once more, then start the relay again
 */
#define PARAFA_TYPE_CARD (parafa_card_get_type ())
G_DECLARE_FINAL_TYPE (ParafaCard, parafa_card, PARAFA, CARD, GObject)

ParafaCard *parafa_card_new (void);
/* limits, in milliseconds: for listing (20 s), for a question that nobody answers (5 min) and for each
 * step toward a server (20 s) */
void parafa_card_set_list_timeout (ParafaCard *self, guint timeout_ms);
void parafa_card_set_question_timeout (ParafaCard *self, guint timeout_ms);
void parafa_card_set_network_timeout (ParafaCard *self, guint timeout_ms);
/* where drivers are looked for: NULL for p11-kit's configuration, else a copy. Before the first call */
void parafa_card_set_folders (ParafaCard *self, const ParafaDriverFolders *folders);
/* (element-type ParafaCertificate), ordered; problems: (out) (nullable): a sentence for developers
 * per driver that failed. Fails with TIMEOUT or PROCESS only when nothing was found and a driver
 * hung or crashed; the listing (below) is there all the same */
void parafa_card_list_async (ParafaCard *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
GPtrArray *
parafa_card_list_finish (ParafaCard *self, GAsyncResult *result, GStrv *problems, GError **error);
/* (transfer full): tokens, drivers and problems besides the certificates, instead of list_finish().
 * Fails only when cancelled or ended */
ParafaCardListing *
parafa_card_list_finish_listing (ParafaCard *self, GAsyncResult *result, GError **error);
/* Loads any file as a driver, in a process of its own that ends afterwards, with the time limit of
 * listing. (transfer full): the report says what is wrong with it; fails only when cancelled */
void parafa_card_probe_driver_async (ParafaCard *self,
                                     const char *path,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
ParafaDriverReport *
parafa_card_probe_driver_finish (ParafaCard *self, GAsyncResult *result, GError **error);
/* Tells of tokens put in and pulled out. Off at first; nothing runs and wakes while it is off. Set it
 * while a page that needs it is shown */
void parafa_card_set_watching (ParafaCard *self, gboolean watching);
gboolean parafa_card_get_watching (ParafaCard *self);
/* PKCS#12: opens the file, keeps its key in the card process; no PIN is needed afterwards */
void parafa_card_open_file_async (ParafaCard *self,
                                  const char *path,
                                  ParafaSecret *password,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
ParafaCertificate *
parafa_card_open_file_finish (ParafaCard *self, GAsyncResult *result, GError **error);
void parafa_card_read_pin_state_async (ParafaCard *self,
                                       ParafaCertificate *certificate,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean parafa_card_read_pin_state_finish (ParafaCard *self,
                                            GAsyncResult *result,
                                            ParafaPinState *state,
                                            GError **error);
/* exactly one C_Login; pin: (nullable) only for a PIN pad. On PIN_WRONG, state tells what is left
 */
void parafa_card_unlock_async (ParafaCard *self,
                               ParafaCertificate *certificate,
                               ParafaSecret *pin,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean parafa_card_unlock_finish (ParafaCard *self,
                                    GAsyncResult *result,
                                    ParafaPinState *state,
                                    GError **error);
/* what vouches for a certificate, from where it lies, without a PIN; (element-type ParafaCertificate) */
void parafa_card_read_chain_async (ParafaCard *self,
                                   ParafaCertificate *certificate,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
GPtrArray *parafa_card_read_chain_finish (ParafaCard *self, GAsyncResult *result, GError **error);
/* certificate: (nullable): NULL goes on without a certificate; else it must have been unlocked or
 * opened */
void parafa_card_start_relay_async (ParafaCard *self,
                                    ParafaCertificate *certificate,
                                    const ParafaRelaySettings *settings,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
ParafaRelayAddress *
parafa_card_start_relay_finish (ParafaCard *self, GAsyncResult *result, GError **error);
void parafa_card_answer_question (ParafaCard *self,
                                  guint id,
                                  ParafaSecret *pin); /* pin: (nullable): NULL cancels */
/* stops the relay, logs the token out, wipes, ends the process; safe at any time */
void parafa_card_end_async (ParafaCard *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean parafa_card_end_finish (ParafaCard *self, GAsyncResult *result, GError **error);

G_END_DECLS
