/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-claims.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaJwt) jwt = parafa_jwt_new_from_text ((const char *) data, (gssize) size, &error);
  g_autoptr (ParafaClaims) claims = jwt != NULL ? parafa_claims_new (jwt) : NULL;

  if ((jwt == NULL) != (error != NULL))
    g_error ("neither a token nor an error");
  if (claims != NULL && parafa_claims_get_services (claims) == NULL)
    g_error ("no list of services");
  return 0;
}
