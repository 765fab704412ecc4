/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-etransport-answer.h"
#include "parafa-http.h"

G_BEGIN_DECLS

/* Where e-Transport is. The same token opens both of ANAF's systems. */
typedef enum
{
  PARAFA_ETRANSPORT_TEST,
  PARAFA_ETRANSPORT_PRODUCTION,
} ParafaEtransportSystem;

/* The five calls (ANAF e-Transport API, 2024). Each is sent once and nothing is repeated. Any answer of the server is
 * an answer, also a page or an error: see its outcome. Errors: PARAFA_HTTP_ERROR (no answer; for an upload RESET,
 * TIMEOUT and TOO_LARGE leave open whether it was taken in, the others say it was not), G_IO_ERROR_CANCELLED. */
#define PARAFA_TYPE_ETRANSPORT (parafa_etransport_get_type ())
G_DECLARE_FINAL_TYPE (ParafaEtransport, parafa_etransport, PARAFA, ETRANSPORT, GObject)
ParafaEtransport *
parafa_etransport_new (ParafaHttp *http, const char *api_uri, ParafaEtransportSystem system);
void parafa_etransport_upload_async (ParafaEtransport *self,
                                     ParafaSecret *token,
                                     const char *cif,
                                     GBytes *body,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
void parafa_etransport_state_async (ParafaEtransport *self,
                                    ParafaSecret *token,
                                    const char *index,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
void parafa_etransport_list_async (ParafaEtransport *self,
                                   ParafaSecret *token,
                                   guint days,
                                   const char *cif,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
void parafa_etransport_info_async (ParafaEtransport *self,
                                   ParafaSecret *token,
                                   const char *carrier,
                                   const char *declarant,
                                   const char *uit,
                                   const char *reference,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
void parafa_etransport_download_async (ParafaEtransport *self,
                                       ParafaSecret *token,
                                       const char *index,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
/* ends each of the five */
ParafaEtransportAnswer *
parafa_etransport_call_finish (ParafaEtransport *self, GAsyncResult *result, GError **error);

G_END_DECLS
