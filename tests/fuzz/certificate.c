/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-certificate-chain.h"
#include "parafa-certificate-details.h"
#include "parafa-certificate-file.h"
#include "parafa-certificate-usage.h"
#include "parafa-name-text.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
check_details (GBytes *bytes)
{
  g_autoptr (ParafaCertificateDetails) details = parafa_certificate_details_new (bytes, NULL);

  for (guint i = 0; details != NULL && i < details->subject->len; i++)
    if (!g_utf8_validate (((ParafaNamePart *) details->subject->pdata[i])->text, -1, NULL))
      g_error ("a part of a name that is no text");
}

static void
check_file (const guint8 *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = parafa_certificate_file_read (data, size, &error);
  g_autoptr (ParafaCertificateChain) chain = NULL;

  if ((list == NULL) != (error != NULL))
    g_error ("neither certificates nor an error");
  if (list != NULL)
    chain = parafa_certificate_chain_new (parafa_certificate_chain_find_leaf (list), list);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static const guint8 oid[] = { 0x04, 0x00, 0x8e, 0x46, 0x01, 0x01 };
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaCertificate) certificate = parafa_certificate_new (bytes, NULL, &error);
  g_autofree char *text = size > 0 ? parafa_name_text_decode (data[0], data + 1, size - 1) : NULL;

  if ((certificate == NULL) != (error != NULL))
    g_error ("neither a certificate nor an error");
  if (certificate != NULL &&
      !g_utf8_validate (parafa_certificate_get_holder (certificate), -1, NULL))
    g_error ("a name that is no text");
  if (text != NULL && !g_utf8_validate (text, -1, NULL))
    g_error ("text that is none");
  parafa_certificate_usage_has_statement (data, size, oid, sizeof oid);
  g_ptr_array_unref (parafa_qc_statements_read (data, size));
  check_details (bytes);
  check_file (data, size);
  return 0;
}
