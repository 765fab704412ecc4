/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-test-token.h"

#include <string.h>

/* Tokens as ANAF lays them out (ANAF OAuth procedure, 2024; the newer layout as observed): pretty
 * printed, no `typ`, times last. Every value is invented. */

const char parafa_test_header[] = "{\n  \"alg\": \"RS512\",\n  \"kid\": \"anaf_2023_2024\"\n}\n";

const char parafa_test_claims_new[] =
    "{\n"
    "  \"token_type\": \"Bearer\",\n"
    "  \"scope\": \"clientappid issuer role serial\",\n"
    "  \"scope_data\": [\n"
    "    {\n"
    "        \"id\": \"clientappid\",\n"
    "        \"value\": \"0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f6071\"\n"
    "    },\n"
    "    {\n        \"id\": \"issuer\",\n        \"value\": \"certInventat\"\n    },\n"
    "    {\n        \"id\": \"role\",\n"
    "        \"value\": \"HELLO,EFACTURA,ETRANSPORT,SRV_EFACTURA\"\n    },\n"
    "    {\n        \"id\": \"serial\",\n        \"value\": \"34:00:0a:1b:2c:3d\"\n    }\n"
    "  ],\n"
    "  \"iss\": \"https://logincert.anaf.ro\",\n"
    "  \"clientappid\": \"0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f6071\",\n"
    "  \"efactura\": \"EFACTURA@SRV_EFACTURA\",\n"
    "  \"etransport\": \"ETRANSPORT\",\n"
    "  \"hello\": \"HELLO\",\n"
    "  \"issuer\": \"certInventat\",\n"
    "  \"roles\": \"HELLO@EFACTURA@ETRANSPORT@SRV_EFACTURA\",\n"
    "  \"serial\": \"34:00:0a:1b:2c:3d\",\n"
    "  \"sub\": \"34000a1b2c3d\",\n"
    "  \"jti\": \"00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\",\n"
    "  \"iat\": 1795000000,\n"
    "  \"exp\": 1802776000,\n"
    "  \"nbf\": 1794999700\n"
    "}\n";

const char parafa_test_claims_old[] =
    "{\n"
    "  \"token_type\": \"Bearer\",\n"
    "  \"scope\": \"clientappid info issuer role serial\",\n"
    "  \"scope_data\": [\n"
    "    { \"id\": \"clientappid\", \"value\": \"aplicatie\" },\n"
    "    { \"id\": \"info\", \"value\": \"\" },\n"
    "    { \"id\": \"issuer\", \"value\": \"Inventata\" },\n"
    "    { \"id\": \"role\", \"value\": \"HELLO,EFACTURA,SRV_EFACTURA\" },\n"
    "    { \"id\": \"serial\", \"value\": \"34:00:FF\" }\n"
    "  ],\n"
    "  \"iss\": \"https://logincert.anaf.ro\",\n"
    "  \"clientappid\": \"aplicatie\",\n"
    "  \"efactura\": \"EFACTURA,SRV_EFACTURA\",\n"
    "  \"hello\": \"HELLO\",\n"
    "  \"issuer\": \"Inventata\",\n"
    "  \"role\": \"HELLO,EFACTURA,SRV_EFACTURA\",\n"
    "  \"serial\": \"34:00:ff\",\n"
    "  \"sub\": \"3400ff\",\n"
    "  \"jti\": \"abc\",\n"
    "  \"iat\": 1700000000,\n  \"exp\": 1707776000,\n  \"nbf\": 1699999700\n"
    "}\n";

static void
append_base64url (GString *out, const char *data, gsize length)
{
  g_autofree char *text = g_base64_encode ((const guchar *) data, length);

  for (const char *c = text; *c != '\0' && *c != '='; c++)
    g_string_append_c (out, *c == '+' ? '-' : *c == '/' ? '_' : *c);
}

/* A token with a signature that looks like one of RSA with 2048 bits. */
char *
parafa_test_token_build (const char *header, const char *claims)
{
  GString *out = g_string_new (NULL);
  char signature[256];

  for (gsize i = 0; i < sizeof signature; i++)
    signature[i] = (char) (i * 131 + 17);
  append_base64url (out, header, strlen (header));
  g_string_append_c (out, '.');
  append_base64url (out, claims, strlen (claims));
  g_string_append_c (out, '.');
  append_base64url (out, signature, sizeof signature);
  return g_string_free (out, FALSE);
}

char *
parafa_test_token_build_at (gint64 issued_at_s, gint64 lifetime_s)
{
  g_autofree char *claims =
      g_strdup_printf ("{\n  \"roles\": \"HELLO\",\n  \"iat\": %" G_GINT64_FORMAT
                       ",\n  \"exp\": %" G_GINT64_FORMAT ",\n  \"nbf\": %" G_GINT64_FORMAT "\n}\n",
                       issued_at_s, issued_at_s + lifetime_s, issued_at_s - 300);

  return parafa_test_token_build (parafa_test_header, claims);
}
