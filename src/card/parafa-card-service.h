/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The card process' end of the interface. Signal: "ended" (): everything is logged out and wiped */
#define PARAFA_TYPE_CARD_SERVICE (parafa_card_service_get_type ())
G_DECLARE_FINAL_TYPE (ParafaCardService, parafa_card_service, PARAFA, CARD_SERVICE, GObject)

ParafaCardService *parafa_card_service_new (void);
gboolean
parafa_card_service_export (ParafaCardService *self, GDBusConnection *connection, GError **error);
void parafa_card_service_end (ParafaCardService *self);

G_END_DECLS
