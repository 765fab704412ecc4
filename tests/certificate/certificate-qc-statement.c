/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-der.h"
#include "parafa-qc-statement.h"

#include <string.h>

static GPtrArray *
read_copy (const guint8 *bytes, gsize length)
{
  /* a copy of its own size, so that a sanitizer sees a read past its end */
  g_autofree guint8 *copy = g_memdup2 (bytes, MAX (length, 1));

  return parafa_qc_statements_read (copy, length);
}

#define READ(...)                                                                                  \
  read_copy ((const guint8[]){ __VA_ARGS__ }, sizeof ((const guint8[]){ __VA_ARGS__ }))
#define STATEMENT(n) 0x06, 0x06, 0x04, 0x00, 0x8e, 0x46, 0x01, (n)

static void
test_kinds (void)
{
  g_autoptr (GPtrArray) one = READ (0x30, 0x0a, 0x30, 0x08, STATEMENT (1));
  g_autoptr (GPtrArray) years = READ (0x30, 0x0d, 0x30, 0x0b, STATEMENT (3), 0x02, 0x01, 0x0f);
  g_autoptr (GPtrArray) negative = READ (0x30, 0x0d, 0x30, 0x0b, STATEMENT (3), 0x02, 0x01, 0xff);
  g_autoptr (GPtrArray) countries =
      READ (0x30, 0x10, 0x30, 0x0e, STATEMENT (7), 0x30, 0x04, 0x13, 0x02, 'M', 'D');
  g_autoptr (GPtrArray) numeric = READ (0x30, 0x17, 0x30, 0x15, STATEMENT (2), 0x30, 0x0b, 0x02,
                                        0x02, 0x03, 0xd2, 0x02, 0x01, 0x05, 0x02, 0x01, 0xff, 0x00);
  const ParafaQcStatement *limit;

  g_assert_cmpuint (one->len, ==, 1);
  g_assert_cmpint (((ParafaQcStatement *) one->pdata[0])->kind, ==, PARAFA_QC_COMPLIANCE);
  g_assert_cmpint (((ParafaQcStatement *) years->pdata[0])->number, ==, 15);
  g_assert_cmpint (((ParafaQcStatement *) negative->pdata[0])->number, ==, -1);
  g_assert_cmpstr (((ParafaQcStatement *) countries->pdata[0])->values[0], ==, "MD");
  limit = numeric->pdata[0];
  g_assert_cmpint (limit->number, ==, 5);
  g_assert_cmpint (limit->exponent, ==, -1);
  g_assert_cmpstr (limit->values[0], ==, "978");
}

static void
test_damaged (void)
{
  g_autoptr (GPtrArray) none = parafa_qc_statements_read (NULL, 0);
  g_autoptr (GPtrArray) cut = READ (0x30, 0x0a, 0x30, 0x08, 0x06, 0x06, 0x04);
  g_autoptr (GPtrArray) half =
      READ (0x30, 0x0f, 0x30, 0x08, STATEMENT (4), 0x30, 0x7f, 0x06, 0x01, 0x2a);
  g_autoptr (GPtrArray) no_oid = READ (0x30, 0x05, 0x30, 0x03, 0x06, 0x01, 0x8e);

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (cut->len, ==, 0);
  g_assert_cmpuint (half->len, ==, 1);
  g_assert_cmpuint (no_oid->len, ==, 0);
}

/* Deeper than any statement, and longer */
static void
test_bounds (void)
{
  guint8 many[2 + 100 * 10];
  g_autoptr (GPtrArray) list = NULL;

  many[0] = 0x30;
  many[1] = 0x82;
  for (guint i = 0; i < 99; i++)
    memcpy (many + 4 + i * 10, (const guint8[]){ 0x30, 0x08, STATEMENT (1) }, 10);
  many[2] = (990 >> 8) & 0xff;
  many[3] = 990 & 0xff;
  list = read_copy (many, 4 + 990);
  g_assert_cmpuint (list->len, ==, 32);
}

static void
test_oids (void)
{
  static const struct
  {
    const char *text; /* (nullable) */
    guint8 bytes[12];
    gsize length;
  } oids[] = {
    { "1.2.840.113549", { 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d }, 6 },
    { "2.5.29.37.0", { 0x55, 0x1d, 0x25, 0x00 }, 4 },
    { "2.999.3", { 0x88, 0x37, 0x03 }, 3 },
    { "0.0", { 0x00 }, 1 },
    { NULL, { 0x2a, 0x86 }, 2 },
    { NULL, { 0x00 }, 0 },
    { NULL, { 0x2a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f }, 11 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (oids); i++)
    {
      const ParafaDer der = { oids[i].bytes, oids[i].length };
      g_autofree char *text = parafa_der_dup_oid (&der);

      g_assert_cmpstr (text, ==, oids[i].text);
    }
}

static void
test_any_bytes (void)
{
  static const guint8 seed[] = { 0x30, 0x2a,          0x30, 0x08, STATEMENT (1), 0x30,
                                 0x0b, STATEMENT (3), 0x02, 0x01, 0x0f,          0x30,
                                 0x11, STATEMENT (6), 0x30, 0x07, 0x06,          0x05,
                                 0x04, 0x00,          0x8e, 0x46, 0x01 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261124);
  guint found = 0;

  for (guint round = 0; round < 20000; round++)
    {
      guint8 bytes[sizeof seed];
      g_autoptr (GPtrArray) list = NULL;

      memcpy (bytes, seed, sizeof seed);
      for (int i = g_rand_int_range (rand, 0, 5); i > 0; i--)
        bytes[g_rand_int_range (rand, 0, sizeof bytes)] = (guint8) g_rand_int_range (rand, 0, 256);
      list = read_copy (bytes, (gsize) g_rand_int_range (rand, 0, sizeof bytes + 1));
      found += list->len;
    }
  g_assert_cmpuint (found, >, 100);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/certificate/qc-statement/kinds", test_kinds);
  g_test_add_func ("/certificate/qc-statement/damaged", test_damaged);
  g_test_add_func ("/certificate/qc-statement/bounds", test_bounds);
  g_test_add_func ("/certificate/qc-statement/oids", test_oids);
  g_test_add_func ("/certificate/qc-statement/any-bytes", test_any_bytes);
  return g_test_run ();
}
