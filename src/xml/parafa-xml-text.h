/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-xml.h"

G_BEGIN_DECLS

char *parafa_xml_text_to_utf8 (
    const char *bytes, gsize length, gsize *utf8_length, ParafaXmlPlace *place, GError **error);

G_END_DECLS
