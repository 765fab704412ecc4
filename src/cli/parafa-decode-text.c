/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-decode-text.h"
#include "parafa-terminal-output.h"

#include "parafa-json.h"
#include "parafa-secret-builder.h"

#include "parafa-config.h"

#include <glib/gi18n.h>
#include <string.h>

/* How the terminal program shows a token: as one JSON object for programs, as lines for people. */

#define MINUTE_S 60
#define HOUR_S (60 * MINUTE_S)
#define DAY_S (24 * HOUR_S)

static void
append_name (ParafaSecretBuilder *out, const char *name)
{
  parafa_secret_builder_append (out, "  \"", -1);
  parafa_secret_builder_append (out, name, -1);
  parafa_secret_builder_append (out, "\": ", -1);
}

static void
append_text_or_null (ParafaSecretBuilder *out, const char *name, const char *text)
{
  append_name (out, name);
  if (text != NULL)
    parafa_secret_builder_append_json_string (out, text, -1);
  else
    parafa_secret_builder_append (out, "null", -1);
}

static void
append_time_or_null (ParafaSecretBuilder *out, const char *name, gint64 time_s)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, time_s);

  append_name (out, name);
  parafa_secret_builder_append (out, time_s >= 0 ? text : "null", -1);
  parafa_secret_builder_append (out, ",\n", -1);
}

/* Takes the JSON text as it stands in the token, so that numbers keep their digits. */
static void
append_object_or_null (ParafaSecretBuilder *out, const char *name, char *text)
{
  g_autofree char *owned = text;
  g_autofree char *formatted = NULL;
  ParafaJsonValue object;

  append_name (out, name);
  if (owned != NULL)
    {
      parafa_json_get_root (owned, strlen (owned), &object);
      formatted = parafa_json_value_format (&object, 2, 1);
    }
  parafa_secret_builder_append (out, formatted != NULL ? formatted : "null", -1);
  parafa_secret_builder_append (out, ",\n", -1);
}

static void
append_services (ParafaSecretBuilder *out, const char *const *services)
{
  append_name (out, "services");
  parafa_secret_builder_append (out, "[", 1);
  for (guint i = 0; services != NULL && services[i] != NULL; i++)
    {
      if (i > 0)
        parafa_secret_builder_append (out, ", ", 2);
      parafa_secret_builder_append_json_string (out, services[i], -1);
    }
  parafa_secret_builder_append (out, "],\n", -1);
}

/**
 * parafa_decode_text_json:
 * @jwt: (nullable): a token, or %NULL when it could not be read
 * @problem: (nullable): the sentence that says why, or %NULL
 *
 * Writes one JSON object, with all members in either case: `header`, `claims`, `issued_at`,
 * `not_before`, `expires_at`, `issuer`, `serial`, `services`, `problem`.
 *
 * Returns: (transfer full): JSON with a line feed at its end, UTF-8
 */
ParafaSecret *
parafa_decode_text_json (ParafaJwt *jwt, const char *problem)
{
  g_autoptr (ParafaSecretBuilder) out = parafa_secret_builder_new ();
  g_autoptr (ParafaClaims) claims = jwt != NULL ? parafa_claims_new (jwt) : NULL;
  gboolean known = claims != NULL;

  parafa_secret_builder_append (out, "{\n", -1);
  append_object_or_null (out, "header", known ? parafa_jwt_dup_header_text (jwt) : NULL);
  append_object_or_null (out, "claims", known ? parafa_jwt_dup_claims_text (jwt) : NULL);
  append_time_or_null (out, "issued_at", known ? parafa_claims_get_issued_at (claims) : -1);
  append_time_or_null (out, "not_before", known ? parafa_claims_get_not_before (claims) : -1);
  append_time_or_null (out, "expires_at", known ? parafa_claims_get_expires_at (claims) : -1);
  append_text_or_null (out, "issuer", known ? parafa_claims_get_issuer (claims) : NULL);
  parafa_secret_builder_append (out, ",\n", -1);
  append_text_or_null (out, "serial", known ? parafa_claims_get_serial (claims) : NULL);
  parafa_secret_builder_append (out, ",\n", -1);
  append_services (out, known ? parafa_claims_get_services (claims) : NULL);
  append_text_or_null (out, "problem", problem);
  parafa_secret_builder_append (out, "\n}\n", -1);
  return parafa_secret_builder_end (out);
}

