/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "parafa-error-text.h"

G_BEGIN_DECLS

/* A failure explained: what is, why, numbered remedies, the button that helps, details to copy.
 * Signals: "way" (int ParafaErrorWay): the button was pressed; "other" (): the second button was;
 * "check" (): everything is to be looked at, from reader to network */
#define PARAFA_TYPE_EXPLANATION (parafa_explanation_get_type ())
G_DECLARE_FINAL_TYPE (ParafaExplanation, parafa_explanation, PARAFA, EXPLANATION, AdwBin)
GtkWidget *parafa_explanation_new (void);
/* other: (nullable): the label of a second button, with a mnemonic; detail: (nullable): for
 * developers */
void parafa_explanation_set_text (ParafaExplanation *self,
                                  const ParafaErrorText *text,
                                  const char *other,
                                  const char *detail);
const ParafaErrorText *parafa_explanation_get_text (ParafaExplanation *self); /* (nullable) */
/* in a side pane or below the page, where there is little room */
void parafa_explanation_set_compact (ParafaExplanation *self, gboolean compact);
/* whether the way to the check-up is offered */
void parafa_explanation_set_can_check (ParafaExplanation *self, gboolean can_check);
/* while a try runs, its buttons do nothing */
void parafa_explanation_set_busy (ParafaExplanation *self, gboolean busy);
void parafa_explanation_grab_focus (ParafaExplanation *self);

G_END_DECLS
