/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A file to be judged, or what keeps files of a folder from it */
typedef struct
{
  char *path;    /* (owned) */
  GError *error; /* (owned) (nullable) */
} ParafaEtransportFile;

GPtrArray *parafa_etransport_files_find (const char *const *paths, GCancellable *cancellable);

G_END_DECLS
