/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-hello.h"
#include "parafa-pill.h"

G_BEGIN_DECLS

/* What the outcome of a TestOauth call means, translated */
typedef struct
{
  ParafaPillKind kind;
  const char *icon;
  const char *word;
  const char *sentence;
  const char *next;
} ParafaHelloText;

ParafaHelloText parafa_hello_text_for_outcome (ParafaHelloOutcome outcome);
char *parafa_hello_text_make_curl (const char *uri, const char *name, const char *authorization);

G_END_DECLS
