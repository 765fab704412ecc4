/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "test-drivers.h"

#include <dlfcn.h>
#include <glib/gstdio.h>
#include <p11-kit/pkcs11.h>
#include <string.h>
#include <unistd.h>

#define SO_PIN "87654321"

/* What p11-kit's own configuration says of SoftHSM */
static char *
find_softhsm (void)
{
  g_autoptr (ParafaDriverFolders) folders = parafa_driver_folders_new ();
  g_autoptr (GPtrArray) drivers = parafa_driver_config_read (folders);

  for (guint i = 0; i < drivers->len; i++)
    if (strstr (parafa_driver_get_file_name (drivers->pdata[i]), "softhsm") != NULL)
      return g_strdup (parafa_driver_get_settings (drivers->pdata[i])->file);
  g_error ("p11-kit does not know SoftHSM (package softhsm2)");
}

TestDrivers *
test_drivers_new (void)
{
  TestDrivers *self = g_new0 (TestDrivers, 1);

  self->dir = parafa_test_dir_new ();
  self->folders = parafa_driver_folders_new_under (self->dir);
  g_mkdir_with_parents (self->folders->package_folder, 0700);
  g_mkdir_with_parents (self->folders->library_folder, 0700);
  self->softhsm = find_softhsm ();
  return self;
}

void
test_drivers_free (TestDrivers *self)
{
  parafa_driver_folders_free (self->folders);
  parafa_test_dir_free (self->dir);
  g_free (self->softhsm);
  g_free (self);
}

/* Forgets all drivers, keeps the tokens */
void
test_drivers_clear (TestDrivers *self)
{
  const char *const folders[] = { self->folders->package_folder, self->folders->user_folder,
                                  self->folders->library_folder };

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      parafa_test_remove_tree (folders[i]);
      g_mkdir_with_parents (folders[i], 0700);
    }
}

/* --- tokens --- */

/* Returns: SoftHSM's configuration of a store */
char *
test_drivers_get_store (TestDrivers *self, const char *store)
{
  g_autofree char *folder = g_build_filename (self->dir, store, "tokens", NULL);
  g_autofree char *conf = g_build_filename (self->dir, store, "softhsm2.conf", NULL);
  g_autofree char *text = g_strdup_printf ("directories.tokendir = %s\nobjectstore.backend = file\n"
                                           "log.level = ERROR\nslots.removable = true\n",
                                           folder);

  if (!g_file_test (conf, G_FILE_TEST_EXISTS))
    {
      g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
      g_assert_true (g_file_set_contents (conf, text, -1, NULL));
    }
  return g_steal_pointer (&conf);
}

static void
put_certificate (CK_FUNCTION_LIST *p11, CK_SESSION_HANDLE session, const TestCert *cert, guint8 id)
{
  g_autoptr (GBytes) der = test_cert_to_der (cert);
  CK_OBJECT_CLASS class = CKO_CERTIFICATE;
  CK_CERTIFICATE_TYPE type = CKC_X_509;
  CK_BBOOL yes = CK_TRUE, no = CK_FALSE;
  char label[] = "cert";
  CK_ATTRIBUTE attributes[] = {
    { CKA_CLASS, &class, sizeof class },
    { CKA_CERTIFICATE_TYPE, &type, sizeof type },
    { CKA_TOKEN, &yes, sizeof yes },
    { CKA_PRIVATE, &no, sizeof no },
    { CKA_LABEL, label, 4 },
    { CKA_ID, &id, 1 },
    { CKA_SUBJECT, label, 4 },
    { CKA_VALUE, (void *) g_bytes_get_data (der, NULL), g_bytes_get_size (der) },
  };
  CK_OBJECT_HANDLE object;

  g_assert_cmpuint (p11->C_CreateObject (session, attributes, G_N_ELEMENTS (attributes), &object),
                    ==, CKR_OK);
}

