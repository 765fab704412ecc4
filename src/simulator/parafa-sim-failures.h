/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  PARAFA_SIM_AT_AUTHORIZE,
  PARAFA_SIM_AT_POLICY,
  PARAFA_SIM_AT_TOKEN,
  PARAFA_SIM_AT_HELLO,
  PARAFA_SIM_AT_HANDSHAKE,
  PARAFA_SIM_AT_UPLOAD,
  PARAFA_SIM_AT_STATE,
  PARAFA_SIM_AT_LIST,
  PARAFA_SIM_AT_INFO,
  PARAFA_SIM_AT_DOWNLOAD,
  PARAFA_SIM_AT_REVOKE,
  PARAFA_SIM_N_PLACES,
} ParafaSimPlace;

typedef enum
{
  PARAFA_SIM_HOW_NONE,
  PARAFA_SIM_HOW_ACCESS_DENIED,
  PARAFA_SIM_HOW_NO_CERTIFICATE_PAGE,
  PARAFA_SIM_HOW_SESSION_FINISHED,
  PARAFA_SIM_HOW_BLOCKED,
  PARAFA_SIM_HOW_MAINTENANCE,
  PARAFA_SIM_HOW_HTML200,
  PARAFA_SIM_HOW_REDIRECT,
  PARAFA_SIM_HOW_500,
  PARAFA_SIM_HOW_429,
  PARAFA_SIM_HOW_401,
  PARAFA_SIM_HOW_403,
  PARAFA_SIM_HOW_INVALID_CLIENT,
  PARAFA_SIM_HOW_INVALID_GRANT,
  PARAFA_SIM_HOW_INVALID_REQUEST,
  PARAFA_SIM_HOW_EXPIRED_TEXT,
  PARAFA_SIM_HOW_NO_REFRESH_TOKEN,
  PARAFA_SIM_HOW_GARBAGE,
  PARAFA_SIM_HOW_HANG,
  PARAFA_SIM_HOW_RESET,
  PARAFA_SIM_HOW_WRONG_STATE,
  PARAFA_SIM_HOW_OTHER_HOST,
  PARAFA_SIM_HOW_TRUNCATE,
  PARAFA_SIM_HOW_CERTIFICATE_REFUSED,
  PARAFA_SIM_HOW_HANG_AFTER,  /* the work is done, the answer never comes */
  PARAFA_SIM_HOW_RESET_AFTER, /* the work is done, the connection is reset */
  PARAFA_SIM_HOW_500_AFTER,   /* the work is done, the answer says it failed */
  PARAFA_SIM_HOW_TECHNICAL,   /* "A aparut o eroare tehnica" */
  PARAFA_SIM_HOW_204,
  PARAFA_SIM_HOW_NOK,        /* a declaration in order is refused */
  PARAFA_SIM_HOW_XML_ERRORS, /* "XML cu erori nepreluat de sistem" */
  PARAFA_SIM_N_HOWS,
} ParafaSimHow;

/* The failures that were ordered: one a place, with how often it is still to come */
typedef struct
{
  ParafaSimHow how[PARAFA_SIM_N_PLACES];
  gint64 left[PARAFA_SIM_N_PLACES]; /* -1: until cleared */
} ParafaSimFailures;

gboolean parafa_sim_failures_order (
    ParafaSimFailures *self, const char *at, const char *how, gint64 times, const char **reason);
ParafaSimHow parafa_sim_failures_peek (const ParafaSimFailures *self, ParafaSimPlace place);
ParafaSimHow parafa_sim_failures_take (ParafaSimFailures *self, ParafaSimPlace place);
void parafa_sim_failures_clear (ParafaSimFailures *self);

G_END_DECLS
