/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What the tokens and drivers of this computer look like to somebody who starts */
typedef enum
{
  PARAFA_READINESS_LOOKING,
  PARAFA_READINESS_READY,
  PARAFA_READINESS_MISSING,
} ParafaReadiness;

/* The page without any profile: what is ready, what is missing, the two ways on. Its buttons
 * activate "win.add-profile" and "win.practise". It looks for tokens and drivers by itself when it
 * is shown first, in the card process and after the first frame. */
#define PARAFA_TYPE_FIRST_RUN (parafa_first_run_get_type ())
G_DECLARE_FINAL_TYPE (ParafaFirstRun, parafa_first_run, PARAFA, FIRST_RUN, AdwBin)
GtkWidget *parafa_first_run_new (void);
/* whether it looked and is done with it */
gboolean parafa_first_run_has_looked (ParafaFirstRun *self);
/* what is shown of the token and of its driver; detail: (nullable) */
void parafa_first_run_show_token (ParafaFirstRun *self, ParafaReadiness state, const char *detail);
void parafa_first_run_show_driver (ParafaFirstRun *self, ParafaReadiness state, const char *detail);

G_END_DECLS
