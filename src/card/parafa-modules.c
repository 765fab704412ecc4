/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-modules.h"
#include "parafa-driver-note.h"
#include "parafa-library-file.h"

#include <gnutls/gnutls.h>
#include <gnutls/pkcs11.h>
#include <stdlib.h>
#include <string.h>

/* Set once, before any thread starts */
static char *driver_name = NULL;
static char *driver_path = NULL;

/* GnuTLS asks this function where it finds a token without a login: never, the login is made by
 * parafa-token-login.c with one try that the person typed */
static int
refuse_pin (void *data,
            int attempt,
            const char *url,
            const char *label,
            guint flags,
            char *pin,
            size_t size)
{
  return -1;
}

static int
refuse_token (void *const data, const char *const label, guint retry)
{
  return -1;
}

/* Alone, by its path: no other driver of p11-kit's configuration is loaded beside it */
static CK_FUNCTION_LIST *
load_file (ParafaModule *module)
{
  CK_FUNCTION_LIST *functions;

  module->problem = parafa_library_file_load (driver_path, &module->message, &module->detail);
  if (module->problem != PARAFA_DRIVER_PROBLEM_NONE)
    return NULL;
  functions = p11_kit_module_load (driver_path, 0);
  if (functions == NULL)
    {
      const char *reason = p11_kit_message ();

      module->problem = PARAFA_DRIVER_PROBLEM_NOT_PKCS11;
      module->message = g_strdup (reason != NULL ? reason : "p11-kit does not take it");
    }
  return functions;
}

/* What another program serves (`remote:`) p11-kit reaches only through its whole configuration */
static CK_FUNCTION_LIST *
load_remote (ParafaModule *module)
{
  CK_FUNCTION_LIST **list = p11_kit_modules_load (NULL, 0);
  CK_FUNCTION_LIST *functions = NULL;

  for (guint i = 0; list != NULL && list[i] != NULL; i++)
    {
      char *name = p11_kit_module_get_name (list[i]);

      if (functions == NULL && g_strcmp0 (name, driver_name) == 0)
        functions = list[i];
      else
        p11_kit_module_release (list[i]);
      free (name);
    }
  free (list);
  if (functions == NULL)
    {
      module->problem = PARAFA_DRIVER_PROBLEM_DOES_NOT_LOAD;
      module->message = g_strdup ("p11-kit does not know it");
    }
  return functions;
}

static void
start_module (ParafaModule *module)
{
  module->started = p11_kit_module_initialize (module->functions);
  if (module->started == CKR_OK)
    return;
  module->problem = PARAFA_DRIVER_PROBLEM_DOES_NOT_START;
  module->message = g_strdup_printf ("does not start (0x%lx)", (gulong) module->started);
}

/* GnuTLS uses the key later, through the same driver: p11-kit counts initializations, so that the
 * driver notices nothing of this second one. Without a driver GnuTLS is to load none at all. */
static void
start_gnutls (const ParafaModule *module)
{
  if (module != NULL && driver_path == NULL)
    gnutls_pkcs11_init (GNUTLS_PKCS11_FLAG_AUTO, NULL);
  else
    gnutls_pkcs11_init (GNUTLS_PKCS11_FLAG_MANUAL, NULL);
  if (module != NULL && driver_path != NULL && module->started == CKR_OK)
    gnutls_pkcs11_add_provider (driver_path, NULL);
  gnutls_pkcs11_set_pin_function (refuse_pin, NULL);
  gnutls_pkcs11_set_token_function (refuse_token, NULL);
}

static GPtrArray *
start_modules (void)
{
  GPtrArray *modules = g_ptr_array_new ();
  ParafaModule *module = NULL;

  if (driver_name != NULL)
    {
      module = g_new0 (ParafaModule, 1);
      module->file = g_strdup (driver_name);
      module->started = CKR_CRYPTOKI_NOT_INITIALIZED;
      /* under its name from here on: loading alone may crash or hang */
      parafa_driver_note_set (module->file);
      module->functions = driver_path != NULL ? load_file (module) : load_remote (module);
      if (module->functions != NULL)
        start_module (module);
      g_ptr_array_add (modules, module);
    }
  start_gnutls (module);
  parafa_driver_note_set (NULL);
  return modules;
}

/**
 * parafa_modules_set_driver:
 * @name: what to call the driver
 * @path: (nullable): the library; %NULL for one that p11-kit knows under @name
 *
 * Says which driver this process is for. Before any other function; without it there is none.
 */
void
parafa_modules_set_driver (const char *name, const char *path)
{
  g_return_if_fail (driver_name == NULL && name != NULL);

  driver_name = g_strdup (name);
  driver_path = g_strdup (path);
}

/**
 * parafa_modules_get:
 *
 * Loads and starts the driver at the first call, which may take as long as the driver wants. Any
 * thread but the main one. It stays loaded until the process ends.
 *
 * Returns: (transfer none) (element-type ParafaModule): the driver, or nothing
 */
const GPtrArray *
parafa_modules_get (void)
{
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      GPtrArray *modules = start_modules ();

      g_once_init_leave (&once, (gsize) modules);
    }
  return (const GPtrArray *) once;
}

/* --- taking turns --- */

/* Few drivers are tested with more than one call at a time. A job has the driver for itself; the
 * handshakes of a relay, which GnuTLS guards by a lock of its own, share it with each other. */
static GRWLock turn;

/**
 * parafa_modules_lock:
 *
 * Waits until nobody uses the driver, and keeps it.
 */
void
parafa_modules_lock (void)
{
  g_rw_lock_writer_lock (&turn);
}

/**
 * parafa_modules_try_lock:
 *
 * Returns: whether nobody uses the driver; it is kept then
 */
gboolean
parafa_modules_try_lock (void)
{
  return g_rw_lock_writer_trylock (&turn);
}

/**
 * parafa_modules_unlock:
 *
 * Gives the driver back.
 */
void
parafa_modules_unlock (void)
{
  g_rw_lock_writer_unlock (&turn);
}

/**
 * parafa_modules_enter:
 *
 * Keeps jobs away during a handshake that may sign.
 */
void
parafa_modules_enter (void)
{
  g_rw_lock_reader_lock (&turn);
}

/**
 * parafa_modules_leave:
 *
 * The end of parafa_modules_enter().
 */
void
parafa_modules_leave (void)
{
  g_rw_lock_reader_unlock (&turn);
}

/**
 * parafa_modules_trim:
 * @text: (array length=length): a field of a PKCS#11 structure, padded with blanks
 * @length: its size
 *
 * Returns: (transfer full): the text, valid UTF-8
 */
char *
parafa_modules_trim (const guint8 *text, gsize length)
{
  g_autofree char *copy = g_strndup ((const char *) text, length);

  return g_utf8_make_valid (g_strchomp (copy), -1);
}
