/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-token-pair.h"

G_BEGIN_DECLS

#define PARAFA_IMPORT_MAX_BYTES (4 * 1024 * 1024)

#define PARAFA_IMPORT_ERROR (parafa_import_error_quark ())
GQuark parafa_import_error_quark (void);

/**
 * ParafaImportError:
 * @PARAFA_IMPORT_ERROR_EMPTY: there is no text
 * @PARAFA_IMPORT_ERROR_TOO_LONG: longer than the reader accepts (4 MiB)
 * @PARAFA_IMPORT_ERROR_NOT_TEXT: bytes that are no text: an archive, a picture
 * @PARAFA_IMPORT_ERROR_JSON: JSON that breaks off or is damaged
 * @PARAFA_IMPORT_ERROR_NOTHING: text in which nothing is known
 * @PARAFA_IMPORT_ERROR_HALF_TOKEN: an access token of which a part is missing
 */
typedef enum
{
  PARAFA_IMPORT_ERROR_EMPTY,
  PARAFA_IMPORT_ERROR_TOO_LONG,
  PARAFA_IMPORT_ERROR_NOT_TEXT,
  PARAFA_IMPORT_ERROR_JSON,
  PARAFA_IMPORT_ERROR_NOTHING,
  PARAFA_IMPORT_ERROR_HALF_TOKEN,
} ParafaImportError;

/* Where a text breaks: line and column in characters from 1, and of a token which of its three parts
 * (1 header, 2 claims, 3 signature); 0 where it does not apply */
typedef struct
{
  guint line;
  guint column;
  guint part;
} ParafaImportPlace;

/* What belongs to one application; anything may be missing, but something is there */
typedef struct
{
  char *name;                  /* (owned) (nullable): what the text calls it */
  char *client_id;             /* (owned) (nullable) */
  char *redirect_uri;          /* (owned) (nullable) */
  ParafaSecret *client_secret; /* (owned) (nullable) */
  ParafaSecret *access;        /* (owned) (nullable) */
  ParafaSecret *refresh;       /* (owned) (nullable) */
  gint64 expires_in_s;         /* -1: not said, as the next */
  gint64 obtained_at_s;
} ParafaImportFound;

void parafa_import_found_free (ParafaImportFound *self);
/* (element-type ParafaImportFound) (transfer full): at least one */
GPtrArray *parafa_import_read (ParafaSecret *text, ParafaImportPlace *place, GError **error);
ParafaTokenPair *parafa_import_found_make_pair (const ParafaImportFound *self, gint64 now_s);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaImportFound, parafa_import_found_free)

G_END_DECLS
