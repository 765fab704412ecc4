/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-reader-service.h"
#include "parafa-checkup-line.h"
#include "parafa-http.h"
#include "parafa-pin-state.h"
#include "parafa-usb-devices.h"
#include "parafa-vault-state.h"

G_BEGIN_DECLS

/* How a driver did */
typedef enum
{
  PARAFA_CHECKUP_DRIVER_WORKS,
  PARAFA_CHECKUP_DRIVER_HANGS,
  PARAFA_CHECKUP_DRIVER_CRASHES,
  PARAFA_CHECKUP_DRIVER_DOES_NOT_START,
} ParafaCheckupDriverState;

typedef struct
{
  char *file; /* (owned): without folder */
  ParafaCheckupDriverState state;
  char *reason; /* (owned) (nullable): why it does not start, for developers */
  guint n_tokens;
  guint n_certificates;
} ParafaCheckupDriver;

/* A token, without what may name a person: its label is left out */
typedef struct
{
  char *manufacturer; /* (owned) */
  char *model;        /* (owned) */
  char *serial;       /* (owned) */
  char *driver;       /* (owned): file of the driver that is used */
  gboolean initialised;
  gboolean pin_set;
  ParafaPinState pin;
} ParafaCheckupToken;

/* The certificate that a login would use */
typedef struct
{
  char *issuer;   /* (owned) */
  char *serial;   /* (owned) */
  char *key_type; /* (owned) */
  gint64 not_before_s;
  gint64 not_after_s;
  gboolean for_authentication;
  gboolean qualified;
  gboolean chain_read;
  guint n_issuers;      /* found, with the root */
  char *missing_issuer; /* (owned) (nullable): the first one that was not found, root or not */
} ParafaCheckupCertificate;

/* The driver that a plugged-in device is known to need */
typedef struct
{
  char *title;   /* (owned) */
  char *package; /* (owned) (nullable): of this distribution */
  gboolean installed;
  gboolean open_may_do; /* OpenSC knows such tokens, too */
} ParafaCheckupWanted;

typedef enum
{
  PARAFA_CHECKUP_SANDBOX_STARTS,
  PARAFA_CHECKUP_SANDBOX_NOT_INSTALLED,
  PARAFA_CHECKUP_SANDBOX_NAMESPACES_OFF,
  PARAFA_CHECKUP_SANDBOX_APPARMOR,
  PARAFA_CHECKUP_SANDBOX_FAILS,
} ParafaCheckupSandboxState;

/* How a server took being asked */
typedef struct
{
  char *host; /* (owned) */
  gboolean asked;
  int problem;          /* ParafaHttpError, or -1 when it answered */
  gint64 server_time_s; /* its Date header; -1 when there was none */
  gint64 asked_at_s;    /* by this computer's clock, the middle of asking and answer */
} ParafaCheckupServer;

/* How the last login ended */
typedef struct
{
  gint64 at_s; /* -1: there was none */
  gboolean succeeded;
  gboolean refused; /* ANAF did not take the certificate */
  char *issuer;     /* (owned) (nullable) */
  char *serial;     /* (owned) (nullable) */
} ParafaCheckupLogin;

/* Which facts have been collected */
typedef enum
{
  PARAFA_CHECKUP_HAS_SERVICE = 1 << 0,
  PARAFA_CHECKUP_HAS_USB = 1 << 1,
  PARAFA_CHECKUP_HAS_CARDS = 1 << 2,
  PARAFA_CHECKUP_HAS_KEYRING = 1 << 3,
  PARAFA_CHECKUP_HAS_SANDBOX = 1 << 4,
  PARAFA_CHECKUP_HAS_NETWORK = 1 << 5,
  PARAFA_CHECKUP_HAS_LOGIN = 1 << 6,
  PARAFA_CHECKUP_HAS_FILE =
      1 << 7, /* what is known of the certificate in a file, if it is in one */
} ParafaCheckupHas;

/* All that the steps are judged by */
typedef struct
{
  ParafaCheckupHas has;
  ParafaDistribution *distribution; /* (owned) */
  gint64 now_s;

  ParafaReaderServiceAnswer *service; /* (owned) (nullable) */
  gboolean gnupg_runs;

  GPtrArray *usb;          /* (owned) (nullable) (element-type ParafaUsbDevice): NULL unreadable */
  ParafaUsbDevice *device; /* (owned) (nullable): the token or reader among them */
  ParafaCheckupWanted *wanted; /* (owned) (nullable) */

  gboolean cards_timed_out;
  guint card_limit_s;
  GPtrArray *drivers; /* (owned) (element-type ParafaCheckupDriver) */
  GPtrArray *tokens;  /* (owned) (element-type ParafaCheckupToken) */
  guint n_certificates;
  ParafaCheckupCertificate *certificate; /* (owned) (nullable) */

  ParafaVaultState keyring;
  gboolean keyring_by_portal; /* in a sandbox */
  gboolean keyring_timed_out;
  char *keyring_message; /* (owned) (nullable) */

  ParafaCheckupSandboxState sandbox;
  char *sandbox_message; /* (owned) (nullable) */

  guint network_limit_s;
  ParafaCheckupServer login_server;
  ParafaCheckupServer api_server;

  ParafaCheckupLogin login;
  gboolean practises;  /* with the practice server, which brings a certificate */
  gboolean uses_file;  /* the last login was made with a PKCS#12 file */
  gboolean file_there; /* which is still there */
} ParafaCheckupFacts;

ParafaCheckupFacts *parafa_checkup_facts_new (const ParafaDistribution *distribution, gint64 now_s);
void parafa_checkup_facts_free (ParafaCheckupFacts *self);
ParafaCheckupDriver *parafa_checkup_facts_add_driver (ParafaCheckupFacts *self,
                                                      const char *file,
                                                      ParafaCheckupDriverState state);
ParafaCheckupToken *parafa_checkup_facts_add_token (ParafaCheckupFacts *self,
                                                    const char *manufacturer,
                                                    const char *model,
                                                    const char *serial);
void parafa_checkup_certificate_free (ParafaCheckupCertificate *self);
void parafa_checkup_wanted_free (ParafaCheckupWanted *self);

/* (transfer full) (nullable): NULL while facts are missing */
ParafaCheckupLine *parafa_checkup_judge (const ParafaCheckupFacts *facts, ParafaCheckupStep step);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaCheckupFacts, parafa_checkup_facts_free)

G_END_DECLS
