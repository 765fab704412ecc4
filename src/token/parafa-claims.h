/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-jwt.h"

G_BEGIN_DECLS

#define PARAFA_TYPE_CLAIMS (parafa_claims_get_type ())
typedef struct _ParafaClaims ParafaClaims;

/* One claim as a person reads it: its name and its value as text (numbers in decimal, lists joined)
 */
typedef struct
{
  char *name;
  char *value;
  gint64 time_s; /* Unix seconds when the claim is a time, else -1 */
} ParafaClaim;

GType parafa_claims_get_type (void) G_GNUC_CONST;
ParafaClaims *parafa_claims_new (ParafaJwt *jwt);
ParafaClaims *parafa_claims_ref (ParafaClaims *self);
void parafa_claims_unref (ParafaClaims *self);
/* times are Unix seconds, -1 where the token does not say */
gint64 parafa_claims_get_issued_at (ParafaClaims *self);
gint64 parafa_claims_get_not_before (ParafaClaims *self);
gint64 parafa_claims_get_expires_at (ParafaClaims *self);
const char *
parafa_claims_get_issuer (ParafaClaims *self); /* (nullable): the CA named by the claim `issuer` */
const char *parafa_claims_get_serial (ParafaClaims *self);    /* (nullable): colon form */
const char *parafa_claims_get_client_id (ParafaClaims *self); /* (nullable) */
const char *parafa_claims_get_id (ParafaClaims *self);        /* (nullable): jti */
const char *const *parafa_claims_get_services (ParafaClaims *self);
gboolean parafa_claims_has_service (ParafaClaims *self, const char *service);
const ParafaClaim *parafa_claims_get_list (ParafaClaims *self, guint *n_claims);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaClaims, parafa_claims_unref)

G_END_DECLS
