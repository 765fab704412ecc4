/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "parafa-distribution.h"
#include "parafa-driver-list.h"

G_BEGIN_DECLS

/* “Which driver do I need?”: by the device that is plugged in, or by who sold the certificate */
#define PARAFA_TYPE_DRIVER_GUIDE (parafa_driver_guide_get_type ())
G_DECLARE_FINAL_TYPE (ParafaDriverGuide, parafa_driver_guide, PARAFA, DRIVER_GUIDE, GtkWidget)

/* looks at the devices again; root: (nullable): the folder that stands for / */
void parafa_driver_guide_look (ParafaDriverGuide *self, const char *root);
void parafa_driver_guide_focus (ParafaDriverGuide *self);
/* (nullable): the driver that fits best, and the computer; signal “found” says that either changed */
const ParafaKnownDriver *parafa_driver_guide_get_fitting (ParafaDriverGuide *self);
const ParafaDistribution *parafa_driver_guide_get_distribution (ParafaDriverGuide *self);
/* what is plugged in, in words */
const char *parafa_driver_guide_get_device (ParafaDriverGuide *self);
/* provider: as the list of drivers names it; FALSE when it does not */
gboolean parafa_driver_guide_choose (ParafaDriverGuide *self, const char *provider);

G_END_DECLS
