/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-certificate-usage.h"

#include <string.h>

static const guint8 wanted[] = { 0x04, 0x00, 0x8e, 0x46, 0x01, 0x01 };

static gboolean
has (const guint8 *bytes, gsize length)
{
  /* a copy of its own size, so that a sanitizer sees a read past its end */
  g_autofree guint8 *copy = g_memdup2 (bytes, MAX (length, 1));

  return parafa_certificate_usage_has_statement (copy, length, wanted, sizeof wanted);
}

#define HAS(...) has ((const guint8[]){ __VA_ARGS__ }, sizeof ((const guint8[]){ __VA_ARGS__ }))
#define COMPLIANCE 0x30, 0x08, 0x06, 0x06, 0x04, 0x00, 0x8e, 0x46, 0x01, 0x01
#define SSCD 0x30, 0x08, 0x06, 0x06, 0x04, 0x00, 0x8e, 0x46, 0x01, 0x04

static void
test_statements (void)
{
  g_assert_true (HAS (0x30, 0x0a, COMPLIANCE));
  g_assert_true (HAS (0x30, 0x14, COMPLIANCE, SSCD));
  g_assert_true (HAS (0x30, 0x14, SSCD, COMPLIANCE));
  /* the long form of a length */
  g_assert_true (HAS (0x30, 0x81, 0x0a, COMPLIANCE));
  g_assert_true (HAS (0x30, 0x82, 0x00, 0x0a, COMPLIANCE));
  /* with a value beside it */
  g_assert_true (HAS (0x30, 0x0d, 0x30, 0x0b, 0x06, 0x06, 0x04, 0x00, 0x8e, 0x46, 0x01, 0x01, 0x02,
                      0x01, 0x05));

  g_assert_false (HAS (0x30, 0x0a, SSCD));
  g_assert_false (HAS (0x30, 0x00));
  /* the same bytes, but not as a statement's name */
  g_assert_false (
      HAS (0x30, 0x0c, 0x30, 0x0a, 0x04, 0x08, 0x06, 0x06, 0x04, 0x00, 0x8e, 0x46, 0x01, 0x01));
  g_assert_false (HAS (COMPLIANCE));
  /* cut, or longer than there is */
  g_assert_false (HAS (0x30));
  g_assert_false (HAS (0x30, 0x0a));
  g_assert_false (HAS (0x30, 0x0b, COMPLIANCE));
  g_assert_false (HAS (0x30, 0x84, 0x00, 0x00, 0x00, 0x0a, COMPLIANCE));
  g_assert_false (HAS (0x30, 0x80, COMPLIANCE));
  g_assert_false (HAS (0x30, 0x82, 0xff, 0xff, COMPLIANCE));
  g_assert_false (has ((const guint8 *) "", 0));
}

static void
test_any_bytes (void)
{
  static const guint8 seed[] = { 0x30, 0x14, COMPLIANCE, SSCD };
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261124);
  guint found = 0;

  for (guint round = 0; round < 10000; round++)
    {
      guint8 bytes[sizeof seed];
      guint changes = (guint) g_rand_int_range (rand, 0, 4);

      memcpy (bytes, seed, sizeof seed);
      for (guint i = 0; i < changes; i++)
        bytes[g_rand_int_range (rand, 0, sizeof bytes)] = (guint8) g_rand_int_range (rand, 0, 256);
      found += has (bytes, (gsize) g_rand_int_range (rand, 0, sizeof bytes + 1)) ? 1 : 0;
    }
  g_assert_cmpuint (found, >, 0);
  g_assert_cmpuint (found, <, 10000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/certificate/usage/statements", test_statements);
  g_test_add_func ("/certificate/usage/any-bytes", test_any_bytes);
  return g_test_run ();
}
