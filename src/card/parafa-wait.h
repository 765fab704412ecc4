/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <poll.h>

G_BEGIN_DECLS

typedef enum
{
  PARAFA_WAIT_READY,
  PARAFA_WAIT_TIMEOUT,
  PARAFA_WAIT_CANCELLED,
} ParafaWait;

ParafaWait
parafa_wait_for (struct pollfd *fds, guint n_fds, guint timeout_ms, GCancellable *cancellable);
void parafa_wait_for_goodbye (int fd, guint timeout_ms, GCancellable *cancellable);

G_END_DECLS
