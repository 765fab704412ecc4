/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-sim-token-maker.h"

#include <json-glib/json-glib.h>
#include <openssl/err.h>
#include <openssl/rand.h>
#include <stdio.h>
#include <string.h>

#define NOT_BEFORE_MARGIN_S 300
#define REFRESH_BYTES 1110 /* 1480 characters, as observed in 2025 */
#define MAX_TOKEN_LENGTH (16 * 1024)
#define ISSUER_URI "https://logincert.anaf.ro"

/* Byte for byte as observed in 2025: two blanks, no blank after the colon, no `typ` */
#define HEADER "{\n  \"alg\":\"RS512\",\n  \"kid\":\"anaf_2023_2024\"\n}"

/**
 * parafa_sim_base64url:
 * @bytes: (array length=length): anything
 * @length: its length
 *
 * Returns: (transfer full): base64url without padding (RFC 4648 §5)
 */
char *
parafa_sim_base64url (const guint8 *bytes, gsize length)
{
  char *text = g_base64_encode (bytes, length);

  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';
  return text;
}

static guint8 *
decode_base64url (const char *text, gsize length, gsize *decoded_length)
{
  g_autofree char *padded = g_strndup (text, length);

  *decoded_length = 0;
  if (length == 0 || length % 4 == 1)
    return NULL;
  for (const char *c = padded; *c != '\0'; c++)
    {
      if (!g_ascii_isalnum (*c) && *c != '-' && *c != '_')
        return NULL;
    }
  g_strdelimit (padded, "-", '+');
  g_strdelimit (padded, "_", '/');
  if (length % 4 != 0)
    {
      char *longer = g_strconcat (padded, length % 4 == 2 ? "==" : "=", NULL);

      g_free (padded);
      padded = longer;
    }
  return g_base64_decode (padded, decoded_length);
}

/* For the test that searches every file and log for secrets: it has to know codes and cookies, which
 * nothing else tells. Practice secrets only, and only where somebody names a file. */
static void
tell_spy (const char *text)
{
  const char *path = g_getenv ("PARAFA_SIMULATOR_SPY");
  FILE *file = path != NULL ? fopen (path, "a") : NULL;

  if (file == NULL)
    return;
  fprintf (file, "%s\n", text);
  fclose (file);
}

/**
 * parafa_sim_random_hex:
 * @bytes: how many random bytes, at most 64
 *
 * Returns: (transfer full): twice as many lower-case hex digits
 */
char *
parafa_sim_random_hex (gsize bytes)
{
  guint8 raw[64];
  GString *text = g_string_new (NULL);

  g_assert (bytes <= sizeof raw);
  if (RAND_bytes (raw, (int) bytes) != 1)
    g_error ("token-maker: no random numbers");
  for (gsize i = 0; i < bytes; i++)
    g_string_append_printf (text, "%02x", raw[i]);
  tell_spy (text->str);
  return g_string_free (text, FALSE);
}

/* A JSON string (RFC 8259 §7) with its quotes */
static void
append_json_string (GString *json, const char *text)
{
  g_string_append_c (json, '"');
  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c == '"' || *c == '\\')
        g_string_append_printf (json, "\\%c", *c);
      else if ((guchar) *c < ' ')
        g_string_append_printf (json, "\\u%04x", (guint) *c);
      else
        g_string_append_c (json, *c);
    }
  g_string_append_c (json, '"');
}

static void
append_claim (GString *json, const char *name, const char *value)
{
  g_string_append_printf (json, "  \"%s\":", name);
  append_json_string (json, value);
  g_string_append (json, ",\n");
}

static void
append_scope_item (GString *json, const char *id, const char *value, gboolean last)
{
  g_string_append_printf (json, "    {\n        \"id\":\"%s\",\n        \"value\":", id);
  append_json_string (json, value);
  g_string_append (json, last ? "\n    }\n" : "\n    },\n");
}

