/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <gnutls/gnutls.h>

G_BEGIN_DECLS

#define PARAFA_TLS_SIDE_BYTES 16384

/* One TLS connection that never blocks, with what was read from it and not passed on yet */
typedef struct
{
  gnutls_session_t session; /* (owned) (nullable) */
  int fd;                   /* (unowned) */
  guint8 bytes[PARAFA_TLS_SIDE_BYTES];
  gsize offset;
  gsize length;
  gboolean ended; /* nothing more will come */
  gboolean clean; /* the peer said so itself */
} ParafaTlsSide;

ParafaTlsSide *parafa_tls_side_new (void);
void parafa_tls_side_free (ParafaTlsSide *self);
void parafa_tls_side_open (ParafaTlsSide *self,
                           guint flags,
                           gnutls_certificate_credentials_t credentials,
                           const char *priority,
                           int fd);
void parafa_tls_side_reset (ParafaTlsSide *self);
int parafa_tls_side_fill (ParafaTlsSide *self);
int parafa_tls_side_drain (ParafaTlsSide *self, ParafaTlsSide *to);
gboolean parafa_tls_side_has_more (ParafaTlsSide *self);
void parafa_tls_side_say_goodbye (ParafaTlsSide *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaTlsSide, parafa_tls_side_free)

G_END_DECLS
