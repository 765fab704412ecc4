/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-distribution.h"
#include "parafa-driver-list.h"

G_BEGIN_DECLS

/* Pure: the commands with which a driver of the computer is served into a Flatpak */

/* the socket's name in the folder of the session; another name than Flatpak's own, which serves the authorities */
#define PARAFA_HOST_SOCKET "parafa-tokens"

/* (transfer full): where the driver usually lies; NULL for a driver that cannot be guessed */
char *parafa_host_commands_guess_path (const ParafaKnownDriver *known);
/* known: (nullable) */
char *parafa_host_commands_find (const ParafaKnownDriver *known);
/* (transfer full) (nullable): where no command is known */
char *parafa_host_commands_install (const ParafaDistribution *distribution);
gboolean parafa_host_commands_is_path (const char *text);
char *parafa_host_commands_serve (const char *path);
/* folder: the folder of the session, XDG_RUNTIME_DIR */
char *parafa_host_commands_serve_always (const char *path, const char *folder);
/* flatpak_info: (nullable): what /.flatpak-info says */
gboolean parafa_host_commands_may_reach (const char *flatpak_info);

G_END_DECLS