static char *
describe_distance (gint64 seconds)
{
  gint64 distance = ABS (seconds);
  gulong count;

  if (distance >= DAY_S)
    {
      count = (gulong) (distance / DAY_S);
      /* Translators: %lu is a number of days from now */
      return seconds >= 0
                 ? g_strdup_printf (ngettext ("in %lu day", "in %lu days", count), count)
                 /* Translators: %lu is a number of days */
                 : g_strdup_printf (ngettext ("%lu day ago", "%lu days ago", count), count);
    }
  if (distance >= HOUR_S)
    {
      count = (gulong) (distance / HOUR_S);
      /* Translators: %lu is a number of hours from now */
      return seconds >= 0
                 ? g_strdup_printf (ngettext ("in %lu hour", "in %lu hours", count), count)
                 /* Translators: %lu is a number of hours */
                 : g_strdup_printf (ngettext ("%lu hour ago", "%lu hours ago", count), count);
    }
  if (distance < MINUTE_S)
    /* Translators: less than a minute from now or ago */
    return g_strdup (_ ("now"));
  count = (gulong) (distance / MINUTE_S);
  /* Translators: %lu is a number of minutes from now */
  return seconds >= 0
             ? g_strdup_printf (ngettext ("in %lu minute", "in %lu minutes", count), count)
             /* Translators: %lu is a number of minutes */
             : g_strdup_printf (ngettext ("%lu minute ago", "%lu minutes ago", count), count);
}

/* ANAF's clock, whatever the computer's: what people compare with its pages and e-mails. */
static char *
describe_time (gint64 time_s, gint64 now_s)
{
  g_autoptr (GTimeZone) bucharest = g_time_zone_new_identifier ("Europe/Bucharest");
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time_s);
  g_autoptr (GDateTime) local = NULL;
  g_autofree char *absolute = NULL;
  g_autofree char *relative = NULL;

  if (time_s < 0 || utc == NULL)
    return g_strdup (_ ("the token does not say"));
  local = bucharest != NULL ? g_date_time_to_timezone (utc, bucharest) : g_date_time_ref (utc);
  absolute = g_date_time_format (local, "%d.%m.%Y %H:%M:%S %Z");
  relative = describe_distance (time_s - now_s);
  return g_strdup_printf ("%s (%s)", absolute, relative);
}

static void
append_line (GString *out, guint indent, glong width, const char *name, const char *value)
{
  g_autofree char *printable_name = parafa_terminal_output_make_printable (name);
  g_autofree char *printable_value = parafa_terminal_output_make_printable (value);

  g_string_append_printf (out, "%*s%s", (int) indent, "", printable_name);
  for (glong i = g_utf8_strlen (printable_name, -1); i < width; i++)
    g_string_append_c (out, ' ');
  g_string_append_printf (out, "  %s\n", printable_value);
}

static void
append_summary (GString *out, ParafaClaims *claims, const char *masked, gint64 now_s)
{
  g_autofree char *services = g_strjoinv (", ", (char **) parafa_claims_get_services (claims));
  g_autofree char *issued = describe_time (parafa_claims_get_issued_at (claims), now_s);
  g_autofree char *from = describe_time (parafa_claims_get_not_before (claims), now_s);
  g_autofree char *until = describe_time (parafa_claims_get_expires_at (claims), now_s);
  const char *unknown = _ ("the token does not say");
  const char *serial = parafa_claims_get_serial (claims);
  const char *issuer = parafa_claims_get_issuer (claims);
  const char *lines[][2] = {
    { _ ("Token"), masked },
    { _ ("Issued"), issued },
    { _ ("Valid from"), from },
    { _ ("Expires"), until },
    { _ ("Services"), *services != '\0' ? services : unknown },
    { _ ("Certificate issuer"), issuer != NULL ? issuer : unknown },
    { _ ("Certificate serial"), serial != NULL ? serial : unknown },
    { _ ("Signature"), _ ("not verified: ANAF publishes no key") },
  };
  glong width = 0;

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    width = MAX (width, g_utf8_strlen (lines[i][0], -1));
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    append_line (out, 0, width, lines[i][0], lines[i][1]);
}

static void
append_claims (GString *out, ParafaClaims *claims)
{
  guint n_claims;
  const ParafaClaim *list = parafa_claims_get_list (claims, &n_claims);
  glong width = 0;

  g_string_append_printf (out, "\n%s\n", _ ("Claims"));
  for (guint i = 0; i < n_claims; i++)
    width = MAX (width, MIN (g_utf8_strlen (list[i].name, -1), 24));
  for (guint i = 0; i < n_claims; i++)
    append_line (out, 2, width, list[i].name, list[i].value);
}

/**
 * parafa_decode_text_describe:
 * @jwt: a token
 * @masked: the token, masked
 * @now_s: Unix seconds
 *
 * Describes a token in lines, in the person's language.
 *
 * Returns: (transfer full): lines, UTF-8 without control characters
 */
char *
parafa_decode_text_describe (ParafaJwt *jwt, const char *masked, gint64 now_s)
{
  g_autoptr (ParafaClaims) claims = parafa_claims_new (jwt);
  g_autofree char *header = parafa_jwt_dup_header_text (jwt);
  g_autofree char *one_line = NULL;
  ParafaJsonValue object;
  GString *out = g_string_new (NULL);

  append_summary (out, claims, masked, now_s);
  parafa_json_get_root (header, strlen (header), &object);
  one_line = parafa_json_value_format (&object, 0, 0);
  g_string_append_printf (out, "\n%s\n", _ ("Header"));
  {
    g_autofree char *printable = parafa_terminal_output_make_printable (one_line);

    g_string_append_printf (out, "  %s\n", printable);
  }
  append_claims (out, claims);
  return g_string_free (out, FALSE);
}
