/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-http.h"

G_BEGIN_DECLS

/* A header or a field of a form, redacted. What was secret in it is named as a variable of the shell:
 * `Bearer $TOKEN` */
typedef struct
{
  char *name;
  char *value;
  char *variable; /* (nullable): without its dollar sign */
} ParafaHttpField;

/* Headers and bodies of an exchange, everything redacted. Bodies are texts as sent or received, never
 * more than 64 KiB of them; a body that is no text is told by its size alone. */
typedef struct
{
  gatomicrefcount references;
  char *version;              /* "HTTP/1.1" */
  char *user;                 /* (nullable): of Basic; its password is $CLIENT_SECRET */
  GPtrArray *request_headers; /* (element-type ParafaHttpField) */
  GPtrArray *form;            /* (element-type ParafaHttpField): the body, when it is a form */
  char *request_type;         /* (nullable) */
  char *request_body;         /* (nullable) */
  gsize request_bytes;
  gboolean request_cut;
  GPtrArray *answer_headers; /* (element-type ParafaHttpField) */
  char *answer_type;         /* (nullable) */
  char *answer_body;         /* (nullable) */
  gsize answer_bytes;
  gboolean answer_cut;
} ParafaHttpDetails;

#define PARAFA_HTTP_BODY_KEPT ((gsize) 64 * 1024)
#define PARAFA_TYPE_HTTP_DETAILS (parafa_http_details_get_type ())
GType parafa_http_details_get_type (void) G_GNUC_CONST;
ParafaHttpDetails *parafa_http_details_ref (ParafaHttpDetails *self);
void parafa_http_details_unref (ParafaHttpDetails *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaHttpDetails, parafa_http_details_unref)

/* (transfer full) (nullable): NULL once they were dropped to spare memory, or when there never were any */
ParafaHttpDetails *parafa_http_record_dup_details (ParafaHttpRecord *self);
/* one that nobody changes any more, for a thread */
ParafaHttpRecord *parafa_http_record_copy (ParafaHttpRecord *self);

G_END_DECLS
