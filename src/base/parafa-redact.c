/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-redact.h"

#include <string.h>

/* Takes secrets out of text meant for people: by the name before a value, and by the shape of a
 * value that has no name. When in doubt, it takes out too much. */
#define MASK "***"

/* A client secret has 64 characters, a code 64, a token over a thousand; a UUID has 36. */
#define BLOB_CHARS 40

/* Lower-case, `_` for `-`. state and nonce are no credentials, but bind one login. */
static const char *const secret_names[] = {
  "access_key",
  "access_token",
  "assertion",
  "authorization",
  "client_assertion",
  "client_secret",
  "code",
  "code_verifier",
  "cookie",
  "cookie2",
  "f5_st",
  "id_token",
  "lastmrh_session",
  "mrhsession",
  "mrhshint",
  "nonce",
  "parola",
  "passphrase",
  "passwd",
  "password",
  "pin",
  "proxy_authorization",
  "pwd",
  "refresh_token",
  "secret",
  "set_cookie",
  "set_cookie2",
  "state",
  "token",
  "x_api_key",
  "x_auth_token",
};

/* Those whose value may have blanks in it: `Name: value to the end of the line`. */
static const char *const long_values[] = {
  "authorization",       "cookie", "cookie2",    "parola",      "passphrase", "passwd", "password",
  "proxy_authorization", "pwd",    "set_cookie", "set_cookie2",
};

static gboolean
find_name (const char *const *names, gsize n_names, const char *name, gsize length)
{
  for (gsize i = 0; i < n_names; i++)
    {
      gsize at = 0;

      while (at < length && names[i][at] != '\0' &&
             (name[at] == '-' ? '_' : g_ascii_tolower (name[at])) == names[i][at])
        at++;
      if (at == length && names[i][at] == '\0')
        return TRUE;
    }
  return FALSE;
}

static gboolean
ends_with (const char *name, gsize length, const char *end)
{
  gsize end_length = strlen (end);

  return length >= end_length &&
         g_ascii_strncasecmp (name + length - end_length, end, end_length) == 0;
}

static gboolean
is_secret_name (const char *name, gsize length)
{
  return find_name (secret_names, G_N_ELEMENTS (secret_names), name, length) ||
         ends_with (name, length, "_token") || ends_with (name, length, "-token") ||
         ends_with (name, length, "_secret") || ends_with (name, length, "-secret") ||
         ends_with (name, length, "password") || ends_with (name, length, "_pin");
}

static gboolean
is_name_char (char c)
{
  return g_ascii_isalnum (c) || c == '_' || c == '-';
}

static gboolean
is_blob_char (char c)
{
  return g_ascii_isalnum (c) || c == '_' || c == '-' || c == '+' || c == '=';
}

static gboolean
is_wide_blob_char (char c)
{
  return is_blob_char (c) || c == '/' || c == '.';
}

static gboolean
is_escape (const char *at)
{
  return at[0] == '%' && g_ascii_isxdigit (at[1]) && g_ascii_isxdigit (at[2]);
}

static gboolean
is_escape_of (const char *at, char c)
{
  return is_escape (at) && g_ascii_xdigit_value (at[1]) * 16 + g_ascii_xdigit_value (at[2]) == c;
}

static const char *
skip_set (const char *at, const char *set)
{
  while (*at != '\0' && strchr (set, *at) != NULL)
    at++;
  return at;
}

static const char *
skip_to_set (const char *at, const char *set)
{
  while (*at != '\0' && strchr (set, *at) == NULL)
    at++;
  return at;
}

/* The end of a quoted value that starts at @at, after its opening quote; @escaped when the quote was
 * written \" (JSON inside a JSON string). */
static const char *
end_of_quoted (const char *at, char quote, gboolean escaped)
{
  for (; *at != '\0'; at++)
    {
      if (*at == quote)
        return at;
      if (*at != '\\')
        continue;
      if (escaped && at[1] == quote)
        return at;
      if (at[1] != '\0')
        at++;
    }
  return at;
}

