/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "parafa-consent-question.h"

G_BEGIN_DECLS

GtkWindow *parafa_consent_dialog_present (GtkApplication *application,
                                          ParafaConsentQuestion *question);

G_END_DECLS
