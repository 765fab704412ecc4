/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-profile.h"

G_BEGIN_DECLS

/* A profile as it stands in the file: plain values that a worker thread may read */
typedef struct
{
  char *id;
  char *name;
  ParafaEnvironment environment;
  char *client_id;
  char *redirect_uri;
  char *holder; /* (nullable) */
  char *issuer; /* (nullable) */
  char *serial; /* (nullable) */
  gint64 ends_at_s;
  char *file;           /* (nullable): path */
  char *refused_issuer; /* (nullable) */
  char *refused_serial; /* (nullable) */
  gint64 refused_at_s;
  gboolean changed; /* differs from what the file last held */
} ParafaProfileRecord;

ParafaProfileRecord *parafa_profile_record_new (ParafaProfile *profile);
ParafaProfileRecord *parafa_profile_record_new_from_group (GKeyFile *file, const char *group);
void parafa_profile_record_free (ParafaProfileRecord *self);
gboolean parafa_profile_record_equal (const ParafaProfileRecord *a, const ParafaProfileRecord *b);
void parafa_profile_record_write (const ParafaProfileRecord *self, GKeyFile *file);
ParafaProfile *parafa_profile_record_to_profile (const ParafaProfileRecord *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaProfileRecord, parafa_profile_record_free)

G_END_DECLS