static const char *
end_of_brackets (const char *at)
{
  guint depth = 0;

  for (; *at != '\0'; at++)
    {
      if (*at == '"')
        {
          at = end_of_quoted (at + 1, '"', FALSE);
          if (*at == '\0')
            return at;
        }
      else if (*at == '[' || *at == '{')
        depth++;
      else if ((*at == ']' || *at == '}') && --depth == 0)
        return at + 1;
    }
  return at;
}

static const char *
end_of_word (const char *at, const char *ends)
{
  while (*at != '\0' && !g_ascii_isspace (*at) && strchr (ends, *at) == NULL &&
         !is_escape_of (at, '&') && !is_escape_of (at, '#'))
    at++;
  return at;
}

static gsize
skip_quote (const char *at, char *quote, gboolean *escaped)
{
  *escaped = at[0] == '\\' && (at[1] == '"' || at[1] == '\'');
  *quote = at[*escaped ? 1 : 0];
  if (*quote != '"' && *quote != '\'')
    {
      *quote = '\0';
      return 0;
    }
  return *escaped ? 2 : 1;
}

/* The value that follows the secret @name: writes what stands between and a mask, and returns where
 * the text goes on; NULL when no value follows. */
static const char *
mask_named_value (GString *out, const char *name, gsize length)
{
  const char *at = name + length;
  const char *value;
  const char *end;
  gboolean escaped;
  gboolean name_quoted;
  gboolean is_equals;
  char quote;

  at += skip_quote (at, &quote, &escaped);
  name_quoted = quote != '\0';
  at = skip_set (at, " \t");
  is_equals = *at == '=' || is_escape_of (at, '=');
  if (!is_equals && *at != ':')
    return NULL;
  at += *at == '%' ? 3 : 1;
  at = skip_set (at, " \t\r\n");
  value = at + skip_quote (at, &quote, &escaped);
  if (quote != '\0')
    end = end_of_quoted (value, quote, escaped);
  else if (*value == '[' || *value == '{')
    end = end_of_brackets (value);
  else if (is_equals)
    end = end_of_word (value, "&;\"'<>(){},#");
  else if (name_quoted)
    end = end_of_word (value, ",}]");
  else if (find_name (long_values, G_N_ELEMENTS (long_values), name, length))
    end = skip_to_set (value, "\r\n\"'");
  else
    end = end_of_word (value, "\"'<>,;");
  if (end == value)
    return NULL;
  g_string_append_len (out, name, value - name);
  g_string_append (out, MASK);
  return end;
}

/* `Bearer x` and `Basic x` with no header name before them. */
static const char *
mask_scheme_value (GString *out, const char *word, gsize length)
{
  const char *value = skip_set (word + length, " \t");
  const char *end = value;

  if (!(length == 6 && g_ascii_strncasecmp (word, "Bearer", 6) == 0) &&
      !(length == 5 && g_ascii_strncasecmp (word, "Basic", 5) == 0))
    return NULL;
  while (is_wide_blob_char (*end) || *end == '~')
    end++;
  /* "basic settings" and "bearer token" are words. */
  if (value == word + length || end - value < 8)
    return NULL;
  g_string_append_len (out, word, value - word);
  g_string_append (out, MASK);
  return end;
}

/* Identifiers and file names of 40 characters are of one case and without digits. */
static gboolean
looks_random (const char *at, gsize length)
{
  gboolean digit = FALSE;
  gboolean lower = FALSE;
  gboolean upper = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      digit |= g_ascii_isdigit (at[i]);
      lower |= g_ascii_islower (at[i]);
      upper |= g_ascii_isupper (at[i]);
    }
  return digit || (lower && upper);
}

/* A JWT begins with the base64url of `{"` or of `{` and a line feed; the whole run is taken, dots and
 * all, whatever its length. */
