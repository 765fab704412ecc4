/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PARAFA_CONNECT_HEAD_MAX_BYTES 8192

typedef enum
{
  PARAFA_CONNECT_HEAD_DONE,       /* complete and a CONNECT */
  PARAFA_CONNECT_HEAD_INCOMPLETE, /* so far nothing is wrong with it */
  PARAFA_CONNECT_HEAD_METHOD,     /* complete, another method */
  PARAFA_CONNECT_HEAD_MALFORMED,
  PARAFA_CONNECT_HEAD_TOO_LONG,
} ParafaConnectHeadStatus;

/* What a CONNECT request asks for. Holds the password: clear it */
typedef struct
{
  char host[256]; /* lower case */
  guint16 port;
  gboolean has_credentials;
  char credentials[256]; /* "user:password", decoded */
  gsize credentials_length;
  gsize length; /* bytes of the head */
} ParafaConnectHead;

ParafaConnectHeadStatus
parafa_connect_head_parse (const char *bytes, gsize length, ParafaConnectHead *head);
gboolean parafa_connect_head_is_authorised (const ParafaConnectHead *head,
                                            const char *user,
                                            const char *password);
void parafa_connect_head_clear (ParafaConnectHead *head);

G_END_DECLS
