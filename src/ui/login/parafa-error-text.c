/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-error-text.h"

static const ParafaErrorText unknown = { "unknown", "", "", { NULL }, PARAFA_ERROR_WAY_CLOSE };

const ParafaErrorText *
parafa_error_text_for_problem (ParafaLoginProblem problem)
{
  return &unknown;
}

const ParafaErrorText *
parafa_error_text_for_error (const GError *error)
{
  return &unknown;
}

const char *
parafa_error_text_get_button (const ParafaErrorText *text)
{
  return "";
}

char *
parafa_error_text_make_details (const ParafaErrorText *text, const char *detail)
{
  return g_strdup (text->id);
}
