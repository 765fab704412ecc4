/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "parafa-certificate-lines.h"

G_BEGIN_DECLS

#define PARAFA_TYPE_CERTIFICATE_VIEW (parafa_certificate_view_get_type ())
G_DECLARE_FINAL_TYPE (
    ParafaCertificateView, parafa_certificate_view, PARAFA, CERTIFICATE_VIEW, GtkBox)

void parafa_certificate_view_show (ParafaCertificateView *self,
                                   ParafaCertificate *certificate,
                                   const ParafaCertificateDetails *details,
                                   const ParafaCertificateChain *chain,
                                   gint64 now_s);
void parafa_certificate_view_toggle_details (ParafaCertificateView *self);

G_END_DECLS
