/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-etransport-answer.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* The first byte chooses the call, the second the status */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static const guint statuses[] = { 200, 204, 302, 400, 401, 403, 404, 429, 500, 503 };
  g_autoptr (ParafaEtransportAnswer) answer = NULL;

  if (size < 2)
    return 0;
  answer = parafa_etransport_answer_new ((ParafaEtransportCall) (data[0] % 5),
                                         statuses[data[1] % G_N_ELEMENTS (statuses)],
                                         (const char *) data + 2, size - 2);
  if (!g_utf8_validate (answer->text, -1, NULL))
    g_error ("a text is not UTF-8");
  for (guint i = 0; i < answer->records->len; i++)
    parafa_etransport_record_get_created_at (answer->records->pdata[i]);
  parafa_etransport_answer_leaves_doubt (answer);
  return 0;
}
