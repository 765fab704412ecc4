/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "parafa-session.h"

G_BEGIN_DECLS

/* The dialog that adds an application registered at ANAF as a profile, or mends the data of one */
#define PARAFA_TYPE_ADD_APPLICATION (parafa_add_application_get_type ())
G_DECLARE_FINAL_TYPE (
    ParafaAddApplication, parafa_add_application, PARAFA, ADD_APPLICATION, AdwWindow)
/* opens the dialog; when the profile is stored it closes and activates "win.select-profile" (s:
 * profile id) of the parent */
void parafa_add_application_present (GtkWindow *parent, ParafaSession *session);
/* the same for a profile that is there: its client secret is kept unless another one is typed */
void parafa_add_application_present_for (GtkWindow *parent,
                                         ParafaSession *session,
                                         ParafaAccount *account);

G_END_DECLS
