/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* In a Flatpak: how a driver of the computer is served into the sandbox, and whether it is */
#define PARAFA_TYPE_HOST_DRIVERS (parafa_host_drivers_get_type ())
G_DECLARE_FINAL_TYPE (ParafaHostDrivers, parafa_host_drivers, PARAFA, HOST_DRIVERS, GtkWidget)

/* socket: (nullable): path of the socket; NULL for the usual one */
void parafa_host_drivers_check (ParafaHostDrivers *self, const char *socket);
gboolean parafa_host_drivers_is_served (ParafaHostDrivers *self);

G_END_DECLS
