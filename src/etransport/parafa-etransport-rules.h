/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-etransport-facts.h"
#include "parafa-finding.h"

G_BEGIN_DECLS

/* One attribute under a rule that knows the whole document */
typedef struct
{
  const ParafaXmlElement *element;
  const ParafaXmlAttribute *attribute; /* (nullable): NULL for a rule about the element */
  const ParafaFacts *facts;
  GPtrArray *findings;
} ParafaRuleSubject;

void parafa_etransport_rules_check (const ParafaXmlElement *root, GPtrArray *findings);

/* the parts */
void parafa_rules_check_attribute (const ParafaRuleSubject *subject);
void parafa_rules_check_operation (const ParafaRuleSubject *subject);
void parafa_rules_check_goods (const ParafaRuleSubject *subject);
void parafa_rules_check_codes (const ParafaRuleSubject *subject);
ParafaFinding *parafa_rules_add (const ParafaRuleSubject *subject,
                                 const char *rule,
                                 const char *attribute,
                                 const char *message,
                                 const char *remedy);

G_END_DECLS
