/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-finding.h"

G_BEGIN_DECLS

/* The one way to mend a finding, where there is only one: bytes of the file and what is to stand there. Pure. */
typedef struct
{
  gsize start; /* of the value in the file */
  gsize length;
  char *old_value; /* (owned) */
  char *new_value; /* (owned) */
} ParafaDeclarationFix;

ParafaDeclarationFix *parafa_declaration_fix_find (const ParafaFinding *finding, GBytes *body);
void parafa_declaration_fix_free (ParafaDeclarationFix *self);
GBytes *parafa_declaration_fix_apply (const ParafaDeclarationFix *self, GBytes *body);
char *parafa_declaration_fix_make_name (const char *file_name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaDeclarationFix, parafa_declaration_fix_free)

G_END_DECLS
