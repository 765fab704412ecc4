/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PARAFA_SIM_MAX_HEAD_BYTES (16 * 1024)
#define PARAFA_SIM_MAX_HEADERS 100
#define PARAFA_SIM_MAX_TARGET_BYTES (8 * 1024)
#define PARAFA_SIM_MAX_BODY_BYTES (64 * 1024)
#define PARAFA_SIM_MAX_FILE_BYTES                                                                  \
  (6 * 1024 * 1024) /* what is uploaded; more than is taken, to refuse it by name */

typedef struct
{
  char *name;  /* (owned) */
  char *value; /* (owned) */
} ParafaSimHeader;

/* One HTTP request, read. Immutable once the parser gave it out, but for the body, which the
 * connection sets when it has arrived. */
typedef struct
{
  char *method;        /* (owned) */
  char *path;          /* (owned): as sent, still percent-encoded */
  char *query;         /* (owned) (nullable): without the question mark */
  guint minor_version; /* HTTP/1.x */
  GPtrArray *headers;  /* (owned) (element-type ParafaSimHeader) */
  gsize body_length;   /* Content-Length */
  char *body;          /* (owned) (nullable): NUL-terminated */
} ParafaSimRequest;

typedef enum
{
  PARAFA_SIM_HEAD_MORE,      /* not all of the head is there yet */
  PARAFA_SIM_HEAD_READ,      /* the request is read */
  PARAFA_SIM_HEAD_BAD,       /* 400 */
  PARAFA_SIM_HEAD_TOO_LARGE, /* 431 */
  PARAFA_SIM_HEAD_BODY,      /* 413: body too large, or of a kind that is not read */
} ParafaSimHeadResult;

ParafaSimHeadResult parafa_sim_http_head_parse (const char *data,
                                                gsize length,
                                                ParafaSimRequest **request,
                                                gsize *head_length);
void parafa_sim_request_free (ParafaSimRequest *self);
const char *parafa_sim_request_get_header (const ParafaSimRequest *self, const char *name);
gboolean
parafa_sim_request_has_token (const ParafaSimRequest *self, const char *header, const char *token);
char *parafa_sim_request_get_cookie (const ParafaSimRequest *self, const char *name);
GHashTable *parafa_sim_form_parse (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaSimRequest, parafa_sim_request_free)

G_END_DECLS
