/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-modules.h"
#include "parafa-driver-note.h"
#include "parafa-sandbox-drivers.h"

#include <gnutls/gnutls.h>
#include <gnutls/pkcs11.h>
#include <stdlib.h>
#include <string.h>

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

static ParafaModule *
module_new (CK_FUNCTION_LIST *functions)
{
  ParafaModule *module = g_new0 (ParafaModule, 1);
  char *path = p11_kit_module_get_filename (functions);
  char *name = p11_kit_module_get_name (functions);
  char *trust = p11_kit_config_option (functions, "trust-policy");

  module->functions = functions;
  module->file = path != NULL ? g_path_get_basename (path) : g_strdup (name != NULL ? name : "?");
  module->for_trust = trust != NULL && strcmp (trust, "yes") == 0;
  free (path);
  free (name);
  free (trust);
  return module;
}

/* One by one, each under its name, so that the application learns which one hangs or crashes */
static GPtrArray *
start_modules (void)
{
  GPtrArray *modules = g_ptr_array_new ();
  CK_FUNCTION_LIST **list;

  parafa_sandbox_drivers_prepare ();
  list = p11_kit_modules_load (NULL, 0);
  for (guint i = 0; list != NULL && list[i] != NULL; i++)
    {
      ParafaModule *module = module_new (list[i]);

      parafa_driver_note_set (module->file);
      module->started = p11_kit_module_initialize (module->functions);
      if (module->started != CKR_OK)
        g_debug ("modules: %s does not start: 0x%lx", module->file, (gulong) module->started);
      g_ptr_array_add (modules, module);
    }
  parafa_driver_note_set (NULL);
  /* the list alone: the drivers stay */
  free (list);

  /* p11-kit counts initializations: the drivers notice nothing of this second one */
  gnutls_pkcs11_init (GNUTLS_PKCS11_FLAG_AUTO, NULL);
  gnutls_pkcs11_set_pin_function (refuse_pin, NULL);
  gnutls_pkcs11_set_token_function (refuse_token, NULL);
  return modules;
}

/**
 * parafa_modules_get:
 *
 * Loads and starts the drivers at the first call, which may take as long as the drivers want. Any
 * thread but the main one. They stay loaded until the process ends.
 *
 * Returns: (transfer none) (element-type ParafaModule): the drivers, in p11-kit's order
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
