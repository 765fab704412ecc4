/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-secret.h"

G_BEGIN_DECLS

#define PARAFA_AUTHORIZE_ERROR (parafa_authorize_error_quark ())
GQuark parafa_authorize_error_quark (void);

/**
 * ParafaAuthorizeError:
 * @PARAFA_AUTHORIZE_ERROR_ADDRESS: an address that cannot be used (client id, redirect or authorize
 * address)
 * @PARAFA_AUTHORIZE_ERROR_NOT_CALLBACK: the address is not the callback
 * @PARAFA_AUTHORIZE_ERROR_STATE: `state` is missing or is not ours: the answer belongs to another
 * login
 * @PARAFA_AUTHORIZE_ERROR_DENIED: `error=access_denied`
 * @PARAFA_AUTHORIZE_ERROR_SERVER: another `error`
 * @PARAFA_AUTHORIZE_ERROR_NO_CODE: neither code nor error
 */
typedef enum
{
  PARAFA_AUTHORIZE_ERROR_ADDRESS,
  PARAFA_AUTHORIZE_ERROR_NOT_CALLBACK,
  PARAFA_AUTHORIZE_ERROR_STATE,
  PARAFA_AUTHORIZE_ERROR_DENIED,
  PARAFA_AUTHORIZE_ERROR_SERVER,
  PARAFA_AUTHORIZE_ERROR_NO_CODE,
} ParafaAuthorizeError;

#define PARAFA_TYPE_AUTHORIZE_REQUEST (parafa_authorize_request_get_type ())
typedef struct _ParafaAuthorizeRequest ParafaAuthorizeRequest;

GType parafa_authorize_request_get_type (void) G_GNUC_CONST;
ParafaAuthorizeRequest *parafa_authorize_request_new (const char *authorize_uri,
                                                      const char *client_id,
                                                      const char *redirect_uri,
                                                      GError **error);
ParafaAuthorizeRequest *parafa_authorize_request_ref (ParafaAuthorizeRequest *self);
void parafa_authorize_request_unref (ParafaAuthorizeRequest *self);
const char *parafa_authorize_request_get_uri (ParafaAuthorizeRequest *self);
const char *parafa_authorize_request_get_redirect_uri (ParafaAuthorizeRequest *self);
gboolean parafa_authorize_is_callback (const char *redirect_uri, const char *uri);
ParafaSecret *parafa_authorize_request_read_callback (ParafaAuthorizeRequest *self,
                                                      const ParafaSecret *uri,
                                                      GError **error);
/* checks a callback address typed by a person; https only */
gboolean parafa_authorize_check_redirect_uri (const char *redirect_uri, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaAuthorizeRequest, parafa_authorize_request_unref)

G_END_DECLS
