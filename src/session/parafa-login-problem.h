/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-login-flow.h"

G_BEGIN_DECLS

ParafaLoginProblem parafa_login_problem_from_error (const GError *error);
ParafaLoginProblem parafa_login_problem_from_exchange (const GError *error);
ParafaLoginProblem parafa_login_problem_from_page (ParafaKnownPage page);
/* the server did not take the certificate */
gboolean parafa_login_problem_is_refusal (ParafaLoginProblem problem);

G_END_DECLS
