/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-session.h"

G_BEGIN_DECLS

/* What e-Transport says of a company when it is asked with a token */
typedef enum
{
  PARAFA_COMPANY_REACHED,
  PARAFA_COMPANY_NO_RIGHT,     /* the person has none for this company in SPV */
  PARAFA_COMPANY_NO_COMPANY,   /* the person has none at all */
  PARAFA_COMPANY_NOT_ENROLLED, /* 403: the application is not enrolled for e-Transport */
  PARAFA_COMPANY_UNAUTHORIZED, /* 401: the token is not accepted */
  PARAFA_COMPANY_LIMITED,      /* 429, or asked too often today */
  PARAFA_COMPANY_UNKNOWN,      /* an answer that says nothing of it */
} ParafaCompanyRight;

/* Asks for the list of one day; nothing is filed and nothing changed. Errors: those of
 * parafa_session_get_endpoints_async(), PARAFA_HTTP_ERROR, G_IO_ERROR_CANCELLED */
void parafa_company_right_ask_async (ParafaSession *session,
                                     ParafaAccount *account,
                                     const char *cif,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean parafa_company_right_ask_finish (ParafaSession *session,
                                          GAsyncResult *result,
                                          ParafaCompanyRight *right,
                                          GError **error);

G_END_DECLS
