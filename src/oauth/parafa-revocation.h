/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ParafaRevocation:
 * @PARAFA_REVOCATION_DONE: the server said that the token is revoked
 * @PARAFA_REVOCATION_NOT_OFFERED: the server does not revoke this kind of token: it answered as to a
 * path it does not know
 */
typedef enum
{
  PARAFA_REVOCATION_DONE,
  PARAFA_REVOCATION_NOT_OFFERED,
} ParafaRevocation;

int parafa_revocation_read (
    guint status, const char *content_type, const char *body, gsize length, GError **error);

G_END_DECLS
