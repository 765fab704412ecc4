/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-zip.h"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>
#include <string.h>

static GBytes *
bytes_of (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

/* Read back by the library's other half: names, contents, order */
static void
test_round_trip (void)
{
  static const char *const names[] = { "declarație.xml", "răspuns-01.json", "gol.txt" };
  static const char *const texts[] = { "<eTransport/>", "{\"ok\":true}", "" };
  g_autoptr (ParafaZip) zip = parafa_zip_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) whole = NULL;
  struct archive *reader = archive_read_new ();
  struct archive_entry *entry;
  char buffer[100];

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GBytes) data = bytes_of (texts[i]);

      g_assert_true (parafa_zip_add (zip, names[i], data, 1795500000, &error));
      g_assert_no_error (error);
    }
  whole = parafa_zip_finish (zip, &error);
  g_assert_no_error (error);
  archive_read_support_format_zip (reader);
  g_assert_cmpint (archive_read_open_memory (reader, g_bytes_get_data (whole, NULL),
                                             g_bytes_get_size (whole)),
                   ==, ARCHIVE_OK);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      la_ssize_t length;

      g_assert_cmpint (archive_read_next_header (reader, &entry), ==, ARCHIVE_OK);
      g_assert_cmpstr (archive_entry_pathname_utf8 (entry), ==, names[i]);
      length = archive_read_data (reader, buffer, sizeof buffer);
      g_assert_cmpint (length, ==, (la_ssize_t) strlen (texts[i]));
      g_assert_cmpmem (buffer, (gsize) length, texts[i], strlen (texts[i]));
    }
  g_assert_cmpint (archive_read_next_header (reader, &entry), ==, ARCHIVE_EOF);
  archive_read_free (reader);
}

static void
test_empty (void)
{
  g_autoptr (ParafaZip) zip = parafa_zip_new ();
  g_autoptr (GBytes) whole = parafa_zip_finish (zip, NULL);

  g_assert_cmpuint (g_bytes_get_size (whole), ==, 22); /* the end record alone */
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/zip/round-trip", test_round_trip);
  g_test_add_func ("/zip/empty", test_empty);
  return g_test_run ();
}
