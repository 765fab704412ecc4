/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-inspector-pairing.h"

/**
 * ParafaInspectorPairing:
 *
 * A field of two tokens as an item of a list model.
 */
struct _ParafaInspectorPairing
{
  GObject parent_instance;

  ParafaJwtPairing *pairing; /* (owned) */
};

G_DEFINE_FINAL_TYPE (ParafaInspectorPairing, parafa_inspector_pairing, G_TYPE_OBJECT)

static void
parafa_inspector_pairing_finalize (GObject *object)
{
  g_clear_pointer (&PARAFA_INSPECTOR_PAIRING (object)->pairing, parafa_jwt_pairing_free);
  G_OBJECT_CLASS (parafa_inspector_pairing_parent_class)->finalize (object);
}

static void
parafa_inspector_pairing_class_init (ParafaInspectorPairingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = parafa_inspector_pairing_finalize;
}

static void
parafa_inspector_pairing_init (ParafaInspectorPairing *self)
{
}

/**
 * parafa_inspector_pairing_new:
 * @pairing: (transfer full): a field of two tokens
 *
 * Returns: (transfer full): an item
 */
ParafaInspectorPairing *
parafa_inspector_pairing_new (ParafaJwtPairing *pairing)
{
  ParafaInspectorPairing *self = g_object_new (PARAFA_TYPE_INSPECTOR_PAIRING, NULL);

  self->pairing = pairing;
  return self;
}

/**
 * parafa_inspector_pairing_get:
 * @self: an item
 *
 * Returns: (transfer none): the field
 */
const ParafaJwtPairing *
parafa_inspector_pairing_get (ParafaInspectorPairing *self)
{
  g_return_val_if_fail (PARAFA_IS_INSPECTOR_PAIRING (self), NULL);

  return self->pairing;
}
