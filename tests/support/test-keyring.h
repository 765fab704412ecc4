/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  PARAFA_TEST_KEYRING_UNLOCKED, /* with an empty default collection */
  PARAFA_TEST_KEYRING_LOCKED,   /* the same, locked; nobody answers its prompt */
  PARAFA_TEST_KEYRING_ABSENT,   /* a bus without a Secret Service */
} ParafaTestKeyringMode;

/* A real gnome-keyring-daemon on a session bus of its own, with a home of its own. Changes the
 * environment of the process: make it before anything asks for the session bus or a user directory. */
typedef struct _ParafaTestKeyring ParafaTestKeyring;

ParafaTestKeyring *parafa_test_keyring_new (ParafaTestKeyringMode mode);
void parafa_test_keyring_free (ParafaTestKeyring *self);
GDBusConnection *parafa_test_keyring_get_bus (ParafaTestKeyring *self);
const char *parafa_test_keyring_get_dir (ParafaTestKeyring *self);
void parafa_test_keyring_lock (ParafaTestKeyring *self);
void parafa_test_keyring_kill_service (ParafaTestKeyring *self);
void parafa_test_keyring_start_service (ParafaTestKeyring *self);
/* a real xdg-desktop-portal on the same bus, whose Secret portal, if it has one, is the service */
void parafa_test_keyring_start_portal (ParafaTestKeyring *self, gboolean secret);
void parafa_test_keyring_kill_portal (ParafaTestKeyring *self);
void parafa_test_keyring_hang_service (ParafaTestKeyring *self, gboolean hang);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaTestKeyring, parafa_test_keyring_free)

G_END_DECLS
