/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-jwt-inspection.h"
#include "parafa-pill.h"
#include "parafa-token-verification.h"

G_BEGIN_DECLS

/* What is to be said in a callout: always an icon, words and a colour together */
typedef struct
{
  ParafaPillKind kind;
  const char *icon; /* icon name */
  char *title;
  char *text;
} ParafaInspectorWords;

void parafa_inspector_words_clear (ParafaInspectorWords *words);
void parafa_inspector_text_problem (const ParafaJwtProblem *problem, ParafaInspectorWords *words);
void parafa_inspector_text_verification (ParafaTokenVerification *verification,
                                         const char *key_file,
                                         ParafaInspectorWords *words);
void parafa_inspector_text_unverified (const char *algorithm, ParafaInspectorWords *words);
char *parafa_inspector_text_time (gint64 time_s);
char *parafa_inspector_text_relative (gint64 time_s, gint64 now_s);
char *parafa_inspector_text_meaning (const char *name, const char *value, gint64 now_s);
gboolean parafa_inspector_text_is_time (const char *name);
char *parafa_inspector_text_services (const char *const *services);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ParafaInspectorWords, parafa_inspector_words_clear)

G_END_DECLS
