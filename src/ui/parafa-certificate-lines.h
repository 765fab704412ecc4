/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-certificate-chain.h"
#include "parafa-certificate-details.h"
#include "parafa-token-text.h"

G_BEGIN_DECLS

/* The parts of the certificate page, in this order */
typedef enum
{
  PARAFA_CERTIFICATE_PART_HOLDER,
  PARAFA_CERTIFICATE_PART_ISSUER,
  PARAFA_CERTIFICATE_PART_USES,
  PARAFA_CERTIFICATE_PART_QUALIFIED,
  PARAFA_CERTIFICATE_PART_POLICIES,
  PARAFA_CERTIFICATE_PART_CHAIN,
  PARAFA_CERTIFICATE_PART_KEY,
  PARAFA_CERTIFICATE_PART_PROGRAMMERS,
  PARAFA_N_CERTIFICATE_PARTS,
} ParafaCertificatePart;

/* One line of a part: a field with its value, or a fact with its explanation */
typedef struct
{
  char *label;      /* (owned) (nullable): of a field; NULL for a fact */
  char *value;      /* (owned): translated, or as it stands in the certificate */
  char *note;       /* (owned) (nullable): explanation of a fact */
  const char *icon; /* (nullable): of a fact */
  gboolean is_code; /* numbers and names for programs: fixed width, with a button that copies */
} ParafaCertificateLine;

const char *parafa_certificate_lines_get_title (ParafaCertificatePart part);
GPtrArray *parafa_certificate_lines_make (ParafaCertificatePart part,
                                          ParafaCertificate *certificate,
                                          const ParafaCertificateDetails *details,
                                          const ParafaCertificateChain *chain,
                                          gint64 now_s);
ParafaStateWords parafa_certificate_lines_get_state (ParafaCertificate *certificate, gint64 now_s);
char *parafa_certificate_lines_make_sentence (ParafaCertificate *certificate, gint64 now_s);

G_END_DECLS