static gboolean
looks_like_jwt (const char *at)
{
  const char *dot;

  if (!g_str_has_prefix (at, "eyJ") && !g_str_has_prefix (at, "ewo") &&
      !g_str_has_prefix (at, "ewA") && !g_str_has_prefix (at, "ew0") &&
      !g_str_has_prefix (at, "eyA"))
    return FALSE;
  for (dot = at; is_blob_char (*dot); dot++)
    ;
  return *dot == '.' && dot - at >= 8 && is_blob_char (dot[1]);
}

/* The run of characters that starts at @at, when it holds a token or a secret by its shape. Standard
 * base64 has slashes, so what stands around a blob without blanks goes too; an address before it
 * (@in_address) stays readable. @searched is the end of the last run without a blob: a run is
 * searched once. */
static const char *
mask_blob (GString *out, const char *at, gboolean in_address, const char **searched)
{
  const char *run = at;

  if (at < *searched)
    return NULL;
  while (is_wide_blob_char (*run))
    {
      const char *end = run;

      while (is_blob_char (*end))
        end++;
      if (looks_like_jwt (run) ||
          (end - run >= BLOB_CHARS && looks_random (run, (gsize) (end - run))))
        {
          if (in_address)
            g_string_append_len (out, at, run - at);
          g_string_append (out, MASK);
          while (is_wide_blob_char (*end))
            end++;
          return end;
        }
      run = *end == '/' || *end == '.' ? end + 1 : end;
    }
  *searched = run;
  return NULL;
}

/* `//user:password@host`: what stands before the @. */
static const char *
mask_user (GString *out, const char *at)
{
  const char *end = skip_to_set (at, "/?#@ \t\r\n\"'<>");

  if (*end != '@' || end == at)
    return NULL;
  g_string_append (out, MASK);
  return end;
}

static const char *
mask_word (GString *out, const char *at, gboolean in_address, const char **searched)
{
  const char *next = NULL;
  gsize length = 0;

  while (is_name_char (at[length]))
    length++;
  if (length > 0 && is_secret_name (at, length))
    next = mask_named_value (out, at, length);
  if (next == NULL)
    next = mask_scheme_value (out, at, length);
  if (next == NULL)
    next = mask_blob (out, at, in_address, searched);
  return next;
}

/* One part of the text that needs no masking is copied: a whole word, so that the middle of one is
 * never taken for a name. */
static const char *
copy_word (GString *out, const char *at)
{
  const char *end = at;

  if (is_escape (at))
    end = at + 3;
  else if (is_name_char (*at))
    while (is_name_char (*end))
      end++;
  else
    end = at + 1;
  g_string_append_len (out, at, end - at);
  return end;
}

/**
 * parafa_redact_is_secret_name:
 * @name: the name of a header, form field, JSON member or cookie, in any case
 *
 * Tells whether what carries this name must not be shown.
 *
 * Returns: whether it must not
 */
gboolean
parafa_redact_is_secret_name (const char *name)
{
  g_return_val_if_fail (name != NULL, FALSE);

  return is_secret_name (name, strlen (name));
}

/**
 * parafa_redact_text:
 * @text: any text: an address, JSON, header lines, a form body, an error message
 *
 * Replaces what is secret by its name or its shape with `***`. What is not UTF-8 becomes U+FFFD.
 *
 * Returns: (transfer full): text that may be shown and logged
 */
