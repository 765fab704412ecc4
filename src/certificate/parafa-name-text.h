/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *parafa_name_text_decode (guint asn1_tag, const guint8 *bytes, gsize length);

G_END_DECLS
