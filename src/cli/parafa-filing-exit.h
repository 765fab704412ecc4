/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-etransport-answer.h"
#include "parafa-exit.h"
#include "parafa-filing-sender.h"

G_BEGIN_DECLS

/* The one table of exit statuses of `parafa etransport`: whichever command met it, the same trouble ends alike. */
ParafaExit parafa_filing_exit_from_stop (ParafaFilingStop stop);
ParafaExit parafa_filing_exit_from_outcome (ParafaEtransportOutcome outcome);
/* what to say of an answer that is not what was asked for; other: where ANAF gives no reason */
char *parafa_filing_exit_describe (const ParafaEtransportAnswer *answer, const char *other);

G_END_DECLS
