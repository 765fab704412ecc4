/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-secret.h"

G_BEGIN_DECLS

/* For the two files that fill locked pages: parafa-secret.c and parafa-secret-builder.c. */
struct _ParafaSecret
{
  gatomicrefcount references;
  char *pages;  /* (owned): NUL-terminated text in pages of its own */
  gsize length; /* of the text, without the NUL */
  gsize mapped; /* size of the mapping, a multiple of the page size */
};

ParafaSecret *parafa_secret_new_sized (gsize length);
void parafa_secret_resize (ParafaSecret *self, gsize length);

G_END_DECLS
