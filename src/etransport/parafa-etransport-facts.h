/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-xml.h"

G_BEGIN_DECLS

/* What rules ask about the whole document. Strings belong to the document; NULL where the attribute is nowhere. */
typedef struct
{
  const char *operation;       /* codTipOperatiune as it stands */
  char *operation_normal;      /* (owned): without blanks around; "" when there is none */
  const char *partner_country; /* codTara */
  const char *partner_code;    /* cod */
  const char *organiser_code;  /* codOrgTransport */
  const char *remark;          /* the first observatii */
  guint n_remarks;
  gboolean has_earlier; /* notificareAnterioara */
  gboolean has_customs_office;
  gboolean starts_at_border; /* codPtf in locStartTraseuRutier */
  gboolean ends_at_border;   /* codPtf in locFinalTraseuRutier */
} ParafaFacts;

void parafa_facts_read (ParafaFacts *facts, const ParafaXmlElement *root);
void parafa_facts_clear (ParafaFacts *facts);

char *parafa_facts_normalise (const char *value);
gboolean parafa_facts_is_tin (const char *value);
gboolean parafa_facts_read_decimal (const char *value, double *amount);
gboolean parafa_facts_is_one_of (const char *value, const char *list);

G_END_DECLS
