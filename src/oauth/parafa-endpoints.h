/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The addresses of one authorization server and the services behind it */
#define PARAFA_TYPE_ENDPOINTS (parafa_endpoints_get_type ())
typedef struct _ParafaEndpoints ParafaEndpoints;
GType parafa_endpoints_get_type (void) G_GNUC_CONST;
ParafaEndpoints *parafa_endpoints_new_anaf (void);
/* login_uri "https://logincert.localhost:PORT", api_uri "https://api.localhost:PORT": loopback
 * names only */
ParafaEndpoints *parafa_endpoints_new_practice (const char *login_uri,
                                                const char *api_uri,
                                                GBytes *ca_pem,
                                                GError **error);
ParafaEndpoints *parafa_endpoints_ref (ParafaEndpoints *self);
void parafa_endpoints_unref (ParafaEndpoints *self);
const char *parafa_endpoints_get_authorize_uri (ParafaEndpoints *self);
const char *parafa_endpoints_get_token_uri (ParafaEndpoints *self);
const char *parafa_endpoints_get_revoke_uri (ParafaEndpoints *self);
const char *parafa_endpoints_get_hello_uri (ParafaEndpoints *self);
const char *
parafa_endpoints_get_api_uri (ParafaEndpoints *self); /* of all services, without a slash */
const char *const *parafa_endpoints_get_login_hosts (ParafaEndpoints *self); /* "host:port" */
GBytes *parafa_endpoints_get_ca_pem (ParafaEndpoints *self);                 /* (nullable) */
gboolean parafa_endpoints_is_practice (ParafaEndpoints *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaEndpoints, parafa_endpoints_unref)

G_END_DECLS
