/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "parafa-session.h"

#include "parafa-certificate.h"

G_BEGIN_DECLS

#define PARAFA_TYPE_CERTIFICATE_PAGE (parafa_certificate_page_get_type ())
G_DECLARE_FINAL_TYPE (
    ParafaCertificatePage, parafa_certificate_page, PARAFA, CERTIFICATE_PAGE, AdwBin)

void parafa_certificate_page_open (ParafaCertificatePage *self, GFile *file);
void parafa_certificate_page_save (ParafaCertificatePage *self, GFile *file, gboolean with_chain);
gboolean parafa_certificate_page_is_busy (ParafaCertificatePage *self);
ParafaCertificate *parafa_certificate_page_get_certificate (ParafaCertificatePage *self);
const char *parafa_certificate_page_get_sentence (ParafaCertificatePage *self);

G_END_DECLS
