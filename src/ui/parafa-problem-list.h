/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "parafa-error-text.h"

G_BEGIN_DECLS

/* What went wrong, why, what to do: a boxed list with a button and "Copy details" */
#define PARAFA_TYPE_PROBLEM_LIST (parafa_problem_list_get_type ())
G_DECLARE_FINAL_TYPE (ParafaProblemList, parafa_problem_list, PARAFA, PROBLEM_LIST, GtkWidget)

void
parafa_problem_list_show (ParafaProblemList *self, const GError *error, const char *retry_action);
void parafa_problem_list_show_text (ParafaProblemList *self,
                                    const ParafaErrorText *text,
                                    const char *detail,
                                    const char *retry_action);
void parafa_problem_list_clear (ParafaProblemList *self);
void parafa_problem_list_set_narrow (ParafaProblemList *self, gboolean narrow);
const char *parafa_problem_list_get_title (ParafaProblemList *self);

G_END_DECLS
