/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What an authority can state about a qualified certificate: ETSI EN 319 412-5, RFC 3739 */
typedef enum
{
  PARAFA_QC_OTHER,
  PARAFA_QC_COMPLIANCE, /* qualified under EU law */
  PARAFA_QC_LIMIT, /* value of a transaction; "number" times 10 to "exponent", values[0] the currency */
  PARAFA_QC_RETENTION,  /* years the authority keeps its papers: "number" */
  PARAFA_QC_DEVICE,     /* the key lies in a qualified device (SSCD, QSCD) */
  PARAFA_QC_DISCLOSURE, /* values: addresses of disclosure statements, each followed by a language */
  PARAFA_QC_TYPE,       /* values: object identifiers, see PARAFA_QC_TYPE_... */
  PARAFA_QC_LEGISLATION, /* values: countries outside the EU under whose law it is qualified */
  PARAFA_QC_SEMANTICS,   /* what the subject's serialNumber means; values[0] an object identifier */
} ParafaQcKind;

#define PARAFA_QC_TYPE_SIGNATURE "0.4.0.1862.1.6.1"
#define PARAFA_QC_TYPE_SEAL "0.4.0.1862.1.6.2"
#define PARAFA_QC_TYPE_WEB "0.4.0.1862.1.6.3"

typedef struct
{
  ParafaQcKind kind;
  char *oid;     /* (owned) */
  GStrv values;  /* (owned) (not nullable) */
  gint64 number; /* -1 when there is none */
  gint64 exponent;
} ParafaQcStatement;

GPtrArray *parafa_qc_statements_read (const guint8 *der, gsize length);
void parafa_qc_statement_free (ParafaQcStatement *self);

G_END_DECLS
