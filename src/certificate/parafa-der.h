/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Tags of ASN.1 in DER, X.690 */
#define PARAFA_DER_INTEGER 0x02
#define PARAFA_DER_OBJECT_IDENTIFIER 0x06
#define PARAFA_DER_SEQUENCE 0x30

/* Bytes that belong to somebody else */
typedef struct
{
  const guint8 *bytes;
  gsize length;
} ParafaDer;

gboolean parafa_der_take (ParafaDer *from, guint8 tag, ParafaDer *content);
gboolean parafa_der_take_any (ParafaDer *from, guint8 *tag, ParafaDer *content);
gboolean parafa_der_read_integer (const ParafaDer *content, gint64 *number);
char *parafa_der_dup_oid (const ParafaDer *content);

G_END_DECLS
