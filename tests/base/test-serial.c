/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-serial.h"
#include "parafa-test.h"

static void
check_bytes (const guint8 *bytes, gsize length, const char *expected)
{
  g_autofree char *serial = parafa_serial_from_bytes (bytes, length);

  g_assert_cmpstr (serial, ==, expected);
}

static void
test_from_bytes (void)
{
  static const guint8 plain[] = { 0x34, 0x00, 0x0a, 0xff };
  static const guint8 with_sign[] = { 0x00, 0x9c, 0x01 };
  static const guint8 zero_first[] = { 0x00, 0x1c };
  static const guint8 zero[] = { 0x00 };

  check_bytes (plain, sizeof plain, "34:00:0a:ff");
  check_bytes (with_sign, sizeof with_sign, "9c:01");
  check_bytes (zero_first, sizeof zero_first, "00:1c"); /* no sign byte: the number says so */
  check_bytes (zero, sizeof zero, "00");
}

static void
test_normalise (void)
{
  static const struct
  {
    const char *text;
    const char *expected;
  } cases[] = {
    { "34:00:0a", "34:00:0a" },
    { "34000A", "34:00:0a" },
    { "0x34000a", "34:00:0a" },
    { "0X34 00 0A", "34:00:0a" },
    { " 34-00-0a\n", "34:00:0a" },
    { "3400 0a ff", "34:00:0a:ff" },
    { "4000a", "04:00:0a" },
    { "4:0:a", "04:00:0a" },
    { "00:9c", "00:9c" },
    { "5", "05" },
    { "", NULL },
    { "  ", NULL },
    { "0x", NULL },
    { "::", NULL },
    { "34:0g", NULL },
    { "34;00", NULL },
    { "34:00 ș", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *serial = parafa_serial_normalise (cases[i].text);

      parafa_test_note (cases[i].text);
      g_assert_cmpstr (serial, ==, cases[i].expected);
    }
}

static void
test_equal (void)
{
  g_assert_true (parafa_serial_equal ("34:00:0a", "34000A"));
  g_assert_true (parafa_serial_equal ("00:9c:01", "9c01"));
  g_assert_true (parafa_serial_equal ("0x00009c01", "9C:01"));
  g_assert_true (parafa_serial_equal ("00", "0:0"));
  g_assert_false (parafa_serial_equal ("34:00:0a", "34:00:0b"));
  g_assert_false (parafa_serial_equal ("34:00", "34"));
  g_assert_false (parafa_serial_equal ("x", "x"));
  g_assert_false (parafa_serial_equal ("", ""));
  g_assert_false (parafa_serial_equal (NULL, "34"));
  g_assert_false (parafa_serial_equal (NULL, NULL));
}

/* What one function writes, the other reads, for any bytes. */
static void
test_round_trip (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (int i = 0; i < 500; i++)
    {
      guint8 bytes[20];
      gsize length = (gsize) g_rand_int_range (rand, 1, 21);
      g_autofree char *serial = NULL;
      g_autofree char *again = NULL;

      for (gsize j = 0; j < length; j++)
        bytes[j] = (guint8) g_rand_int_range (rand, 0, 256);
      serial = parafa_serial_from_bytes (bytes, length);
      again = parafa_serial_normalise (serial);
      g_assert_cmpstr (serial, ==, again);
      g_assert_true (parafa_serial_equal (serial, again));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/serial/from-bytes", test_from_bytes);
  g_test_add_func ("/base/serial/normalise", test_normalise);
  g_test_add_func ("/base/serial/equal", test_equal);
  g_test_add_func ("/base/serial/round-trip", test_round_trip);
  return g_test_run ();
}
