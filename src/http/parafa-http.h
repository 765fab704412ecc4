/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include "parafa-secret.h"

G_BEGIN_DECLS

#define PARAFA_HTTP_ERROR (parafa_http_error_quark ())
GQuark parafa_http_error_quark (void);
typedef enum
{
  PARAFA_HTTP_ERROR_FAILED,
  PARAFA_HTTP_ERROR_OFFLINE, /* no network, name not found, refused */
  PARAFA_HTTP_ERROR_TIMEOUT,
  PARAFA_HTTP_ERROR_TLS,   /* the server's certificate is not trusted, or TLS failed */
  PARAFA_HTTP_ERROR_RESET, /* the connection broke after the request was sent: the outcome is
                              unknown */
  PARAFA_HTTP_ERROR_TOO_LARGE,
} ParafaHttpError;

/* A request under construction; secrets are added to the message last and dropped first */
#define PARAFA_TYPE_HTTP_REQUEST (parafa_http_request_get_type ())
typedef struct _ParafaHttpRequest ParafaHttpRequest;
GType parafa_http_request_get_type (void) G_GNUC_CONST;
ParafaHttpRequest *parafa_http_request_new (const char *method, const char *uri);
ParafaHttpRequest *parafa_http_request_ref (ParafaHttpRequest *self);
void parafa_http_request_unref (ParafaHttpRequest *self);
void parafa_http_request_set_bearer (ParafaHttpRequest *self, ParafaSecret *token);
void
parafa_http_request_set_basic (ParafaHttpRequest *self, const char *user, ParafaSecret *password);
void parafa_http_request_add_header (ParafaHttpRequest *self, const char *name, const char *value);
void parafa_http_request_add_field (ParafaHttpRequest *self, const char *name, const char *value);
void parafa_http_request_add_secret_field (ParafaHttpRequest *self,
                                           const char *name,
                                           ParafaSecret *value);
void parafa_http_request_set_body (ParafaHttpRequest *self, const char *content_type, GBytes *body);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaHttpRequest, parafa_http_request_unref)

/* An answer; the body is held in locked memory, since it may be a token */
#define PARAFA_TYPE_HTTP_ANSWER (parafa_http_answer_get_type ())
typedef struct _ParafaHttpAnswer ParafaHttpAnswer;
GType parafa_http_answer_get_type (void) G_GNUC_CONST;
ParafaHttpAnswer *parafa_http_answer_ref (ParafaHttpAnswer *self);
void parafa_http_answer_unref (ParafaHttpAnswer *self);
guint parafa_http_answer_get_status (ParafaHttpAnswer *self);
const char *parafa_http_answer_get_content_type (ParafaHttpAnswer *self); /* (nullable) */
const char *parafa_http_answer_get_header (ParafaHttpAnswer *self,
                                           const char *name); /* (nullable) */
ParafaSecret *parafa_http_answer_get_body (ParafaHttpAnswer *self);
gint64 parafa_http_answer_get_duration_us (ParafaHttpAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaHttpAnswer, parafa_http_answer_unref)

/* What is remembered of an exchange: everything redacted */
typedef struct
{
  gint64 at_us; /* wall clock */
  char *method;
  char *address; /* redacted */
  guint status;  /* 0: no answer */
  gint64 duration_us;
  char *problem; /* (nullable) */
} ParafaHttpExchange;
#define PARAFA_TYPE_HTTP_EXCHANGE (parafa_http_exchange_get_type ())
GType parafa_http_exchange_get_type (void) G_GNUC_CONST;
ParafaHttpExchange *parafa_http_exchange_copy (const ParafaHttpExchange *exchange);
void parafa_http_exchange_free (ParafaHttpExchange *exchange);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaHttpExchange, parafa_http_exchange_free)

/* An exchange as an item of a list model */
#define PARAFA_TYPE_HTTP_RECORD (parafa_http_record_get_type ())
G_DECLARE_FINAL_TYPE (ParafaHttpRecord, parafa_http_record, PARAFA, HTTP_RECORD, GObject)
const ParafaHttpExchange *parafa_http_record_get_exchange (ParafaHttpRecord *self);

/* One session for all calls. Signal "exchange" (ParafaHttpExchange *). Redirects are never
 * followed. Property "exchanges": GListModel of the last 500 as ParafaHttpRecord. */
#define PARAFA_TYPE_HTTP (parafa_http_get_type ())
G_DECLARE_FINAL_TYPE (ParafaHttp, parafa_http, PARAFA, HTTP, GObject)
ParafaHttp *parafa_http_new (void);
/* how much is remembered: so many exchanges, so many bytes of their bodies */
#define PARAFA_HTTP_EXCHANGES_KEPT 500
#define PARAFA_HTTP_BODIES_KEPT_BYTES ((gsize) 4 * 1024 * 1024)
void parafa_http_clear_exchanges (ParafaHttp *self);
/* remembers what was not sent here: a connection behind the relay. at_us as in ParafaHttpExchange */
void parafa_http_note (
    ParafaHttp *self, const char *method, const char *address, gint64 at_us, const char *problem);
/* trusts these CA certificates too, for the practice server on loopback (hosts under .localhost)
 * only; NULL: none */
gboolean parafa_http_set_practice_trust (ParafaHttp *self, GBytes *ca_pem, GError **error);
void parafa_http_send_async (ParafaHttp *self,
                             ParafaHttpRequest *request,
                             guint timeout_ms,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
ParafaHttpAnswer *parafa_http_send_finish (ParafaHttp *self, GAsyncResult *result, GError **error);

G_END_DECLS
