/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-http-details.h"

G_BEGIN_DECLS

/* A secret by the name of its variable */
typedef struct
{
  const char *variable;
  ParafaSecret *value; /* (unowned) */
} ParafaHttpVariable;

gboolean parafa_http_curl_needs (ParafaHttpRecord *record, const char *variable);
ParafaSecret *parafa_http_curl_write (ParafaHttpRecord *record,
                                      const ParafaHttpVariable *variables,
                                      guint n_variables);

G_END_DECLS
