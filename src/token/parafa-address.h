/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-secret.h"

G_BEGIN_DECLS

/* Walks the parameters of an address's query; owns nothing */
typedef struct
{
  const char *at;
} ParafaAddressWalk;

const char *parafa_address_check (const char *uri);
gboolean parafa_address_matches (const char *registered, const char *uri);
void parafa_address_walk_init (ParafaAddressWalk *walk, const char *uri);
gboolean parafa_address_walk_find (ParafaAddressWalk *walk,
                                   const char *name,
                                   const char **value,
                                   gsize *length);
ParafaSecret *parafa_address_decode (const char *text, gsize length);

G_END_DECLS
