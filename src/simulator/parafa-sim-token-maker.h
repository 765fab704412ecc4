/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-sim-x509.h"

G_BEGIN_DECLS

typedef enum
{
  PARAFA_SIM_LAYOUT_NEW, /* since 2024: `roles`, divided by @ */
  PARAFA_SIM_LAYOUT_OLD, /* until 2024: `role`, divided by commas */
} ParafaSimLayout;

/* What an access token is to say. Strings are borrowed for the call. */
typedef struct
{
  const char *client_id;
  const char *issuer; /* short name of the certificate's authority */
  const char *serial; /* of the certificate, lower-case hex pairs with colons */
  gint64 issued_at_s;
  gint64 lifetime_s;
  ParafaSimLayout layout;
} ParafaSimTokenText;

typedef enum
{
  PARAFA_SIM_TOKEN_GOOD,
  PARAFA_SIM_TOKEN_EXPIRED,
  PARAFA_SIM_TOKEN_BAD, /* not ours, damaged, or not yet valid */
} ParafaSimTokenState;

char *parafa_sim_token_new_access (EVP_PKEY *key, const ParafaSimTokenText *text, GError **error);
char *parafa_sim_token_new_refresh (void);
ParafaSimTokenState parafa_sim_token_check (
    EVP_PKEY *key, const char *token, gint64 now_s, char **issuer, char **serial);
char *parafa_sim_random_hex (gsize bytes);
char *parafa_sim_base64url (const guint8 *bytes, gsize length);

G_END_DECLS
