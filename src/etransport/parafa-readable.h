/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-etransport-check.h"

G_BEGIN_DECLS

/* A declaration as a person reads it: what, how much, who, from where to where, with what, when, which documents.
 * Labels and names of codes are N_() strings of this room: show them through gettext. Findings stand beside the value
 * they are about; those that belong to no value are in `other_findings`. Everything belongs to the ParafaReadable. */
typedef enum
{
  PARAFA_READABLE_KIND, /* what it is, declarant, reference */
  PARAFA_READABLE_PARTNER,
  PARAFA_READABLE_VEHICLE, /* vehicle, trailers, organiser, day */
  PARAFA_READABLE_START,
  PARAFA_READABLE_END,
  PARAFA_READABLE_DOCUMENT, /* one a document */
  PARAFA_READABLE_EARLIER,  /* notificareAnterioara */
} ParafaReadablePart;

typedef struct
{
  const char *label; /* untranslated */
  const char *name;  /* (nullable) untranslated: of the code in @value, as "Domestic transport" */
  const char *value; /* as it stands in the file */
  const char *attribute; /* its name in the file */
  ParafaXmlPlace place;
  GPtrArray *findings; /* (nullable) (element-type ParafaFinding) */
} ParafaReadableFact;

typedef struct
{
  ParafaReadablePart part;
  const char *title; /* untranslated */
  ParafaXmlPlace place;
  GArray *facts;       /* (element-type ParafaReadableFact) */
  GPtrArray *findings; /* (nullable): about the part as a whole */
} ParafaReadableSection;

/* One line of goods; texts are as they stand, NULL where absent */
typedef struct
{
  guint number; /* from 1 */
  const char *description;
  const char *tariff;
  const char *scope;      /* code */
  const char *scope_name; /* (nullable) untranslated */
  const char *quantity;
  const char *unit;
  const char *net;   /* kg */
  const char *gross; /* kg */
  const char *value; /* lei without VAT */
  const char *reference;
  ParafaXmlPlace place;
  GPtrArray *findings; /* (nullable): about the line or any value in it */
} ParafaReadableGoods;

#define PARAFA_TYPE_READABLE (parafa_readable_get_type ())
typedef struct _ParafaReadable ParafaReadable;

GType parafa_readable_get_type (void) G_GNUC_CONST;
ParafaReadable *parafa_readable_new (ParafaEtransportCheck *check);
ParafaReadable *parafa_readable_ref (ParafaReadable *self);
void parafa_readable_unref (ParafaReadable *self);
ParafaEtransportCheck *parafa_readable_get_check (ParafaReadable *self);
guint parafa_readable_get_n_sections (ParafaReadable *self);
const ParafaReadableSection *parafa_readable_get_section (ParafaReadable *self, guint n);
guint parafa_readable_get_n_goods (ParafaReadable *self);
const ParafaReadableGoods *parafa_readable_get_goods (ParafaReadable *self, guint n);
GPtrArray *parafa_readable_get_other_findings (ParafaReadable *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaReadable, parafa_readable_unref)

G_END_DECLS
