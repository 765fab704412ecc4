/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  PARAFA_CHECK_GOOD,
  PARAFA_CHECK_EMPTY,
  PARAFA_CHECK_DOUBTFUL, /* may be saved, but look again */
  PARAFA_CHECK_WRONG,
} ParafaCheck;

/* What a person typed, looked at while they type. words: (out) (transfer none): what to say below
 * the field; "" when there is nothing to say */
ParafaCheck parafa_application_check_name (const char *text, const char **words);
ParafaCheck parafa_application_check_client_id (const char *text, const char **words);
/* where the text begins and how long it is without the blanks around it; nothing is copied */
const char *parafa_application_strip (const char *text, gsize *length);
/* text is only measured, never copied */
ParafaCheck parafa_application_check_client_secret (const char *text, const char **words);
ParafaCheck parafa_application_check_callback (const char *text, const char **words);

G_END_DECLS
