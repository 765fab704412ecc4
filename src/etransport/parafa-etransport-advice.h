/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-etransport-facts.h"
#include "parafa-finding.h"

G_BEGIN_DECLS

void
parafa_etransport_advise (const ParafaXmlElement *root, const GDate *today, GPtrArray *findings);

G_END_DECLS
