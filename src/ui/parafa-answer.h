/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ParafaAnswerFunc:
 * @response: (nullable): what was chosen; %NULL when the dialog went with its window
 * @user_data: what was given
 */
typedef void (*ParafaAnswerFunc) (const char *response, gpointer user_data);

void parafa_answer_wait (AdwMessageDialog *dialog, ParafaAnswerFunc func, gpointer user_data);

G_END_DECLS
