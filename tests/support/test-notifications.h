/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a program asked the desktop to show */
typedef struct
{
  guint id;
  char *title;
  char *body;
  GStrv actions; /* pairs: name, label */
} ParafaTestNotification;

GPtrArray *parafa_test_notifications_serve (GDBusConnection *bus);
ParafaTestNotification *parafa_test_notifications_find (GPtrArray *shown, const char *title);

G_END_DECLS
