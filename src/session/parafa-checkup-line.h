/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "parafa-checkup-words.h"
#include "parafa-distribution.h"

G_BEGIN_DECLS

#define PARAFA_CHECKUP_N_VALUES 3

/* What one step of a check-up found, in the person's language. Immutable, counted; any thread */
#define PARAFA_TYPE_CHECKUP_LINE (parafa_checkup_line_get_type ())
typedef struct
{
  ParafaCheckupStep step;
  ParafaCheckupState state;
  const char *id; /* for programs, such as "reader.none"; never changed */
  char *sentence; /* (owned) */
  char *detail;   /* (owned) (nullable) */
  GStrv remedies; /* (owned): in order; empty when nothing has to be done */
  char *command;  /* (owned) (nullable): carries out the first remedy */
  ParafaCheckupAction action;
  ParafaCheckupAction other_action;
  guint time_ms; /* how long the step took; 0 not measured */
} ParafaCheckupLine;

GType parafa_checkup_line_get_type (void) G_GNUC_CONST;
/* the values fill {1}, {2}, {3} of the sentence, the detail and the remedies, up to a NULL */
ParafaCheckupLine *parafa_checkup_line_new (ParafaCheckupFinding finding,
                                            const ParafaDistribution *distribution,
                                            const char *value1,
                                            const char *value2,
                                            const char *value3);
ParafaCheckupLine *parafa_checkup_line_ref (ParafaCheckupLine *self);
void parafa_checkup_line_unref (ParafaCheckupLine *self);
/* before it is shared */
void parafa_checkup_line_set_command (ParafaCheckupLine *self, const char *command);
void parafa_checkup_line_set_detail (ParafaCheckupLine *self, const char *detail);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaCheckupLine, parafa_checkup_line_unref)

G_END_DECLS
