/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-etransport-check.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (ParafaEtransportCheck) check = NULL;
  GPtrArray *findings;
  GDate today;

  g_date_clear (&today, 1);
  g_date_set_dmy (&today, 24, G_DATE_NOVEMBER, 2026);
  check = parafa_etransport_check_new (bytes, &today);
  findings = parafa_etransport_check_get_findings (check);
  for (guint i = 0; i < findings->len; i++)
    {
      g_autofree char *message = parafa_finding_dup_message (findings->pdata[i]);
      g_autofree char *remedy = parafa_finding_dup_remedy (findings->pdata[i]);

      if (!g_utf8_validate (message, -1, NULL) ||
          (remedy != NULL && !g_utf8_validate (remedy, -1, NULL)))
        g_error ("a text is not UTF-8");
    }
  return 0;
}
