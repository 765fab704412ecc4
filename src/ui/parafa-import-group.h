/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "parafa-import.h"
#include "parafa-session.h"

G_BEGIN_DECLS

/* One application that was found: what of it, masked, and where it goes. Signal "changed" */
#define PARAFA_TYPE_IMPORT_GROUP (parafa_import_group_get_type ())
G_DECLARE_FINAL_TYPE (
    ParafaImportGroup, parafa_import_group, PARAFA, IMPORT_GROUP, AdwPreferencesGroup)

GtkWidget *parafa_import_group_new (ParafaSession *session, ParafaImportFound *found);
const ParafaImportFound *parafa_import_group_get_found (ParafaImportGroup *self);
/* FALSE: it is left out, or cannot go anywhere */
gboolean parafa_import_group_is_chosen (ParafaImportGroup *self);
ParafaAccount *parafa_import_group_get_target (ParafaImportGroup *self); /* (nullable): new */
char *parafa_import_group_dup_name (ParafaImportGroup *self);

G_END_DECLS
