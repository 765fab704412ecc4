/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Schema and all rules by the program against the schema alone by libxml2, which xmllint --schema calls: the same file,
 * in one process, in turn. */
#include "declarations.h"
#include "parafa-etransport-check.h"

#include <libxml/xmlschemas.h>
#include <stdio.h>
#include <string.h>

static int
compare (const void *a, const void *b)
{
  double difference = *(const double *) a - *(const double *) b;

  return (difference > 0) - (difference < 0);
}

static double
time_ours (GBytes *bytes, const GDate *today)
{
  gint64 start_us = g_get_monotonic_time ();
  g_autoptr (ParafaEtransportCheck) check = parafa_etransport_check_new (bytes, today);

  g_assert_true (parafa_etransport_check_is_valid (check));
  return (double) (g_get_monotonic_time () - start_us);
}

static double
time_schema (const char *text, gsize length, xmlSchemaPtr schema)
{
  gint64 start_us = g_get_monotonic_time ();
  xmlDocPtr document = xmlReadMemory (text, (int) length, "x.xml", NULL, XML_PARSE_NONET);
  xmlSchemaValidCtxtPtr context = xmlSchemaNewValidCtxt (schema);
  int result = xmlSchemaValidateDoc (context, document);

  xmlSchemaFreeValidCtxt (context);
  xmlFreeDoc (document);
  g_assert_cmpint (result, ==, 0);
  return (double) (g_get_monotonic_time () - start_us);
}

static char *
make_notice (guint n_lines)
{
  g_autoptr (GString) goods = g_string_new (NULL);
  const char *parts[] = { "{goods}", NULL, NULL };

  for (guint i = 0; i < n_lines; i++)
    g_string_append_printf (
        goods,
        "<bunuriTransportate codScopOperatiune='101' codTarifar='0207' denumireMarfa='Marfă %u' "
        "cantitate='10.5' codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' "
        "valoareLeiFaraTva='20000'/>\n",
        i);
  parts[1] = goods->str;
  return parafa_test_notice ("30", parts);
}

static gboolean
measure (xmlSchemaPtr schema, guint n_lines, guint n_runs)
{
  g_autofree char *text = make_notice (n_lines);
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autofree double *ours = g_new (double, n_runs);
  g_autofree double *peer = g_new (double, n_runs);
  GDate today;

  g_date_clear (&today, 1);
  g_date_set_dmy (&today, 24, G_DATE_NOVEMBER, 2026);
  for (guint i = 0; i < n_runs; i++)
    {
      ours[i] = time_ours (bytes, &today);
      peer[i] = time_schema (text, strlen (text), schema);
    }
  qsort (ours, n_runs, sizeof *ours, compare);
  qsort (peer, n_runs, sizeof *peer, compare);
  printf ("check of %4u line%s:  %.2f ms for schema and rules, libxml2's schema alone %.2f ms, "
          "ratio %.2f (at "
          "most 1.50)\n",
          n_lines, n_lines == 1 ? "" : "s", ours[n_runs / 2] / 1000, peer[n_runs / 2] / 1000,
          ours[n_runs / 2] / peer[n_runs / 2]);
  return ours[n_runs / 2] <= 1.5 * peer[n_runs / 2];
}

int
main (int argc, char **argv)
{
  xmlSchemaParserCtxtPtr parser = xmlSchemaNewParserCtxt (argv[1]);
  xmlSchemaPtr schema = xmlSchemaParse (parser);
  gboolean good;

  g_assert_nonnull (schema);
  good = measure (schema, 1, 500);
  good = measure (schema, 5000, 15) && good;
  xmlSchemaFree (schema);
  xmlSchemaFreeParserCtxt (parser);
  return good ? 0 : 1;
}
