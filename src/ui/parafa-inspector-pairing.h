/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-jwt-compare.h"

G_BEGIN_DECLS

/* A field of two tokens as an item of a list model */
#define PARAFA_TYPE_INSPECTOR_PAIRING (parafa_inspector_pairing_get_type ())
G_DECLARE_FINAL_TYPE (
    ParafaInspectorPairing, parafa_inspector_pairing, PARAFA, INSPECTOR_PAIRING, GObject)

ParafaInspectorPairing *parafa_inspector_pairing_new (ParafaJwtPairing *pairing);
const ParafaJwtPairing *parafa_inspector_pairing_get (ParafaInspectorPairing *self);

G_END_DECLS
