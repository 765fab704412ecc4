/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-login-flow.h"
#include "parafa-login-flow-private.h"

/* What a login tells when it is asked */

/**
 * parafa_login_flow_get_account:
 * @self: a login
 *
 * Returns: (transfer none): whose login it is
 */
ParafaAccount *
parafa_login_flow_get_account (ParafaLoginFlow *self)
{
  g_return_val_if_fail (PARAFA_IS_LOGIN_FLOW (self), NULL);

  return self->account;
}

/**
 * parafa_login_flow_get_step:
 * @self: a login
 *
 * Returns: where it is; with a problem, where that happened
 */
ParafaLoginStep
parafa_login_flow_get_step (ParafaLoginFlow *self)
{
  g_return_val_if_fail (PARAFA_IS_LOGIN_FLOW (self), PARAFA_LOGIN_CERTIFICATE);

  return self->machine.step;
}

/**
 * parafa_login_flow_is_busy:
 * @self: a login
 *
 * Returns: %TRUE while the program works and the person waits
 */
gboolean
parafa_login_flow_is_busy (ParafaLoginFlow *self)
{
  g_return_val_if_fail (PARAFA_IS_LOGIN_FLOW (self), FALSE);

  return parafa_login_machine_is_busy (&self->machine);
}

/**
 * parafa_login_flow_get_problem:
 * @self: a login
 *
 * Returns: what went wrong at this step, or %PARAFA_LOGIN_PROBLEM_NONE
 */
ParafaLoginProblem
parafa_login_flow_get_problem (ParafaLoginFlow *self)
{
  g_return_val_if_fail (PARAFA_IS_LOGIN_FLOW (self), PARAFA_LOGIN_PROBLEM_NONE);

  return self->machine.problem;
}

/**
 * parafa_login_flow_get_detail:
 * @self: a login
 *
 * Returns: (transfer none) (nullable): more on the problem, for developers, redacted; the support
 *   id of a blocking page, the error code of a callback
 */
const char *
parafa_login_flow_get_detail (ParafaLoginFlow *self)
{
  g_return_val_if_fail (PARAFA_IS_LOGIN_FLOW (self), NULL);

  return self->detail;
}

/**
 * parafa_login_flow_get_certificates:
 * @self: a login
 *
 * Returns: (transfer none): a list of #ParafaCertificate, the one of the last login first, then the
 *   usable ones
 */
GListModel *
parafa_login_flow_get_certificates (ParafaLoginFlow *self)
{
  g_return_val_if_fail (PARAFA_IS_LOGIN_FLOW (self), NULL);

  return G_LIST_MODEL (self->certificates);
}

/**
 * parafa_login_flow_get_certificate:
 * @self: a login
 *
 * Returns: (transfer none) (nullable): the chosen certificate
 */
ParafaCertificate *
parafa_login_flow_get_certificate (ParafaLoginFlow *self)
{
  g_return_val_if_fail (PARAFA_IS_LOGIN_FLOW (self), NULL);

  return self->certificate;
}

/**
 * parafa_login_flow_get_pin_state:
 * @self: a login
 *
 * Returns: what the chosen token said last about its PIN
 */
ParafaPinState
parafa_login_flow_get_pin_state (ParafaLoginFlow *self)
{
  g_return_val_if_fail (PARAFA_IS_LOGIN_FLOW (self), ((ParafaPinState){ 0, -1 }));

  return self->pin_state;
}

/**
 * parafa_login_flow_get_driver_problems:
 * @self: a login
 *
 * Returns: (transfer none) (nullable): a sentence for developers for each driver that failed while
 *   listing
 */
const char *const *
parafa_login_flow_get_driver_problems (ParafaLoginFlow *self)
{
  g_return_val_if_fail (PARAFA_IS_LOGIN_FLOW (self), NULL);

  return (const char *const *) self->driver_problems;
}

/**
 * parafa_login_flow_get_remembered:
 * @self: a login
 * @certificate: (out) (optional) (nullable) (transfer none): the one to be offered
 *
 * Says what there is of the certificate of the profile's last login, as of the last listing. One
 * that is found on a token is chosen by the login itself, once; one in a file needs its password
 * first.
 *
 * Returns: what there is
 */
ParafaLoginRemembered
parafa_login_flow_get_remembered (ParafaLoginFlow *self, ParafaCertificate **certificate)
{
  g_return_val_if_fail (PARAFA_IS_LOGIN_FLOW (self), PARAFA_LOGIN_REMEMBERED_NONE);

  if (certificate != NULL)
    *certificate = self->offered;
  return self->remembered;
}

/**
 * parafa_login_flow_is_token_back:
 * @self: a login
 *
 * Returns: whether the PIN is asked for because the token was pulled out meanwhile and is back
 */
gboolean
parafa_login_flow_is_token_back (ParafaLoginFlow *self)
{
  g_return_val_if_fail (PARAFA_IS_LOGIN_FLOW (self), FALSE);

  return self->machine.token_back && self->machine.state == PARAFA_LOGIN_STATE_ASKING;
}

/**
 * parafa_login_flow_is_pasting:
 * @self: a login
 *
 * Returns: whether the system's browser shows the pages of this login, or is about to
 */
gboolean
parafa_login_flow_is_pasting (ParafaLoginFlow *self)
{
  g_return_val_if_fail (PARAFA_IS_LOGIN_FLOW (self), FALSE);

  return self->machine.pasting;
}

/**
 * parafa_login_flow_get_relay:
 * @self: a login
 *
 * Returns: (transfer none) (nullable): where the relay listens, while a page is open
 */
const ParafaRelayAddress *
parafa_login_flow_get_relay (ParafaLoginFlow *self)
{
  g_return_val_if_fail (PARAFA_IS_LOGIN_FLOW (self), NULL);

  return self->preparation != NULL ? self->preparation->relay : NULL;
}

/**
 * parafa_login_flow_get_page_uri:
 * @self: a login
 *
 * Returns: (transfer none) (nullable): the first page, while a page is open
 */
const char *
parafa_login_flow_get_page_uri (ParafaLoginFlow *self)
{
  g_return_val_if_fail (PARAFA_IS_LOGIN_FLOW (self), NULL);

  if (self->preparation == NULL)
    return NULL;
  return parafa_authorize_request_get_uri (self->preparation->request);
}

/**
 * parafa_login_flow_get_redirect_uri:
 * @self: a login
 *
 * Returns: (transfer none) (nullable): the callback to be caught, while a page is open
 */
const char *
parafa_login_flow_get_redirect_uri (ParafaLoginFlow *self)
{
  g_return_val_if_fail (PARAFA_IS_LOGIN_FLOW (self), NULL);

  if (self->preparation == NULL)
    return NULL;
  return parafa_authorize_request_get_redirect_uri (self->preparation->request);
}

/**
 * parafa_login_flow_get_hosts:
 * @self: a login
 *
 * Returns: (transfer none) (nullable): the hosts the view may show, "host:port", while a page is
 *   open
 */
const char *const *
parafa_login_flow_get_hosts (ParafaLoginFlow *self)
{
  g_return_val_if_fail (PARAFA_IS_LOGIN_FLOW (self), NULL);

  if (self->preparation == NULL)
    return NULL;
  return parafa_endpoints_get_login_hosts (self->preparation->endpoints);
}
