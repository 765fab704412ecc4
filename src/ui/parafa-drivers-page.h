/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "parafa-driver-config.h"

G_BEGIN_DECLS

/* A panel: the drivers of tokens. Its argument: "choose" asks for a file, "which" turns to the guide */
#define PARAFA_TYPE_DRIVERS_PAGE (parafa_drivers_page_get_type ())
G_DECLARE_FINAL_TYPE (ParafaDriversPage, parafa_drivers_page, PARAFA, DRIVERS_PAGE, AdwBin)

/* for tests, before it is shown: where drivers are looked for, and the folder that stands for / */
void parafa_drivers_page_set_places (ParafaDriversPage *self,
                                     const ParafaDriverFolders *folders,
                                     const char *root);
void parafa_drivers_page_look (ParafaDriversPage *self);
/* tries a file; a driver that works and sees a token is registered, any other that works is asked about */
void parafa_drivers_page_try (ParafaDriversPage *self, const char *path);
gboolean parafa_drivers_page_is_busy (ParafaDriversPage *self);
const char *parafa_drivers_page_get_sentence (ParafaDriversPage *self);
/* what became of the file that was tried; "" when none was */
const char *parafa_drivers_page_get_trial (ParafaDriversPage *self);

G_END_DECLS
