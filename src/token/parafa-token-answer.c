/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-token-answer.h"

#include "parafa-error-word.h"
#include "parafa-json.h"

#include <string.h>

G_DEFINE_QUARK (parafa_token_error, parafa_token_error)

/* Codes that say the application, not the person's token, is refused (RFC 6749 §5.2, §4.1.2.1). */
static const char *const settings_codes[] = {
  "invalid_client",
  "invalid_redirect_uri",
  "invalid_scope",
  "redirect_uri_mismatch",
  "unauthorized_client",
  "unsupported_grant_type",
  "unsupported_response_type",
};

static const char *const later_codes[] = {
  "server_error",
  "slow_down",
  "temporarily_unavailable",
  "too_many_requests",
};

/* Words in `error` or `error_description` that say the code or refresh token is dead ("Refresh Token
 * status is expired", "refresh token is not found": observed). */
static const char *const dead_words[] = { "expired", "not found", "revoked", "no longer valid" };

/* Codes that say so by themselves. */
static const char *const dead_codes[] = { "access_denied", "invalid_grant", "invalid_token" };

static gboolean
is_one_of (const char *text, const char *const *list, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (strcmp (text, list[i]) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
has_one_of (const char *text, const char *const *list, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (strstr (text, list[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* Lower-case, `_` as a blank, so that `id_not_found` and "not found" are one. */
static char *
fold (const char *code, const char *description)
{
  g_autofree char *both = g_strdup_printf ("%s %s", code, description != NULL ? description : "");
  char *folded = g_ascii_strdown (both, -1);

  return g_strdelimit (folded, "_", ' ');
}

static ParafaTokenError
classify (guint status, const char *code, const char *description)
{
  g_autofree char *words = fold (code, description);

  if (is_one_of (code, settings_codes, G_N_ELEMENTS (settings_codes)))
    return PARAFA_TOKEN_ERROR_SETTINGS;
  if (is_one_of (code, later_codes, G_N_ELEMENTS (later_codes)) || status >= 500 || status == 429)
    return PARAFA_TOKEN_ERROR_LATER;
  if (has_one_of (words, dead_words, G_N_ELEMENTS (dead_words)))
    return PARAFA_TOKEN_ERROR_LOGIN_AGAIN;
  if (strstr (words, "redirect") != NULL)
    return PARAFA_TOKEN_ERROR_SETTINGS;
  if (is_one_of (code, dead_codes, G_N_ELEMENTS (dead_codes)))
    return PARAFA_TOKEN_ERROR_LOGIN_AGAIN;
  /* The request lacked something: an id, a secret or an address that was not filled in. */
  if (strcmp (code, "invalid_request") == 0 || status == 401)
    return PARAFA_TOKEN_ERROR_SETTINGS;
  return PARAFA_TOKEN_ERROR_INVALID;
}

static char *
dup_member (const ParafaJsonValue *root, const char *name)
{
  ParafaJsonValue value;

  if (!parafa_json_find (root, name, &value) || value.kind != PARAFA_JSON_TEXT)
    return NULL;
  return parafa_json_value_dup_text (&value);
}

/* A token is visible ASCII without blanks (RFC 6749, appendix A.12, and RFC 6750 §2.1): anything
 * else could not be put into a header. */
static ParafaSecret *
dup_token (const ParafaJsonValue *root, const char *name)
{
  g_autoptr (ParafaSecret) token = NULL;
  ParafaJsonValue value;
  gsize length;

  if (!parafa_json_find (root, name, &value) || value.kind != PARAFA_JSON_TEXT)
    return NULL;
  token = parafa_json_value_dup_secret (&value);
  length = parafa_secret_get_length (token);
  for (gsize i = 0; i < length; i++)
    if (parafa_secret_get (token)[i] <= ' ' || parafa_secret_get (token)[i] > '~')
      return NULL;
  return length > 0 ? g_steal_pointer (&token) : NULL;
}

static ParafaTokenPair *
read_pair (const ParafaJsonValue *root, ParafaTokenPair *previous, gint64 now_s)
{
  g_autoptr (ParafaSecret) access = dup_token (root, "access_token");
  g_autoptr (ParafaSecret) refresh = dup_token (root, "refresh_token");
  ParafaJsonValue value;
  gint64 expires_in_s = -1;

  if (access == NULL)
    return NULL;
  if (parafa_json_find (root, "expires_in", &value) &&
      !parafa_json_value_get_seconds (&value, &expires_in_s))
    expires_in_s = -1;
  if (previous != NULL)
    return parafa_token_pair_new_refreshed (previous, access, refresh, expires_in_s, now_s);
  return parafa_token_pair_new (access, refresh, expires_in_s, now_s, now_s);
}

static ParafaTokenPair *
fail (GError **error, ParafaTokenError code, guint status, const char *what)
{
  g_set_error (error, PARAFA_TOKEN_ERROR, (int) code, "token answer: HTTP %u: %s", status, what);
  return NULL;
}

static ParafaTokenPair *
fail_with_code (GError **error, guint status, const ParafaJsonValue *root, const char *code)
{
  g_autofree char *description = dup_member (root, "error_description");
  g_autofree char *word = parafa_error_word_dup (code);
  g_autofree char *what = g_strdup_printf ("error %s", word);

  return fail (error, classify (status, code, description), status, what);
}

/**
 * parafa_token_answer_read:
 * @status: HTTP status
 * @body: (array length=length): the answer's body
 * @length: its length in bytes
 * @previous: (nullable): the pair that was refreshed, or %NULL after a login
 * @now_s: Unix seconds
 * @error: return location
 *
 * Reads what the token endpoint answered, by what stands in it, not by its status (ANAF OAuth
 * procedure, 2024; error bodies as observed). A good answer without a refresh token keeps the one of
 * @previous, and a refresh keeps the date of the login. No answer is a reason to delete a token.
 *
 * Fails with a code of #ParafaTokenError. The message holds the status and the server's error code,
 * nothing else of the body.
 *
 * Returns: (transfer full): the new pair
 */
ParafaTokenPair *
parafa_token_answer_read (guint status,
                          const char *body,
                          gsize length,
                          ParafaTokenPair *previous,
                          gint64 now_s,
                          GError **error)
{
  g_autofree char *code = NULL;
  ParafaTokenPair *pair;
  ParafaJsonValue root;

  g_return_val_if_fail (body != NULL || length == 0, NULL);

  if (length >= 3 && memcmp (body, "\xef\xbb\xbf", 3) == 0)
    {
      body += 3;
      length -= 3;
    }
  /* Lenient: a pair must not be lost for a description in another encoding. */
  if (length == 0 || !parafa_json_check (body, length, PARAFA_JSON_LENIENT, NULL, NULL))
    return fail (error, PARAFA_TOKEN_ERROR_LATER, status, "no JSON");
  parafa_json_get_root (body, length, &root);
  if (root.kind != PARAFA_JSON_OBJECT)
    return fail (error, PARAFA_TOKEN_ERROR_INVALID, status, "not an object");
  if (status >= 200 && status < 300)
    {
      pair = read_pair (&root, previous, now_s);
      if (pair != NULL)
        return pair;
    }
  code = dup_member (&root, "error");
  if (code != NULL && *code != '\0')
    return fail_with_code (error, status, &root, code);
  if (status >= 500 || status == 429)
    return fail (error, PARAFA_TOKEN_ERROR_LATER, status, "no error code");
  return fail (error, PARAFA_TOKEN_ERROR_INVALID, status, "neither a token nor an error code");
}
