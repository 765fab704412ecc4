/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "parafa-hello.h"
#include "parafa-company-right.h"

G_BEGIN_DECLS

/* What is checked besides the greeting: clock, rights, speed, companies */
#define PARAFA_TYPE_CHECKS (parafa_checks_get_type ())
G_DECLARE_FINAL_TYPE (ParafaChecks, parafa_checks, PARAFA, CHECKS, GtkWidget)

void parafa_checks_set_account (ParafaChecks *self, ParafaSession *session, ParafaAccount *account);
void parafa_checks_show_hello (ParafaChecks *self, ParafaHello *hello);
void parafa_checks_show_claims (ParafaChecks *self, ParafaClaims *claims);
void parafa_checks_show_durations (ParafaChecks *self, const gint64 *durations_us, guint n_calls);
void parafa_checks_show_company (ParafaChecks *self, const char *cif, ParafaCompanyRight right);
void parafa_checks_set_narrow (ParafaChecks *self, gboolean narrow);
/* for tests: how long to wait between two calls */
void parafa_checks_set_pause (ParafaChecks *self, guint pause_ms);

G_END_DECLS
