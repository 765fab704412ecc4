/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "parafa-certificate-text.h"

G_BEGIN_DECLS

/* One certificate in the list: a radio button, who, until when, from whom, its state. Return on it
 * activates "login.continue". */
#define PARAFA_TYPE_CERTIFICATE_ROW (parafa_certificate_row_get_type ())
G_DECLARE_FINAL_TYPE (
    ParafaCertificateRow, parafa_certificate_row, PARAFA, CERTIFICATE_ROW, AdwActionRow)
/* show_place: whether the token is named in it; group: (nullable): the radio button to belong with, NULL where it cannot be chosen */
GtkWidget *parafa_certificate_row_new (ParafaCertificate *certificate,
                                       ParafaCertificateAge age,
                                       gboolean show_place,
                                       gint64 now_s,
                                       GtkCheckButton *group);
ParafaCertificate *parafa_certificate_row_get_certificate (ParafaCertificateRow *self);
gboolean parafa_certificate_row_is_chosen (ParafaCertificateRow *self);
void parafa_certificate_row_choose (ParafaCertificateRow *self);

G_END_DECLS
