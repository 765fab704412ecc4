/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-error-text.h"

G_BEGIN_DECLS

/* the English source texts; untranslated, never NULL */
const ParafaErrorText *parafa_error_text_data_for_problem (ParafaLoginProblem problem);
const ParafaErrorText *parafa_error_text_data_for_token (int code);
const ParafaErrorText *parafa_error_text_data_for_http (int code);
const ParafaErrorText *parafa_error_text_data_for_session (int code);
const ParafaErrorText *parafa_error_text_data_for_loading (int vault_code);
const ParafaErrorText *parafa_error_text_data_for_saving (int vault_code);
const ParafaErrorText *parafa_error_text_data_for_certificate_file (int code);
const ParafaErrorText *parafa_error_text_data_for_damaged_item (void);
const ParafaErrorText *parafa_error_text_data_general (void);

G_END_DECLS
