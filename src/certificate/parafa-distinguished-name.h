/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <gnutls/x509.h>

G_BEGIN_DECLS

#define PARAFA_OID_COMMON_NAME "2.5.4.3"
#define PARAFA_OID_SURNAME "2.5.4.4"
#define PARAFA_OID_SERIAL_NUMBER "2.5.4.5"
#define PARAFA_OID_ORGANIZATION "2.5.4.10"
#define PARAFA_OID_GIVEN_NAME "2.5.4.42"

char *parafa_distinguished_name_get (gnutls_x509_dn_t name, const char *oid);
char *parafa_distinguished_name_get_holder (gnutls_x509_dn_t name);
char *parafa_distinguished_name_get_authority (gnutls_x509_dn_t name);

G_END_DECLS
