/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-certificate.h"

G_BEGIN_DECLS

/* Which of a renewed pair a certificate is */
typedef enum
{
  PARAFA_CERTIFICATE_ONLY,
  PARAFA_CERTIFICATE_NEW,
  PARAFA_CERTIFICATE_OLD,
} ParafaCertificateAge;

/* "3 November 2026" in the program's language */
char *parafa_certificate_text_date (gint64 time_s);
/* certificates: (element-type ParafaCertificate) */
ParafaCertificateAge parafa_certificate_text_get_age (ParafaCertificate *certificate,
                                                      GListModel *certificates,
                                                      gint64 now_s);
char *parafa_certificate_text_title (ParafaCertificate *certificate, ParafaCertificateAge age);
/* its validity in words, or why it cannot be used */
char *parafa_certificate_text_validity (ParafaCertificate *certificate, gint64 now_s);
/* issuer and the end of the serial */
char *parafa_certificate_text_origin (ParafaCertificate *certificate);
/* the token, or the file; "" when it is not known */
char *parafa_certificate_text_place (ParafaCertificate *certificate);
const char *parafa_certificate_text_state (ParafaCertificateState state);

G_END_DECLS
