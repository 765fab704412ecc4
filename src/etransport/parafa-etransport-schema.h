/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-finding.h"

G_BEGIN_DECLS

#define PARAFA_ETRANSPORT_NAMESPACE "mfp:anaf:dgti:eTransport:declaratie:v2"

gboolean parafa_etransport_schema_check (const ParafaXmlElement *root, GPtrArray *findings);

G_END_DECLS
