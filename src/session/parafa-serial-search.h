/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-certificate.h"

G_BEGIN_DECLS

/* Which certificate on this computer has a serial number */
typedef struct
{
  ParafaCertificate *found; /* (owned) (nullable) */
  guint n_certificates;     /* that were looked at */
  guint n_problems;         /* drivers that did not answer */
} ParafaSerialSearch;

void parafa_serial_search_free (ParafaSerialSearch *self);
void parafa_serial_search_async (const char *serial,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
ParafaSerialSearch *parafa_serial_search_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaSerialSearch, parafa_serial_search_free)

G_END_DECLS
