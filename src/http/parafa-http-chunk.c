/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-http-chunk.h"

#include <string.h>
#include <sys/mman.h>

/**
 * parafa_http_chunk_new:
 *
 * Maps %PARAFA_HTTP_CHUNK_BYTES for reading into: kept out of swap and of core dumps where the system
 * allows it, as a #ParafaSecret is.
 *
 * Returns: (transfer full): the memory
 */
ParafaHttpChunk *
parafa_http_chunk_new (void)
{
  void *pages = mmap (NULL, PARAFA_HTTP_CHUNK_BYTES, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  if (pages == MAP_FAILED)
    g_error ("http: no memory to read into");
  (void) mlock (pages, PARAFA_HTTP_CHUNK_BYTES);
  (void) madvise (pages, PARAFA_HTTP_CHUNK_BYTES, MADV_DONTDUMP);
  return pages;
}

/**
 * parafa_http_chunk_free:
 * @self: (transfer full): the memory
 *
 * Wipes it and gives it back.
 */
void
parafa_http_chunk_free (ParafaHttpChunk *self)
{
  g_return_if_fail (self != NULL);

  explicit_bzero (self, PARAFA_HTTP_CHUNK_BYTES);
  munmap (self, PARAFA_HTTP_CHUNK_BYTES);
}