static void
init_token (CK_FUNCTION_LIST *p11, const char *label, const char *pin, const TestCert *const *certs)
{
  CK_UTF8CHAR padded[32];
  CK_SLOT_ID slots[64];
  CK_ULONG n = G_N_ELEMENTS (slots);
  CK_SESSION_HANDLE session;

  memset (padded, ' ', sizeof padded);
  memcpy (padded, label, MIN (strlen (label), sizeof padded));
  g_assert_cmpuint (p11->C_GetSlotList (CK_FALSE, slots, &n), ==, CKR_OK);
  /* SoftHSM's last slot is the free one */
  g_assert_cmpuint (p11->C_InitToken (slots[n - 1], (CK_UTF8CHAR *) SO_PIN, strlen (SO_PIN),
                                      padded),
                    ==, CKR_OK);
  g_assert_cmpuint (p11->C_OpenSession (slots[n - 1], CKF_SERIAL_SESSION | CKF_RW_SESSION, NULL,
                                        NULL, &session),
                    ==, CKR_OK);
  if (pin == NULL)
    return;
  g_assert_cmpuint (p11->C_Login (session, CKU_SO, (CK_UTF8CHAR *) SO_PIN, strlen (SO_PIN)), ==,
                    CKR_OK);
  g_assert_cmpuint (p11->C_InitPIN (session, (CK_UTF8CHAR *) pin, strlen (pin)), ==, CKR_OK);
  g_assert_cmpuint (p11->C_Logout (session), ==, CKR_OK);
  g_assert_cmpuint (p11->C_Login (session, CKU_USER, (CK_UTF8CHAR *) pin, strlen (pin)), ==,
                    CKR_OK);
  for (guint8 i = 0; certs != NULL && certs[i] != NULL; i++)
    put_certificate (p11, session, certs[i], (guint8) (i + 1));
}

void
test_drivers_add_token (TestDrivers *self,
                        const char *store,
                        const char *label,
                        const char *pin,
                        const TestCert *const *certs)
{
  g_autofree char *conf = test_drivers_get_store (self, store);
  g_autofree char *old = g_strdup (g_getenv ("SOFTHSM2_CONF"));
  void *library = dlopen (self->softhsm, RTLD_NOW | RTLD_LOCAL);
  CK_RV (*get_list) (CK_FUNCTION_LIST **) = NULL;
  CK_FUNCTION_LIST *p11 = NULL;

  g_assert_nonnull (library);
  g_setenv ("SOFTHSM2_CONF", conf, TRUE);
  *(void **) &get_list = dlsym (library, "C_GetFunctionList");
  g_assert_cmpuint (get_list (&p11), ==, CKR_OK);
  g_assert_cmpuint (p11->C_Initialize (NULL), ==, CKR_OK);
  init_token (p11, label, pin, certs);
  g_assert_cmpuint (p11->C_Finalize (NULL), ==, CKR_OK);
  if (old != NULL)
    g_setenv ("SOFTHSM2_CONF", old, TRUE);
  else
    g_unsetenv ("SOFTHSM2_CONF");
}

/* --- drivers --- */

char *
test_drivers_copy_library (TestDrivers *self, const char *from, const char *name)
{
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autofree char *path = g_build_filename (self->folders->library_folder, name, NULL);
  g_autoptr (GFile) target = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_file_copy (source, target, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&path);
}

