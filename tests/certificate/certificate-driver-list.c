/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-driver-list.h"

#include <string.h>

static ParafaDriverList *
read_list (const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));

  return parafa_driver_list_new (bytes, error);
}

/* The one that is installed */
static ParafaDriverList *
read_real (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "drivers.ini", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  ParafaDriverList *list;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  list = read_list (text, &error);
  g_assert_no_error (error);
  return list;
}

static void
assert_id (const ParafaKnownDriver *driver, const char *id)
{
  g_assert_cmpstr (driver != NULL ? driver->id : NULL, ==, id);
}

static void
test_real (void)
{
  static const char *const providers[] = { "certSIGN", "DigiSign",    "Trans Sped",
                                           "AlfaSign", "CertDigital", "Namirial" };
  g_autoptr (ParafaDriverList) list = read_real ();

  g_assert_cmpuint (parafa_driver_list_get_length (list), >=, 9);
  /* a driver for every provider of qualified certificates */
  for (guint p = 0; p < G_N_ELEMENTS (providers); p++)
    {
      guint n = 0;

      for (guint i = 0; i < parafa_driver_list_get_length (list); i++)
        if (g_strv_contains ((const char *const *) parafa_driver_list_get (list, i)->providers,
                             providers[p]))
          n++;
      g_test_message ("%s", providers[p]);
      g_assert_cmpuint (n, >, 0);
    }
}

static void
test_find (void)
{
  g_autoptr (ParafaDriverList) list = read_real ();
  g_autofree char *debian = NULL;

  assert_id (parafa_driver_list_find (list, "opensc"), "opensc");
  assert_id (parafa_driver_list_find (list, "nobody"), NULL);
  assert_id (parafa_driver_list_find_file (list, "/usr/lib/libeToken.so.10.8.28"), "safenet");
  assert_id (parafa_driver_list_find_file (list, "opensc-pkcs11.so"), "opensc");
  assert_id (parafa_driver_list_find_file (list, "/usr/lib/softhsm/libsofthsm2.so"), "softhsm");
  assert_id (parafa_driver_list_find_file (list, "libbit4xpki.so"), "bit4id");
  assert_id (parafa_driver_list_find_file (list, "libother.so"), NULL);
  assert_id (parafa_driver_list_find_token (list, "SafeNet, Inc.", "eToken"), "safenet");
  assert_id (parafa_driver_list_find_token (list, "EnterSafe", "ePass2003"), "feitian");
  assert_id (parafa_driver_list_find_token (list, "SoftHSM project", "SoftHSM v2"), "softhsm");
  /* the model says more than who made it */
  assert_id (parafa_driver_list_find_token (list, "Gemalto", "eToken"), "safenet");
  assert_id (parafa_driver_list_find_token (list, NULL, NULL), NULL);
  assert_id (parafa_driver_list_find_token (list, "", ""), NULL);
  debian = parafa_known_driver_dup_package (parafa_driver_list_find (list, "opensc"), "debian");
  g_assert_cmpstr (debian, ==, "opensc-pkcs11");
  g_assert_null (
      parafa_known_driver_dup_package (parafa_driver_list_find (list, "safenet"), "debian"));
  g_assert_null (parafa_known_driver_dup_package (parafa_driver_list_find (list, "opensc"), "deb"));
}

static void
test_usb (void)
{
  g_autoptr (ParafaDriverList) list = read_real ();
  g_autoptr (GPtrArray) etoken = parafa_driver_list_find_usb (list, 0x0529, 0x0620);
  g_autoptr (GPtrArray) fips = parafa_driver_list_find_usb (list, 0x08e6, 0x34cf);
  g_autoptr (GPtrArray) reader = parafa_driver_list_find_usb (list, 0x08e6, 0x3437);
  g_autoptr (GPtrArray) mouse = parafa_driver_list_find_usb (list, 0x046d, 0xc077);

  g_assert_cmpuint (etoken->len, ==, 1);
  assert_id (etoken->pdata[0], "safenet");
  /* the product itself before the vendor's other products */
  g_assert_cmpuint (fips->len, ==, 2);
  assert_id (fips->pdata[0], "safenet");
  assert_id (fips->pdata[1], "idprime");
  g_assert_cmpuint (reader->len, ==, 1);
  assert_id (reader->pdata[0], "idprime");
  g_assert_cmpuint (mouse->len, ==, 0);
}

static void
test_minimal (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaDriverList) list =
      read_list ("[x]\ntitle=Ț\nrank=test\nfiles=libx.so\n", &error);
  const ParafaKnownDriver *driver;

  g_assert_no_error (error);
  driver = parafa_driver_list_get (list, 0);
  g_assert_cmpstr (driver->title, ==, "Ț");
  g_assert_cmpuint (g_strv_length (driver->usb), ==, 0);
  g_assert_cmpuint (g_strv_length (driver->providers), ==, 0);
  g_assert_null (driver->page);
}

static void
test_broken (void)
{
  static const char *const broken[] = {
    "",
    "no group=1\n",
    "[x]\nrank=test\nfiles=a.so\n",
    "[x]\ntitle=X\nfiles=a.so\n",
    "[x]\ntitle=X\nrank=best\nfiles=a.so\n",
    "[x]\ntitle=X\nrank=test\n",
    "[x]\ntitle=X\nrank=test\nfiles=/usr/lib/a.so\n",
    "[x]\ntitle=X\nrank=test\nfiles=a.so\nfolders=lib\n",
    "[x]\ntitle=X\nrank=test\nfiles=a.so\nusb=0529\n",
    "[x]\ntitle=X\nrank=test\nfiles=a.so\nusb=0529:06A0\n",
    "[x]\ntitle=X\nrank=test\nfiles=a.so\nusb=0529:06200\n",
    "[x]\ntitle=X\nrank=test\nfiles=a.so\npackages=opensc\n",
    "[x]\ntitle=X\nrank=test\nfiles=a.so\nalternatives=y\n",
  };

  /* an empty file is a list without drivers */
  for (guint i = 1; i < G_N_ELEMENTS (broken); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", broken[i]);
      g_assert_null (read_list (broken[i], &error));
      g_assert_error (error, PARAFA_DRIVER_LIST_ERROR, PARAFA_DRIVER_LIST_ERROR_INVALID);
    }
}

static void
test_default (void)
{
  g_autoptr (ParafaDriverList) one = parafa_driver_list_get_default ();
  g_autoptr (ParafaDriverList) two = parafa_driver_list_get_default ();

  g_assert_true (one == two);
  assert_id (parafa_driver_list_find (one, "safenet"), "safenet");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/certificate/driver-list/real", test_real);
  g_test_add_func ("/certificate/driver-list/find", test_find);
  g_test_add_func ("/certificate/driver-list/usb", test_usb);
  g_test_add_func ("/certificate/driver-list/minimal", test_minimal);
  g_test_add_func ("/certificate/driver-list/broken", test_broken);
  g_test_add_func ("/certificate/driver-list/default", test_default);
  return g_test_run ();
}
