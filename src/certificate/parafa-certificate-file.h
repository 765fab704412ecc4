/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-certificate.h"

G_BEGIN_DECLS

/* Larger than any file of certificates */
#define PARAFA_CERTIFICATE_FILE_MAX (1024 * 1024)

GPtrArray *parafa_certificate_file_read (const guint8 *bytes, gsize length, GError **error);
char *parafa_certificate_file_make_pem (GPtrArray *certificates);

G_END_DECLS
