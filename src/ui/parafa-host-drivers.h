/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "parafa-distribution.h"
#include "parafa-driver-list.h"

G_BEGIN_DECLS

typedef enum
{
  PARAFA_HOST_NOTHING, /* neither the permission nor a socket */
  PARAFA_HOST_ALLOWED, /* the permission, but no socket */
  PARAFA_HOST_ENDED,   /* a socket that nobody answers on */
  PARAFA_HOST_SERVED
} ParafaHostState;

/* In a Flatpak: how a driver of the computer is served into the sandbox, and whether it is */
#define PARAFA_TYPE_HOST_DRIVERS (parafa_host_drivers_get_type ())
G_DECLARE_FINAL_TYPE (ParafaHostDrivers, parafa_host_drivers, PARAFA, HOST_DRIVERS, GtkWidget)

/* known, distribution: (nullable) */
void parafa_host_drivers_suggest (ParafaHostDrivers *self,
                                  const ParafaKnownDriver *known,
                                  const ParafaDistribution *distribution);
void parafa_host_drivers_set_narrow (ParafaHostDrivers *self, gboolean narrow);
/* root: (nullable): the folder that stands for /; socket: (nullable): path of the socket, NULL for the usual one */
void parafa_host_drivers_check (ParafaHostDrivers *self, const char *root, const char *socket);
gboolean parafa_host_drivers_is_checking (ParafaHostDrivers *self);
ParafaHostState parafa_host_drivers_get_state (ParafaHostDrivers *self);

G_END_DECLS
