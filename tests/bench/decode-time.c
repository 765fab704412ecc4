/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Reading a token of 1.6 kB: finding it, base64url, checking and reading its JSON, every claim; against base64 and
 * json-glib alone in the same run. Also the same of a megabyte. Each is the best of several rounds. Ends with 1 when a
 * bound is broken.
 *
 *   decode-time
 */

#include "parafa-claims.h"
#include "parafa-jwt-inspection.h"
#include "parafa-test-token.h"

#include <stdio.h>
#include <string.h>

#define ROUNDS 7
#define RATIO_MAX 2.0

typedef void (*Work) (const char *token);

static void
read_by_parafa (const char *token)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaJwt) jwt = parafa_jwt_new_from_text (token, -1, &error);

  g_assert_no_error (error);
  g_assert_nonnull (jwt);
}

static void
inspect (const char *token)
{
  g_autoptr (ParafaSecret) secret = parafa_secret_new (token, -1);
  g_autoptr (ParafaJwtInspection) inspection = parafa_jwt_inspection_new (secret);
  g_autoptr (ParafaClaims) claims = parafa_claims_new (parafa_jwt_inspection_get_jwt (inspection));

  g_assert_cmpint (parafa_claims_get_expires_at (claims), >, 0);
}

static void
read_by_peer (const char *token)
{
  static const char padding[] = "===";
  g_auto (GStrv) parts = g_strsplit (token, ".", 3);

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (JsonParser) parser = NULL;
      g_autofree guchar *bytes = NULL;
      g_autofree char *padded = NULL;
      gsize length;

      g_strdelimit (parts[i], "-", '+');
      g_strdelimit (parts[i], "_", '/');
      padded = g_strconcat (parts[i], &padding[(strlen (parts[i]) + 3) % 4], NULL);
      bytes = g_base64_decode (padded, &length);
      if (i == 2)
        return;
      parser = json_parser_new_immutable ();
      g_assert_true (
          json_parser_load_from_data (parser, (const char *) bytes, (gssize) length, NULL));
    }
}

/* Microseconds of one */
static double
measure (Work work, const char *token, guint n)
{
  double best = G_MAXDOUBLE;

  for (guint round = 0; round < ROUNDS; round++)
    {
      gint64 start_us = g_get_monotonic_time ();

      for (guint i = 0; i < n; i++)
        work (token);
      best = MIN (best, (double) (g_get_monotonic_time () - start_us) / n);
    }
  return best;
}

/* One claim of nearly a megabyte, as nobody issues it */
static char *
make_large (void)
{
  g_autofree char *filling = g_strnfill (700 * 1024, 'x');
  g_autofree char *claims = g_strdup_printf ("{\"exp\":1800951247,\"filling\":\"%s\"}", filling);

  return parafa_test_token_build (parafa_test_header, claims);
}

int
main (void)
{
  g_autofree char *usual = parafa_test_token_build (parafa_test_header, parafa_test_claims_new);
  g_autofree char *large = make_large ();
  double parafa_us = measure (read_by_parafa, usual, 2000);
  double peer_us = measure (read_by_peer, usual, 2000);
  double large_us = measure (inspect, large, 3);
  double large_peer_us = measure (read_by_peer, large, 3);

  printf ("token of %zu characters: %.1f us, base64 and json-glib alone %.1f us, ratio %.2f (at "
          "most %.0f)\n",
          strlen (usual), parafa_us, peer_us, parafa_us / peer_us, RATIO_MAX);
  printf ("token of %zu characters inspected, in a thread: %.1f ms, base64 and json-glib alone "
          "%.1f ms, ratio %.2f\n",
          strlen (large), large_us / 1000, large_peer_us / 1000, large_us / large_peer_us);
  return parafa_us / peer_us > RATIO_MAX;
}
