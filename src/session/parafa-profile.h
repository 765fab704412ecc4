/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  PARAFA_ENVIRONMENT_ANAF,
  PARAFA_ENVIRONMENT_PRACTICE,
} ParafaEnvironment;

/* One registered application and one certificate holder. No secrets.
 * Properties (all notify): "id" (construct-only), "name", "environment" (construct-only int),
 * "client-id", "redirect-uri", "holder", "certificate-serial", "certificate-issuer",
 * "certificate-ends-at" (int64 Unix s, -1 unknown), "certificate-file" */
#define PARAFA_TYPE_PROFILE (parafa_profile_get_type ())
G_DECLARE_FINAL_TYPE (ParafaProfile, parafa_profile, PARAFA, PROFILE, GObject)
ParafaProfile *parafa_profile_new (const char *name, ParafaEnvironment environment);
const char *parafa_profile_get_id (ParafaProfile *self);
const char *parafa_profile_get_name (ParafaProfile *self);
void parafa_profile_set_name (ParafaProfile *self, const char *name);
ParafaEnvironment parafa_profile_get_environment (ParafaProfile *self);
const char *parafa_profile_get_client_id (ParafaProfile *self);
void parafa_profile_set_client_id (ParafaProfile *self, const char *client_id);
const char *parafa_profile_get_redirect_uri (ParafaProfile *self);
void parafa_profile_set_redirect_uri (ParafaProfile *self, const char *uri);
const char *parafa_profile_get_holder (ParafaProfile *self);             /* (nullable) */
const char *parafa_profile_get_certificate_serial (ParafaProfile *self); /* (nullable) */
const char *parafa_profile_get_certificate_issuer (ParafaProfile *self); /* (nullable) */
gint64 parafa_profile_get_certificate_ends_at (ParafaProfile *self);
void parafa_profile_set_certificate (ParafaProfile *self,
                                     const char *holder,
                                     const char *issuer,
                                     const char *serial,
                                     gint64 ends_at_s);
/* the PKCS#12 file it lay in, by its path; (nullable): NULL for one on a token */
const char *parafa_profile_get_certificate_file (ParafaProfile *self);
void parafa_profile_set_certificate_file (ParafaProfile *self, const char *path);
/* The certificate that ANAF last refused for this profile; forgotten when a login with it succeeds */
const char *parafa_profile_get_refused_serial (ParafaProfile *self); /* (nullable) */
const char *parafa_profile_get_refused_issuer (ParafaProfile *self); /* (nullable) */
gint64 parafa_profile_get_refused_at (ParafaProfile *self);          /* Unix s, -1 never */
void parafa_profile_set_refused (ParafaProfile *self,
                                 const char *issuer,
                                 const char *serial,
                                 gint64 at_s);

G_END_DECLS
