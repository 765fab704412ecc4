/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* How an application is registered at ANAF: numbered, with what to open and what to copy */
#define PARAFA_TYPE_REGISTRATION_STEPS (parafa_registration_steps_get_type ())
G_DECLARE_FINAL_TYPE (
    ParafaRegistrationSteps, parafa_registration_steps, PARAFA, REGISTRATION_STEPS, AdwBin)
/* the callback address to be pasted there */
void parafa_registration_steps_set_callback (ParafaRegistrationSteps *self, const char *callback);

G_END_DECLS
