/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <gnutls/x509.h>

G_BEGIN_DECLS

#define PARAFA_OID_EMAIL "1.2.840.113549.1.9.1"
#define PARAFA_OID_COMMON_NAME "2.5.4.3"
#define PARAFA_OID_SURNAME "2.5.4.4"
#define PARAFA_OID_SERIAL_NUMBER "2.5.4.5"
#define PARAFA_OID_COUNTRY "2.5.4.6"
#define PARAFA_OID_LOCALITY "2.5.4.7"
#define PARAFA_OID_STATE "2.5.4.8"
#define PARAFA_OID_STREET "2.5.4.9"
#define PARAFA_OID_ORGANIZATION "2.5.4.10"
#define PARAFA_OID_UNIT "2.5.4.11"
#define PARAFA_OID_TITLE "2.5.4.12"
#define PARAFA_OID_POSTAL_CODE "2.5.4.17"
#define PARAFA_OID_PHONE "2.5.4.20"
#define PARAFA_OID_GIVEN_NAME "2.5.4.42"
#define PARAFA_OID_PSEUDONYM "2.5.4.65"
#define PARAFA_OID_ORGANIZATION_ID "2.5.4.97"

/* One attribute of a name */
typedef struct
{
  char *oid;  /* (owned) */
  char *text; /* (owned): UTF-8 */
} ParafaNamePart;

char *parafa_distinguished_name_get (gnutls_x509_dn_t name, const char *oid);
GPtrArray *parafa_distinguished_name_list (gnutls_x509_dn_t name);
const char *parafa_name_part_get_short_name (const ParafaNamePart *self);
char *parafa_name_parts_to_text (GPtrArray *parts);
char *parafa_distinguished_name_get_holder (gnutls_x509_dn_t name);
char *parafa_distinguished_name_get_authority (gnutls_x509_dn_t name);

G_END_DECLS
