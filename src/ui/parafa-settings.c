/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-settings.h"

/**
 * parafa_settings_new:
 *
 * Opens what is remembered between two starts. g_settings_new() ends the program where the schema is not installed, so
 * it is looked up first: without it the program starts as on the first day.
 *
 * Returns: (transfer full) (nullable): the settings; %NULL without a schema
 */
GSettings *
parafa_settings_new (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, PARAFA_SCHEMA_ID, TRUE);
  if (schema == NULL)
    {
      g_debug ("settings: no schema %s; nothing is remembered", PARAFA_SCHEMA_ID);
      return NULL;
    }
  return g_settings_new_full (schema, NULL, NULL);
}