char *
parafa_redact_text (const char *text)
{
  g_autofree char *valid = NULL;
  GString *out;
  const char *at;
  const char *searched;
  gboolean in_address = FALSE;

  g_return_val_if_fail (text != NULL, NULL);

  /* no copy of what is UTF-8, as nearly everything is: the text may be all secret */
  if (!g_utf8_validate (text, -1, NULL))
    text = valid = g_utf8_make_valid (text, -1);
  out = g_string_sized_new (strlen (text));
  at = searched = text;
  while (*at != '\0')
    {
      const char *next = NULL;

      if (g_ascii_isspace (*at) || *at == '"' || *at == '\'')
        in_address = FALSE;
      else if (g_str_has_prefix (at, "://"))
        {
          in_address = TRUE;
          g_string_append_len (out, at, 3);
          at += 3;
          next = mask_user (out, at);
        }
      else if (*at == '/' && (at == text || g_ascii_isspace (at[-1])))
        in_address = TRUE;
      if (next == NULL && *at != '\0')
        next = mask_word (out, at, in_address, &searched);
      if (next == NULL && *at != '\0')
        next = copy_word (out, at);
      if (next != NULL)
        at = next;
    }
  if (valid != NULL)
    explicit_bzero (valid, strlen (valid));
  return g_string_free (out, FALSE);
}

static char *
redact_credentials (const char *value)
{
  gsize scheme = strcspn (value, " \t");

  if (value[scheme] == '\0' || scheme > 16)
    return g_strdup (MASK);
  return g_strdup_printf ("%.*s " MASK, (int) scheme, value);
}

/* Names of cookies and the attributes of RFC 6265 §4.1 stay, since they explain a login's course. */
static char *
redact_cookies (const char *value, gboolean has_attributes)
{
  static const char *const attributes[] = {
    "domain", "expires", "httponly", "max_age", "path", "samesite", "secure",
  };
  g_auto (GStrv) parts = g_strsplit (value, ";", -1);
  GString *out = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *part = g_strstrip (parts[i]);
      gsize name = strcspn (part, "=");

      if (i > 0)
        g_string_append (out, "; ");
      if (has_attributes && i > 0 && find_name (attributes, G_N_ELEMENTS (attributes), part, name))
        g_string_append (out, part);
      else if (part[name] == '=')
        g_string_append_printf (out, "%.*s=" MASK, (int) name, part);
      else if (*part != '\0')
        g_string_append (out, MASK);
    }
  return g_string_free (out, FALSE);
}

/**
 * parafa_redact_header:
 * @name: the header's name, in any case
 * @value: its value
 *
 * Makes a header's value fit to be shown: of credentials only the scheme stays, of cookies only the
 * names and attributes, of anything else what parafa_redact_text() leaves.
 *
 * Returns: (transfer full): a value that may be shown and logged
 */
char *
parafa_redact_header (const char *name, const char *value)
{
  g_autofree char *valid = NULL;

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (value != NULL, NULL);

  if (!g_utf8_validate (value, -1, NULL))
    value = valid = g_utf8_make_valid (value, -1);
  if (g_ascii_strcasecmp (name, "Authorization") == 0 ||
      g_ascii_strcasecmp (name, "Proxy-Authorization") == 0)
    return redact_credentials (value);
  if (g_ascii_strcasecmp (name, "Cookie") == 0)
    return redact_cookies (value, FALSE);
  if (g_ascii_strcasecmp (name, "Set-Cookie") == 0)
    return redact_cookies (value, TRUE);
  if (parafa_redact_is_secret_name (name))
    return g_strdup (MASK);
  return parafa_redact_text (value);
}

/**
 * parafa_redact_mask:
 * @value: a secret or a long value
 * @head: how many characters to show of its beginning
 * @tail: how many characters to show of its end
 *
 * Shortens a value so that a person recognises it. A value of which more than half would be seen is
 * hidden altogether.
 *
 * Returns: (transfer full): such as `abcd…wxyz`
 */
char *
parafa_redact_mask (const char *value, guint head, guint tail)
{
  g_autofree char *valid = NULL;
  g_autofree char *first = NULL;
  gsize length;

  g_return_val_if_fail (value != NULL, NULL);

  valid = g_utf8_make_valid (value, -1);
  length = (gsize) g_utf8_strlen (valid, -1);
  if ((gsize) head + tail > length / 2)
    return g_strdup ("…");
  first = g_utf8_substring (valid, 0, head);
  return g_strdup_printf ("%s…%s", first,
                          g_utf8_offset_to_pointer (valid, (glong) (length - tail)));
}
