/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A person's, with everything an authority can state */
#define TEST_OPENSSL_QUALIFIED                                                                     \
  "keyUsage=critical,digitalSignature,nonRepudiation\n"                                            \
  "extendedKeyUsage=clientAuth,emailProtection,1.3.6.1.4.1.311.20.2.2\n"                           \
  "certificatePolicies=1.3.6.1.4.1.25017.3.1.3,@pol\n"                                             \
  "authorityInfoAccess=caIssuers;URI:http://pki.exemplu.test/ca.cer,OCSP;URI:"                     \
  "http://ocsp.exemplu.test\n"                                                                     \
  "crlDistributionPoints=URI:http://pki.exemplu.test/ca.crl\n"                                     \
  "subjectAltName=email:stefanita@exemplu.test\n"                                                  \
  "subjectKeyIdentifier=hash\n"                                                                    \
  "1.3.6.1.5.5.7.1.3=ASN1:SEQUENCE:qcs\n"                                                          \
  "[pol]\npolicyIdentifier=0.4.0.194112.1.2\nCPS.1=http://cps.exemplu.test/\n"                     \
  "userNotice.1=@notice\n[notice]\nexplicitText=UTF8:Certificat calificat ș\n"                    \
  "[qcs]\na=SEQUENCE:qc1\nb=SEQUENCE:qc2\nc=SEQUENCE:qc3\nd=SEQUENCE:qc4\ne=SEQUENCE:qc5\n"        \
  "f=SEQUENCE:qc6\ng=SEQUENCE:qc7\nh=SEQUENCE:qc8\n"                                               \
  "[qc1]\nid=OID:0.4.0.1862.1.1\n[qc2]\nid=OID:0.4.0.1862.1.4\n"                                   \
  "[qc3]\nid=OID:0.4.0.1862.1.6\nv=SEQUENCE:types\n"                                               \
  "[types]\nt=OID:0.4.0.1862.1.6.1\nu=OID:0.4.0.1862.1.6.2\n"                                      \
  "[qc4]\nid=OID:0.4.0.1862.1.3\nv=INTEGER:10\n"                                                   \
  "[qc5]\nid=OID:0.4.0.1862.1.5\nv=SEQUENCE:pdss\n[pdss]\na=SEQUENCE:pds\n"                        \
  "[pds]\nu=IA5:https://pds.exemplu.test/en.pdf\nl=PRINTABLE:en\n"                                 \
  "[qc6]\nid=OID:0.4.0.1862.1.2\nv=SEQUENCE:lim\n"                                                 \
  "[lim]\nc=PRINTABLE:EUR\na=INTEGER:5\ne=INTEGER:3\n"                                             \
  "[qc7]\nid=OID:1.3.6.1.5.5.7.11.2\nv=SEQUENCE:sem\n[sem]\ns=OID:0.4.0.194121.1.1\n"              \
  "[qc8]\nid=OID:1.2.3.4.5.6\nv=INTEGER:1\n"

#define TEST_OPENSSL_NAMES                                                                         \
  "C=RO\nO=Cabinet Salcia S.R.L.\nSN=Țârlea\nGN=Ștefăniță\nserialNumber=199805TS12\n"        \
  "CN=Ștefăniță Țârlea"

/* Certificates made by other programs than the library that reads them */
typedef struct
{
  const char *key;        /* (nullable): "rsa", "ec" (the default), "p384", "ed25519" */
  const char *mask;       /* (nullable): OpenSSL's string_mask */
  const char *serial;     /* (nullable): "0x5a11", "-0x5a11" */
  guint days;             /* until its end; 30 when 0 */
  const char *names;      /* lines of the subject, "CN=…" */
  const char *extensions; /* (nullable): lines of the section, and sections after it */
} TestOpensslSpec;

char *test_openssl_make_dir (void);
void test_openssl_remove_dir (char *dir);
GBytes *test_openssl_make (const char *dir, const TestOpensslSpec *spec);
GBytes *test_openssl_make_dated (const char *dir, const char *from, const char *to);
void test_openssl_run (const char *dir, const char *command);
GBytes *test_openssl_read (const char *dir, const char *name);

G_END_DECLS
