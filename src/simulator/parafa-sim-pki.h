/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-sim-x509.h"

G_BEGIN_DECLS

#define PARAFA_SIM_PRACTICE_PASSWORD "practica" /* public: it opens nothing but practice */
#define PARAFA_SIM_PRACTICE_HOLDER "Anița Brădișor"

typedef enum
{
  PARAFA_SIM_ISSUE_AUTHENTICATION,
  PARAFA_SIM_ISSUE_SIGNATURE, /* not for authentication */
  PARAFA_SIM_ISSUE_EXPIRED,
  PARAFA_SIM_ISSUE_FUTURE,
} ParafaSimIssueKind;

/* An order for a client certificate. Strings are borrowed for the call. */
typedef struct
{
  const char *name;   /* of the files */
  const char *holder; /* the person's name */
  const char *serial; /* (nullable): hex digits */
  ParafaSimKeyType key;
  ParafaSimIssueKind kind;
} ParafaSimIssue;

gboolean parafa_sim_pki_prepare (const char *dir, gint64 now_s, GError **error);
gboolean
parafa_sim_pki_issue (const char *dir, const ParafaSimIssue *issue, gint64 now_s, GError **error);
EVP_PKEY *parafa_sim_pki_load_key (const char *dir, const char *name, GError **error);
X509 *parafa_sim_pki_load_certificate (const char *dir, const char *name, GError **error);

G_END_DECLS