static void
append_scope (GString *json, const ParafaSimTokenText *text, const char *commas)
{
  gboolean old = text->layout == PARAFA_SIM_LAYOUT_OLD;

  append_claim (json, "scope",
                old ? "clientappid info issuer role serial" : "clientappid issuer role serial");
  g_string_append (json, "  \"scope_data\":[\n");
  append_scope_item (json, "clientappid", text->client_id, FALSE);
  if (old)
    append_scope_item (json, "info", "", FALSE);
  append_scope_item (json, "issuer", text->issuer, FALSE);
  append_scope_item (json, "role", commas, FALSE);
  append_scope_item (json, "serial", text->serial, TRUE);
  g_string_append (json, "  ],\n");
}

/* The claims in ANAF's order */
static char *
make_claims (const ParafaSimTokenText *text)
{
  static const char roles_commas[] = "HELLO,EFACTURA,ETRANSPORT,SRV_EFACTURA";
  static const char roles_ats[] = "HELLO@EFACTURA@ETRANSPORT@SRV_EFACTURA";
  gboolean old = text->layout == PARAFA_SIM_LAYOUT_OLD;
  GString *json = g_string_new ("{\n");
  g_auto (GStrv) pairs = g_strsplit (text->serial, ":", -1);
  g_autofree char *subject = g_strjoinv ("", pairs);
  g_autofree char *id = parafa_sim_random_hex (32);

  append_claim (json, "token_type", "Bearer");
  append_scope (json, text, roles_commas);
  append_claim (json, "iss", ISSUER_URI);
  append_claim (json, "clientappid", text->client_id);
  append_claim (json, "efactura", old ? "EFACTURA,SRV_EFACTURA" : "EFACTURA@SRV_EFACTURA");
  append_claim (json, "etransport", "ETRANSPORT");
  append_claim (json, "hello", "HELLO");
  append_claim (json, "issuer", text->issuer);
  if (old)
    append_claim (json, "role", roles_commas);
  else
    append_claim (json, "roles", roles_ats);
  append_claim (json, "serial", text->serial);
  append_claim (json, "sub", subject);
  append_claim (json, "jti", id);
  g_string_append_printf (json,
                          "  \"iat\":%" G_GINT64_FORMAT ",\n"
                          "  \"exp\":%" G_GINT64_FORMAT ",\n"
                          "  \"nbf\":%" G_GINT64_FORMAT "\n}",
                          text->issued_at_s, text->issued_at_s + text->lifetime_s,
                          text->issued_at_s - NOT_BEFORE_MARGIN_S);
  return g_string_free (json, FALSE);
}

static char *
sign (EVP_PKEY *key, const char *input, GError **error)
{
  EVP_MD_CTX *context = EVP_MD_CTX_new ();
  guint8 signature[512];
  size_t length = sizeof signature;
  char *text = NULL;

  if (context != NULL && EVP_DigestSignInit (context, NULL, EVP_sha512 (), NULL, key) == 1 &&
      EVP_DigestSign (context, signature, &length, (const guint8 *) input, strlen (input)) == 1)
    text = parafa_sim_base64url (signature, length);
  else
    parafa_sim_set_crypto_error (error, "cannot sign a token");
  EVP_MD_CTX_free (context);
  return text;
}

static gboolean
verify (EVP_PKEY *key, const char *token, gsize signed_length)
{
  const char *text = token + signed_length + 1;
  gsize length;
  g_autofree guint8 *signature = decode_base64url (text, strlen (text), &length);
  EVP_MD_CTX *context = EVP_MD_CTX_new ();
  gboolean good = FALSE;

  if (signature != NULL && context != NULL &&
      EVP_DigestVerifyInit (context, NULL, EVP_sha512 (), NULL, key) == 1)
    good =
        EVP_DigestVerify (context, signature, length, (const guint8 *) token, signed_length) == 1;
  EVP_MD_CTX_free (context);
  ERR_clear_error ();
  return good;
}