void
test_drivers_change (TestDrivers *self, const char *name, const char *store, const char *settings)
{
  g_autofree char *conf = test_drivers_get_store (self, store);
  g_autofree char *file = g_strconcat (name, ".so.settings", NULL);
  g_autofree char *path = g_build_filename (self->folders->library_folder, file, NULL);
  g_autofree char *text = g_strdup_printf ("SOFTHSM2_CONF=%s\nTEST_PKCS11_REAL=%s\n%s\n", conf,
                                           self->softhsm, settings != NULL ? settings : "");

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

char *
test_drivers_add (TestDrivers *self,
                  const char *name,
                  const char *store,
                  const char *settings,
                  const char *module_fields)
{
  g_autofree char *file = g_strconcat (name, ".so", NULL);
  g_autofree char *module = g_strconcat (name, ".module", NULL);
  g_autofree char *module_path = g_build_filename (self->folders->package_folder, module, NULL);
  g_autofree char *text =
      g_strdup_printf ("module: %s\n%s\n", file, module_fields != NULL ? module_fields : "");

  test_drivers_change (self, name, store, settings);
  g_assert_true (g_file_set_contents (module_path, text, -1, NULL));
  return test_drivers_copy_library (self, g_getenv ("TEST_PKCS11_LIBRARY"), file);
}

/* --- cards --- */

ParafaCard *
test_drivers_new_card (TestDrivers *self)
{
  ParafaCard *card = parafa_card_new ();

  parafa_card_set_folders (card, self->folders);
  parafa_card_set_list_timeout (card, PARAFA_TEST_LIMIT_MS);
  return card;
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

/* Calls to a process that was killed end a moment later, and hold the card until then */
void
test_drivers_end_card (ParafaCard *card)
{
  gpointer weak = card;
  ParafaTestResult *result = parafa_test_result_new ();

  parafa_card_end_async (card, NULL, parafa_test_result_callback, result);
  g_assert_true (
      parafa_card_end_finish (card, parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS), NULL));
  parafa_test_result_free (result);
  g_object_add_weak_pointer (G_OBJECT (card), &weak);
  g_object_unref (card);
  parafa_test_wait_until (is_gone, &weak, PARAFA_TEST_LIMIT_MS);
}

ParafaCardListing *
test_drivers_list (ParafaCard *card)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GError) error = NULL;
  ParafaCardListing *listing;

  parafa_card_list_async (card, NULL, parafa_test_result_callback, result);
  listing =
      parafa_card_list_finish_listing (card,
                                       parafa_test_result_wait (result, 2 * PARAFA_TEST_LIMIT_MS),
                                       &error);
  g_assert_no_error (error);
  return listing;
}

/* Returns: (transfer none): the report of the driver NAME.so */
ParafaDriverReport *
test_drivers_find_report (ParafaCardListing *listing, const char *name)
{
  GPtrArray *reports = parafa_card_listing_get_reports (listing);

  for (guint i = 0; i < reports->len; i++)
    if (g_str_equal (parafa_driver_get_name (parafa_driver_report_get_driver (reports->pdata[i])),
                     name))
      return reports->pdata[i];
  g_error ("no report of %s", name);
}

ParafaDriverReport *
test_drivers_probe (ParafaCard *card, const char *path)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GError) error = NULL;
  ParafaDriverReport *report;

  parafa_card_probe_driver_async (card, path, NULL, parafa_test_result_callback, result);
  report =
      parafa_card_probe_driver_finish (card,
                                       parafa_test_result_wait (result, 2 * PARAFA_TEST_LIMIT_MS),
                                       &error);
  g_assert_no_error (error);
  return report;
}

/* Card processes of this program that are alive */
guint
test_drivers_count_processes (void)
{
  g_autoptr (GDir) proc = g_dir_open ("/proc", 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (proc)) != NULL)
    {
      g_autofree char *path = g_strdup_printf ("/proc/%s/stat", name);
      g_autofree char *text = NULL;
      char state = 0;
      int parent = 0;
      const char *rest;

      if (!g_ascii_isdigit (*name) || !g_file_get_contents (path, &text, NULL, NULL) ||
          strstr (text, "(parafa-card)") == NULL)
        continue;
      rest = strrchr (text, ')');
      if (rest != NULL && sscanf (rest, ") %c %d", &state, &parent) == 2 && state != 'Z' &&
          parent == getpid ())
        n++;
    }
  return n;
}

static gboolean
are_left (gpointer data)
{
  return test_drivers_count_processes () == *(guint *) data;
}

/* A process that was ended takes a moment */
void
test_drivers_wait_for_processes (guint n)
{
  parafa_test_wait_until (are_left, &n, PARAFA_TEST_LIMIT_MS);
}
