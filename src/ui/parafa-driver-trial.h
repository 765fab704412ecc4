/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "parafa-driver-config.h"

G_BEGIN_DECLS

/* A file that is tried as a driver. Signal "wanted" (const char *path): it works and shall be added;
 * parafa_driver_trial_end() says what came of that */
#define PARAFA_TYPE_DRIVER_TRIAL (parafa_driver_trial_get_type ())
G_DECLARE_FINAL_TYPE (ParafaDriverTrial, parafa_driver_trial, PARAFA, DRIVER_TRIAL, GtkWidget)

void parafa_driver_trial_start (ParafaDriverTrial *self,
                                const char *path,
                                const ParafaDriverFolders *folders);
/* problem: (nullable): a sentence; NULL when it was added */
void parafa_driver_trial_end (ParafaDriverTrial *self, const char *problem);
gboolean parafa_driver_trial_is_running (ParafaDriverTrial *self);
/* "" when no file is shown */
const char *parafa_driver_trial_get_sentence (ParafaDriverTrial *self);
void parafa_driver_trial_set_narrow (ParafaDriverTrial *self, gboolean narrow);

G_END_DECLS
