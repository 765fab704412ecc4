/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "parafa-certificate.h"

G_BEGIN_DECLS

#define PARAFA_TYPE_CERTIFICATE_SUMMARY (parafa_certificate_summary_get_type ())
G_DECLARE_FINAL_TYPE (
    ParafaCertificateSummary, parafa_certificate_summary, PARAFA, CERTIFICATE_SUMMARY, GtkBox)

void parafa_certificate_summary_show (ParafaCertificateSummary *self,
                                      ParafaCertificate *certificate,
                                      gint64 now_s);
void parafa_certificate_summary_show_end (ParafaCertificateSummary *self,
                                          gint64 ends_at_s,
                                          gint64 now_s);
void parafa_certificate_summary_set_narrow (ParafaCertificateSummary *self, gboolean narrow);
const char *parafa_certificate_summary_get_sentence (ParafaCertificateSummary *self);

G_END_DECLS
