/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-token-format.h"

#include "parafa-secret-builder.h"

/* The ways `parafa token` can say a token. */

static const char *const names[] = {
  [PARAFA_TOKEN_FORMAT_RAW] = "raw",   [PARAFA_TOKEN_FORMAT_HEADER] = "header",
  [PARAFA_TOKEN_FORMAT_ENV] = "env",   [PARAFA_TOKEN_FORMAT_JSON] = "json",
  [PARAFA_TOKEN_FORMAT_CURL] = "curl",
};

/**
 * parafa_token_format_from_name:
 * @name: what stands after --format
 * @format: (out): the format
 *
 * Returns: whether there is such a format
 */
gboolean
parafa_token_format_from_name (const char *name, ParafaTokenFormat *format)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (name, names[i]))
      {
        *format = (ParafaTokenFormat) i;
        return TRUE;
      }
  return FALSE;
}

/* Visible ASCII, as RFC 6750 §2.1 wants it; a quote would end the string it stands in */
static gboolean
is_plain (ParafaSecret *access)
{
  const char *text = parafa_secret_get (access);
  gsize length = parafa_secret_get_length (access);

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isgraph (text[i]) || text[i] == '\'' || text[i] == '"' || text[i] == '\\')
      return FALSE;
  return length > 0;
}

static void
append_member (ParafaSecretBuilder *out, const char *name, const char *text)
{
  parafa_secret_builder_append (out, ",\n  \"", -1);
  parafa_secret_builder_append (out, name, -1);
  parafa_secret_builder_append (out, "\": ", -1);
  parafa_secret_builder_append_json_string (out, text, -1);
}

static void
append_json (ParafaSecretBuilder *out,
             ParafaSecret *access,
             gint64 expires_at_s,
             ParafaProfile *profile)
{
  g_autofree char *expires = g_strdup_printf ("%" G_GINT64_FORMAT, expires_at_s);
  gboolean practice = parafa_profile_get_environment (profile) == PARAFA_ENVIRONMENT_PRACTICE;

  parafa_secret_builder_append (out, "{\n  \"access_token\": \"", -1);
  parafa_secret_builder_append_secret (out, access);
  parafa_secret_builder_append (out, "\",\n  \"token_type\": \"Bearer\",\n  \"expires_at\": ", -1);
  parafa_secret_builder_append (out, expires_at_s >= 0 ? expires : "null", -1);
  append_member (out, "profile", parafa_profile_get_id (profile));
  append_member (out, "name", parafa_profile_get_name (profile));
  append_member (out, "environment", practice ? "practice" : "anaf");
  parafa_secret_builder_append (out, "\n}\n", -1);
}

static void
append_between (ParafaSecretBuilder *out,
                const char *before,
                ParafaSecret *access,
                const char *after)
{
  parafa_secret_builder_append (out, before, -1);
  parafa_secret_builder_append_secret (out, access);
  parafa_secret_builder_append (out, after, -1);
}

/**
 * parafa_token_format_write:
 * @format: how
 * @access: an access token
 * @expires_at_s: when it ends, Unix seconds, or -1 when unknown
 * @profile: whose it is
 *
 * Writes a token as: the token alone; a header line for `curl -H @-`; an assignment for shells and
 * .env files; a JSON object; a configuration line for `curl -K -`, which keeps the token out of
 * curl's arguments.
 *
 * Returns: (transfer full) (nullable): the text with a line feed at its end, or %NULL when the token
 * holds what no token may (blanks, quotes, control characters)
 */
ParafaSecret *
parafa_token_format_write (ParafaTokenFormat format,
                           ParafaSecret *access,
                           gint64 expires_at_s,
                           ParafaProfile *profile)
{
  g_autoptr (ParafaSecretBuilder) out = parafa_secret_builder_new ();

  g_return_val_if_fail (access != NULL, NULL);
  g_return_val_if_fail (PARAFA_IS_PROFILE (profile), NULL);

  if (!is_plain (access))
    return NULL;
  switch (format)
    {
    case PARAFA_TOKEN_FORMAT_HEADER:
      append_between (out, "Authorization: Bearer ", access, "\n");
      break;
    case PARAFA_TOKEN_FORMAT_ENV:
      append_between (out, "ANAF_ACCESS_TOKEN='", access, "'\n");
      break;
    case PARAFA_TOKEN_FORMAT_JSON:
      append_json (out, access, expires_at_s, profile);
      break;
    case PARAFA_TOKEN_FORMAT_CURL:
      append_between (out, "header = \"Authorization: Bearer ", access, "\"\n");
      break;
    case PARAFA_TOKEN_FORMAT_RAW:
    default:
      append_between (out, "", access, "\n");
    }
  return parafa_secret_builder_end (out);
}
