/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-certificate.h"

#include <gnutls/x509.h>

G_BEGIN_DECLS

gnutls_x509_crt_t parafa_certificate_import (GBytes *der, GError **error);

G_END_DECLS
