/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PARAFA_HTTP_CHUNK_BYTES ((gsize) 64 * 1024)

/* Locked memory a piece of an answer is read into */
typedef char ParafaHttpChunk;

ParafaHttpChunk *parafa_http_chunk_new (void);
void parafa_http_chunk_free (ParafaHttpChunk *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaHttpChunk, parafa_http_chunk_free)

G_END_DECLS
