/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-oauth.h"

G_BEGIN_DECLS

/* TestOauth's answer, read and masked: no text in it holds the token */
typedef struct
{
  char *name;
  char *value; /* masked where it is a secret */
} ParafaHelloHeader;

#define PARAFA_TYPE_HELLO (parafa_hello_get_type ())
typedef struct _ParafaHello ParafaHello;
GType parafa_hello_get_type (void) G_GNUC_CONST;
/* pure reader */
ParafaHello *parafa_hello_new_from_answer (guint status,
                                           const char *content_type,
                                           const ParafaSecret *body,
                                           const char *name,
                                           gint64 duration_us);
/* the same for an answer to a known token, which is looked for everywhere in it */
ParafaHello *parafa_hello_new_for_token (guint status,
                                         const char *content_type,
                                         const ParafaSecret *body,
                                         const char *name,
                                         const ParafaSecret *token,
                                         gint64 duration_us);
ParafaHello *parafa_hello_ref (ParafaHello *self);
void parafa_hello_unref (ParafaHello *self);

typedef enum
{
  PARAFA_HELLO_GREETED,      /* 200 and "Hello, NAME" */
  PARAFA_HELLO_OTHER_NAME,   /* 200 and a greeting, but the name did not come back as sent */
  PARAFA_HELLO_UNAUTHORIZED, /* 401 */
  PARAFA_HELLO_FORBIDDEN,    /* 403 */
  PARAFA_HELLO_LIMITED,      /* 429 */
  PARAFA_HELLO_PAGE,         /* an HTML page in place of the answer, or a redirect */
  PARAFA_HELLO_SERVER,       /* 5xx */
  PARAFA_HELLO_STRANGE,      /* anything else */
} ParafaHelloOutcome;
ParafaHelloOutcome parafa_hello_get_outcome (ParafaHello *self);
guint parafa_hello_get_status (ParafaHello *self);
const char *parafa_hello_get_greeting (ParafaHello *self); /* (nullable) */
const ParafaHelloHeader *parafa_hello_get_headers (ParafaHello *self, guint *n_headers);
gint64 parafa_hello_get_duration_us (ParafaHello *self);
/* how far the server's clock is ahead of this computer's, in whole seconds; FALSE when it did not say */
void parafa_hello_set_clock_difference (ParafaHello *self, gint64 ahead_s);
gboolean parafa_hello_get_clock_difference (ParafaHello *self, gint64 *ahead_s);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaHello, parafa_hello_unref)

void parafa_oauth_hello_async (ParafaOauth *self,
                               ParafaTokenPair *pair,
                               const char *name,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
ParafaHello *parafa_oauth_hello_finish (ParafaOauth *self, GAsyncResult *result, GError **error);

G_END_DECLS
