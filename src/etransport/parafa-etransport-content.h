/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-xml.h"

G_BEGIN_DECLS

char *parafa_etransport_content_hash (const ParafaXmlElement *root);

G_END_DECLS
