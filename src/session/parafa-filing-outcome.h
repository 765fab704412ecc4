/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-filing-sender.h"

G_BEGIN_DECLS

/* What an upload's answer, or the lack of one, means for a filing that was about to be sent. Pure. One of answer and
 * error is NULL. */
ParafaFilingChange *parafa_filing_outcome_get_change (const ParafaEtransportAnswer *answer,
                                                      const GError *error,
                                                      gint64 now_s);
ParafaFilingStop parafa_filing_outcome_get_stop (const ParafaEtransportAnswer *answer,
                                                 const GError *error);

G_END_DECLS