/**
 * parafa_sim_token_new_access:
 * @key: the RSA key that signs
 * @text: what it is to say
 * @error: return location for a %PARAFA_SIM_ERROR
 *
 * Makes an access token in ANAF's layout: RS512, header and claims as indented JSON (ANAF OAuth
 * procedure, 2024; observed 2025).
 *
 * Returns: (transfer full) (nullable): the token
 */
char *
parafa_sim_token_new_access (EVP_PKEY *key, const ParafaSimTokenText *text, GError **error)
{
  g_autofree char *claims = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *input = NULL;
  g_autofree char *signature = NULL;

  g_return_val_if_fail (key != NULL && text != NULL, NULL);

  claims = make_claims (text);
  first = parafa_sim_base64url ((const guint8 *) HEADER, strlen (HEADER));
  second = parafa_sim_base64url ((const guint8 *) claims, strlen (claims));
  input = g_strconcat (first, ".", second, NULL);
  signature = sign (key, input, error);
  return signature != NULL ? g_strconcat (input, ".", signature, NULL) : NULL;
}

/**
 * parafa_sim_token_new_refresh:
 *
 * Returns: (transfer full): an opaque refresh token: one base64url text of 1480 characters
 */
char *
parafa_sim_token_new_refresh (void)
{
  guint8 bytes[REFRESH_BYTES];

  if (RAND_bytes (bytes, sizeof bytes) != 1)
    g_error ("token-maker: no random numbers");
  return parafa_sim_base64url (bytes, sizeof bytes);
}

static gint64
claim_number (JsonObject *claims, const char *name)
{
  JsonNode *node = json_object_get_member (claims, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_int (node) : 0;
}

static char *
claim_text (JsonObject *claims, const char *name)
{
  return g_strdup (json_object_get_string_member_with_default (claims, name, ""));
}

/* The signature was good, so the claims are our own writing */
static ParafaSimTokenState
check_claims (const char *text, gsize length, gint64 now_s, char **issuer, char **serial)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root;
  JsonObject *claims;

  if (!json_parser_load_from_data (parser, text, (gssize) length, NULL))
    return PARAFA_SIM_TOKEN_BAD;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return PARAFA_SIM_TOKEN_BAD;
  claims = json_node_get_object (root);
  if (now_s < claim_number (claims, "nbf"))
    return PARAFA_SIM_TOKEN_BAD;
  if (now_s >= claim_number (claims, "exp"))
    return PARAFA_SIM_TOKEN_EXPIRED;
  *issuer = claim_text (claims, "issuer");
  *serial = claim_text (claims, "serial");
  return PARAFA_SIM_TOKEN_GOOD;
}

/**
 * parafa_sim_token_check:
 * @key: the key that signed
 * @token: an access token
 * @now_s: Unix seconds
 * @issuer: (out) (transfer full) (nullable): the certificate's authority, of a good token
 * @serial: (out) (transfer full) (nullable): the certificate's serial, of a good token
 *
 * Returns: what the token is worth
 */
ParafaSimTokenState
parafa_sim_token_check (
    EVP_PKEY *key, const char *token, gint64 now_s, char **issuer, char **serial)
{
  const char *first;
  const char *second;
  g_autofree guint8 *claims = NULL;
  gsize length;

  g_return_val_if_fail (key != NULL && token != NULL, PARAFA_SIM_TOKEN_BAD);

  *issuer = NULL;
  *serial = NULL;
  if (strlen (token) > MAX_TOKEN_LENGTH)
    return PARAFA_SIM_TOKEN_BAD;
  first = strchr (token, '.');
  second = first != NULL ? strchr (first + 1, '.') : NULL;
  if (second == NULL || !verify (key, token, (gsize) (second - token)))
    return PARAFA_SIM_TOKEN_BAD;
  claims = decode_base64url (first + 1, (gsize) (second - first - 1), &length);
  if (claims == NULL)
    return PARAFA_SIM_TOKEN_BAD;
  return check_claims ((const char *) claims, length, now_s, issuer, serial);
}
