/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "parafa-certificate.h"

G_BEGIN_DECLS

/* What is offered together with a notice */
typedef enum
{
  PARAFA_NOTICE_WAY_NONE,
  PARAFA_NOTICE_WAY_ENROL, /* ANAF's page about enrolling a certificate */
  PARAFA_NOTICE_WAY_CHECK, /* "login.check": the check-up of token, driver and network */
} ParafaNoticeWay;

/* The first page of the login: which certificate. Its buttons activate "login.refresh" and
 * "login.file"; a change of the choice activates "login.chosen", Return "login.continue". */
#define PARAFA_TYPE_CERTIFICATE_CHOOSER (parafa_certificate_chooser_get_type ())
G_DECLARE_FINAL_TYPE (
    ParafaCertificateChooser, parafa_certificate_chooser, PARAFA, CERTIFICATE_CHOOSER, AdwBin)
GtkWidget *parafa_certificate_chooser_new (void);
/* certificates: (element-type ParafaCertificate), in the order to show; offered: (nullable):
 * the one of them chosen at first; driver_problems: (nullable) */
void parafa_certificate_chooser_show (ParafaCertificateChooser *self,
                                      GListModel *certificates,
                                      ParafaCertificate *offered,
                                      const char *const *driver_problems,
                                      gint64 now_s);
/* title: (nullable): NULL for none */
void parafa_certificate_chooser_set_notice (ParafaCertificateChooser *self,
                                            const char *title,
                                            const char *text,
                                            ParafaNoticeWay way);
ParafaCertificate *
parafa_certificate_chooser_get_chosen (ParafaCertificateChooser *self); /* (nullable) */
void parafa_certificate_chooser_focus (ParafaCertificateChooser *self);
void parafa_certificate_chooser_set_busy (ParafaCertificateChooser *self, gboolean busy);

G_END_DECLS
