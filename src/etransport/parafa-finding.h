/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-xml.h"

G_BEGIN_DECLS

typedef enum
{
  PARAFA_FINDING_ERROR,   /* refused by the tax office */
  PARAFA_FINDING_WARNING, /* accepted, but likely wrong; or said by the official rules as a warning */
  PARAFA_FINDING_ADVICE, /* worth knowing */
} ParafaFindingSeverity;

/* What is wrong, where, and how to mend it. Texts are untranslated; the dup functions give them in the person's
 * language, with the values put in. */
typedef struct
{
  ParafaFindingSeverity severity;
  const char *rule;     /* official id (BR-020), "XSD", or one of ours (PF-...) */
  ParafaXmlPlace place; /* line 0: the whole file */
  char *path;           /* (owned) (nullable) */
  const char *message;  /* {1} and {2} stand for the values */
  const char *remedy;   /* (nullable) */
  char *values[2];      /* (owned) (nullable) */
} ParafaFinding;

#define PARAFA_FINDING_RULE_SCHEMA "XSD"

void parafa_finding_free (ParafaFinding *finding);
const char *parafa_finding_severity_get_name (ParafaFindingSeverity severity);
char *parafa_finding_dup_message (const ParafaFinding *finding);
char *parafa_finding_dup_remedy (const ParafaFinding *finding);

GPtrArray *parafa_findings_new (void);
ParafaFinding *parafa_findings_add (GPtrArray *findings,
                                    ParafaFindingSeverity severity,
                                    const char *rule,
                                    const char *message,
                                    const char *remedy);
void parafa_finding_set_place (ParafaFinding *finding,
                               const ParafaXmlElement *element,
                               const char *attribute);
void parafa_finding_set_values (ParafaFinding *finding, const char *first, const char *second);
gboolean parafa_findings_has_error (GPtrArray *findings);
void parafa_findings_sort (GPtrArray *findings);

G_END_DECLS
