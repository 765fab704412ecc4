/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-http-date.h"

#include <libsoup/soup.h>

/**
 * parafa_http_answer_get_date:
 * @self: an answer
 *
 * Reads the server's clock from its `Date` field (RFC 9110, section 6.6.1), in any of the three forms
 * that HTTP knows.
 *
 * Returns: Unix seconds, or -1 when it says no time
 */
gint64
parafa_http_answer_get_date (ParafaHttpAnswer *self)
{
  const char *text;
  g_autoptr (GDateTime) date = NULL;

  g_return_val_if_fail (self != NULL, -1);

  text = parafa_http_answer_get_header (self, "Date");
  date = text != NULL ? soup_date_time_new_from_http_string (text) : NULL;
  return date != NULL ? g_date_time_to_unix (date) : -1;
}
